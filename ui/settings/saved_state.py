"""The settings of one user, and the state of widgets stored in them.

No data of a region is stored, except the words that filter the tables of the last file.
Settings may be old, of another version or edited by hand: invalid values are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QSplitter,
    QTabBar,
)

from ui.tables.data_table import DataTable
from ui.tables.filter_model import FilterModel
from ui.widgets.small_parts import Choice, Segments
from ui.widgets.stateful import Stateful

#: Seconds that a proposal may take, unless the user chose otherwise.
SECONDS = 60

#: Parts of a page by the name under which their state is stored.
Parts = Mapping[str, QObject]


class SavedState:
    """The settings of a user; invalid values fall back to a default."""

    def __init__(self, settings: QSettings) -> None:
        self.settings = settings

    def number(self, key: str, usual: int, least: int, most: int) -> int:
        """Return a whole number within bounds, or the usual one."""
        try:
            number = int(str(self.settings.value(key, usual)))
        except ValueError:
            return usual
        return number if least <= number <= most else usual

    def part(self, key: str) -> dict[str, Any]:
        """Return the stored state of a page."""
        try:
            value = json.loads(str(self.settings.value(key, "{}")))
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def keep_part(self, key: str, value: Mapping[str, object]) -> None:
        """Store the state of a page."""
        self.settings.setValue(key, json.dumps(value, ensure_ascii=False))


def capture_state(parts: Parts) -> dict[str, object]:
    """Return the state of the parts of a page."""
    return {name: _adapter_of(part)[0](part) for name, part in parts.items()}


def restore_state(parts: Parts, values: Mapping[str, Any]) -> None:
    """Restore the state of the parts of a page, as far as it still fits."""
    for name, part in parts.items():
        if name in values:
            _adapter_of(part)[1](part, values[name])


def _adapter_of(part: QObject) -> tuple[Callable[[Any], object], Callable[[Any, Any], None]]:
    return next(way for kind, way in _ADAPTERS.items() if isinstance(part, kind))


def _choose_segment(part: Segments, value: object) -> None:
    if value in part.keys:
        part.choose(str(value))


def _choose(part: QComboBox, value: object) -> None:
    at = part.findData(value)
    at = part.findText(str(value)) if at < 0 else at
    if at >= 0:
        part.setCurrentIndex(at)


def _check(part: QAbstractButton, value: object) -> None:
    if isinstance(value, bool) and part.isEnabled():
        part.setChecked(value)


def _turn_to(part: QTabBar, value: object) -> None:
    if isinstance(value, int) and 0 <= value < part.count():
        part.setCurrentIndex(value)


def _share(part: QSplitter, value: object) -> None:
    is_whole = isinstance(value, list) and all(type(number) is int for number in value)
    if is_whole and len(value) == part.count():
        part.setSizes(value)


def _restore_columns(part: DataTable, value: object) -> None:
    if isinstance(value, dict):
        part.restore_columns(value)


def _filters(part: FilterModel) -> dict[str, list[str]]:
    chosen = {str(c): part.allowed(c) for c in range(part.columnCount())}
    return {c: sorted(texts) for c, texts in chosen.items() if texts is not None}


def _filter(part: FilterModel, value: object) -> None:
    for column, texts in value.items() if isinstance(value, dict) else ():
        is_column = str(column).isdecimal() and int(column) < part.columnCount()
        if is_column and isinstance(texts, list) and texts:
            part.set_allowed(int(column), frozenset(map(str, texts)))


#: How the state of each kind of part is read and restored.
_ADAPTERS: dict[type, tuple[Callable[[Any], object], Callable[[Any, Any], None]]] = {
    Stateful: (lambda part: part.view_state(), lambda part, value: part.restore_view(value)),
    Segments: (lambda part: part.key, _choose_segment),
    Choice: (lambda part: part.key, _choose),
    QComboBox: (lambda part: part.currentData() or part.currentText(), _choose),
    QAbstractButton: (QAbstractButton.isChecked, _check),
    QTabBar: (QTabBar.currentIndex, _turn_to),
    QLineEdit: (QLineEdit.text, lambda part, value: part.setText(str(value))),
    QSplitter: (QSplitter.sizes, _share),
    DataTable: (DataTable.column_state, _restore_columns),
    FilterModel: (_filters, _filter),
}
