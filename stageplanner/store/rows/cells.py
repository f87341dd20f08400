"""Single cells of a row, to and from values of the domain: days, numbers, names, forms.

Days are ISO text; a tuple of integers is ``"0 1 2"``, a tuple of names JSON; ``None`` stays
``None`` and an empty tuple an empty text or list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.form import Form

Cell = str | int | float | None
#: Any values that STRICT tables accept; the shapes of rows define each cell.
Row = tuple[Any, ...]
T = TypeVar("T")

#: Cache size: leerbedrijven share accreditations and closed days, so each is converted once.
_REMEMBERED = 1 << 16


class Codec(NamedTuple):
    """How one cell is written and read; ``None`` if the cell holds the value of the field."""

    write: Callable[[Any], Any] | None
    read: Callable[[Any], Any] | None


def write_day(day: date | None) -> str | None:
    """Return a day as ISO text; of a datetime only its day, so that it can be read back."""
    return None if day is None else date.isoformat(day)


_DAY: dict[str, date] = {}


def read_day(text: str) -> date:
    """Return the day of an ISO text, cached: the same few hundred days come back all the time."""
    day = _DAY.get(text)
    if day is None:
        day = date.fromisoformat(text)
        if len(_DAY) < _REMEMBERED:
            _DAY[text] = day
    return day


def read_day_or_none(text: str | None) -> date | None:
    """Return the day of an ISO text, if there is one."""
    return None if text is None else read_day(text)


def write_numbers(numbers: Iterable[int] | None) -> str | None:
    """Return integers as ``"0 1 2"``."""
    return None if numbers is None else " ".join([str(int(number)) for number in numbers])


@lru_cache(maxsize=_REMEMBERED)
def read_numbers(text: str | None) -> tuple[int, ...] | None:
    """Read what :func:`write_numbers` writes."""
    return None if text is None else tuple(int(number) for number in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_names(names: tuple[str, ...]) -> str:
    """Return names as a JSON list."""
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=_REMEMBERED)
def read_names(text: str) -> tuple[str, ...]:
    """Read what :func:`write_names` writes."""
    names = json.loads(text)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"no list of names: {text[:40]!r}")
    return tuple(names)


def write_forms(forms: Iterable[Form] | None) -> str | None:
    """Return forms as ``"lint blok"``."""
    return None if forms is None else " ".join([form.value for form in forms])


@lru_cache(maxsize=_REMEMBERED)
def read_forms(text: str | None) -> tuple[Form, ...] | None:
    """Read what :func:`write_forms` writes."""
    return None if text is None else tuple(Form(form) for form in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_ranges(ranges: tuple[DateRange, ...]) -> str:
    """Return closed days as ``"2026-12-21/2027-01-01 2027-04-26/2027-05-01"``."""
    return " ".join([f"{write_day(r.start)}/{write_day(r.end)}" for r in ranges])


@lru_cache(maxsize=_REMEMBERED)
def read_ranges(text: str) -> tuple[DateRange, ...]:
    """Read what :func:`write_ranges` writes."""
    pairs = [pair.split("/") for pair in text.split()]
    return tuple(DateRange(start=read_day(start), end=read_day(end)) for start, end in pairs)


def read_number(cell: T) -> T:
    """Return a number unchanged; raise if it is text, which an ``ANY`` column would accept."""
    if isinstance(cell, str | bytes):
        raise ValueError(f"no number: {cell[:40]!r}")
    return cell


def write_json(value: object) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_list(text: str) -> list[Any]:
    """Read a list that :func:`write_json` wrote."""
    values = json.loads(text)
    if not isinstance(values, list):
        raise ValueError(f"no list: {text[:40]!r}")
    return values


def one_of(kind: type[Enum]) -> Codec:
    """Return the codec of a field that holds an enum."""
    return Codec(attrgetter("value"), kind)


def _or_none(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    """Return the codec of a field that may be ``None``."""
    return Codec(
        lambda value: None if value is None else write(value),
        lambda cell: None if cell is None else read(cell),
    )


PLAIN = Codec(None, None)
#: A text within JSON, whose type SQLite does not check.
TEXT = Codec(None, str)
WHOLE = Codec(None, int)
NUMBER = Codec(None, read_number)
FLAG = Codec(int, bool)
FLAG_OR_NONE = _or_none(int, bool)
DAY = Codec(write_day, read_day)
DAY_OR_NONE = Codec(write_day, read_day_or_none)
MOMENT = Codec(datetime.isoformat, datetime.fromisoformat)
NUMBERS = Codec(write_numbers, lambda cell: read_numbers(cell) or ())
NUMBERS_OR_NONE = Codec(write_numbers, read_numbers)
NAMES = Codec(write_names, read_names)
FORMS = Codec(write_forms, lambda cell: read_forms(cell) or ())
FORMS_OR_NONE = Codec(write_forms, read_forms)
RANGES = Codec(write_ranges, read_ranges)
#: A tuple within JSON.
TUPLE = Codec(None, tuple)
