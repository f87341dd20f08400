"""A strict reader of iCalendar (RFC 5545): what an agenda may refuse, it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)",
    re.DOTALL,
)
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "STATUS",
         "TRANSP", "LAST-MODIFIED", "RRULE"}  # fmt: skip
_NEEDED = {"UID", "DTSTAMP", "DTSTART"}


@dataclass
class Event:
    """An event as an agenda takes it in."""

    values: dict[str, str] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        return self.values["UID"]

    @property
    def sequence(self) -> int:
        return int(self.values["SEQUENCE"])

    @property
    def is_cancelled(self) -> bool:
        return self.values["STATUS"] == "CANCELLED"

    def day(self, name: str) -> date:
        return datetime.strptime(self.values[name], "%Y%m%d").date()


def read_ics(content: bytes) -> list[Event]:
    """Every event of a calendar; whatever is not as it should be is an AssertionError."""
    lines = list(_lines(content))
    assert lines[0] == ("BEGIN", {}, "VCALENDAR") and lines[-1] == ("END", {}, "VCALENDAR")
    head = {name: value for name, _, value in lines[1:] if name not in ("BEGIN", "END")}
    assert head["VERSION"] == "2.0" and head["PRODID"]
    assert head.get("METHOD") in (None, "PUBLISH")
    events: list[Event] = []
    now: Event | None = None
    for name, params, value in lines[1:-1]:
        if name == "BEGIN":
            assert value == "VEVENT" and now is None
            now = Event()
        elif name == "END":
            assert value == "VEVENT" and now is not None
            events.append(_checked(now))
            now = None
        elif now is not None:
            assert name not in _ONCE or name not in now.values, f"{name} twice"
            if name in ("DTSTART", "DTEND", "EXDATE"):
                assert params == {"VALUE": "DATE"}, params
            now.values[name] = value
    assert now is None
    assert len({event.uid for event in events}) == len(events), "a UID twice"
    return events


def _lines(content: bytes):
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75, len(line)
        assert b"\n" not in line and b"\r" not in line
        line.decode("utf-8")  # no letter is cut in two
    assert physical[0][:1] not in (b" ", b"\t")
    for line in re.sub(rb"\r\n[ \t]", b"", content[:-2]).decode("utf-8").split("\r\n"):
        found = _LINE.fullmatch(line)
        assert found, line
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line)
        params = dict(p.split("=", 1) for p in found["params"].split(";")[1:])
        if found["name"] in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"):
            assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", found["value"]), line
        yield found["name"], params, found["value"]


def _checked(event: Event) -> Event:
    values = event.values
    assert values.keys() >= _NEEDED, values
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        datetime.strptime(values[name], "%Y%m%dT%H%M%SZ")
    assert event.day("DTEND") > event.day("DTSTART")
    assert re.fullmatch(r"\d{1,9}", values["SEQUENCE"])
    assert values["STATUS"] in ("CONFIRMED", "CANCELLED")
    rule = values.get("RRULE")
    if rule is not None:
        parts = dict(part.split("=", 1) for part in rule.split(";"))
        assert parts.keys() == {"FREQ", "BYDAY", "UNTIL", "WKST"}
        assert re.fullmatch(r"\d{8}", parts["UNTIL"])  # a date, as DTSTART is
        assert set(parts["BYDAY"].split(",")) <= {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
        assert event.day("DTSTART").strftime("%a").upper()[:2] in parts["BYDAY"]
    return event
