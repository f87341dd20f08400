"""Our own workbooks: which of their sheets are data, and which repeat them on paper."""

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

#: The sheets of our own workbooks that are made to be read back.
DATA_SHEETS = frozenset({SHEET_PLAN, SHEET_ANSWER, SHEET_PERIODS, SHEET_CAPACITY, SHEET_HOLIDAYS})

#: The heading stands in one of the first rows, also after somebody put a title above it.
HEADING_WITHIN = 20

Found = list[tuple[Sheet, tuple[Table, ...]]]


def data_tables(found: Iterable[tuple[Sheet, Iterable[Table]]]) -> Found:
    """Of a workbook we wrote, keep the tables made to be read back; of others, all of them.

    Ours is one whose sheet Plan or Antwoord has the column StagePlanner-id: its other sheets
    show the same stage periods for people to print.
    """
    tables = [(sheet, tuple(of_sheet)) for sheet, of_sheet in found]
    is_own = any(
        sheet.name in (SHEET_PLAN, SHEET_ANSWER)
        and any(ID_COLUMN.heading in row for row in sheet.rows[:HEADING_WITHIN])
        for sheet, _ in tables
    )
    if not is_own:
        return tables
    return [(sheet, of_sheet if sheet.name in DATA_SHEETS else ()) for sheet, of_sheet in tables]


def refuse_round(book: Book, file: str) -> None:
    """Refuse a party's answers to a round: they are no delivery of stage periods.

    Raises
    ------
    StagePlannerError
        A sheet has the columns of a round; says where it is to be read.
    """
    wanted = {TOKEN_COLUMN.heading, ANSWER_COLUMNS[0].heading}
    for sheet in book.sheets:
        for row in sheet.rows[:HEADING_WITHIN]:
            if wanted <= {value for value in row if isinstance(value, str)}:
                raise refusal("import_round_answers", file)
