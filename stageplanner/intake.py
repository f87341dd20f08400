"""Taking files into a region: read them, put their rows beside what is there, tell everything.

Belongs to :mod:`stageplanner.project`, which alone knows all rooms; kept apart for its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.capacity import Leerbedrijf
from stageplanner.domain.mapping import ColumnMapping
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, placements_of
from stageplanner.domain.records import before_and_after
from stageplanner.domain.state import Delivery, State, institutions_of, region_of
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.sheets.reading import PlannedPeriod, Reading, ReadTable


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file.

    ``told`` is what it changed in the region, before and after, for the history.
    """

    name: str
    path: str
    kind: str
    rows_read: int
    rows_used: int
    problems: tuple[Problem, ...]
    is_refused: bool = False
    tables: tuple[ReadTable, ...] = ()
    told: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A region after an import, and the report per file.

    ``problems`` are those of the region as a whole, such as an institution without holidays.
    """

    state: State
    files: tuple[FileReport, ...]
    problems: tuple[Problem, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()

    @property
    def has_refused_files(self) -> bool:
        """Tell whether a file could not be used at all."""
        return any(file.is_refused for file in self.files)

    @property
    def is_clean(self) -> bool:
        """Tell whether every row was used without a doubt."""
        told = [p for file in self.files for p in file.problems] + list(self.problems)
        return all(problem.severity is Severity.INFO for problem in told)


def take_in(
    state: State,
    paths: tuple[Path, ...],
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    mappings: tuple[ColumnMapping, ...] = (),
) -> Intake:
    """Read files and add their rows to a state.

    A group that was there already is replaced by its new rows; rows that an earlier delivery
    of the same file held and that are gone now are taken out and told. A file that cannot be
    read at all changes nothing and is reported.
    """
    reports: dict[Path, FileReport] = {}
    watch = _Watch(progress, cancelled, mappings)
    readings = _read_all(state, paths, reports, watch)
    for path, reading in readings.items():
        before = state
        state, told = add_reading(state, reading)
        reports[path] = FileReport(
            name=reading.file,
            path=str(path),
            kind=reading.kind.value,
            rows_read=reading.rows_read,
            rows_used=reading.rows_used,
            problems=(*reading.problems, *told),
            tables=reading.tables,
            told=before_and_after(before, state),
        )
    return Intake(
        state=state,
        files=tuple(reports[path] for path in paths),
        problems=tuple(_judge_region(state)),
        mappings=tuple(t.mapping() for r in readings.values() for t in r.tables),
    )


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who is told, who may stop, and which columns are remembered."""

    progress: Callable[[float], None] | None
    cancelled: Callable[[], bool] | None
    mappings: tuple[ColumnMapping, ...]


def _read_all(
    state: State,
    paths: tuple[Path, ...],
    reports: dict[Path, FileReport],
    watch: _Watch,
) -> dict[Path, Reading]:
    """Read every file; those read before a later one told of holidays are read once more."""
    from stageplanner.sheets.read import read_file
    from stageplanner.sheets.reading import ReadContext

    known = _Known(state)
    readings: dict[Path, Reading] = {}
    seen_with: dict[Path, tuple[tuple[str, ...], tuple[Holiday, ...]]] = {}
    paths = tuple(dict.fromkeys(paths))
    for turn in range(2):
        for done, path in enumerate(sorted(paths, key=_reading_order) if not turn else paths):
            if path in reports or seen_with.get(path) == known.facts:
                continue
            if turn and not readings[path].periods:
                continue
            context = ReadContext(
                known_institutions=known.facts[0],
                holidays=(*known.facts[1], *state.region_holidays),
                mappings=watch.mappings,
            )
            seen_with[path] = known.facts
            try:
                reading = read_file(
                    path,
                    context,
                    progress=_scaled(watch.progress, done / len(paths), len(paths)),
                    cancelled=watch.cancelled,
                )
            except StagePlannerError as error:
                reports[path] = _refused(path, error.problem)
                continue
            readings[path] = reading
            known.learn(reading)
    return {path: readings[path] for path in paths if path in readings}


class _Known:
    """Institutions and holidays learned so far, by which files are read better."""

    def __init__(self, state: State) -> None:
        self._names = dict.fromkeys(
            [*institutions_of(state), *(h.institution for h in state.holidays)]
        )
        self._holidays = dict.fromkeys(state.holidays)

    def learn(self, reading: Reading) -> None:
        """Take over what a file tells; only a column of institutions is taken at its word."""
        self._names.update(dict.fromkeys(h.institution for h in reading.holidays))
        self._holidays.update(dict.fromkeys(reading.holidays))

    @property
    def facts(self) -> tuple[tuple[str, ...], tuple[Holiday, ...]]:
        """The names and the holidays."""
        return tuple(self._names), tuple(self._holidays)


def _reading_order(path: Path) -> bool:
    """Files that look like holidays come first."""
    return not any(word in path.name.lower() for word in ("vakantie", "holiday"))


def _scaled(
    progress: Callable[[float], None] | None, begin: float, count: int
) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda part: progress(begin + part / count)


