"""Painted widgets for screen readers: a table with a sentence for each cell.

A painted widget has no child widgets that assistive software could read. It implements the small
protocol :class:`Cells`; the interfaces here make a table of it, with a child for every cell. The
tables of the pages (``QTableView``) show the same in another way.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.base.qt import override


class Cells(Protocol):
    """Protocol of a widget that paints cells."""

    def cell_count(self) -> int:
        """Return the number of cells, counted row by row."""
        ...

    def cell_text(self, number: int) -> str:
        """Return the sentence of a cell."""
        ...

    def cell_value(self, number: int) -> str:
        """Return the value of a cell in a few words."""
        ...

    def cell_box(self, number: int) -> QRect:
        """Return the rectangle of a cell in the viewport."""
        ...

    def cell_under(self, place: QPoint) -> int:
        """Return the cell under a point of the viewport, or -1."""
        ...

    def cell_number(self) -> int:
        """Return the selected cell, or -1."""
        ...

    def hasFocus(self) -> bool:
        """Return whether the widget has the keyboard focus."""
        ...

    def viewport(self) -> QWidget:
        """Return the widget that is painted on."""
        ...


class CellInterface(QAccessibleInterface):
    """Accessible interface of one cell: name, place and state, without an object."""

    def __init__(self, owner: PaintedInterface, number: int) -> None:
        super().__init__()
        self._owner, self._number = owner, number

    @override
    def isValid(self) -> bool:
        return self._number < self._owner.cells.cell_count()

    @override
    def object(self) -> QObject | None:
        return None

    @override
    def parent(self) -> QAccessibleInterface:
        return self._owner

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t is QAccessible.Text.Name:
            return self._owner.cells.cell_text(self._number)
        if t is QAccessible.Text.Value:
            return self._owner.cells.cell_value(self._number)
        return ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Ignore the text: a cell is read-only."""

    @override
    def rect(self) -> QRect:
        box, view = self._owner.cells.cell_box(self._number), self._owner.cells.viewport()
        return QRect(view.mapToGlobal(box.topLeft()), box.size())

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = state.readOnly = True
        state.selected = self._owner.cells.cell_number() == self._number
        state.focused = state.selected and self._owner.cells.hasFocus()
        return state


class PaintedInterface(QAccessibleWidget):
    """Accessible interface of the widget: a table whose children are its cells."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Table)
        self.cells: Cells = widget  # type: ignore[assignment]
        self._interfaces: dict[int, CellInterface] = {}

    @override
    def childCount(self) -> int:
        return self.cells.cell_count()

    @override
    def child(self, index: int) -> QAccessibleInterface | None:
        if not 0 <= index < self.cells.cell_count():
            return None
        if index not in self._interfaces:
            self._interfaces[index] = CellInterface(self, index)
            QAccessible.registerAccessibleInterface(self._interfaces[index])
        return self._interfaces[index]

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((i for i, cell in self._interfaces.items() if cell is child), -1)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        place = self.cells.viewport().mapFromGlobal(QPoint(x, y))
        return self.child(self.cells.cell_under(place))

    @override
    def focusChild(self) -> QAccessibleInterface | None:
        return self.child(self.cells.cell_number())


def announce_current(widget: QWidget, number: int, sentence: str) -> None:
    """Announce the cell that was reached by keyboard or mouse."""
    widget.setAccessibleDescription(sentence)
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
    focused = QAccessibleEvent(widget, QAccessible.Event.Focus)
    focused.setChild(number)
    QAccessible.updateAccessibility(focused)


def _interface_of(_name: str, widget: QObject) -> QAccessibleInterface | None:
    if isinstance(widget, QWidget) and hasattr(widget, "cell_under"):
        # Stored on the widget: Qt keeps no reference to it.
        widget.painted_interface = PaintedInterface(widget)
        return widget.painted_interface  # type: ignore[no-any-return]
    return None


@cache
def install() -> None:
    """Register the interfaces of painted widgets, once per program."""
    QAccessible.installFactory(_interface_of)
