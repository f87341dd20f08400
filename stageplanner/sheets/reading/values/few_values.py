"""Read cells with few possible values: vakantieregio, leerweg, ja or nee; name what is neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.values.numbers import is_unknown, yes_no_left

_LEERWEGEN = re.compile("bol|bbl")


def region_of(text: str) -> str | None:
    """Return the vakantieregio of a cell; ``None`` if it names none, or leaves a choice."""
    folded = text.casefold()
    return folded if folded in VAKANTIEREGIOS else None


def leerweg_of(text: str) -> str:
    """Return the leerweg of a cell: the first of several, bol if it is empty."""
    named = _LEERWEGEN.search(text.casefold())
    return named.group().upper() if named and _leerweg_left(text) else text.upper() or "BOL"


def few_values_left(wanted: Field, text: str) -> str:
    """Return the words of a cell that are none of the few possible values of its field."""
    left_of = _LEFT_OF.get(wanted)
    return left_of(text) if left_of is not None and text and not is_unknown(text) else ""


def _region_left(text: str) -> str:
    return "" if region_of(text) else text


def _leerweg_left(text: str) -> str:
    return text if len(set(_LEERWEGEN.findall(text.casefold()))) > 1 else ""


_LEFT_OF: Mapping[Field, Callable[[str], str]] = {
    Field.REGION: _region_left, Field.LEERWEG: _leerweg_left, Field.SPLIT: yes_no_left,
    Field.FIXED: yes_no_left,
}  # fmt: skip
