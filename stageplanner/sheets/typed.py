"""One value that a person types or pastes into a field, in any spelling the import knows.

A value that cannot be understood is refused with the sentence that says how to write it; an
empty text leaves a field open where that means something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.calendar import Holiday
from stageplanner.sheets.columns import Field
from stageplanner.sheets.moments import Hint, Scale, Span, parse_spans
from stageplanner.sheets.notes import Found, error
from stageplanner.sheets.personal import is_bsn
from stageplanner.sheets.programmes import find_programme
from stageplanner.sheets.read_offer import read_accredited
from stageplanner.sheets.read_open import read_closed
from stageplanner.sheets.rhythm import parse_days, parse_form, parse_forms, strange_forms
from stageplanner.sheets.schooltime import SchoolTime, resolve_span
from stageplanner.sheets.settings import REGIONS, TableSettings
from stageplanner.sheets.values import (
    is_unknown,
    number_in,
    parse_count,
    parse_level,
    parse_levels,
    parse_year,
    parse_yes_no,
)

#: Longer than any name; what is longer was pasted by mistake.
LONGEST_TEXT = 200

#: Values for fields of a row; one text may set several ("wk 36-45" sets start and end).
Values = dict[str, object]
#: What was understood of a text; ``None`` where it was refused.
Read = Found[Values | None]

_OPEN = re.compile(r"^(?:vrij|open|in overleg|flexibel|free|-)?$")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a value: the names in use, and the school year of its row.

    ``institution`` is that of the row: weeks without a year are weeks of its school year.
    """

    settings: TableSettings
    school_year: int
    institution: str = ""
    region: str = ""

    @property
    def time(self) -> SchoolTime:
        """The school year by which weeks and days without a year are read."""
        shown = f"{self.school_year}-{self.school_year + 1}"
        return self.settings.time_of(self.institution, shown, self.region)


def surroundings(
    known: Iterable[str],
    holidays: Iterable[Holiday],
    school_year: int,
) -> Surroundings:
    """The surroundings of a region; :func:`dataclasses.replace` gives those of a row."""
    settings = TableSettings(
        institution=None,
        known=tuple(known),
        school_year=school_year,
        holidays=tuple(holidays),
    )
    return Surroundings(settings=settings, school_year=school_year)


def read_typed(kind: str, name: str, text: str, around: Surroundings) -> Read:
    """Understand what was typed into a field of a stage period, leerbedrijf or holiday.

    Parameters
    ----------
    kind
        ``period``, ``leerbedrijf`` or ``holiday``.
    name
        The field by its name in the dataclass; ``span`` is first and last week in one.
    """
    bare = " ".join(text.split())
    if len(bare) > LONGEST_TEXT:
        return _refused("edit_too_long", most=LONGEST_TEXT)
    return _READERS[kind][name](name, bare, around)


def typed_fields(kind: str) -> frozenset[str]:
    """The fields of a kind of row that can be typed."""
    return frozenset(_READERS[kind])


def _refused(code: str, **values: object) -> Read:
    return Found(None, (error(code, None, **values),))


def _said(name: str, found: Found[object]) -> Read:
    """One value under the name of its field, or the note that refuses it."""
    if found.failed:
        return Found(None, found.notes)
    return Found({name: found.value}, found.notes)


# --- texts -----------------------------------------------------------------------------------


def _plain(name: str, text: str, around: Surroundings) -> Read:
    del around
    bare = text.replace(" ", "")
    if _MAIL.search(text) or (bare.isdigit() and len(bare) == 9 and is_bsn(bare)):
        return _refused("edit_personal")
    return Found({name: text})


def _required(name: str, text: str, around: Surroundings) -> Read:
    return _plain(name, text, around) if text else _refused("edit_required")


def _institution(name: str, text: str, around: Surroundings) -> Read:
    same = (known for known in around.settings.known if known.casefold() == text.casefold())
    return _required(name, next(same, text), around)


