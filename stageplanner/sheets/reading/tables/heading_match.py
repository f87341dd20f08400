"""Match a heading to the fields its column may hold: exactly, in part, or by similarity.

A heading alone is not decisive ("Dagen" may hold a number or weekdays), so every guess is
weighed against the values below it (:func:`fit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_synonyms import (
    CAPACITY_SYNONYMS,
    HOLIDAY_SYNONYMS,
    PERIOD_SYNONYMS,
)
from stageplanner.sheets.reading.values.choices import parse_yes_no
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.heading_evidence import (
    Evidence,
    evidence_of_part,
    evidence_of_typo,
)
from stageplanner.sheets.reading.values.numbers import (
    is_unknown,
    parse_level,
    parse_number,
    parse_year,
)
from stageplanner.sheets.reading.values.weekdays import parse_days
from stageplanner.sheets.reading.workbook.grid import Value, as_text, is_blank

SYNONYMS: Mapping[Kind, Mapping[Field, tuple[str, ...]]] = {
    Kind.PERIODS: PERIOD_SYNONYMS,
    Kind.CAPACITY: CAPACITY_SYNONYMS,
    Kind.HOLIDAYS: HOLIDAY_SYNONYMS,
}

#: How much a field counts as evidence for its kind of table.
WEIGHTS: Mapping[Kind, Mapping[Field, float]] = {
    Kind.PERIODS: {
        Field.STUDENTS: 2.0, Field.GROUP: 1.5, Field.PROGRAMME: 1.5, Field.PROGRAMME_NAME: 1.0,
        Field.YEAR: 1.0, Field.DAYS: 1.5, Field.WEEKDAYS: 1.5, Field.SPAN: 1.0, Field.LEERWEG: 1.0,
        Field.WISH_FORM: 2.0, Field.WISH_START: 2.0, Field.HOURS_PER_WEEK: 1.0,
    },
    Kind.CAPACITY: {
        Field.ID: 2.5, Field.PLACES: 2.5, Field.ACCREDITED: 1.5, Field.SUPERVISORS: 2.0,
        Field.OCCUPIED: 1.5, Field.NAME: 1.5, Field.BRANCH: 1.0, Field.CLOSED: 1.5,
        Field.FORM_PREFERENCE: 0.5, Field.LEVELS: 0.5,
    },
    Kind.HOLIDAYS: {Field.HOLIDAY: 3.0},
}  # fmt: skip

#: Fields that may occur several times in one table: once per period of a row.
REPEATED = frozenset(
    {
        Field.START, Field.END, Field.SPAN, Field.WEEK_COUNT, Field.DAYS, Field.WEEKDAYS,
        Field.FORM, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK, Field.STUDENTS,
    }
)  # fmt: skip

_FUZZY_FROM = 86.0
#: A heading that names a period of the school year and nothing else.
BARE_PERIOD = re.compile(
    r"(?:p|periode|onderwijsperiode|lesperiode|bpv|blok|kwartaal|q|period|term|semester|s)\s?[1-8]"
)
#: A weekday is a whole heading, not part of one.
_WEEKDAYS = frozenset(WEEKDAY_FIELDS)
_LEADING = re.compile(
    r"^(?:(?:stageperiode|bpv periode|periode|stage|bpv|blok|period|placement|p|per|rij)\s+)+"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A possible field of a heading; ``index`` numbers the periods of a row (0: not numbered).

    ``assumed`` is set if the heading does not surely name the field.
    """

    field: Field
    confidence: float
    index: int = 0
    assumed: bool = False


@cache
def _table(kind: Kind) -> dict[str, tuple[Field, ...]]:
    fields: dict[str, tuple[Field, ...]] = {}
    for field, words in SYNONYMS[kind].items():
        for word in words:
            fields[word] = (*fields.get(word, ()), field)
    return fields


@lru_cache(maxsize=20_000)
def guesses(heading: str, kind: Kind, *, fuzzy: bool = True) -> tuple[Guess, ...]:
    """Return the fields that a normalised heading may mean in a kind of table, best first."""
    if not heading or len(heading) > 90:
        return ()
    exact = _table(kind).get(heading)
    if exact:
        return tuple(Guess(field, 1.0 - 0.01 * k) for k, field in enumerate(exact))
    numbered = _numbered(heading, kind)
    if numbered:
        return numbered
    if not fuzzy:
        return ()
    return _contained(heading, kind) or _alike(heading, kind)


def _numbered(heading: str, kind: Kind) -> tuple[Guess, ...]:
    """Match headings with the number of a period: "periode 1 van", "start 2", "bpv 1"."""
    match = re.search(r"\b(?:p|bpv)?([1-8])e?\b", heading)
    if match is None or kind is not Kind.PERIODS:
        return ()
    index = int(match.group(1))
    base = " ".join(f"{heading[: match.start()]} {heading[match.end() :]}".split())
    if not base or base in ("periode", "stage", "bpv", "stageperiode", "bpv periode", "period"):
        return (Guess(Field.SPAN, 0.8, index),)
    for words in (base, _LEADING.sub("", base)):
        fields = _table(kind).get(words, ())
        repeated = [f for f in fields if f in REPEATED]
        if repeated:
            return tuple(Guess(f, 0.97 - 0.01 * k, index) for k, f in enumerate(repeated))
    return ()


