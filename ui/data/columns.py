"""The columns of stage periods, leerbedrijven and holidays."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from stageplanner.domain.calendar import VAKANTIEREGIOS, week_number
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import wish_option
from ui.base.formatting import Words
from ui.data.period_rows import PeriodRow, change_words
from ui.tables.column_spec import ColumnSpec, Kind, Offers, build_columns
from ui.tables.editable_model import typed_day
from ui.tables.table_model import Column, Editor


def _typed_weeks(_words: Words, row: PeriodRow) -> str:
    return f"wk {week_number(row.period.start)}-{week_number(row.period.end)}"


def _typed_programme(_words: Words, row: PeriodRow) -> str:
    return f"{row.period.programme} {row.period.programme_name}".strip()


def _programme_tip(row: PeriodRow) -> str:
    return f"{row.period.programme_name} ({row.period.programme})"


def _typed_weekdays(words: Words, row: PeriodRow) -> str:
    return words.weekdays(row.period.weekdays) if row.period.weekdays else ""


def _rhythm_order(row: PeriodRow) -> tuple[int, tuple[int, ...]]:
    return row.period.days_per_week, row.period.weekdays or ()


def _allowed_forms(_words: Words, row: PeriodRow) -> str:
    return " ".join(form.value for form in row.period.allowed_forms or ())


def _planned(words: Words, row: PeriodRow) -> str:
    """Return what the plan does with a stage period that it changes."""
    if not row.is_changed:
        return ""
    if len(row.placements) > 1:
        return f"● {change_words(row)}"
    return f"● {words.option(row.placements[0].option)}"


def _planned_order(row: PeriodRow) -> tuple[object, ...]:
    return not row.is_changed, row.placements[0].option.start


#: The wish that was handed in, and what the plan does with it.
PERIOD_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Instelling"),
        158,
        field="institution",
        editor=Editor.LIST,
        choices="institutions",
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Opleiding"),
        190,
        lambda _, row: row.period.programme_name or row.period.programme,
        field="programme",
        edit=_typed_programme,
        tip=_programme_tip,
        stretches=True,
        editor=Editor.LIST,
        choices="programmes",
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Groep"), 84, field="group"),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Jaar"), 78, field="year", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Studenten"), 104, field="students", kind=Kind.NUMBER),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vorm"),
        74,
        lambda words, row: words.form(row.period.form),
        field="form",
        editor=Editor.CHOICE,
        choices=("lint", "blok"),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Weken"),
        98,
        lambda words, row: words.weeks(wish_option(row.period)),
        field="span",
        edit=_typed_weeks,
        sort=attrgetter("period.start"),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Weekdagen"),
        156,
        lambda words, row: words.rhythm(wish_option(row.period)),
        field="weekdays",
        edit=_typed_weekdays,
        sort=_rhythm_order,
        editor=Editor.WEEKDAYS,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "In het voorstel"),
        230,
        _planned,
        tip=change_words,
        sort=_planned_order,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Dagen/wk"), 104, field="days_per_week", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Van"), 118, field="start", kind=Kind.DAY),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "T/m"), 118, field="end", kind=Kind.DAY),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Vast"), 74, field="fixed", kind=Kind.YES_NO),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vormen toegestaan"),
        166,
        _allowed_forms,
        field="allowed_forms",
        editor=Editor.CHOICE,
        choices=("", "lint", "blok", "lint blok"),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vroegste start"), 138, field="earliest_start", kind=Kind.DAY
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Laatste einde"), 132, field="latest_end", kind=Kind.DAY),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Splitsen"), 96, field="splittable", kind=Kind.YES_NO_OPEN
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Uren/dag"), 100, field="hours_per_day", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Niveau"), 88, field="niveau", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Crebo"), 84, field="programme"),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Leerweg"),
        94,
        field="leerweg",
        editor=Editor.CHOICE,
        choices=("BOL", "BBL"),
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Locatie"), 130, field="location"),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "BRIN"), 76, lambda _, row: row.period.brin or "", field="brin"
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vakantieregio"),
        132,
        lambda _, row: row.period.region or "",
        field="region",
        editor=Editor.CHOICE,
        choices=("", *VAKANTIEREGIOS),
    ),
)


def _accredited(_words: Words, company: Leerbedrijf) -> str:
    return ", ".join(company.accredited)


def _free_places(company: Leerbedrijf) -> float:
    return max(0, company.places - company.occupied)


def _weekday_places(_words: Words, company: Leerbedrijf) -> str:
    return " ".join(str(places) for places in company.places_per_weekday or ())


def _closed(words: Words, company: Leerbedrijf) -> str:
    return "; ".join(
        f"{words.short_day(span.start)} – {words.short_day(span.end)}" for span in company.closed
    )


def _typed_closed(_words: Words, company: Leerbedrijf) -> str:
    return "; ".join(
        f"{typed_day(span.start)} t/m {typed_day(span.end)}" for span in company.closed
    )


def _niveaus(_words: Words, company: Leerbedrijf) -> str:
    return ", ".join(str(level) for level in company.levels or ())


COMPANY_COLUMNS = (
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Naam"), 230, field="name", stretches=True),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Locatie"), 140, field="location"),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Plaats"), 120, field="town"),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "LeerbedrijfID"), 130, field="id"),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Erkend voor (crebo)"), 220, _accredited, field="accredited"
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Plaatsen"), 100, field="places", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Waarvan bezet"), 136, field="occupied", kind=Kind.NUMBER),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Vrij"), 74, value=_free_places, kind=Kind.NUMBER),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Per weekdag (ma-vr)"),
        172,
        _weekday_places,
        field="places_per_weekday",
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Open van"), 118, field="available_from", kind=Kind.DAY),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Open t/m"), 118, field="available_until", kind=Kind.DAY),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Gesloten"), 170, _closed, field="closed", edit=_typed_closed
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Branche"), 130, field="branch"),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Praktijkopleiders"),
        150,
        field="supervisors",
        kind=Kind.NUMBER,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Niveaus"), 92, _niveaus, field="levels"),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Voorkeur vorm"),
        134,
        lambda _, company: company.form_preference or "",
        field="form_preference",
        editor=Editor.CHOICE,
        choices=("", "lint", "blok"),
    ),
)

HOLIDAY_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Instelling"),
        220,
        field="institution",
        stretches=True,
        editor=Editor.LIST,
        choices="institutions",
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Vakantie"), 200, field="name"),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Van"), 124, field="start", kind=Kind.DAY),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "T/m"), 124, field="end", kind=Kind.DAY),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Dagen"),
        84,
        value=lambda holiday: (holiday.end - holiday.start).days + 1,
        kind=Kind.NUMBER,
    ),
)


def _of_period(field: str) -> Callable[[PeriodRow], Any]:
    get = attrgetter(field)
    return lambda row: get(row.period)


def period_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """Build the columns of the table of stage periods."""
    return build_columns("Rows", PERIOD_COLUMNS, words, value_of=_of_period, offers=offers)


def company_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """Build the columns of the table of leerbedrijven."""
    return build_columns("Rows", COMPANY_COLUMNS, words, offers=offers)


def holiday_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """Build the columns of the table of holidays."""
    return build_columns("Rows", HOLIDAY_COLUMNS, words, offers=offers)
