"""Days a week, weekdays and form, as people write them: "4 dgn", "ma+di", "16 uur p/w", "lint"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.form import Form, form_of
from stageplanner.sheets.columns import Field
from stageplanner.sheets.grid import Value, as_text
from stageplanner.sheets.notes import Found, Note, error, info, warning
from stageplanner.sheets.values import NUMBER_WORDS, is_unknown, number_in

HOURS_PER_DAY = 8.0

_DAY_NAMES = (
    r"maandagen|maandag|maan|monday|mon|mo|ma",
    r"dinsdagen|dinsdag|dins|tuesday|tues|tue|tu|di",
    r"woensdagen|woensdag|woens|wednesday|weds|wed|we|wo",
    r"donderdagen|donderdag|dond|thursday|thurs|thur|thu|th|do",
    r"vrijdagen|vrijdag|vrij|friday|fri|fr|vr",
    r"zaterdagen|zaterdag|zat|saturday|sat|za",
    r"zondagen|zondag|zon|sunday|sun|zo",
)
_DAY = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<d{i}>{names})" for i, names in enumerate(_DAY_NAMES))
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
    r"tweewekelijks|biweekly|fortnight|every (?:other|second|two) weeks?|\bafwisselend"
)
_DAYS_RANGE = re.compile(
    r"(?<![\d.,/])([1-5])\s*(?:-|–|à|a|/|of|or|to|tot|t/m)\s*([2-7])(?![\d.,/])"
)
_RANGE_SIGN = re.compile(r"^\s*(?:t/?m\.?|t\.m\.|tot en met|tot|until|through|to|-|–|—)\s*$")


@dataclass(frozen=True, slots=True)
class Days:
    """What a cell says of the week: how many days, which, and hours a week where given.

    ``doubts`` are the codes of what is assumed: a choice, a range, weeks that are passed over.
    """

    count: float | None = None
    weekdays: tuple[int, ...] | None = None
    hours: float | None = None
    doubts: tuple[str, ...] = ()


NOTHING = Days()


@lru_cache(maxsize=4096)
def _weekdays_in(text: str) -> tuple[tuple[int, ...] | None, bool]:
    """The weekdays named in a text, and whether "ma-do" was taken as a range by guess."""
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
    """Read a cell about the week; what it does not say stays ``None``.

    A number up to 7 is days, a larger one hours a week; a text may hold both a number and
    weekdays ("3 dagen (ma di wo)").
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 < value <= 7:
            return Days(count=float(value))
        return Days(hours=float(value)) if 7 < value <= 60 else NOTHING
    text = as_text(value).casefold()
    if not text or is_unknown(value):
        return NOTHING
    found = _read_days(text)
    if found == NOTHING:
        return found
    choice = _choice_of_days(text)
    if choice is not None:
        found = choice
    spread = _DAYS_RANGE.search(text) if found.weekdays is None else None
    if spread and int(spread.group(1)) < int(spread.group(2)) and "uur" not in text:
        found = Days(count=float(spread.group(2)), doubts=("import_days_range",))
    if _NOT_WEEKLY.search(text):
        found = replace(found, doubts=(*found.doubts, "import_not_every_week"))
    return found


def _choice_of_days(text: str) -> Days | None:
    """Weekdays to choose from: as many as the longest choice, and which is open."""
    named = [days for part in _CHOICE.split(text) if (days := _weekdays_in(part)[0])]
    if len(named) < 2 or _EXCEPT.search(text) or len(set(named)) < 2:
        return None
    return Days(count=float(max(map(len, named))), doubts=("import_days_choice",))


def _read_days(text: str) -> Days:
    weekdays = _named_weekdays(text)
    hours = _HOURS.search(text)
    count = _COUNT.search(text)
    if part := _FTE.search(text):
        return Days(count=5 * _float(part.group(1)), weekdays=weekdays)
    if count:
        return Days(count=_float(count.group(1)), weekdays=weekdays)
    if weekdays is None:
        word = next((n for w, n in NUMBER_WORDS.items() if re.search(rf"\b{w}\b", text)), None)
        if word is not None and word <= 7 and re.search(r"dag|day|dgn", text):
            return Days(count=float(word))
        if hours is None:
            return _bare_number(text)
    return Days(weekdays=weekdays, hours=_float(hours.group(1)) if hours else None)