def _brin(name: str, text: str, around: Surroundings) -> Read:
    del around
    code = text.upper().replace(" ", "")
    if code and not re.fullmatch(r"\d{2}[A-Z]{2}", code):
        return _refused("edit_bad_brin", value=text)
    return Found({name: code or None})


def _company_id(name: str, text: str, around: Surroundings) -> Read:
    del around
    bare = re.sub(r"[ .]", "", text)
    return Found({name: bare if bare.isdigit() else text}) if text else _refused("edit_required")


def _programme(name: str, text: str, around: Surroundings) -> Read:
    del name, around
    found = find_programme(text, "")
    programme = found.value
    if programme is None:
        return Found(None, found.notes)
    values: Values = {"programme": programme.crebo}
    if programme.name and programme.name.casefold() != text.casefold():
        values["programme_name"] = programme.name
    if programme.niveau is not None:
        values["niveau"] = programme.niveau
    return Found(values, found.notes)


def _accredited(name: str, text: str, around: Surroundings) -> Read:
    del around
    return _said(name, read_accredited(text))


# --- numbers and choices ---------------------------------------------------------------------


def _count(name: str, text: str, around: Surroundings) -> Read:
    del around
    return _said(name, parse_count(text, Field.STUDENTS)) if text else _refused("edit_required")


def _count_or(default: int | None) -> Reader:
    def read(name: str, text: str, around: Surroundings) -> Read:
        if not text or is_unknown(text):
            return Found({name: default})
        return _count(name, text, around)

    return read


def _year(name: str, text: str, around: Surroundings) -> Read:
    if not text:
        return Found({name: None})
    year = parse_year(text, around.school_year)
    return _refused("edit_bad_year", value=text) if year is None else Found({name: year})


def _niveau(name: str, text: str, around: Surroundings) -> Read:
    del around
    if not text:
        return Found({name: None})
    level = parse_level(text)
    return _refused("edit_bad_niveau", value=text) if level is None else Found({name: level})


def _levels(name: str, text: str, around: Surroundings) -> Read:
    del around
    levels = parse_levels(text)
    if text and levels is None:
        return _refused("edit_bad_niveau", value=text)
    return Found({name: levels})


def _hours(name: str, text: str, around: Surroundings) -> Read:
    del around
    hours = number_in(text) if text else None
    if text and (hours is None or not 0 < hours <= 24):
        return _refused("edit_bad_hours", value=text)
    return Found({name: hours})


def _one_of(choices: Mapping[str, object]) -> Reader:
    def read(name: str, text: str, around: Surroundings) -> Read:
        del around
        if text.casefold() not in choices:
            shown = [choice for choice in choices if choice]
            return _refused("edit_choose", value=text, choices=shown)
        return Found({name: choices[text.casefold()]})

    return read


def _yes_no(empty: bool | None) -> Reader:
    def read(name: str, text: str, around: Surroundings) -> Read:
        del around
        if not text:
            return Found({name: empty})
        said = parse_yes_no(text)
        return _refused("edit_yes_no", value=text) if said is None else Found({name: said})

    return read


def _form(name: str, text: str, around: Surroundings) -> Read:
    del around
    form = parse_form(text)
    if form is None:
        return _refused("edit_choose", value=text, choices=["lint", "blok"])
    return Found({name: form})


def _forms(name: str, text: str, around: Surroundings) -> Read:
    del around
    forms = parse_forms(text)
    if text and (forms is None or strange_forms(text)):
        return _refused("edit_choose", value=text, choices=["lint", "blok", "lint blok"])
    return Found({name: forms})


# --- the week --------------------------------------------------------------------------------


def _days(name: str, text: str, around: Surroundings) -> Read:
    del around
    count = parse_days(text).count
    if count is None or count != int(count) or not 1 <= count <= 7:
        return _refused("import_bad_days", value=text)
    return Found({name: int(count)})


