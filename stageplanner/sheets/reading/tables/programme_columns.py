"""Read tables of leerbedrijven with a column per programme: an x or a number in its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, info, warning
from stageplanner.sheets.reading.values.numbers import is_unknown, parse_count
from stageplanner.sheets.reading.values.programmes import code_list, codes_in
from stageplanner.sheets.reading.workbook.grid import Value, as_text, is_blank

_MARK = re.compile(r"^(?:x|v|ja|yes|j|y|[✓✔✗☑●•])$")
_NO_MARK = re.compile(r"^(?:nee|no|n|0+|-+)$")


@dataclass(frozen=True, slots=True)
class Pool:
    """Places that are reserved for some programmes; ``None`` if another column holds them."""

    accredited: tuple[str, ...]
    places: int | None = None


def code_columns(texts: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
    """Return the columns of a header that name a programme, with their crebos, if at least two."""
    columns = {column: codes for column, text in enumerate(texts) if (codes := _codes_of(text))}
    return columns if len(columns) >= 2 else {}


def _codes_of(heading: str) -> tuple[str, ...]:
    known = code_list()
    codes = codes_in(heading)
    if len(codes) == 1:
        dossier = known.by_dossier.get(codes[0])
        return tuple(p.crebo for p in dossier) if dossier else codes
    if codes or not heading:
        return ()
    return tuple(p.crebo for p in known.by_name.get(normalise(heading), ()))


def read_pools(
    cells: Sequence[Value], columns: Mapping[int, tuple[str, ...]], total: int | None
) -> Parsed[tuple[Pool, ...]]:
    """Read the pools of a row: one of all its marked programmes, or one per number.

    A number is the number of places for that programme alone. If the total of the row is less
    than the sum of its numbers, the places are shared and the total holds for all.
    """
    marked: list[str] = []
    counted: list[tuple[tuple[str, ...], int]] = []
    notes: list[Note] = []
    for column, codes in columns.items():
        value = cells[column] if column < len(cells) else None
        text = as_text(value).casefold()
        if is_blank(value) or _NO_MARK.match(text):
            continue
        if value is True or _MARK.match(text) or is_unknown(value):
            marked += codes
            continue
        count = parse_count(value, Field.ACCREDITED)
        notes += [note for note in count.notes if note not in notes]
        if count.value:
            counted.append((codes, count.value))
    every = tuple(dict.fromkeys([*marked, *(code for codes, _ in counted for code in codes)]))
    if not counted:
        return Parsed((Pool(every),) if every else (), tuple(notes))
    given = sum(count for _, count in counted)
    if total is not None and all(count == 1 for _, count in counted) and total != given:
        return Parsed((Pool(every),), tuple(notes))  # here a 1 is a mark, like an x
    if total is not None and total < given:
        notes.append(info("import_places_shared", Field.PLACES, total=total, given=given))
        return Parsed((Pool(every),), tuple(notes))
    pools = [Pool(codes, count) for codes, count in counted]
    if marked:
        notes.append(warning("import_mark_without_places", Field.ACCREDITED, codes=marked))
    if total is not None and total > given:
        notes.append(warning("import_places_left", Field.PLACES, total=total, given=given))
    return Parsed(tuple(pools), tuple(notes))
