"""Find a class and its number of students in the titles above a list of periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.tables.table import Table, texts_above
from stageplanner.sheets.reading.workbook.grid import Sheet

_CLASS = re.compile(r"\b(?:klas|groep|class|group)\s*[:=]?\s*([A-Za-z0-9][\w.-]*\d[\w.-]*)", re.I)
_COUNT = re.compile(r"(?<![\d.,-])(\d{1,3})\s+(?:studenten|leerlingen|deelnemers|students)\b", re.I)


def class_in_title(
    sheet: Sheet, table: Table, titles: Iterable[str], shared: Mapping[Field, str]
) -> dict[Field, str]:
    """Return the class and its students, if the titles name exactly one of each.

    A number without a class may be the total of all rows, so it is ignored. A table with a column
    for the class or for the students needs no title.
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
    """Yield numbers above a table with their label, in one cell or two: "Aantal studenten: 24"."""
    words = PERIOD_SYNONYMS[Field.STUDENTS]
    for texts in texts_above(sheet, table):
        for text, following in pairwise([*texts, ""]):
            label, _, value = text.partition(":")
            number = value.strip() or following.strip()
            if normalise(label) in words and number.isdecimal():
                yield number
