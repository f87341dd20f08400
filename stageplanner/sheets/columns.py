"""Every column StagePlanner writes, with its heading and the field that it holds.

The headings are those of the template, the exports and the exported plan. The words that
institutions use are in :mod:`stageplanner.sheets.reading.tables.heading_synonyms`. Headings are
compared after :func:`normalise`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """The fields a column can hold, as code words that do not depend on its heading."""

    ID = "id"
    INSTITUTION = "institution"
    BRIN = "brin"
    LOCATION = "location"
    PROGRAMME_NAME = "programme_name"
    PROGRAMME = "programme"
    LEVEL = "level"
    LEERWEG = "leerweg"
    YEAR = "year"
    GROUP = "group"
    STUDENTS = "students"
    FORM = "form"
    START = "start"
    END = "end"
    SPAN = "span"
    WEEK_COUNT = "week_count"
    DAYS = "days"
    WEEKDAYS = "weekdays"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOURS_PER_DAY = "hours_per_day"
    HOURS_PER_WEEK = "hours_per_week"
    ALLOWED_FORMS = "allowed_forms"
    EARLIEST = "earliest"
    LATEST = "latest"
    SPLIT = "split"
    FIXED = "fixed"
    REGION = "region"
    SCHOOL_YEAR = "school_year"
    REMARK = "remark"
    WISH_FORM = "wish_form"
    WISH_START = "wish_start"
    WISH_END = "wish_end"
    WISH_DAYS = "wish_days"
    WISH_WEEKDAYS = "wish_weekdays"
    CHANGED = "changed"
    REASON = "reason"
    ANSWER = "answer"
    COUNTER_FORM = "counter_form"
    COUNTER_START = "counter_start"
    COUNTER_END = "counter_end"
    COUNTER_DAYS = "counter_days"
    COUNTER_WEEKDAYS = "counter_weekdays"
    COUNTER_STUDENTS = "counter_students"
    PROPOSAL = "proposal"
    TOKEN = "token"
    NAME = "name"
    TOWN = "town"
    BRANCH = "branch"
    ACCREDITED = "accredited"
    PLACES = "places"
    OCCUPIED = "occupied"
    OCCUPIED_MORE = "occupied_more"
    AVAILABLE_FROM = "available_from"
    AVAILABLE_UNTIL = "available_until"
    CLOSED = "closed"
    SUPERVISORS = "supervisors"
    LEVELS = "levels"
    FORM_PREFERENCE = "form_preference"
    STATUS = "status"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet StagePlanner writes: its meaning, heading and width in characters."""

    field: Field
    heading: str
    width: int = 12


SHEET_PERIODS = "Stageperiodes"
SHEET_CAPACITY = "Leerbedrijven"
SHEET_HOLIDAYS = "Vakanties"
SHEET_PLAN = "Plan"
SHEET_ANSWER = "Antwoord"

PERIOD_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.INSTITUTION, heading="Instelling", width=22),
    Column(field=Field.BRIN, heading="BRIN", width=8),
    Column(field=Field.LOCATION, heading="Locatie", width=14),
    Column(field=Field.PROGRAMME_NAME, heading="Opleiding", width=34),
    Column(field=Field.PROGRAMME, heading="Crebo", width=8),
    Column(field=Field.LEVEL, heading="Niveau", width=8),
    Column(field=Field.LEERWEG, heading="Leerweg", width=9),
    Column(field=Field.YEAR, heading="Leerjaar", width=9),
    Column(field=Field.GROUP, heading="Groep", width=12),
    Column(field=Field.STUDENTS, heading="Aantal studenten", width=10),
    Column(field=Field.FORM, heading="Vorm", width=7),
    Column(field=Field.START, heading="Startdatum", width=12),
    Column(field=Field.END, heading="Einddatum", width=12),
    Column(field=Field.DAYS, heading="Dagen per week", width=9),
    Column(field=Field.WEEKDAYS, heading="Weekdagen", width=14),
    Column(field=Field.HOURS_PER_DAY, heading="Uren per dag", width=8),
    Column(field=Field.ALLOWED_FORMS, heading="Toegestane vormen", width=12),
    Column(field=Field.EARLIEST, heading="Vroegste start", width=12),
    Column(field=Field.LATEST, heading="Laatste einde", width=12),
    Column(field=Field.SPLIT, heading="Splitsen toegestaan", width=11),
    Column(field=Field.FIXED, heading="Vast", width=6),
    Column(field=Field.REGION, heading="Vakantieregio", width=13),
)

#: Columns that the exported plan adds: the wish, and the reason for the change.
WISH_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.WISH_FORM, heading="Voorkeur vorm", width=9),
    Column(field=Field.WISH_START, heading="Voorkeur startdatum", width=12),
    Column(field=Field.WISH_END, heading="Voorkeur einddatum", width=12),
    Column(field=Field.WISH_WEEKDAYS, heading="Voorkeur weekdagen", width=14),
    Column(field=Field.CHANGED, heading="Gewijzigd", width=10),
    Column(field=Field.REASON, heading="Reden", width=60),
)

