"""Makes the own files of institutions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QScrollArea,
    QWidget,
)

from stageplanner import messages
from stageplanner.domain.state import institutions_of
from stageplanner.problems import Problem
from ui.base.file_dialog import ask_folder
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import button, card, column, label, row
from ui.dialogs.base import Dialog
from ui.negotiate.negotiation_jobs import run_share
from ui.session.session import Session

if TYPE_CHECKING:
    from stageplanner.own_file.share import Shared


class ShareDialog(Dialog):
    """The institutions to make a file for; nothing of the project changes."""

    chapter = "negotiate"

    folder_asked = Signal(str)

    def __init__(
        self, session: Session, job: ChildJob, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._job, self._words = session, job, words
        self._folder = Path()
        self.setWindowTitle(self.tr("Eigen bestand voor instellingen"))
        self.resize(620, 560)
        self._build()
        job.progressed.connect(self._bar_to)
        job.finished.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._show_idle)
        self._show_idle()

    def _build(self) -> None:
        about = label(
            self.tr(
                "Een instelling opent haar eigen bestand in StagePlanner: haar eigen groepen"
                " volledig, alle anderen alleen als totaal. Zij kan alternatieven proberen, de piek"
                " van de regio zien bewegen en haar antwoord terugsturen."
            ),
            "muted",
            wrap=True,
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Voor welke instellingen"))
        for name in institutions_of(self._session.state):
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._on_ticked)
        self._all = button(self.tr("Alle"))
        self._all.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self._none = button(self.tr("Geen"))
        self._none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self._count = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Bestanden schrijven"))
        self.stop = button(self.tr("Stop"))
        self.stop.clicked.connect(self._job.cancel)
        self._results = QScrollArea()
        self._results.setWidgetResizable(True)
        self._results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._results.hide()
        self.open_folder = button(self.tr("Map openen"))
        self.open_folder.clicked.connect(self._on_open)
        self.open_folder.hide()
        self.take = button(self.tr("Map kiezen en schrijven…"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._ask_folder)
        self.back = button(self.tr("Sluiten"))
        self.back.clicked.connect(self.reject)
        layout = column(about, parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(row(self._count, 1, self._all, self._none, gap=10))
        layout.addWidget(self.list, 2)
        layout.addWidget(self._results, 3)
        layout.addLayout(row(self.bar, self.stop))
        layout.addLayout(row(self.open_folder, 1, self.back, self.take))
        self._on_ticked()

    # --- for whom --------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked institutions."""
        items = [self.list.item(i) for i in range(self.list.count())]
        return tuple(i.text() for i in items if i.checkState() is Qt.CheckState.Checked)

    def _tick(self, state: Qt.CheckState) -> None:
        for i in range(self.list.count()):
            self.list.item(i).setCheckState(state)

    def _on_ticked(self) -> None:
        text = self.tr("{count} van {all} instellingen")
        self._count.setText(text.format(count=len(self.chosen), all=self.list.count()))
        self.take.setEnabled(bool(self.chosen))

    # --- writing ---------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Map voor de bestanden"), self.write_to)

    def write_to(self, folder: str) -> None:
        """Write the files into a folder, in a child process."""
        if self._job.is_running:
            return
        self._folder = Path(folder)
        self.take.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self.stop.show()
        self.stop.setFocus()
        language = self._session.language
        self._job.start(run_share, self._session.state, self.chosen, self._folder, language)

    def _bar_to(self, part: float) -> None:
        self.bar.setValue(round(part * 100))

    def _show_idle(self) -> None:
        self.bar.hide()
        self.stop.hide()
        self._on_ticked()

    def _on_failed(self, problem: object) -> None:
        self._show_idle()
        text = self.tr("Dit ging onverwacht mis; kijk in de map wat er is geschreven.")
        if isinstance(problem, Problem):
            text = messages.sentence(problem, self._words.language)
        self._show_results([("bad", "▲ " + text, ())])

    def _on_written(self, done: tuple[Shared, ...]) -> None:
        self._show_idle()
        self.open_folder.setVisible(any(shared.path is not None for shared in done))
        self.back.setFocus()
        language = self._words.language
        results = []
        for shared in done:
            sentences = tuple(messages.sentence(problem, language) for problem in shared.problems)
            if shared.path is None:
                text = self.tr("▲ {institution}: niet geschreven").format(
                    institution=shared.institution
                )
                results.append(("bad", text, sentences))
            else:
                results.append(("good", f"✓ {shared.path.name}", sentences))
        self._show_results(results)

    def _show_results(self, results: list[tuple[str, str, tuple[str, ...]]]) -> None:
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=6)
        for role, title, lines in results:
            frame = card(role)
            within = column(label(title, "strong", wrap=True), parent=frame, gap=3, margin=10)
            for line in lines:
                within.addWidget(label(line[:1].upper() + line[1:], wrap=True))
            layout.addWidget(frame)
        layout.addStretch(1)
        self._results.setWidget(inside)
        self._results.show()

    def _on_open(self) -> None:
        self.folder_asked.emit(str(self._folder))

    def done(self, result: int) -> None:
        """Stop writing after the current file and close the dialog."""
        self._job.cancel()
        super().done(result)
