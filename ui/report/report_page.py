"""Rapport: the report of the region as it will be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from stageplanner.reporting.printable import Figures, Heading, Paragraph, Printed, Table
from ui.base.formatting import Words
from ui.base.jobs import ChildJob, LatestOnly
from ui.base.qt import button, column, label, override, row
from ui.base.theme import icon
from ui.print.screen_pages import paint_pages
from ui.report.document_jobs import run_report
from ui.session.page import Page
from ui.session.session import Session
from ui.widgets.small_parts import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent

    from stageplanner.domain.state import State

#: Time without changes before the report is built again, in milliseconds.
STILL = 500
WIDEST, NARROWEST = 860, 360


class ReportPage(Page):
    """The report as pictures of its pages; nothing of the project changes here."""

    refreshes_when_shown = True

    failed = Signal(object)
    export_asked = Signal()
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.report: Printed | None = None
        self.report_state: State | None = None
        self._asked: State | None = None
        self.report_job = ChildJob(self, repeats=True)
        self.report_job.finished.connect(self._on_report)
        self.report_job.failed.connect(self._on_failed)
        self._latest = LatestOnly(self)
        self._latest.answered.connect(self._show_pages)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL)
        self._still.timeout.connect(self._ask)
        self._build()
        session.changed.connect(self.follow)

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.export = button(self.tr("Exporteren…"), "primary")
        self.export.setToolTip(self.tr("Excel, PDF en iCalendar, voor iedereen of voor één partij"))
        self.export.clicked.connect(self.export_asked)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(self.tr("Rapport wordt gemaakt"))
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setAccessibleName(self.tr("Het rapport, bladzijde voor bladzijde"))
        self.scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        add = button(self.tr("Bestanden toevoegen…"), "primary")
        add.clicked.connect(self.import_asked)
        self.empty = EmptyState(
            icon("report", "muted", 44),
            self.tr("Nog niets om te rapporteren"),
            self.tr("Voeg de planningen van de scholen toe; dan staat hier het rapport."),
            add,
        )
        self.stack = QStackedWidget()
        self._waiting = label(self.tr("Het rapport wordt gemaakt…"), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.scroll)
        self.stack.addWidget(self._waiting)
        self.stack.addWidget(self.empty)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.addLayout(row(label(self.tr("Rapport"), "title"), self.bar, 1, self.export, gap=12))
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.scroll)

    # --- what is shown ---------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._paint)

    @override
    def refresh(self) -> None:
        super().refresh()
        state = self.session.state
        has_periods = bool(state.periods)
        shown = self.scroll if self.scroll.widget() is not None else self._waiting
        self.stack.setCurrentWidget(shown if has_periods else self.empty)
        self.export.setEnabled(has_periods)
        self.bar.setVisible(has_periods and self.report_state is not state)
        if has_periods and self.report_state is not state:
            self._still.start()

    def _ask(self) -> None:
        if not self.isVisible():
            return
        if self.report_job.is_running:
            self.report_job.kill()
        self._asked = self.session.state
        self.report_job.start(run_report, self._asked, self.session.language)

    def _on_report(self, report: Printed) -> None:
        self.report, self.report_state = report, self._asked
        self.bar.setVisible(self.report_state is not self.session.state)
        self._painted = 0
        self._paint()

    def _on_failed(self, problem: object) -> None:
        self.bar.hide()
        self.failed.emit(problem)

    _painted = 0

    def _paint(self) -> None:
        """Paint the pages as wide as there is room."""
        room = self.scroll.viewport().width() - 8
        width = max(NARROWEST, min(WIDEST, room))
        if self.report is None or width == self._painted:
            return
        self._painted = width
        # In a thread, since a long report takes a while to paint.
        self._latest.ask(paint_pages, self.report, round(width * self.devicePixelRatioF()))

    def _show_pages(self, pages: tuple[QImage, ...] | Exception) -> None:
        if isinstance(pages, Exception):
            raise pages
        ratio = self.devicePixelRatioF()
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=12)
        description = text_of(self.report)
        for number, image in enumerate(pages, start=1):
            picture = QLabel()
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            picture.setPixmap(pixmap)
            text = self.tr("Bladzijde {number} van {count}")
            picture.setAccessibleName(text.format(number=number, count=len(pages)))
            # The first page carries the whole text for a screen reader.
            picture.setAccessibleDescription(description if number == 1 else "")
            layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.scroll.setWidget(inside)
        if self.session.state.periods:
            self.stack.setCurrentWidget(self.scroll)


def text_of(report: Printed) -> str:
    """Return the text of a report, for screen readers."""
    lines = [report.title, report.subtitle]
    for block in report.blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append(block.text)
        elif isinstance(block, Figures):
            lines += [f"{f.label}: {f.value} {f.note}".rstrip() for f in block.figures]
        elif isinstance(block, Table):
            heads = [head.text for head in block.heads]
            lines += [
                ", ".join(f"{h}: {v}" for h, v in zip(heads, cells, strict=False) if v)
                for cells in block.rows
            ]
    return "\n".join(line for line in lines if line)
