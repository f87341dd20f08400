"""Where the tekort falls: per niveau, those placed last first, and per sector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from stageplanner.domain.sectors import sector_name, sector_of
from ui.base.formatting import Words
from ui.base.qt import card, column, label, restyle
from ui.facts.load_sentences import FIRST_NIVEAUS, niveau_name

if TYPE_CHECKING:
    from stageplanner.domain.stage_period import StagePeriod
    from ui.facts.screen_facts import Facts, PlanFacts

#: A smaller tekort is a rounding error, in student-days.
LEAST = 0.5

translate = QCoreApplication.translate


def shortage_of(facts: Facts, plan: PlanFacts, is_in: Callable[[StagePeriod], bool]) -> float:
    """Return the tekort of some stage periods, in student-days.

    Everybody in a knelpunt is hit equally.
    """
    pairs = zip(facts.state.periods, plan.shortage.tolist(), strict=True)
    return sum(missing for period, missing in pairs if is_in(period))


def shortage_card(facts: Facts, words: Words) -> QFrame:
    """Build the card of the tekort of the wish and, if there is one, of the plan."""
    frame = card()
    frame.setAccessibleName(translate("ShortageCard", "Tekort per niveau en sector"))
    layout = column(parent=frame, gap=6, margin=12)
    layout.addWidget(label(translate("ShortageCard", "Tekort in studentdagen"), "strong"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    _add_heads(grid, has_plan=facts.plan is not None)
    for niveau in sorted({p.niveau for p in facts.state.periods}, key=lambda n: n or 99):
        text = niveau_name(niveau)
        name = label(f"{text} ★" if niveau in FIRST_NIVEAUS else text)
        _add_line(grid, facts, words, (text, name), lambda p, n=niveau: p.niveau == n)
    sectors = sorted({sector_of(p.programme) for p in facts.state.periods})
    if len(sectors) > 1:
        grid.addWidget(
            label(translate("ShortageCard", "Per sector"), "caption"), grid.rowCount(), 0
        )
    for sector in sectors if len(sectors) > 1 else ():
        text = sector_name(sector, words.language) or translate("ShortageCard", "Sector onbekend")
        name = label(text, wrap=True)
        _add_line(grid, facts, words, (text, name), lambda p, s=sector: sector_of(p.programme) == s)
    layout.addLayout(grid)
    if any(period.niveau in FIRST_NIVEAUS for period in facts.state.periods):
        text = translate("ShortageCard", "★ voorrang: zij worden anders het laatst geplaatst.")
        layout.addWidget(label(text, "caption", wrap=True))
    return frame


def _add_heads(grid: QGridLayout, *, has_plan: bool) -> None:
    heads = [translate("ShortageCard", "voorkeur")]
    if has_plan:
        heads.append(translate("ShortageCard", "voorstel"))
    for i, head in enumerate(heads):
        grid.addWidget(label(head, "caption"), 0, i + 1, Qt.AlignmentFlag.AlignRight)


def _add_line(
    grid: QGridLayout,
    facts: Facts,
    words: Words,
    name: tuple[str, QLabel],
    is_in: Callable[[StagePeriod], bool],
) -> None:
    """Add one group: its name, and its tekort in the wish and in the plan."""
    line = grid.rowCount()
    grid.addWidget(name[1], line, 0)
    for i, plan in enumerate((facts.wish, facts.plan)):
        if plan is None:
            continue
        missing = shortage_of(facts, plan, is_in)
        is_short = missing > LEAST
        figure = label(("▲ " if is_short else "") + words.count(round(missing)), "strong")
        restyle(figure, tone="danger" if is_short else "good")
        figure.setAccessibleName(f"{name[0]}: {figure.text()}")
        grid.addWidget(figure, line, i + 1, Qt.AlignmentFlag.AlignRight)
