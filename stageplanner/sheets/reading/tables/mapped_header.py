"""Find the headings of a table whose columns a person pointed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.heading_match import SYNONYMS, guesses
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text, is_blank

#: Fields that only one kind of table has.
_ONLY: Mapping[Kind, frozenset[Field]] = {
    kind: frozenset(fields)
    - frozenset(f for other, named in SYNONYMS.items() if other is not kind for f in named)
    for kind, fields in SYNONYMS.items()
}
_FIRST_ROWS = 400


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
