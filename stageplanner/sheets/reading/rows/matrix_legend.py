"""What the marks and colours of a matrix mean: its legend, and what nearly every row has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from stageplanner.sheets.reading.tables.row_kinds import TableRow
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text, is_blank


def backgrounds(
    rows: Sequence[TableRow], columns: Sequence[int], fills: dict[tuple[int, int], str]
) -> dict[int, str]:
    """The colour that nearly every row has in a column: a holiday or a banded column, no stage."""
    colours: dict[int, str] = {}
    for column in columns:
        counts = Counter(fills.get((r.row, column)) for r in rows)
        if not counts:
            continue
        colour, times = counts.most_common(1)[0]
        if colour is not None and times == len(rows) and len(rows) > 2:
            colours[column] = colour
    return colours


_LEGEND = re.compile(r"^\s*[\"'“]?([a-zA-Z0-9✓●■]{1,3})[\"'”]?\s*(?:=|:|->|→)\s*(.{3,80})$")


def read_legend(sheet: Sheet, table: Table) -> dict[str, str]:
    """What marks and colours mean, from lines such as "B = blok, 4 dagen" or a coloured cell."""
    found: dict[str, str] = {}
    outside = [r for r in range(len(sheet.rows)) if r < table.top or r > table.header]
    for row in outside:
        cells = sheet.rows[row]
        filled = [(c, as_text(v)) for c, v in enumerate(cells) if not is_blank(v)]
        if not filled or len(filled) > 6:
            continue
        for column, text in filled:
            for part in re.split(r"[;|]|,\s(?=\w{1,2}\s?[=:])", text):
                if match := _LEGEND.match(part.strip()):
                    found[match.group(1).casefold()] = match.group(2).casefold()
            colour = sheet.fills.get((row, column)) or sheet.fills.get((row, column - 1))
            if colour is not None and (parse_days(text).count or parse_days(text).weekdays
                                       or parse_form(text)):  # fmt: skip
                found.setdefault(f"#{colour}".casefold(), text.casefold())
                found.setdefault(f"#{colour}", text.casefold())
        for (column, text), (_, meaning) in pairwise(filled):
            if len(text) <= 2 and parse_number(text) is None and len(filled) == 2 and column < 8:
                said = parse_days(meaning)
                if said.count or said.weekdays or parse_form(meaning):
                    found.setdefault(text.casefold(), meaning.casefold())
    return found
