"""Parse stretches of dates, weeks and periods: "wk 36 t/m 45", "P1+P2".

Nothing is resolved here: :mod:`stageplanner.sheets.reading.values.school_year` turns a stretch
into dates with the school year and the holidays of the institution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from stageplanner.sheets.reading.values.date_tokens import MONTH, MONTHS, WEEK, Token, tokens_in
from stageplanner.sheets.reading.values.leftover import words_left
from stageplanner.sheets.reading.values.period_words import split_period_words
from stageplanner.sheets.reading.values.stretches import Stretches, join_stretches
from stageplanner.sheets.reading.workbook.grid import Value, as_date, as_text, is_blank


class Hint(Enum):
    """What the heading of a column implies: weeks, dates or neither."""

    NONE = 0
    WEEK = 1
    DATE = 2


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What a cell of dates holds.

    ``exceptions`` are left out of the stretches; ``every`` is "even", "odd" or "other" if not
    every week counts; ``days`` are phrases about the week; ``choice`` is set if the first of
    several stretches was taken; ``same`` are pairs of moments that must name the same time;
    ``weeks`` is a number of all stretches together; ``is_rough`` is set if a moment is only
    about right: "ca. wk 36", "begin september"; ``left`` are the words that were not read, which
    make the row a question.
    """

    spans: tuple[Span, ...] = ()
    left: str = ""
    choice: bool = False
    exceptions: tuple[Span, ...] = ()
    every: str = ""
    days: tuple[str, ...] = ()
    school_year: int | None = None
    same: tuple[tuple[Moment, Moment], ...] = ()
    weeks: int | None = None
    is_rough: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the cell holds stretches and nothing else that a reader must heed."""
        others = (self.left, self.choice, self.exceptions, self.every, self.same, self.days)
        return not (self.is_rough or any(others))


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
_RANGE = re.compile(
    r"t\s*/\s*m\.?|\bt\.m\.|\btm\b|\btot en met\b|\btot\b|\buntil\b|\bthrough\b|\bthru\b|\btill?\b"
    r"|\bto\b|\bbis\b|\bt\.?e\.?m\b\.?|–|—|[-=]*[>→⇒➔➜▶»]+|\.{2,}|…|\bt-m\b"
    r"|\b(?:eind(?:e|ig(?:t|end))?|laatste|ending|ends)(?:datum)?(?=(?:week\b)?[\s:])"
    r"(?!\s+(?:van\s+)?(?:het\s+)?(?:school|studie|les)?jaar)"
)
_SCHOOL_YEAR = re.compile(
    r"(?<!\d)(20\d\d)\s*[-/]\s*20\d\d(?!\d)|(?<!\d)(20(?:25(?=/26)|26(?=/27)|27(?=/28)|28(?=/29)|29(?=/30)))/\d\d(?=\D+\d)"
)


def parse_spans(value: Value, hint: Hint = Hint.NONE, *, single: bool = False) -> tuple[Span, ...]:
    """Parse the stretches in a cell, whatever else it holds; an empty tuple if there are none.

    Data is read with :func:`read_spans`, which names what was not read.

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
    return read_spans(value, hint, single=single).spans


def read_spans(value: Value, hint: Hint = Hint.NONE, *, single: bool = False) -> SpanReading:
    """Read the stretches in a cell with everything else it holds, and the words that were not read.

    The parameters are those of :func:`parse_spans`.
    """
    moment = _moment_of_number(value)
    if moment is None and isinstance(value, str):
        serial = _SERIAL.fullmatch(value)
        moment = _moment_of_number(int(serial.group(1))) if serial else None
        if moment is None:
            return _read_text(_plain(value), hint, single)
    if moment is None:
        return SpanReading()
    return SpanReading((Span(moment),))


def read_plain(value: Value, hint: Hint = Hint.NONE, *, single: bool = False) -> tuple[Span, ...]:
    """Return the stretches of a cell that holds nothing else; an empty tuple otherwise."""
    reading = read_spans(value, hint, single=single)
    return reading.spans if reading.is_plain else ()


