"""The start page: recent files, the example region, and an area to drop files on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, override, restyle, row, tool_tip
from ui.base.theme import icon

if TYPE_CHECKING:
    from stageplanner.workspace.file_guard import Unsaved


def dropped_paths(event: QDropEvent | QDragEnterEvent) -> list[Path]:
    """Return the paths of the dragged files."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropArea(QFrame):
    """An area to drop files on, with a button to choose them instead."""

    dropped = Signal(list)
    browse = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(icon("drop", "accent", 40).pixmap(QSize(40, 40)))
        title = label(self.tr("Sleep bestanden hierheen"), "subtitle")
        text = label(
            self.tr(
                "Planningen van scholen, een lijst met leerbedrijven, vakanties: Excel, csv of"
                " een .stageplan-bestand, ook meer tegelijk."
            ),
            "muted",
            wrap=True,
        )
        self.choose = choose = button(self.tr("Bestanden kiezen…"))
        choose.clicked.connect(self.browse)
        layout = column(1, parent=self, gap=10, margin=24)
        for part in (picture, title, text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()
            restyle(self, over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, over=False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event))


class Tile(QPushButton):
    """A large button with a picture and two texts, as high as they need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    @override
    def sizeHint(self) -> QSize:
        return self.layout().totalSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.layout().totalMinimumSize()


class StartPage(QWidget):
    """The page of an empty region."""

    dropped = Signal(list)
    browse = Signal()
    open_file = Signal()
    open_example = Signal()
    open_recent = Signal(str)
    open_unsaved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        drop = DropArea()
        drop.dropped.connect(self.dropped)
        drop.browse.connect(self.browse)
        drop.setMinimumHeight(280)
        body = row(gap=24)
        body.addWidget(drop, 3)
        body.addLayout(self._build_side(), 2)
        inner = QWidget()
        inner.setMaximumWidth(980)
        content = column(1, parent=inner, gap=28)
        content.addLayout(self._build_head())
        content.addLayout(body)
        content.addStretch(2)
        outer = row(parent=self, margin=40)
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        self.setFocusProxy(drop.choose)
        self.show_recent([])

    def _build_head(self) -> QVBoxLayout:
        return column(
            label(self.tr("Waar botsen de stages, en wat helpt?"), "title"),
            label(
                self.tr(
                    "StagePlanner legt de planningen van alle scholen naast de plaatsen bij de"
                    " leerbedrijven en zoekt de minste wijzigingen die de overbelasting wegnemen."
                ),
                "muted",
                wrap=True,
            ),
            gap=8,
        )

    def _build_side(self) -> QVBoxLayout:
        example = self._tile(
            "region",
            self.tr("Voorbeeldregio openen"),
            self.tr("Vijf scholen, 242 stageperiodes, 764 leerbedrijven"),
        )
        example.clicked.connect(self.open_example)
        other = self._tile(
            "open",
            self.tr("Project openen…"),
            self.tr("Een bewaard .stageplan-bestand"),
        )
        other.clicked.connect(self.open_file)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.unsaved = card("bad")
        self._unsaved_layout = column(parent=self.unsaved, gap=4, margin=14)
        self.unsaved.hide()
        side = column(self.unsaved, example, other, gap=12)
        side.addSpacing(12)
        side.addWidget(label(self.tr("Laatst gebruikt"), "strong"))
        side.addLayout(self._recent)
        side.addStretch(1)
        return side

    def _tile(self, picture: str, title: str, text: str) -> QPushButton:
        tile = Tile(f"{title}. {text}")
        words = column(label(title, "strong"), label(text, "caption", wrap=True), gap=2)
        image = QLabel()
        image.setPixmap(icon(picture, "accent", 28).pixmap(QSize(28, 28)))
        inside = row(image, parent=tile, gap=14)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addLayout(words, 1)
        for part in tile.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return tile

    def show_recent(self, paths: list[str]) -> None:
        """List the files opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if not paths:
            self._recent.addWidget(label(self.tr("Nog niets geopend."), "muted"))
        for path in paths[:6]:
            link = button(Path(path).name, "link", self.tr("Open {file}").format(file=path))
            link.setToolTip(tool_tip(path))
            link.setProperty("path", path)
            link.clicked.connect(self._on_recent)
            self._recent.addWidget(link)

    def show_unsaved(self, unsaved: Sequence[Unsaved], words: Words) -> None:
        """List the work that crashes left on this computer."""
        while (item := self._unsaved_layout.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.unsaved.setVisible(bool(unsaved))
        if not unsaved:
            return
        self._unsaved_layout.addWidget(label(self.tr("Werk dat nog niet is bewaard"), "strong"))
        for work in unsaved[:4]:
            until = work.until.astimezone()
            name = work.path.name if work.path else self.tr("Nieuwe regio")
            text = f"{name}, {words.day(until.date())} {until:%H:%M}"
            link = button(text, "link", self.tr("Terughalen: {file}").format(file=text))
            link.clicked.connect(partial(self.open_unsaved.emit, work))
            self._unsaved_layout.addWidget(link)

    def _on_recent(self) -> None:
        self.open_recent.emit(str(self.sender().property("path")))
