"""Dates, weeks and periods as people write them: "wk 36 t/m 45", "1 sept. 2026", "P1+P2".

This module only reads; :mod:`stageplanner.sheets.schooltime` turns what was read into dates,
for which it needs the school year and the holidays of the institution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from stageplanner.sheets.grid import Value, as_text


class Hint(Enum):
    """What a heading says of its column: weeks, dates, or nothing."""

    NONE = 0
    WEEK = 1
    DATE = 2


class Scale(Enum):
    """What a moment names."""

    DAY = "day"
    WEEK = "week"
    PERIOD = "period"
    SEMESTER = "semester"
    MONTH = "month"
    YEAR_START = "year_start"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the calendar as written: ``number`` of the week, period or month.

    ``year`` is ``None`` where it was not written; ``day`` serves days only.
    """

    scale: Scale
    number: int = 0
    year: int | None = None
    day: int = 0
    american: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch as written; an end or a number of weeks may be missing."""

    start: Moment | None
    end: Moment | None = None
    weeks: int | None = None
    open_end: bool = False


_MONTH_NAMES = (
    "januari|january|jan|jnr", "februari|february|feb|febr", "maart|march|mrt|mar|maa",
    "april|apr", "mei|may", "juni|june|jun", "juli|july|jul", "augustus|august|aug",
    "september|sept|sep", "oktober|october|okt|oct", "november|nov", "december|dec",
)  # fmt: skip
_MONTHS = {name: k for k, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEK = r"(?:weeknummer|weeknr|weken|week|wkn|wks|wk|w)"
_PART = (
    r"(?:onderwijsperiode|lesperiode|stageperiode|periode|period|per|op|p|kwartaal|kw|q|term|blok)"
)

_TOKEN = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?
  | (?P<dmy>(?<!\d)\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?['’`]?(?:\d{{4}}|\d{{2}})(?!\d))
  | (?P<dmony>(?<!\d)\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?[\s-]*{_MONTH}
        (?:[\s,-]*\d{{4}}|\s*['’`]\d\d(?!\d)|-\d\d(?!\d))?)
  | (?P<mond>{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?)
  | (?P<yw>(?<!\d)20\d\d\s*[-/ ]?\s*{_WEEK}\.?\s*-?\d{{1,2}}(?!\d))
  | (?P<wy>\b{_WEEK}\.?\s*(?:nr\.?\s*)?\d{{1,2}}(?!\d)
        (?:\s*(?:van|of|[-/(,])?\s*20\d\d(?!\d)\)?|\s*['’`]\d\d(?!\d))?)
  | (?P<ydw>(?<!\d)20\d\d\s?[-/]\s?\d{{1,2}}(?![\d]))
  | (?P<wdy>(?<!\d)\d{{1,2}}\s?[-/]\s?20\d\d(?!\d))
  | (?P<ymd>(?<!\d)20\d{{6}}(?!\d))
  | (?P<yyww>(?<!\d)20\d{{4}}(?!\d))
  | (?P<semester>\b(?:semester|sem\.?|halfjaar|s)\s*[12](?!\d)
        |\b(?:1|2|1e|2e|eerste|tweede)\s*(?:semester|halfjaar|helft))
  | (?P<part>\b{_PART}\.?\s*[1-8](?!\d)|\b[1-8]\s?e\s*{_PART}\b)
  | (?P<dm>(?<![\d-])\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?![-/.]?\d)(?!\s*{_MONTH}))
  | (?P<month>\b{_MONTH}(?:\s*['’`]?\d{{2,4}}(?!\d))?)
  | (?P<yearend>(?:einde?(?:\s+van)?(?:\s+het)?\s+(?:school|studie|les)?jaar)
        |zomer(?:vakantie)?)
  | (?P<yearstart>(?:begin|start)(?:\s+van)?(?:\s+het)?\s+(?:school|studie|les)?jaar)
  | (?P<num>(?<![a-z\d.,])\d{{1,2}}(?![\d]))
    """,
    re.VERBOSE,
)
#: A date as Excel counts them, in a text file: "46265", "46265,0".
_SERIAL = re.compile(r"\s*([3-7]\d{4})(?:[.,]0+)?\s*")
_WHOLE_YEAR = re.compile(
    r"\b(?:gehele|hele|heel)(?: het)? (?:school|studie)?jaar|jaarrond|\b(?:full|all|whole) year"
)
#: The name of a day before a date: "ma 31 aug".
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
    """Read the stretches a cell names; empty where it names none.

    Parameters
    ----------
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


def _moment_of_number(value: Value) -> Moment | None:  # noqa: PLR0911 a spelling each
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
        return _day(number // 10_000, number // 100 % 100, number % 100)
    if 36_526 <= number <= 73_050:
        return day_moment(date(1899, 12, 30) + timedelta(days=number))
    return None


def day_moment(day: date) -> Moment:
    """A date as a moment."""
    return Moment(Scale.DAY, day.month, day.year, day.day)


def _day(year: int | None, month: int, day: int, *, american: bool = False) -> Moment | None:
    try:
        datetime(year or 2024, month, day)
    except ValueError:
        return None
    return Moment(Scale.DAY, month, year, day, american)


@lru_cache(maxsize=20_000)
def _spans_of_text(text: str, hint: Hint, single: bool) -> tuple[Span, ...]:
    weeks = None
    if count := _WEEK_COUNT.search(text):
        weeks = int(count.group(1))
        text = text.replace(count.group(), " ")
    text = _RANGE.sub(" ~ ", _SCHOOL_YEAR.sub(" ", _NAMED_DAY.sub("", text)))
    if _WHOLE_YEAR.search(text):
        return (Span(Moment(Scale.YEAR_START), Moment(Scale.SEMESTER, 2)),)
    week_mode = hint is Hint.WEEK or bool(re.search(rf"\b{_WEEK}\.?\s*\d", text))
    dates_ok = not week_mode and (single or hint is Hint.DATE or "~" in text)
    tokens = [*_tokens(text, week_mode=week_mode, dates_ok=dates_ok)]
    spans = [_american_both(span) for span in _join(text, tokens)]
    if weeks is not None:
        if not spans:
            return (Span(None, None, weeks),)
        spans = [replace(s, weeks=weeks) if s.end is None else s for s in spans]
    if _FROM.search(text) and len(spans) == 1 and spans[0].end is None:
        spans = [replace(spans[0], open_end=True)]
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Token:
    moment: Moment | None
    number: int | None
    start: int
    end: int


def _tokens(text: str, *, week_mode: bool, dates_ok: bool) -> Iterator[_Token]:
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        name = match.lastgroup or ""
        found = match.group(name)
        if name == "num":
            yield _Token(None, int(found), match.start(name), at)
            continue
        if (name == "dm" and not dates_ok) or name == "iso":
            numbers = [int(n) for n in re.findall(r"\d+", found)]
            if name == "dm" or _day(*numbers) is None:
                yield from _pair(numbers, match.start(name), at)
                continue
        moment = _moment_of_token(name, found)
        if moment is not None:
            yield _Token(moment, None, match.start(name), at)


def _pair(numbers: list[int], start: int, end: int) -> Iterator[_Token]:
    """Two numbers that are weeks, not a day and a month; the sign between them stays a range."""
    year = numbers[0] if len(numbers) == 3 else None
    low, high = numbers[-2:]
    if year is not None:
        yield _Token(Moment(Scale.WEEK, low, year), None, start, end - 3)
        yield _Token(Moment(Scale.WEEK, high), None, end - 2, end)
        return
    middle = start + len(str(low))
    yield _Token(None, low, start, middle)
    yield _Token(None, high, max(middle + 1, end - len(str(high))), end)


def _moment_of_token(  # noqa: PLR0911, PLR0912 a spelling each
    name: str, found: str
) -> Moment | None:
    numbers = [int(n) for n in re.findall(r"\d+", found)]
    match name:
        case "iso":
            return _day(*numbers)
        case "dmy":
            return _dutch_day(numbers)
        case "dm":
            return _day(None, numbers[1], numbers[0])
        case "dmony" | "mond":
            return _day(
                _full_year(numbers[1]) if len(numbers) > 1 else None, _month(found), numbers[0]
            )
        case "yw" | "ydw":
            return _week(numbers[1], numbers[0])
        case "wy":
            return _week(numbers[0], _full_year(numbers[1]) if len(numbers) > 1 else None)
        case "wdy":
            return _week(numbers[0], numbers[1])
        case "ymd":
            return _day(numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100)
        case "yyww":
            return _week(numbers[0] % 100, numbers[0] // 100)
        case "month":
            year = _full_year(numbers[0]) if numbers else None
            return Moment(Scale.MONTH, _month(found), year)
        case "part":
            return Moment(Scale.PERIOD, numbers[0])
        case "semester":
            return Moment(Scale.SEMESTER, numbers[0] if numbers else 1 + ("tweede" in found))
        case "yearstart":
            return Moment(Scale.YEAR_START)
        case "yearend":
            return Moment(Scale.YEAR_END)
    return None


def _dutch_day(numbers: list[int]) -> Moment | None:
    day, month, year = numbers[0], numbers[1], _full_year(numbers[2])
    found = _day(year, month, day)
    if found is None and day <= 12 < month:
        return _day(year, day, month, american=True)
    return found


def _week(week: int, year: int | None) -> Moment | None:
    return Moment(Scale.WEEK, week, year) if 0 <= week <= 99 else None


def _month(text: str) -> int:
    word = re.search(_MONTH, text)
    return _MONTHS[word.group().rstrip(".")] if word else 0


def _full_year(year: int) -> int:
    return 2000 + year if year < 100 else year


def _join(text: str, tokens: list[_Token]) -> list[Span]:
    """Put tokens together: a range sign makes a stretch, anything else begins a new one."""
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
    """Where one date is only possible as month/day, the other is written so too."""
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


def _typed(text: str, tokens: list[_Token]) -> list[Moment]:
    """Give bare numbers their meaning from their neighbours: "1 t/m 12 okt", "P1+2"."""
    moments: list[Moment] = []
    for k, token in enumerate(tokens):
        if token.moment is not None:
            moments.append(token.moment)
            continue
        number = token.number or 0
        following = tokens[k + 1].moment if k + 1 < len(tokens) else None
        previous = moments[-1] if moments else None
        if following is not None and following.scale is Scale.DAY:
            day = _day(following.year, following.number, number)
            moments.append(day or Moment(Scale.WEEK, number))
        elif previous is not None and previous.scale in (Scale.PERIOD, Scale.SEMESTER):
            moments.append(Moment(previous.scale, number))
        else:
            moments.append(Moment(Scale.WEEK, number))
    return moments


def is_week_like(value: Value) -> bool:
    """Tell whether a cell by itself is a week number in any spelling."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return 1 <= value <= 53 and value == int(value)
    text = as_text(value).casefold()
    return (
        bool(re.fullmatch(rf"(?:{_WEEK}\.?\s*)?\d{{1,2}}", text))
        and 1 <= int(re.findall(r"\d+", text)[0]) <= 53
    )
