"""Merge the rows of one file into a region, and report everything that is replaced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from stageplanner.domain.calendar import SCHOOL_DAYS, Calendar, days_between
from stageplanner.domain.comparison.delivery import pair_deliveries
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, placements_of
from stageplanner.domain.planning.row_edits import fresh_ids
from stageplanner.domain.settled import Bonds, bonds_of
from stageplanner.domain.stage_period import StagePeriod, folded_name
from stageplanner.domain.state import Delivery, State, institutions_of
from stageplanner.importing.absent import (
    Absent,
    Key,
    RefusedRow,
    absent_problems,
    absent_rows,
)
from stageplanner.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import PlannedPeriod, Reading


_Row = TypeVar("_Row", StagePeriod, Leerbedrijf)


def add_reading(
    state: State,
    reading: Reading,
    *,
    together: Collection[str] = frozenset(),
    refused: Collection[RefusedRow] = (),
    removals: Collection[Key] = frozenset(),
) -> tuple[State, tuple[Problem, ...], tuple[Absent, ...]]:
    """Add the rows of one file to a region.

    What an earlier delivery held and this one lacks stays, unless it is among ``removals``.

    Parameters
    ----------
    state : State
        The region.
    reading : Reading
        What was read of the file.
    together : collection of str, optional
        The files of the same import; their rows were judged with all its holidays.
    refused : collection of RefusedRow, optional
        The rows of the file that are not used.
    removals : collection of Key, optional
        What a person takes out of the region because this file lacks it.

    Returns
    -------
    State
        With the new rows in the place of those of the previous delivery.
    tuple of Problem
        What was replaced, and what is absent.
    tuple of Absent
        What the file lacks, and whether it was taken out.
    """
    problems: list[Problem] = []
    reading = _with_known_spelling(state, reading)
    planned = tuple(row.period for row in reading.planned)
    # A reading names the wishes of a plan among its stage periods too: count them once.
    loose = tuple(period for period in reading.periods if period not in set(planned))
    absent: tuple[Absent, ...] = ()
    bonds: Mapping[str, Bonds] = {}

    def without(rows: list[_Row]) -> list[_Row]:
        """Return the rows that stay of those that the file lacks."""
        nonlocal absent
        found = absent_rows(rows, reading, refused, removals, bonds)
        absent += found
        return [row for row, one in zip(rows, found, strict=True) if not one.is_removed]

    if loose or planned or _has_rows_of(state.periods, reading.file):
        bonds = bonds_of(state)
        new = (*loose, *_whole(planned))
        periods = _merge_periods(state, new, reading.file, problems, without)
        state = replace(state, periods=periods)
    if reading.leerbedrijven or _has_rows_of(state.leerbedrijven, reading.file):
        bonds = {}
        merged = _merge_leerbedrijven(
            state.leerbedrijven, reading.leerbedrijven, reading.file, problems, without
        )
        state = replace(state, leerbedrijven=merged)
    problems += absent_problems(absent, reading.file)
    if reading.holidays:
        named = {holiday.institution for holiday in reading.holidays}
        kept = [h for h in state.holidays if h.institution not in named]
        before = Calendar.from_holidays(state.holidays)
        state = replace(state, holidays=(*kept, *reading.holidays))
        judged = {*together, reading.file}
        here = (
            p
            for p in state.periods
            if p.institution in named and not (p.source and p.source.file in judged)
        )
        problems += _without_days(here, before, reading)
    if reading.planned:
        stays = {one.id for one in absent if one.kind == "period" and not one.is_removed}
        state = replace(state, plan=_plan_of(state, reading.planned, stays))
    delivery = Delivery(
        file=reading.file,
        sha256=reading.sha256,
        kind=reading.kind.value,
        rows_read=reading.rows_read,
        rows_used=reading.rows_used,
    )
    others = tuple(d for d in state.deliveries if d.file != reading.file)
    return replace(state, deliveries=(*others, delivery)), tuple(problems), absent


def _has_rows_of(rows: Iterable[StagePeriod | Leerbedrijf], file: str) -> bool:
    """Return whether an earlier delivery of a file brought any of these rows."""
    return any(row.source is not None and row.source.file == file for row in rows)


def _without_days(
    periods: Iterable[StagePeriod], before: Calendar, reading: Reading
) -> Iterator[Problem]:
    """Yield a warning for each stage period that new holidays leave without a placement day."""
    after = Calendar.from_holidays(reading.holidays)

    def has_days(period: StagePeriod, calendar: Calendar) -> bool:
        return any(
            day.weekday() in (period.weekdays or SCHOOL_DAYS)
            and not calendar.is_day_off(period.institution, day)
            for day in days_between(period.start, period.end)
        )

    for period in periods:
        if has_days(period, before) and not has_days(period, after):
            yield Problem(
                code="import_only_holiday",
                severity=Severity.WARNING,
                place=Place(file=reading.file, period=period.id),
                values={"start": period.start, "end": period.end},
            )


def _with_known_spelling(state: State, reading: Reading) -> Reading:
    """Return a reading whose institutions are spelled as in the region: case, spaces, accents."""
    spelling = {folded_name(name): name for name in reversed(institutions_of(state))}
    spelled = {p.institution: spelling.get(folded_name(p.institution)) for p in reading.periods}
    changed = {given: name for given, name in spelled.items() if name and name != given}
    if not changed:
        return reading

    def known(period: StagePeriod) -> StagePeriod:
        name = changed.get(period.institution)
        return period if name is None else replace(period, institution=name)

    return replace(
        reading,
        periods=tuple(known(period) for period in reading.periods),
        planned=tuple(replace(row, period=known(row.period)) for row in reading.planned),
    )


def _whole(planned: Iterable[StagePeriod]) -> tuple[StagePeriod, ...]:
    """Return the stage periods behind the rows of a plan; a split one has several rows."""
    periods: dict[object, StagePeriod] = {}
    for period in planned:
        key = period.id or (period.key, period.start, period.end, period.weekdays, period.source)
        if key in periods:
            first = periods[key]
            periods[key] = replace(first, students=first.students + period.students)
        else:
            periods[key] = period
    return tuple(periods.values())


def _merge_periods(
    state: State,
    new: tuple[StagePeriod, ...],
    file: str,
    problems: list[Problem],
    without: Callable[[list[StagePeriod]], list[StagePeriod]],
) -> tuple[StagePeriod, ...]:
    """Return the stage periods with a new delivery in the place of the previous one.

    ``without`` returns those that stay of the ones that the delivery lacks.

    A row that was there already keeps its id, so that its plan and agreements hold.
    """
    arrivals: dict[object, list[StagePeriod]] = defaultdict(list)
    for period in new:
        arrivals[period.key].append(period)
    arrived = [period for group in arrivals.values() for period in group]
    names = {period.id for period in new if period.id}
    replaced: list[StagePeriod] = []
    kept: list[StagePeriod] = []
    for period in state.periods:
        is_of_file = period.source is not None and period.source.file == file
        (replaced if is_of_file or period.key in arrivals else kept).append(period)
    problems.extend(_elsewhere(kept, new, file))
    # A row with an id is the row of that id; the others are matched.
    nameless = [period for period in replaced if period.id not in names]
    paired = iter(pair_deliveries(nameless, [p for p in arrived if not p.id]))
    numbers = fresh_ids(state)
    paired_ids: set[str] = set()
    added: list[StagePeriod] = []
    for period in arrived:
        other = None if period.id else next(paired)
        name = period.id or (next(numbers) if other is None else other.id)
        paired_ids.add(name)
        added.append(replace(period, id=name))
    stay = without([period for period in nameless if period.id not in paired_ids])
    return (*kept, *stay, *added)


def _elsewhere(
    kept: Iterable[StagePeriod], new: Iterable[StagePeriod], file: str
) -> Iterator[Problem]:
    """Yield warnings of other files of the same institutions, which stay and may be meant too."""
    institutions = {period.institution for period in new}
    others = Counter(p.institution for p in kept if p.institution in institutions)
    for institution, count in others.items():
        yield Problem(
            code="institution_in_other_files",
            severity=Severity.WARNING,
            place=Place(file=file),
            values={"institution": institution, "count": count},
        )


def _merge_leerbedrijven(
    old: tuple[Leerbedrijf, ...],
    new: tuple[Leerbedrijf, ...],
    file: str,
    problems: list[Problem],
    without: Callable[[list[Leerbedrijf]], list[Leerbedrijf]],
) -> tuple[Leerbedrijf, ...]:
    # A number loses its first noughts in a spreadsheet.
    arrivals = {company.id.lstrip("0"): company for company in new}
    kept: list[Leerbedrijf] = []
    lacking: list[Leerbedrijf] = []
    for company in old:
        arrived = arrivals.get(company.id.lstrip("0"))
        if arrived is not None:
            name = arrived.name
            if folded_name(name) != folded_name(company.name):
                values = {"id": company.id, "before": company.name, "name": name}
                problems.append(
                    Problem(
                        code="leerbedrijf_renamed",
                        severity=Severity.WARNING,
                        place=Place(file=file),
                        values=values,
                    )
                )
            continue
        is_of_file = company.source is not None and company.source.file == file
        (lacking if is_of_file else kept).append(company)
    return (*kept, *without(lacking), *new)


def _plan_of(state: State, planned: tuple[PlannedPeriod, ...], stays: Collection[str] = ()) -> Plan:
    """Build the plan that an exported workbook holds; rows of one stage period are its parts.

    The stage periods in ``stays`` are not in the workbook: their plan is the one that was known.
    """
    ids = {(p.key, p.start, p.end): p.id for p in state.periods}
    parts: dict[str, list[Placement]] = defaultdict(list)
    reasons: dict[str, str] = {}
    changed: set[str] = set()
    for row in planned:
        wish = row.period
        name = wish.id or ids[wish.key, wish.start, wish.end]
        parts[name].append(Placement(option=row.option, students=wish.students))
        if row.changed:
            changed.add(name)
        if row.reason:
            reasons[name] = row.reason
    wishes = {period.id: placements_of(WISH_PLAN, period) for period in state.periods}
    # Weekdays that were open and are filled in are no change, yet part of the plan.
    named = {
        name: tuple(placed)
        for name, placed in parts.items()
        if name in changed or tuple(placed) != wishes.get(name)
    }
    known = state.plan or WISH_PLAN
    named |= {name: known.placements[name] for name in stays if name in known.placements}
    reasons |= {name: known.reasons[name] for name in stays if name in known.reasons}
    return Plan(placements=named, reasons=reasons, name="import")
