"""Report a sheet without a recognised table: what stands in it, and the ways to have it read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from stageplanner.problems import Place, StagePlannerError
from stageplanner.sheets.columns import (
    CAPACITY_COLUMNS,
    HOLIDAY_COLUMNS,
    PERIOD_COLUMNS,
    Column,
    Field,
    normalise,
)
from stageplanner.sheets.reading.result import ColumnGuess, Kind, ReadTable
from stageplanner.sheets.reading.tables.find_tables import signature_of
from stageplanner.sheets.reading.tables.heading_match import SYNONYMS
from stageplanner.sheets.reading.tables.holiday_columns import names_holiday
from stageplanner.sheets.reading.tables.listed_periods import listed_periods
from stageplanner.sheets.reading.tables.mapped_header import (
    columns_without_headings,
    signature_without_headings,
)
from stageplanner.sheets.reading.tables.user_synonyms import user_synonyms_file
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, Value, as_text, is_blank

#: A heading is looked for in the first rows, and values in as many rows below it.
_FIRST_ROWS = 60
_LOOKED_BELOW = 5
_LEAST_COLUMNS = 3

_COMPANIES = re.compile(
    r"\b(?:leerbedrij\w*|erkend\w*|erkenning\w*|capaciteit|plekken|plaatsen|praktijkopleiders?)\b"
)
#: Short texts that hold a number, a day or a week; a telephone number is none.
_VALUE = re.compile(r"^(?!.*\d{7})(?=.*\d).{1,25}$")

#: Headings of groups of students, which no other kind of file has.
_OF_GROUPS = frozenset(
    word
    for wanted in (Field.STUDENTS, Field.YEAR, Field.GROUP)
    for word in SYNONYMS[Kind.PERIODS][wanted]
) - frozenset(word for words in SYNONYMS[Kind.CAPACITY].values() for word in words)

#: Per kind of file the headings that suffice.
_HEADINGS: Mapping[Kind, tuple[tuple[Column, ...], tuple[Field, ...]]] = {
    Kind.PERIODS: (
        PERIOD_COLUMNS,
        (Field.PROGRAMME_NAME, Field.YEAR, Field.GROUP, Field.STUDENTS, Field.START, Field.END,
         Field.DAYS),
    ),
    Kind.CAPACITY: (
        CAPACITY_COLUMNS,
        (Field.ID, Field.NAME, Field.ACCREDITED, Field.PLACES, Field.AVAILABLE_FROM),
    ),
    Kind.HOLIDAYS: (
        HOLIDAY_COLUMNS, (Field.INSTITUTION, Field.HOLIDAY, Field.START, Field.END),
    ),
}  # fmt: skip


def no_header_refusal(book: Book, file: str) -> StagePlannerError:
    """Build the error for a file in which no heading is recognised; it quotes the fullest row."""
    names = [name for name, _ in listed_periods(book)]
    if names:
        return refusal("import_only_periods", file, names=list(dict.fromkeys(names)))
    sheet = next((s for s in book.sheets if not s.hidden and s.rows), book.sheets[0])
    failure = refusal("import_no_header", file, **no_header_values(sheet))
    failure.problem = replace(failure.problem, place=Place(file=file, sheet=sheet.name))
    return failure


def no_header_values(sheet: Sheet) -> dict[str, object]:
    """Return the values of the problem that a sheet has no recognised heading."""
    head = heading_row(sheet)
    seen: list[str] = []
    for row in (sheet.rows[head],) if head is not None else sheet.rows[:30]:
        texts = [as_text(v) for v in row if not is_blank(v)]
        if len(texts) > len(seen):
            seen = texts
    columns, fields = _HEADINGS[likely_kind(sheet)]
    headings = [column.heading for column in columns if column.field in fields]
    return {
        "seen": [text[:30] for text in seen[:8]] or ["-"],
        "headings": headings,
        "path": str(user_synonyms_file()),
    }


def likely_kind(sheet: Sheet) -> Kind:
    """Return what a sheet seems to hold, by the words in it."""
    texts = [*_texts(sheet)]
    if any(normalise(text) in _OF_GROUPS for text in texts):
        return Kind.PERIODS
    holidays = sum(names_holiday(text) for text in texts)
    if holidays >= 2 or any("vakantie" in normalise(text) for text in (sheet.name, *texts[:3])):
        return Kind.HOLIDAYS
    words = normalise(" ".join((sheet.name, *texts)))
    return Kind.CAPACITY if _COMPANIES.search(words) else Kind.PERIODS


def _texts(sheet: Sheet) -> Iterator[str]:
    for row in sheet.rows[:_FIRST_ROWS]:
        yield from (as_text(v) for v in row if isinstance(v, str) and 0 < len(v) <= 60)


def heading_row(sheet: Sheet) -> int | None:
    """Return the row that looks most like the headings of a table; ``None`` if none does."""
    best, most = None, _LEAST_COLUMNS - 1
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        filled = [c for c, v in enumerate(row) if not is_blank(v)]
        texts = {normalise(as_text(row[c])) for c in filled}
        words = [c for c in filled if isinstance(row[c], str) and not _is_value(row[c])]
        if len(texts) < len(filled) or len(words) < max(0.8 * len(filled), _LEAST_COLUMNS):
            continue
        if len(filled) > most and _has_values_below(sheet, number, filled):
            best, most = number, len(filled)
    return best


def _has_values_below(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Return whether a row below has values, among them a number, a day or a week."""
    for below in range(row + 1, min(row + 1 + _LOOKED_BELOW, len(sheet.rows))):
        values = [sheet.cell(below, c) for c in columns]
        filled = [v for v in values if not is_blank(v)]
        if 2 * len(filled) >= len(columns) and any(map(_is_value, filled)):
            return True
    return False


