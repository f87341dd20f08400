"""Single cells of a row, to and from what the domain knows: days, numbers, names, forms.

Days are ISO text; a tuple of whole numbers is ``"0 1 2"``, a tuple of names JSON; ``None``
stays ``None`` and an empty tuple an empty one.
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
#: What STRICT tables let through; the shapes of rows say what each cell is.
Row = tuple[Any, ...]
T = TypeVar("T")

#: Leerbedrijven share their accreditations and closed days: each is read and written once.
_REMEMBERED = 1 << 16


class Codec(NamedTuple):
    """How one cell is written and read; ``None`` where it is what the field holds."""

    write: Callable[[Any], Any] | None
    read: Callable[[Any], Any] | None


def write_day(day: date | None) -> str | None:
    """A day as ISO text; of a moment only its day, or the file could not be read back."""
    return None if day is None else date.isoformat(day)


_DAY: dict[str, date] = {}


def read_day(text: str) -> date:
    """The day of an ISO text; the same few hundred days come back all the time."""
    day = _DAY.get(text)
    if day is None:
        day = date.fromisoformat(text)
        if len(_DAY) < _REMEMBERED:
            _DAY[text] = day
    return day


def read_day_or_none(text: str | None) -> date | None:
    """The day of an ISO text, if there is one."""
    return None if text is None else read_day(text)


def write_numbers(numbers: Iterable[int] | None) -> str | None:
    """Whole numbers as ``"0 1 2"``."""
    return None if numbers is None else " ".join([str(int(number)) for number in numbers])


@lru_cache(maxsize=_REMEMBERED)
def read_numbers(text: str | None) -> tuple[int, ...] | None:
    """Read what :func:`write_numbers` writes."""
    return None if text is None else tuple(int(number) for number in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_names(names: tuple[str, ...]) -> str:
    """Names as a JSON list."""
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=_REMEMBERED)
def read_names(text: str) -> tuple[str, ...]:
    """Read what :func:`write_names` writes."""
    names = json.loads(text)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"no list of names: {text[:40]!r}")
    return tuple(names)


def write_forms(forms: Iterable[Form] | None) -> str | None:
    """Forms as ``"lint blok"``."""
    return None if forms is None else " ".join([form.value for form in forms])


@lru_cache(maxsize=_REMEMBERED)
def read_forms(text: str | None) -> tuple[Form, ...] | None:
    """Read what :func:`write_forms` writes."""
    return None if text is None else tuple(Form(form) for form in text.split())


@lru_cache(maxsize=_REMEMBERED)
def write_ranges(ranges: tuple[DateRange, ...]) -> str:
    """Closed days as ``"2026-12-21/2027-01-01 2027-04-26/2027-05-01"``."""
    return " ".join([f"{write_day(r.start)}/{write_day(r.end)}" for r in ranges])


@lru_cache(maxsize=_REMEMBERED)
def read_ranges(text: str) -> tuple[DateRange, ...]:
    """Read what :func:`write_ranges` writes."""
    pairs = [pair.split("/") for pair in text.split()]
    return tuple(DateRange(start=read_day(start), end=read_day(end)) for start, end in pairs)


def read_number(cell: T) -> T:
    """A number as it was written: an ``ANY`` column would let a text through."""
    if isinstance(cell, str | bytes):
        raise ValueError(f"no number: {cell[:40]!r}")
    return cell


def write_json(value: object) -> str:
    """Anything that JSON knows, as short as it gets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_list(text: str) -> list[Any]:
    """Read a list that :func:`write_json` wrote."""
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(f"no list: {text[:40]!r}")
    return found


def one_of(kind: type[Enum]) -> Codec:
    """The cell of a field that holds one of a few words."""
    return Codec(attrgetter("value"), kind)


def _or_none(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    """The cell of a field that may be left open."""
    return Codec(
        lambda value: None if value is None else write(value),
        lambda cell: None if cell is None else read(cell),
    )


PLAIN = Codec(None, None)
#: A text within JSON, where SQLite does not see to it that it is one.
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
