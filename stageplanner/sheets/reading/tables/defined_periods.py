"""Periods of a school year that a file defines itself: "P1: wk 36 t/m 46", "8 x 5 weken"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stageplanner.domain.calendar import DateRange
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.tables.listed_periods import listed_periods
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import parse_spans
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.workbook.grid import (
    Book,
    Sheet,
    Value,
    as_text,
    cells_of,
    filled_rows,
    is_blank,
)

#: The first rows of every sheet that are searched for definitions, and for names of periods.
_SCHEME_ROWS, _BLOCK_ROWS = 200, 400
#: A row with more filled cells is a row of data.
_MOST_CELLS = 6

_PERIOD_NAME = re.compile(r"^(?:p|periode|blok|op|onderwijsperiode|kwartaal|q|term)\.?\s?([1-8])$")

#: The beginning of a definition: "P1:", "periode 2 =", "P3 (". It ends where the next one begins.
_DEFINED = re.compile(
    r"\b(?:p|periode|blok|op|onderwijsperiode|lesperiode|kwartaal|q|term)\.?\s?([1-8])"
    r"(?:\s*(?:=|:|→|->|\(|[-–](?=\s))|\s+(?:is|loopt|duurt|van)\b|(?=\s+(?:wk|weken|week)\b))\s*",
    re.IGNORECASE,
)
_LONGEST_DEFINITION = 60

_STATED_WEEKS = re.compile(
    r"periodes?\s+van\s+(\d{1,2})\s+(?:les)?weken|([48])\s?x\s?(5|10)\s?weken"
)

#: A longer text says nothing of the length of periods.
_LONGEST_TEXT = 120

_PERIOD_NUMBER = re.compile(r"\b(?:p|periode|op)\.?\s?([1-8])(?!\d)")


def read_scheme(book: Book, settings: TableSettings) -> dict[str, DateRange]:
    """Return the periods that a file defines in rows or lines such as "P1: wk 36 t/m 46"."""
    rows = [*filled_rows(book, _SCHEME_ROWS)]
    definitions = [definition for row in rows for definition in _definitions(row)]
    definitions += listed_periods(book)
    for names, below in pairwise(rows):
        definitions += _defined_below(names, below)
    if not definitions:
        return {}
    time = settings.time_of(settings.institution or "")
    scheme: dict[str, DateRange] = {}
    for name, span in definitions:
        dates = resolve_span(span, time).value
        if dates is not None:
            scheme.setdefault(name, dates)
    return scheme


def _definitions(row: Sequence[Value]) -> Iterator[tuple[str, Span]]:
    """Yield the periods that a row defines: the row itself, its pairs of cells, or its texts."""
    if len(row) > 2 and len(row) % 2 == 0 and all(_PERIOD_NAME.match(_folded(v)) for v in row[::2]):
        for name, value in zip(row[::2], row[1::2], strict=True):
            yield from _single(f"P{_folded(name)[-1]}", parse_spans(value))
        return
    if not 1 <= len(row) <= _MOST_CELLS:
        return
    named = _PERIOD_NAME.match(as_text(row[0]).casefold())
    if named and 2 <= len(row) <= 4:
        spans = parse_spans(row[1]) if len(row) == 2 else _span_between(row[1], row[2])
        yield from _single(f"P{named.group(1)}", spans)
        return
    for value in row:
        if isinstance(value, str):
            yield from _definitions_in(value)


def _folded(value: Value) -> str:
    return as_text(value).casefold().strip()


def _defined_below(names: Sequence[Value], below: Sequence[Value]) -> list[tuple[str, Span]]:
    """Return the periods of a row of names with a row of stretches below it."""
    if len(names) < 2 or len(names) != len(below) or not are_names(names):
        return []
    found = [
        definition
        for name, value in zip(names, below, strict=True)
        for definition in _single(f"P{_folded(name)[-1]}", parse_spans(value))
    ]
    return found if len(found) == len(names) else []


def are_names(row: Sequence[Value]) -> bool:
    """Return whether all cells of a row are names of periods: "P1", "P2"."""
    return bool(row) and all(_PERIOD_NAME.match(_folded(value)) for value in row)


def are_stretches(row: Sequence[Value]) -> bool:
    """Return whether all cells of a row are one stretch of time each."""
    spans = [parse_spans(value) for value in row]
    return bool(row) and all(len(found) == 1 and found[0].end is not None for found in spans)


def _definitions_in(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the periods that a text defines, one or several: "P1: wk 35-45, P2: wk 46-4"."""
    heads = list(_DEFINED.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        defined = re.split(r"[;|]", text[head.end() : end])[0].strip(" ,/)&+.-–")
        defined = re.sub(r"\s+(?:en|and)$", "", defined)
        if 4 <= len(defined) <= _LONGEST_DEFINITION:
            yield from _single(f"P{head.group(1)}", parse_spans(defined))


def defined_names(row: Sequence[Value]) -> set[str]:
    """Return the names of the periods that a row defines: "P1", "P2"."""
    return {name for name, _ in _definitions(row)}


def defines_periods(sheet: Sheet) -> bool:
    """Return whether a sheet holds definitions of periods below at most one heading row."""
    rows = [[v for v in row if not is_blank(v)] for row in sheet.rows[:_SCHEME_ROWS]]
    filled = [row for row in rows if row]
    others = [row for row in filled if not defined_names(row)]
    return len(filled) > 1 and len(others) <= 1 and others == filled[: len(others)]


def names_period(sheet: Sheet, table: Table, name: str) -> bool:
    """Return whether a row, heading or label of a table names a period: "P1"."""
    moments = [time.moment for time in table.times]
    columns = [c.column for c in table.columns if c.field in (Field.SPAN, Field.START, Field.END)]
    rows = range(table.header + 1, table.bottom)
    values = {v for c in columns for row in rows if isinstance(v := sheet.cell(row, c), str)}
    shared = table.shared.get(Field.SPAN, "")
    spans = [span for value in (*values, shared) for span in parse_spans(value)]
    moments += [moment for span in spans for moment in (span.start, span.end) if moment]
    return any(m.scale is Scale.PERIOD and f"P{m.number}" == name for m in moments)


def states_weeks(text: str) -> bool:
    """Return whether a text states how many weeks a period has."""
    return len(text) < _LONGEST_TEXT and bool(_STATED_WEEKS.search(text.casefold()))


def _single(name: str, spans: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    if len(spans) == 1 and spans[0].end is not None:
        yield name, spans[0]


def _span_between(start: Value, end: Value) -> tuple[Span, ...]:
    starts, ends = parse_spans(start, single=True), parse_spans(end, single=True)
    if len(starts) == 1 and len(ends) == 1 and starts[0].start and ends[0].start:
        return (Span(starts[0].start, ends[0].start),)
    return ()


def read_block_weeks(book: Book) -> int:
    """Return the weeks in a period: as stated, else five if the file names P5 or more, else ten."""
    highest = 0
    for value in cells_of(book, _BLOCK_ROWS):
        if not isinstance(value, str) or len(value) >= _LONGEST_TEXT:
            continue
        text = value.casefold()
        if stated := _STATED_WEEKS.search(text):
            return int(stated.group(1) or stated.group(3))
        highest = max([highest, *map(int, _PERIOD_NUMBER.findall(text))])
    return 5 if highest > 4 else 10
