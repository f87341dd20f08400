"""Scanner for the moments in a text: "wk 36", "1 sept. 2026", "31-8", "P1"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, day_named

_MONTH_NAMES = (
    "januari|january|jan|jnr", "februari|february|feb|febr", "maart|march|mrt|mar|maa",
    "april|apr", "mei|may", "juni|june|jun", "juli|july|jul", "augustus|august|aug",
    "september|sept|sep", "oktober|october|okt|oct", "november|nov", "december|dec",
)  # fmt: skip
_MONTHS = {name: k for k, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
MONTHS = 12
MOST_DAYS = 31
WEEK = r"(?:weeknummer|weeknr|weken|week|wkn|wks|wk|w)"
PART = (
    r"(?:onderwijsperiode|lesperiode|stageperiode|periode|period|per|op|p|kwartaal|kw|q|term|blok)"
)

_TOKEN = re.compile(
    rf"""
    (?P<iso>\d{{4}}(?P<isosign>[-/.])\d{{1,2}}(?P=isosign)\d{{1,2}}(?!\d))
        (?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?
  | (?P<dmy>(?<![\d/])\d{{1,2}}\s?(?P<sign>[-/.])\s?\d{{1,2}}\s?(?P=sign)\s?['’`]?
        (?:\d{{4}}|\d{{2}})(?!\d))
  | (?P<dmony>(?<!\d)\d{{1,2}}(?:e|ste|de|st|nd|rd|th|\.(?=\s?[a-z]))?[\s-]*{MONTH}
        (?:[\s,-]*\d{{4}}|\s*['’`]\d\d(?!\d)|-\d\d(?!\d))?)
  | (?P<mony>\b{MONTH}\s?[-/]\s?['’`]?(?:20\d\d|[2-4]\d)(?![\d.])(?![-/]\d|\s?(?:e\s)?{MONTH}))
  | (?P<mond>{MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?)
  | (?P<yw>(?<!\d)20\d\d\s*[-/ ]?\s*{WEEK}\.?\s*-?\d{{1,2}}(?!\d))
  | (?P<wy>\b{WEEK}\.?\s*(?:nr\.?\s*)?\d{{1,2}}(?!\d)
        (?:\s*(?:van|of|[-/(,])?\s*20\d\d(?!\d)(?!\s*[-/]?\s*{WEEK}?\.?\s*\d)\)?
        |\s*['’`]\d\d(?!\d))?)
  | (?P<ydw>(?<!\d)20\d\d\s?[-/]\s?\d{{1,2}}(?![\d]))
  | (?P<wdy>(?<![\d.])\d{{1,2}}\s?[-/.]\s?20\d\d(?!\d))
  | (?P<ymd>(?<!\d)20\d{{6}}(?!\d))
  | (?P<yyww>(?<!\d)20\d{{4}}(?!\d))
  | (?P<semester>\b(?:semester|sem\.?|halfjaar|s)\s*[12](?!\d)
        |\b(?:1|2|1e|2e|eerste|tweede)\s*(?:semester|halfjaar)
        |\b(?:1e|2e|eerste|tweede)\s*helft)
  | (?P<part>\b(?!(?:op|per)\s*[1-8]\s*(?:[-/.]\s*\d|{MONTH})){PART}\.?\s*[1-8](?!\d)
        |\b[1-8]\s?e\s*{PART}\b)
  | (?P<dm>(?<![\d-])\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?![-/.]?\d)(?!\s*{MONTH}))
  | (?P<month>\b{MONTH}(?:\s*['’`]?\d{{2,4}}(?!\d))?)
  | (?P<yearend>(?:einde?(?:\s+van)?(?:\s+het)?\s+(?:school|studie|les)?jaar)
        |zomer(?:vakantie)?)
  | (?P<yearstart>(?:begin|start)(?:\s+van)?(?:\s+het)?\s+(?:school|studie|les)?jaar)
  | (?P<year>(?<![a-z\d.,])20[2-4]\d(?!\d)|['’`]\d\d(?!\d))
  | (?P<num>(?<![a-z\d.,])\d{{1,2}}(?![\d]))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A moment, or a bare number that its neighbours explain, with its position in the text.

    A number above 2000 is a year that belongs to a moment beside it.
    """

    moment: Moment | None
    number: int | None
    start: int
    end: int


def tokens_in(text: str, *, dates_ok: bool) -> Iterator[Token]:
    """Yield the moments and bare numbers of a text in order.

    Parameters
    ----------
    text
        The text of a cell, in lower case.
    dates_ok
        Whether 31-8 may be a day; else it is two weeks.
    """
    at = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        name = match.lastgroup or ""
        spelling = match.group(name)
        if name == "num":
            yield Token(None, int(spelling), match.start(name), at)
            continue
        if name == "year":
            year = _full_year(int(spelling.lstrip("'’`")))
            yield Token(None, year, match.start(name), at)
            continue
        if name in {"dm", "iso"}:
            numbers = [int(n) for n in re.findall(r"\d+", spelling)]
            are_weeks = name == "dm" and (not dates_ok or max(numbers) > MOST_DAYS)
            if are_weeks or (name == "iso" and day_named(*numbers) is None):
                yield from _pair(numbers, match.start(name), at)
                continue
        moment = _moment_of_token(name, spelling)
        if moment is not None:
            yield Token(moment, None, match.start(name), at)


def _pair(numbers: list[int], start: int, end: int) -> Iterator[Token]:
    """Yield two week numbers that look like a date, so that the sign between them stays a range."""
    year = numbers[0] if len(numbers) == 3 else None
    low, high = numbers[-2:]
    if year is not None:
        yield Token(Moment(Scale.WEEK, low, year), None, start, end - 3)
        yield Token(Moment(Scale.WEEK, high), None, end - 2, end)
        return
    middle = start + len(str(low))
    yield Token(None, low, start, middle)
    yield Token(None, high, max(middle + 1, end - len(str(high))), end)


def _moment_of_token(  # noqa: PLR0911, PLR0912 a case per spelling
    name: str, spelling: str
) -> Moment | None:
    numbers = [int(n) for n in re.findall(r"\d+", spelling)]
    match name:
        case "iso":
            return day_named(*numbers)
        case "dmy":
            return _dutch_day(numbers)
        case "dm":
            return day_named(None, numbers[1], numbers[0])
        case "dmony" | "mond":
            return day_named(
                _full_year(numbers[1]) if len(numbers) > 1 else None, _month(spelling), numbers[0]
            )
        case "yw":
            return _week(numbers[1], numbers[0])
        case "ydw":
            return _week_or_month(numbers[1], numbers[0])
        case "wy":
            return _week(numbers[0], _full_year(numbers[1]) if len(numbers) > 1 else None)
        case "wdy":
            return _week_or_month(numbers[0], numbers[1])
        case "ymd":
            return day_named(numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100)
        case "yyww":
            return _week(numbers[0] % 100, numbers[0] // 100)
        case "month" | "mony":
            year = _full_year(numbers[0]) if numbers else None
            return Moment(Scale.MONTH, _month(spelling), year)
        case "part":
            return Moment(Scale.PERIOD, numbers[0])
        case "semester":
            return Moment(Scale.SEMESTER, numbers[0] if numbers else 1 + ("tweede" in spelling))
        case "yearstart":
            return Moment(Scale.YEAR_START)
        case "yearend":
            return Moment(Scale.YEAR_END)
    return None


def _dutch_day(numbers: list[int]) -> Moment | None:
    day, month, year = numbers[0], numbers[1], _full_year(numbers[2])
    moment = day_named(year, month, day)
    if moment is None and day <= 12 < month:
        return day_named(year, day, month, american=True)
    return moment


def _week(week: int, year: int | None) -> Moment | None:
    return Moment(Scale.WEEK, week, year) if 0 <= week <= 99 else None


def _week_or_month(number: int, year: int) -> Moment | None:
    """Return a week; a number up to 12 may be a month: "12-2026"."""
    moment = _week(number, year)
    return replace(moment, or_month=1 <= number <= MONTHS) if moment else None


def _month(text: str) -> int:
    word = re.search(MONTH, text)
    return _MONTHS[word.group().rstrip(".")] if word else 0


def _full_year(year: int) -> int:
    return 2000 + year if year < 100 else year
