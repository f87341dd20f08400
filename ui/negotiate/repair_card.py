"""The card of a repair: its peak, the groups it touches, and a button to choose it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from stageplanner import messages
from stageplanner.domain.plan import placements_of
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.negotiate.round_rows import group_name

if TYPE_CHECKING:
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.domain.state import State
    from stageplanner.planning import Repair

translate = QCoreApplication.translate
#: Number of touched groups that are named.
NAMED = 6


def show_repairs(  # noqa: PLR0917 - where, what, and its words
    scroll: QScrollArea,
    repairs: Sequence[Repair],
    state: State,
    words: Words,
    take: Callable[[Repair], object],
    verb: str = "",
) -> list[QPushButton]:
    """Show a card per repair and return the buttons that choose them."""
    inside = QWidget()
    inside.setObjectName("flow")
    layout = column(parent=inside, gap=8)
    periods = {period.id: period for period in state.periods}
    buttons: list[QPushButton] = []
    for number, repair in enumerate(repairs):
        frame, choose = build_repair(number, repair, periods, words, partial(take, repair), verb)
        buttons.append(choose)
        layout.addWidget(frame)
    layout.addStretch(1)
    scroll.setWidget(inside)
    return buttons


def build_repair(  # noqa: PLR0917 - a repair, its place and its button
    number: int,
    repair: Repair,
    periods: Mapping[str, StagePeriod],
    words: Words,
    choose_repair: Callable[[], object],
    verb: str = "",
    peak: float | None = None,
) -> tuple[QFrame, QPushButton]:
    """Build the card of a repair and the button that chooses it.

    The button of the first repair is the primary one, unless ``verb`` gives its text. ``peak`` is
    that of the component that the repair is about; by default the highest of the region.
    """
    frame = card("card" if repair.reaches_target else "bad")
    layout = column(parent=frame, gap=4, margin=12)
    heading = _head(number, repair, words, repair.peak if peak is None else peak)
    role = "primary" if number == 0 and not verb else ""
    text = verb or translate("RepairCard", "Kiezen")
    choose = button(text, role, f"{text}: {heading}")
    choose.clicked.connect(choose_repair)
    line = row(label(heading, "strong", wrap=True), choose)
    line.setStretch(0, 1)
    layout.addLayout(line)
    if repair.others:
        text = translate("RepairCard", "Raakt anderen: {names}")
        layout.addWidget(label(text.format(names=", ".join(repair.others)), wrap=True))
    elif repair.touched:
        text = translate("RepairCard", "Raakt alleen wie zelf iets anders wil.")
        layout.addWidget(label(text, wrap=True))
    if 0 < len(repair.touched) <= repair.touched_lower_bound:
        text = translate("RepairCard", "Minder groepen kan bewezen niet.")
        layout.addWidget(label(text, "caption"))
    for line_text in _touched(repair, periods, words):
        layout.addWidget(label(line_text, "muted", wrap=True))
    for problem in repair.problems:
        text = messages.sentence(problem, words.language)
        layout.addWidget(label("▲ " + text[:1].upper() + text[1:], wrap=True))
    return frame, choose


def _head(number: int, repair: Repair, words: Words, peak: float) -> str:
    head = translate("RepairCard", "{number}. Piek {peak}, {touched} groepen opnieuw gevraagd")
    if len(repair.touched) == 1:
        head = translate("RepairCard", "{number}. Piek {peak}, 1 groep opnieuw gevraagd")
    if not repair.touched:
        head = translate("RepairCard", "{number}. Piek {peak}, niemand hoeft iets nieuws te doen")
    return head.format(number=number + 1, peak=words.percent(peak), touched=len(repair.touched))


def _touched(repair: Repair, periods: Mapping[str, StagePeriod], words: Words) -> list[str]:
    touched = [periods[name] for name in repair.touched if name in periods]
    lines = []
    for period in touched[:NAMED]:
        placed = words.placements(placements_of(repair.plan, period))
        lines.append(f"{group_name(period, period.id)}, {period.institution} → {placed}")
    if len(touched) > NAMED:
        text = translate("RepairCard", "en nog {count} groepen")
        lines.append(text.format(count=len(touched) - NAMED))
    return lines
