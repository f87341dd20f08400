"""A table found in a sheet: its kind, its position and the fields of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.week_columns import TimeColumn
from stageplanner.sheets.reading.workbook.grid import Picked, Sheet, Value, as_text, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """The field that one column of a table is taken to hold.

    ``assumed`` is set if its heading does not surely name the field. ``rivals`` are the headings of
    other columns that name it as well.
    """

    column: int
    heading: str
    field: Field | None
    confidence: float
    index: int = 0
    assumed: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a sheet: header rows ``top`` .. ``header``, data below up to ``bottom``.

    ``times`` are columns that stand for a week or period, ``codes`` columns that stand for a
    programme. ``holds_students`` is set if the cells under the periods are numbers of students.
    """

    kind: Kind
    top: int
    header: int
    bottom: int
    columns: tuple[ColumnUse, ...]
    times: tuple[TimeColumn, ...] = ()
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    holds_students: bool = False
    signature: str = ""
    remembered: bool = False
    shared: Mapping[Field, str] = field(default_factory=dict)

    @property
    def has_header(self) -> bool:
        """Whether a row of headings stands above the data."""
        return self.header >= self.top

    @property
    def note_row(self) -> int:
        """The row that a note about a column points at: the header, else the first row."""
        return self.header if self.has_header else self.top

    def of(self, wanted: Field) -> int | None:
        """Return the first column of a field; ``None`` if it has none."""
        return next((c.column for c in self.columns if c.field is wanted), None)

    def heading(self, wanted: Field) -> str:
        """Return the heading of the first column of a field."""
        return next((c.heading for c in self.columns if c.field is wanted), "")


#: Labels are looked for in this many rows above a table.
_LABEL_ROWS = 40


def texts_above(sheet: Sheet, table: Table) -> Iterator[list[str]]:
    """Yield the texts of each row above a table."""
    for row in sheet.rows[: min(table.top, _LABEL_ROWS)]:
        yield [as_text(value) for value in row if not is_blank(value)]


#: A row of titles over columns is among this many rows above the headings.
_TITLE_ROWS = 3


def titles_over_columns(sheet: Sheet, table: Table) -> Mapping[int, str]:
    """Return the title over each column, of a row of titles over repeated columns of dates.

    A title holds for the columns up to the next one: a school year, or a region, over
    "van" and "t/m".
    """
    dated = [use for use in table.columns if use.field in (Field.START, Field.SPAN)]
    if len(dated) < 2:
        return {}
    for number in range(table.header - 1, max(table.top - _TITLE_ROWS, 0) - 1, -1):
        texts = [(c, as_text(v)) for c, v in enumerate(sheet.rows[number]) if not is_blank(v)]
        first = min(use.column for use in table.columns)
        over = [(column, text) for column, text in texts if column > first]
        if len({text for _, text in over}) > 1:
            ends = [column for column, _ in over[1:]] + [sheet.width]
            return {
                column: text
                for (begin, text), end in zip(over, ends, strict=True)
                for column in range(begin, end)
            }
    return {}


class Columns:
    """The first column of every field of a table, and access to the cells of a row by field."""

    __slots__ = ("_by_field", "_shared")

    def __init__(self, table: Table) -> None:
        self._by_field: dict[Field, int] = {}
        for use in table.columns:
            if use.field is not None:
                self._by_field.setdefault(use.field, use.column)
        self._shared = table.shared

    def of(self, wanted: Field) -> int | None:
        """Return the column of a field; ``None`` if it has none."""
        return self._by_field.get(wanted)

    def has(self, wanted: Field) -> bool:
        """Return whether a field has a column."""
        return wanted in self._by_field

    def covers(self, wanted: Field) -> bool:
        """Return whether a column or the title above the table gives a field."""
        return wanted in self._by_field or wanted in self._shared

    def picked(self, wanted: Iterable[Field]) -> Picked:
        """Return a picker of the cells of some fields, of those that have a column."""
        return Picked([self._by_field[f] for f in wanted if f in self._by_field])

    def value_of(self, cells: Sequence[Value], wanted: Field) -> Value:
        """Return the value of a field in a row; ``None`` if it is blank."""
        column = self._by_field.get(wanted)
        if column is None or column >= len(cells):
            return None
        value = cells[column]
        return None if is_blank(value) else value

    def cell(self, cells: Sequence[Value], wanted: Field) -> Value:
        """Return the value of a field in a row, else the value in the title above the table."""
        value = self.value_of(cells, wanted)
        return self._shared.get(wanted) if value is None else value