def holds_data(sheet: Sheet) -> bool:
    """Return whether a sheet has several rows of data, with headings or without."""
    rows = 0
    for row in sheet.rows[:_FIRST_ROWS]:
        filled = [v for v in row if not is_blank(v)]
        rows += len(filled) >= _LEAST_COLUMNS and any(map(_is_value, filled))
    return rows > 1


def _is_value(value: Value) -> bool:
    return not isinstance(value, str) or bool(_VALUE.match(value.strip()))


def _table_without_headings(sheet: Sheet) -> ReadTable | None:
    """Return a table whose columns have only a letter, for a person to point them out."""
    found = columns_without_headings(sheet)
    if found is None:
        return None
    first, columns = found
    rows = sheet.rows[first : first + _LOOKED_BELOW]
    return ReadTable(
        sheet=sheet.name,
        kind=likely_kind(sheet),
        header_row=0,
        signature=signature_without_headings(sheet, first, columns),
        institution=None,
        columns=tuple(
            ColumnGuess(
                column=sheet.view.column_name(c),
                heading=sheet.view.column_name(c),
                field=None,
                confidence=0.0,
                samples=tuple(as_text(row[c]) for row in rows if c < len(row))[:3],
            )
            for c in columns
        ),
    )


def unread_table(sheet: Sheet, row: int | None = None) -> ReadTable | None:
    """Return a table whose headings mean nothing yet, for a person to point out its columns."""
    head = heading_row(sheet) if row is None else row
    if head is None:
        return _table_without_headings(sheet) if holds_data(sheet) else None
    texts = [as_text(v) if not is_blank(v) else "" for v in sheet.rows[head]]
    below = range(head + 1, min(head + 1 + _LOOKED_BELOW, len(sheet.rows)))
    return ReadTable(
        sheet=sheet.name,
        kind=likely_kind(sheet),
        header_row=head + 1,
        signature=signature_of(texts),
        institution=None,
        columns=tuple(
            ColumnGuess(
                column=sheet.view.column_name(c),
                heading=text,
                field=None,
                confidence=0.0,
                samples=tuple(as_text(v) for r in below if (v := sheet.cell(r, c)) is not None)[:3],
            )
            for c, text in enumerate(texts)
            if text
        ),
    )