def _named_weekdays(text: str) -> tuple[int, ...] | None:
    exception = _EXCEPT.search(text)
    if exception:
        without = _weekdays_in(text[exception.end() :])[0]
        named = _weekdays_in(text[: exception.start()])[0]
        if without is not None:
            kept = named if named is not None else (0, 1, 2, 3, 4)
            return tuple(d for d in kept if d not in without) or None
    if _ALL.search(text):
        return (0, 1, 2, 3, 4)
    return _weekdays_in(text)[0]


def _bare_number(text: str) -> Days:
    number = number_in(text)
    if number is None or re.search(r"\d\s*/\s*\d", text):
        return NOTHING
    if 0 < number <= 7:
        return Days(count=number)
    return Days(hours=number) if 7 < number <= 60 else NOTHING


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def parse_form(value: Value) -> Form | None:
    """Lint or blok, whatever the spelling; ``None`` where the cell names neither."""
    text = as_text(value).casefold()
    lint = bool(re.search(r"\blint|ribbon|part.?time|deeltijd|^l$", text))
    blok = bool(re.search(r"\bblok|\bblock|full.?time|voltijd|^b$", text))
    if lint == blok:
        return None
    return Form.LINT if lint else Form.BLOK


@lru_cache(maxsize=4096, typed=True)
def parse_forms(value: Value) -> tuple[Form, ...] | None:
    """The forms that are allowed: "lint blok", "beide", "alleen lint"; ``None`` where open."""
    text = as_text(value).casefold()
    if re.search(r"beide|allebei|alle\b|both|any", text):
        return (Form.LINT, Form.BLOK)
    forms = []
    if re.search(r"lint|ribbon", text):
        forms.append(Form.LINT)
    if re.search(r"blok|block", text):
        forms.append(Form.BLOK)
    return tuple(forms) or None


