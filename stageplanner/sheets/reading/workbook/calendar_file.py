"""Load the holidays of a calendar file (iCalendar) as a sheet: a name, a first and a last day.

The row of an event is the line of the file at which it begins. Events that name no holiday keep
their name only, in a column of their own, so that they are listed and not used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.file_type import refusal, size_refusal
from stageplanner.sheets.reading.workbook.grid import Book, Row, Sheet, Value
from stageplanner.sheets.reading.workbook.text_file import decode

_BEGIN = "BEGIN:VEVENT"
_HEADINGS = ("Vakantie", "Van", "T/m")
#: The label of the institution, which no calendar names; a person fills in the cell beside it.
_LABEL = "Instelling"
_NAME_OF_TYPE = "iCalendar"
#: The heading of the names of other events, which are not used.
_OTHER_EVENT = "Afspraak"
_DAY = timedelta(days=1)


def _is_any(_name: str) -> bool:
    return True


def load_calendar(path: Path, names_holiday: Callable[[str], bool] = _is_any) -> Book:
    """Read the events of a calendar, of which some name a holiday.

    Parameters
    ----------
    path
        The file.
    names_holiday
        Whether the name of an event is that of a holiday; by default every name is.

    Raises
    ------
    StagePlannerError
        The calendar is damaged or too large, or names no holiday.
    """
    import icalendar

    text = decode(path.read_bytes())
    lines = text.splitlines()
    if len(lines) > size_limits.MAX_ROWS:
        raise size_refusal(path.name, len(lines), 1)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        titles = [str(calendar.get("X-WR-CALNAME", "")) for calendar in calendars]
        days = [_days_of(event) for event in events]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise refusal("import_damaged", path.name, reason=str(problem)[:80]) from None
    names = [" ".join(str(event.get("SUMMARY", "")).split()) for event in events]
    if not any(names_holiday(name) for name in names):
        raise refusal("import_wrong_type", path.name, what=_NAME_OF_TYPE)
    begins = [k for k, line in enumerate(lines) if line.strip().upper() == _BEGIN]
    rows: list[Row] = [()] * len(lines)
    others = () if all(map(names_holiday, names)) else (_OTHER_EVENT,)
    # The headings stand above the first event; the label of the institution above them.
    rows[0] = (_LABEL, None)
    rows[begins[0] - 1] = (*_HEADINGS, *others)
    notes: list[tuple[str, dict[str, object]]] = []
    for at, name, (first, last), event in zip(begins, names, days, events, strict=False):
        rows[at] = (name, first, last) if names_holiday(name) else (None, None, None, name)
        if names_holiday(name) and event.get("RRULE") is not None:
            notes.append(("import_calendar_repeats", {"name": name, "used": first}))
    title = next(filter(None, titles), path.stem)
    return Book(sheets=(Sheet(name=title, rows=rows),), notes=tuple(notes))


def _days_of(event: Any) -> tuple[Value, Value]:  # noqa: ANN401 - an event of icalendar
    """Return the first and the last day of an event, whose end in the file is the day after."""
    start = event.get("DTSTART")
    if start is None:
        return None, None
    first = start.dt
    end = event.get("DTEND")
    duration = event.get("DURATION")
    last = end.dt if end is not None else first + duration.dt if duration is not None else None
    if last is None:
        return _day(first), _day(first)
    is_midnight = not isinstance(last, datetime) or last.time() == time()
    return _day(first), max(_day(first), _day(last) - _DAY if is_midnight else _day(last))


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
