"""What painted widgets say to a screen reader: a table of cells, each with its sentence.

A painted widget has no children that assistive software could walk over. It answers the small
protocol :class:`Cells`; the interfaces here turn that into a table with a child for every cell.
The table twins of the pages (``QTableView``) say the same in another way.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.base.qt import override


class Cells(Protocol):
    """A widget that paints cells."""

    def cell_count(self) -> int:
        """How many cells there are, row by row."""
        ...

    def cell_text(self, number: int) -> str:
        """The sentence of a cell."""
        ...

    def cell_value(self, number: int) -> str:
        """What a cell holds, in a few words."""
        ...

    def cell_box(self, number: int) -> QRect:
        """Where a cell is painted, in the viewport."""
        ...

    def cell_under(self, place: QPoint) -> int:
        """The cell under a point of the viewport; -1 for none."""
        ...

    def cell_number(self) -> int:
        """The cell that is selected; -1 for none."""
        ...

    def hasFocus(self) -> bool:
        """Tell whether the keyboard goes to it."""
        ...

    def viewport(self) -> QWidget:
        """What it is painted on."""
        ...


class CellInterface(QAccessibleInterface):
    """One cell: a name, a place and a state; it has no object of its own."""

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
        """A cell is only read."""

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
    """The widget itself: a table whose children are its cells."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Table)
        self.cells: Cells = widget  # type: ignore[assignment]
        self._made: dict[int, CellInterface] = {}

    @override
    def childCount(self) -> int:
        return self.cells.cell_count()

    @override
    def child(self, index: int) -> QAccessibleInterface | None:
        if not 0 <= index < self.cells.cell_count():
            return None
        if index not in self._made:
            self._made[index] = CellInterface(self, index)
            QAccessible.registerAccessibleInterface(self._made[index])
        return self._made[index]

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((i for i, made in self._made.items() if made is child), -1)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        place = self.cells.viewport().mapFromGlobal(QPoint(x, y))
        return self.child(self.cells.cell_under(place))

    @override
    def focusChild(self) -> QAccessibleInterface | None:
        return self.child(self.cells.cell_number())


def announce_current(widget: QWidget, number: int, sentence: str) -> None:
    """Say aloud which cell was reached by keyboard or mouse."""
    widget.setAccessibleDescription(sentence)
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
    focused = QAccessibleEvent(widget, QAccessible.Event.Focus)
    focused.setChild(number)
    QAccessible.updateAccessibility(focused)


def _interface_of(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and hasattr(thing, "cell_under"):
        # Kept with the widget: Qt itself holds no reference to it.
        thing.painted_interface = PaintedInterface(thing)
        return thing.painted_interface  # type: ignore[no-any-return]
    return None


@cache
def install() -> None:
    """Let painted widgets answer screen readers from now on; once for the whole program."""
    QAccessible.installFactory(_interface_of)
