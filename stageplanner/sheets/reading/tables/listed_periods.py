"""Find the teaching periods that a file lists under a heading: "Periode | Van week | T/m week"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_match import guesses, hint_of
from stageplanner.sheets.reading.tables.holiday_evidence import is_period_name
from stageplanner.sheets.reading.values.calendar_point import Span
from stageplanner.sheets.reading.values.date_spans import parse_spans
from stageplanner.sheets.reading.workbook.grid import Book, Row, Sheet, Value, as_text, is_blank

#: The first rows of every sheet in which such a list may begin.
_ROWS = 60
_LONGEST = 12
_NAME = re.compile(
    r"(?:onderwijs|les|stage|bpv )?(?:periode|blok|kwartaal|semester|term|period|quarter|block)s?"
    r"|(?:naam|nummer|nr) (?:periode|blok)|(?:periode|blok) (?:nr|nummer|naam)|naam|omschrijving|nr"
)
_NUMBER = re.compile(r"[1-8]")
_WORDS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3}
_SEMESTER = re.compile(r"sem|halfjaar|^s\s?\d|helft")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a list of periods: its name, and its start and end or both in one."""

    name: int
    start: int | None
    end: int | None
    span: int | None
    headings: Mapping[int, str]


def listed_periods(book: Book) -> Iterator[tuple[str, Span]]:
    """Yield the name (P1, S2) and the stretch of every period in a list with a heading."""
    for sheet in book.sheets:
        for row in range(min(len(sheet.rows), _ROWS)):
            columns = _columns_of(sheet.rows[row])
            if columns is not None:
                yield from _rows_below(sheet, row, columns)


def _columns_of(cells: Row) -> _Columns | None:
    headings = {k: normalise(as_text(v)) for k, v in enumerate(cells) if isinstance(v, str)}
    names = [k for k, words in headings.items() if _NAME.fullmatch(words)]
    fields: dict[Field, int] = {}
    for k, words in headings.items():
        if names and k == names[0]:
            continue
        for guess in guesses(words, Kind.HOLIDAYS)[:1]:
            fields.setdefault(guess.field, k)
    start, end, span = (fields.get(f) for f in (Field.START, Field.END, Field.SPAN))
    if not names or (span is None and (start is None or end is None)):
        return None
    return _Columns(names[0], start, end, span, headings)


def _rows_below(sheet: Sheet, heading: int, columns: _Columns) -> Iterator[tuple[str, Span]]:
    for cells in sheet.rows[heading + 1 : heading + 1 + _LONGEST]:
        if columns.name >= len(cells) or not is_period_name(cells[columns.name]):
            return
        name, span = _name_of(cells[columns.name]), _span_of(cells, columns)
        if name and span is not None:
            yield name, span


def _name_of(value: Value) -> str:
    text = as_text(value).casefold()
    digits = _NUMBER.findall(text)
    number = digits[0] if digits else next((str(n) for w, n in _WORDS.items() if w in text), "")
    return f"{'S' if _SEMESTER.search(text) else 'P'}{number}" if number else ""


def _span_of(cells: Sequence[Value], columns: _Columns) -> Span | None:
    if columns.start is None or columns.end is None:
        spans = _parsed(cells, columns.span, columns, single=False)
        return spans[0] if len(spans) == 1 and spans[0].end is not None else None
    starts = _parsed(cells, columns.start, columns, single=True)
    ends = _parsed(cells, columns.end, columns, single=True)
    if len(starts) == 1 and len(ends) == 1 and starts[0].start and ends[0].start:
        return Span(starts[0].start, ends[0].start)
    return None


def _parsed(
    cells: Sequence[Value], column: int | None, columns: _Columns, *, single: bool
) -> tuple[Span, ...]:
    value = cells[column] if column is not None and column < len(cells) else None
    if column is None or is_blank(value):
        return ()
    return parse_spans(value, hint_of(columns.headings.get(column, "")), single=single)
