"""A class and its number of students that only the titles above a list of periods tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text, is_blank

_CLASS = re.compile(r"\b(?:klas|groep|class|group)\s*[:=]?\s*([A-Za-z0-9][\w.-]*\d[\w.-]*)", re.I)
_COUNT = re.compile(r"(?<![\d.,-])(\d{1,3})\s+(?:studenten|leerlingen|deelnemers|students)\b", re.I)


def class_in_title(
    sheet: Sheet, table: Table, titles: Iterable[str], shared: Mapping[Field, str]
) -> dict[Field, str]:
    """The class and its students; nothing unless the titles tell exactly one of both.

    A number without a class may be the total of all rows, so it is left alone; so is any
    title of a table that has a column for either.
    """
    if table.kind is not Kind.PERIODS or table.times or table.codes:
        return {}
    if table.of(Field.STUDENTS) is not None or table.of(Field.GROUP) is not None:
        return {}
    texts = tuple(titles)
    classes = {m for text in texts for m in _CLASS.findall(text)} | set(_of(Field.GROUP, shared))
    counts = {m for text in texts for m in _COUNT.findall(text)} | set(_labelled(sheet, table))
    if len(classes) != 1 or len(counts) != 1:
        return {}
    return {Field.GROUP: classes.pop(), Field.STUDENTS: counts.pop()}


def _of(wanted: Field, shared: Mapping[Field, str]) -> Iterable[str]:
    return (shared[wanted],) if wanted in shared else ()


def _labelled(sheet: Sheet, table: Table) -> Iterable[str]:
    """Numbers above a table with their label: "Aantal studenten: 24", or side by side."""
    words = PERIOD_SYNONYMS[Field.STUDENTS]
    for row in range(min(table.top, 40)):
        cells = [as_text(v) for v in sheet.rows[row] if not is_blank(v)]
        for k, text in enumerate(cells):
            label, _, value = text.partition(":")
            if not value.strip() and k + 1 < len(cells):
                value = cells[k + 1]
            if normalise(label) in words and value.strip().isdecimal():
                yield value.strip()
