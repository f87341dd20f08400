"""Recognise workbooks that StagePlanner wrote, and which of their sheets hold data."""

from __future__ import annotations

from collections.abc import Iterable

from stageplanner.sheets.columns import (
    ANSWER_COLUMNS,
    ID_COLUMN,
    SHEET_ANSWER,
    SHEET_CAPACITY,
    SHEET_HOLIDAYS,
    SHEET_PERIODS,
    SHEET_PLAN,
    TOKEN_COLUMN,
)
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet

#: The sheets of our own workbooks that hold data.
DATA_SHEETS = frozenset({SHEET_PLAN, SHEET_ANSWER, SHEET_PERIODS, SHEET_CAPACITY, SHEET_HOLIDAYS})

#: The heading is in one of the first rows; somebody may have added a title above it.
HEADING_WITHIN = 20

Parts = list[tuple[Sheet, tuple[Table, ...]]]


def data_tables(parts: Iterable[tuple[Sheet, Iterable[Table]]]) -> Parts:
    """Keep only the data tables of a workbook that StagePlanner wrote; of any other, keep all.

    StagePlanner wrote it if its sheet Plan or Antwoord has the column StagePlanner-id. Its other
    sheets show the same stage periods for printing.
    """
    tables = [(sheet, tuple(of_sheet)) for sheet, of_sheet in parts]
    if not is_app_workbook(sheet for sheet, _ in tables):
        return tables
    return [(sheet, of_sheet if sheet.name in DATA_SHEETS else ()) for sheet, of_sheet in tables]


def is_app_workbook(sheets: Iterable[Sheet]) -> bool:
    """Return whether StagePlanner wrote the workbook, so that other sheets only repeat its data."""
    return any(
        sheet.name in (SHEET_PLAN, SHEET_ANSWER)
        and any(ID_COLUMN.heading in row for row in sheet.rows[:HEADING_WITHIN])
        for sheet in sheets
    )


def refuse_round(book: Book, file: str) -> None:
    """Raise an error if the file holds answers to a round, which are no stage periods.

    Raises
    ------
    StagePlannerError
        A sheet has the columns of a round; the message names the command that reads it.
    """
    wanted = {TOKEN_COLUMN.heading, ANSWER_COLUMNS[0].heading}
    for sheet in book.sheets:
        for row in sheet.rows[:HEADING_WITHIN]:
            if wanted <= {value for value in row if isinstance(value, str)}:
                raise refusal("import_round_answers", file)
