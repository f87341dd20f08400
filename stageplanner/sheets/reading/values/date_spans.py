"""Parse stretches of dates, weeks and periods: "wk 36 t/m 45", "P1+P2".

Nothing is resolved here: :mod:`stageplanner.sheets.reading.values.school_year` turns a stretch
into dates with the school year and the holidays of the institution.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from stageplanner.sheets.reading.values.calendar_point import (
    Moment,
    Scale,
    Span,
    day_moment,
    day_named,
)
from stageplanner.sheets.reading.values.date_tokens import WEEK, Token, tokens_in
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text, is_blank


class Hint(Enum):
    """What the heading of a column implies: weeks, dates or neither."""

    NONE = 0
    WEEK = 1
    DATE = 2


#: A date as the day number of Excel, in a text file: "46265", "46265,0".
_SERIAL = re.compile(r"\s*([3-7]\d{4})(?:[.,]0+)?\s*")
_WHOLE_YEAR = re.compile(
    r"\b(?:gehele|hele|heel)(?: het)? (?:school|studie)?jaar|jaarrond|\b(?:full|all|whole) year"
)
#: A weekday before a date: "ma 31 aug".
_NAMED_DAY = re.compile(
    r"\b(?:ma|di|wo|do|vr|za|zo|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+(?=\d)"
)
_WEEK_COUNT = re.compile(
    r"(?<![\d-])(\d{1,2})\s*(?:les|school|stage|bpv)?[\s-]*(?:weken|wkn|weeks?|wks?)\b"
    r"(?!\s*\.?\s*\d)"
)
_FROM = re.compile(r"\b(?:vanaf|va\.?|from|start)\b")
_RANGE = re.compile(r"t\s*/\s*m\.?|\bt\.m\.|\btm\b|tot en met|\btot\b|until|through|thru|\btill?\b"
                    r"|\bto\b|–|—|→|->|\.{2,}|\bt-m\b")  # fmt: skip
_SCHOOL_YEAR = re.compile(
    r"(?<!\d)20\d\d\s*[-/]\s*20\d\d(?!\d)|(?<!\d)20(?:25/26|26/27|27/28|28/29|29/30)(?=\D+\d)"
)


def parse_spans(value: Value, hint: Hint = Hint.NONE, *, single: bool = False) -> tuple[Span, ...]:
    """Parse the stretches in a cell; return an empty tuple if there are none.

    Parameters
    ----------
    value
        The cell.
    hint
        What the heading of the column implies.
    single
        The column holds one moment (a start or an end), so ``31-08`` is a day; in a column
        of stretches ``36-45`` is two weeks.
    """
    moment = _moment_of_number(value)
    if moment is not None:
        return (Span(moment),)
    if isinstance(value, str):
        serial = _SERIAL.fullmatch(value)
        if serial and (moment := _moment_of_number(int(serial.group(1)))) is not None:
            return (Span(moment),)
        return _spans_of_text(" ".join(value.casefold().split()), hint, single)
    return ()


def _moment_of_number(value: Value) -> Moment | None:  # noqa: PLR0911 one return per spelling
    if isinstance(value, bool):
        return None
    if isinstance(value, date):
        return day_moment(value)
    if not isinstance(value, (int, float)) or not abs(value) < 1e9 or value != int(value):
        return None
    number = int(value)
    if 1 <= number <= 53:
        return Moment(Scale.WEEK, number)
    if 200_001 <= number <= 209_953:
        year, week = divmod(number, 100)
        return Moment(Scale.WEEK, week, year) if 1 <= week <= 53 else None
    if 20_000_101 <= number <= 20_991_231:
        return day_named(number // 10_000, number // 100 % 100, number % 100)
    if 36_526 <= number <= 73_050:
        return day_moment(date(1899, 12, 30) + timedelta(days=number))
    return None


@lru_cache(maxsize=20_000)
def _spans_of_text(text: str, hint: Hint, single: bool) -> tuple[Span, ...]:
    weeks = None
    if count := _WEEK_COUNT.search(text):
        weeks = int(count.group(1))
        text = text.replace(count.group(), " ")
    text = _RANGE.sub(" ~ ", _SCHOOL_YEAR.sub(" ", _NAMED_DAY.sub("", text)))
    if _WHOLE_YEAR.search(text):
        return (Span(Moment(Scale.YEAR_START), Moment(Scale.SEMESTER, 2)),)
    week_mode = hint is Hint.WEEK or bool(re.search(rf"\b{WEEK}\.?\s*\d", text))
    dates_ok = not week_mode and (single or hint is Hint.DATE or "~" in text)
    tokens = [*tokens_in(text, dates_ok=dates_ok)]
    spans = [_american_both(span) for span in _join(text, tokens)]
    if weeks is not None:
        if not spans:
            return (Span(None, None, weeks),)
        spans = [replace(s, weeks=weeks) if s.end is None else s for s in spans]
    if _FROM.search(text) and len(spans) == 1 and spans[0].end is None:
        spans = [replace(spans[0], open_end=True)]
    return tuple(spans)


def _join(text: str, tokens: list[Token]) -> list[Span]:
    """Join tokens into stretches: a range sign connects two, anything else starts a new one."""
    moments = _typed(text, tokens)
    spans: list[Span] = []
    for k, token in enumerate(tokens):
        moment = moments[k]
        between = text[tokens[k - 1].end : token.start] if k else ""
        before = text[: token.start]
        if k and _is_range(between) and spans and spans[-1].end is None:
            spans[-1] = replace(spans[-1], end=moment)
        elif not k and "~" in before:
            spans.append(Span(None, moment))
        else:
            spans.append(Span(moment))
    return spans


def _american_both(span: Span) -> Span:
    """Read both dates as month/day if one of them can only be month/day."""
    start, end = span.start, span.end
    if start is None or end is None or start.american == end.american:
        return span
    if not start.american:
        return replace(span, start=_as_american(start))
    return replace(span, end=_as_american(end))


def _as_american(moment: Moment) -> Moment:
    if moment.scale is not Scale.DAY or moment.day > 12 or moment.year is None:
        return moment
    return replace(moment, number=moment.day, day=moment.number, american=True)


def _is_range(between: str) -> bool:
    return "~" in between or between.strip() in ("-", "/", "−", "-/-")


def _typed(text: str, tokens: list[Token]) -> list[Moment]:
    """Give bare numbers the meaning of their neighbours: "1 t/m 12 okt", "P1+2"."""
    moments: list[Moment] = []
    for k, token in enumerate(tokens):
        if token.moment is not None:
            moments.append(token.moment)
            continue
        number = token.number or 0
        following = tokens[k + 1].moment if k + 1 < len(tokens) else None
        previous = moments[-1] if moments else None
        if following is not None and following.scale is Scale.DAY:
            day = day_named(following.year, following.number, number)
            moments.append(day or Moment(Scale.WEEK, number))
        elif previous is not None and previous.scale in (Scale.PERIOD, Scale.SEMESTER):
            moments.append(Moment(previous.scale, number))
        else:
            moments.append(Moment(Scale.WEEK, number))
    return moments


def is_week_like(value: Value) -> bool:
    """Return whether a cell alone is a week number in any spelling."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return 1 <= value <= 53 and value == int(value)
    text = as_text(value).casefold()
    return (
        bool(re.fullmatch(rf"(?:{WEEK}\.?\s*)?\d{{1,2}}", text))
        and 1 <= int(re.findall(r"\d+", text)[0]) <= 53
    )


def day_of(value: Value) -> date | None:
    """Return the date in a cell, text included; ``None`` if it holds no full date."""
    if isinstance(value, date):
        return as_date(value)
    spans = parse_spans(value, single=True) if not is_blank(value) else ()
    if len(spans) == 1 and spans[0].start is not None and spans[0].start.scale is Scale.DAY:
        moment = spans[0].start
        if moment.year is not None:
            return date(moment.year, moment.number, moment.day)
    return None
