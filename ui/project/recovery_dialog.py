"""What could be read of a damaged file, and what was lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stageplanner import messages
from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog


class RecoveryDialog(Dialog):
    """The report of a recovery, with the offer to save under another name."""

    chapter = "files"

    save_asked = Signal()

    def __init__(
        self, path: Path, report: tuple[Problem, ...], words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hersteld bestand"))
        self.resize(640, 360)
        title = self.tr("{file} is zo goed mogelijk hersteld").format(file=path.name)
        frame = card("bad")
        lines = column(parent=frame, gap=10, margin=16)
        for problem in report:
            lines.addWidget(label("▲ " + messages.sentence(problem, words.language), wrap=True))
        save = button(self.tr("Bewaren als…"), "primary")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        save.clicked.connect(self.save_asked)
        later = button(self.tr("Eerst bekijken"))
        later.clicked.connect(self.reject)
        layout = column(label(title, "subtitle", wrap=True), frame, 1, parent=self, gap=14)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(row(1, later, save))
