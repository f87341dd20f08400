"""Small widgets: key figure, segments, choice, empty state, legends and live curve."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QIcon,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.base.qt import (
    DropDown,
    ElidedLabel,
    button,
    column,
    label,
    override,
    restyle,
    row,
    tool_tip,
)
from ui.base.theme import Theme, faded, load_color, paint_lock, paint_seal, scaled_font


class KeyFigure(QWidget):
    """A caption, a large figure and a line of explanation."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ElidedLabel("caption")
        self._caption.setText(caption)
        self.figure = label("–", "figure")
        self._note = ElidedLabel("caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for part in (self._caption, self.figure, self._note):
            layout.addWidget(part)
        self.setAccessibleName(caption)

    def show_note(self, is_shown: bool) -> None:
        """Show or hide the explanation; the tool tip keeps it."""
        self._note.setVisible(is_shown)

    def show_figure(self, figure: str, note: str = "", tone: str = "") -> None:
        """Show a figure; ``tone`` is ``good``, ``danger`` or nothing."""
        self.figure.setText(figure)
        self._note.setText(note)
        restyle(self.figure, tone=tone)
        self.setAccessibleDescription(f"{figure}. {note}" if note else figure)
        self.setToolTip(tool_tip(note))


class Segments(QWidget):
    """A choice of a few, all visible; for mouse and arrow keys."""

    chosen = Signal(str)

    def __init__(
        self, choices: list[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.keys = [key for key, _ in choices]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = row(parent=self, gap=0)
        for i, (_, text) in enumerate(choices):
            segment = button(text, "segment", f"{name}: {text}")
            segment.setCheckable(True)
            ends = {0: "first", len(choices) - 1: "last"}
            bold = QFontMetrics(scaled_font("body", bold=True))
            segment.setMinimumWidth(bold.horizontalAdvance(text) + 24)
            segment.setProperty("end", ends.get(i, "middle"))
            self._group.addButton(segment, i)
            layout.addWidget(segment)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._on_clicked)
        self.setAccessibleName(name)

    @property
    def key(self) -> str:
        """The chosen key."""
        return self.keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose a key, as if it was clicked."""
        self._group.button(self.keys.index(key)).setChecked(True)
        self.chosen.emit(key)

    def set_enabled(self, key: str, is_enabled: bool) -> None:
        """Enable or disable a choice."""
        self._group.button(self.keys.index(key)).setEnabled(is_enabled)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self.keys[number])


class Choice(DropDown):
    """A drop-down choice, where segments do not fit."""

    chosen = Signal(str)

    def __init__(
        self, choices: list[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        for key, text in choices:
            self.addItem(text, key)
        self.currentIndexChanged.connect(self._on_changed)

    @property
    def key(self) -> str:
        """The chosen key."""
        return str(self.currentData())

    def choose(self, key: str) -> None:
        """Choose a key, as if it was picked from the list."""
        self.setCurrentIndex(self.findData(key))

    def _on_changed(self) -> None:
        self.chosen.emit(self.key)


class EmptyState(QWidget):
    """What to do on a page that is still empty."""

    def __init__(
        self, icon: QIcon, title: str, text: str, action: QPushButton | None = None
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icon.pixmap(QSize(44, 44)))
        title_label, text_label = label(title, "subtitle"), label(text, "muted", wrap=True)
        text_label.setFixedWidth(430)
        layout = column(2, parent=self, gap=10, margin=24)
        for part in (picture, title_label, text_label):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # In a separate row it gets the height that its lines need.
            layout.addLayout(row(1, part, 1))
        if action is not None:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


class ColorKey(QWidget):
    """Legend of the heat map: from empty to full, and over 100% with its sign."""

    def __init__(self, over: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = over
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(over)

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._over)
        return QSize(30 + 110 + 40 + 22 + width + 8, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font("caption"))
        painter.setPen(QColor(Theme.colors.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, 28, 20), middle | Qt.AlignmentFlag.AlignRight, "0%")
        shade = QLinearGradient(34, 0, 134, 0)
        for step in range(11):
            shade.setColorAt(step / 10, QColor(*load_color(step / 10)))
        painter.fillRect(QRectF(34, 5, 100, 10), shade)
        painter.drawText(QRectF(140, 0, 40, 20), middle, "100%")
        painter.fillRect(QRectF(182, 4, 14, 12), QColor(*load_color(1.2)))
        painter.setBrush(QColor("#ffffff"))
        painter.setPen(Qt.PenStyle.NoPen)
        triangle = [QPointF(185.5, 13), QPointF(192.5, 13), QPointF(189, 7)]
        painter.drawPolygon(QPolygonF(triangle))
        painter.setPen(QColor(Theme.colors.muted))
        painter.drawText(QRectF(202, 0, self.width() - 202, 20), middle, self._over)


class FormKey(QWidget):
    """Legend of the chart: blok, lint, the wish and the places."""

    def __init__(self, texts: tuple[str, str, str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(texts))

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(t) + 40 for t in self._texts), 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scaled_font("caption"))
        x, colors = 0.0, Theme.colors
        for i, text in enumerate(self._texts):
            if i < 2:
                box = QRectF(x, 4, 14, 12)
                painter.fillRect(box, QColor(colors.blok if i == 0 else colors.lint))
                if i == 1:
                    painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
            else:
                pen = QPen(QColor(colors.text if i == 2 else colors.danger), 2)
                pen.setStyle(Qt.PenStyle.DotLine if i == 2 else Qt.PenStyle.SolidLine)
                painter.setPen(pen)
                painter.drawLine(QPointF(x, 10), QPointF(x + 16, 10))
            painter.setPen(QColor(colors.muted))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(x + 21, 0, width + 4, 20), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 38


class PlanKey(QWidget):
    """Legend of the time line: blok, lint, a change, the wish, a lock, and a seal if any has it."""

    def __init__(self, texts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = texts
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_sealed(False)

    def set_sealed(self, is_sealed: bool) -> None:
        """Explain the seal too, or leave it out if nothing was agreed."""
        self._texts = self._all if is_sealed else self._all[:-1]
        self.setAccessibleName(", ".join(self._texts))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(scaled_font("caption"))
        return QSize(sum(metrics.horizontalAdvance(t) + 38 for t in self._texts), 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scaled_font("caption"))
        x, colors = 1.0, Theme.colors
        for i, text in enumerate(self._texts):
            self._paint_sign(painter, i, QRectF(x, 5, 16, 10))
            painter.setPen(QColor(colors.muted))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRectF(x + 21, 0, width + 4, 20), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 38
        painter.end()

    def _paint_sign(self, painter: QPainter, number: int, box: QRectF) -> None:
        colors, none = Theme.colors, Qt.PenStyle.NoPen
        if number == 4:
            paint_lock(painter, QRectF(box.left() + 17, box.top(), 1, box.height()), colors.text)
            return
        if number == 5:
            paint_seal(painter, QRectF(box.left() + 17, box.top(), 1, 10), is_broken=False)
            return
        pens = {2: QPen(QColor(colors.text), 2), 3: QPen(QColor(colors.muted), 1.4)}
        pen = pens.get(number, QPen(none))
        if number == 3:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        fills = {0: QColor(colors.blok), 1: faded(colors.lint, 60)}
        painter.setBrush(fills.get(number, Qt.GlobalColor.transparent))
        painter.drawRoundedRect(box, 3, 3)
        if number == 1:
            for y in (1.5, 5.0):
                stripe = QRectF(box.left() + 1, box.top() + y, box.width() - 2, 2)
                painter.fillRect(stripe, QColor(colors.lint))


class LiveCurve(QWidget):
    """The best peak and the proven bound over time, while a solve runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[float, float, float]] = []
        self.setFixedHeight(72)

    def clear(self) -> None:
        """Remove all points."""
        self._points = []
        self.update()

    def add(self, seconds: float, peak: float, bound: float) -> None:
        """Add the peak and the bound that are known after a number of seconds."""
        if peak != float("inf"):
            self._points.append((seconds, peak, bound))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, height = Theme.colors, self.height() - 12
        painter.fillRect(self.rect(), QColor(colors.raised))
        if not self._points:
            return
        high = max(p for _, p, _ in self._points) * 1.03
        low = (
            min(b for _, _, b in self._points if b > 0) * 0.97
            if any(b > 0 for _, _, b in self._points)
            else 0.0
        )
        last = max(self._points[-1][0], 0.5)

        def place(seconds: float, value: float) -> QPointF:
            part = (value - low) / max(1e-9, high - low)
            return QPointF(4 + seconds / last * (self.width() - 8), 6 + (1 - part) * height)

        if low <= 1 <= high:
            painter.setPen(QPen(QColor(colors.border), 1, Qt.PenStyle.DashLine))
            painter.drawLine(place(0, 1), place(last, 1))
        for which, color, style in (
            (1, colors.accent, Qt.PenStyle.SolidLine),
            (2, colors.muted, Qt.PenStyle.DotLine),
        ):
            line: list[QPointF] = []
            for point in self._points:
                value = max(point[which], low)
                if line:
                    line.append(QPointF(place(point[0], value).x(), line[-1].y()))
                line.append(place(point[0], value))
            line.append(QPointF(place(last, low).x(), line[-1].y()))
            painter.setPen(QPen(QColor(color), 2, style))
            painter.drawPolyline(QPolygonF(line))
