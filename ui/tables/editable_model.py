"""Table model that is edited in place, with refused texts and incomplete new rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor

from stageplanner import messages
from ui.base.qt import override, tool_tip
from ui.base.theme import Theme
from ui.tables.table_model import Column, Index, TableModel, alignment

if TYPE_CHECKING:
    from stageplanner.editing.edit_rows import Edited
    from stageplanner.editing.typed_rows import CellNote

#: The sentence shown beside a cell.
NoteRole = Qt.ItemDataRole.UserRole + 3
#: The column a cell belongs to.
ColumnRole = Qt.ItemDataRole.UserRole + 4

#: A cell to write: row and column of the model, and its text.
Cell = tuple[int, int, str]
#: The verb of the project that edits rows by their keys and adds rows.
#: Asks before rows change by their keys, if it must, and writes after a yes; else returns False.
Ask = Callable[[Mapping[Any, Mapping[str, str]], Callable[[], None]], bool]
Edit = Callable[[Mapping[Any, Mapping[str, str]], Sequence[Mapping[str, str]]], "Edited"]


@dataclass(eq=False, slots=True)
class Draft:
    """A new row that is not complete yet: its texts by field."""

    texts: dict[str, str] = field(default_factory=dict)


class EditableModel(TableModel):
    """A table whose cells are typed and pasted; one write is one step of the project.

    A refused text stays in its cell, with the reason, until it is corrected or discarded.
    """

    notes_changed = Signal()
    #: A sentence about the effect of an accepted text, or an empty text.
    noticed = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        key_of: Callable[[Any, int], object],
        edit: Edit,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._key_of, self._edit, self._language = key_of, edit, language
        self._known: tuple[Any, ...] = ()
        self._drafts: list[Draft] = []
        self._notes: dict[tuple[object, str], CellNote] = {}
        self._is_writing = False
        #: Asked before rows are changed; by default nothing is.
        self.asks_first: Ask | None = None

    # --- what is there ---------------------------------------------------------------------

    @override
    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows and drop the notes of rows that changed meanwhile."""
        before, self._known = self._known, tuple(rows)
        if self._is_writing:
            return
        if self._notes and before is not self._known:
            same = {id(row) for row in before} & {id(row) for row in self._known}
            kept = {self._key_of(row, i) for i, row in enumerate(self._known) if id(row) in same}
            self._notes = {
                place: note
                for place, note in self._notes.items()
                if isinstance(place[0], Draft) or place[0] in kept
            }
            self.notes_changed.emit()
        self._show()

    def _show(self) -> None:
        super().set_rows((*self._known, *self._drafts))

    @property
    def drafts(self) -> int:
        """Number of new rows that are not complete yet."""
        return len(self._drafts)

    @property
    def refused(self) -> int:
        """Number of refused texts in existing rows."""
        return sum(not isinstance(row, Draft) for row, _ in self._notes)

    def noted_cells(self) -> Iterator[tuple[int, int]]:
        """Yield the cells that have a note, from top to bottom."""
        if not self._notes:
            return
        for number in range(len(self.rows)):
            key = self._key(number)
            for k, column in enumerate(self.columns):
                if column.field and (key, column.field) in self._notes:
                    yield number, k

    @override
    def is_open(self, row: object) -> bool:
        return isinstance(row, Draft)

    @override
    def sort_key(self, number: int, column: int) -> object:
        is_new = isinstance(self.rows[number], Draft)
        return None if is_new else super().sort_key(number, column)

    def _key(self, number: int) -> object:
        row = self.rows[number]
        return row if isinstance(row, Draft) else self._key_of(row, number)

    def note(self, number: int, column: int) -> CellNote | None:
        """Return the note of a cell, or None."""
        if not self._notes:
            return None
        return self._notes.get((self._key(number), self.columns[column].field))

    # --- what Qt asks ----------------------------------------------------------------------

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def cell(self, number: int, column: int, role: int) -> object:
        shown = self.columns[column]
        if role == ColumnRole:
            return shown
        row, note = self.rows[number], self.note(number, column)
        if note is not None:
            noted = self._noted(note, shown, role)
            if noted is not None:
                return noted
        if isinstance(row, Draft):
            return self._of_draft(row, shown, role)
        return super().cell(number, column, role)

    def _noted(self, note: CellNote, column: Column, role: int) -> object:
        """Return what a cell with a note shows in a role, or None if that is as usual."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return note.text
        if role == Qt.ItemDataRole.BackgroundRole:
            colors = Theme.colors
            return QColor(colors.danger_soft if note.text else colors.warning_soft)
        sentence = messages.sentence(note.problem, self._language)
        if role == NoteRole:
            return sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(sentence)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = QCoreApplication.translate("Editable", "{column}: {text}. Niet goed: {reason}")
            return text.format(column=column.title, text=note.text, reason=sentence)
        return None

    def _of_draft(self, draft: Draft, column: Column, role: int) -> object:
        text = draft.texts.get(column.field, "") if column.field else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sentence = QCoreApplication.translate("Editable", "{column}, nieuwe rij: {text}")
            return sentence.format(column=column.title, text=text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_sign = role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self.rows)
        if orientation is Qt.Orientation.Vertical and is_sign:
            if isinstance(self.rows[section], Draft):
                return "+"
            if self._notes and any(place[0] == self._key(section) for place in self._notes):
                return "✕"
        return super().headerData(section, orientation, role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.write([(index.row(), index.column(), str(value))])
        return self.note(index.row(), index.column()) is None

    # --- what is written -------------------------------------------------------------------

    def write(self, cells: Iterable[Cell], new: Sequence[Mapping[str, str]] = ()) -> None:
        """Write texts into cells and add rows in one step; refused texts get a note.

        If something must be asked first, it is written after a yes, and else not at all.
        """
        cells = list(cells)
        if self.asks_first is not None and self.asks_first(
            self._changes(cells), partial(self._write, cells, new)
        ):
            return
        self._write(cells, new)

    def _changes(self, cells: Iterable[Cell]) -> dict[Any, dict[str, str]]:
        """Return the texts that differ from what the rows hold, by the key of the row."""
        changes: dict[Any, dict[str, str]] = {}
        for number, k, text in cells:
            column, row = self.columns[k], self.rows[number]
            is_written = column.field and not isinstance(row, Draft)
            if is_written and text != column.typed(row):
                changes.setdefault(self._key_of(row, number), {})[column.field] = text
        return changes

    def _write(self, cells: Iterable[Cell], new: Sequence[Mapping[str, str]] = ()) -> None:
        changes: dict[Any, dict[str, str]] = {}
        unchanged: set[tuple[object, str]] = set()
        for number, k, text in cells:
            column, row = self.columns[k], self.rows[number]
            if not column.field:
                continue
            if isinstance(row, Draft):
                row.texts[column.field] = text
                continue
            key = self._key_of(row, number)
            if text == column.typed(row):
                unchanged.add((key, column.field))
            else:
                changes.setdefault(key, {})[column.field] = text
        self._drafts += [Draft(dict(texts)) for texts in new]
        sent = list(self._drafts)
        touched = [*changes, *(key for key, _ in unchanged), *sent]
        self._is_writing = True
        try:
            edited = self._edit(changes, [draft.texts for draft in sent])
        finally:
            self._is_writing = False
        self._settle(edited, changes, sent, unchanged)
        self._show()
        self._emit_rows(touched)
        self.notes_changed.emit()
        sentences = [
            messages.sentence(n.problem, self._language) for n in edited.notes if not n.is_refused
        ]
        self.noticed.emit(sentences[0] if sentences else "")

    def _settle(
        self,
        edited: Edited,
        changes: Mapping[Any, Mapping[str, str]],
        sent: list[Draft],
        unchanged: set[tuple[object, str]],
    ) -> None:
        """Keep the refused texts and the new rows that are not complete."""
        written = {(key, name) for key, texts in changes.items() for name in texts}
        self._notes = {
            place: note
            for place, note in self._notes.items()
            if place not in written and place not in unchanged and not isinstance(place[0], Draft)
        }
        for note in edited.refused:
            key = sent[int(note.row)] if note.is_new else note.row
            self._notes[key, note.field] = note
        done = {id(sent[number]) for number in edited.added}
        self._drafts = [draft for draft in self._drafts if id(draft) not in done]
        self._notes = {
            place: note for place, note in self._notes.items() if id(place[0]) not in done
        }

    def _emit_rows(self, keys: Iterable[object]) -> None:
        wanted = set(keys)
        if not wanted:
            return
        numbers = [number for number in range(len(self.rows)) if self._key(number) in wanted]
        self.refresh_rows(numbers)
        for number in numbers:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, number, number)

    def add_draft(self, texts: Mapping[str, str]) -> int:
        """Add a new row to be filled in and return its number."""
        self.write([], [texts])
        return len(self.rows) - 1

    def keys_of(self, numbers: Iterable[int]) -> list[object]:
        """Return the keys of existing rows; new rows among them are discarded."""
        keys: list[object] = []
        thrown: set[int] = set()
        for number in numbers:
            row = self.rows[number]
            if isinstance(row, Draft):
                thrown.add(id(row))
            else:
                keys.append(self._key_of(row, number))
        if thrown:
            self._drafts = [draft for draft in self._drafts if id(draft) not in thrown]
            self._notes = {p: n for p, n in self._notes.items() if id(p[0]) not in thrown}
            self._show()
            self.notes_changed.emit()
        return keys

    def discard_drafts(self) -> None:
        """Discard refused texts and incomplete rows."""
        touched = [key for key, _ in self._notes]
        self._notes, self._drafts = {}, []
        self._show()
        self._emit_rows(touched)
        self.notes_changed.emit()


def typed_day(day: date | None) -> str:
    """Return a day as it is typed and as Dutch Excel reads it: ``31-08-2026``."""
    return "" if day is None else f"{day.day:02d}-{day.month:02d}-{day.year}"
