"""Parse hours a week and hours a day: "16 uur (2x8)", "24-32", "7,5 uur per dag"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed, error, warning
from stageplanner.sheets.reading.values.leftover import not_understood, words_left
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:uur|u\.?)?\s*(?:-|–|—|à|a|/|tot|t/m|of|to)\s*({_NUMBER})")
_PRODUCT = re.compile(
    rf"({_NUMBER})\s*(?:x|×|\*|(?:dagen|dag|dgn|days?)\s*(?:van|à|a|x|of)?)\s*({_NUMBER})"
)
_PER_DAY = re.compile(r"\bper dag\b|\bp/d\b|/\s?d(?:ag)?\b|\bp\.d\.|\ba day\b|\bper day\b")
_DAYS = re.compile(rf"({_NUMBER})\s*(?:hele\s+)?(?:dagen|dag|dgn|dg|days?|d)\b")
_MOST_A_WEEK, _MOST_A_DAY = 60, 24
_HALF_AN_HOUR = 0.5
#: Hours of one day that a number of days beside them may imply.
_LEAST_OF_A_DAY, _MOST_OF_A_DAY = 3, 12


@lru_cache(maxsize=4096, typed=True)
def parse_week_hours(value: Value) -> Parsed[float | None]:
    """Parse hours a week; of a range the highest. Hours a day are refused."""
    return _hours(value, Field.HOURS_PER_WEEK, "hours", _MOST_A_WEEK)


@lru_cache(maxsize=4096, typed=True)
def parse_day_hours(value: Value) -> Parsed[float | None]:
    """Parse hours a day; of a range the highest."""
    return _hours(value, Field.HOURS_PER_DAY, "hours_per_day", _MOST_A_DAY)


def _hours(value: Value, at: Field, kind: str, most: int) -> Parsed[float | None]:
    shown = as_text(value)
    if not shown or is_unknown(value) or isinstance(value, (bool, date)):
        return Parsed(None)
    if isinstance(value, (int, float)):
        return Parsed(float(value) if 0 < value <= most else None)
    text = shown.casefold()
    if at is Field.HOURS_PER_WEEK and _PER_DAY.search(text):
        return Parsed(None, (error("import_hours_a_day", at, value=shown),))
    return _in_text(text, shown, at, kind, most)


def _in_text(text: str, shown: str, at: Field, kind: str, most: int) -> Parsed[float | None]:
    product = _PRODUCT.search(text) if at is Field.HOURS_PER_WEEK else None
    made = _float(product.group(1)) * _float(product.group(2)) if product else None
    rest = text[: product.start()] + " " + text[product.end() :] if product else text
    spread = _RANGE.search(rest)
    if spread and _float(spread.group(1)) < _float(spread.group(2)) <= most:
        rest = rest[: spread.start()] + " " + rest[spread.end() :]
        used = _float(spread.group(2))
        notes = (warning("import_range", at, value=shown, used=f"{used:g}"),)
        return _checked(used, made, rest, shown, at, kind, notes)
    number = re.search(rf"(?<![\d.,])({_NUMBER})(?![\d.,]*\d)(?!\s*(?:dagen|dag|dgn|days?|d)\b)", rest)
    if number is None and made is None:
        return Parsed(None, (not_understood(at, shown, shown),))
    if number is not None:
        rest = rest[: number.start()] + " " + rest[number.end() :]
    used = _float(number.group(1)) if number else made or 0.0
    return _checked(used, made, rest, shown, at, kind, ())


def _checked(
    used: float, made: float | None, rest: str, shown: str, at: Field, kind: str, notes: tuple  # type: ignore[type-arg]
) -> Parsed[float | None]:
    """Check that a product or a number of days beside the hours agrees with them."""
    if days := _DAYS.search(rest):
        count = _float(days.group(1))
        if count and _LEAST_OF_A_DAY <= used / count <= _MOST_OF_A_DAY:
            rest = rest[: days.start()] + " " + rest[days.end() :]
    left = words_left(rest, kind)
    if made is not None and abs(made - used) >= _HALF_AN_HOUR:
        left = f"{left} {shown}".strip()
    if left:
        return Parsed(None, (not_understood(at, shown, left),))
    return Parsed(used, notes)


def _float(text: str) -> float:
    return float(text.replace(",", "."))
