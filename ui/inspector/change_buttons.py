"""The buttons of the decisions on one stage period."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from stageplanner import messages
from stageplanner.domain.negotiation.decisions import why_not
from stageplanner.domain.state import State
from ui.base.qt import button, tool_tip
from ui.facts.decision_words import decision_tip, decision_title


class ChangeButtons(QWidget):
    """Agree, refuse, lock, choose otherwise; what cannot be done says why in its tool tip.

    Where the plan asks nothing there is nothing to agree with or refuse.
    """

    decided = Signal(str, str)

    def __init__(self, state: State, period_id: str, language: str) -> None:
        super().__init__()
        is_fixed = next(p.fixed for p in state.periods if p.id == period_id)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        #: The buttons that are shown, by decision.
        self.buttons = {}
        for decision, code in why_not(state, period_id).items():
            if code == "decision_nothing_asked":
                continue
            part = button(decision_title(decision, is_fixed=is_fixed))
            tip = messages.text(code, language) if code else ""
            tip = tip or decision_tip(decision, is_fixed=is_fixed)
            part.setToolTip(tool_tip(tip))
            part.setAccessibleDescription(tip)
            part.setEnabled(not code)
            part.clicked.connect(partial(self.decided.emit, decision.value, period_id))
            place = len(self.buttons)
            layout.addWidget(part, place // 2, place % 2)
            self.buttons[decision] = part