def _weekdays(name: str, text: str, around: Surroundings) -> Read:
    del around
    if _OPEN.match(text.casefold()):
        return Found({name: None})
    days = parse_days(text).weekdays
    return _refused("edit_bad_weekdays", value=text) if not days else Found({name: days})


def _places_a_day(name: str, text: str, around: Surroundings) -> Read:
    del around
    if not text:
        return Found({name: None})
    numbers = re.findall(r"\d+", text)
    if len(numbers) not in (5, 7) or re.search(r"[^\d\s,;/|-]", text):
        return _refused("edit_bad_places_a_day", value=text)
    return Found({name: tuple(int(number) for number in numbers)})


# --- dates -----------------------------------------------------------------------------------


def _moment(text: str, time: SchoolTime, *, last: bool) -> Found[date | None]:
    """A day, or the first or last day of a week or period."""
    spans = parse_spans(text, Hint.DATE, single=True)
    if len(spans) != 1 or spans[0].start is None or spans[0].end is not None:
        return Found(None, (error("import_bad_date", None, value=text),))
    found = resolve_span(Span(spans[0].start, spans[0].start), time)
    if found.value is None:
        return Found(None, found.notes)
    return Found(found.value.end if last else found.value.start, found.notes)


def _day(*, last: bool, empty: bool = False) -> Reader:
    def read(name: str, text: str, around: Surroundings) -> Read:
        if not text:
            return Found({name: None}) if empty else _refused("edit_required")
        return _said(name, _moment(text, around.time, last=last))

    return read


def _span(name: str, text: str, around: Surroundings) -> Read:
    del name
    spans = parse_spans(text, Hint.WEEK)
    if len(spans) != 1:
        return _refused("import_bad_period", value=text)
    span = spans[0]
    if span.end is None and span.start is not None and span.start.scale is Scale.DAY:
        return _refused("import_bad_period", value=text)
    found = resolve_span(span, around.time)
    if found.value is None:
        return Found(None, found.notes)
    return Found({"start": found.value.start, "end": found.value.end}, found.notes)


def _closed(name: str, text: str, around: Surroundings) -> Read:
    found = read_closed(text, around.settings)
    if found.notes:
        return _refused("edit_bad_closed", value=text)
    return Found({name: found.value})


Reader = Callable[[str, str, Surroundings], Read]

_LEERWEGEN = {"": "BOL", "bol": "BOL", "bbl": "BBL"}
_REGIONS: dict[str, object] = {"": None, **{name: name for name in REGIONS}}
_FORM_WISHES = {"": None, "lint": "lint", "blok": "blok"}

_READERS: dict[str, dict[str, Reader]] = {
    "period": {
        "institution": _institution,
        "brin": _brin,
        "location": _plain,
        "programme": _programme,
        "programme_name": _plain,
        "niveau": _niveau,
        "leerweg": _one_of(_LEERWEGEN),
        "year": _year,
        "group": _plain,
        "students": _count,
        "form": _form,
        "span": _span,
        "start": _day(last=False),
        "end": _day(last=True),
        "days_per_week": _days,
        "weekdays": _weekdays,
        "hours_per_day": _hours,
        "allowed_forms": _forms,
        "earliest_start": _day(last=False, empty=True),
        "latest_end": _day(last=True, empty=True),
        "splittable": _yes_no(None),
        "fixed": _yes_no(False),
        "region": _one_of(_REGIONS),
    },
    "leerbedrijf": {
        "id": _company_id,
        "name": _required,
        "location": _plain,
        "town": _plain,
        "branch": _plain,
        "accredited": _accredited,
        "places": _count,
        "occupied": _count_or(0),
        "available_from": _day(last=False, empty=True),
        "available_until": _day(last=True, empty=True),
        "closed": _closed,
        "supervisors": _count_or(None),
        "places_per_weekday": _places_a_day,
        "levels": _levels,
        "form_preference": _one_of(_FORM_WISHES),
    },
    "holiday": {
        "institution": _institution,
        "name": _required,
        "start": _day(last=False),
        "end": _day(last=True),
    },
}
