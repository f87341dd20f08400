"""Load any spreadsheet file as a :class:`.Book`; this part runs in the reader process.

Values come from calamine, which is ten times faster than openpyxl; a workbook that calamine
refuses is tried with openpyxl. Native code can crash on unforeseen input, so
:mod:`stageplanner.sheets.reading.workbook.reader_process` runs this in a separate process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from stageplanner.problems import StagePlannerError
from stageplanner.sheets.reading.pause_gc import LARGE
from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.column_codes import in_columns
from stageplanner.sheets.reading.workbook.file_type import Format, Sniffed, refusal, size_refusal
from stageplanner.sheets.reading.workbook.grid import Book, Merge, Sheet, Value
from stageplanner.sheets.reading.workbook.long_texts import without_long_texts
from stageplanner.sheets.reading.workbook.ods_extras import read_ods_extras
from stageplanner.sheets.reading.workbook.struck_xls import struck_cells
from stageplanner.sheets.reading.workbook.text_file import load_text
from stageplanner.sheets.reading.workbook.xlsx_extras import Extras, read_extras


def load_book(path: Path, sniffed: Sniffed) -> Book:
    """Read every sheet of a file, whose type :func:`.file_type.sniff` has checked.

    A large sheet of a workbook may come as coded columns without rows:
    :func:`stageplanner.sheets.reading.workbook.column_codes.unpack` restores the rows.

    Raises
    ------
    StagePlannerError
        The file is damaged, locked or too large.
    """
    notes: tuple[tuple[str, Mapping[str, object]], ...] = tuple((n, {}) for n in sniffed.notes)
    if sniffed.format is Format.TEXT:
        book = load_text(path)
    elif sniffed.format is Format.CALENDAR:
        from stageplanner.sheets.reading.workbook.calendar_file import load_calendar

        book = load_calendar(path)
    elif sniffed.format is Format.HTML:
        from stageplanner.sheets.reading.workbook.html_table import load_html

        book = load_html(path)
    else:
        book = _load_workbook(path, sniffed.format)
    return without_long_texts(Book(sheets=book.sheets, notes=(*notes, *book.notes)))


def _load_workbook(path: Path, kind: Format) -> Book:
    try:
        return _load_calamine(path)
    except StagePlannerError:
        raise
    except Exception as problem:
        if "password" in str(problem).casefold():
            raise refusal("import_encrypted", path.name) from None
        if kind is not Format.XLSX:
            raise refusal("import_damaged", path.name, reason=str(problem)[:80]) from None
    try:
        return _load_openpyxl(path)
    except StagePlannerError:
        raise
    except Exception as problem:
        raise refusal("import_damaged", path.name, reason=str(problem)[:80]) from None


def _load_calamine(path: Path) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with path.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
        sheets = []
        for about in workbook.sheets_metadata[: size_limits.MAX_SHEETS]:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if (
                sheet.total_height > size_limits.MAX_ROWS
                or sheet.total_width > size_limits.MAX_COLUMNS
            ):
                raise size_refusal(path.name, sheet.total_height, sheet.total_width)
            empty = Sheet(
                name=about.name,
                rows=(),
                hidden=about.visible is not SheetVisibleEnum.Visible,
                merges=tuple(
                    Merge(top=a, left=b, bottom=c, right=d)
                    for (a, b), (c, d) in sheet.merged_cell_ranges or ()
                ),
            )
            # iter_rows() drops the empty columns before the first filled one.
            if sheet.total_height >= LARGE and sheet.start is not None and not sheet.start[1]:
                sheets.append(in_columns(empty, sheet.iter_rows()))
            else:
                sheets.append(replace(empty, rows=sheet.to_python(skip_empty_area=False)))
        return Book(sheets=tuple(sheets), notes=_unread_sheets(len(workbook.sheets_metadata)))


def read_parts(path: Path, kind: Format) -> dict[str, Extras]:
    """Read hidden rows, colours and formulas, which a value reader does not return; by sheet name.

    Raises
    ------
    StagePlannerError
        A sheet is too large for a value reader.
    """
    try:
        if kind is Format.XLSX:
            return read_extras(path)
        if kind is Format.XLS:
            return {name: Extras(struck=cells) for name, cells in struck_cells(path).items()}
        return read_ods_extras(path) if kind is Format.ODS else {}
    except StagePlannerError:
        raise
    except Exception:  # the value reader reports what is wrong with the file
        return {}


def with_extras(book: Book, extras: Mapping[str, Extras]) -> Book:
    """Return a book of values with its extras."""
    return replace(
        book, sheets=tuple(_sheet_with_extras(s, extras.get(s.name)) for s in book.sheets)
    )


def _sheet_with_extras(sheet: Sheet, extras: Extras | None) -> Sheet:
    if extras is None:
        return sheet
    return replace(
        sheet,
        hidden_rows=frozenset(extras.hidden_rows),
        hidden_columns=frozenset(extras.hidden_columns),
        merges=tuple(extras.merges) or sheet.merges,
        fills=extras.fills,
        faults=extras.faults,
        struck=frozenset(extras.struck),
    )


def _load_openpyxl(path: Path) -> Book:
    """Read a workbook that calamine refuses with openpyxl, without styles."""
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sheets = []
    for sheet in workbook.worksheets[: size_limits.MAX_SHEETS]:
        sheet.reset_dimensions()
        rows = []
        for row in sheet.iter_rows(values_only=True):
            rows.append(cast("list[Value]", list(row)))
            if len(rows) > size_limits.MAX_ROWS:
                raise size_refusal(path.name, len(rows), len(row))
        hidden = sheet.sheet_state != "visible"
        sheets.append(Sheet(name=sheet.title, rows=rows, hidden=hidden))
    workbook.close()
    return Book(sheets=tuple(sheets), notes=_unread_sheets(len(workbook.worksheets)))


def _unread_sheets(count: int) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Return a note on the sheets that are left out because there are too many."""
    most = size_limits.MAX_SHEETS
    return (("import_too_many_sheets", {"count": count, "most": most}),) if count > most else ()
