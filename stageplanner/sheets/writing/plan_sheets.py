"""The sheets that can be read back: Plan, Leerbedrijven and Vakanties.

Their headings and words are those of the canonical workbook in every language, because the
import and next year's templates depend on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import DateRange, format_weekdays
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, placements_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.facts import Facts
from stageplanner.sheets.columns import (
    CAPACITY_COLUMNS,
    CAPACITY_EXTRA_COLUMNS,
    HOLIDAY_COLUMNS,
    ID_COLUMN,
    PLAN_COLUMNS,
    SHEET_CAPACITY,
    SHEET_HOLIDAYS,
    SHEET_PLAN,
    WEEKDAY_FIELDS,
    WISH_DAYS_COLUMN,
    Column,
    Field,
)
from stageplanner.sheets.writing.page_layout import height_of, need_height, set_page, set_print_area
from stageplanner.sheets.writing.plan_cells import PLANNED, Value
from stageplanner.sheets.writing.styles import (
    CHANGED,
    HEAD,
    HEAD_CENTER,
    Look,
    add_sheet,
    write_code,
    write_date,
    write_number,
    write_text,
)

PLAN_SHEET_COLUMNS: tuple[Column, ...] = (*PLAN_COLUMNS, WISH_DAYS_COLUMN, ID_COLUMN)


#: Narrower than on a template: wrapped headings keep the paper legible.
PLAN_WIDTHS: dict[Field, float] = {
    Field.INSTITUTION: 20, Field.BRIN: 7, Field.LOCATION: 16, Field.PROGRAMME_NAME: 30,
    Field.PROGRAMME: 7, Field.LEVEL: 7.5, Field.LEERWEG: 8.5, Field.YEAR: 8.5, Field.GROUP: 10,
    Field.STUDENTS: 10.5, Field.FORM: 6.5, Field.START: 11, Field.END: 11, Field.DAYS: 8.5,
    Field.WEEKDAYS: 13.5, Field.HOURS_PER_DAY: 8, Field.ALLOWED_FORMS: 11, Field.EARLIEST: 11,
    Field.LATEST: 11, Field.SPLIT: 11, Field.FIXED: 6, Field.REGION: 13.5,
    Field.WISH_FORM: 10, Field.WISH_START: 11.5, Field.WISH_END: 11.5, Field.WISH_WEEKDAYS: 13.5,
    Field.CHANGED: 10.5, Field.REASON: 78, Field.WISH_DAYS: 10, Field.ID: 15,
}  # fmt: skip
CAPACITY_WIDTHS: dict[Field, float] = {
    Field.NAME: 30, Field.ACCREDITED: 32, Field.OCCUPIED: 13, Field.CLOSED: 24,
    Field.SUPERVISORS: 16, Field.FORM_PREFERENCE: 14,
}  # fmt: skip

#: Fields whose number is a code: crebo and LeerbedrijfID.
_CODES = frozenset({Field.PROGRAMME, Field.ID, Field.ACCREDITED})
_CENTERED = frozenset(
    {
        Field.BRIN, Field.LEVEL, Field.LEERWEG, Field.YEAR, Field.STUDENTS, Field.FORM,
        Field.START, Field.END, Field.DAYS, Field.HOURS_PER_DAY, Field.EARLIEST, Field.LATEST,
        Field.SPLIT, Field.FIXED, Field.WISH_FORM, Field.WISH_START, Field.WISH_END,
        Field.WISH_DAYS, Field.CHANGED, Field.PLACES, Field.OCCUPIED, Field.AVAILABLE_FROM,
        Field.AVAILABLE_UNTIL, Field.SUPERVISORS, Field.PROGRAMME, *WEEKDAY_FIELDS,
    }
)  # fmt: skip
_LONG = frozenset({Field.REASON, Field.PROGRAMME_NAME, Field.CLOSED, Field.ACCREDITED, Field.NAME})


def yes_no(value: bool | None) -> str | None:
    """Return ``ja`` or ``nee``, or ``None`` if it is not known."""
    return None if value is None else "ja" if value else "nee"


def plan_row(facts: Facts, period: StagePeriod, placement: Placement) -> dict[Field, Value]:
    """Return a row of the sheet Plan: the stage period as planned, its wish, and the reason."""
    wish = wish_option(period)
    changed = period.id in facts.changed
    return {
        Field.INSTITUTION: period.institution,
        Field.BRIN: period.brin,
        Field.LOCATION: period.location,
        Field.PROGRAMME_NAME: period.programme_name,
        Field.PROGRAMME: period.programme,
        Field.LEVEL: period.niveau,
        Field.LEERWEG: period.leerweg,
        Field.YEAR: period.year,
        Field.GROUP: period.group,
        Field.STUDENTS: placement.students,
        **{field: value(placement.option) for field, value in PLANNED.items()},
        Field.HOURS_PER_DAY: period.hours_per_day,
        Field.ALLOWED_FORMS: (
            None
            if period.allowed_forms is None
            else " ".join(form.value for form in period.allowed_forms)
        ),
        Field.EARLIEST: period.earliest_start,
        Field.LATEST: period.latest_end,
        Field.SPLIT: yes_no(period.splittable),
        Field.FIXED: yes_no(period.fixed),
        Field.REGION: period.region,
        Field.WISH_FORM: wish.form.value,
        Field.WISH_START: wish.start,
        Field.WISH_END: wish.end,
        Field.WISH_WEEKDAYS: format_weekdays(wish.weekdays),
        Field.CHANGED: yes_no(changed),
        Field.REASON: facts.reasons.get(period.id) if changed else None,
        Field.WISH_DAYS: wish.days_per_week,
        Field.ID: period.id,
    }


def write_plan(book: Workbook, facts: Facts) -> Worksheet:
    """Write every stage period as planned, one row per part of a group."""
    ws = add_sheet(book, SHEET_PLAN)
    write_head(ws, PLAN_SHEET_COLUMNS, PLAN_WIDTHS)
    row = 2
    for period in facts.state.periods:
        wish = wish_option(period)
        for placement in placements_of(facts.plan, period):
            values = plan_row(facts, period, placement)
            differs = {
                field
                for field, value in PLANNED.items()
                if period.id in facts.changed and values[field] != value(wish)
            }
            write_row(ws, row, PLAN_SHEET_COLUMNS, values, language=facts.language, differs=differs)
            row += 1
    # Thirty columns are not legible on one page: two pages wide, each with the group.
    finish(ws, facts, PLAN_SHEET_COLUMNS, freeze="J2", pages_wide=2)
    ws.print_title_cols = "A:I"
    return ws


def write_capacity(book: Workbook, facts: Facts) -> Worksheet:
    """Write the leerbedrijven and their places, without optional columns that are empty."""
    rows = [_capacity_row(company) for company in facts.state.leerbedrijven]
    extra = tuple(
        column
        for column in CAPACITY_EXTRA_COLUMNS
        if any(row.get(column.field) is not None for row in rows)
    )
    columns = (*CAPACITY_COLUMNS, *extra)
    ws = add_sheet(book, SHEET_CAPACITY)
    write_head(ws, columns, CAPACITY_WIDTHS)
    for row, values in enumerate(rows, start=2):
        write_row(ws, row, columns, values, language=facts.language)
    finish(ws, facts, columns, freeze="C2")
    return ws


def write_holidays(book: Workbook, facts: Facts) -> Worksheet:
    """Write the holidays that the institutions sent."""
    ws = add_sheet(book, SHEET_HOLIDAYS)
    write_head(ws, HOLIDAY_COLUMNS)
    for row, holiday in enumerate(facts.state.holidays, start=2):
        values: dict[Field, Value] = {
            Field.INSTITUTION: holiday.institution,
            Field.HOLIDAY: holiday.name,
            Field.START: holiday.start,
            Field.END: holiday.end,
        }
        write_row(ws, row, HOLIDAY_COLUMNS, values, language=facts.language)
    finish(ws, facts, HOLIDAY_COLUMNS, freeze="A2", landscape=False)
    return ws


def _capacity_row(company: Leerbedrijf) -> dict[Field, Value]:
    weekdays = company.places_per_weekday or ()
    return {
        Field.ID: company.id,
        Field.NAME: company.name,
        Field.LOCATION: company.location,
        Field.TOWN: company.town,
        Field.BRANCH: company.branch,
        Field.ACCREDITED: ", ".join(company.accredited),
        Field.PLACES: company.places,
        Field.OCCUPIED: company.occupied,
        Field.AVAILABLE_FROM: company.available_from,
        Field.AVAILABLE_UNTIL: company.available_until,
        Field.CLOSED: "; ".join(_range(closed) for closed in company.closed) or None,
        Field.SUPERVISORS: company.supervisors,
        **dict(zip(WEEKDAY_FIELDS, weekdays, strict=False)),
        Field.LEVELS: (
            None if company.levels is None else ", ".join(str(level) for level in company.levels)
        ),
        Field.FORM_PREFERENCE: company.form_preference,
    }


def _range(days: DateRange) -> str:
    """Return days as the canonical workbook writes them: ``21-12-2026 t/m 01-01-2027``."""
    return f"{days.start:%d-%m-%Y} t/m {days.end:%d-%m-%Y}"


def write_head(
    ws: Worksheet, columns: tuple[Column, ...], widths: Mapping[Field, float] | None = None
) -> None:
    """Write the canonical headings, and set the widths of their columns."""
    for index, column in enumerate(columns, start=1):
        look = HEAD_CENTER if column.field in _CENTERED else HEAD
        write_text(ws, 1, index, column.heading, look)
        width = (widths or {}).get(column.field, column.width)
        ws.column_dimensions[get_column_letter(index)].width = width
    ws.row_dimensions[1].height = 40


def write_row(
    ws: Worksheet,
    row: int,
    columns: tuple[Column, ...],
    values: dict[Field, Value],
    *,
    language: str,
    differs: set[Field] | frozenset[Field] = frozenset(),
) -> None:
    """Write one row; fields that differ from the wish are bold on a tint."""
    for index, column in enumerate(columns, start=1):
        value = values.get(column.field)
        is_new = column.field in differs
        look = Look(
            size=9,
            bold=is_new,
            fill=CHANGED if is_new else None,
            align="center" if column.field in _CENTERED else "left",
            wrap=column.field in _LONG,
            vertical="top",
            border="bottom",
        )
        if isinstance(value, date):
            write_date(ws, row, index, value, look=look, language=language)
        elif isinstance(value, str) and column.field in _CODES:
            write_code(ws, row, index, value, look)
        elif value is None or isinstance(value, str):
            write_text(ws, row, index, value, look)
            if value and column.field in _LONG:
                width = ws.column_dimensions[get_column_letter(index)].width
                need_height(ws, row, height_of(value, width, look.size, is_new) + 3)
        else:
            write_number(ws, row, index, value, look, number_format="General")


def finish(
    ws: Worksheet,
    facts: Facts,
    columns: tuple[Column, ...],
    *,
    freeze: str,
    landscape: bool = True,
    pages_wide: int = 1,
) -> None:
    """Freeze the headings, add a filter, and set the page."""
    ws.freeze_panes = freeze
    ws.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{ws.max_row}"
    set_page(
        ws,
        facts.language,
        footer=f"{facts.sentence('document', years=facts.school_year)} · {ws.title}",
        landscape=landscape,
        title_rows="1:1",
        pages_wide=pages_wide,
    )
    set_print_area(ws, len(columns))
