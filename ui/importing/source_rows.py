"""Table model of the rows of a file, with their outcome and corrected cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon

from stageplanner import messages
from stageplanner.problems import Problem, Severity, column_letter, column_number
from ui.base.qt import override, tool_tip
from ui.base.theme import Theme, scaled_font
from ui.importing.fate_legend import fate_color, fate_font, fate_icon, fate_words
from ui.importing.preview_rows import field_names
from ui.tables.problem_columns import SIGNS
from ui.tables.table_model import Index

#: A cell of the file: row number of the spreadsheet, and column letter.
Place = tuple[int, str]
#: A sheet or a reading of the core, used without its type.
Sheet = Any

_RANK = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}


@dataclass(slots=True)
class SheetReading:
    """The reading of one sheet: outcomes and problems per row, meaning of columns.

    A row has several outcomes if tables are beside each other or transposed: one for each column
    at which a table begins. Elsewhere that column is empty.
    """

    outcomes: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    meanings: dict[int, str] = field(default_factory=dict)
    headers: frozenset[int] = frozenset()
    #: The fate of every cell (``SheetFates`` of the core).
    fates: Any = None


def sheet_reading(reading: Sheet, sheet: str) -> SheetReading:
    """Collect the reading of one sheet; ``None`` is a file of which nothing was read."""
    if reading is None:
        return SheetReading()
    headers = frozenset(table.header_row for table in reading.tables if table.sheet == sheet)
    fates = next((fates for fates in reading.fates if fates.sheet == sheet), None)
    result = SheetReading(headers=headers, fates=fates)
    for row in reading.rows:
        if row.sheet == sheet:
            result.outcomes[row.row][row.column] = row.outcome.value
    for problem in reading.problems:
        if problem.place.sheet == sheet and problem.place.row is not None:
            result.problems[problem.place.row].append(problem)
    for table in reading.tables:
        if table.sheet == sheet:
            names = field_names(table.kind.value)
            for guess in table.columns:
                # The columns of a table on its side are rows: their names are numbers.
                if guess.field and guess.column.isalpha():
                    meaning = names.get(guess.field, guess.field)
                    result.meanings.setdefault(column_number(guess.column), meaning)
    return result


class SourceModel(QAbstractTableModel):
    """A sheet of a file: column 0 is the outcome of a row, the others are its cells.

    ``corrected`` is emitted for every corrected cell, which is used when the file is read again.
    """

    corrected = Signal()

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._sheet: Sheet | None = None
        self._reading = SheetReading()
        self._corrections: dict[Place, str] = {}
        self._shown: list[int] = []
        self._test = "all"
        #: The cells that the question in view is about.
        self._asked: frozenset[Place] = frozenset()

    # --- what is shown ---------------------------------------------------------------------

    def show_sheet(
        self, sheet: Sheet | None, reading: SheetReading, corrections: Mapping[Place, str]
    ) -> None:
        """Show a sheet with its reading and corrections."""
        self.beginResetModel()
        self._sheet, self._reading = sheet, reading
        self._corrections = dict(corrections)
        self._choose()
        self.endResetModel()

    def show_only(self, test: str) -> None:
        """Show ``all`` rows, those ``refused``, or those with problems (``told``)."""
        self.beginResetModel()
        self._test = test
        self._choose()
        self.endResetModel()

    def show_asked(self, places: frozenset[Place]) -> None:
        """Mark the cells that the question in view is about."""
        if places != self._asked:
            self._asked = places
            if self._shown:
                last = self.index(self.rowCount() - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)

    def _choose(self) -> None:
        numbers = self._sheet.numbers if self._sheet is not None else ()
        self._shown = [i for i, number in enumerate(numbers) if self._passes(number)]

    def _passes(self, number: int) -> bool:
        if self._test == "refused":
            return self._is_refused(number)
        if self._test == "told":
            return number in self._reading.problems
        return True

    def _is_refused(self, number: int) -> bool:
        """Return whether a row, or one of the tables in it, was not used."""
        return "refused" in self._reading.outcomes.get(number, {}).values()

    def counts(self) -> dict[str, int]:
        """Count the rows that were used, used with an assumption, and refused."""
        counts = dict.fromkeys(("used", "corrected", "refused"), 0)
        for of_row in self._reading.outcomes.values():
            for outcome in of_row.values():
                if outcome in counts:
                    counts[outcome] += 1
        return counts

    @property
    def corrections(self) -> dict[Place, str]:
        """The corrected cells."""
        return dict(self._corrections)

    def place(self, index: Index) -> Place | None:
        """Return the cell of the file that an index shows."""
        if not index.isValid() or index.column() == 0:
            return None
        return self.number(index.row()), column_letter(index.column() - 1)

    def number(self, row: int) -> int:
        """Return the number of a row in the file."""
        assert self._sheet is not None
        return self._sheet.numbers[self._shown[row]]

    def index_of(self, row: int, column: str | None) -> QModelIndex:
        """Return the index of a cell of the file; invalid if it is not shown."""
        if self._sheet is None or row not in self._sheet.numbers:
            return QModelIndex()
        at = self._sheet.numbers.index(row)
        if at not in self._shown:
            self.show_only("all")
        number = column_number(column) + 1 if column and column.isalpha() else 0
        return self.index(self._shown.index(at), min(number, self.columnCount() - 1))

    def cell_sentences(self, index: Index) -> str:
        """Return the sentences about a cell, or about its row."""
        problems = list(self._problems(index)) if index.isValid() else []
        if not problems and index.isValid():
            problems = self._reading.problems.get(self.number(index.row()), [])
        sentences = (messages.sentence(problem, self._language) for problem in problems)
        return " ".join(dict.fromkeys(s[:1].upper() + s[1:] for s in sentences))

    def fate(self, index: Index) -> str:
        """Return what became of a cell: ``by_hand``, a fate of the core, or nothing."""
        place = self.place(index)
        if place is None:
            return ""
        if place in self._corrections:
            return "by_hand"
        if self._reading.fates is None:
            return ""
        fate = self._reading.fates.fate_of(place[0] - 1, index.column() - 1)
        return "" if fate is None else str(fate.value)

    def is_asked(self, index: Index) -> bool:
        """Return whether the question in view is about a cell."""
        return self.place(index) in self._asked

    def _fate_word(self, index: Index) -> str:
        """Return the fate of a cell in the language of the reader."""
        word = fate_words().get(self.fate(index), "")
        if self.is_asked(index):
            asked = QCoreApplication.translate("Source", "hierover gaat de vraag")
            return f"{word}, {asked}" if word else asked
        return word

    def _problems(self, index: Index) -> Iterator[Problem]:
        letter = column_letter(index.column() - 1) if index.column() else None
        for problem in self._reading.problems.get(self.number(index.row()), ()):
            if problem.place.column == letter or (letter is None and not problem.place.column):
                yield problem

    # --- what Qt asks ----------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        width = self._sheet.width if self._sheet is not None else 0
        return 0 if parent.isValid() else width + 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def text(self, index: Index) -> str:
        """Return the text of a cell, as corrected."""
        if index.column() == 0:
            return self._outcome(index.row())
        place = self.place(index)
        if place in self._corrections:
            return self._corrections[place]
        return self._edited_text(index)

    def _edited_text(self, index: Index) -> str:
        assert self._sheet is not None
        cells = self._sheet.cells[self._shown[index.row()]]
        column = index.column() - 1
        return cells[column] if column < len(cells) else ""

    def _outcome(self, row: int) -> str:
        translate = QCoreApplication.translate
        number = self.number(row)
        if number in self._reading.headers:
            return translate("Source", "koppen")
        words = {
            "used": "✓ " + translate("Source", "gebruikt"),
            "corrected": "▲ " + translate("Source", "met aanname"),
            "refused": "✕ " + translate("Source", "niet gebruikt"),
            "title": translate("Source", "titel"),
            "total": translate("Source", "totaal"),
            "note": translate("Source", "opmerking"),
        }
        columns: dict[str, list[str]] = defaultdict(list)
        for column, outcome in self._reading.outcomes.get(number, {}).items():
            columns[words.get(outcome, "")].append(column)
        if len(columns) == 1:
            return next(iter(columns))
        # Name each of several tables in a row by the column where it begins.
        return ", ".join(f"{word} ({' '.join(at)})" for word, at in columns.items() if word)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answers = {
            Qt.ItemDataRole.DisplayRole: self.text,
            Qt.ItemDataRole.DecorationRole: self._icon,
            Qt.ItemDataRole.EditRole: self.text,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.BackgroundRole: self._background,
            Qt.ItemDataRole.ForegroundRole: self._foreground,
            Qt.ItemDataRole.FontRole: self._font,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
        }
        answer = answers.get(role)
        if answer is None or not index.isValid() or self._sheet is None:
            return None
        return answer(index)

    def _tip(self, index: Index) -> str:
        """Return the sentences about a cell; else its text, and what became of it."""
        parts = (self.text(index), self._fate_word(index))
        return tool_tip(self.cell_sentences(index) or ": ".join(part for part in parts if part))

    def _look(self, index: Index) -> str:
        """Return how a cell looks: a problem of its own goes before its fate."""
        if self.is_asked(index):
            return "asked"
        fate = self.fate(index)
        if fate != "by_hand":
            worst = max((_RANK[p.severity] for p in self._problems(index)), default=-1)
            if worst > 0:
                return "error" if worst == 2 else "warning"
        return fate

    def _font(self, index: Index) -> QFont | None:
        if self.number(index.row()) in self._reading.headers:
            return scaled_font("body", bold=True)
        fate = self.fate(index)
        return fate_font("asked" if self.is_asked(index) else fate)

    def _foreground(self, index: Index) -> QColor | None:
        return QColor(Theme.colors.muted) if self.fate(index) == "not_used" else None

    def _background(self, index: Index) -> QColor | None:
        if index.column() == 0 and self._is_refused(self.number(index.row())):
            return fate_color("error")
        return fate_color(self._look(index))

    def _icon(self, index: Index) -> QIcon | None:
        return fate_icon(self._look(index)) if index.column() else None

    def _spoken(self, index: Index) -> str:
        place = self.place(index)
        cell = f"{place[1]}{place[0]}" if place else str(self.number(index.row()))
        signs = [SIGNS[problem.severity] for problem in self._problems(index)]
        sentences = self.cell_sentences(index) if signs else ""
        parts = (self.text(index), self._fate_word(index), sentences)
        return f"{cell}: {'. '.join(part for part in parts if part)}".rstrip(" .")

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.number(section)) if section < len(self._shown) else ""
        if section == 0:
            return QCoreApplication.translate("Source", "Wat ermee gebeurt")
        meaning = self._reading.meanings.get(section - 1)
        letter = column_letter(section - 1)
        return f"{letter}  {meaning}" if meaning else letter

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        if text == self.text(index):
            return False
        if text == self._edited_text(index):
            self._corrections.pop(place, None)
        else:
            self._corrections[place] = text
        self.dataChanged.emit(index, index)
        self.corrected.emit()
        return True
