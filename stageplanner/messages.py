"""The sentences of the core, Dutch and English, looked up by code.

The sentences are in ``resources/messages/<room>.json`` as ``{code: {"nl": ..., "en": ...}}``;
``{name}`` in a sentence is filled from the values of the problem.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources

from stageplanner.formatting import format_day, format_number
from stageplanner.problems import Percentage, Place, Problem

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for entry in sorted(resources.files("resources").joinpath("messages").iterdir(), key=str):
        if entry.name.endswith(".json"):
            table.update(json.loads(entry.read_text(encoding="utf-8")))
    return table


def codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_table())


def text(code: str, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """Return the sentence of ``code`` in a language, its values filled in.

    Raises
    ------
    KeyError
        If the code has no sentence, or a value is missing.
    """
    sentence = _table()[code][language]
    shown = {name: _shown(name, value, language) for name, value in values.items()}
    return sentence.format_map(shown)


def is_text_of(code: str, written: str) -> bool:
    """Return whether something that was written is the sentence of ``code``, with any values."""
    return any(pattern.fullmatch(written) for pattern in _patterns(code))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """Return the sentence of a code in every language, with room for any values."""
    fixed = (re.split(r"\{[^}]*\}", sentence) for sentence in _table()[code].values())
    return tuple(re.compile(".+?".join(map(re.escape, parts)), re.DOTALL) for parts in fixed)


def _shown(name: str, value: object, language: str) -> object:
    is_counted = name in _COUNTED and not isinstance(value, Percentage)
    if is_counted and isinstance(value, float) and value.is_integer():
        value = int(value)  # weighted students are whole again nearly always
    return Count(value, is_counted, language) if type(value) is int else show(value, language)


#: Values that are counts and get a thousands separator; years and rows do not.
_COUNTED = frozenset(
    ("students", "places", "shortage", "left", "total", "placed", "counted", "whole", "of", "most",
     "companies", "leerbedrijven", "periods", "groups", "changes", "burden", "days", "place_days",
     "stage_days", "rows", "read", "used", "kept", "count",
     "taken", "removable", "least", "least_bound")
)  # fmt: skip


class Count:
    """A number with its noun: ``{changes:change|changes}`` is "1 change"."""

    __slots__ = ("is_counted", "language", "number")

    def __init__(self, number: int, is_counted: bool, language: str) -> None:
        self.number, self.is_counted, self.language = number, is_counted, language

    def __format__(self, words: str) -> str:
        if not words:
            return self._grouped() if self.is_counted else str(self.number)
        one, many = words.split("|")
        return f"{self._grouped()} {one if self.number == 1 else many}"

    def _grouped(self) -> str:
        return format_number(self.number, ",d", self.language)


def show(value: object, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a date, number or list as a reader of the language writes it."""
    if isinstance(value, date):
        return format_day(value, "d MMM y", language)
    if isinstance(value, Percentage):
        return percent(value, language)
    if isinstance(value, float):
        return format_number(value, ",g", language)
    if isinstance(value, Problem):
        return sentence(value, language)  # a phrase within a sentence
    if isinstance(value, (tuple, list, frozenset, set)):
        return ", ".join(show(item, language) for item in value)
    return str(value)


def percent(fraction: float | None, language: str, digits: int = 1) -> str:
    """Return a fraction as a percentage: ``0.843`` is ``84,3%``; ``None`` is a dash.

    A value of a problem is a :class:`~stageplanner.problems.Percentage` instead, since its language
    is not known yet.
    """
    if fraction is None:
        return "-"
    return f"{format_number(fraction * 100, f'.{digits}f', language)}%"


def where(place: Place, language: str = DEFAULT_LANGUAGE) -> str:
    """Return a place as a reader finds it: file, sheet, cell."""
    parts = [place.file] if place.file else []
    if place.sheet:
        parts.append(text("where_sheet", language, sheet=place.sheet))
    if place.row is not None and place.column:
        parts.append(text("where_cell", language, cell=f"{place.column}{place.row}"))
    elif place.row is not None:
        parts.append(text("where_row", language, row=place.row))
    elif place.column:
        parts.append(text("where_column", language, column=place.column))
    if place.period:
        parts.append(text("where_period", language, period=place.period))
    return ", ".join(parts)


def sentence(problem: Problem, language: str = DEFAULT_LANGUAGE) -> str:
    """Return what went wrong and how to cure it, without the place."""
    values: Mapping[str, object] = problem.values
    return text(problem.code, language, **values)


def lines(problems: Iterable[Problem], language: str = DEFAULT_LANGUAGE) -> list[str]:
    """Return a line per problem; the same problem in many rows of a sheet is one line."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        key = (place.file, place.sheet, place.period, sentence(problem, language))
        groups.setdefault(key, []).append(problem)
    texts: list[str] = []
    for group in groups.values():
        rows = sorted({p.place.row for p in group if p.place.row is not None})
        if len(rows) < 2:
            texts.extend(dict.fromkeys(line(problem, language) for problem in group))
            continue
        first = group[0].place
        sheet = where(Place(file=first.file, sheet=first.sheet, period=first.period), language)
        listed = text("where_rows", language, rows=_runs(rows))
        parts = [part for part in (sheet, listed) if part]
        texts.append(f"{', '.join(parts)}: {sentence(group[0], language)}")
    return texts


def _runs(rows: list[int]) -> str:
    """Return row numbers as people list them: ``4-12, 14, 16-20``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return ", ".join("-".join(str(end) for end in run) for run in runs)


def line(problem: Problem, language: str = DEFAULT_LANGUAGE) -> str:
    """Return one line for a list: the place, then the sentence."""
    place = where(problem.place, language)
    shown = sentence(problem, language)
    return f"{place}: {shown}" if place else shown