#: Optional, after the others: days a week of a wish with open weekdays, and our own id.
WISH_DAYS_COLUMN = Column(field=Field.WISH_DAYS, heading="Voorkeur dagen per week", width=9)
ID_COLUMN = Column(field=Field.ID, heading="StagePlanner-id", width=14)

PLAN_COLUMNS: tuple[Column, ...] = PERIOD_COLUMNS + WISH_COLUMNS

#: Columns in which a party answers a proposal.
ANSWER_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.ANSWER, heading="Antwoord", width=14),
    Column(field=Field.COUNTER_FORM, heading="Tegenvoorstel vorm", width=12),
    Column(field=Field.COUNTER_START, heading="Tegenvoorstel startdatum", width=13),
    Column(field=Field.COUNTER_END, heading="Tegenvoorstel einddatum", width=13),
    Column(field=Field.COUNTER_DAYS, heading="Tegenvoorstel dagen per week", width=13),
    Column(field=Field.COUNTER_WEEKDAYS, heading="Tegenvoorstel weekdagen", width=14),
    Column(field=Field.REMARK, heading="Opmerking", width=40),
)

#: Columns that identify a row of a round; the last one is hidden.
PROPOSAL_COLUMN = Column(field=Field.PROPOSAL, heading="Voorstel", width=9)
TOKEN_COLUMN = Column(field=Field.TOKEN, heading="Kenmerk", width=36)
#: Optional answer column, for a group that is to be split.
COUNTER_STUDENTS_COLUMN = Column(
    field=Field.COUNTER_STUDENTS, heading="Tegenvoorstel aantal studenten", width=13
)

CAPACITY_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.ID, heading="LeerbedrijfID", width=14),
    Column(field=Field.NAME, heading="Naam", width=28),
    Column(field=Field.LOCATION, heading="Locatie", width=24),
    Column(field=Field.TOWN, heading="Plaats", width=14),
    Column(field=Field.BRANCH, heading="Branche", width=14),
    Column(field=Field.ACCREDITED, heading="Erkend voor (crebo)", width=30),
    Column(field=Field.PLACES, heading="Plaatsen", width=9),
    Column(field=Field.OCCUPIED, heading="Waarvan bezet (BBL/hbo)", width=12),
    Column(field=Field.AVAILABLE_FROM, heading="Beschikbaar van", width=12),
    Column(field=Field.AVAILABLE_UNTIL, heading="Beschikbaar t/m", width=12),
    Column(field=Field.CLOSED, heading="Gesloten", width=30),
    Column(field=Field.SUPERVISORS, heading="Praktijkopleiders", width=10),
)

#: Optional columns of Leerbedrijven: places per weekday, niveaus, preferred form.
WEEKDAY_FIELDS: tuple[Field, ...] = (
    Field.MONDAY,
    Field.TUESDAY,
    Field.WEDNESDAY,
    Field.THURSDAY,
    Field.FRIDAY,
    Field.SATURDAY,
    Field.SUNDAY,
)
CAPACITY_EXTRA_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.MONDAY, heading="ma", width=5),
    Column(field=Field.TUESDAY, heading="di", width=5),
    Column(field=Field.WEDNESDAY, heading="wo", width=5),
    Column(field=Field.THURSDAY, heading="do", width=5),
    Column(field=Field.FRIDAY, heading="vr", width=5),
    Column(field=Field.SATURDAY, heading="za", width=5),
    Column(field=Field.SUNDAY, heading="zo", width=5),
    Column(field=Field.LEVELS, heading="Niveaus", width=9),
    Column(field=Field.FORM_PREFERENCE, heading="Vormvoorkeur", width=12),
)

HOLIDAY_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.INSTITUTION, heading="Instelling", width=24),
    Column(field=Field.HOLIDAY, heading="Vakantie", width=20),
    Column(field=Field.START, heading="Van", width=12),
    Column(field=Field.END, heading="T/m", width=12),
)


def field_named(name: str) -> Field | None:
    """Return the field of a code word ("students") or of a heading of the template."""
    words = normalise(name)
    capacity = CAPACITY_COLUMNS + CAPACITY_EXTRA_COLUMNS
    columns = PLAN_COLUMNS + ANSWER_COLUMNS + capacity + HOLIDAY_COLUMNS
    named = {normalise(column.heading): column.field for column in reversed(columns)}
    if name.strip().casefold() in set(Field):
        return Field(name.strip().casefold())
    return named.get(words)


@lru_cache(maxsize=20_000)
def normalise(heading: str) -> str:
    """Return a heading without case, accents, signs and double spaces, for comparison."""
    flat = unicodedata.normalize("NFKD", heading.replace("\u00ad", ""))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", flat).strip()
