"""Split a sheet into parts: side-by-side tables are separated, transposed tables are turned.

A part is a sheet whose :class:`~stageplanner.sheets.reading.workbook.grid.View` maps every cell
back to where a person sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stageplanner.problems import column_letter
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.corner_labels import (
    corner_label,
    corner_labels,
    has_weeks_below,
    is_corner,
)
from stageplanner.sheets.reading.tables.find_tables import find_tables
from stageplanner.sheets.reading.tables.header_kind import UserFields, user_fields
from stageplanner.sheets.reading.tables.heading_match import SYNONYMS, guesses
from stageplanner.sheets.reading.tables.headless_holidays import headless_holidays
from stageplanner.sheets.reading.tables.mapped_header import table_without_headings
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.grid import (
    Merge,
    Row,
    Sheet,
    Value,
    View,
    as_text,
    is_blank,
)

Part = tuple[Sheet, tuple[Table, ...]]

#: A transposed table has its headings in one of the first columns, and is not large.
_LABEL_COLUMNS = 3
_MOST_TURNED = 600
_LEAST_LABELS = 3


def parts_of(sheet: Sheet, context: ReadContext) -> tuple[Part, ...]:
    """Return the parts of a sheet with their tables; usually one part, the sheet itself."""
    tables = find_tables(sheet, context)
    if not tables and (mapped := table_without_headings(sheet, context)) is not None:
        return ((sheet, (mapped,)),)
    if tables:
        blocks = _side_by_side(sheet, tables[0], context)
        if blocks:
            return blocks
    if any(is_complete(table) for table in tables):
        return ((sheet, tables),)
    for turned in turned_sheets(sheet, _known_labels(context)):
        tables_upright = find_tables(turned, context)
        if any(is_complete(table) for table in tables_upright):
            return ((turned, tables_upright),)
    listed = headless_holidays(sheet) if not tables else None
    return ((sheet, tables if listed is None else (listed,)),)


def _known_labels(context: ReadContext) -> UserFields:
    """Return the user's words for columns, and the headings that a person mapped."""
    known = set(Field)
    mapped = {
        normalise(heading): Field(name)
        for mapping in context.mappings
        for heading, name in mapping.columns
        if name in known
    }
    return {**mapped, **user_fields(context)}


def is_complete(table: Table) -> bool:
    """Return whether a table has the columns without which no row of it can be used."""
    fields = {use.field for use in table.columns}
    if table.kind is Kind.CAPACITY:
        offered = fields & {Field.PLACES, Field.ACCREDITED, Field.MONDAY} or table.codes
        return bool(fields & {Field.ID, Field.NAME} and offered)
    if table.kind is Kind.HOLIDAYS:
        return True
    dated = table.times or fields & {Field.START, Field.SPAN}
    has_students = Field.STUDENTS in fields or table.codes or table.holds_students
    return bool(has_students and dated)


# ---------------------------------------------------------------- side by side


def _side_by_side(sheet: Sheet, first: Table, context: ReadContext) -> tuple[Part, ...]:
    """Return the parts of a sheet with tables side by side; none if there is one table.

    An empty column between two tables is stronger evidence than a repeated heading.
    """
    for cuts in (_after_gaps(sheet, first), _at_headings_again(sheet, first)):
        blocks = _blocks(sheet, first.top, cuts, context) if cuts else []
        if len(blocks) > 1:
            parts = [_block(sheet, first.top, blocks, k) for k in range(len(blocks))]
            return tuple((part, find_tables(part, context)) for part in parts)
    return ()


def _blocks(
    sheet: Sheet, top: int, cuts: Sequence[int], context: ReadContext
) -> list[tuple[int, int]]:
    """Return the columns of each table; none unless every block is a table by itself."""
    blocks: list[tuple[int, int]] = []
    complete: list[bool] = []
    for left, right in zip((0, *cuts), (*cuts, sheet.width), strict=True):
        is_table = _is_table(sheet, top, left, right, context)
        # A block that is no table joins the table before it; the first block joins the next.
        if blocks and not (is_table and complete[-1]):
            blocks[-1] = (blocks[-1][0], right)
            complete[-1] = _is_table(sheet, top, *blocks[-1], context)
        else:
            blocks.append((left, right))
            complete.append(is_table)
    return blocks if all(complete) else []


def _is_table(sheet: Sheet, top: int, left: int, right: int, context: ReadContext) -> bool:
    part = _block(sheet, top, [(left, right)], 0)
    return any(is_complete(table) for table in find_tables(part, context))


def _after_gaps(sheet: Sheet, first: Table) -> tuple[int, ...]:
    """Return the columns that follow a column without values below the first header."""
    filled = [any(not is_blank(v) for v in column) for column in _columns(sheet, first.top)]
    return tuple(
        column
        for column in range(1, len(filled))
        if filled[column] and not filled[column - 1] and any(filled[:column])
    )


def _at_headings_again(sheet: Sheet, first: Table) -> tuple[int, ...]:
    """Return the columns at which the first heading of a header is repeated."""
    heads = [normalise(as_text(v)) for v in sheet.rows[first.header]]
    start = next((k for k, head in enumerate(heads) if head), 0)
    again = range(start + _LEAST_LABELS, len(heads))
    return tuple(column for column in again if heads[column] and heads[column] == heads[start])


