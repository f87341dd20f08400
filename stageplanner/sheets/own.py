"""Our own workbooks: which of their sheets are data, and which repeat them on paper."""

from __future__ import annotations

from collections.abc import Iterable

from stageplanner.sheets.columns import (
    SHEET_ANSWER,
    SHEET_CAPACITY,
    SHEET_HOLIDAYS,
    SHEET_PERIODS,
    SHEET_PLAN,
    Field,
)
from stageplanner.sheets.grid import Sheet
from stageplanner.sheets.reading import Kind
from stageplanner.sheets.tables import Table

#: The sheets of our own workbooks that are made to be read back.
DATA_SHEETS = frozenset({SHEET_PLAN, SHEET_ANSWER, SHEET_PERIODS, SHEET_CAPACITY, SHEET_HOLIDAYS})

Found = list[tuple[Sheet, tuple[Table, ...]]]


def data_tables(found: Iterable[tuple[Sheet, Iterable[Table]]]) -> Found:
    """Of a workbook we wrote, keep the tables made to be read back; of others, all of them.

    Ours is one whose sheet Plan or Antwoord has the column StagePlanner-id: its other sheets
    show the same stage periods for people to print.
    """
    tables = [(sheet, tuple(of_sheet)) for sheet, of_sheet in found]
    is_own = any(
        sheet.name in (SHEET_PLAN, SHEET_ANSWER)
        and table.kind in (Kind.PLAN, Kind.ANSWER)
        and any(use.field is Field.ID for use in table.columns)
        for sheet, of_sheet in tables
        for table in of_sheet
    )
    if not is_own:
        return tables
    return [(sheet, of_sheet if sheet.name in DATA_SHEETS else ()) for sheet, of_sheet in tables]
