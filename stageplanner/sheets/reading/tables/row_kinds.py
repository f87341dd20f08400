"""Classify the rows of a table as data, totals, titles or notes; fill blanks from above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stageplanner.domain.stage_period import folded_name
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.result import Kind, Outcome
from stageplanner.sheets.reading.tables.institution_and_year import known_in, leerjaar_in
from stageplanner.sheets.reading.tables.row_rules import identifying_columns, kind_of
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.programmes import codes_in, programmes_named
from stageplanner.sheets.reading.workbook.grid import Row, Sheet, Value, as_text, is_blank

#: Fields that describe a group; a blank cell below a filled one means "the same".
FILLED_DOWN = (
    Field.INSTITUTION, Field.BRIN, Field.LOCATION, Field.PROGRAMME_NAME, Field.PROGRAMME,
    Field.LEVEL, Field.LEERWEG, Field.YEAR, Field.REGION, Field.SCHOOL_YEAR,
)  # fmt: skip
#: Fields that another institution does not share.
OF_INSTITUTION = (Field.BRIN, Field.LOCATION, Field.REGION)
#: Fields that it does not share if their columns follow that of the institution; a list that begins
#: with the programme is ordered by it.
_BELOW_INSTITUTION = (Field.PROGRAMME_NAME, Field.PROGRAMME, Field.LEVEL, Field.YEAR)
_IDENTITY = (Field.GROUP, Field.STUDENTS)


@dataclass(slots=True)
class TableRow:
    """A row below a header: its values, and its outcome if it is no data.

    ``continued`` is set if the row adds a period to the group above. ``filled`` are the columns
    whose blank cell took its value from above.
    """

    row: int
    cells: Sequence[Value]
    skipped: Outcome | None = None
    continued: bool = False
    filled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a title between the rows gives for the rows below it."""

    institution: str | None = None
    programme: str | None = None
    year: int | None = None


def _patches(sheet: Sheet, table: Table) -> dict[int, list[tuple[int, int, Value]]]:
    """Return per row what merged blocks show in their cells: first and last column, value."""
    patches: dict[int, list[tuple[int, int, Value]]] = {}
    for merge in sheet.merges:
        if merge.bottom <= table.header or merge.top >= table.bottom:
            continue
        value = sheet.cell(merge.top, merge.left)
        if value is None or merge.top <= table.header:
            continue
        for row in range(merge.top, min(merge.bottom, table.bottom - 1) + 1):
            patches.setdefault(row, []).append((merge.left, merge.right, value))
    return patches


