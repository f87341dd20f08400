"""Rows of the scenarios: named plans with changes, peak and tekort; and their differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.plan import Plan, changed_periods
from stageplanner.domain.planning.scenarios import CURRENT, WISH
from stageplanner.domain.state import State
from ui.base.formatting import Words
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

    measured = {}
    for name, plan in plans:
        measures = measure(state, plan or Plan())
        peak = max((c.peak for c in measures.components if c.has_capacity), default=0.0)
        measured[name] = (peak, measures.shortage_student_days)
    return measured


def scenario_title(name: str) -> str:
    """Return the name of a plan as the user reads it."""
    if name == WISH:
        return QCoreApplication.translate("Scenarios", "Voorkeur van de instellingen")
    if name == CURRENT:
        return QCoreApplication.translate("Scenarios", "Huidig plan")
    return name


def scenario_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns: name, changes, utilisation, tekort, and whether data changed."""
    translate = QCoreApplication.translate
    return (
        Column(
            title=translate("Scenarios", "Plan"),
            text=lambda r: scenario_title(r.name),
            width=164,
            stretches=True,
        ),
        Column(
            title=translate("Scenarios", "Wijzigingen"),
            text=lambda r: words.count(r.changes),
            sort=lambda r: r.changes,
            numeric=True,
            width=100,
        ),
        Column(
            title=translate("Scenarios", "Hoogste bezetting"),
            text=lambda r: "…" if r.peak is None else words.percent(r.peak),
            sort=lambda r: r.peak or 0.0,
            numeric=True,
            width=150,
        ),
        Column(
            title=translate("Scenarios", "Tekort (studentdagen)"),
            text=lambda r: "…" if r.shortage is None else words.count(r.shortage),
            sort=lambda r: r.shortage or 0.0,
            numeric=True,
            width=190,
        ),
        Column(
            title=translate("Scenarios", "Gegevens"),
            text=lambda r: (
                "▲ " + translate("Scenarios", "gewijzigd sinds dit plan") if r.is_outdated else ""
            ),
            width=180,
        ),
    )


def difference_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns: the stage period, what differs, and what each plan does."""
    translate = QCoreApplication.translate
    kinds = {
        "weekdays": translate("Rows", "andere dagen"),
        "weeks": translate("Rows", "andere weken"),
        "form": translate("Rows", "andere vorm"),
        "split": translate("Rows", "gesplitst"),
    }

    def kind(row: PlanDifference) -> str:
        return ", ".join(text for key, text in kinds.items() if key in row.kinds)

    return (
        Column(
            title=translate("Scenarios", "Stageperiode"),
            text=lambda d: words.period(d.period),
            width=170,
            stretches=True,
        ),
        Column(
            title=translate("Scenarios", "Studenten"),
            text=lambda d: words.count(d.period.students),
            sort=lambda d: d.period.students,
            numeric=True,
            width=90,
        ),
        Column(title=translate("Scenarios", "Verschil"), text=kind, width=104),
        Column(
            title=translate("Scenarios", "In het eerste plan"),
            text=lambda d: words.placements(d.before),
            width=206,
        ),
        Column(
            title=translate("Scenarios", "In het tweede plan"),
            text=lambda d: words.placements(d.after),
            width=206,
        ),
    )
