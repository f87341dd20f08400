"""Take the phrases out of a period cell that are no dates: days, exceptions, even weeks.

"even weken 36 t/m 46 (2 dagen) m.u.v. wk 40" holds dates, a rhythm of weeks, days a week and an
exception. Each phrase is taken out, so that what is left can be read as dates alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stageplanner.sheets.reading.values.date_tokens import MONTH, PART, WEEK
from stageplanner.sheets.reading.values.weekdays import DAY_NAMES

#: A number of weeks stands in the text as one character from here on, so that no digit is left.
COUNT_SIGN = 0xE000


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The phrases of a period cell.

    ``dates`` is the text of the dates, ``exceptions`` those of what is left out of it, ``days``
    what is stated of the week, ``every`` "even", "odd" or "other" if not every week counts, and
    ``left`` what contradicts itself.
    """

    dates: str
    exceptions: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    every: str = ""
    left: str = ""


_NUMBER_OF_WEEKS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
    "acht": 8, "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "vijftien": 15, "twintig": 20,
    "veertig": 40, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
    "twenty": 20,
}  # fmt: skip
_WEEK_COUNT = re.compile(
    r"(?<![\d.,/-])(?:(?P<n>\d{1,2})|(?P<word>\b(?:" + "|".join(_NUMBER_OF_WEEKS) + r")))"
    r"[\s-]*(?:(?:les|school|stage|bpv|kalender|volle|hele|aaneengesloten)[\s-]*)?"
    r"(?:weken|wkn|weeks?|wks?)\b(?!\s*\.?\s*\d)"
)  # fmt: skip
#: A number of weeks that is none: "8-10 weken", "om de drie weken".
_VAGUE_WEEKS = re.compile(
    r"\d{1,2}\s*(?:-|–|à|a|of|tot|/)\s*\d{1,2}\s*(?:les)?weken\b(?!\s*\d)"
    r"|\b(?:om de|per|elke|iedere|every)\s+(?:[1-9]|een|twee|drie|vier|vijf|two|three|four)\s+"
    r"(?:les)?(?:weken|weeks?)\b"
    r"|\b\d\s*x\s*\d{1,2}\s*(?:les)?weken\b"
)

_WEEK_WORD = r"(?:(?:kalender|les|school)?(?:weken|weeks?|wkn|wks?)\b\.?)"
_ODD = re.compile(
    rf"\b(?:(?:in|de|elke|iedere|alle)\s+)*(?:oneven|odd)\b(?:\s*genummerde)?\s*{_WEEK_WORD}?"
)
_EVEN = re.compile(rf"\b(?:(?:in|de|elke|iedere|alle)\s+)*even\b(?:\s*genummerde)?\s*{_WEEK_WORD}?")
_OTHER = re.compile(
    r"\bom de (?:andere )?week\b|\bom en om\b|\bom de (?:2|twee) weken\b"
    r"|\b(?:1|een|één|eens|1x|één keer|een keer|eenmaal)?\s*(?:per|in de|op de)"
    r"\s+(?:2|twee) weken\b"
    r"|\b(?:elke|iedere|every) (?:tweede|2e|andere|other|second|two) weeks?\b"
    r"|\b(?:elke|iedere) (?:tweede|2e|andere) week\b"
    r"|\btwee-?wekelijks\b|\b2-?wekelijks\b|\bbi-?weekly\b|\bfortnight(?:ly)?\b"
)

