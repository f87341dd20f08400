"""The recount of a written workbook.

The sheets Plan, Leerbedrijven and Vakanties of the file are read back as a region. The figures on
its other sheets must be those measured of that region, and :mod:`stageplanner.domain.checks`
judges the peaks and changes that the file claims.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, Proof, Status, is_changed
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.load.measures import Measures, measure
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.load.weekly_heat import Heat, weekly_heat
from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.reporting.facts import ComponentFacts, Facts
from stageplanner.sheets.reading.result import PlannedPeriod
from stageplanner.sheets.writing.plan_sheets import write_capacity, write_holidays, write_plan
from stageplanner.sheets.writing.styles import new_workbook
from stageplanner.sheets.writing.verify_reader import read_written

Rows = Sequence[Sequence[Any]]
_JUDGED = frozenset({"check_changes", "check_peak_low", "check_peak_high"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """The region in a workbook, measured from the file."""

    state: State
    plan: Plan
    before: Measures
    after: Measures

    @property
    def changed(self) -> tuple[StagePeriod, ...]:
        """The stage periods that the file asks to change."""
        return tuple(p for p in self.state.periods if is_changed(self.plan, p))


def recount(path: Path, facts: Facts) -> Recount:
    """Read the region from a written file and measure it.

    The workbook does not have the holidays of a vakantieregio, the policy and the base load of
    an own file: they come from ``facts``.
    """
    planned, leerbedrijven, holidays = read_written(path)
    periods, placements = _joined(planned)
    plan = Plan(placements=placements)
    state = State(
        # With the plan, its days are measured for the wishes too.
        plan=plan if placements else None,
        periods=periods,
        leerbedrijven=leerbedrijven,
        holidays=holidays,
        region_holidays=facts.state.region_holidays,
        policy=facts.state.policy,
        base_load=facts.state.base_load,
    )
    return Recount(state=state, plan=plan, before=measure(state), after=measure(state, plan))


def rebuild_and_recount(facts: Facts) -> Recount:
    """Measure a region from the rows that a workbook would have of it."""
    book = new_workbook("")
    for write in (write_plan, write_capacity, write_holidays):
        write(book, facts)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        book.save(path)
        return recount(path, facts)


def _joined(
    rows: Sequence[PlannedPeriod],
) -> tuple[tuple[StagePeriod, ...], dict[str, tuple[Placement, ...]]]:
    """Return the stage periods and their placements, with the rows of a split group joined."""
    periods: dict[str, StagePeriod] = {}
    placements: dict[str, tuple[Placement, ...]] = {}
    for row in rows:
        period, name = row.period, row.period.id
        known = periods.get(name)
        students = period.students + (known.students if known else 0)
        periods[name] = replace(period, students=students)
        part = Placement(option=row.option, students=period.students)
        placements[name] = (*placements.get(name, ()), part)
    changed = {
        name: parts
        for name, parts in placements.items()
        if len(parts) > 1 or parts[0].option != wish_option(periods[name])
    }
    return tuple(periods.values()), changed


def verify_figures(path: Path, facts: Facts, counted: Recount) -> None:
    """Compare every figure in a written workbook with the recount.

    Raises
    ------
    StagePlannerError
        If a figure differs, with its sheet, the written value and the counted one.
    """
    for sheet, what, written, found in _differences(path, facts, counted):
        raise StagePlannerError(
            Problem(
                code="export_does_not_add_up",
                place=Place(sheet=sheet),
                values={"what": what, "written": str(written), "counted": str(found)},
            )
        )


Difference = tuple[str, str, object, object]


def _differences(path: Path, facts: Facts, counted: Recount) -> Iterator[Difference]:
    codes = ("sheet_figures", "sheet_region", "sheet_guide", "sheet_weeks")
    sheets = _read(path, {facts.sentence(name) for name in codes})
    for name in (facts.sentence("sheet_figures"), facts.sentence("sheet_region")):
        if name in sheets:
            yield from _of_components(name, sheets[name], facts, counted)
    for name, compare in (
        (facts.sentence("sheet_figures"), _of_institutions),
        (facts.sentence("sheet_guide"), _of_guide),
        (facts.sentence("sheet_weeks"), _of_weeks),
    ):
        if name in sheets:
            yield from compare(name, sheets[name], facts, counted)


def _read(path: Path, names: Collection[str]) -> dict[str, Rows]:
    """Return the values of some sheets, as another program reads them."""
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True)
        sheets = [ws for ws in book if ws.title in names]
        return {ws.title: [tuple(row) for row in ws.iter_rows(values_only=True)] for ws in sheets}


def _is_close(written: object, counted: float) -> bool:
    if not isinstance(written, int | float):
        # The sheet has a word or a dash if no number could be measured.
        return not math.isfinite(counted) or counted == 0
    return abs(written - counted) <= TOLERANCE * max(1.0, abs(counted))


def _cell(row: Sequence[Any], column: int) -> Any:  # noqa: ANN401 - a value of a cell
    return row[column - 1] if column <= len(row) else None


# --- figures per component --------------------------------------------------------------------


def _of_components(name: str, rows: Rows, facts: Facts, counted: Recount) -> Iterator[Difference]:
    """Compare peaks, tekort, changes and yearly balance of every component, and judge them."""
    by_title = {row[0]: row for row in reversed(rows) if row and isinstance(row[0], str)}
    loads = {load.programmes: load for load in counted.before.components}
    then = {load.programmes: load for load in counted.after.components}
    claims: list[tuple[ComponentFacts, float, float, int]] = []
    titles = [component.title for component in facts.components]
    for component in facts.components:
        row, key = by_title.get(component.title), component.before.programmes
        # Components with the same title cannot be matched with their rows.
        if row is None or titles.count(component.title) > 1 or _is_hidden(name, row, facts):
            continue
        if key not in loads:
            yield name, component.title, "–", "–"
            continue
        changes = sum(p.programme in key for p in counted.changed)
        wanted: list[tuple[int, float]] = [
            (2, loads[key].periods),
            (8, loads[key].shortage_student_days),
            (10, loads[key].year_balance),
        ]
        if facts.has_plan:
            wanted += [(6, changes), (9, then[key].shortage_student_days)]
        if component.has_capacity:
            wanted.append((3, loads[key].peak))
            wanted += [(4, then[key].peak)] if facts.has_plan else []
        for column, number in wanted:
            if not _is_close(_cell(row, column), number):
                yield name, component.title, _cell(row, column), number
        claims.append((component, _number(_cell(row, 3)), _number(_cell(row, 4)), changes))
    if name == facts.sentence("sheet_figures"):
        # Only once: the sheets of parties repeat the same figures.
        yield from _judged(name, facts, counted, claims)


def _is_hidden(name: str, row: Sequence[Any], facts: Facts) -> bool:
    """Return whether a sheet hides the figures of a component."""
    is_partys = name == facts.sentence("sheet_region") and facts.state.ground_rules.masks_small
    return is_partys and not isinstance(_cell(row, 2), int | float)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _judged(
    name: str,
    facts: Facts,
    counted: Recount,
    claims: Sequence[tuple[ComponentFacts, float, float, int]],
) -> Iterator[Difference]:
    """Judge the peaks and changes that the file claims with the checks of the domain."""
    sides = [(Plan(), [(c, peak, 0) for c, peak, _, _ in claims])]
    if facts.has_plan:
        sides.append((counted.plan, [(c, peak, n) for c, _, peak, n in claims]))
    for plan, claimed in sides:
        proofs = tuple(
            Proof(
                programmes=component.before.programmes,
                periods=component.before.periods,
                wish_peak=peak,
                peak=peak,
                lower_bound=0.0,
                target=None,
                changes=changes,
                changes_lower_bound=0,
                status=Status.BEST_FOUND,
            )
            for component, peak, changes in claimed
            if component.has_capacity and math.isfinite(peak)
        )
        for problem in check_plan(counted.state, replace(plan, proofs=proofs)):
            if problem.code in _JUDGED:
                values: Mapping[str, object] = problem.values
                yield name, str(values["programmes"]), values["said"], problem.code


# --- the other sheets -------------------------------------------------------------------------


def _of_institutions(name: str, rows: Rows, facts: Facts, counted: Recount) -> Iterator[Difference]:
    """Compare the numbers of stage periods and changes of every institution."""
    if not facts.has_plan:
        return
    by_name = {row[0]: row for row in rows if row and isinstance(row[0], str)}
    for institution in facts.institutions:
        row = by_name.get(institution, ())
        periods = [p for p in counted.state.periods if p.institution == institution]
        moved = [p for p in counted.changed if p.institution == institution]
        students = sum(p.students for p in moved)
        for column, number in ((2, len(periods)), (3, len(moved)), (5, students)):
            if not _is_close(_cell(row, column), number):
                yield name, institution, _cell(row, column), number


def _of_guide(name: str, rows: Rows, facts: Facts, counted: Recount) -> Iterator[Difference]:
    """Compare the key figures on the first sheet."""
    by_label = {row[0]: row for row in reversed(rows) if row and isinstance(row[0], str)}
    periods, changed = counted.state.periods, counted.changed
    wanted: list[tuple[str, int, float]] = [
        ("figure_shortage", 2, counted.before.shortage_student_days),
        ("figure_periods", 2, len(periods)),
    ]
    if facts.has_plan:
        wanted += [
            ("figure_shortage", 3, counted.after.shortage_student_days),
            ("figure_changes", 3, len(changed)),
            ("figure_moved", 3, sum(period.students for period in changed)),
        ]
    for code, column, number in wanted:
        label = facts.sentence(code)
        if not _is_close(_cell(by_label.get(label, ()), column), number):
            yield name, label, _cell(by_label.get(label, ()), column), number


def _of_weeks(name: str, rows: Rows, facts: Facts, counted: Recount) -> Iterator[Difference]:
    """Compare every cell of the two heat maps."""
    places: dict[str, list[Sequence[Any]]] = {}
    for row in rows:
        if row and isinstance(row[0], str):
            places.setdefault(row[0], []).append(row)
    sides = [weekly_heat(counted.state)]
    if facts.has_plan:
        sides.append(weekly_heat(counted.state, counted.plan))
    names = [
        facts.title_of(programme_code)
        for c in facts.components
        for programme_code in c.before.programmes
    ]
    for side, heat in enumerate(sides):
        for component in facts.components:
            if component.has_capacity:
                for programme in component.before.programmes:
                    title = facts.title_of(programme)
                    if names.count(title) > 1:
                        continue
                    rows_of_title = places.get(title, [])
                    row = rows_of_title[side] if side < len(rows_of_title) else ()
                    yield from _of_row(name, title, row, heat, programme, facts)


def _of_row(  # noqa: PLR0917 - a row of a heat map
    name: str, title: str, row: Sequence[Any], heat: Heat, programme: str, facts: Facts
) -> Iterator[Difference]:
    if programme not in heat.programmes:
        yield name, title, "–", "–"
        return
    peaks = dict(zip(heat.mondays, heat.peaks[heat.programmes.index(programme)], strict=True))
    for i, monday in enumerate(facts.mondays):
        peak = 100 * peaks.get(monday, 0.0)
        if not _is_close(_cell(row, 2 + i), peak):
            yield name, f"{title}, {monday}", _cell(row, 2 + i), peak
