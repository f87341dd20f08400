"""Cut texts that no cell of a plan has, so that no cell makes a search take hours."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.problems import column_letter
from stageplanner.sheets.reading.workbook.grid import Book, Coded, Row, Sheet, Value

#: Signs of a text that are read. A search in a text may take the square of its length.
LONGEST_TEXT = 2_000


def without_long_texts(book: Book) -> Book:
    """Return a book in which no text is longer than is read, with a note on the first one.

    The cells of a sheet with coded columns are those of the columns.
    """
    sheets, notes = [], []
    for sheet in book.sheets:
        cut = _cut_columns(sheet) if sheet.coded else _cut_rows(sheet)
        if cut is not sheet:
            notes.append(("import_long_text", _first_long(sheet)))
        sheets.append(cut)
    return Book(sheets=tuple(sheets), notes=(*book.notes, *notes)) if notes else book


def _is_long(value: Value) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_TEXT


def _cut(value: Value) -> Value:
    return value[:LONGEST_TEXT] if isinstance(value, str) else value


def _cut_rows(sheet: Sheet) -> Sheet:
    if not any(any(map(_is_long, row)) for row in sheet.rows):
        return sheet
    rows: list[Row] = [
        [_cut(value) for value in row] if any(map(_is_long, row)) else row for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _cut_columns(sheet: Sheet) -> Sheet:
    if not any(any(map(_is_long, column.values)) for column in sheet.coded):
        return sheet
    coded = tuple(Coded(tuple(map(_cut, column.values)), column.codes) for column in sheet.coded)
    return replace(sheet, coded=coded)


def _first_long(sheet: Sheet) -> dict[str, object]:
    """Return where the first long text of a sheet is, and how long."""
    for number, column in enumerate(sheet.coded):
        for code, value in enumerate(column.values):
            if isinstance(value, str) and _is_long(value):
                row = int((column.codes == code).argmax())
                return _about(sheet.name, row, number, value)
    for row, cells in enumerate(sheet.rows):
        for number, value in enumerate(cells):
            if isinstance(value, str) and _is_long(value):
                return _about(sheet.name, row, number, value)
    raise ValueError("no long text")


def _about(sheet: str, row: int, column: int, value: str) -> dict[str, object]:
    return {
        "sheet": sheet,
        "cell": f"{column_letter(column)}{row + 1}",
        "signs": len(value),
        "most": LONGEST_TEXT,
    }
