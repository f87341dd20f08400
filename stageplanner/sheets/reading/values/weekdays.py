"""Parse days a week and weekdays: "4 dgn", "ma+di", "16 uur p/w", "ma t/m do"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from stageplanner.sheets.reading.values.leftover import words_left
from stageplanner.sheets.reading.values.numbers import (
    NUMBER_WORDS,
    decimal_of,
    is_unknown,
    number_in,
)
from stageplanner.sheets.reading.workbook.grid import Value, as_text

DAY_NAMES = (
    r"maandagen|maandag|maan|monday|mon|mo|ma",
    r"dinsdagen|dinsdag|dins|tuesday|tues|tue|tu|di",
    r"woensdagen|woensdag|woens|wednesday|weds|wed|we|wo",
    r"donderdagen|donderdag|dond|thursday|thurs|thur|thu|th|do",
    r"vrijdagen|vrijdag|friday|fri|fr|vr",
    r"zaterdagen|zaterdag|zat|saturday|sat|za",
    r"zondagen|zondag|zon|sunday|sun|zo",
)
_DAY = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<d{i}>{names})" for i, names in enumerate(DAY_NAMES))
    + r")(?![a-z])\.?"
)  # fmt: skip
_GLUED = re.compile(r"(?<![a-z])(?:ma|di|wo|do|vr|za|zo){2,7}(?![a-z])")
_ALL = re.compile(r"alle (?:werk|school)?dagen|hele week|gehele week|dagelijks|every day|all week"
                  r"|full ?time|voltijds?")  # fmt: skip
_EXCEPT = re.compile(r"(?:behalve|uitgezonderd|m\.?u\.?v\.?|niet op|except|geen)\s+")
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:u\b|uu?r|uren|hours?|hrs?|h\b)")
_COUNT = re.compile(r"(?<![\d.,])(\d(?:[.,]\d+)?)\s*(?:x|×|d\b|dg|dag|day|d/w|dpw)")
_FTE = re.compile(r"(\d(?:[.,]\d+)?)\s*fte\b")
_CHOICE = re.compile(r"\bof\b|\bor\b|\bdan wel\b")
_NOT_WEEKLY = re.compile(
    r"om de (?:andere )?week|om en om|\b(?:on)?even (?:week|weken|wk)|per (?:2|twee|3|drie) weken|"
    r"tweewekelijks|biweekly|fortnight|every (?:other|second|two) weeks?|\bafwisselend|"
    r"\b(?:on)?even\b|\bodd\b"
)
_DAYS_RANGE = re.compile(
    r"(?<![\d.,/])([1-5])\s*(?:-|–|à|a|/|of|or|to|tot|t/m)\s*([2-7])(?![\d.,/])"
)
_RANGE_SIGN = re.compile(r"^\s*(?:t/?m\.?|t\.m\.|tot en met|tot|until|through|to|-|–|—)\s*$")


@dataclass(frozen=True, slots=True)
class Days:
    """The number of days, the weekdays and the hours a week that a cell gives.

    ``doubts`` are the codes of assumptions: a choice, a range, weeks without placement. ``left``
    are the words that were not read.
    """

    count: float | None = None
    weekdays: tuple[int, ...] | None = None
    hours: float | None = None
    doubts: tuple[str, ...] = ()
    left: str = ""


NOTHING = Days()


@lru_cache(maxsize=4096)
def weekdays_in(text: str) -> tuple[tuple[int, ...] | None, bool]:
    """Return the weekdays named in a text, and whether "ma-do" was guessed to be a range."""
    glued = _GLUED.search(text)
    if glued:
        text = text.replace(glued.group(), " ".join(re.findall("..", glued.group())))
    hits = [(int(m.lastgroup[1:]), m.start(), m.end()) for m in _DAY.finditer(text) if m.lastgroup]
    if not hits:
        return None, False
    days: set[int] = set()
    guessed = False
    for k, (day, _, end) in enumerate(hits):
        days.add(day)
        if k + 1 < len(hits):
            between = text[end : hits[k + 1][1]]
            following = hits[k + 1][0]
            if _RANGE_SIGN.match(between) and following > day:
                dash = between.strip() in ("-", "–", "—")
                if dash and len(hits) > 2:
                    continue
                guessed |= dash and following > day + 1
                days.update(range(day, following + 1))
    return tuple(sorted(days)), guessed


def parse_days(value: Value) -> Days:
    """Parse a cell about the week; values that it does not give are ``None``.

    A number up to 7 is days, a larger one hours a week. A text may hold both a number and
    weekdays: "3 dagen (ma di wo)".
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 < value <= 7:
            return Days(count=float(value))
        return Days(hours=float(value)) if 7 < value <= 60 else NOTHING
    text = as_text(value).casefold()
    if not text or is_unknown(value):
        return NOTHING
    days = _read_days(text)
    if days == NOTHING:
        return days
    days = replace(days, left=_left_of(text, days))
    choice = _choice_of_days(text)
    if choice is not None:
        days = replace(choice, left=days.left)
    spread = _DAYS_RANGE.search(text) if days.weekdays is None else None
    if spread and int(spread.group(1)) < int(spread.group(2)) and "uur" not in text:
        days = Days(
            count=float(spread.group(2)), doubts=("import_days_range",), left=_left_of(text, days)
        )
    if _NOT_WEEKLY.search(text):
        days = replace(days, doubts=(*days.doubts, "import_not_every_week"))
    return days


