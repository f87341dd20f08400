"""What was agreed with one party, as an iCalendar file (RFC 5545).

A blokstage is an all-day event per stretch of lesweken; a lintstage is an event that repeats
weekly on its weekdays, without the holidays. The file names no other party and no person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from stageplanner import __version__
from stageplanner.domain.calendar import (
    ONE_DAY,
    ONE_WEEK,
    Calendar,
    days_between,
    friday_of,
    school_year_of,
)
from stageplanner.domain.form import is_ribbon
from stageplanner.domain.masking import Masking, masking_for
from stageplanner.domain.negotiation.agreed_history import CANCELLED, Arrangement, by_period
from stageplanner.domain.option import Option, present_days, stage_weeks
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party
from stageplanner.domain.state import State, calendar_of
from stageplanner.formatting import weekday_names
from stageplanner.messages import text

if TYPE_CHECKING:
    import icalendar

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CONTROLS = dict.fromkeys({*range(32), 127} - {ord("\n")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An all-day event: its first day, the day after its last, and how it repeats."""

    start: date
    end: date
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    without: tuple[date, ...] = ()


def party_calendar(state: State, party: Party, language: str, on: date) -> bytes:
    """Build the calendar file of one party, with what no longer holds as cancelled events.

    The UID of an event is made of the region, the school year, the party, and the part of the
    stage period, so that it is unique in the world and stays the same; its SEQUENCE rises with
    every agreement and version: a calendar program replaces what it has. Events of an earlier
    school year are history, and are never cancelled.

    Parameters
    ----------
    on
        The day of writing (DTSTAMP): the same day and region give the same bytes.
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//StagePlanner//{__version__}//{language.upper()}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = printable(text("ics_name", language, party=party.label))
    calendar.add("x-wr-calname", icalendar.vText(title))
    masking = masking_for(state.ground_rules, party)
    years = {school_year_of(period.start) for period in state.periods}
    for name, arranged in by_period(state, party).items():
        now = next((a for a in reversed(arranged) if a.holds), None)
        current = {} if now is None else _events(state, now)
        past = {
            key: a
            for a in arranged
            for key, (event, _) in _events(state, a).items()
            if key not in current and school_year_of(event.start) in years
        }
        newest = max(a.sequence for a in arranged) + CANCELLED
        entries = [(key, now, now.sequence, "CONFIRMED") for key in current if now is not None]
        entries += [(key, old, newest, "CANCELLED") for key, old in past.items()]
        for key, arrangement, sequence, status in entries:
            event, placement = _events(state, arrangement)[key]
            entry = icalendar.Event()
            entry.add("uid", _uid(state, party, "\n".join((name, key))))
            entry.add("dtstamp", _moment(datetime.combine(on, time(), UTC)))
            entry.add("sequence", sequence)
            entry.add("last-modified", _moment(arrangement.changed_on))
            add_days(entry, event)
            _add_texts(entry, arrangement, placement, language, masking)
            entry.add("status", status)
            entry.add("transp", "TRANSPARENT")
            calendar.add_component(entry)
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _moment(moment: datetime) -> icalendar.vDatetime:
    """Return a moment in UTC; icalendar itself would look it up among the machine's time zones."""
    import icalendar

    return icalendar.vDatetime(moment.astimezone(UTC))


def _events(state: State, arranged: Arrangement) -> dict[str, tuple[Event, Placement]]:
    """Return the events of an arrangement by school year, part and number."""
    calendar, institution = calendar_of(state), arranged.group.institution
    return {
        f"{school_year_of(placement.option.start)}\n{part}\n{k}": (event, placement)
        for part, placement in enumerate(arranged.placements, start=1)
        for k, event in enumerate(events_of(placement.option, institution, calendar))
    }


def events_of(option: Option, institution: str, calendar: Calendar) -> Iterator[Event]:
    """Yield the events of an option: one that repeats, or one per stretch of lesweken."""
    days = tuple(present_days(option, institution, calendar))
    if not days:
        return
    if is_ribbon(option.form) and option.weekdays is not None:
        off = calendar.days_off.get(institution, frozenset())
        missed = tuple(
            day
            for day in days_between(days[0], days[-1])
            if day in off and day.weekday() in option.weekdays
        )
        yield Event(start=days[0], end=days[0] + ONE_DAY, weekdays=option.weekdays,
                    until=days[-1], without=missed)  # fmt: skip
        return
    weeks = stage_weeks(option, institution, calendar)
    for first, last in _runs(weeks):
        start = max(option.start, first)
        final = min(option.end, max(friday_of(last), days[-1] if last == weeks[-1] else last))
        yield Event(start=start, end=final + ONE_DAY)


def _runs(weeks: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    """Yield the first and last Monday of every run of weeks without a gap."""
    first: date | None = None
    for i, monday in enumerate(weeks):
        first = first or monday
        if i + 1 == len(weeks) or weeks[i + 1] - monday > ONE_WEEK:
            yield first, monday
            first = None


def add_days(entry: icalendar.Event, event: Event) -> None:
    """Add the days of an event to its entry in the file, and how it repeats."""
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end)
    if event.until is not None:
        days = [_DAYS[day] for day in event.weekdays]
        rule = {"freq": "WEEKLY", "byday": days, "until": event.until, "wkst": "MO"}
        entry.add("rrule", rule)
        if event.without:
            entry.add("exdate", list(event.without))


def _add_texts(
    entry: icalendar.Event,
    arranged: Arrangement,
    placement: Placement,
    language: str,
    masking: Masking,
) -> None:
    group, option = arranged.group, placement.option
    form = text(f"export_form_{option.form.value}", language)
    summary = text("ics_summary", language, programme=group.programme, group=group.name, form=form)
    about = text(
        "ics_about",
        language,
        institution=group.institution,
        year="–" if group.year is None else str(group.year),
        students=masking.masked_text(placement.students, group.institution),
        days=option.days_per_week,
        weekdays=_weekdays(option, language),
    )
    if arranged.number:
        about = f"{about} {text('ics_number', language, number=arranged.number)}"
    entry.add("summary", printable(summary))
    entry.add("description", printable(about))


def _weekdays(option: Option, language: str) -> str:
    if option.weekdays is None:
        return text("export_open_weekdays", language)
    return " ".join(weekday_names(language)[day] for day in sorted(option.weekdays))


def _uid(state: State, party: Party, what: str) -> str:
    """Return the UID of an event: unique, the same in every file, without readable names."""
    seed = f"{state.region_id}\n{party.kind.value}\n{party.id}\n{what}"
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@stageplanner"


def printable(value: str) -> str:
    """Return a text without the control characters that iCalendar forbids; lines stay lines.

    icalendar writes a backslash before an N as a line break, and loses the N: a word joiner,
    which takes no room, keeps the two apart.
    """
    kept = "\n".join(value.splitlines()).translate(_CONTROLS)
    return kept.replace("\\N", "\\\N{WORD JOINER}N")