_HOLIDAY = re.compile(
    r"(?:(?:school|herfst|kerst|voorjaars?|mei|krokus|carnavals?|zomer|feest|les)?-?"
    r"(?:vakanties?|vakantieweken|vakantieweek|feestdagen|holidays?)|carnaval|kerst|pasen|"
    r"hemelvaart|pinksteren|tweede (?:paas|pinkster|kerst)dag)"
)
_EXCEPT = re.compile(
    r"\(?\s*(?:maar\s+|but\s+)?(?:"
    r"met uitzondering van|m\.?\s?u\.?\s?v\.?(?![a-z])|uitgezonderd|uitgez(?:\.|\b)|behalve"
    r"|behoudens|exclusief|excl\.?(?![a-z])|zonder|minus|geen (?:stage|bpv)(?: in)?"
    r"|niet(?: (?:in|op|tijdens))?|except(?: for)?|excluding|without|not in)\s*:?(?![a-z])"
)
_LEADING = re.compile(r"^[\s,]*(?:de|het|in|the)?\s+|\b(?:en|and)\b\s*(?=$)")
_SMALL_WORDS = re.compile(r"\b(?:de|het|en|the|and|in)\b")
#: Where the list of an exception ends.
_CLAUSE_END = re.compile(r"[);]|$")
_FREE_WEEKS = re.compile(
    rf"[(,;]\s*(?:in\s+)?(?P<list>{WEEK}\.?\s*\d{{1,2}}"
    rf"(?:\s*(?:en|,|\+|&|-|t/m)\s*(?:{WEEK}\.?)?\s*\d{{1,2}})*)\s*(?:is\s+|zijn\s+)?"
    r"(?:vrij|niet|geen stage|geen bpv|overslaan|(?:toets|school|project|les)we(?:ek|ken)|vakantie"
    r"|op school|school|free|off)\b(?!\s*\d)"
)

_WEEKDAY = r"(?:" + "|".join(DAY_NAMES) + r")\b\.?"
_PER_WEEK = (
    r"(?:\s*(?:p\.?\s?/?\s?wk?\b\.?|per (?:week|wk)\b|in de week\b|a week\b|each week\b"
    r"|/\s?(?:week|wk|w)\b))"
)
_DAYS = re.compile(
    r"(?<![\d.,/-])(?:\b(?:à|a|van|met|voor)\s+)?(?:"
    r"(?:\d(?:[.,]\d)?|\b(?:een|één|twee|drie|vier|vijf|two|three|four|five))\s*"
    r"(?:(?:hele|volle|stage|werk|bpv)[\s-]*)?(?:dagen|dag|dgn|dg|days?|d|dpw)(?![a-z])\.?"
    + _PER_WEEK
    + r"?|\d\s*(?:x|×|keer|maal)"
    + _PER_WEEK
    + r"|\d{1,2}(?:[.,]\d)?\s*(?:uur|uren|u|hours?|hrs?)(?![a-z])\.?(?:"
    + _PER_WEEK
    + r"|\s*per dag|\s*p/d)?"
    r"|\b(?:alle (?:werk)?dagen|(?:ge)?hele week|dagelijks|voltijds?|full\s?time|every day"
    r"|all week)\b)"
)
_WEEKDAYS = re.compile(
    rf"(?<![a-z])(?:\b(?:op|elke|iedere|on|alle)\s+)?(?:{_WEEKDAY}"
    rf"(?:\s*(?:[,/+&-]|en\b|and\b|t/m|tot(?: en met)?\b)?\s*{_WEEKDAY})*"
    r"|(?:ma|di|wo|do|vr|za|zo){2,7}(?![a-z]))(?!\s*\d)"
)

#: Names of blocks before their dates: "blok 1:", "P1 =", "1e blok:", "a)".
_LABEL = re.compile(
    rf"(?:^|(?<=[\s;,&(]))(?:{PART}\.?\s*(?:[1-9]|[a-f]\b)|[1-9]\s?e\s+{PART}|(?:deel|fase|ronde)\s*"
    r"(?:[1-9]|[a-f]\b)|[1-9a-f])\s*[:=]|(?:^|(?<=[;,&]))\s*[1-9a-f]\)|\bblok\s+[a-f]\b\s*[:=]?"
)
#: Days at school that do not change the placement: "+ 2 terugkomdagen".
_RETURN_DAYS = re.compile(
    r"(?:\+|\ben\b|\bincl\.?|\binclusief\b)?\s*(?:\d{1,2}\s*x?\s*)?"
    r"\bterugkom\s?(?:dag|middag|ochtend|moment)(?:en)?\b"
)
_ORDINALS = {
    "eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "1ste": "1e", "first": "1e",
    "second": "2e", "third": "3e", "fourth": "4e",
}  # fmt: skip
_ORDINAL = re.compile(r"\b(" + "|".join(_ORDINALS) + rf")\b(?=\s+(?:en|of|,|&|{PART}|t/m))")
_TWO_ORDINALS = re.compile(
    rf"\b([1-8])e?\s*(en|of|&|\+|,|t/m|~|-)\s*([1-8])\s?e\s*({PART}|semester|halfjaar)\b"
)
_SEVERAL = 2


