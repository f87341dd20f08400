"""The columns of stage periods, leerbedrijven and holidays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.calendar import VAKANTIEREGIOS, Holiday, week_number
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import wish_option
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.messages import show
from ui.base.formatting import Words
from ui.data.period_rows import PeriodRow, change_words
from ui.tables.editable_model import typed_day
from ui.tables.table_model import Column, Editor

#: A row of any of the three tables.
AnyRow = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What can be picked while editing: the names and programmes of the region."""

    institutions: Callable[[], Sequence[str]] = tuple
    programmes: Callable[[], Sequence[str]] = tuple


class _Made:
    """Makes columns of one kind of row; what is shown is what is typed, unless said otherwise."""

    def __init__(self, words: Words) -> None:
        self.words = words
        translate = QCoreApplication.translate
        self.yes, self.no = translate("Rows", "ja"), translate("Rows", "nee")

    def text(self, title: str, get: Callable[[AnyRow], str], **given: object) -> Column:
        """A text."""
        return Column(title=title, text=get, **given)

    def number(self, title: str, get: Callable[[AnyRow], float | None], **given: object) -> Column:
        """A number; nothing where it is not known."""

        def shown(row: AnyRow) -> str:
            value = get(row)
            return "" if value is None else self.words.count(value)

        def typed(row: AnyRow) -> str:
            value = get(row)
            return "" if value is None else show(float(value), self.words.language)

        def order(row: AnyRow) -> float:
            value = get(row)
            return -1 if value is None else value

        return Column(title=title, text=shown, edit=typed, sort=order, numeric=True, **given)

    def day(self, title: str, get: Callable[[AnyRow], date | None], **given: object) -> Column:
        """A day."""

        def shown(row: AnyRow) -> str:
            value = get(row)
            return "" if value is None else self.words.day(value)

        return Column(
            title=title,
            text=shown,
            edit=lambda row: typed_day(get(row)),
            sort=lambda row: get(row) or date.max,
            editor=Editor.DATE,
            width=given.pop("width", 118),
            **given,
        )

    def choice(
        self, title: str, get: Callable[[AnyRow], str], choices: Sequence[str], **given: object
    ) -> Column:
        """One of a few."""
        return Column(title=title, text=get, editor=Editor.CHOICE, choices=lambda: choices, **given)

    def yes_no(
        self, title: str, get: Callable[[AnyRow], bool | None], *, is_open: bool, **given: object
    ) -> Column:
        """Ja or nee, or open where the policy decides."""

        def typed(row: AnyRow) -> str:
            value = get(row)
            return "" if value is None else self.yes if value else self.no

        def shown(row: AnyRow) -> str:
            # What is the usual is not shouted.
            return typed(row) if is_open or get(row) else ""

        choices = ("", self.yes, self.no) if is_open else (self.yes, self.no)
        return Column(
            title=title,
            text=shown,
            edit=typed,
            editor=Editor.CHOICE,
            choices=lambda: choices,
            **given,
        )


def _forms(period: StagePeriod) -> str:
    return " ".join(form.value for form in period.allowed_forms or ())


def _plan_words(words: Words, row: PeriodRow) -> str:
    """What the plan does with a stage period that it changes."""
    if not row.is_changed:
        return ""
    if len(row.placements) > 1:
        return f"● {change_words(row)}"
    return f"● {words.option(row.placements[0].option)}"


def period_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """The columns of the table of stage periods: what was handed in, and what the plan does."""
    translate, make = QCoreApplication.translate, _Made(words)
    offers = offers or Offers()

    def weeks(period: StagePeriod) -> str:
        return words.weeks(wish_option(period))

    def typed_weeks(period: StagePeriod) -> str:
        return f"wk {week_number(period.start)}-{week_number(period.end)}"

    def programme(period: StagePeriod) -> str:
        return f"{period.programme} {period.programme_name}".strip()

    regions = ("", *VAKANTIEREGIOS)
    return (
        make.text(
            translate("Rows", "Instelling"),
            lambda r: r.period.institution,
            width=158,
            field="institution",
            editor=Editor.LIST,
            choices=offers.institutions,
        ),
        make.text(
            translate("Rows", "Opleiding"),
            lambda r: r.period.programme_name or r.period.programme,
            edit=lambda r: programme(r.period),
            tip=lambda r: f"{r.period.programme_name} ({r.period.programme})",
            width=190,
            stretches=True,
            field="programme",
            editor=Editor.LIST,
            choices=offers.programmes,
        ),
        make.text(translate("Rows", "Groep"), lambda r: r.period.group, width=84, field="group"),
        make.number(translate("Rows", "Jaar"), lambda r: r.period.year, width=78, field="year"),
        make.number(
            translate("Rows", "Studenten"),
            lambda r: r.period.students,
            width=104,
            field="students",
        ),
        make.choice(
            translate("Rows", "Vorm"),
            lambda r: words.form(r.period.form),
            ("lint", "blok"),
            width=74,
            field="form",
        ),
        make.text(
            translate("Rows", "Weken"),
            lambda r: weeks(r.period),
            edit=lambda r: typed_weeks(r.period),
            sort=lambda r: r.period.start,
            width=98,
            field="span",
        ),
        make.text(
            translate("Rows", "Weekdagen"),
            lambda r: words.rhythm(wish_option(r.period)),
            edit=lambda r: words.weekdays(r.period.weekdays) if r.period.weekdays else "",
            sort=lambda r: (r.period.days_per_week, r.period.weekdays or ()),
            width=156,
            field="weekdays",
            editor=Editor.WEEKDAYS,
        ),
        make.text(
            translate("Rows", "In het voorstel"),
            lambda r: _plan_words(words, r),
            tip=change_words,
            sort=lambda r: (not r.is_changed, r.placements[0].option.start),
            width=230,
        ),
        make.number(
            translate("Rows", "Dagen/wk"),
            lambda r: r.period.days_per_week,
            width=104,
            field="days_per_week",
        ),
        make.day(translate("Rows", "Van"), lambda r: r.period.start, field="start"),
        make.day(translate("Rows", "T/m"), lambda r: r.period.end, field="end"),
        make.yes_no(
            translate("Rows", "Vast"),
            lambda r: r.period.fixed,
            is_open=False,
            width=74,
            field="fixed",
        ),
        make.choice(
            translate("Rows", "Vormen toegestaan"),
            lambda r: _forms(r.period),
            ("", "lint", "blok", "lint blok"),
            width=166,
            field="allowed_forms",
        ),
        make.day(
            translate("Rows", "Vroegste start"),
            lambda r: r.period.earliest_start,
            width=138,
            field="earliest_start",
        ),
        make.day(
            translate("Rows", "Laatste einde"),
            lambda r: r.period.latest_end,
            width=132,
            field="latest_end",
        ),
        make.yes_no(
            translate("Rows", "Splitsen"),
            lambda r: r.period.splittable,
            is_open=True,
            width=96,
            field="splittable",
        ),
        make.number(
            translate("Rows", "Uren/dag"),
            lambda r: r.period.hours_per_day,
            width=100,
            field="hours_per_day",
        ),
        make.number(
            translate("Rows", "Niveau"), lambda r: r.period.niveau, width=88, field="niveau"
        ),
        make.text(
            translate("Rows", "Crebo"), lambda r: r.period.programme, width=84, field="programme"
        ),
        make.choice(
            translate("Rows", "Leerweg"),
            lambda r: r.period.leerweg,
            ("BOL", "BBL"),
            width=94,
            field="leerweg",
        ),
        make.text(
            translate("Rows", "Locatie"), lambda r: r.period.location, width=130, field="location"
        ),
        make.text(translate("Rows", "BRIN"), lambda r: r.period.brin or "", width=76, field="brin"),
        make.choice(
            translate("Rows", "Vakantieregio"),
            lambda r: r.period.region or "",
            regions,
            width=132,
            field="region",
        ),
    )