class RowClassifier:
    """Classifies the rows of a table from top to bottom, and fills blanks from above."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        columns = {use.field: use.column for use in table.columns if use.field}
        used = {use.column for use in table.columns if use.field}
        used |= {t.column for t in table.times} | table.codes.keys()
        # Our own sheets repeat every value on every row, so a blank means no value.
        self._is_app_workbook = table.kind in (Kind.PLAN, Kind.ANSWER)
        # A leerbedrijf takes nothing from the one above it.
        self._may_fill = not self._is_app_workbook and table.kind is not Kind.CAPACITY
        self._institution = columns.get(Field.INSTITUTION)
        first = len(columns) if self._institution is None else self._institution
        self._of_institution = [
            *(columns[f] for f in OF_INSTITUTION if f in columns),
            *(columns[f] for f in _BELOW_INSTITUTION if columns.get(f, -1) > first),
        ]
        self._sheet, self._table, self._used = sheet, table, used
        self._identifying = identifying_columns(table)
        self.patches = _patches(sheet, table)
        self.filled = [
            columns[f]
            for f in FILLED_DOWN
            if f in columns and self._may_fill and _is_grouped(sheet, table, columns[f])
        ]
        self.identity = [columns[f] for f in _IDENTITY if f in columns]
        self._names = [columns[f] for f in (Field.PROGRAMME, Field.PROGRAMME_NAME) if f in columns]
        self._above: dict[int, Value] = {}
        self.previous: Sequence[Value] | None = None

    def rows(self, start: int | None = None) -> Iterator[TableRow]:
        """Yield every row that is not empty, from ``start`` on (default: below the header)."""
        first = self._table.header + 1 if start is None else start
        for number in range(first, self._table.bottom):
            row = self.classify(number)
            if row is not None:
                yield row

    def classify(self, number: int) -> TableRow | None:
        """Return a row with its outcome; ``None`` if it is empty."""
        cells = self._cells(number)
        if (not cells or cells[0] is None or cells[0] == "") and all(map(is_blank, cells)):
            return None
        kind = kind_of(cells, self._identifying, self._used, self._table)
        if kind is not None:
            return TableRow(number, cells, kind)
        continued = not self._is_app_workbook and _continues(
            cells, self.identity, self._names, self.previous
        )
        wanted = [*self.filled, *(self.identity + self._names if continued else ())]
        if not wanted:
            self.previous = cells
            return TableRow(number, cells)
        if self._is_other_institution(cells):
            for column in self._of_institution:
                self._above.pop(column, None)
        above = dict(enumerate(self.previous)) if continued and self.previous else self._above
        result = _fill(cells, wanted, above, self._names)
        for column in self.filled:
            if column < len(result) and not is_blank(result[column]):
                self._above[column] = result[column]
        self.previous = result
        taken = tuple(
            c
            for c in dict.fromkeys(wanted)
            if not is_blank(result[c]) and (c >= len(cells) or is_blank(cells[c]))
        )
        return TableRow(number, result, None, continued, taken)

    def _is_other_institution(self, cells: Sequence[Value]) -> bool:
        """Return whether a row names another institution than the rows above it."""
        column, above = self._institution, self.previous
        if column is None or column >= len(cells) or is_blank(cells[column]) or not above:
            return False
        if column >= len(above) or above[column] == cells[column]:
            return False
        return folded_name(as_text(above[column])) != folded_name(as_text(cells[column]))

    def _cells(self, number: int) -> Row:
        """Return the cells of a row, with the value of a merged block in every cell of it."""
        cells = self._sheet.rows[number]
        patch = self.patches.get(number) if self.patches else None
        if not patch:
            return cells
        copied = list(cells)
        for left, right, value in patch:
            copied += [None] * (right + 1 - len(copied))
            copied[left : right + 1] = [value] * (right + 1 - left)
        return copied


def table_rows(sheet: Sheet, table: Table) -> Iterator[TableRow]:
    """Yield every row of a table that is not empty, classified as data, title, total or note."""
    return RowClassifier(sheet, table).rows()


def _is_grouped(sheet: Sheet, table: Table, column: int) -> bool:
    """Return whether a column is filled once per block of rows, and blank in the others."""
    blank = filled = 0
    above: Value = None
    for row in range(table.header + 1, min(table.bottom, table.header + 400)):
        value = sheet.cell(row, column)
        if is_blank(value):
            above = None
            if any(not is_blank(v) for v in sheet.rows[row]):
                if not filled:
                    return False
                blank += 1
        else:
            if value == above:
                return False
            above = value
            filled += 1
    return blank > 0 and blank >= 0.15 * (blank + filled)


def _continues(
    cells: Sequence[Value],
    identity: list[int],
    names: list[int],
    previous: Sequence[Value] | None,
) -> bool:
    """Return whether a row only adds a period to the group above it."""
    if previous is None or not identity:
        return False
    first = identity[0]
    if first < len(cells) and cells[first] is not None and cells[first] != "":
        return False
    return all(c >= len(cells) or is_blank(cells[c]) for c in (*identity, *names))


def _fill(
    cells: Sequence[Value], wanted: list[int], above: dict[int, Value], names: list[int]
) -> Sequence[Value]:
    if not wanted:
        return cells
    result = list(cells)
    result += [None] * (max(wanted) + 1 - len(result))
    named = any(not is_blank(result[c]) for c in names if c < len(result))
    for column in wanted:
        if is_blank(result[column]) and not (named and column in names):
            result[column] = above.get(column)
    return result


def read_section(
    cells: Sequence[Value], known: tuple[str, ...], before: Section, school_year: int | None = None
) -> Section:
    """Return the institution, programme and year in a title row; else those of the title before."""
    text = " ".join(dict.fromkeys(as_text(v) for v in cells if not is_blank(v)))
    institution = known_in(text, known) or before.institution
    year = leerjaar_in([text], school_year)
    bare = re.sub(r"\b(?:leerjaar|lj|jaar)\s?[1-4]\b", " ", text.casefold())
    programme = text if codes_in(text) or programmes_named(bare) else None
    if programme is not None:
        return Section(institution=institution, programme=programme, year=year)
    return Section(institution=institution, programme=before.programme, year=year or before.year)
