"""Rows of the project file to and from the dataclasses of the domain, field by field.

A row is a plain tuple in the order of the columns in ``tables.py``, without ``position``.
The journal writes the same rows. Days are ISO text; a tuple of whole numbers is ``"0 1 2"``,
a tuple of names JSON; ``None`` stays ``None`` and an empty tuple an empty one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import DateRange, Holiday
from stageplanner.domain.capacity import Leerbedrijf
from stageplanner.domain.form import Form
from stageplanner.domain.history import Event
from stageplanner.domain.option import Option
from stageplanner.domain.period import Source, StagePeriod
from stageplanner.domain.plan import Placement, Proof, Status
from stageplanner.domain.policy import Forbidden, Goals, Policy, Rules
from stageplanner.domain.state import Delivery
from stageplanner.store.document import StoredMapping

Cell = str | int | float | None
#: What STRICT tables let through; the dataclass functions below say what each cell is.
Row = tuple[Any, ...]
T = TypeVar("T")

#: Leerbedrijven share their accreditations and closed days: each is read and written once.
_REMEMBERED = 1 << 16


# --- values ---------------------------------------------------------------------------------


def write_day(day: date | None) -> str | None:
    """A day as ISO text; of a moment only its day, or the file could not be read back."""
    return None if day is None else date.isoformat(day)


_DAY: dict[str, date] = {}


def read_day(text: str) -> date:
    """The day of an ISO text; the same few hundred days come back all the time."""
    day = _DAY.get(text)
    if day is None:
        day = date.fromisoformat(text)
        if len(_DAY) < _REMEMBERED:
            _DAY[text] = day
    return day


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else read_day(text)


def write_numbers(numbers: Iterable[int] | None) -> str | None:
    """Whole numbers as ``"0 1 2"``."""
    return None if numbers is None else " ".join([str(int(number)) for number in numbers])


@lru_cache(maxsize=_REMEMBERED)
def read_numbers(text: str | None) -> tuple[int, ...] | None:
    """Read what :func:`write_numbers` writes."""
    return None if text is None else tuple(int(number) for number in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_names(names: tuple[str, ...]) -> str:
    """Names as a JSON list."""
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=_REMEMBERED)
def read_names(text: str) -> tuple[str, ...]:
    """Read what :func:`write_names` writes."""
    names = json.loads(text)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"no list of names: {text[:40]!r}")
    return tuple(names)


def write_forms(forms: Iterable[Form] | None) -> str | None:
    """Forms as ``"lint blok"``."""
    return None if forms is None else " ".join([form.value for form in forms])


@lru_cache(maxsize=_REMEMBERED)
def read_forms(text: str | None) -> tuple[Form, ...] | None:
    """Read what :func:`write_forms` writes."""
    return None if text is None else tuple(Form(form) for form in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_ranges(ranges: tuple[DateRange, ...]) -> str:
    """Closed days as ``"2026-12-21/2027-01-01 2027-04-26/2027-05-01"``."""
    return " ".join([f"{write_day(r.start)}/{write_day(r.end)}" for r in ranges])


@lru_cache(maxsize=_REMEMBERED)
def read_ranges(text: str) -> tuple[DateRange, ...]:
    """Read what :func:`write_ranges` writes."""
    pairs = [pair.split("/") for pair in text.split()]
    return tuple(DateRange(start=read_day(start), end=read_day(end)) for start, end in pairs)


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _bool(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def read_number(cell: T) -> T:
    """A number as it was written: an ``ANY`` column would let a text through."""
    if isinstance(cell, str | bytes):
        raise ValueError(f"no number: {cell[:40]!r}")
    return cell


def _source_cells(source: Source | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if source is None else (source.file, source.sheet, source.row)


def _source(file: str | None, sheet: str, row: int) -> Source | None:
    return None if file is None else Source(file=file, sheet=sheet, row=row)


# --- what was handed in ---------------------------------------------------------------------


def period_row(p: StagePeriod) -> Row:
    """A stage period as a row of ``period``."""
    return (
        p.id,
        p.institution,
        p.programme,
        p.programme_name,
        p.year,
        p.group,
        p.students,
        p.form.value,
        write_day(p.start),
        write_day(p.end),
        p.days_per_week,
        write_numbers(p.weekdays),
        p.brin,
        p.location,
        p.niveau,
        p.leerweg,
        p.hours_per_day,
        write_forms(p.allowed_forms),
        write_day(p.earliest_start),
        write_day(p.latest_end),
        _flag(p.splittable),
        int(p.fixed),
        p.region,
        *_source_cells(p.source),
    )


def period_of(row: Row) -> StagePeriod:
    """The stage period of a row of ``period``."""
    (
        id_, institution, programme, programme_name, year, group, students, form, start, end,
        days_per_week, weekdays, brin, location, niveau, leerweg, hours_per_day, allowed_forms,
        earliest_start, latest_end, splittable, fixed, region, file, sheet, source_row,
    ) = row  # fmt: skip
    return StagePeriod(
        id=id_,
        institution=institution,
        programme=programme,
        programme_name=programme_name,
        year=year,
        group=group,
        students=students,
        form=Form(form),
        start=read_day(start),
        end=read_day(end),
        days_per_week=days_per_week,
        weekdays=read_numbers(weekdays),
        brin=brin,
        location=location,
        niveau=niveau,
        leerweg=leerweg,
        hours_per_day=read_number(hours_per_day),
        allowed_forms=read_forms(allowed_forms),
        earliest_start=_day_or_none(earliest_start),
        latest_end=_day_or_none(latest_end),
        splittable=_bool(splittable),
        fixed=bool(fixed),
        region=region,
        source=_source(file, sheet, source_row),
    )


def leerbedrijf_row(b: Leerbedrijf) -> Row:
    """A leerbedrijf as a row of ``leerbedrijf``."""
    return (
        b.id,
        b.name,
        b.location,
        b.town,
        b.branch,
        write_names(b.accredited),
        b.places,
        b.occupied,
        write_day(b.available_from),
        write_day(b.available_until),
        write_ranges(b.closed),
        b.supervisors,
        write_numbers(b.places_per_weekday),
        write_numbers(b.levels),
        b.form_preference,
        *_source_cells(b.source),
        b.stands_for,
    )


def leerbedrijf_of(row: Row) -> Leerbedrijf:
    """The leerbedrijf of a row of ``leerbedrijf``."""
    (
        id_, name, location, town, branch, accredited, places, occupied, available_from,
        available_until, closed, supervisors, places_per_weekday, levels, form_preference,
        file, sheet, source_row, *later,
    ) = row  # fmt: skip
    return Leerbedrijf(
        id=id_,
        name=name,
        location=location,
        town=town,
        branch=branch,
        accredited=read_names(accredited),
        places=places,
        occupied=occupied,
        available_from=_day_or_none(available_from),
        available_until=_day_or_none(available_until),
        closed=read_ranges(closed),
        supervisors=supervisors,
        places_per_weekday=read_numbers(places_per_weekday),
        levels=read_numbers(levels),
        form_preference=form_preference,
        source=_source(file, sheet, source_row),
        # A journal of before there were pools tells nothing of them.
        stands_for=later[0] if later else 1,
    )


def holiday_row(holiday: Holiday, *, of_region: bool) -> Row:
    """A holiday as a row of ``holiday``: of an institution, or of a vakantieregio."""
    days = (write_day(holiday.start), write_day(holiday.end))
    return (int(of_region), holiday.institution, holiday.name, *days)


def holiday_of(row: Row) -> Holiday:
    """The holiday of a row of ``holiday``."""
    _, institution, name, start, end = row
    return Holiday(institution=institution, name=name, start=read_day(start), end=read_day(end))


def base_load_row(b: BaseLoad) -> Row:
    """The students of others in a week as a row of ``base_load``."""
    students = json.dumps(b.students)
    return (
        b.programme,
        b.programme_name,
        b.niveau,
        write_day(b.monday),
        students,
        int(b.is_masked),
    )


def base_load_of(row: Row) -> BaseLoad:
    """The students of others of a row of ``base_load``."""
    programme, programme_name, niveau, monday, students, is_masked = row
    return BaseLoad(
        programme=programme,
        programme_name=programme_name,
        niveau=niveau,
        monday=read_day(monday),
        students=tuple(map(read_number, json.loads(students))),
        is_masked=bool(is_masked),
    )


def delivery_row(d: Delivery) -> Row:
    """A file that was read, as a row of ``delivery``."""
    return (d.file, d.sha256, d.kind, d.rows_read, d.rows_used)


def delivery_of(row: Row) -> Delivery:
    """The delivery of a row of ``delivery``."""
    file, sha256, kind, rows_read, rows_used = row
    return Delivery(file=file, sha256=sha256, kind=kind, rows_read=rows_read, rows_used=rows_used)


# --- policy ---------------------------------------------------------------------------------


def rules_row(institution: str | None, r: Rules) -> Row:
    """The rules of an institution (``None``: the region's defaults) as a row of ``rules``."""
    return (
        institution,
        r.window_weeks,
        r.first_year_lesweek,
        write_forms(r.allowed_forms),
        r.split_from_students,
        write_numbers(r.school_days),
        int(r.blok_moves_weekdays),
        write_numbers(r.lint_days),
        write_numbers(r.blok_days),
        int(r.days_may_change),
        json.dumps(r.weekday_sets),
        r.most_weeks_shift,
        json.dumps([_forbidden_cells(stretch) for stretch in r.forbidden], ensure_ascii=False),
        r.scheme_weeks,
        int(r.proposes_splits),
        r.gap_weeks,
        r.most_away,
        r.most_contact_moments,
    )


def rules_of(row: Row) -> tuple[str | None, Rules]:
    """The institution and its rules, of a row of ``rules``."""
    institution, window, first_year, forms, split_from, school_days, moves, *later = row
    return institution, Rules(
        window_weeks=window,
        first_year_lesweek=first_year,
        allowed_forms=read_forms(forms) or (),
        split_from_students=split_from,
        school_days=read_numbers(school_days) or (),
        blok_moves_weekdays=bool(moves),
        **_later_rules(later) if later else {},
    )


def _later_rules(cells: list[Any]) -> dict[str, Any]:
    """The rules that the first version did not have; a journal of it tells nothing of them."""
    lint_days, blok_days, days_may_change, weekday_sets, shift, forbidden, *limits = cells
    scheme_weeks, proposes_splits, gap_weeks, most_away, most_contact_moments = limits
    return {
        "lint_days": read_numbers(lint_days) or (),
        "blok_days": read_numbers(blok_days) or (),
        "days_may_change": bool(days_may_change),
        "weekday_sets": tuple(tuple(map(int, days)) for days in json.loads(weekday_sets)),
        "most_weeks_shift": shift,
        "forbidden": tuple(_forbidden_of(cells) for cells in json.loads(forbidden)),
        "scheme_weeks": scheme_weeks,
        "proposes_splits": bool(proposes_splits),
        "gap_weeks": gap_weeks,
        "most_away": most_away,
        "most_contact_moments": most_contact_moments,
    }


def _forbidden_cells(f: Forbidden) -> list[Cell]:
    start, end = write_day(f.start), write_day(f.end)
    return [f.name, f.first_lesweek, f.last_lesweek, start, end, f.programme, f.year]


def _forbidden_of(cells: list[Any]) -> Forbidden:
    name, first, last, start, end, programme, year = cells
    return Forbidden(
        name=str(name),
        first_lesweek=first,
        last_lesweek=last,
        start=_day_or_none(start),
        end=_day_or_none(end),
        programme=str(programme),
        year=year,
    )


def about_rows(policy: Policy) -> list[Row]:
    """What is said of the region as a whole; niveaus served first where they are others."""
    told: list[Row] = [("target", policy.target)]
    if policy.served_first != Policy().served_first:
        told.append(("served_first", write_numbers(policy.served_first)))
    return told


def served_first_of(row: Row) -> tuple[int, ...]:
    """The niveaus that are served first, of a row of ``about``."""
    return read_numbers(str(row[1])) or ()


def load_weight_of(row: Row) -> tuple[int, float]:
    """The niveau and its weight, of a row of ``load_weight``."""
    niveau, weight = row
    return niveau, read_number(weight)


def goal_rows(goals: Goals) -> list[Row]:
    """How closely the goals are held, a row of ``goal`` for each."""
    values = [(goal.name, getattr(goals, goal.name)) for goal in fields(Goals)]
    return [(name, int(value) if isinstance(value, bool) else value) for name, value in values]


def goal_of(row: Row) -> tuple[str, float]:
    """The name of a goal and its tolerance, of a row of ``goal``."""
    name, value = row
    return str(name), read_number(value)


def goals_of(found: Iterable[Row]) -> Goals:
    """How closely the goals are held; what no row tells is as the app has it."""
    known = {goal.name: goal.type for goal in fields(Goals)}
    told = {name: value for name, value in map(goal_of, found) if name in known}
    return Goals(**{n: bool(v) if known[n] == "bool" else v for n, v in told.items()})  # type: ignore[arg-type]


# --- plans ----------------------------------------------------------------------------------


def placement_rows(plan: int, period: str, placements: tuple[Placement, ...]) -> list[Row]:
    """What a plan does with a stage period; one row without a form where that is nothing."""
    if not placements:
        return [(plan, period, None, None, None, None, None, None)]
    return [
        (
            plan,
            period,
            p.option.form.value,
            write_day(p.option.start),
            write_day(p.option.end),
            p.option.days_per_week,
            write_numbers(p.option.weekdays),
            p.students,
        )
        for p in placements
    ]


def placement_of(row: Row) -> tuple[int, str, Placement | None]:
    """The plan, the stage period and the placement of a row of ``placement``."""
    plan, period, form, start, end, days_per_week, weekdays, students = row
    if form is None:
        return plan, period, None
    option = Option(
        form=Form(form),
        start=read_day(start),
        end=read_day(end),
        days_per_week=days_per_week,
        weekdays=read_numbers(weekdays),
    )
    return plan, period, Placement(option=option, students=students)


def proof_row(plan: int, p: Proof) -> Row:
    """What is proven of a plan, as a row of ``proof``."""
    return (
        plan,
        write_names(p.programmes),
        p.periods,
        p.wish_peak,
        p.peak,
        p.lower_bound,
        p.target,
        p.changes,
        p.changes_lower_bound,
        p.status.value,
        p.seconds,
    )


def proof_of(row: Row) -> tuple[int, Proof]:
    """The plan and the proof of a row of ``proof``."""
    plan, programmes, periods, wish_peak, peak, bound, target, changes, least, status, took = row
    return plan, Proof(
        programmes=read_names(programmes),
        periods=periods,
        wish_peak=read_number(wish_peak),
        peak=read_number(peak),
        lower_bound=read_number(bound),
        target=read_number(target),
        changes=changes,
        changes_lower_bound=least,
        status=Status(status),
        seconds=read_number(took),
    )


# --- history and mappings -------------------------------------------------------------------


def event_row(e: Event) -> Row:
    """A change in the history, as a row of ``event``."""
    return (e.when.isoformat(), e.user, e.verb, e.subject, e.before, e.after, e.origin)


def event_of(row: Row) -> Event:
    """The change of a row of ``event``."""
    when, user, verb, subject, before, after, origin = row
    return Event(
        when=datetime.fromisoformat(when),
        user=user,
        verb=verb,
        subject=subject,
        before=before,
        after=after,
        origin=origin,
    )


def mapping_row(m: StoredMapping) -> Row:
    """A remembered mapping of columns, as a row of ``mapping``."""
    return (m.institution, m.signature, m.content)


def mapping_of(row: Row) -> StoredMapping:
    """The mapping of a row of ``mapping``."""
    institution, signature, content = row
    return StoredMapping(institution=institution, signature=signature, content=content)


def read_all(of: Callable[[Row], T], rows: Iterable[Row]) -> tuple[T, ...]:
    """The objects of rows, in order."""
    return tuple([of(row) for row in rows])
