"""Parse hours a week and hours a day: "16 uur (2x8)", "24-32", "7,5 uur per dag"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed, error, warning
from stageplanner.sheets.reading.values.leftover import not_understood, words_left
from stageplanner.sheets.reading.values.numbers import decimal_of, is_unknown
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:uur|u\.?)?\s*(?:-|–|—|à|a|/|tot|t/m|of|to)\s*({_NUMBER})")
_PRODUCT = re.compile(
    rf"({_NUMBER})\s*(?:x|×|\*|(?:dagen|dag|dgn|days?)\s*(?:van|à|a|x|of)?)\s*({_NUMBER})"
)
_PER_DAY = re.compile(r"\bper dag\b|\bp/d\b|/\s?d(?:ag)?\b|\bp\.d\.|\ba day\b|\bper day\b")
_DAYS = re.compile(rf"({_NUMBER})\s*(?:hele\s+)?(?:dagen|dag|dgn|dg|days?|d)\b")
_FIRST_NUMBER = re.compile(
    rf"(?<![\d.,])({_NUMBER})(?![\d.,]*\d)(?!\s*(?:dagen|dag|dgn|days?|d)\b)"
)
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


def _hours(  # noqa: PLR0911 one return per spelling
    value: Value, at: Field, kind: str, most: int
) -> Parsed[float | None]:
    shown = as_text(value)
    if not shown or is_unknown(value) or isinstance(value, (bool, date)):
        return Parsed(None)
    if isinstance(value, (int, float)):
        return _too_many(at, shown) if value > most else Parsed(float(value) if value > 0 else None)
    text = shown.casefold()
    is_weekly = at is Field.HOURS_PER_WEEK
    if is_weekly and _PER_DAY.search(text):
        return Parsed(None, (error("import_hours_a_day", at, value=shown),))
    product = _PRODUCT.search(text) if is_weekly else None
    made = decimal_of(product.group(1)) * decimal_of(product.group(2)) if product else None
    rest = _without(text, product)
    spread = _RANGE.search(rest)
    if spread and not decimal_of(spread.group(1)) < decimal_of(spread.group(2)) <= most:
        spread = None
    number = spread or _FIRST_NUMBER.search(rest)
    if number is None and made is None:
        return Parsed(None, (not_understood(at, shown, shown),))
    used = decimal_of(number.groups()[-1]) if number else made or 0.0
    left = words_left(_without_days(_without(rest, number), used), kind)
    if not left and used > most:
        return _too_many(at, shown)
    if left or (made is not None and abs(made - used) >= _HALF_AN_HOUR):
        return Parsed(None, (not_understood(at, shown, left or shown),))
    if spread:
        return Parsed(used, (warning("import_range", at, value=shown, used=f"{used:g}"),))
    return Parsed(used)


def _too_many(at: Field, shown: str) -> Parsed[float | None]:
    """Put aside more hours than a week or day has: they are those of a whole stage."""
    return Parsed(None, (warning("import_too_many_hours", at, value=shown),))


def _without(text: str, match: re.Match[str] | None) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}" if match else text


def _without_days(rest: str, hours: float) -> str:
    """Blank out a number of days that agrees with the hours: "32 uur (4 dagen)"."""
    days = _DAYS.search(rest)
    count = decimal_of(days.group(1)) if days else 0
    fits = count > 0 and _LEAST_OF_A_DAY <= hours / count <= _MOST_OF_A_DAY
    return _without(rest, days) if fits else rest