#: Words that leave the weekdays to the planner: "vrij", "in overleg".
OPEN = re.compile(r"vrij|overleg|flex|wissel|rooster|open|keuze|variabel")
_OPEN_WORD = re.compile(
    r"\b(?:(?:in|volgens|naar|nog|eigen|vrije)\s+)*"
    r"(?:vrij (?:te kiezen|in te vullen|inplanbaar)"
    r"|\w*(?:overleg|flex|wissel|rooster|keuze|variabel)\w*"
    r"|open)\b"
)
_PER_WEEK = re.compile(r"\bp\.?\s?/?\s?wk?\b\.?|\bper (?:week|wk|w)\b|/\s?(?:week|wk|w)\b")
#: A weekday that was read stands in the rest of a text as this sign.
_READ_DAY = "\ue100"
_RANGE_OF_DAYS = re.compile(
    rf"{_READ_DAY}\s*(?:t/?m\.?|t\.m\.|tot en met|tot|until|through|to|-|–|—)\s*(?={_READ_DAY})"
)
_RANGE_WORD = re.compile(r"t/m|\btot\b|\bto\b")
_LIST_OF_DAYS = re.compile(
    rf"{_READ_DAY}[\s,;/+&.)(-]*(?:en|of|or|and|dan wel|plus|of\s+op|en\s+op)?[\s(]*(?={_READ_DAY})"
)
_EXCEPT_DAYS = re.compile(rf"(?:{_EXCEPT.pattern})(?={_READ_DAY})")


def _left_of(text: str, days: Days) -> str:
    """Return the words of a text about the week that were not read."""
    rest = text
    if glued := _GLUED.search(rest):
        rest = rest.replace(glued.group(), _READ_DAY, 1)
    for pattern in (_PER_WEEK, _NOT_WEEKLY, _FTE):
        rest = pattern.sub(" ", rest)
    rest = _ALL.sub(_READ_DAY, rest)
    rest = _DAY.sub(_READ_DAY, _without_numbers(rest, days))
    rest = _RANGE_OF_DAYS.sub("", rest)
    if _RANGE_WORD.search(rest) is None:
        rest = re.sub(rf"\b(?:elke|iedere|op|vaste?)\s+(?={_READ_DAY})", " ", rest)
    rest = _LIST_OF_DAYS.sub("", rest)
    rest = _EXCEPT_DAYS.sub(" ", _LIST_OF_DAYS.sub("", rest)).replace(_READ_DAY, " ")
    return words_left(_OPEN_WORD.sub(" ", rest), "days")


