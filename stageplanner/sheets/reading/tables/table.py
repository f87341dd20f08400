"""A table found in a sheet: of which kind it is, where it stands, what its columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.week_columns import TimeColumn
from stageplanner.sheets.reading.workbook.grid import Picked, Value, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What one column of a table is taken to hold."""

    column: int
    heading: str
    field: Field | None
    confidence: float
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a sheet: header rows ``top`` .. ``header``, data below up to ``bottom``.

    ``times`` and ``codes`` are columns that stand for a week or period, or for a programme;
    ``holds_students`` tells that numbers of students stand under the periods.
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

    def of(self, wanted: Field) -> int | None:
        """The column of a field, the first where it stands several times."""
        return next((c.column for c in self.columns if c.field is wanted), None)

    def heading(self, wanted: Field) -> str:
        """The heading of a field's first column."""
        return next((c.heading for c in self.columns if c.field is wanted), "")


class Columns:
    """The first column of every field of a table, and the cells of a row by field."""

    __slots__ = ("_by_field", "_shared")

    def __init__(self, table: Table) -> None:
        self._by_field: dict[Field, int] = {}
        for use in table.columns:
            if use.field is not None:
                self._by_field.setdefault(use.field, use.column)
        self._shared = table.shared

    def of(self, wanted: Field) -> int | None:
        """The column of a field; ``None`` where it has none."""
        return self._by_field.get(wanted)

    def has(self, wanted: Field) -> bool:
        """Tell whether a field has a column."""
        return wanted in self._by_field

    def covers(self, wanted: Field) -> bool:
        """Tell whether a column says it, or the title above the table."""
        return wanted in self._by_field or wanted in self._shared

    def picked(self, wanted: Iterable[Field]) -> Picked:
        """The cells of those of some fields that have a column, as one key."""
        return Picked([self._by_field[f] for f in wanted if f in self._by_field])

    def value_of(self, cells: Sequence[Value], wanted: Field) -> Value:
        """The value of a field in a row; ``None`` where it is blank."""
        column = self._by_field.get(wanted)
        if column is None or column >= len(cells):
            return None
        value = cells[column]
        return None if is_blank(value) else value

    def cell(self, cells: Sequence[Value], wanted: Field) -> Value:
        """The value of a field in a row, else what the title above the table says of all rows."""
        value = self.value_of(cells, wanted)
        return self._shared.get(wanted) if value is None else value
