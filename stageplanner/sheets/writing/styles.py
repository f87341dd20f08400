"""The styles of exported workbooks, and the functions that write their cells.

Every text goes through :func:`write_text`, so that a text that somebody typed cannot become a
formula. The formats of numbers and dates name the reader's language, so that they look the same
in every program.
"""

from __future__ import annotations

import math
import re
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol, cast
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages

TYPEFACE = "Arial"
INK, MUTED, ACCENT, SOFT = "1F2933", "5F6B76", "12506B", "E4EFF4"
LINE, ZEBRA, CHANGED, OVER = "C3CED6", "F5F8FA", "FFF1D6", "B84A00"

#: A text that starts like this is marked, so that it stays text when the cell is edited.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: The most characters in a cell.
LONGEST_TEXT = 32_767

LOCALES = {"nl": "[$-413]", "en": "[$-809]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The style of a cell; ``border`` names a line below, above, all round, or none.

    ``hatch`` draws thin lines over the fill (LibreOffice mixes the two colours instead).
    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str | None = None
    hatch: bool = False
    align: str | None = None
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    border: str = ""


BODY = Look()
QUIET = Look(size=9, color=MUTED)
QUIET_WRAP = Look(size=9, color=MUTED, wrap=True, vertical="top")
TITLE = Look(size=20, bold=True, color=ACCENT)
SUBTITLE = Look(size=11, color=MUTED)
HEADING = Look(size=12, bold=True, color=ACCENT, vertical="bottom")
LINED_HEADING = Look(size=12, bold=True, color=ACCENT, vertical="bottom", border="accent")
HEAD = Look(size=9, bold=True, color="FFFFFF", fill=ACCENT, wrap=True)
HEAD_CENTER = Look(size=9, bold=True, color="FFFFFF", fill=ACCENT, wrap=True, align="center")
ROW = Look(border="bottom")

_Painted = dict[tuple[Look, str, bool], StyleArray]
_painted: WeakKeyDictionary[Workbook, _Painted] = WeakKeyDictionary()


def new_workbook(title: str) -> Workbook:
    """Return a workbook in the typeface, without sheets and without a name in its properties."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    # The font of the default style determines the widths of columns.
    normal: Any = book
    for style in normal._named_styles:
        style.font = Font(name=TYPEFACE, size=10, color=INK)
    book.properties.creator = "StagePlanner"
    book.properties.lastModifiedBy = "StagePlanner"
    book.properties.title = clean(title)
    return book


def add_sheet(book: Workbook, title: str, index: int | None = None) -> Worksheet:
    """Add an empty sheet to a workbook."""
    ws = book.create_sheet(title, index)
    assert isinstance(ws, Worksheet)
    return ws


def paint(cell: Cell, look: Look, number_format: str = "General", quote: bool = False) -> None:
    """Give a cell its style; a style is computed once per workbook."""
    known = _painted.setdefault(_workbook(cell), {})
    key = (look, number_format, quote)
    if key not in known:
        cell.font = Font(
            name=TYPEFACE, size=look.size, bold=look.bold, italic=look.italic, color=look.color
        )
        if look.fill:
            lines, ground = (LINE, look.fill) if look.hatch else (look.fill, look.fill)
            pattern: Literal["lightUp", "solid"] = "lightUp" if look.hatch else "solid"
            cell.fill = PatternFill(pattern, start_color=lines, end_color=ground)
        cell.alignment = Alignment(
            horizontal=look.align,
            vertical=look.vertical,
            wrap_text=look.wrap,
            indent=look.indent,
        )
        cell.border = _border(look.border)
        cell.number_format = number_format
        cell.quotePrefix = quote
        known[key] = _style_of(cell)
    # Setting six properties on each of 100,000 cells takes a minute; copying takes a second.
    _restyle(cell, known[key])


class _Styled(Protocol):
    """A cell of openpyxl with the indices of its font, fill and border."""

    _style: StyleArray


def _style_of(cell: Cell) -> StyleArray:
    return copy(cast(_Styled, cell)._style)


def _restyle(cell: Cell, style: StyleArray) -> None:
    cast(_Styled, cell)._style = copy(style)


def _workbook(cell: Cell) -> Workbook:
    book = cell.parent.parent
    assert book is not None
    return book


def _border(name: str) -> Border:
    hair, line = Side(style="hair", color=MUTED), Side(style="thin", color=LINE)
    accent = Side(style="medium", color=ACCENT)
    borders = {
        "bottom": Border(bottom=line),
        "top": Border(top=line),
        "accent": Border(bottom=accent),
        "dotted": Border(bottom=hair),
        "box": Border(left=line, right=line, top=line, bottom=line),
    }
    return borders.get(name) or Border()


def clean(text: str) -> str:
    """Return a text without forbidden control characters, of at most 32,767 characters."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]


def write_text(ws: Worksheet, row: int, column: int, text: str | None, look: Look = BODY) -> Cell:
    """Write a text that never becomes a formula, an error or a number."""
    cell = _cell(ws, row, column)
    shown = clean(text or "")
    quote = shown.startswith(FORMULA_STARTS)
    if shown:
        cell.value = shown
        cell.data_type = "s"
    paint(cell, look, quote=quote)
    return cell


def write_code(ws: Worksheet, row: int, column: int, code: str, look: Look = BODY) -> Cell:
    """Write a code such as a crebo as a number, or as text if digits would be lost.

    Excel shows a warning in every cell with a number as text.
    """
    if re.fullmatch(r"[1-9]\d{0,14}", code):
        return write_number(ws, row, column, int(code), look)
    return write_text(ws, row, column, code, look)


def write_number(
    ws: Worksheet,
    row: int,
    column: int,
    number: float | None,
    look: Look = BODY,
    *,
    number_format: str = "0",
) -> Cell:
    """Write a number; for ``None`` the cell stays empty."""
    cell = _cell(ws, row, column)
    cell.value = number
    paint(cell, look, number_format)
    return cell


def write_percent(
    ws: Worksheet, row: int, column: int, fraction: float | None, *, look: Look, language: str
) -> Cell:
    """Write a fraction as a percentage; infinity means that there are no places."""
    if fraction is None:
        return write_text(ws, row, column, "–", look)
    if math.isinf(fraction):
        return write_text(ws, row, column, messages.text("export_no_places", language), look)
    return write_number(
        ws, row, column, round(fraction, 9), look, number_format=percent_format(language)
    )


def write_date(
    ws: Worksheet, row: int, column: int, day: date | None, *, look: Look, language: str
) -> Cell:
    """Write a date as a date."""
    cell = _cell(ws, row, column)
    cell.value = day
    paint(cell, look, LOCALES[language] + "d-m-yyyy")
    return cell


def percent_format(language: str, digits: int = 1) -> str:
    """Return the number format of percentages: ``84,3%`` in Dutch, ``84.3%`` in English."""
    return f"{LOCALES[language]}0.{'0' * digits}%"


def over_format(language: str) -> str:
    """Return the number format of percentages above 100%, with a sign before them."""
    return LOCALES[language] + '"▲ "0.0%'


def count_format(language: str) -> str:
    """Return the number format of counts: ``1.234`` in Dutch, ``1,234`` in English."""
    return LOCALES[language] + "#,##0"


def _cell(ws: Worksheet, row: int, column: int) -> Cell:
    cell = ws.cell(row=row, column=column)
    assert isinstance(cell, Cell), f"{ws.title}!{cell.coordinate} lies inside a merged cell"
    return cell


def merge(ws: Worksheet, row: int, first: int, last: int) -> None:
    """Merge cells of a row, all in the style of the first."""
    style = _style_of(_cell(ws, row, first))
    for column in range(first + 1, last + 1):
        _restyle(_cell(ws, row, column), style)
    ws.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
