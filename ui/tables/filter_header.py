"""Table headings that sort on a click and open a filter by the sign at their end."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.base.qt import button, card, column, label, override, row
from ui.base.theme import Theme
from ui.tables.filter_model import FilterModel
from ui.tables.table_model import TableModel

ZONE = 22
#: Most texts that are listed; a column with more is searched instead.
MOST_LISTED = 3000


class FilterHeader(QHeaderView):
    """The headings of a table; the chevron of a column opens its filter."""

    filter_asked = Signal(int)

    def __init__(self, filtered: FilterModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filter = filtered
        self.setObjectName("filterHeader")
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def zone(self, section: int) -> QRect:
        """Return the rectangle of the filter sign of a column."""
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - ZONE, 0, ZONE - 4, self.height())

    def _at(self, place: QPoint) -> int | None:
        section = self.logicalIndexAt(place)
        return section if section >= 0 and self.zone(section).contains(place) else None

    def _on_menu(self, place: QPoint) -> None:
        section = self.logicalIndexAt(place)
        if section >= 0:
            self.filter_asked.emit(section)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        zone = QRect(rect.right() - ZONE + 1, rect.top(), ZONE - 4, rect.height())
        colors = Theme.colors
        is_on = self._filter.allowed(section) is not None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(zone.center())
        color = QColor(colors.accent if is_on else colors.muted)
        if is_on:
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            funnel = [(-6, -5), (6, -5), (1.5, 1), (1.5, 6), (-1.5, 4), (-1.5, 1)]
            painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in funnel]))
        elif self.sortIndicatorSection() == section:
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            up = -1 if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else 1
            arrow = [(-4, -2 * up), (4, -2 * up), (0, 3 * up)]
            painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in arrow]))
        else:
            painter.setPen(QPen(color, 1.4))
            points = [middle + QPointF(x, y) for x, y in ((-3.5, -1.5), (0, 2), (3.5, -1.5))]
            painter.drawPolyline(QPolygonF(points))
        painter.restore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self._at(event.position().toPoint())
        if section is not None and event.button() is Qt.MouseButton.LeftButton:
            self.filter_asked.emit(section)
            return
        super().mousePressEvent(event)


class ColumnFilter(QWidget):
    """Pop-up that lists the texts of a column with a check box each."""

    applied = Signal()

    def __init__(self, filtered: FilterModel, section: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._filter, self._section = filtered, section
        model = filtered.sourceModel()
        assert isinstance(model, TableModel)
        shown = model.columns[section]
        self.setAccessibleName(self.tr("Filter op {column}").format(column=shown.title))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Zoek…"))
        self.field.setAccessibleName(self.tr("Zoek in {column}").format(column=shown.title))
        self.field.textChanged.connect(self._find)
        self.list = QListWidget()
        self.list.setAccessibleName(shown.title)
        self.list.itemActivated.connect(self._toggle)
        allowed = filtered.allowed(section)
        for text in self._texts(model):
            item = QListWidgetItem(text or self.tr("(leeg)"))
            item.setData(Qt.ItemDataRole.UserRole, text)
            is_on = allowed is None or text in allowed
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        every, none = button(self.tr("Alles"), "link"), button(self.tr("Niets"), "link")
        every.clicked.connect(lambda: self._mark(True))
        none.clicked.connect(lambda: self._mark(False))
        clear = button(self.tr("Filter weg"))
        clear.clicked.connect(self._clear)
        apply = button(self.tr("Filteren"), "primary")
        apply.clicked.connect(self.apply)
        frame = card("popup")
        inside = column(parent=frame, gap=8, margin=12)
        inside.addWidget(label(shown.title, "strong"))
        inside.addWidget(self.field)
        inside.addLayout(row(every, none, 1, gap=16))
        inside.addWidget(self.list, 1)
        inside.addLayout(row(clear, 1, apply))
        column(frame, parent=self)
        self.resize(280, 380)
        self.field.returnPressed.connect(self.apply)
        self.field.setFocus()

    def _texts(self, model: TableModel) -> list[str]:
        """Return the distinct texts, in the sort order of the column."""
        shown = model.columns[self._section]
        texts: dict[str, object] = {}
        for entry in model.rows:
            if not model.is_open(entry):
                text = shown.text(entry)
                if text not in texts:
                    texts[text] = shown.sort(entry) if shown.sort else text.casefold()
                    if len(texts) >= MOST_LISTED:
                        break
        return sorted(texts, key=lambda text: texts[text])  # type: ignore[arg-type,return-value]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(i) for i in range(self.list.count())]

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            is_hit = all(word in item.text().casefold() for word in words)
            item.setHidden(not is_hit)
            item.setCheckState(Qt.CheckState.Checked if is_hit else Qt.CheckState.Unchecked)

    def _mark(self, is_on: bool) -> None:
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)

    def _toggle(self, item: QListWidgetItem) -> None:
        is_on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _clear(self) -> None:
        self._filter.set_allowed(self._section, None)
        self.applied.emit()
        self.close()

    def apply(self) -> None:
        """Filter by the ticked texts; all or none is no filter."""
        items = self._items()
        marked = [i for i in items if i.checkState() is Qt.CheckState.Checked]
        texts = frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in marked)
        whole = len(marked) == len(items) or not marked
        self._filter.set_allowed(self._section, None if whole else texts)
        self.applied.emit()
        self.close()
