"""Read the legend of a matrix: the meaning of its marks and colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from stageplanner.sheets.reading.tables.row_kinds import TableRow
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.mark_meaning import Meaning, meaning_in_legend
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, as_text, is_blank


def backgrounds(
    rows: Sequence[TableRow], columns: Sequence[int], fills: dict[tuple[int, int], str]
) -> dict[int, str]:
    """Return the colour that every row has in a column: a holiday or a band, no placement."""
    colours: dict[int, str] = {}
    for column in columns:
        counts = Counter(fills.get((r.row, column)) for r in rows)
        if not counts:
            continue
        colour, times = counts.most_common(1)[0]
        if colour is not None and times == len(rows) and len(rows) > 2:
            colours[column] = colour
    return colours


#: A row with more filled cells is a row of data.
_MOST_CELLS = 6
#: A sheet with more rows is no legend.
_LONGEST_LEGEND = 60
_SIGN = r"(?:=|:|->|→|\bstaat voor\b|\bbetekent\b|\bmeans\b|\bis\b)"
_MARK = r"[\"'“‘(]?([a-zA-Z0-9✓✔●■]{1,3})[\"'”’)]?"
_LEGEND = re.compile(rf"^\s*{_MARK}\s*{_SIGN}\s*(.{{2,80}})$")
#: A number that is a mark: "1 = stage, 0 = school".
_YES_OR_NO = re.compile(r"\s*[01]\s*=")
#: The place between two definitions in one text: "S = stage, L = les / V = vakantie".
_NEXT_MARK = re.compile(
    r"[\s,;|/•·()]+(?=[\"'“‘]?[a-zA-Z0-9✓✔●■]{1,3}[\"'”]?"
    r"\s*(?:=|:|→|->|\bstaat voor\b|\bbetekent\b|\bmeans\b))"
)
#: A word before the first mark: "Legenda: S = stage".
_TITLE = re.compile(
    r"^\W*(?:legenda|legend|toelichting|uitleg|betekenis|verklaring|afkortingen|codes?|key|noot)"
    r"\b[^:=]{0,20}?[:\s-]+(?=\S)",
    re.IGNORECASE,
)


_HEADING = re.compile(
    r"\W*(?:legenda|legend|toelichting|uitleg|betekenis|verklaring|afkortingen?|codes?|key|meaning)\W*",
    re.IGNORECASE,
)


def heads_legend(text: str) -> bool:
    """Return whether a text is the title or a heading of a legend, and nothing else."""
    return bool(_HEADING.fullmatch(text))


def read_legend(sheet: Sheet, table: Table) -> dict[str, str]:
    """Return the meaning of marks and colours, from texts outside the table.

    A line such as "B = blok, 4 dagen" defines a mark, and so does a mark with its meaning in the
    next cell. A coloured cell with a meaning, or with one to its right, defines its colour.
    """
    legend: dict[str, str] = {}
    for row, cells in enumerate(sheet.rows):
        filled = [(c, as_text(v)) for c, v in enumerate(cells) if not is_blank(v)]
        if not 1 <= len(filled) <= _MOST_CELLS:
            continue
        if table.top <= row <= table.header:
            for _, text in filled:
                legend.update(_lines(text) if re.search(r"[=:]", text) else ())
            continue
        for column, text in filled:
            legend.update(_lines(text))
            colour = sheet.fills.get((row, column)) or sheet.fills.get((row, column - 1))
            if colour is not None and _is_meaning(text):
                legend.setdefault(f"#{colour}".casefold(), text.casefold())
                legend.setdefault(f"#{colour}", text.casefold())
        if len(filled) == 2 and _is_pair(*filled):
            legend.setdefault(filled[0][1].casefold(), filled[1][1].casefold())
    return legend


def legend_of_book(book: Book, sheet: Sheet, table: Table) -> dict[str, str]:
    """Return the meaning of marks and colours, also from other sheets; those of its sheet win."""
    legend: dict[str, str] = {}
    for other in book.sheets:
        if other.name == sheet.name or len(other.rows) > _LONGEST_LEGEND:
            continue
        for cells in other.rows:
            filled = [(c, as_text(v)) for c, v in enumerate(cells) if not is_blank(v)]
            if not 1 <= len(filled) <= _MOST_CELLS:
                continue
            for _, text in filled:
                legend.update(_lines(text))
            if len(filled) == 2 and _is_pair(*filled):
                legend.setdefault(filled[0][1].casefold(), filled[1][1].casefold())
    return {**legend, **read_legend(sheet, table)}


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the marks that a text defines, with their meanings."""
    parts = re.split(r"[;|\n]", _TITLE.sub("", text))
    for part in (part for whole in parts for part in _NEXT_MARK.split(whole)):
        match = _LEGEND.match(part.strip(" ,()-"))
        if match and (
            not match.group(1).isdecimal()
            or _is_meaning(match.group(2))
            or (_YES_OR_NO.match(part) and meaning_in_legend(match.group(2)) is not Meaning.OPEN)
        ):
            yield match.group(1).casefold(), match.group(2).casefold().strip(" ,.)")


def _is_meaning(text: str) -> bool:
    """Return whether a text describes days, weekdays or a form."""
    days = parse_days(text)
    return bool(days.count or days.weekdays or parse_form(text))


def _is_pair(mark: tuple[int, str], meaning: tuple[int, str]) -> bool:
    """Return whether two cells are a mark in one of the first columns and its meaning."""
    column, text = mark
    is_mark = len(text) <= 2 and column < 8 and parse_number(text) is None
    is_known = meaning_in_legend(meaning[1]) is not Meaning.OPEN
    return is_mark and (_is_meaning(meaning[1]) or is_known)