def _plain(text: str) -> str:
    """Return a text in lower case with single spaces; a new line separates as a semicolon does."""
    if "\n" in text or "\r" in text:
        text = re.sub(r"(\d[^\r\n]*?)\s*[\r\n]+(?=[^\r\n]*\d)", r"\1 ; ", text.strip())
    text = _TIME_OF_DAY.sub(r"\1", " ".join(text.casefold().split()))
    return _GERMAN_WEEK.sub("wk ", text) if _GERMAN.search(text) else text


#: A date with a time of day behind it, as an export writes it.
_TIME_OF_DAY = re.compile(
    r"((?<!\d)\d{1,4}([-/.])\d{1,2}\2\d{2,4}),?\s+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?!\d)(?: uur\b)?"
)
#: "KW" is a kwartaal, but in German a week: with a number above 8, or beside German words.
_GERMAN_WEEK = re.compile(r"\b(?:kw|kalenderwoche)\b\.?\s*(?=\d)")
_GERMAN = re.compile(
    r"\b(?:kw|kalenderwoche)\.?\s*(?:9|[1-5]\d)(?!\d)|\b(?:kw\b.*\bbis|ab\s+kw|kalenderwoche)\b"
)


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
def _read_text(text: str, hint: Hint, single: bool) -> SpanReading:
    text, school_year = _without_school_year(text)
    if whole := _WHOLE_YEAR.search(text):
        rest = split_period_words(_WHOLE_YEAR.sub(" ", text))
        year = Span(Moment(Scale.YEAR_START), Moment(Scale.SEMESTER, 2))
        left = [rest.left, words_left(rest.dates, "period"), *rest.exceptions]
        if rest.every:
            left.append(whole.group())
        return SpanReading((year,), " ".join(filter(None, left)), days=rest.days,
                           school_year=school_year)  # fmt: skip
    words = split_period_words(_with_week_years(_NAMED_DAY.sub("", text), hint, single))
    dates = _with_named_weeks(_stretches(words.dates, hint, single), words.dates)
    week = Hint.WEEK if re.search(rf"\b{WEEK}\.?\s*\d", words.dates) else hint
    exceptions = [_stretches(part, week, single) for part in words.exceptions]
    left = [words.left, dates.left, _two_ways(words.dates, dates, single)]
    for part, stretches in zip(words.exceptions, exceptions, strict=True):
        left.append(stretches.left or ("" if stretches.spans else part.strip()))
        if stretches.choice or stretches.same or any(s.open_end for s in stretches.spans):
            left.append(part.strip())
    return SpanReading(
        spans=dates.spans,
        left=" ".join(filter(None, left)),
        choice=dates.choice,
        exceptions=tuple(s for stretches in exceptions for s in stretches.spans),
        every=words.every,
        days=words.days,
        school_year=school_year,
        same=dates.same,
        weeks=dates.weeks,
        is_rough=bool(dates.spans and _ROUGH.search(words.dates)),
    )


#: Words that make a moment only about right.
_ROUGH = re.compile(
    r"\b(?:ca|circa|ongeveer|ong|rond|plm|about|approx|around)\b|[±≈]"
    rf"|\b(?:begin|eind|einde|start|early|late|end|beginning)\s+(?:van\s+|of\s+)?{MONTH}(?!\s*\d\d?\b)"
)
#: The weeks of two dates, in brackets: "31-08-2026 t/m 06-11-2026 (wk 36-45)".
_NAMED_WEEKS = re.compile(rf"^(.*\d.*)\(\s*({WEEK}\.?\s*\d[^()]*)\)\s*$")


def _with_named_weeks(stretches: Stretches, text: str) -> Stretches:
    """Compare two dates with the weeks in brackets behind them, which must be theirs."""
    match = _NAMED_WEEKS.match(text) if stretches.left else None
    if match is None:
        return stretches
    dates, weeks = (_stretches(part, Hint.NONE, single=False) for part in match.groups())
    if dates.left or weeks.left or len(dates.spans) != 1 or len(weeks.spans) != 1:
        return stretches
    ends = [(s.start, s.end) for s in (dates.spans[0], weeks.spans[0])]
    pairs = [(a, b) for a, b in zip(*ends, strict=True) if a and b]
    scales = {(a.scale, b.scale) for a, b in pairs}
    if len(pairs) != _BOTH_ENDS or scales != {(Scale.DAY, Scale.WEEK)}:
        return stretches
    return replace(dates, same=tuple(pairs))