def _without_numbers(rest: str, days: Days) -> str:
    """Blank out the number of days and of hours that was read; any other number is left."""
    spread = _DAYS_RANGE.search(rest) if days.weekdays is None and "uur" not in rest else None
    counted = _COUNT.search(rest)
    if spread is not None and int(spread.group(1)) < int(spread.group(2)):
        rest = f"{rest[: spread.start()]} {rest[spread.end() :]}"
        rest = re.sub(r"^\s*(?:dpw|dagen|dag|dgn|dg|days?|d)\b", " ", rest)
    elif counted is not None:
        same = re.escape(counted.group(1))
        rest = re.sub(rf"(?<![\d.,]){same}\s*(?:dpw|d/w|dagen|dag|dgn|dg|days?|d\b|x|×)", " ", rest)
    elif days.count is not None and re.search(r"\d", rest) is None:
        rest = re.sub(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", " ", rest, count=1)
    elif days.count is not None or days.hours is not None:
        rest = re.sub(r"(?<![\d.,])\d+(?:[.,]\d+)?(?![\d.,]*\d)(?!e\b)", " ", rest, count=1)
        return _HOUR_WORD.sub(" ", rest)
    hours = _HOURS.search(rest)
    if hours and (days.count is None or _hours_agree(days.count, decimal_of(hours.group(1)))):
        rest = f"{rest[: hours.start()]} {rest[hours.end() :]}"
    return rest


_HOUR_WORD = re.compile(r"\b(?:uur|uren|u|hours?|hrs?|h)\b\.?")


def _hours_agree(count: float, hours: float) -> bool:
    """Return whether hours are those of one day, or of that many days."""
    return hours <= 12 or 4 <= hours / count <= 10


def _choice_of_days(text: str) -> Days | None:
    """Read weekdays to choose from: the count of the longest choice, the weekdays left open."""
    named = [days for part in _CHOICE.split(text) if (days := weekdays_in(part)[0])]
    if len(named) < 2 or _EXCEPT.search(text) or len(set(named)) < 2:
        return None
    return Days(count=float(max(map(len, named))), doubts=("import_days_choice",))


def _read_days(text: str) -> Days:
    weekdays = _named_weekdays(text)
    hours = _HOURS.search(text)
    count = _COUNT.search(text)
    if part := _FTE.search(text):
        return Days(count=5 * decimal_of(part.group(1)), weekdays=weekdays)
    if count:
        return Days(count=decimal_of(count.group(1)), weekdays=weekdays)
    if weekdays is None:
        word = next((n for w, n in NUMBER_WORDS.items() if re.search(rf"\b{w}\b", text)), None)
        if word is not None and word <= 7 and re.search(r"dag|day|dgn", text):
            return Days(count=float(word))
        if hours is None:
            return _bare_number(text)
    return Days(weekdays=weekdays, hours=decimal_of(hours.group(1)) if hours else None)


def _named_weekdays(text: str) -> tuple[int, ...] | None:
    exception = _EXCEPT.search(text)
    if exception:
        excluded = weekdays_in(text[exception.end() :])[0]
        named = weekdays_in(text[: exception.start()])[0]
        if excluded is not None:
            kept = named if named is not None else (0, 1, 2, 3, 4)
            return tuple(d for d in kept if d not in excluded) or None
    if _ALL.search(text):
        return (0, 1, 2, 3, 4)
    return weekdays_in(text)[0]


def _bare_number(text: str) -> Days:
    number = number_in(text)
    if number is None or re.search(r"\d\s*/\s*\d", text):
        return NOTHING
    if 0 < number <= 7:
        return Days(count=number)
    return Days(hours=number) if 7 < number <= 60 else NOTHING
