"""Read what a row of leerbedrijven offers: how many places, for which programmes, when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.problems import Severity
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field
from stageplanner.sheets.reading.notes import Note, NoteList, Parsed, error, info, warning
from stageplanner.sheets.reading.rows.opening_dates import OpeningDatesReader
from stageplanner.sheets.reading.tables.column_fields import is_bare_period, part_of_year
from stageplanner.sheets.reading.tables.programme_columns import Pool, read_pools
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.forms import parse_forms, strange_forms
from stageplanner.sheets.reading.values.leerjaar import read_levels
from stageplanner.sheets.reading.values.leftover import not_understood, put_aside
from stageplanner.sheets.reading.values.numbers import is_unknown, parse_count
from stageplanner.sheets.reading.values.programmes import (
    code_list,
    codes_in,
    codes_listed,
    denial_in,
    programmes_named,
    rest_of_codes,
)
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.workbook.grid import Picked, Value, as_text, is_blank

#: Statuses of an accreditation that is not valid.
_WITHDRAWN = re.compile(
    r"ingetrokken|vervallen|niet erkend|geen erkenning|beeindigd|beëindigd|geweigerd|afgewezen|"
    r"withdrawn|revoked|not accredited|verlopen|opgeheven"
)

#: Statuses of an uncertain number of places.
_UNSURE = re.compile(r"schat|estimat|verwacht|concept|onbevestigd|voorlopig|nog niet")

#: No location has as many places: the number is a crebo, a year or a slip of the pen.
_MANY_PLACES = 1_000
#: Words that are the number 0.
_NO_PLACES = frozenset({"geen", "nul", "none", "vol", "bezet"})

#: One pool of places: its suffix of the id, and its fields.
Offer = tuple[str, dict[str, Any]]
#: Fields that differ per leerbedrijf; combinations of the others repeat and are read once.
_COMPANY_FIELDS = (Field.ID, Field.NAME, Field.LOCATION, Field.TOWN)
#: The fields of a leerbedrijf that describe its offer.
OFFERED = (
    "branch", "accredited", "places", "occupied", "available_from", "available_until", "closed",
    "supervisors", "places_per_weekday", "levels", "form_preference",
)  # fmt: skip


class OfferReader:
    """Reads what the rows of one table offer; equal cells are read once.

    ``picked`` picks the cells that an offer depends on.
    """

    def __init__(
        self,
        table: Table,
        columns: Columns,
        settings: TableSettings,
        plan_codes: Collection[str],
    ) -> None:
        self._table, self._columns, self._settings = table, columns, settings
        self._table_codes = plan_codes
        self._open = OpeningDatesReader(table, columns, settings)
        offering = {u.column for u in table.columns if u.field not in (None, *_COMPANY_FIELDS)}
        self.picked = Picked(sorted(offering | table.codes.keys()))
        self._codes: dict[str, Parsed[tuple[str, ...]]] = {}
        self._offers: dict[object, Parsed[tuple[Offer, ...]]] = {}

    def offer(self, cells: Sequence[Value]) -> Parsed[tuple[Offer, ...]]:
        """Read what a row offers; equal cells are read once."""
        key = self.picked(cells)
        offered = self._offers.get(key)
        if offered is None:
            offered = self._offers[key] = self._read_offer(cells)
        return offered

    def _read_offer(self, cells: Sequence[Value]) -> Parsed[tuple[Offer, ...]]:
        """Return the fields of each pool of places, with its suffix of the id."""
        companies = self._read_places(cells)
        if any(n.severity is Severity.ERROR for n in companies.notes):
            return Parsed((), companies.notes)
        offers = tuple(
            (company.id, {name: getattr(company, name) for name in OFFERED})
            for company in companies.value
        )
        return Parsed(offers, companies.notes)

    def _read_places(self, cells: Sequence[Value]) -> Parsed[tuple[Leerbedrijf, ...]]:
        """Read the places of a row as leerbedrijven without a name, one per pool or season."""
        collected = NoteList()
        take, notes = collected.take, collected.notes
        per_weekday = take(self._weekday_places(cells))
        pools = take(self._pools(cells, per_weekday))
        is_counted = bool(pools) and pools[0].places is not None
        accredited = pools[0].accredited if pools else take(self._accredited(cells))
        places: int | None = sum(pool.places or 0 for pool in pools)
        if not is_counted:
            places = take(self._places(cells, per_weekday))
        occupied = take(self._occupied(cells, places))
        first, last = take(self._open.available(cells))
        closed = take(self._open.closed(cells))
        details = take(self._details(cells))
        if places is not None:
            notes += self._withdrawn(cells)
        if places is None or collected.failed:
            return Parsed((), tuple(notes))
        whole = Leerbedrijf(
            id="",
            name="",
            accredited=accredited,
            places=places,
            occupied=occupied,
            available_from=first,
            available_until=last,
            closed=closed,
            places_per_weekday=per_weekday,
            **details,
        )
        parts = take(self._seasons(cells, whole))
        if not parts and is_counted:
            parts = _in_pools(whole, pools)
            notes += self._pool_notes(whole)
        return Parsed(parts or (whole,), (*notes, *self._remarks(cells)))

    def _withdrawn(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        """Return an error if the accreditation is no longer valid."""
        status = as_text(self._columns.value_of(cells, Field.STATUS))
        if not _WITHDRAWN.search(status.casefold()):
            return ()
        return (error("import_not_accredited", Field.STATUS, value=status),)

    def _details(self, cells: Sequence[Value]) -> Parsed[dict[str, Any]]:
        """Read sector, supervisors, niveaus and preferred form."""
        value_of = self._columns.value_of
        levels = read_levels(value_of(cells, Field.LEVELS))
        supervisors = _supervisors(value_of(cells, Field.SUPERVISORS))
        preferred = value_of(cells, Field.FORM_PREFERENCE)
        forms = parse_forms(preferred)
        notes = [*levels.notes, *supervisors.notes]
        if not is_unknown(preferred) and (strange := strange_forms(preferred)):
            notes.append(warning("import_bad_forms", Field.FORM_PREFERENCE, value=strange))
        fields = {
            "branch": as_text(value_of(cells, Field.BRANCH)),
            "supervisors": supervisors.value,
            "levels": levels.value,
            "form_preference": forms[0].value if forms is not None and len(forms) == 1 else None,
        }
        return Parsed(fields, tuple(notes))

    def _pools(
        self, cells: Sequence[Value], per_weekday: tuple[int, ...] | None
    ) -> Parsed[tuple[Pool, ...]]:
        """Read the columns per crebo, if the table has any."""
        if not self._table.codes:
            return Parsed(())
        given = self._columns.value_of(cells, Field.PLACES)
        total = parse_count(given, Field.PLACES).value if given is not None else None
        if total is None and per_weekday is not None:
            total = max(per_weekday)
        return read_pools(cells, self._table.codes, total)

    def _seasons(
        self, cells: Sequence[Value], whole: Leerbedrijf
    ) -> Parsed[tuple[Leerbedrijf, ...]]:
        """Read the columns of places that each hold for a part of the year."""
        parts = [use for use in self._table.columns if use.field is Field.PLACES and use.index]
        seasons: list[Leerbedrijf] = []
        notes: list[Note] = []
        for use in parts:
            value = cells[use.column] if use.column < len(cells) else None
            span = part_of_year(use.heading)
            if span is None or is_blank(value) or is_unknown(value):
                continue
            count = parse_count(value, Field.PLACES)
            dates = resolve_span(span, self._settings.time_of(""))
            notes += [*count.notes, *dates.notes]
            if count.value is None or dates.value is None:
                continue
            values = {"heading": use.heading, "start": dates.value.start, "end": dates.value.end}
            if is_bare_period(use):
                note = warning("import_places_assumed", Field.PLACES, **values)
            else:
                note = info("import_places_in_part", Field.PLACES, **values)
            notes.append(replace(note, column=use.column))
            seasons.append(
                replace(
                    whole,
                    id=whole.id if not seasons else f"{whole.id}-{len(seasons) + 1}",
                    places=count.value,
                    occupied=min(whole.occupied, count.value),
                    available_from=max(filter(None, (whole.available_from, dates.value.start))),
                    available_until=min(filter(None, (whole.available_until, dates.value.end))),
                )
            )
        return Parsed(tuple(seasons), tuple(notes))

    def _pool_notes(self, whole: Leerbedrijf) -> tuple[Note, ...]:
        if not whole.occupied:
            return ()
        return (info("import_occupied_pools", Field.OCCUPIED, occupied=whole.occupied),)

    def _remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        status = as_text(self._columns.value_of(cells, Field.STATUS))
        if _UNSURE.search(status.casefold()):
            return (info("import_estimate_status", Field.STATUS, value=status),)
        return ()

    def _accredited(self, cells: Sequence[Value]) -> Parsed[tuple[str, ...]]:
        text = as_text(self._columns.value_of(cells, Field.ACCREDITED))
        if text not in self._codes:
            self._codes[text] = read_accredited(text, self._table_codes)
        return self._codes[text]

    def _weekday_places(self, cells: Sequence[Value]) -> Parsed[tuple[int, ...] | None]:
        used = [f for f in WEEKDAY_FIELDS if self._columns.has(f)]
        values = [self._columns.value_of(cells, f) for f in used]
        if not used or all(v is None for v in values):
            return Parsed(None)
        counts = []
        for at, value in zip(used, values, strict=True):
            count = parse_count(value, at) if value is not None else Parsed(0)
            if count.failed:
                return Parsed(None, count.notes)
            counts.append(count.value or 0)
        by_day = dict(zip(used, counts, strict=True))
        size = 7 if Field.SATURDAY in by_day or Field.SUNDAY in by_day else 5
        return Parsed(tuple(by_day.get(f, 0) for f in WEEKDAY_FIELDS[:size]))

    def _places(
        self, cells: Sequence[Value], per_weekday: tuple[int, ...] | None
    ) -> Parsed[int | None]:
        value = self._columns.value_of(cells, Field.PLACES)
        if value is None:
            if per_weekday is not None:
                return Parsed(max(per_weekday))
            return Parsed(0, (warning("import_places_unknown", Field.PLACES),))
        is_none = as_text(value).casefold().strip() in _NO_PLACES
        if is_unknown(value) and not is_none:
            return Parsed(0, (warning("import_places_unknown", Field.PLACES),))
        count = Parsed(0) if is_none else parse_count(value, Field.PLACES)
        if count.value == 0 and not count.notes:
            return Parsed(0, (warning("import_zero_places", Field.PLACES),))
        if count.value is not None and count.value >= _MANY_PLACES:
            note = warning("import_many_places", Field.PLACES, value=str(count.value))
            return Parsed(count.value, (*count.notes, note))
        return Parsed(count.value, count.notes)

    def _occupied(self, cells: Sequence[Value], places: int | None) -> Parsed[int]:
        total = 0
        for wanted in (Field.OCCUPIED, Field.OCCUPIED_MORE):
            value = self._columns.value_of(cells, wanted)
            if value is None or is_unknown(value):
                continue
            count = parse_count(value, wanted)
            if count.failed:
                return Parsed(0, count.notes)
            total += count.value or 0
        if places is not None and total > places:
            return Parsed(
                total,
                (warning("import_more_occupied", Field.OCCUPIED, occupied=total, places=places),),
            )
        return Parsed(total)


def _supervisors(value: Value) -> Parsed[int | None]:
    """Read the number of supervisors, which changes no load: a doubt about it is a warning."""
    if value is None or is_unknown(value):
        return Parsed(None)
    count = parse_count(value, Field.SUPERVISORS)
    if not count.failed:
        return Parsed(count.value, count.notes)
    note = warning("import_bad_supervisors", Field.SUPERVISORS, value=as_text(value))
    return Parsed(None, (note,))


def _in_pools(whole: Leerbedrijf, pools: Sequence[Pool]) -> tuple[Leerbedrijf, ...]:
    """Split a leerbedrijf into pools per programme; occupied places are taken from the largest."""
    taken = whole.occupied
    occupied: dict[int, int] = {}
    for k in sorted(range(len(pools)), key=lambda k: -(pools[k].places or 0)):
        occupied[k] = min(taken, pools[k].places or 0)
        taken -= occupied[k]
    return tuple(
        replace(
            whole,
            id=whole.id if k == 0 else f"{whole.id}-{k + 1}",
            accredited=pool.accredited,
            places=pool.places or 0,
            occupied=occupied[k],
            places_per_weekday=None,
        )
        for k, pool in enumerate(pools)
    )


def read_accredited(
    text: str, plan_codes: Collection[str] = frozenset()
) -> Parsed[tuple[str, ...]]:
    """Parse the crebo codes in a cell; a dossier means all its crebos, names are looked up.

    ``plan_codes`` are codes of the plan in the same workbook, which are accepted as they are.
    """
    if not text:
        return Parsed((), (error("import_no_accreditation", Field.ACCREDITED),))
    listed = codes_listed(text, plan_codes)
    if any(not codes_in(code) and code in plan_codes for code in listed):
        return Parsed(listed, (warning("import_unknown_crebo", Field.ACCREDITED, code=text),))
    if codes_in(text) and (denied := denial_in(text)):
        return Parsed((), (not_understood(Field.ACCREDITED, text, denied),))
    known = code_list()
    codes: list[str] = []
    notes: list[Note] = []
    if codes_in(text) and (left := rest_of_codes(text)):
        notes.append(put_aside(Field.ACCREDITED, text, left, codes_in(text)))
    for code in codes_in(text) or tuple(re.findall(r"(?<!\d)\d{5}(?!\d)", text)):
        if code in known.by_dossier:
            codes += [p.crebo for p in known.by_dossier[code]]
        else:
            codes.append(code)
            if code not in known.by_crebo and code not in known.successors:
                notes.append(warning("import_unknown_crebo", Field.ACCREDITED, code=code))
    if not codes:
        unread = []
        for part in re.split(r"[,;/+]|\ben\b|\n", text):
            named = [p.crebo for p in programmes_named(part.strip())]
            unread += [part.strip()] if part.strip() and not named else []
            codes += named
        if codes and unread:
            left = ", ".join(unread)
            notes.append(put_aside(Field.ACCREDITED, text, left, tuple(dict.fromkeys(codes))))
    if not codes:
        return Parsed((), (error("import_bad_accreditation", Field.ACCREDITED, value=text),))
    return Parsed(tuple(dict.fromkeys(codes)), tuple(notes))
