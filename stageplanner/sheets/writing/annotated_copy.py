"""A copy of a delivered workbook in which the cells with problems are marked.

The institution gets its file back with refused cells in red and assumptions in yellow, each with
a note on the problem and its cure. The delivered file is not changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages
from stageplanner.problems import Problem, Severity, column_number
from stageplanner.sheets.reading.result import Reading
from stageplanner.sheets.reading.workbook.file_type import Format, sniff
from stageplanner.sheets.reading.workbook.grid import Book, Value
from stageplanner.sheets.reading.workbook.load import load_book
from stageplanner.sheets.reading.workbook.reader_process import WORKER
from stageplanner.sheets.writing.page_layout import sheet_name
from stageplanner.sheets.writing.save import save_all

_COLOURS = {Severity.ERROR: "FF9999", Severity.WARNING: "FFE699", Severity.INFO: "DDEBF7"}
_RANK = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_MAX_CELLS = 400_000


def write_annotated(
    reading: Reading, target: Path, language: str = messages.DEFAULT_LANGUAGE
) -> Path:
    """Write a copy of the file that was read, with every problem marked at its cell.

    Of an .xlsx file the styles are copied too, of other formats the values only. The first
    sheet lists the problems.

    Returns
    -------
    Path
        The copy, always an .xlsx.
    """
    book = _copy_of(Path(reading.path))
    by_cell: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in reading.problems:
        place = problem.place
        if place.sheet in book.sheetnames and place.row is not None:
            column = column_number(place.column) if place.column else 0
            by_cell.setdefault((place.sheet, place.row, column + 1), []).append(problem)
    for (sheet, row, column), problems in by_cell.items():
        _mark(book[sheet], row, column, problems, language)
    _list_problems(book, reading, language)
    target = target.with_suffix(".xlsx")
    save_all({target.name: book}, target.parent)
    return target


def _copy_of(path: Path) -> Workbook:
    """Return the workbook itself if it is an .xlsx file and not too large, else its values."""
    sniffed = sniff(path)
    if sniffed.format is Format.XLSX:
        values = WORKER.load(path, sniffed)
        if sum(len(s.rows) * s.width for s in values.sheets) <= _MAX_CELLS:
            return load_workbook(path, keep_vba=False, keep_links=False)
        return _from_values(values)
    if sniffed.format in (Format.TEXT, Format.HTML, Format.CALENDAR):
        return _from_values(load_book(path, sniffed))
    return _from_values(WORKER.load(path, sniffed))


def _from_values(book: Book) -> Workbook:
    copy = Workbook()
    if copy.active is not None:
        copy.remove(copy.active)
    taken = set[str]()
    for sheet in book.sheets:
        target: Worksheet = copy.create_sheet(sheet_name(sheet.name, taken))
        for row, cells in enumerate(sheet.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None and value != "":
                    _put(target.cell(row, column), value)
    return copy


def _put(cell: object, value: Value) -> None:
    """Write a value; a text that begins like a formula stays text."""
    if isinstance(cell, Cell):
        cell.value = value
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
            cell.data_type = "s"
            cell.quotePrefix = True


def _mark(
    sheet: Worksheet, row: int, column: int, problems: Iterable[Problem], language: str
) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        cell = _top_left(sheet, row, column)
    worst = max((problem.severity for problem in problems), key=_RANK.index)
    cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
    lines = dict.fromkeys(messages.sentence(problem, language) for problem in problems)
    cell.comment = Comment("\n".join(lines), "StagePlanner", height=120, width=320)


def _top_left(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return the top left cell of the merged block that covers a cell."""
    for block in sheet.merged_cells.ranges:
        if block.min_row <= row <= block.max_row and block.min_col <= column <= block.max_col:
            cell = sheet.cell(block.min_row, block.min_col)
            if isinstance(cell, Cell):
                return cell
    raise ValueError(f"no cell at row {row}, column {column}")


def _list_problems(book: Workbook, reading: Reading, language: str) -> None:
    name = messages.text("import_report_sheet", language)
    while name in book.sheetnames:
        name += "_"
    sheet: Worksheet = book.create_sheet(name, 0)
    head = messages.text("import_report_columns", language).split("|")
    for column, text in enumerate(head, 1):
        _put(sheet.cell(1, column), text)
    for row, problem in enumerate(reading.problems, 2):
        place = problem.place
        cell = f"{place.column or ''}{place.row or ''}"
        values = (problem.severity.value, place.sheet or "", cell,
                  messages.sentence(problem, language))  # fmt: skip
        for column, value in enumerate(values, 1):
            _put(sheet.cell(row, column), value)
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[problem.severity])
    for letter, width in zip("ABCD", (10, 24, 8, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
