"""One A4 with what a meeting decided, for everybody who sat at the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, changed_periods, placements_of
from stageplanner.domain.state import State
from stageplanner.load.measures import measure
from stageplanner.messages import text
from stageplanner.reporting.printable import (
    Block,
    Figure,
    Figures,
    Head,
    Heading,
    Paragraph,
    Printed,
    Table,
)
from ui.base.formatting import Words
from ui.meeting.table_plan import Decision

translate = QCoreApplication.translate
#: More undecided changes than this do not fit on the page; the workbooks have them all.
MOST = 16


def decisions_paper(
    state: State, plan: Plan, decided: Sequence[Decision], words: Words, on: date
) -> Printed:
    """Build the paper: the plan on the table in figures, the decisions, and what is left open."""
    title = translate("Decisions", "Besluiten van de vergadering")
    region = state.ground_rules.region or translate("Decisions", "Regio")
    names = {decision.period for decision in decided}
    left = [p for p in changed_periods(plan, state.periods) if p.id not in names]
    return Printed(
        title=title,
        subtitle=f"{region} · {words.day(on)}",
        footer=f"{title} · {region} · {words.day(on)}",
        page=text("print_page", words.language, page="{page}", pages="{pages}"),
        language=words.language,
        blocks=(
            _figures(state, plan, words),
            Heading(text=translate("Decisions", "Besloten")),
            *_decided(state, decided, words),
            Heading(text=translate("Decisions", "Nog te bespreken in dit plan")),
            *_open(state, plan, [period.id for period in left], max(4, MOST - len(decided)), words),
        ),
    )


def _figures(state: State, plan: Plan, words: Words) -> Figures:
    before, after = measure(state), measure(state, plan)
    peaks = [
        max((c.peak for c in load.components if c.has_capacity), default=0.0)
        for load in (before, after)
    ]
    was = translate("Decisions", "eerst {value}")
    changes = len(changed_periods(plan, state.periods))
    short = [words.count(round(load.shortage_student_days)) for load in (before, after)]
    return Figures(
        figures=(
            Figure(label=translate("Decisions", "Wijzigingen"), value=str(changes)),
            Figure(
                label=translate("Decisions", "Hoogste bezetting"),
                value=words.percent(peaks[1]),
                note=was.format(value=words.percent(peaks[0])),
                is_over=peaks[1] > 1,
            ),
            Figure(
                label=translate("Decisions", "Tekort (studentdagen)"),
                value=short[1],
                note=was.format(value=short[0]),
            ),
        )
    )


def _decided(state: State, decided: Sequence[Decision], words: Words) -> tuple[Block, ...]:
    if not decided:
        nothing = translate("Decisions", "Er is over geen enkele groep iets vastgelegd.")
        return (Paragraph(text=nothing),)
    periods = {period.id: period for period in state.periods}
    rows = []
    for decision in decided:
        period = periods[decision.period]
        what = translate("Decisions", "zoals gevraagd")
        if decision.is_fixed:
            what = translate("Decisions", "niet wijzigen (Vast)")
        rows.append((period.group, period.institution, what, _placed(decision.placements, words)))
    heads = (
        Head(text=translate("Decisions", "Groep"), width=1.0),
        Head(text=translate("Decisions", "Instelling"), width=1.6),
        Head(text=translate("Decisions", "Besluit"), width=1.4),
        Head(text=translate("Decisions", "Stage"), width=2.6),
    )
    return (Table(heads=heads, rows=tuple(rows)),)


def _open(state: State, plan: Plan, left: list[str], most: int, words: Words) -> tuple[Block, ...]:
    if not left:
        return (Paragraph(text=translate("Decisions", "Niets: over elke wijziging is besloten.")),)
    periods = {period.id: period for period in state.periods}
    rows = []
    for name in left[:most]:
        period = periods[name]
        wish = _placed(placements_of(WISH_PLAN, period), words)
        asked = _placed(placements_of(plan, period), words)
        rows.append((period.group, period.institution, wish, asked))
    heads = (
        Head(text=translate("Decisions", "Groep"), width=1.0),
        Head(text=translate("Decisions", "Instelling"), width=1.4),
        Head(text=translate("Decisions", "Voorkeur"), width=2.1),
        Head(text=translate("Decisions", "Gevraagd"), width=2.1),
    )
    blocks: list[Block] = [Table(heads=heads, rows=tuple(rows))]
    if len(left) > most:
        more = translate("Decisions", "En nog {count} wijzigingen; de werkboeken noemen ze alle.")
        blocks.append(Paragraph(text=more.format(count=len(left) - most)))
    return tuple(blocks)


def _placed(placed: Sequence[Placement], words: Words) -> str:
    """Return placements without numbers of students: not everybody may read small ones."""
    return "; ".join(words.option(placement.option) for placement in placed)
