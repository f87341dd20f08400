"""Find the heading rows of tables that were not recognised, for a person to map their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.read_file import load_plain
from stageplanner.sheets.reading.result import ReadTable
from stageplanner.sheets.reading.tables.find_tables import header_signature
from stageplanner.sheets.reading.tables.mapped_header import (
    mapping_of_row,
    mapping_without_headings,
    row_with_headings,
)
from stageplanner.sheets.reading.tables.sheet_parts import turned_sheets
from stageplanner.sheets.reading.unread_sheets import unread_table
from stageplanner.sheets.reading.workbook.grid import Sheet, is_blank

#: A single heading decides only in a row with at least this many cells.
_LEAST_CELLS = 3


def mappings_for(path: Path, fields: Mapping[str, str]) -> tuple[ColumnMapping, ...]:
    """Return a mapping for every sheet of a file that holds some headings.

    Parameters
    ----------
    path
        The file.
    fields
        The field of each heading; ``""`` leaves the column out.

    Returns
    -------
    tuple of ColumnMapping
        Of the row of each visible sheet with most of the headings, or of its column. In a sheet
        without headings the letters or numbers of columns are the headings.
    """
    wanted = {normalise(heading): name for heading, name in fields.items()}
    return tuple(
        mapping for sheet in _sheets(path) if (mapping := _mapping(sheet, wanted)) is not None
    )


def unread_tables(path: Path) -> tuple[ReadTable, ...]:
    """Return what looks like a table in each visible sheet of a file without a known heading."""
    tables = (unread_table(sheet) for sheet in _sheets(path))
    return tuple(table for table in tables if table is not None)


def _sheets(path: Path) -> Iterator[Sheet]:
    try:
        book = load_plain(path)
    except StagePlannerError:  # the import reports why
        return
    yield from (sheet for sheet in book.sheets if not sheet.hidden)


def _mapping(sheet: Sheet, wanted: Mapping[str, str]) -> ColumnMapping | None:
    words = dict.fromkeys(wanted, Field.REMARK)
    best: tuple[int, int, Sheet] | None = None
    for part in (sheet, *turned_sheets(sheet, words)):
        found = row_with_headings(part, [*wanted])
        if found is not None and (best is None or found[1] > best[1]):
            best = (*found, part)
    if best is None:
        return mapping_without_headings(sheet, wanted)
    row, count, part = best
    if count < min(2, len(wanted)) and sum(not is_blank(v) for v in part.rows[row]) < _LEAST_CELLS:
        return None
    return mapping_of_row(part, row, header_signature(part, row), wanted)
