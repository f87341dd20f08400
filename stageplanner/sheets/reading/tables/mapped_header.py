"""Find the table whose columns a person pointed out: by its headings, or by its columns.

Columns without a heading are named by their letter or number; such a table is recognised by the
kind of values in each of its columns.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.problems import column_letter, column_number
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.heading_match import SYNONYMS, guesses
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.workbook.grid import Row, Sheet, Value, as_text, is_blank

#: Fields that only one kind of table has.
_ONLY: Mapping[Kind, frozenset[Field]] = {
    kind: frozenset(fields)
    - frozenset(f for other, named in SYNONYMS.items() if other is not kind for f in named)
    for kind, fields in SYNONYMS.items()
}
_FIRST_ROWS = 400
#: Rows of data have at least this many cells; so many rows tell what a column holds.
_LEAST_CELLS, _LOOKED_AT = 3, 40
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DATED = re.compile(r"\d+\s?[-/.]\s?\d+|\d+ [a-z]{3}|(?:wk|week)")


def mapped_kinds(context: ReadContext) -> Mapping[str, Kind]:
    """Return the kind of the table with each signature of which a person mapped a column."""
    return {
        mapping.signature: Kind.PERIODS
        if mapping.kind in (Kind.PLAN, Kind.ANSWER)
        else Kind(mapping.kind)
        for mapping in reversed(context.mappings)
        if any(name for _, name in mapping.columns)
        and mapping.kind in set(Kind)
        and Kind(mapping.kind) not in (Kind.MIXED, Kind.UNKNOWN)
    }


def kind_of_fields(fields: Iterable[str], headings: Iterable[str]) -> Kind:
    """Return the kind of table that has some fields; other headings decide if these may be any."""
    wanted = {Field(name) for name in fields if name in set(Field)}
    for kind in (Kind.HOLIDAYS, Kind.CAPACITY, Kind.PERIODS):
        if wanted & _ONLY[kind]:
            return kind
    words = [normalise(heading) for heading in headings]
    fitting = {
        kind: len(wanted & SYNONYMS[kind].keys())
        + sum(bool(guesses(word, kind, fuzzy=False)) for word in words)
        for kind in (Kind.PERIODS, Kind.CAPACITY, Kind.HOLIDAYS)
    }
    return max(fitting, key=lambda kind: fitting[kind])


def row_with_headings(sheet: Sheet, wanted: Sequence[str]) -> tuple[int, int] | None:
    """Return the row that holds most of some headings, and how many; ``None`` if none does."""
    words = {normalise(heading) for heading in wanted}
    best: tuple[int, int] | None = None
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        found = words & {normalise(as_text(v)) for v in row if isinstance(v, str)}
        if found and (best is None or len(found) > best[1]):
            best = number, len(found)
    return best


def columns_without_headings(sheet: Sheet) -> tuple[int, tuple[int, ...]] | None:
    """Return the first row of data of a sheet and its columns; ``None`` if it has no rows of data.

    The rows above the first one are titles: they have fewer cells.
    """
    rows = [
        (number, [c for c, value in enumerate(row) if not is_blank(value)])
        for number, row in enumerate(sheet.rows[:_FIRST_ROWS])
    ]
    data = [(number, filled) for number, filled in rows if len(filled) >= _LEAST_CELLS]
    if not data:
        return None
    return data[0][0], tuple(sorted({column for _, filled in data for column in filled}))


def signature_without_headings(sheet: Sheet, first: int, columns: Iterable[int]) -> str:
    """Return a hash of a layout without headings: the kind of the values in each column."""
    rows = sheet.rows[first : first + _LOOKED_AT]
    kinds = [f"{column_letter(c)} {_kind_of_values(rows, c)}" for c in columns]
    return hashlib.sha256("|".join(("no headings", *kinds)).encode()).hexdigest()[:16]


def _kind_of_values(rows: Sequence[Row], column: int) -> str:
    """Return what most values of a column are: number, date or text."""
    values = [row[column] for row in rows if column < len(row) and not is_blank(row[column])]
    kinds = Counter(_kind_of_value(value) for value in values)
    return max(sorted(kinds), key=lambda kind: kinds[kind]) if kinds else ""


def _kind_of_value(value: Value) -> str:
    text = as_text(value).casefold()
    if isinstance(value, date) or _DATED.search(text):
        return "date"
    return "number" if _NUMBER.fullmatch(text) else "text"


def table_without_headings(sheet: Sheet, context: ReadContext) -> Table | None:
    """Return the table of a sheet without headings whose columns a person pointed out."""
    found = columns_without_headings(sheet) if context.mappings else None
    if found is None:
        return None
    first, columns = found
    signature = signature_without_headings(sheet, first, columns)
    kind = mapped_kinds(context).get(signature)
    mapping = next((m for m in context.mappings if m.signature == signature), None)
    if kind is None or mapping is None:
        return None
    fields = {column_named(name): Field(field) for name, field in mapping.columns if field}
    return Table(
        kind=kind,
        top=first,
        header=first - 1,
        bottom=len(sheet.rows),
        columns=tuple(
            ColumnUse(column=c, heading=column_letter(c), field=fields.get(c), confidence=1.0)
            for c in columns
        ),
        signature=signature,
        remembered=True,
    )


def column_named(name: str) -> int | None:
    """Return the column with a letter or a number: 0 for "A" and for "1"."""
    bare = name.strip(" :")
    if bare.isdecimal() and len(bare) <= 3:
        return int(bare) - 1
    return column_number(bare) if re.fullmatch(r"[A-Za-z]{1,2}", bare) else None


def mapping_without_headings(sheet: Sheet, fields: Mapping[str, str]) -> ColumnMapping | None:
    """Return the mapping of a sheet without headings; ``fields`` holds the field of a column.

    It is ``None`` if the sheet has no rows of data, or if a column has no value.
    """
    found = columns_without_headings(sheet)
    if found is None or any(column_named(name) not in found[1] for name in fields):
        return None
    signature = signature_without_headings(sheet, *found)
    return ColumnMapping(
        signature=signature,
        kind=kind_of_fields(fields.values(), ()).value,
        columns=tuple(fields.items()),
    )


def mapping_of_row(
    sheet: Sheet, row: int, signature: str, fields: Mapping[str, str]
) -> ColumnMapping:
    """Return the mapping of a heading row; ``fields`` holds the field of a normalised heading."""
    headings = [as_text(v) for v in sheet.rows[row] if not is_blank(v)]
    known = [h for h in headings if normalise(h) in fields]
    others = [h for h in headings if normalise(h) not in fields]
    kind = kind_of_fields((fields[normalise(h)] for h in known), others)
    return ColumnMapping(
        signature=signature,
        kind=kind.value,
        columns=tuple((h, fields[normalise(h)]) for h in known),
    )
