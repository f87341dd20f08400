"""Tables of columns as data: heading, width, and how a value is shown, sorted and typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication

from stageplanner.formatting import format_number
from ui.base.formatting import Words
from ui.tables.editable_model import typed_day
from ui.tables.table_model import Column, Editor

#: Returns the value of a row of any kind.
Value = Callable[[Any], Any]
#: Functions that return the lists offered while editing, by name.
Offers = dict[str, Callable[[], Sequence[str]]]


class Kind(StrEnum):
    """How a value is shown, sorted and typed."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    #: Yes or no; only a yes is shown.
    YES_NO = "yes_no"
    #: Yes, no, or empty: then the rules of the institution decide.
    YES_NO_OPEN = "yes_no_open"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table, before it has a language.

    Parameters
    ----------
    heading : str
        The Dutch heading, marked with ``QT_TRANSLATE_NOOP``; looked up by `build_columns`.
    width : int
        In pixels.
    text : callable, optional
        Gives the text of a row: ``text(words, row)``. Without it the value is shown by `kind`.
    value : callable, optional
        Gives the value of a row; by default its attribute `field`.
    field : str
        The field that is edited here; a column without one is only read.
    edit : callable, optional
        Gives the text as it is typed: ``edit(words, row)``. By default what `kind` types.
    choices : tuple of str or str
        What can be picked, or the name of a list among the offers.
    """

    heading: str
    width: int
    text: Callable[[Words, Any], str] | None = None
    value: Value | None = None
    field: str = ""
    kind: Kind = Kind.TEXT
    edit: Callable[[Words, Any], str] | None = None
    sort: Callable[[Any], object] | None = None
    tip: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    stretches: bool = False
    numeric: bool = False
    editor: Editor = Editor.TEXT
    choices: tuple[str, ...] | str = ()


def build_columns(
    context: str,
    specs: Sequence[ColumnSpec],
    words: Words,
    *,
    value_of: Callable[[str], Value] = attrgetter,
    offers: Offers | None = None,
) -> tuple[Column, ...]:
    """Build the columns of a table in the user's language.

    Parameters
    ----------
    context : str
        The translation context of the headings.
    specs : sequence of ColumnSpec
        The columns, from left to right.
    words : Words
        Writes numbers and days.
    value_of : callable
        Returns the function that gets a field of a row.
    offers : Offers, optional
        The lists that columns offer by name.
    """
    translate = QCoreApplication.translate
    return tuple(
        Column(
            title=translate(context, spec.heading),
            width=spec.width,
            stretches=spec.stretches,
            field=spec.field,
            tip=spec.tip,
            tone=spec.tone,
            **_cells(spec, words, value_of, offers or {}),
        )
        for spec in specs
    )


def _cells(
    spec: ColumnSpec, words: Words, value_of: Callable[[str], Value], offers: Offers
) -> dict[str, Any]:
    """Return how the cells of a column are shown, sorted and edited."""
    cells: dict[str, Any] = {"numeric": spec.numeric, "editor": spec.editor}
    if isinstance(spec.choices, str):
        cells["choices"] = offers.get(spec.choices, tuple)
    elif spec.choices:
        cells["choices"] = lambda: spec.choices
    if spec.text is None:
        value = spec.value or value_of(spec.field)
        cells |= _KINDS[spec.kind](value, words)
    else:
        cells["text"] = partial(spec.text, words)
    if spec.edit is not None:
        cells["edit"] = partial(spec.edit, words)
    if spec.sort is not None:
        cells["sort"] = spec.sort
    return cells


def _text(value: Value, _words: Words) -> dict[str, Any]:
    return {"text": value}


def _number(value: Value, words: Words) -> dict[str, Any]:
    def shown(row: object) -> str:
        number = value(row)
        return "" if number is None else words.count(number)

    def typed(row: object) -> str:
        number = value(row)
        return "" if number is None else format_number(float(number), "g", words.language)

    def order(row: object) -> float:
        number = value(row)
        return -1 if number is None else number

    return {"text": shown, "edit": typed, "sort": order, "numeric": True}


def _day(value: Value, words: Words) -> dict[str, Any]:
    def shown(row: object) -> str:
        day = value(row)
        return "" if day is None else words.day(day)

    return {
        "text": shown,
        "edit": lambda row: typed_day(value(row)),
        "sort": lambda row: value(row) or date.max,
        "editor": Editor.DATE,
    }


def _yes_no(value: Value, _words: Words, *, is_open: bool = False) -> dict[str, Any]:
    translate = QCoreApplication.translate
    yes, no = translate("Rows", "ja"), translate("Rows", "nee")
    choices = ("", yes, no) if is_open else (yes, no)

    def typed(row: object) -> str:
        is_yes = value(row)
        return "" if is_yes is None else yes if is_yes else no

    def shown(row: object) -> str:
        return typed(row) if is_open or value(row) else ""

    return {
        "text": shown,
        "edit": typed,
        "editor": Editor.CHOICE,
        "choices": lambda: choices,
    }


_KINDS: dict[Kind, Callable[[Value, Words], dict[str, Any]]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.YES_NO: _yes_no,
    Kind.YES_NO_OPEN: partial(_yes_no, is_open=True),
}
