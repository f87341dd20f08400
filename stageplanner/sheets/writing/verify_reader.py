"""Reading a workbook that StagePlanner wrote, exactly as its cells are.

The import guesses, since it reads what people send: it looks up names and codes and skips a row
"Totaal". A recount must not guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from stageplanner.domain.calendar import DateRange, Holiday, parse_weekdays
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.stage_period import StagePeriod
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
from stageplanner.sheets.reading.result import PlannedPeriod
from stageplanner.sheets.reading.values.programmes import codes_listed

Row = Mapping[Field, Any]
Written = tuple[tuple[PlannedPeriod, ...], tuple[Leerbedrijf, ...], tuple[Holiday, ...]]


def read_written(path: Path) -> Written:
    """Read the stage periods as wished and planned, the leerbedrijven and the holidays.

    Raises
    ------
    KeyError, ValueError
        If StagePlanner did not write the file.
    """
    plan_columns = (*PLAN_COLUMNS, WISH_DAYS_COLUMN, ID_COLUMN)
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True)
        rows = tuple(_rows(book[SHEET_PLAN], plan_columns))
        places = tuple(_rows(book[SHEET_CAPACITY], (*CAPACITY_COLUMNS, *CAPACITY_EXTRA_COLUMNS)))
        holidays = tuple(_rows(book[SHEET_HOLIDAYS], HOLIDAY_COLUMNS))
    planned = tuple(_planned(row) for row in rows)
    codes = frozenset(row.period.programme for row in planned)
    return (
        planned,
        tuple(_company(row, codes) for row in places),
        tuple(
            Holiday(
                institution=_text(row, Field.INSTITUTION),
                name=_text(row, Field.HOLIDAY),
                start=_known_day(row, Field.START),
                end=_known_day(row, Field.END),
            )
            for row in holidays
        ),
    )


def _rows(ws: Any, columns: Sequence[Column]) -> Iterator[Row]:  # noqa: ANN401 - read-only sheet
    """Yield the rows of a sheet by field, without empty rows."""
    fields = {column.heading: column.field for column in columns}
    lines = ws.iter_rows(values_only=True)
    heads = [fields[str(head)] for head in next(lines) if head is not None]
    for line in lines:
        if any(value is not None for value in line):
            yield dict(zip(heads, line, strict=False))


def _planned(row: Row) -> PlannedPeriod:
    planned = _option(row, (Field.FORM, Field.START, Field.END, Field.DAYS, Field.WEEKDAYS))
    wish = _option(
        row,
        (Field.WISH_FORM, Field.WISH_START, Field.WISH_END, Field.WISH_DAYS, Field.WISH_WEEKDAYS),
    )
    forms = _text(row, Field.ALLOWED_FORMS)
    period = StagePeriod(
        id=_text(row, Field.ID),
        institution=_text(row, Field.INSTITUTION),
        brin=_text(row, Field.BRIN) or None,
        location=_text(row, Field.LOCATION),
        programme=_text(row, Field.PROGRAMME),
        programme_name=_text(row, Field.PROGRAMME_NAME),
        niveau=row[Field.LEVEL],
        leerweg=_text(row, Field.LEERWEG),
        year=row[Field.YEAR],
        group=_text(row, Field.GROUP),
        students=row[Field.STUDENTS],
        form=wish.form,
        start=wish.start,
        end=wish.end,
        days_per_week=wish.days_per_week,
        weekdays=wish.weekdays,
        hours_per_day=row[Field.HOURS_PER_DAY],
        allowed_forms=tuple(map(Form, forms.split())) if forms else None,
        earliest_start=_day(row, Field.EARLIEST),
        latest_end=_day(row, Field.LATEST),
        splittable=_yes(row, Field.SPLIT),
        fixed=bool(_yes(row, Field.FIXED)),
        region=_text(row, Field.REGION) or None,
    )
    changed = bool(_yes(row, Field.CHANGED))
    return PlannedPeriod(
        period=period, option=planned, changed=changed, reason=_text(row, Field.REASON)
    )


def _option(row: Row, fields: tuple[Field, Field, Field, Field, Field]) -> Option:
    form, start, end, days, weekdays = fields
    return Option(
        form=Form(_text(row, form)),
        start=_known_day(row, start),
        end=_known_day(row, end),
        days_per_week=row[days],
        weekdays=parse_weekdays(_text(row, weekdays)) or None,
    )


def _company(row: Row, codes: frozenset[str]) -> Leerbedrijf:
    weekdays = tuple(row[f] for f in WEEKDAY_FIELDS if row.get(f) is not None)
    levels = _text(row, Field.LEVELS)
    return Leerbedrijf(
        id=_text(row, Field.ID),
        name=_text(row, Field.NAME),
        location=_text(row, Field.LOCATION),
        town=_text(row, Field.TOWN),
        branch=_text(row, Field.BRANCH),
        accredited=codes_listed(_text(row, Field.ACCREDITED), codes),
        places=row[Field.PLACES],
        occupied=row[Field.OCCUPIED] or 0,
        available_from=_day(row, Field.AVAILABLE_FROM),
        available_until=_day(row, Field.AVAILABLE_UNTIL),
        closed=tuple(_closed(_text(row, Field.CLOSED))),
        supervisors=row[Field.SUPERVISORS],
        places_per_weekday=weekdays or None,
        levels=tuple(int(level) for level in levels.split(", ")) if levels else None,
        form_preference=_text(row, Field.FORM_PREFERENCE) or None,
    )


def _closed(listed: str) -> Iterator[DateRange]:
    for part in filter(None, listed.split("; ")):
        first, last = (datetime.strptime(day, "%d-%m-%Y").date() for day in part.split(" t/m "))
        yield DateRange(start=first, end=last)


def _text(row: Row, name: Field) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _day(row: Row, name: Field) -> date | None:
    value = row.get(name)
    return value.date() if isinstance(value, datetime) else None


def _known_day(row: Row, name: Field) -> date:
    day = _day(row, name)
    if day is None:
        raise ValueError(f"{name}: {row.get(name)!r}")
    return day


def _yes(row: Row, name: Field) -> bool | None:
    answer = _text(row, name)
    return answer == "ja" if answer else None