def strange_forms(value: Value) -> str:
    """What stands among the allowed forms and is none."""
    known = r"(?:lint|blok|ribbon|block)(?:stage|placement)?s?"
    rest = re.sub(
        rf"\b(?:{known}|beide|allebei|alle|both|any|alleen|only|en|of|and|or)\b",
        " ",
        as_text(value).casefold(),
    )
    return " ".join(re.findall(r"[a-z]{2,}", rest))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of a row: form, days a week, weekdays (``None`` where open), hours a day."""

    form: Form
    days_per_week: int
    weekdays: tuple[int, ...] | None
    hours_per_day: float | None


@dataclass(frozen=True, slots=True)
class RhythmCells:
    """The cells of a row that speak of its rhythm."""

    form: Value = None
    days: Value = None
    weekdays: Value = None
    hours_per_day: Value = None
    hours_per_week: Value = None
    marked: tuple[int, ...] | None = None


@lru_cache(maxsize=4096)
def read_rhythm(cells: RhythmCells) -> Found[Rhythm | None]:
    """Put the rhythm cells of a row together; weekdays win over a number that differs."""
    notes: list[Note] = []
    days, named = parse_days(cells.days), parse_days(cells.weekdays)
    in_form = parse_days(cells.form) if isinstance(cells.form, str) else NOTHING
    per_day = _hours_per_day(cells.hours_per_day)
    weekdays = named.weekdays or days.weekdays or cells.marked or in_form.weekdays
    count = days.count or named.count or in_form.count
    hours = _week_hours(cells, days, named, in_form)
    if weekdays is None and count is None and hours is not None:
        count = hours / (per_day or HOURS_PER_DAY)
        notes.append(info("import_days_from_hours", Field.HOURS_PER_WEEK, hours=hours))
    unread = _unread(cells, days, named)
    notes += unread
    notes += _doubts(cells, days, named)
    weekdays = _settle_range(cells, weekdays, count)
    if weekdays is not None:
        said = count if count is not None or hours is None else hours / (per_day or HOURS_PER_DAY)
        if said is not None and abs(said - len(weekdays)) >= HALF_A_DAY:
            notes.append(_days_differ(round(said, 1), weekdays))
        chosen = len(weekdays)
    elif count is None:
        return Found(None, tuple(notes) if unread else (*notes, _no_days(cells)))
    else:
        chosen = -int(-count // 1)
        if chosen != count:
            notes.append(warning("import_part_days", Field.DAYS, value=count, used=chosen))
    if not 1 <= chosen <= 7:
        return Found(None, (*notes, error("import_bad_days", Field.DAYS, value=chosen)))
    form = parse_form(cells.form)
    if form is None and as_text(cells.form) and not is_unknown(cells.form):
        form = form_of(chosen)
        notes.append(
            warning("import_bad_form", Field.FORM, value=as_text(cells.form), used=form.value)
        )
    rhythm = Rhythm(form or form_of(chosen), chosen, weekdays, per_day)
    return Found(rhythm, tuple(notes))


def _settle_range(
    cells: RhythmCells, weekdays: tuple[int, ...] | None, count: float | None
) -> tuple[int, ...] | None:
    """Take "ma-do" as two days where the number of days says two, else as Monday to Thursday."""
    text = as_text(cells.weekdays or cells.days).casefold()
    if weekdays is None or count != 2 or len(weekdays) == 2 or not _weekdays_in(text)[1]:
        return weekdays
    return (weekdays[0], weekdays[-1])


def _week_hours(cells: RhythmCells, days: Days, named: Days, in_form: Days) -> float | None:
    if cells.hours_per_week is not None:
        read = parse_days(cells.hours_per_week)
        return read.hours or read.count
    return days.hours or named.hours or in_form.hours


def _hours_per_day(value: Value) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        hours: float | None = float(value)
    else:
        hours = number_in(as_text(value))
    return hours if hours is not None and 0 < hours <= 24 else None


def _days_differ(count: float, weekdays: tuple[int, ...]) -> Note:
    return warning(
        "import_days_differ", Field.WEEKDAYS, count=count, weekdays=format_weekdays(weekdays)
    )


def _no_days(cells: RhythmCells) -> Note:
    given = as_text(cells.days) or as_text(cells.weekdays) or as_text(cells.hours_per_week)
    if given and not is_unknown(given):
        return error("import_bad_days", Field.DAYS, value=given)
    return error("import_no_days", Field.DAYS)


def _unread(cells: RhythmCells, days: Days, named: Days) -> list[Note]:
    """Cells that say something about days which could not be understood."""
    notes = []
    for value, read, at in (
        (cells.days, days, Field.DAYS),
        (cells.weekdays, named, Field.WEEKDAYS),
    ):
        text = as_text(value)
        if text and read == NOTHING and not is_unknown(value) and not _is_open(text):
            notes.append(error("import_bad_days", at, value=text))
    strange = _strange_words(as_text(cells.weekdays))
    if named.weekdays is not None and strange:
        used = format_weekdays(named.weekdays)
        notes.append(warning("import_strange_weekday", Field.WEEKDAYS, value=strange, used=used))
    return notes


def _doubts(cells: RhythmCells, days: Days, named: Days) -> list[Note]:
    """What was assumed where a cell leaves something open."""
    notes = []
    for value, read, at in (
        (cells.days, days, Field.DAYS),
        (cells.weekdays, named, Field.WEEKDAYS),
    ):
        used = f"{read.count:g}" if read.count is not None else ""
        notes += [warning(code, at, value=as_text(value), used=used) for code in read.doubts]
    return notes


def _strange_words(text: str) -> str:
    """What stands among abbreviated weekdays and is none: the "zz" of "ma di zz"."""
    words = re.split(r"[\s,;/+&.-]+", text.casefold().strip())
    is_short = [_weekdays_in(word)[0] is not None for word in words if word]
    if not any(is_short) or re.search(r"[\d(]", text):
        return ""
    return " ".join(
        w for w in words if w and len(w) == 2 and _weekdays_in(w)[0] is None and w not in _JOINING
    )


#: Words of two letters that join weekdays or leave some out.
_JOINING = frozenset(["en", "of", "to", "or", "tm", "op", "om", "in"])
#: Days a week that differ by less are the same, rounded.
HALF_A_DAY = 0.5


def _is_open(text: str) -> bool:
    """Tell whether a text leaves the weekdays to the planner: "vrij", "in overleg"."""
    return bool(re.search(r"vrij|overleg|flex|wissel|rooster|open|keuze|variabel", text.casefold()))