def _contained(heading: str, kind: Kind) -> tuple[Guess, ...]:
    """Match the longest synonym that is a whole part of the heading."""
    words = heading.split()
    table = _table(kind)
    if kind is Kind.CAPACITY and BARE_PERIOD.fullmatch(heading):
        return ()
    for size in range(min(len(words) - 1, 5), 0, -1):
        for first in range(len(words) - size + 1):
            part = " ".join(words[first : first + size])
            if len(part) > 2 and part in table and not set(table[part]) & _WEEKDAYS:
                share = len(part) / len(heading)
                others = (*words[:first], *words[first + size :])
                found = _with_evidence(
                    0.6 + 0.3 * share,
                    {f: evidence_of_part(part, others, f) for f in table[part]},
                )
                if found:
                    return found
    return ()


def _with_evidence(confidence: float, fields: Mapping[Field, Evidence]) -> tuple[Guess, ...]:
    """Return the guesses of the fields that the heading gives evidence for."""
    return tuple(
        Guess(f, confidence - 0.01 * k, assumed=evidence is Evidence.ASSUMED)
        for k, (f, evidence) in enumerate(fields.items())
        if evidence is not Evidence.NONE
    )


def _alike(heading: str, kind: Kind) -> tuple[Guess, ...]:
    if len(heading) < 5:
        return ()
    choice = process.extractOne(
        heading, _table(kind).keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM
    )
    if choice is None:
        return ()
    word, score, _ = choice
    if len(word) < 5:
        return ()
    fields = {f: evidence_of_typo(heading, word, f) for f in _table(kind)[word]}
    return _with_evidence(0.85 * score / 100, fields)


def hint_of(heading: str) -> Hint:
    """Return what a heading implies for the dates below it: weeks or days."""
    words = normalise(heading)
    if re.search(r"\b(?:week|weken|wk|wks|weeknr|weeks|startweek|eindweek|beginweek)\w*", words):
        return Hint.WEEK
    return Hint.DATE if re.search(r"datum|date|dag\b", words) else Hint.NONE


_CREBO = re.compile(r"(?<!\d)2[2-9]\d{3}(?!\d)")


def _fits(field: Field, value: Value, heading: str) -> bool:  # noqa: PLR0911, PLR0912 a case per field
    text = as_text(value)
    match field:
        case Field.PROGRAMME | Field.ACCREDITED:
            return bool(_CREBO.search(text))
        case Field.PROGRAMME_NAME | Field.NAME:
            return bool(re.search(r"[a-zA-Z]{2}", text))
        case Field.YEAR:
            return parse_year(value, 2026) is not None and len(text) <= 14
        case Field.SCHOOL_YEAR:
            return bool(re.search(r"\d\d", text)) and len(text) <= 12 and text not in "123456"
        case Field.LEVEL:
            return parse_level(value) is not None
        case Field.STUDENTS | Field.PLACES | Field.OCCUPIED | Field.SUPERVISORS:
            return parse_number(value) is not None or is_unknown(value)
        case Field.DAYS:
            days = parse_days(value)
            return days.count is not None or days.weekdays is not None
        case Field.WEEKDAYS:
            return parse_days(value).weekdays is not None
        case Field.HOURS_PER_DAY:
            number = parse_number(value)
            return number is not None and 1 <= number <= 12
        case Field.HOURS_PER_WEEK:
            number = parse_number(value)
            return number is not None and 4 <= number <= 48
        case Field.FORM:
            return parse_form(value) is not None
        case Field.START | Field.END:
            return bool(parse_spans(value, hint_of(heading), single=True))
        case Field.SPAN:
            return any(s.end or s.weeks or _is_part(s.start) for s in parse_spans(value))
        case Field.WEEK_COUNT:
            number = parse_number(value)
            return number is not None and 1 <= number <= 45 and "-" not in text
        case Field.SPLIT | Field.FIXED | Field.CHANGED:
            return parse_yes_no(value) is not None
        case Field.GROUP:
            return len(text) <= 30
    return True


def _is_part(moment: object) -> bool:
    scale = getattr(moment, "scale", None)
    return scale is not None and scale.value in ("period", "semester", "year_start", "week")


def fit(field: Field, values: Iterable[Value], heading: str) -> float:
    """Return the share of values in a column that suit a field; 0.5 without values."""
    filled = [v for v in values if not is_blank(v)][:40]
    if not filled:
        return 0.5
    return sum(_fits(field, v, heading) for v in filled) / len(filled)
