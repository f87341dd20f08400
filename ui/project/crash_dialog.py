"""The dialog after a defect of the program: a report to copy, and where the work is safe."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.base.qt import button, column, label, row
from ui.dialogs.base import Dialog


class CrashDialog(Dialog):
    """The report of a defect; the user goes on or stops."""

    chapter = "settings"

    close_asked = Signal()

    def __init__(self, report: str, copy: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("StagePlanner ging de fout in"))
        self.resize(640, 440)
        self._copy = copy
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(label(self.tr("Er ging iets mis in het programma zelf"), "subtitle"))
        text = self.tr("U kunt verder werken. Wat u als laatste deed is misschien niet gelukt.")
        if copy is not None:
            text = self.tr(
                "Uw werk staat in een reddingskopie. U kunt verder werken; wat u als laatste"
                " deed is misschien niet gelukt."
            )
        layout.addWidget(label(text, wrap=True))
        if copy is not None:
            layout.addWidget(label(copy.name, "strong", wrap=True))
        note = self.tr(
            "Wilt u het melden? Kopieer dan dit verslag. Er staat niets van uw gegevens in."
        )
        layout.addWidget(label(note, wrap=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Verslag"))
        layout.addWidget(self.report, 1)
        self.copy = button(self.tr("Verslag kopiëren"))
        self.copy.clicked.connect(self._on_copy)
        self.folder = button(self.tr("Map met de kopie"))
        self.folder.setVisible(copy is not None)
        self.folder.clicked.connect(self._on_folder)
        leave = button(self.tr("Afsluiten"))
        leave.clicked.connect(self.accept)
        leave.clicked.connect(self.close_asked)
        go_on = button(self.tr("Verder werken"), "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        layout.addLayout(row(self.copy, self.folder, 1, leave, go_on))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(self.tr("Gekopieerd"))

    def _on_folder(self) -> None:
        if self._copy is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._copy.parent)))
