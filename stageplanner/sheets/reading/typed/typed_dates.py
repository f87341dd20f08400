"""Parse weekdays, days and stretches of dates that a person types into a field."""

from __future__ import annotations

import re
from datetime import date

from stageplanner.sheets.reading.notes import Parsed, error
from stageplanner.sheets.reading.rows.opening_dates import read_closed
from stageplanner.sheets.reading.typed.row_context import (
    Read,
    Reader,
    RowContext,
    not_understood,
    read_as,
)
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, read_plain
from stageplanner.sheets.reading.values.school_year import SchoolTime, resolve_span
from stageplanner.sheets.reading.values.weekdays import parse_days

_OPEN = re.compile(r"^(?:vrij|open|in overleg|flexibel|free|-)?$")


# --- the week --------------------------------------------------------------------------------


def _days(name: str, text: str, context: RowContext) -> Read:
    del context
    days = parse_days(text)
    count = days.count
    if days.left or count is None or count != int(count) or not 1 <= count <= 7:
        return not_understood("import_bad_days", value=text)
    return Parsed({name: int(count)})


def _weekdays(name: str, text: str, context: RowContext) -> Read:
    del context
    if _OPEN.match(text.casefold()):
        return Parsed({name: None})
    days = parse_days(text)
    if days.left or not days.weekdays:
        return not_understood("edit_bad_weekdays", value=text)
    return Parsed({name: days.weekdays})


def _places_a_day(name: str, text: str, context: RowContext) -> Read:
    del context
    if not text:
        return Parsed({name: None})
    numbers = re.findall(r"\d+", text)
    if len(numbers) not in (5, 7) or re.search(r"[^\d\s,;/|-]", text):
        return not_understood("edit_bad_places_a_day", value=text)
    return Parsed({name: tuple(int(number) for number in numbers)})


# --- dates -----------------------------------------------------------------------------------


def _moment(text: str, time: SchoolTime, *, last: bool) -> Parsed[date | None]:
    """Return a day, or the first or last day of a week or period."""
    spans = read_plain(text, Hint.DATE, single=True)
    if len(spans) != 1 or spans[0].start is None or spans[0].end is not None:
        return Parsed(None, (error("import_bad_date", None, value=text),))
    dates = resolve_span(Span(spans[0].start, spans[0].start), time)
    if dates.value is None:
        return Parsed(None, dates.notes)
    return Parsed(dates.value.end if last else dates.value.start, dates.notes)


def _day(*, last: bool, empty: bool = False) -> Reader:
    def read(name: str, text: str, context: RowContext) -> Read:
        if not text:
            return Parsed({name: None}) if empty else not_understood("edit_required")
        return read_as(name, _moment(text, context.time, last=last))

    return read


def _span(name: str, text: str, context: RowContext) -> Read:
    del name
    spans = read_plain(text, Hint.WEEK)
    if len(spans) != 1:
        return not_understood("import_bad_period", value=text)
    span = spans[0]
    if span.end is None and span.start is not None and span.start.scale is Scale.DAY:
        return not_understood("import_bad_period", value=text)
    dates = resolve_span(span, context.time)
    if dates.value is None:
        return Parsed(None, dates.notes)
    return Parsed({"start": dates.value.start, "end": dates.value.end}, dates.notes)


def _closed(name: str, text: str, context: RowContext) -> Read:
    closures = read_closed(text, context.settings)
    if closures.notes:
        return not_understood("edit_bad_closed", value=text)
    return Parsed({name: closures.value})


#: The fields of each kind of row that hold weekdays, days or stretches of dates.
TIMES: dict[str, dict[str, Reader]] = {
    "period": {
        "span": _span,
        "start": _day(last=False),
        "end": _day(last=True),
        "days_per_week": _days,
        "weekdays": _weekdays,
        "earliest_start": _day(last=False, empty=True),
        "latest_end": _day(last=True, empty=True),
    },
    "leerbedrijf": {
        "available_from": _day(last=False, empty=True),
        "available_until": _day(last=True, empty=True),
        "closed": _closed,
        "places_per_weekday": _places_a_day,
    },
    "holiday": {
        "start": _day(last=False),
        "end": _day(last=True),
    },
}
