"""The layout of exported sheets on paper: heights, widths, pages, and sheet names."""

from __future__ import annotations

import re

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages
from stageplanner.sheets.writing.styles import MUTED, TYPEFACE, Look, clean, merge, write_text

#: The room on a landscape A4 within the margins, in points, with some to spare.
PAGE_WIDTH, PAGE_HEIGHT = 770.0, 485.0
#: Points per character of column width, in the program with the widest columns.
WIDEST_CHARACTER = 5.56
DEFAULT_HEIGHT, MOST_HEIGHT = 13.2, 409.0
#: Excel refuses a file whose footer, with its codes and doubled &, is longer than 255.
LONGEST_FOOTER = 150
#: Widths of the letters of the typeface, in thousandths of its size; others are 600.
LETTER_WIDTHS = {
    letter: width
    for width, letters in (
        (222, "ijl"),
        (278, " !,./:;I[]\\ft·'"),
        (333, '()-r`"°'),
        (500, "ckvsxyzJ"),
        (556, "0123456789abdeghnopqu–L?_#"),
        (611, "FTZ+=<>"),
        (667, "ABEKPSVXY&"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (944, "W%"),
    )
    for letter in letters
}


def write_wide(
    ws: Worksheet, row: int, columns: tuple[int, int], text: str, look: Look, *, pad: float = 3
) -> None:
    """Write a text over several columns and make the row high enough for it."""
    first, last = columns
    write_text(ws, row, first, text, look)
    if last > first:
        merge(ws, row, first, last)
    width = sum(ws.column_dimensions[get_column_letter(c)].width for c in range(first, last + 1))
    need_height(ws, row, height_of(text, width, look.size, look.bold) + pad)


def need_height(ws: Worksheet, row: int, points: float) -> None:
    """Make a row at least this high."""
    now = ws.row_dimensions[row].height or 0
    ws.row_dimensions[row].height = min(MOST_HEIGHT, max(now, points))


def height_of(text: str, width: float, size: float = 10, bold: bool = False) -> float:
    """Return the height of a wrapped text in a column of ``width`` characters, in points."""
    room = (width * 7 - 4) * 0.75 * 0.97
    lines = sum(_lines(part, room, size, bold) for part in text.split("\n"))
    return lines * size * 1.25


def text_width(text: str, size: float = 10, bold: bool = False) -> float:
    """Estimate the width of a text in the typeface, in points."""
    thousandths = sum(LETTER_WIDTHS.get(letter, 600) for letter in text)
    return thousandths / 1000 * size * (1.07 if bold else 1.0)


def _lines(text: str, room: float, size: float, bold: bool) -> int:
    lines, used, gap = 1, 0.0, text_width(" ", size, bold)
    for word in text.split(" "):
        wide = text_width(word, size, bold)
        if used and used + gap + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (gap if used else 0.0)
        if used > room:
            lines, used = lines + int(used // room), used % room
    return lines


def set_widths(ws: Worksheet, widths: tuple[float, ...]) -> None:
    """Set the widths of the first columns, in characters."""
    for column, width in enumerate(widths, start=1):
        ws.column_dimensions[get_column_letter(column)].width = width


def set_page(
    ws: Worksheet,
    language: str,
    *,
    footer: str,
    landscape: bool = False,
    title_rows: str | None = None,
    pages_wide: int = 1,
) -> None:
    """Set up a sheet for A4: as wide as the page, with repeated titles and numbered pages."""
    ws.page_setup.paperSize = 9
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.page_setup.fitToWidth = pages_wide
    ws.page_setup.fitToHeight = 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.page_margins = PageMargins(
        left=0.5, right=0.5, top=0.55, bottom=0.7, header=0.3, footer=0.35
    )
    ws.print_options.horizontalCentered = False
    ws.sheet_view.showGridLines = False
    if title_rows:
        ws.print_title_rows = title_rows
    shown = _footer(clean(footer))
    ws.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_footer_part(shown), right=_footer_part(messages.text("export_page", language))
    )


def _footer(text: str) -> str:
    """Return a footer with ``&`` doubled, which starts a code, and cut to what Excel allows."""
    whole = text
    while len(text.replace("&", "&&")) > LONGEST_FOOTER - 1:
        text = text[:-1]
    return (text if text == whole else f"{text.rstrip()}…").replace("&", "&&")


def keep_together(ws: Worksheet, columns: int, blocks: tuple[tuple[int, int], ...]) -> None:
    """Begin a new page before every block of rows (first, last) that a page end would cut.

    The scale is that of a sheet as wide as a landscape page.
    """
    width = sum(ws.column_dimensions[get_column_letter(c)].width for c in range(1, columns + 1))
    page = PAGE_HEIGHT / min(1.0, PAGE_WIDTH / (width * WIDEST_CHARACTER))
    top = 1
    for first, last in blocks:
        if _height(ws, top, last) > page and first > top:
            ws.row_breaks.append(Break(id=first - 1))
            top = first


def _height(ws: Worksheet, first: int, last: int) -> float:
    heights = (ws.row_dimensions[row].height for row in range(first, last + 1))
    return sum(DEFAULT_HEIGHT if height is None else height for height in heights)


def _footer_part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, size=8, font=TYPEFACE, color=MUTED)


def set_print_area(ws: Worksheet, columns: int, rows: int | None = None) -> None:
    """Limit the printed area to the rows and columns that are written."""
    ws.print_area = f"A1:{get_column_letter(columns)}{rows or max(1, ws.max_row)}"


#: The most units of UTF-16 in the name of a sheet.
MOST_UNITS = 31


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a free sheet name that Excel allows, and add it to ``taken``."""
    base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip().strip("'").strip() or "Blad"
    name, number = _cut(base, MOST_UNITS), 2
    while name.casefold() in taken or name.casefold() in ("history", "geschiedenis"):
        tail = f" ({number})"
        name, number = _cut(base, MOST_UNITS - len(tail)) + tail, number + 1
    taken.add(name.casefold())
    return name


def _cut(name: str, units: int) -> str:
    """Cut a name to so many units of UTF-16, as Excel counts them: a pictograph is two."""
    units_of_name = name.encode("utf-16-le")[: 2 * units]
    return units_of_name.decode("utf-16-le", "ignore").rstrip()