def _columns(sheet: Sheet, top: int) -> Iterator[Iterable[Value]]:
    for column in range(sheet.width):
        yield (row[column] for row in sheet.rows[top:] if column < len(row))


def _block(sheet: Sheet, top: int, blocks: Sequence[tuple[int, int]], k: int) -> Sheet:
    """Build the part of one block: its columns, and the titles above that belong to it."""
    left, right = blocks[k]

    def inside(column: int) -> bool:
        return left <= column < right

    def shown(number: int, row: Row) -> Row:
        cut = [None] * left + list(row[left:right])
        if number >= top:
            return cut
        titled = sum(any(not is_blank(v) for v in row[a:b]) for a, b in blocks)
        return cut if titled > 1 else row

    begin = next(
        (c for c in range(left, right) if any(not is_blank(v) for v in _column(sheet, c, top))),
        left,
    )
    return replace(
        sheet,
        rows=[shown(number, row) for number, row in enumerate(sheet.rows)],
        merges=tuple(m for m in sheet.merges if m.bottom < top or inside(m.left)),
        fills={at: fill for at, fill in sheet.fills.items() if inside(at[1])},
        faults={at: fault for at, fault in sheet.faults.items() if inside(at[1])},
        coded=(),
        view=View(block=column_letter(begin)),
    )


def _column(sheet: Sheet, column: int, top: int) -> Iterator[Value]:
    return (sheet.cell(row, column) for row in range(top, len(sheet.rows)))


# ---------------------------------------------------------------- transposed


def turned_sheets(sheet: Sheet, user_words: UserFields) -> Iterator[Sheet]:
    """Yield the transposed sheet for each of its first columns that holds headings."""
    if len(sheet.rows) > _MOST_TURNED or sheet.width > _MOST_TURNED:
        return
    for column in range(min(_LABEL_COLUMNS, sheet.width)):
        first = _first_label(sheet, column, user_words)
        if first is not None:
            yield _with_corner_labels(_upright(sheet, first), first + column)


def _first_label(sheet: Sheet, column: int, user_words: UserFields) -> int | None:
    """Return the row where the headings in a column begin; ``None`` if there are too few."""
    for kind in SYNONYMS:
        rows = [
            row
            for row in range(len(sheet.rows))
            if isinstance(label := sheet.cell(row, column), str)
            and (normalise(label) in user_words or guesses(normalise(label), kind, fuzzy=False))
            and any(not is_blank(v) for v in sheet.rows[row][column + 1 :])
        ]
        if len(rows) >= _LEAST_LABELS or (rows and has_weeks_below(sheet, rows[-1], column)):
            return _first_corner(sheet, rows[0], column)
    return None


def _first_corner(sheet: Sheet, row: int, column: int) -> int:
    """Return the first of the rows above a label whose first cell is a corner without a label.

    What such a row holds must be plain: leerjaren, programmes, or above weeks the groups.
    """
    has_weeks = has_weeks_below(sheet, row, column)
    taken = {
        normalise(label)
        for k in range(row, len(sheet.rows))
        if isinstance(label := sheet.cell(k, column), str)
    }
    while row and is_corner(sheet.cell(row - 1, column)):
        values = [v for v in sheet.rows[row - 1][column + 1 :] if not is_blank(v)]
        label = corner_label(values, taken) if len(values) > 1 else None
        if label is None or (label == "Groep" and not has_weeks):
            return row
        taken.add(normalise(label))
        row -= 1
    return row


def _with_corner_labels(sheet: Sheet, header: int) -> Sheet:
    """Return a turned sheet in which every corner above the weeks has the heading that fits."""
    labels = corner_labels(sheet.rows[header], sheet.rows[header + 1 :])
    heads = [labels.get(column, value) for column, value in enumerate(sheet.rows[header])]
    rows = list(sheet.rows)
    rows[header] = heads
    return replace(sheet, rows=rows)


def _upright(sheet: Sheet, first: int) -> Sheet:
    """Swap rows and columns from a row on; the rows above it are titles and stay."""
    below = sheet.rows[first:]
    columns = [[sheet.cell(first + k, c) for k in range(len(below))] for c in range(sheet.width)]

    def turned(row: int, column: int) -> tuple[int, int]:
        return (row, column) if row < first else (first + column, row - first)

    def turned_merge(merge: Merge) -> Merge:
        (top, left), (bottom, right) = turned(merge.top, merge.left), turned(
            merge.bottom, merge.right
        )  # fmt: skip
        return Merge(top=top, left=left, bottom=bottom, right=right)

    return replace(
        sheet,
        rows=[*sheet.rows[:first], *columns],
        hidden_rows=frozenset(first + c for c in sheet.hidden_columns),
        hidden_columns=frozenset(r - first for r in sheet.hidden_rows if r >= first),
        merges=tuple(
            turned_merge(m) for m in sheet.merges if (m.top < first) == (m.bottom < first)
        ),
        fills={turned(*at): fill for at, fill in sheet.fills.items()},
        faults={turned(*at): fault for at, fault in sheet.faults.items()},
        struck=frozenset(turned(*at) for at in sheet.struck),
        coded=(),
        view=View(turned_at=first),
    )
