"""A table found in a sheet: of which kind it is, where it stands, what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading import Kind
from stageplanner.sheets.weeks_across import (
    TimeColumn,
)


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
    """A table in a sheet: header rows ``top`` .. ``header``, data below up to ``bottom``."""

    kind: Kind
    top: int
    header: int
    bottom: int
    columns: tuple[ColumnUse, ...]
    times: tuple[TimeColumn, ...] = ()
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    signature: str = ""
    remembered: bool = False
    shared: Mapping[Field, str] = field(default_factory=dict)

    def of(self, wanted: Field) -> int | None:
        """The column of a field, the first where it stands several times."""
        return next((c.column for c in self.columns if c.field is wanted), None)

    def heading(self, wanted: Field) -> str:
        """The heading of a field's first column."""
        return next((c.heading for c in self.columns if c.field is wanted), "")
