"""Rows of the scenarios: named plans with changes, peak and tekort; and their differences."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner.domain.plan import Plan, changed_periods
from stageplanner.domain.planning.scenarios import CURRENT, WISH
from stageplanner.domain.state import State
from ui.base.formatting import Words
from ui.tables.column_spec import ColumnSpec, Kind, build_columns
from ui.tables.table_model import Column

if TYPE_CHECKING:
    from stageplanner.domain.comparison.difference import PlanDifference
    from stageplanner.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A plan by its name; peak and tekort are ``None`` until they are measured."""

    name: str
    changes: int
    peak: float | None = None
    shortage: float | None = None
    is_outdated: bool = False


def scenario_rows(project: Project, measured: dict[str, tuple[float, float]]) -> list[ScenarioRow]:
    """Return the rows of the wish, the current plan and every scenario."""
    state = project.state
    plans: dict[str, Plan | None] = {WISH: None}
    if state.plan is not None:
        plans[CURRENT] = state.plan
    plans |= {plan.name: plan for plan in project.plans}
    rows = []
    for name, plan in plans.items():
        peak, shortage = measured.get(name, (None, None))
        changes = 0 if plan is None else len(changed_periods(plan, state.periods))
        outdated = plan is not None and project.is_outdated(plan)
        rows.append(
            ScenarioRow(
                name=name, changes=changes, peak=peak, shortage=shortage, is_outdated=outdated
            )
        )
    return rows


def measure_plans(
    state: State, plans: tuple[tuple[str, Plan | None], ...]
) -> dict[str, tuple[float, float]]:
    """Measure the highest peak and the tekort of every plan; slow, for a thread."""
    from stageplanner.load.measures import measure
    from stageplanner.load.standing import region_standing, standings

    wish, measured = measure(state), {}
    for name, plan in plans:
        region = region_standing(standings(state, plan, (wish, measure(state, plan or Plan()))))
        measured[name] = (region.peak or 0.0, region.shortage)
    return measured


def scenario_title(name: str) -> str:
    """Return the name of a plan as the user reads it."""
    if name == WISH:
        return QCoreApplication.translate("Scenarios", "Voorkeur van de instellingen")
    if name == CURRENT:
        return QCoreApplication.translate("Scenarios", "Huidig plan")
    return name


def _outdated(_words: Words, row: ScenarioRow) -> str:
    if not row.is_outdated:
        return ""
    return f"▲ {QCoreApplication.translate('Scenarios', 'gewijzigd sinds dit plan')}"


#: The plan, its changes, utilisation and tekort, and whether the data changed since.
SCENARIO_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Plan"),
        164,
        value=lambda row: scenario_title(row.name),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Wijzigingen"),
        100,
        value=attrgetter("changes"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Hoogste bezetting"),
        150,
        lambda words, row: "…" if row.peak is None else words.percent(row.peak),
        sort=lambda row: row.peak or 0.0,
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Tekort (studentdagen)"),
        190,
        lambda words, row: "…" if row.shortage is None else words.count(row.shortage),
        sort=lambda row: row.shortage or 0.0,
        numeric=True,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Scenarios", "Gegevens"), 180, _outdated),
)


def scenario_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the table of scenarios."""
    return build_columns("Scenarios", SCENARIO_COLUMNS, words)


def _kinds(row: PlanDifference) -> str:
    if row.is_filling:
        return QCoreApplication.translate("Scenarios", "vrije dagen ingevuld")
    names = {
        "weekdays": QCoreApplication.translate("Rows", "andere dagen"),
        "weeks": QCoreApplication.translate("Rows", "andere weken"),
        "form": QCoreApplication.translate("Rows", "andere vorm"),
        "split": QCoreApplication.translate("Rows", "gesplitst"),
    }
    return ", ".join(text for kind, text in names.items() if kind in row.kinds)


#: The stage period, what differs, and what each plan does.
DIFFERENCE_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Stageperiode"),
        170,
        lambda words, row: words.period(row.period),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "Studenten"),
        90,
        value=attrgetter("period.students"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Scenarios", "Verschil"), 104, value=_kinds),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "In het eerste plan"),
        206,
        lambda words, row: words.placements(row.before),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Scenarios", "In het tweede plan"),
        206,
        lambda words, row: words.placements(row.after),
    ),
)


def difference_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the table of differences between two plans."""
    return build_columns("Scenarios", DIFFERENCE_COLUMNS, words)
