"""BRIN codes: two codes are two institutions, one code is one whatever its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.values.same_name import plain_name
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text

_BRIN = re.compile(r"(\d\d[A-Z]{2})(?:[ -]?\d\d)?")


def brin_in(text: str) -> str:
    """Return the BRIN in a text, without the number of a location; ``""`` if it holds none."""
    match = _BRIN.fullmatch(text.strip().upper())
    return match.group(1) if match else ""


@dataclass(frozen=True, slots=True)
class Brins:
    """The BRIN of every institution, by its plain name; names by BRIN of those of the region."""

    codes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def institution_of(self, code: str) -> str | None:
        """Return the institution of the region with a BRIN; ``None`` if it has none."""
        return self.names.get(code) if code else None

    def is_other(self, name: str, code: str) -> bool:
        """Return whether an institution has another BRIN than this one."""
        known = self.codes.get(plain_name(name), "")
        return bool(code and known and code != known)


def has_brins(sheet: Sheet, table: Table) -> bool:
    """Return whether a table has a column of BRIN codes."""
    column = table.of(Field.BRIN)
    rows = range(table.header + 1, min(table.bottom, table.header + 6))
    return column is not None and any(brin_in(as_text(sheet.cell(row, column))) for row in rows)


def brins_of(
    sheet: Sheet, table: Table, known: Mapping[str, str], institution: str | None
) -> Brins:
    """Return the BRIN codes of the region, and the first of every institution in a table.

    Parameters
    ----------
    sheet, table
        The table.
    known
        The BRIN of the institutions of the region.
    institution
        The institution of rows that name none.
    """
    codes = {plain_name(name): brin_in(code) for name, code in known.items() if brin_in(code)}
    names = {brin_in(code): name for name, code in known.items() if brin_in(code)}
    columns = Columns(table)
    column = columns.of(Field.BRIN)
    if column is None:
        return Brins(codes, names)
    seen: dict[tuple[Value, Value], None] = {}
    name_column = columns.of(Field.INSTITUTION)
    for row in sheet.rows[table.header + 1 : table.bottom]:
        if column < len(row) and row[column]:
            given = row[name_column] if name_column is not None and name_column < len(row) else ""
            seen[given, row[column]] = None
    for given, code in dict.fromkeys((as_text(a), as_text(b)) for a, b in seen):
        if brin_in(code):
            codes.setdefault(plain_name(given or institution or ""), brin_in(code))
    return Brins(codes, names)
