"""The notice above the page: work in progress, a result, or a problem and its cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from stageplanner import messages
from stageplanner.problems import Problem, Severity
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, row
from ui.base.theme import icon
from ui.session.notice_log import Entry, NoticeLog

if TYPE_CHECKING:
    from stageplanner.importing.preview import Intake


#: Most files that are named in a notice.
NAMED = 8


_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


class Notices(QWidget):
    """One notice at a time; it stays until it is closed or replaced."""

    cancel_asked = Signal()
    open_asked = Signal(str)
    all_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        #: The notices until now.
        self.log = NoticeLog()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 12, 24, 0)
        self._frame: QFrame | None = None
        self._bar: QProgressBar | None = None
        self.hide()

    def clear(self) -> None:
        """Remove the notice."""
        if self._frame is not None:
            self._layout.removeWidget(self._frame)
            self._frame.deleteLater()
            self._frame = self._bar = None
        self.hide()

    def _show(self, role: str) -> QVBoxLayout:
        self.clear()
        self._frame = card(role)
        self._layout.addWidget(self._frame)
        layout = column(parent=self._frame, gap=8)
        layout.setContentsMargins(16, 12, 16, 12)
        self.show()
        return layout

    def _head(self, layout: QVBoxLayout, sign: str, tone: str, text: str, note: str = "") -> None:
        picture = QLabel()
        picture.setPixmap(icon(sign, tone, 20).pixmap(QSize(20, 20)))
        texts = column(label(text, "strong", wrap=True), gap=2)
        if note:
            texts.addWidget(label(note, "body", wrap=True))
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.clear)
        head = row(picture, gap=12)
        head.addLayout(texts, 1)
        if len(self.log.entries) > 1:
            text = self.tr("Alle meldingen ({count})")
            more = button(text.format(count=self._words.count(len(self.log.entries))), "link")
            more.clicked.connect(self.all_asked)
            head.addWidget(more)
        head.addWidget(close)
        layout.addLayout(head)

    def show_busy(self, text: str, can_cancel: bool) -> None:
        """Show that work is in progress."""
        layout = self._show("card")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(180)
        bar.setAccessibleName(text)
        line = row(label(text, "strong"), bar, 1, gap=16)
        if can_cancel:
            cancel = button(self.tr("Annuleren"))
            cancel.clicked.connect(self.cancel_asked)
            line.addWidget(cancel)
        layout.addLayout(line)
        self._bar = bar

    def show_part(self, part: float) -> None:
        """Show which part of the work in progress is done, 0 to 1."""
        if self._bar is not None and self._frame is not None:
            self._bar.setRange(0, 100)
            self._bar.setValue(round(part * 100))

    def show_problem(self, problem: Problem) -> None:
        """Show what could not be done, where, and how to cure it."""
        self.log.add([self._entry(problem)])
        layout = self._show("bad")
        place = messages.where(problem.place, self._words.language)
        sentence = messages.sentence(problem, self._words.language)
        self._head(layout, "error", "danger", place or sentence, sentence if place else "")

    def _entry(self, problem: Problem) -> Entry:
        language = self._words.language
        sentence = messages.sentence(problem, language)
        return Entry(
            kind=_KINDS[problem.severity],
            code=problem.code,
            text=sentence[:1].upper() + sentence[1:],
            where=messages.where(problem.place, language),
            place=problem.place,
        )

    def show_crash(self, detail: str) -> None:
        """Show that something failed unexpectedly and that the data did not change."""
        layout = self._show("bad")
        text = self.tr("Dit ging onverwacht mis. Uw gegevens zijn niet gewijzigd.")
        self.log.add([Entry(kind="error", text=text)])
        self._head(layout, "error", "danger", text, detail)

    def show_notice(self, text: str, page: str) -> None:
        """Show a text and a second line that can wait."""
        self.log.add([Entry(kind="info", text=text)])
        layout = self._show("card")
        self._head(layout, "info", "accent", text, page)

    def show_offer(
        self, text: str, note: str, word: str, take: Callable[[], object]
    ) -> Callable[[], None]:
        """Show what happened with a button for the way back; return what withdraws it."""
        self.log.add([Entry(kind="info", text=text)])
        layout = self._show("card")
        self._head(layout, "info", "accent", text, note)
        link = button(word, "link")
        link.clicked.connect(take)
        layout.addWidget(link)
        shown = self._frame

        def withdraw() -> None:
            if self._frame is shown:
                self.clear()

        return withdraw

    def show_exported(self, files: tuple[Path, ...], text: str = "", note: str = "") -> None:
        """Show which files were written, and offer to open their folder.

        ``text`` and ``note`` take the place of the number of files and of their names.
        """
        layout = self._show("good")
        counted = self.tr("{count} bestanden geschreven").format(count=len(files))
        if len(files) == 1:
            counted = self.tr("1 bestand geschreven")
        folder = str(files[0].parent) if files else ""
        self.log.add([Entry(kind="done", text=text or counted, where=folder, folder=folder)])
        names = ", ".join(file.name for file in files[:NAMED])
        if len(files) > NAMED:
            more = self.tr("{names} en nog {count}")
            names = more.format(names=names, count=len(files) - NAMED)
        self._head(layout, "check", "good", text or counted, note or names)
        if files:
            link = button(self.tr("Map openen"), "link")
            link.setProperty("path", str(files[0].parent))
            link.clicked.connect(self._on_open)
            layout.addWidget(link)

    def _on_open(self) -> None:
        self.open_asked.emit(str(self.sender().property("path")))

    def show_intake(self, intake: Intake) -> None:
        """Show how many rows were read and used; the user has seen the problems before."""
        problems = [problem for file in intake.files for problem in file.problems]
        serious = [p for p in problems if p.severity is not Severity.INFO]
        layout = self._show("card" if serious else "good")
        used = sum(file.rows_used for file in intake.files)
        read = sum(file.rows_read for file in intake.files)
        count = self._words.count
        text = self.tr("{files} bestanden gelezen, {used} van {read} rijen gebruikt")
        if len(intake.files) == 1:
            text = self.tr("1 bestand gelezen, {used} van {read} rijen gebruikt")
        summary = text.format(files=len(intake.files), used=count(used), read=count(read))
        done = [Entry(kind="done", text=summary)]
        self.log.add([*done, *(self._entry(p) for p in (*problems, *intake.problems))])
        note = ""
        if serious:
            note = self.tr("Met {count} meldingen, zoals u hebt gezien.").format(count=len(serious))
            if len(serious) == 1:
                note = self.tr("Met 1 melding, zoals u hebt gezien.")
        sign = ("warning", "warning") if serious else ("check", "good")
        self._head(layout, *sign, summary, note)
