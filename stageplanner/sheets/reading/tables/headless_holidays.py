"""Find a list of holidays without headings: names of holidays with dates beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.holiday_columns import names_holiday
from stageplanner.sheets.reading.tables.institution_and_year import institution_phrase
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_date, as_text, is_blank

_FIRST_ROWS = 200
#: The headings that the columns would have.
_HEADINGS = {
    Field.HOLIDAY: "Vakantie", Field.SPAN: "Datum", Field.START: "Van", Field.END: "Tot en met",
    Field.INSTITUTION: "Instelling", Field.REGION: "Regio",
}  # fmt: skip
#: Rows of dates of which at least this many name a holiday, and at least this part.
_LEAST_ROWS, _LEAST_PART = 2, 0.6


def headless_holidays(sheet: Sheet) -> Table | None:
    """Return the list of holidays in a sheet without headings; ``None`` if there is none.

    Its rows hold a name and one stretch of dates, in one cell or two, or a name, a first and a last
    day. Most of the
    names are names of holidays: a list of teaching periods is no such list.
    """
    layouts: dict[tuple[tuple[int, Field], ...], list[tuple[int, bool]]] = {}
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        layout = _layout(row) or _layout_of_one_cell(row)
        if layout is not None:
            names = [as_text(row[c]) for c, field in layout if field is Field.HOLIDAY]
            layouts.setdefault(layout, []).append((number, not names or names_holiday(names[0])))
    dated = [row for rows in layouts.values() for row in rows]
    named = sum(is_named for _, is_named in dated)
    if named < _LEAST_ROWS or named < _LEAST_PART * len(dated):
        return None
    fields = dict(max(layouts.items(), key=lambda item: (len(item[0]), len(item[1])))[0])
    first = min(number for number, _ in dated)
    return Table(
        kind=Kind.HOLIDAYS,
        top=first,
        header=first - 1,
        bottom=len(sheet.rows),
        columns=tuple(
            ColumnUse(column=c, heading=_HEADINGS[field], field=field, confidence=0.8)
            for c, field in sorted(fields.items())
        ),
        signature="",
    )


#: The dates behind the name of a holiday, with the words that may stand before them.
_DATES_BEHIND = re.compile(
    r"(?:\b(?:van|vanaf|op|from)\s+)?"
    r"(?:\b(?:ma|di|wo|do|vr|za|zo|(?:maan|dins|woens|donder|vrij|zater|zon)dag)\b\.?\s*)?"
    r"(?:\b(?:wk|week|weken)\b\.?\s*)?\d.*",
    re.DOTALL | re.IGNORECASE,
)
_ORDINAL = re.compile(r"\s*(?:1e|2e|eerste|tweede)\s", re.IGNORECASE)


def split_holiday(text: str) -> tuple[str, str] | None:
    """Split a cell with a name and dates: "Herfstvakantie: 17 okt t/m 25 okt"."""
    ordinal = _ORDINAL.match(text)
    dates = _DATES_BEHIND.search(text, ordinal.end() if ordinal else 0)
    if dates is None:
        return None
    name, behind = text[: dates.start()].strip(" \t\n:–—-(,"), dates.group().strip()
    if behind.endswith(")") and "(" not in behind:
        behind = behind[:-1]
    return (name, behind) if names_holiday(name) else None


def _layout_of_one_cell(row: Sequence[Value]) -> tuple[tuple[int, Field], ...] | None:
    """Return the fields of a row with one cell that holds the name of a holiday and its dates."""
    filled = [(c, v) for c, v in enumerate(row) if not is_blank(v)]
    if len(filled) != 1 or not isinstance(filled[0][1], str):
        return None
    parts = split_holiday(filled[0][1])
    if parts is None or not parse_spans(parts[1], Hint.DATE):
        return None
    return ((filled[0][0], Field.SPAN),)


def _layout(row: Sequence[Value]) -> tuple[tuple[int, Field], ...] | None:
    """Return the fields of the cells of a row; ``None`` if it is no name with dates."""
    filled = [(c, v) for c, v in enumerate(row) if not is_blank(v)]
    words = [c for c, v in filled if isinstance(v, str) and not _span(v) and _is_name(v)]
    names = sorted(words, key=lambda c: not names_holiday(as_text(row[c])))
    dates = [(c, span) for c, v in filled if (span := _span(v)) is not None]
    if not names or not dates or len(dates) > 2 or names[0] > dates[0][0] + 2:
        return None
    known = [(names[0], Field.HOLIDAY)]
    for column in names[1:2]:
        text = as_text(row[column])
        if normalise(text).removeprefix("regio ") in VAKANTIEREGIOS:
            known.append((column, Field.REGION))
        elif institution_phrase(text) is not None:
            known.append((column, Field.INSTITUTION))
    if len(dates) == 1:
        return tuple(sorted((*known, (dates[0][0], Field.SPAN))))
    (first, start), (last, end) = dates
    between = [as_text(v) for v in row[first + 1 : last] if not is_blank(v)]
    if start.end is not None or end.end is not None or not all(map(is_until, between)):
        return None
    return tuple(sorted((*known, (first, Field.START), (last, Field.END))))


def is_until(text: str) -> bool:
    """Return whether a text only joins a first and a last day: "t/m"."""
    return text.casefold().strip(" .") in _UNTIL


_UNTIL = frozenset({"t/m", "tm", "tot", "tot en met", "t.e.m", "-", "–", "to", "until", "bis"})


def _is_name(text: str) -> bool:
    return len(text) <= 60 and re.search(r"[^\W\d_]{3}", text) is not None


def _span(value: Value) -> Span | None:
    """Return the single day or stretch of days that a cell holds."""
    if not isinstance(value, str) and as_date(value) is None:
        return None
    spans = parse_spans(value, Hint.DATE)
    if len(spans) != 1 or spans[0].start is None or spans[0].start.scale is not Scale.DAY:
        return None
    return spans[0]
