"""From the rows of a table to leerbedrijven and the places they offer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.capacity import Leerbedrijf
from stageplanner.domain.period import Source
from stageplanner.problems import Severity
from stageplanner.sheets.codes_across import Pool, read_pools
from stageplanner.sheets.column_uses import part_of_year
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field, normalise
from stageplanner.sheets.grid import Picked, Value, as_date, as_text, is_blank
from stageplanner.sheets.headings import hint_of
from stageplanner.sheets.moments import Scale, parse_spans
from stageplanner.sheets.notes import Found, Note, error, info, warning
from stageplanner.sheets.programmes import code_list, codes_in, codes_listed, programmes_named
from stageplanner.sheets.rhythm import parse_forms
from stageplanner.sheets.schooltime import resolve_span
from stageplanner.sheets.settings import TableSettings
from stageplanner.sheets.table import Table
from stageplanner.sheets.values import is_unknown, parse_count, parse_levels

_ID = re.compile(r"(?<!\d)\d{6,12}(?!\d)")

#: Statuses of an accreditation that does not hold.
_WITHDRAWN = re.compile(
    r"ingetrokken|vervallen|niet erkend|geen erkenning|beeindigd|beëindigd|geweigerd|afgewezen|"
    r"withdrawn|revoked|not accredited|verlopen|opgeheven"
)

T = TypeVar("T")


#: Of one pool of places: what it adds to the id, and its fields.
Offer = tuple[str, dict[str, Any]]
#: Fields in which every leerbedrijf differs; the others come back and are read once.
_OF_ITS_OWN = (Field.ID, Field.NAME, Field.LOCATION, Field.TOWN)
OFFERED = (
    "branch", "accredited", "places", "occupied", "available_from", "available_until", "closed",
    "supervisors", "places_per_weekday", "levels", "form_preference",
)  # fmt: skip


@dataclass(slots=True)
class CapacityReader:
    """Reads the rows of one table of leerbedrijven."""

    table: Table
    settings: TableSettings
    file: str
    sheet: str
    own_codes: Collection[str] = frozenset()
    _columns: dict[Field, int] = field(default_factory=dict)
    _codes: dict[str, Found[tuple[str, ...]]] = field(default_factory=dict)
    _closures: dict[str, Found[tuple[DateRange, ...]]] = field(default_factory=dict)
    offering: Picked = field(default_factory=lambda: Picked(()))
    _offers: dict[object, Found[tuple[Offer, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for use in self.table.columns:
            if use.field is not None:
                self._columns.setdefault(use.field, use.column)
        offering = {u.column for u in self.table.columns if u.field not in (None, *_OF_ITS_OWN)}
        self.offering = Picked(sorted(offering | self.table.codes.keys()))

    def own_column(self, wanted: Field) -> int | None:
        """The column of a field; ``None`` where it has none."""
        return self._columns.get(wanted)

    def column_of(self, wanted: Field | None) -> int | None:
        """The column a note about a field points at."""
        return self._columns.get(wanted) if wanted is not None else None

    def _get(self, cells: Sequence[Value], wanted: Field) -> Value:
        column = self._columns.get(wanted)
        if column is None or column >= len(cells):
            return None
        value = cells[column]
        return None if is_blank(value) else value

    def read(self, row: int, cells: Sequence[Value]) -> Found[tuple[Leerbedrijf, ...]]:
        """The leerbedrijf of a row, one per pool; none where a note refuses it."""
        name = as_text(self._get(cells, Field.NAME))
        identity = self._id(cells, name)
        offered = self.offer(cells)
        notes = identity.notes
        if offered.notes:
            notes = (*notes, *(n for n in offered.notes if n not in notes))
        if identity.value is None or not offered.value:
            return Found((), notes)
        source = Source(file=self.file, sheet=self.sheet, row=row + 1)
        location = as_text(self._get(cells, Field.LOCATION))
        town = as_text(self._get(cells, Field.TOWN))
        read = [
            Leerbedrijf(
                id=identity.value + part,
                name=name or identity.value,
                location=location,
                town=town,
                source=source,
                **what,
            )
            for part, what in offered.value
        ]
        return Found(tuple(read), notes)

    def offer(self, cells: Sequence[Value]) -> Found[tuple[Offer, ...]]:
        """What a row offers; the same cells are read once."""
        key = self.offering(cells)
        offered = self._offers.get(key)
        if offered is None:
            offered = self._offers[key] = self._read_offer(cells)
        return offered

    def _read_offer(self, cells: Sequence[Value]) -> Found[tuple[Offer, ...]]:
        """What is offered, whoever offers it: the fields of each pool, and its part of the id."""
        found = self._read_places(cells)
        if any(n.severity is Severity.ERROR for n in found.notes):
            return Found((), found.notes)
        offers = tuple(
            (each.id, {name: getattr(each, name) for name in OFFERED}) for each in found.value
        )
        return Found(offers, found.notes)

    def _read_places(self, cells: Sequence[Value]) -> Found[tuple[Leerbedrijf, ...]]:
        """The places of a row as those of a leerbedrijf without a name."""
        notes: list[Note] = []

        def take(found: Found[T]) -> T:
            notes.extend(n for n in found.notes if n not in notes)
            return found.value

        per_weekday = take(self._weekday_places(cells))
        pools = take(self._pools(cells, per_weekday))
        accredited = pools[0].accredited if pools else take(self._accredited(cells))
        places = pools[0].places if pools else None
        if places is None:
            places = take(self._places(cells, per_weekday))
        else:
            places = sum(pool.places or 0 for pool in pools)
        occupied = take(self._occupied(cells, places))
        first, last = take(self._available(cells))
        closed = take(self._closed(cells))
        status = as_text(self._get(cells, Field.STATUS))
        if places is not None and _WITHDRAWN.search(status.casefold()):
            notes.append(error("import_not_accredited", Field.STATUS, value=status))
        if places is None or any(n.severity is Severity.ERROR for n in notes):
            return Found((), tuple(notes))
        supervisors = self._get(cells, Field.SUPERVISORS)
        forms = parse_forms(self._get(cells, Field.FORM_PREFERENCE))
        whole = Leerbedrijf(
            id="",
            name="",
            branch=as_text(self._get(cells, Field.BRANCH)),
            accredited=accredited,
            places=places,
            occupied=occupied,
            available_from=first,
            available_until=last,
            closed=closed,
            supervisors=parse_count(supervisors, Field.SUPERVISORS).value
            if supervisors is not None
            else None,
            places_per_weekday=per_weekday,
            levels=parse_levels(self._get(cells, Field.LEVELS)),
            form_preference=forms[0].value if forms is not None and len(forms) == 1 else None,
        )
        found = take(self._seasons(cells, whole))
        if not found and pools and pools[0].places is not None:
            found = _in_pools(whole, pools)
            notes += self._pool_notes(whole)
        return Found(found or (whole,), (*notes, *self._remarks(cells)))

    def _pools(
        self, cells: Sequence[Value], per_weekday: tuple[int, ...] | None
    ) -> Found[tuple[Pool, ...]]:
        """What the columns of a crebo each tell, where the table has such columns."""
        if not self.table.codes:
            return Found(())
        given = self._get(cells, Field.PLACES)
        total = parse_count(given, Field.PLACES).value if given is not None else None
        if total is None and per_weekday is not None:
            total = max(per_weekday)
        return read_pools(cells, self.table.codes, total)

    def _seasons(
        self, cells: Sequence[Value], whole: Leerbedrijf
    ) -> Found[tuple[Leerbedrijf, ...]]:
        """What the columns tell that each count for a part of the year; none without such."""
        parts = [use for use in self.table.columns if use.field is Field.PLACES and use.index]
        found: list[Leerbedrijf] = []
        notes: list[Note] = []
        for use in parts:
            value = cells[use.column] if use.column < len(cells) else None
            span = part_of_year(use.heading)
            if span is None or is_blank(value) or is_unknown(value):
                continue
            count = parse_count(value, Field.PLACES)
            dates = resolve_span(span, self.settings.time_of(""))
            notes += [*count.notes, *dates.notes]
            if count.value is None or dates.value is None:
                continue
            told = {"heading": use.heading, "start": dates.value.start, "end": dates.value.end}
            notes.append(info("import_places_in_part", Field.PLACES, **told))
            found.append(
                replace(
                    whole,
                    id=whole.id if not found else f"{whole.id}-{len(found) + 1}",
                    places=count.value,
                    occupied=min(whole.occupied, count.value),
                    available_from=max(filter(None, (whole.available_from, dates.value.start))),
                    available_until=min(filter(None, (whole.available_until, dates.value.end))),
                )
            )
        return Found(tuple(found), tuple(notes))

    def _pool_notes(self, found: Leerbedrijf) -> tuple[Note, ...]:
        if not found.occupied:
            return ()
        return (info("import_occupied_pools", Field.OCCUPIED, occupied=found.occupied),)

    def _remarks(self, cells: Sequence[Value]) -> tuple[Note, ...]:
        status = as_text(self._get(cells, Field.STATUS))
        if re.search(
            r"schat|estimat|verwacht|concept|onbevestigd|voorlopig|nog niet", status.casefold()
        ):
            return (info("import_estimate_status", Field.STATUS, value=status),)
        return ()

    def _id(self, cells: Sequence[Value], name: str) -> Found[str | None]:
        given = given_id(self._get(cells, Field.ID))
        if given:
            return Found(given)
        if not name:
            return Found(None, (error("import_no_leerbedrijf", Field.NAME),))
        parts = [
            name,
            as_text(self._get(cells, Field.LOCATION)),
            as_text(self._get(cells, Field.TOWN)),
        ]
        digest = hashlib.sha256(normalise(" ".join(parts)).encode()).hexdigest()[:8]
        note = info("import_id_made", Field.ID, name=name)
        return Found(f"x{digest}", (note,) if Field.ID in self._columns else ())

    def _accredited(self, cells: Sequence[Value]) -> Found[tuple[str, ...]]:
        text = as_text(self._get(cells, Field.ACCREDITED))
        if text not in self._codes:
            self._codes[text] = read_accredited(text, self.own_codes)
        return self._codes[text]

    def _weekday_places(self, cells: Sequence[Value]) -> Found[tuple[int, ...] | None]:
        used = [f for f in WEEKDAY_FIELDS if f in self._columns]
        values = [self._get(cells, f) for f in used]
        if not used or all(v is None for v in values):
            return Found(None)
        counts = []
        for at, value in zip(used, values, strict=True):
            found = parse_count(value, at) if value is not None else Found(0)
            if found.failed:
                return Found(None, found.notes)
            counts.append(found.value or 0)
        by_day = dict(zip(used, counts, strict=True))
        size = 7 if Field.SATURDAY in by_day or Field.SUNDAY in by_day else 5
        return Found(tuple(by_day.get(f, 0) for f in WEEKDAY_FIELDS[:size]))

    def _places(
        self, cells: Sequence[Value], per_weekday: tuple[int, ...] | None
    ) -> Found[int | None]:
        value = self._get(cells, Field.PLACES)
        if value is None:
            if per_weekday is not None:
                return Found(max(per_weekday))
            return Found(0, (warning("import_places_unknown", Field.PLACES),))
        if is_unknown(value):
            return Found(0, (warning("import_places_unknown", Field.PLACES),))
        found = parse_count(value, Field.PLACES)
        if found.value == 0 and not found.notes:
            return Found(0, (warning("import_zero_places", Field.PLACES),))
        return Found(found.value, found.notes)

    def _occupied(self, cells: Sequence[Value], places: int | None) -> Found[int]:
        total = 0
        for wanted in (Field.OCCUPIED, Field.OCCUPIED_MORE):
            value = self._get(cells, wanted)
            if value is None or is_unknown(value):
                continue
            found = parse_count(value, wanted)
            if found.failed:
                return Found(0, found.notes)
            total += found.value or 0
        if places is not None and total > places:
            return Found(
                total,
                (warning("import_more_occupied", Field.OCCUPIED, occupied=total, places=places),),
            )
        return Found(total)

    def _available(self, cells: Sequence[Value]) -> Found[tuple[date | None, date | None]]:
        span = self._get(cells, Field.SPAN)
        if span is not None and not is_unknown(span):
            return self._available_in(span)
        first = self._day(cells, Field.AVAILABLE_FROM, last=False)
        last = self._day(cells, Field.AVAILABLE_UNTIL, last=True)
        notes = (*first.notes, *last.notes)
        if first.value is not None and last.value is not None and last.value < first.value:
            notes = (
                error(
                    "import_end_before_start",
                    Field.AVAILABLE_UNTIL,
                    start=first.value,
                    end=last.value,
                ),
            )
        return Found((first.value, last.value), notes)

    def _available_in(self, value: Value) -> Found[tuple[date | None, date | None]]:
        """A stretch in one cell: "01-09-2026 t/m 31-07-2027"."""
        spans = parse_spans(value)
        found = resolve_span(spans[0], self.settings.time_of("")) if len(spans) == 1 else None
        if found is None or found.value is None:
            return Found(
                (None, None), (error("import_bad_period", Field.SPAN, value=as_text(value)),)
            )
        return Found((found.value.start, found.value.end))

    def _day(self, cells: Sequence[Value], wanted: Field, *, last: bool) -> Found[date | None]:
        value = self._get(cells, wanted)
        if value is None or is_unknown(value):
            return Found(None)
        if isinstance(value, date):
            return Found(as_date(value))
        spans = parse_spans(value, hint_of(self.table.heading(wanted)), single=True)
        if not spans or spans[0].start is None:
            return Found(None, (error("import_bad_date", wanted, value=as_text(value)),))
        found = resolve_span(replace(spans[0], end=spans[0].start, open_end=False),
                             self.settings.time_of(""))  # fmt: skip
        if found.value is None:
            return Found(None, (error("import_bad_date", wanted, value=as_text(value)),))
        return Found(found.value.end if last else found.value.start)

    def _closed(self, cells: Sequence[Value]) -> Found[tuple[DateRange, ...]]:
        text = as_text(self._get(cells, Field.CLOSED))
        if text not in self._closures:
            self._closures[text] = read_closed(text, self.settings)
        return self._closures[text]


def given_id(value: Value) -> str:
    """The LeerbedrijfID that a cell names; ``""`` where it names none."""
    given = as_text(value)
    if given.isdecimal() and 6 <= len(given) <= 12:
        return given
    digits = _ID.findall(given.replace(" ", "").replace(".", ""))
    return digits[0] if digits else given


def _in_pools(whole: Leerbedrijf, pools: Sequence[Pool]) -> tuple[Leerbedrijf, ...]:
    """A leerbedrijf as the pools of its programmes; what is occupied goes off the largest."""
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


def read_accredited(text: str, own_codes: Collection[str] = frozenset()) -> Found[tuple[str, ...]]:
    """The crebo codes a cell names; dossiers stand for all their crebos, names are looked up.

    ``own_codes`` are those of the plan beside it, which a list may name as they stand.
    """
    if not text:
        return Found((), (error("import_no_accreditation", Field.ACCREDITED),))
    listed = codes_listed(text, own_codes)
    if any(not codes_in(code) and code in own_codes for code in listed):
        return Found(listed, (warning("import_unknown_crebo", Field.ACCREDITED, code=text),))
    known = code_list()
    codes: list[str] = []
    notes: list[Note] = []
    for code in codes_in(text) or tuple(re.findall(r"(?<!\d)\d{5}(?!\d)", text)):
        if code in known.by_dossier:
            codes += [p.crebo for p in known.by_dossier[code]]
        else:
            codes.append(code)
            if code not in known.by_crebo and code not in known.successors:
                notes.append(warning("import_unknown_crebo", Field.ACCREDITED, code=code))
    if not codes:
        for part in re.split(r"[,;/+]|\ben\b|\n", text):
            codes += [p.crebo for p in programmes_named(part.strip())]
    if not codes:
        return Found((), (error("import_bad_accreditation", Field.ACCREDITED, value=text),))
    return Found(tuple(dict.fromkeys(codes)), tuple(notes))


def read_closed(text: str, settings: TableSettings) -> Found[tuple[DateRange, ...]]:
    """The stretches in which a leerbedrijf is closed: "21-12-2026 t/m 01-01-2027; wk 8"."""
    if not text or is_unknown(text) or text.casefold() in ("nee", "no", "niet"):
        return Found(())
    time = settings.time_of("")
    ranges: list[DateRange] = []
    for part in re.split(r"[;\n]|,(?!\d)", text):
        if not part.strip():
            continue
        spans = parse_spans(part)
        if not spans:
            return Found((), (warning("import_bad_closed", Field.CLOSED, value=text),))
        for span in spans:
            single = span.end is None and span.start is not None and span.start.scale is Scale.DAY
            found = resolve_span(replace(span, end=span.start) if single else span, time)
            if found.value is None:
                return Found((), (warning("import_bad_closed", Field.CLOSED, value=text),))
            ranges.append(found.value)
    return Found(tuple(ranges))


def merge_leerbedrijven(
    read: Sequence[Leerbedrijf],
) -> tuple[tuple[Leerbedrijf, ...], tuple[tuple[Leerbedrijf, Note], ...]]:
    """Put together what was delivered twice: one row per accreditation becomes one leerbedrijf.

    Rows of one id that differ only in what they are accredited for are joined; rows with
    other places or dates stay apart as pools of the same leerbedrijf; equal rows are told.
    """
    if len({each.id for each in read}) == len(read):
        return tuple(read), ()
    groups: dict[str, list[Leerbedrijf]] = {}
    for each in read:
        groups.setdefault(each.id, []).append(each)
    result: list[Leerbedrijf] = []
    notes: list[tuple[Leerbedrijf, Note]] = []
    for identity, rows in groups.items():
        if len(rows) == 1:
            result.append(rows[0])
            continue
        pools: list[Leerbedrijf] = []
        for each in rows:
            notes += _into_pools(pools, each)
        result += [
            pool if k == 0 else replace(pool, id=f"{identity}-{k + 1}")
            for k, pool in enumerate(pools)
        ]
    return tuple(result), tuple(notes)


def _into_pools(pools: list[Leerbedrijf], each: Leerbedrijf) -> list[tuple[Leerbedrijf, Note]]:
    for k, pool in enumerate(pools):
        # A list of accreditations names no places: there a niveau only goes with its crebo.
        bare = not each.places and not pool.places
        levels = pool.levels if bare else each.levels
        same = replace(each, accredited=pool.accredited, source=pool.source, levels=levels)
        alike = same == pool
        if alike and set(each.accredited) <= set(pool.accredited):
            row = pool.source.row if pool.source else 0
            return [
                (
                    each,
                    error(
                        "import_duplicate",
                        None,
                        row=row,
                        sheet=pool.source.sheet if pool.source else "",
                    ),
                )
            ]
        if alike and not set(each.accredited) & set(pool.accredited):
            both = {*(pool.levels or ()), *(each.levels or ())}
            joined = tuple(sorted(both)) if pool.levels and each.levels else None
            accredited = (*pool.accredited, *each.accredited)
            pools[k] = replace(pool, accredited=accredited, levels=joined)
            return []
    pools.append(each)
    if len(pools) > 1:
        row = pools[0].source.row if pools[0].source else 0
        return [(each, warning("import_same_leerbedrijf", Field.ID, id=each.id, row=row))]
    return []
