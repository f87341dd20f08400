"""Read iCalendar as an agenda does, and refuse what an agenda may refuse (RFC 5545)."""

from __future__ import annotations

import re
from datetime import date, datetime

from icalendar import Calendar, Event

LONGEST_LINE = 75
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_NEEDED = {"UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY",
           "DESCRIPTION", "STATUS", "TRANSP"}  # fmt: skip


def read_ics(content: bytes) -> list[Event]:
    """Return every event of a calendar; raise AssertionError where anything is not as it should."""
    _check_lines(content)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and calendar["METHOD"] == "PUBLISH"
    assert not any(part.errors for part in calendar.walk()), "a value icalendar cannot read"
    assert calendar.to_ical(sorted=False) == content
    events = calendar.events
    assert len(calendar.walk()) == len(events) + 1
    assert len({event.uid for event in events}) == len(events), "a UID twice"
    for event in events:
        _check_event(event)
    return events


def is_cancelled(event: Event) -> bool:
    return event["STATUS"] == "CANCELLED"


def _check_lines(content: bytes) -> None:
    """Judge the bytes without the library that wrote them: folding, control characters, escapes."""
    assert content.endswith(b"\r\n")
    for line in content[:-2].split(b"\r\n"):
        assert 0 < len(line) <= LONGEST_LINE, len(line)
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode("utf-8")), line
    for line in content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n"):
        name, _, value = line.partition(":")
        if name in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"):
            assert _TEXT.fullmatch(value), line


def _check_event(event: Event) -> None:
    assert event.keys() - {"RRULE", "EXDATE"} == _NEEDED
    assert not any(isinstance(value, list) for value in event.values()), "a property twice"
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert event[name].to_ical().endswith(b"Z")
    assert event.sequence >= 0
    assert event["STATUS"] in ("CONFIRMED", "CANCELLED")
    check_days(event)


def check_days(event: Event) -> None:
    """Judge the days of an event: dates without a time, and a rule that begins where it says."""
    dated = [event["DTSTART"], event["DTEND"], *([event["EXDATE"]] if "EXDATE" in event else [])]
    assert all(value.params == {"VALUE": "DATE"} for value in dated)
    assert event.end > event.start
    if "RRULE" in event:
        rule = event["RRULE"]
        assert rule.keys() == {"FREQ", "BYDAY", "UNTIL", "WKST"}
        (until,) = rule["UNTIL"]
        assert isinstance(until, date) and not isinstance(until, datetime), "as DTSTART is"
        assert event.start.strftime("%a").upper()[:2] in rule["BYDAY"]
