"""A dialog that lists the problems of a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from stageplanner.problems import Problem
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.tables.data_table import DataTable
from ui.tables.problem_columns import problem_columns
from ui.tables.table_model import TableModel
from ui.tables.wrapped_text import wrap_rows


class ProblemsDialog(Dialog):
    """A summary and a table of problems, each with its place and its cure."""

    chapter = "agreements"

    def __init__(
        self, summary: str, problems: Sequence[Problem], words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Meldingen"))
        self.resize(820, 420)
        self.model = TableModel(problem_columns(words.language), self)
        self.model.set_rows(problems)
        self.table = DataTable(self.model, self.tr("Meldingen"))
        wrap_rows(self.table)
        frame = card()
        column(self.table, parent=frame, margin=1)
        close = button(self.tr("Sluiten"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = column(label(summary, "subtitle", wrap=True), frame, parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setStretch(1, 1)
        layout.addLayout(row(1, close))
