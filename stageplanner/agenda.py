"""What was agreed as an iCalendar file (RFC 5545) that every agenda takes: a file per party.

A blokstage is an all-day event per stretch of lesweken; a lintstage repeats weekly on its
weekdays, holidays left out. Nothing of another party is in it, and no person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stageplanner import __version__
from stageplanner.documents import masked
from stageplanner.domain.agreement import AgreementKind
from stageplanner.domain.calendar import (
    ONE_DAY,
    ONE_WEEK,
    Calendar,
    days_between,
    format_weekdays,
    friday_of,
)
from stageplanner.domain.form import is_ribbon
from stageplanner.domain.locks import agreed_placements, binds
from stageplanner.domain.negotiation import Party, PartyKind, ProposalStatus
from stageplanner.domain.option import Option, present_days, stage_weeks
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement
from stageplanner.domain.rounds import institution_party
from stageplanner.domain.state import State, calendar_of, institutions_of
from stageplanner.messages import text

#: No line of the file may be longer, in bytes.
LONGEST_LINE = 75
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Agreed = tuple[StagePeriod, tuple[Placement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An all-day event: its first day and the day after its last, and how it repeats."""

    start: date
    end: date
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    without: tuple[date, ...] = ()


def agreed_parties(state: State) -> tuple[Party, ...]:
    """The parties with something agreed: institutions in order, then leerbedrijven."""
    settled = agreed_placements(state)
    schools = {period.institution for period in state.periods if period.id in settled}
    found = [institution_party(name) for name in institutions_of(state) if name in schools]
    companies = {entry.party.id: entry.party for a in state.agreements for entry in a.parties
                 if entry.party.kind is PartyKind.LEERBEDRIJF}  # fmt: skip
    companies |= {p.party.id: p.party for own in state.rounds for p in own.proposals
                  if p.party.kind is PartyKind.LEERBEDRIJF}  # fmt: skip
    found += [party for party in companies.values() if agreed_with(state, party)]
    return tuple(found)


def agreed_with(state: State, party: Party) -> tuple[Agreed, ...]:
    """The stage periods that were agreed with a party, in the order of the region.

    Of a leerbedrijf only the students that come to it, and only groups whose institution
    has agreed too.
    """
    settled = agreed_placements(state)
    if party.kind is PartyKind.INSTITUTION:
        return tuple(
            (period, settled[period.id])
            for period in state.periods
            if period.institution == party.id and period.id in settled
        )
    parts: dict[str, tuple[Placement, ...]] = {}
    periods = {period.id: period for period in state.periods}
    for own in state.rounds:
        for proposal in own.proposals_to(party):
            if proposal.status is ProposalStatus.AGREED and not proposal.agreement:
                parts[proposal.period] = proposal.asked
    for agreement in state.agreements:
        is_of_party = any(entry.party.id == party.id for entry in agreement.parties)
        if agreement.kind is AgreementKind.LEERBEDRIJF and agreement.is_binding and is_of_party:
            for clause in agreement.clauses:
                period = periods.get(clause.period)
                if period is not None and binds(agreement, clause, period):
                    parts[clause.period] = clause.after
    return tuple(
        (period, parts[period.id])
        for period in state.periods
        if period.id in parts and period.id in settled
    )


def party_calendar(state: State, party: Party, language: str, on: date) -> bytes:
    """The calendar of one party.

    Parameters
    ----------
    on
        The day on which it is made; the same day and region give the same bytes.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//StagePlanner//{__version__}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(text('ics_name', language, party=party.told))}",
    ]
    calendar = calendar_of(state)
    masks = state.ground_rules.masks_small and party.kind is PartyKind.LEERBEDRIJF
    for period, placements in agreed_with(state, party):
        for part, placement in enumerate(placements, start=1):
            told = _told(period, placement, language, masks)
            for k, event in enumerate(events_of(placement.option, period.institution, calendar)):
                uid = _uid(state, party, f"{period.id}\n{part}\n{k}")
                lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{on:%Y%m%d}T000000Z"]
                lines += [*_when(event), *told, "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def events_of(option: Option, institution: str, calendar: Calendar) -> Iterator[Event]:
    """The events of an option: one that repeats weekly, or one per stretch of lesweken."""
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
    """The first and last Monday of every run of weeks without a gap."""
    first: date | None = None
    for i, monday in enumerate(weeks):
        first = first or monday
        if i + 1 == len(weeks) or weeks[i + 1] - monday > ONE_WEEK:
            yield first, monday
            first = None


def _when(event: Event) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.end:%Y%m%d}"
    if event.until is not None:
        days = ",".join(_DAYS[day] for day in event.weekdays)
        yield f"RRULE:FREQ=WEEKLY;BYDAY={days};UNTIL={event.until:%Y%m%d};WKST=MO"
        if event.without:
            yield f"EXDATE;VALUE=DATE:{','.join(f'{day:%Y%m%d}' for day in event.without)}"


def _told(period: StagePeriod, placement: Placement, language: str, masks: bool) -> list[str]:
    option = placement.option
    form = text(f"export_form_{option.form.value}", language)
    programme = period.programme_name or period.programme
    group = period.group or period.id
    summary = text("ics_summary", language, programme=programme, group=group, form=form)
    about = text(
        "ics_about",
        language,
        institution=period.institution,
        year="–" if period.year is None else str(period.year),
        students=masked(placement.students, masks),
        days=option.days_per_week,
        weekdays=format_weekdays(option.weekdays) or text("export_open_weekdays", language),
    )
    return [f"SUMMARY:{escaped(summary)}", f"DESCRIPTION:{escaped(about)}"]


def _uid(state: State, party: Party, what: str) -> str:
    """A name that stays the same when the file is made anew, and says nothing to others."""
    seed = f"{state.ground_rules.code}\n{party.kind.value}\n{party.id}\n{what}"
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@stageplanner"


def escaped(value: str) -> str:
    """A text as iCalendar wants it: no line breaks, and marks before its own signs."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    value = "\\n".join(value.splitlines())
    return "".join(c for c in value if c >= " " and c != "\x7f")


def folded(line: str) -> bytes:
    """A line of at most 75 bytes, the rest on lines that begin with a space."""
    parts: list[bytes] = []
    now = b""
    for letter in line:
        raw = letter.encode()
        if len(now) + len(raw) > LONGEST_LINE:
            parts.append(now)
            now = b" "
        now += raw
    return b"\r\n".join([*parts, now]) + b"\r\n"