def company_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """The columns of the table of leerbedrijven."""
    translate, make = QCoreApplication.translate, _Made(words)
    offers = offers or Offers()

    def a_day(company: Leerbedrijf) -> str:
        return " ".join(str(places) for places in company.places_per_weekday or ())

    return (
        make.text(
            translate("Rows", "Naam"), lambda r: r.name, width=230, stretches=True, field="name"
        ),
        make.text(translate("Rows", "Locatie"), lambda r: r.location, width=140, field="location"),
        make.text(translate("Rows", "Plaats"), lambda r: r.town, width=120, field="town"),
        make.text(translate("Rows", "LeerbedrijfID"), lambda r: r.id, width=130, field="id"),
        make.text(
            translate("Rows", "Erkend voor (crebo)"),
            lambda r: ", ".join(r.accredited),
            width=220,
            field="accredited",
        ),
        make.number(translate("Rows", "Plaatsen"), lambda r: r.places, width=100, field="places"),
        make.number(
            translate("Rows", "Waarvan bezet"), lambda r: r.occupied, width=136, field="occupied"
        ),
        make.number(translate("Rows", "Vrij"), lambda r: max(0, r.places - r.occupied), width=74),
        make.text(
            translate("Rows", "Per weekdag (ma-vr)"), a_day, width=172, field="places_per_weekday"
        ),
        make.day(translate("Rows", "Open van"), lambda r: r.available_from, field="available_from"),
        make.day(
            translate("Rows", "Open t/m"), lambda r: r.available_until, field="available_until"
        ),
        make.text(
            translate("Rows", "Gesloten"),
            lambda r: "; ".join(
                f"{words.short_day(c.start)} – {words.short_day(c.end)}" for c in r.closed
            ),
            edit=lambda r: "; ".join(
                f"{typed_day(c.start)} t/m {typed_day(c.end)}" for c in r.closed
            ),
            width=170,
            field="closed",
        ),
        make.text(translate("Rows", "Branche"), lambda r: r.branch, width=130, field="branch"),
        make.number(
            translate("Rows", "Praktijkopleiders"),
            lambda r: r.supervisors,
            width=150,
            field="supervisors",
        ),
        make.text(
            translate("Rows", "Niveaus"),
            lambda r: ", ".join(str(level) for level in r.levels or ()),
            width=92,
            field="levels",
        ),
        make.choice(
            translate("Rows", "Voorkeur vorm"),
            lambda r: r.form_preference or "",
            ("", "lint", "blok"),
            width=134,
            field="form_preference",
        ),
    )


def holiday_columns(words: Words, offers: Offers | None = None) -> tuple[Column, ...]:
    """The columns of the table of holidays."""
    translate, make = QCoreApplication.translate, _Made(words)
    offers = offers or Offers()

    def days(holiday: Holiday) -> int:
        return (holiday.end - holiday.start).days + 1

    return (
        make.text(
            translate("Rows", "Instelling"),
            lambda r: r.institution,
            width=220,
            stretches=True,
            field="institution",
            editor=Editor.LIST,
            choices=offers.institutions,
        ),
        make.text(translate("Rows", "Vakantie"), lambda r: r.name, width=200, field="name"),
        make.day(translate("Rows", "Van"), lambda r: r.start, width=124, field="start"),
        make.day(translate("Rows", "T/m"), lambda r: r.end, width=124, field="end"),
        make.number(translate("Rows", "Dagen"), days, width=84),
    )
