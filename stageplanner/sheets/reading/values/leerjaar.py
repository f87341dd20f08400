"""Read a leerjaar or niveau that may name several: "2 en 3", "2/3", "1 t/m 3"."""

from __future__ import annotations

import re
from datetime import date

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, warning
from stageplanner.sheets.reading.values.leftover import (
    not_understood,
    put_aside,
    words_left,
)
from stageplanner.sheets.reading.values.numbers import (
    YEAR_WORDS,
    is_unknown,
    parse_level,
    parse_year,
)
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_DIGIT = re.compile(
    r"(?<!\d)([1-6])(?!\d)(?:\s?(?:e|de|ste|st|nd|rd|th)(?![^\W_]))?(?:[a-f](?![^\W_]))?"
)
_RANGE = re.compile(r"(?<!\d)([1-6])e?\s*(?:t/m|tot en met|tot|-|–|to)\s*([1-6])(?!\d)")
_COHORT = re.compile(r"(?<!\d)(20\d\d)(?:\s*[-/]\s*(?:20)?(\d\d))?(?!\d)")
_JOINING = re.compile(r"(?<![^\W_])(?:en|and|of|or|t/m|tot|to|met|dan wel)(?![^\W_])")


def read_year(value: Value, school_year: int | None) -> Parsed[int | None]:
    """Read the leerjaar of a cell; the first of several is used with a warning."""
    used = parse_year(value, school_year)
    if used is not None and (used > _LAST_YEAR or _is_level(value)):
        return Parsed(None)
    if used is None or isinstance(value, (int, float, date)):
        return Parsed(used)
    text = as_text(value).casefold()
    cohorts = [match.group() for match in _COHORT.finditer(text)]
    rest = _COHORT.sub(" ", text)
    named = [] if cohorts else _named(rest)
    rest = _DIGIT.sub(" ", rest) if not cohorts else rest
    rest = re.sub(rf"\b(?:{'|'.join(YEAR_WORDS)})(?:jaars?\b|\b)", " ", rest)
    notes: list[Note] = []
    others = [str(year) for year in named if year != used] or cohorts[1:]
    if others:
        notes.append(
            warning("import_more_years", Field.YEAR, value=as_text(value), used=used, others=others)
        )
    rest = _JOINING.sub(" ", rest) if others else rest
    if left := words_left(rest, "year"):
        notes.append(put_aside(Field.YEAR, as_text(value), left, used))
    return Parsed(used, tuple(notes))


#: An opleiding of the mbo lasts at most four years.
_LAST_YEAR = 4
_LEVEL_WORD = re.compile(r"\bniv(?:eau)?\b")
_YEAR = re.compile(r"jaar|jrs?\b|\blj\b|year|cohort")


def _is_level(value: Value) -> bool:
    """Return whether a cell names a niveau and no leerjaar."""
    text = as_text(value).casefold()
    return _LEVEL_WORD.search(text) is not None and _YEAR.search(text) is None


def _named(text: str) -> list[int]:
    """Return the leerjaren that a text names, those inside a range too."""
    if spread := _RANGE.search(text):
        low, high = int(spread.group(1)), int(spread.group(2))
        if low < high:
            return list(range(low, high + 1))
    found = (w.removesuffix("jaars") for w in re.findall(r"[a-z]+", text))
    words = [YEAR_WORDS[w] for w in found if w in YEAR_WORDS]
    return list(dict.fromkeys([*(int(d) for d in _DIGIT.findall(text)), *words]))


_LEVEL = re.compile(r"(?<!\d)[1-4](?!\d)|entree\w*")
_LEVELS_RANGE = re.compile(r"([1-4])\s*(?:t/m|tot en met|-|–|tot|tm)\s*([1-4])")
_ALL_LEVELS = re.compile(r"\balle?\b|\ballemaal\b|\ball\b")


def levels_in(value: Value) -> tuple[int, ...] | None:
    """Return the niveaus that a cell names: "3, 4", "2 t/m 4", "niveau 3/4"; ``None`` if none."""
    text = as_text(value).casefold()
    if spread := _LEVELS_RANGE.search(text):
        low, high = int(spread.group(1)), int(spread.group(2))
        if low <= high:
            return tuple(range(low, high + 1))
    levels = {1 if found.startswith("e") else int(found) for found in _LEVEL.findall(text)}
    return tuple(sorted(levels)) or None


def read_levels(value: Value) -> Parsed[tuple[int, ...] | None]:
    """Read the niveaus that a leerbedrijf takes; ``None`` if it takes all or says nothing.

    Words that are not read make it a question: they may limit what it takes.
    """
    text = as_text(value).casefold()
    if not text or is_unknown(value):
        return Parsed(None)
    levels = levels_in(value)
    rest = _LEVELS_RANGE.sub(" ", text, count=1) if levels is not None else text
    rest = _JOINING.sub(" ", _LEVEL.sub(" ", rest))
    left = words_left(_ALL_LEVELS.sub(" ", rest) if levels is None else rest, "level")
    if left:
        return Parsed(None, (not_understood(Field.LEVELS, as_text(value), left),))
    return Parsed(levels)


def level_notes(value: Value) -> tuple[Note, ...]:
    """Return warnings if a cell names no niveau, several of which the first is used, or more."""
    if not isinstance(value, str) or not value.strip() or is_unknown(value):
        return ()
    used, levels = parse_level(value), levels_in(value) or ()
    if used is None:
        return (warning("import_bad_level", Field.LEVEL, value=value),)
    notes: list[Note] = []
    others = [level for level in levels if level != used]
    if others:
        notes.append(
            warning("import_more_levels", Field.LEVEL, value=value, used=used, others=others)
        )
    rest = _LEVEL.sub(" ", value.casefold())
    if left := words_left(_JOINING.sub(" ", rest) if others else rest, "level"):
        notes.append(put_aside(Field.LEVEL, value, left, used))
    return tuple(notes)