def split_period_words(text: str) -> PeriodWords:
    """Split the text of a period cell, in lower case, into its dates and its other phrases."""
    text = _ORDINAL.sub(lambda m: _ORDINALS[m.group(1)], text)
    text = _TWO_ORDINALS.sub(r"\4 \1 \2 \4 \3", text)
    text, every, left = _take_every(_RETURN_DAYS.sub(" ", text))
    exceptions: list[str] = []
    days: list[str] = []
    text = _take_exceptions(text, exceptions, days)
    text = _take_days(text, days)
    left += [m.group() for m in _VAGUE_WEEKS.finditer(text)]
    text = _VAGUE_WEEKS.sub(" ", text)
    text = _WEEK_COUNT.sub(_count_sign, text)
    text = _LABEL.sub(" ", text, count=1)
    text = _LABEL.sub(" ; ", text)
    return PeriodWords(text, tuple(exceptions), tuple(days), every, " ".join(left))


def _take_every(text: str) -> tuple[str, str, list[str]]:
    """Take out "even weken", "oneven weken" and "om de week"."""
    found: list[str] = []
    for pattern, name in ((_ODD, "odd"), (_EVEN, "even"), (_OTHER, "other")):
        if match := pattern.search(text):
            found.append(name)
            # "even weken 36-46" says that weeks follow; in "36-46 even weken" they came before.
            follows = re.match(r"\s*\d", text[match.end() :]) is not None
            sign = " wk " if follows and re.search(r"w|k", match.group()) else " "
            text = pattern.sub(sign, text)
    named = [name for name in found if name != "other"]
    if len(named) == _SEVERAL:
        return text, "", ["even + oneven"]
    return text, (named or found or [""])[0], []


def _take_exceptions(text: str, exceptions: list[str], days: list[str]) -> str:
    """Take out what is left out of the dates: "m.u.v. wk 40", "behalve wo", "(wk 43 vrij)"."""
    exceptions += [match.group("list") for match in _FREE_WEEKS.finditer(text)]
    text = _FREE_WEEKS.sub(" ", text)
    while match := _EXCEPT.search(text):
        clause, before, after = _split_clause(text, match)
        text = f"{before} {after}"
        rest = _LEADING.sub(" ", _HOLIDAY.sub(" ", clause))
        if clause.strip() and not re.search(r"[a-z\d]", _SMALL_WORDS.sub(" ", rest)):
            continue
        during: list[str] = []
        dated = _take_days(rest, during)
        if re.search(rf"\d|{MONTH}", dated):
            exceptions.append(dated)
            days += during
        elif during:
            days.append(f"behalve {' '.join(during)}")
            text += f" {dated}"
        else:
            exceptions.append(clause or match.group())
    return text


def _split_clause(text: str, match: re.Match[str]) -> tuple[str, str, str]:
    """Return the list of an exception, and the text before and after it."""
    following = _EXCEPT.search(text, match.end())
    end = _CLAUSE_END.search(text, match.end())
    stop = min(end.start() if end else len(text), following.start() if following else len(text))
    before, after = text[: match.start()], text[stop:]
    if match.group().startswith("("):
        before, after = (before, after[1:]) if after.startswith(")") else (f"{before}(", after)
    return text[match.end() : stop], before, after


def _take_days(text: str, days: list[str]) -> str:
    """Take out what is stated of the week: "4 dgn p/w", "(ma di)", "32 uur"."""

    def taken(match: re.Match[str]) -> str:
        days.append(match.group().strip())
        return " "

    return _WEEKDAYS.sub(taken, _DAYS.sub(taken, text))


def _count_sign(match: re.Match[str]) -> str:
    number = match.group("n")
    weeks = int(number) if number else _NUMBER_OF_WEEKS[match.group("word")]
    return f" {chr(COUNT_SIGN + weeks)} "