def _refused(path: Path, problem: Problem) -> FileReport:
    if problem.place.file is None:
        problem = replace(problem, place=Place(file=path.name))
    return FileReport(
        name=path.name,
        path=str(path),
        kind="unknown",
        rows_read=0,
        rows_used=0,
        problems=(problem,),
        is_refused=True,
    )


def add_reading(state: State, reading: Reading) -> tuple[State, tuple[Problem, ...]]:
    """Put the rows of one file beside what is there; tells what it replaced or took out."""
    told: list[Problem] = []
    planned = tuple(row.period for row in reading.planned)
    # A reading names the wishes of a plan among its stage periods too: count them once.
    loose = tuple(period for period in reading.periods if period not in set(planned))
    if loose or planned:
        periods = _merge_periods(state.periods, (*loose, *_whole(planned)), reading.file, told)
        state = replace(state, periods=periods)
    if reading.leerbedrijven:
        merged = _merge_leerbedrijven(
            state.leerbedrijven, reading.leerbedrijven, reading.file, told
        )
        state = replace(state, leerbedrijven=merged)
    if reading.holidays:
        named = {holiday.institution for holiday in reading.holidays}
        kept = [h for h in state.holidays if h.institution not in named]
        state = replace(state, holidays=(*kept, *reading.holidays))
    if reading.planned:
        state = replace(state, plan=_plan_of(state, reading.planned))
    delivery = Delivery(
        file=reading.file,
        sha256=reading.sha256,
        kind=reading.kind.value,
        rows_read=reading.rows_read,
        rows_used=reading.rows_used,
    )
    others = tuple(d for d in state.deliveries if d.file != reading.file)
    return replace(state, deliveries=(*others, delivery)), tuple(told)


def _whole(planned: Iterable[StagePeriod]) -> tuple[StagePeriod, ...]:
    """The stage periods behind the rows of a plan: a split one has several rows, one wish."""
    found: dict[object, StagePeriod] = {}
    for period in planned:
        key = period.id or (period.key, period.start, period.end, period.weekdays, period.source)
        if key in found:
            first = found[key]
            found[key] = replace(first, students=first.students + period.students)
        else:
            found[key] = period
    return tuple(found.values())


def _merge_periods(
    old: tuple[StagePeriod, ...],
    new: tuple[StagePeriod, ...],
    file: str,
    told: list[Problem],
) -> tuple[StagePeriod, ...]:
    arrivals: dict[tuple[object, ...], list[StagePeriod]] = defaultdict(list)
    for period in new:
        arrivals[period.key].append(period)
    institutions = {period.institution for period in new}
    kept: list[StagePeriod] = []
    ids: dict[tuple[object, ...], list[str]] = defaultdict(list)
    others: dict[str, int] = defaultdict(int)
    for period in old:
        if period.key in arrivals:
            ids[period.key].append(period.id)
        elif period.source is not None and period.source.file == file:
            told.append(_gone(period, file))
        else:
            kept.append(period)
            if period.institution in institutions:
                others[period.institution] += 1
    for institution, count in others.items():
        told.append(
            Problem(
                code="institution_in_other_files",
                severity=Severity.WARNING,
                place=Place(file=file),
                values={"institution": institution, "count": count},
            )
        )
    numbers = _fresh_numbers(old)
    for key, group in arrivals.items():
        free = ids[key]
        for period in sorted(group, key=lambda p: p.start) if free else group:
            name = period.id or (free.pop(0) if free else next(numbers))
            kept.append(replace(period, id=name))
    return tuple(kept)


def _gone(period: StagePeriod, file: str) -> Problem:
    return Problem(
        code="period_gone",
        severity=Severity.INFO,
        place=Place(file=file, period=period.id),
        values={"institution": period.institution, "group": period.group},
    )


def _fresh_numbers(old: tuple[StagePeriod, ...]) -> Iterator[str]:
    used = {period.id for period in old}
    number = 0
    while True:
        number += 1
        name = f"S{number:04d}"
        if name not in used:
            yield name


def _merge_leerbedrijven(
    old: tuple[Leerbedrijf, ...],
    new: tuple[Leerbedrijf, ...],
    file: str,
    told: list[Problem],
) -> tuple[Leerbedrijf, ...]:
    arrivals = {company.id: company for company in new}
    kept: list[Leerbedrijf] = []
    for company in old:
        if company.id in arrivals:
            continue
        if company.source is not None and company.source.file == file:
            told.append(
                Problem(
                    code="leerbedrijf_gone",
                    severity=Severity.INFO,
                    place=Place(file=file),
                    values={"id": company.id, "name": company.name},
                )
            )
        else:
            kept.append(company)
    return (*kept, *new)


def _plan_of(state: State, planned: tuple[PlannedPeriod, ...]) -> Plan:
    """The plan that an exported workbook holds; rows of one stage period are its parts."""
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
    return Plan(placements=named, reasons=reasons, name="import")


def _judge_region(state: State) -> Iterator[Problem]:
    own = {holiday.institution for holiday in state.holidays}
    for institution in institutions_of(state):
        if institution in own:
            continue
        region = region_of(state, institution)
        if region is None:
            yield Problem(
                code="no_holidays",
                severity=Severity.WARNING,
                values={"institution": institution},
            )
        else:
            yield Problem(
                code="default_holidays",
                severity=Severity.INFO,
                values={"institution": institution, "region": region},
            )
