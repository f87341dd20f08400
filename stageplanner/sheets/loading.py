"""Any spreadsheet file as a :class:`~stageplanner.sheets.grid.Book`: the part that runs apart.

Values come from calamine, ten times faster than openpyxl; a file calamine will not take is
tried with openpyxl. Native code can die on what nobody foresaw, so
:mod:`stageplanner.sheets.worker` runs this in a process of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from stageplanner.problems import StagePlannerError
from stageplanner.sheets import limits
from stageplanner.sheets.delimited import load_text
from stageplanner.sheets.grid import Book, Merge, Row, Sheet, Value
from stageplanner.sheets.sniff import Format, Sniffed, refuse, too_large
from stageplanner.sheets.xlsx_parts import Extras, read_extras

Corners = tuple[tuple[int, int], tuple[int, int]]


def load_book(path: Path, sniffed: Sniffed) -> Book:
    """Read every sheet of a file that passed :func:`stageplanner.sheets.sniff.sniff`.

    Raises
    ------
    StagePlannerError
        The file is damaged, locked or too large.
    """
    notes: tuple[tuple[str, Mapping[str, object]], ...] = tuple((n, {}) for n in sniffed.notes)
    if sniffed.format is Format.TEXT:
        book = load_text(path)
    elif sniffed.format is Format.HTML:
        from stageplanner.sheets.html_table import load_html

        book = load_html(path)
    else:
        book = _load_workbook(path, sniffed.format)
    return Book(sheets=book.sheets, notes=(*notes, *book.notes))


def _load_workbook(path: Path, kind: Format) -> Book:
    extras: dict[str, Extras] = {}
    if kind is Format.XLSX:
        extras = read_extras(path)
    elif kind is Format.ODS:
        from stageplanner.sheets.ods_parts import read_ods_extras

        extras = read_ods_extras(path)
    try:
        return _load_calamine(path, extras)
    except StagePlannerError:
        raise
    except Exception as problem:
        if "password" in str(problem).casefold():
            raise refuse("import_encrypted", path.name) from None
        if kind is not Format.XLSX:
            raise refuse("import_damaged", path.name, reason=str(problem)[:80]) from None
    try:
        return _load_openpyxl(path, extras)
    except StagePlannerError:
        raise
    except Exception as problem:
        raise refuse("import_damaged", path.name, reason=str(problem)[:80]) from None


def _load_calamine(path: Path, extras: Mapping[str, Extras]) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with path.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
        sheets = []
        for about in workbook.sheets_metadata[: limits.MAX_SHEETS]:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.total_height > limits.MAX_ROWS or sheet.total_width > limits.MAX_COLUMNS:
                raise too_large(path.name, sheet.total_height, sheet.total_width)
            rows = sheet.to_python(skip_empty_area=False)
            hidden = about.visible is not SheetVisibleEnum.Visible
            merged = sheet.merged_cell_ranges or ()
            sheets.append(_sheet(about.name, rows, hidden, extras.get(about.name), merged))
    return Book(sheets=tuple(sheets))


def _sheet(
    name: str,
    rows: Sequence[Row],
    hidden: bool,
    extras: Extras | None,
    merged: Sequence[Corners] = (),
) -> Sheet:
    """Put values and extras together; ``merged`` serves where there are no extras."""
    found = extras or Extras()
    merges = tuple(found.merges)
    if extras is None:
        merges = tuple(Merge(top=a, left=b, bottom=c, right=d) for (a, b), (c, d) in merged)
    return Sheet(
        name=name,
        rows=rows,
        hidden=hidden,
        hidden_rows=frozenset(found.hidden_rows),
        hidden_columns=frozenset(found.hidden_columns),
        merges=merges,
        fills=found.fills,
        faults=found.faults,
    )


def _load_openpyxl(path: Path, extras: Mapping[str, Extras]) -> Book:
    """Read with openpyxl, without styles: the second opinion on a file calamine refuses."""
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sheets = []
    for sheet in workbook.worksheets[: limits.MAX_SHEETS]:
        sheet.reset_dimensions()
        rows = []
        for row in sheet.iter_rows(values_only=True):
            rows.append(cast("list[Value]", list(row)))
            if len(rows) > limits.MAX_ROWS:
                raise too_large(path.name, len(rows), len(row))
        hidden = sheet.sheet_state != "visible"
        sheets.append(_sheet(sheet.title, rows, hidden, extras.get(sheet.title)))
    workbook.close()
    return Book(sheets=tuple(sheets))