_BOTH_ENDS = 2


#: A month and a year or a day.
_DAY_OR_YEAR = re.compile(rf"{MONTH}\s*(?:2[4-9]|3[01])(?!\d|st|nd|rd|th|\s*[-/.,]?\s*\d{{4}})")


_PAIRS = re.compile(r"\d{1,2}-(\d{1,2})\s*/\s*\d{1,2}-(\d{1,2})")


def _two_ways(text: str, dates: Stretches, single: bool) -> str:
    """Return the words of a text that can be read in two ways: "dec 26", "1-9/30-9"."""
    pairs = _PAIRS.fullmatch(text.strip())
    if pairs and not single and all(int(month) <= MONTHS for month in pairs.groups()):
        return text.strip()
    month = _DAY_OR_YEAR.search(text)
    moments = [m for span in dates.spans for m in (span.start, span.end) if m is not None]
    if month and not any(m.year is not None for m in moments):
        return month.group()
    return ""


def _without_school_year(text: str) -> tuple[str, int | None]:
    """Take out the school year that a text names: "2026-2027: wk 36 t/m 45"."""
    match = _SCHOOL_YEAR.search(text)
    if match is None:
        return text, None
    return _SCHOOL_YEAR.sub(" ", text), int(match.group(1) or match.group(2))


#: A week and a year of two digits: "wk 36/26", "36-'26".
_WEEK_OF_YEAR = re.compile(rf"(\b{WEEK}\.?\s*)(\d{{1,2}})\s*[/-]\s*(2[4-9]|3[0-2])(?!\d)")
_NUMBER_OF_YEAR = re.compile(r"(\d{1,2})\s*[/-]\s*['’`]?(2[4-9]|3[0-2])")


def _with_week_years(text: str, hint: Hint, single: bool) -> str:
    """Write the years of two digits after weeks in full, where they cannot be weeks."""
    if single:
        text = _WEEK_OF_YEAR.sub(r"\1\2 20\3", text)
        bare = _NUMBER_OF_YEAR.fullmatch(text.strip())
        if bare and (hint is Hint.WEEK or not 13 <= int(bare.group(1)) <= 23):
            week = "wk " if hint is Hint.WEEK or int(bare.group(1)) > MONTHS else ""
            return f"{week}{bare.group(1)}-20{bare.group(2)}"
    elif len(_WEEK_OF_YEAR.findall(text)) > 1:
        text = _WEEK_OF_YEAR.sub(r"\1\2 20\3", text)
    return text


def _stretches(text: str, hint: Hint, single: bool) -> Stretches:
    """Read the stretches of a text without other phrases."""
    text = _RANGE.sub(" ~ ", text)
    if _SLASHED_DAYS.fullmatch(text.strip()):
        text = text.replace(" - ", " ~ ")
    week_mode = hint is Hint.WEEK or bool(re.search(rf"\b{WEEK}\.?\s*\d", text))
    dates_ok = not week_mode and (single or hint is Hint.DATE or "~" in text)
    tokens = [*tokens_in(text, dates_ok=dates_ok)]
    if hint is Hint.WEEK:
        tokens = [_as_week(token) for token in tokens]
    return join_stretches(text, tokens)


#: Two days of which one can be no month: "31/8 - 6/11".
_SLASHED_DAYS = re.compile(
    r"(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2]) - \d{1,2}/(?:0?[1-9]|1[0-2])"
    r"|\d{1,2}/(?:0?[1-9]|1[0-2]) - (?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])"
)


def _as_week(token: Token) -> Token:
    if token.moment is None or not token.moment.or_month:
        return token
    return replace(token, moment=replace(token.moment, or_month=False))


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
    spans = () if is_blank(value) else read_plain(value, single=True)
    if len(spans) == 1 and spans[0].start is not None and spans[0].start.scale is Scale.DAY:
        moment = spans[0].start
        if moment.year is not None:
            return date(moment.year, moment.number, moment.day)
    return None
