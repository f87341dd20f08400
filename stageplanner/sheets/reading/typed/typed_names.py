"""Parse names, numbers and choices that a person types into a field."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed
from stageplanner.sheets.reading.personal_data import is_bsn
from stageplanner.sheets.reading.rows.offered_places import read_accredited
from stageplanner.sheets.reading.typed.row_context import (
    Read,
    Reader,
    RowContext,
    Values,
    not_understood,
    read_as,
)
from stageplanner.sheets.reading.values.choices import parse_yes_no
from stageplanner.sheets.reading.values.forms import parse_form, parse_forms, strange_forms
from stageplanner.sheets.reading.values.hours import parse_day_hours
from stageplanner.sheets.reading.values.leerjaar import level_notes, read_levels, read_year
from stageplanner.sheets.reading.values.numbers import (
    is_unknown,
    parse_count,
    parse_level,
)
from stageplanner.sheets.reading.values.programmes import find_programme

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


# --- texts -----------------------------------------------------------------------------------


def _plain(name: str, text: str, context: RowContext) -> Read:
    del context
    bare = text.replace(" ", "")
    if _MAIL.search(text) or (bare.isdigit() and len(bare) == 9 and is_bsn(bare)):
        return not_understood("edit_personal")
    return Parsed({name: text})


def _required(name: str, text: str, context: RowContext) -> Read:
    return _plain(name, text, context) if text else not_understood("edit_required")


def _institution(name: str, text: str, context: RowContext) -> Read:
    same = (known for known in context.settings.known if known.casefold() == text.casefold())
    return _required(name, next(same, text), context)


def _brin(name: str, text: str, context: RowContext) -> Read:
    del context
    code = text.upper().replace(" ", "")
    if code and not re.fullmatch(r"\d{2}[A-Z]{2}", code):
        return not_understood("edit_bad_brin", value=text)
    return Parsed({name: code or None})


def _company_id(name: str, text: str, context: RowContext) -> Read:
    del context
    if not text:
        return not_understood("edit_required")
    bare = re.sub(r"[ .]", "", text)
    return Parsed({name: bare if bare.isdigit() else text})


def _programme(name: str, text: str, context: RowContext) -> Read:
    del name, context
    reading = find_programme(text, "")
    programme = reading.value
    if programme is None:
        return Parsed(None, reading.notes)
    values: Values = {"programme": programme.crebo}
    if programme.name and programme.name.casefold() != text.casefold():
        values["programme_name"] = programme.name
    if programme.niveau is not None:
        values["niveau"] = programme.niveau
    return Parsed(values, reading.notes)


def _accredited(name: str, text: str, context: RowContext) -> Read:
    del context
    return read_as(name, read_accredited(text))


# --- numbers and choices ---------------------------------------------------------------------


def _count(name: str, text: str, context: RowContext) -> Read:
    del context
    return (
        read_as(name, parse_count(text, Field.STUDENTS))
        if text
        else not_understood("edit_required")
    )


def _count_or(default: int | None) -> Reader:
    def read(name: str, text: str, context: RowContext) -> Read:
        if not text or is_unknown(text):
            return Parsed({name: default})
        return _count(name, text, context)

    return read


def _year(name: str, text: str, context: RowContext) -> Read:
    if not text:
        return Parsed({name: None})
    year = read_year(text, context.school_year)
    if year.value is None or year.notes:
        return not_understood("edit_bad_year", value=text)
    return Parsed({name: year.value})


def _niveau(name: str, text: str, context: RowContext) -> Read:
    del context
    if not text:
        return Parsed({name: None})
    level = parse_level(text)
    if level is None or level_notes(text):
        return not_understood("edit_bad_niveau", value=text)
    return Parsed({name: level})


def _levels(name: str, text: str, context: RowContext) -> Read:
    del context
    levels = read_levels(text)
    if levels.notes:
        return not_understood("edit_bad_niveau", value=text)
    return Parsed({name: levels.value})


def _hours(name: str, text: str, context: RowContext) -> Read:
    del context
    hours = parse_day_hours(text).value if text else None
    if text and (hours is None or not 0 < hours <= 24):
        return not_understood("edit_bad_hours", value=text)
    return Parsed({name: hours})


def _one_of(choices: Mapping[str, object]) -> Reader:
    def read(name: str, text: str, context: RowContext) -> Read:
        del context
        if text.casefold() not in choices:
            shown = [choice for choice in choices if choice]
            return not_understood("edit_choose", value=text, choices=shown)
        return Parsed({name: choices[text.casefold()]})

    return read


def _yes_no(empty: bool | None) -> Reader:
    def read(name: str, text: str, context: RowContext) -> Read:
        del context
        if not text:
            return Parsed({name: empty})
        answer = parse_yes_no(text)
        return (
            not_understood("edit_yes_no", value=text) if answer is None else Parsed({name: answer})
        )

    return read


def _form(name: str, text: str, context: RowContext) -> Read:
    del context
    form = parse_form(text)
    if form is None:
        return not_understood("edit_choose", value=text, choices=["lint", "blok"])
    return Parsed({name: form})


def _forms(name: str, text: str, context: RowContext) -> Read:
    del context
    forms = parse_forms(text)
    if text and (forms is None or strange_forms(text)):
        return not_understood("edit_choose", value=text, choices=["lint", "blok", "lint blok"])
    return Parsed({name: forms})


_LEERWEGEN = {"": "BOL", "bol": "BOL", "bbl": "BBL"}
_REGIONS: dict[str, object] = {"": None, **{name: name for name in VAKANTIEREGIOS}}
_FORM_WISHES = {"": None, "lint": "lint", "blok": "blok"}

#: The fields of each kind of row that hold words, numbers or choices.
WORDS: dict[str, dict[str, Reader]] = {
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
        "hours_per_day": _hours,
        "allowed_forms": _forms,
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
        "supervisors": _count_or(None),
        "levels": _levels,
        "form_preference": _one_of(_FORM_WISHES),
    },
    "holiday": {
        "institution": _institution,
        "name": _required,
    },
}
