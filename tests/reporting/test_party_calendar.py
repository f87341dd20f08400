"""Agendas: read by a strict reader, replaced by later ones, cancelled where nothing holds."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Event

from stageplanner.documents.papers import calendars
from stageplanner.domain.agreement import AgreementStatus, PartyStatus
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.reporting.party_calendar import party_calendar, printable
from tests.builders import SCHOOL, holiday, week
from tests.negotiating import NUMBER, OTHER, TODAY, agreed, at, sent
from tests.reporting.ics_reader import LONGEST_LINE, is_cancelled, read_ics

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def events(project, party=SCHOOL, language="nl", on=TODAY):
    return read_ics(party_calendar(project.state, institution_party(party), language, on))


def alive(found):
    return [event for event in found if not is_cancelled(event)]


def replaced(project, placements):
    """The agreement replaced by one of a later round, with something else."""
    project.negotiation.change("R1-001", placements)
    project.negotiation.send(1, on=TODAY)
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.register.make_agreements(1)
    return project


def test_that_an_agenda_replaces_what_it_took_in_before():
    project = sent()
    assert events(project) == []
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    (first,) = events(project)
    project.register.make_agreements(1)
    (second,) = events(project)
    (third,) = events(replaced(project, at(5)))
    assert first.uid == second.uid == third.uid
    assert first.sequence < second.sequence < third.sequence
    assert first.start == second.start == week(3)
    assert third.start == week(5)
    assert not is_cancelled(third) and "002" in third["DESCRIPTION"]


def test_that_a_new_version_is_cancelled_until_it_is_agreed_again():
    project = agreed()
    (before,) = events(project)
    project.register.change_agreement(NUMBER, conditions="op proef")
    (open_again,) = events(project)
    for entry in project.register.agreement(NUMBER).parties:
        project.register.set_party_status(NUMBER, entry.party.id, PartyStatus.AGREED)
    project.register.set_status(NUMBER, AgreementStatus.AGREED)
    (again,) = events(project)
    found = [before, open_again, again]
    assert [is_cancelled(event) for event in found] == [False, True, False]
    assert before.sequence < open_again.sequence < again.sequence
    assert len({event.uid for event in found}) == 1
    assert again.last_modified >= before.last_modified


@pytest.mark.parametrize("status", [AgreementStatus.LAPSED])
def test_that_what_no_longer_holds_is_cancelled(status):
    project = agreed()
    (before,) = events(project)
    project.register.set_status(NUMBER, status)
    (after,) = events(project)
    assert (after.uid, is_cancelled(after)) == (before.uid, True)
    assert after.sequence > before.sequence
    assert list(calendars(project.state, on=TODAY)) == [f"Agenda {SCHOOL}.ics"]


def test_that_stretches_that_are_gone_are_cancelled_one_by_one():
    """Two stretches around a holiday become one: the second is in agendas already."""
    project = agreed()
    free = replace(project.state, holidays=(holiday(4),))
    long = tuple(
        replace(p, option=replace(p.option, end=p.option.end + timedelta(weeks=1))) for p in at(3)
    )
    first = project.register.agreements[0]
    old = replace(first, clauses=tuple(replace(c, after=long) for c in first.clauses))
    with_two = replace(free, agreements=(old,))
    party = institution_party(SCHOOL)
    before = read_ics(party_calendar(with_two, party, "nl", TODAY))
    assert len(alive(before)) == 2
    over = replace(old, status=AgreementStatus.REPLACED)
    new = replace(first, number="RVN-2627-002", clauses=tuple(
        replace(c, after=at(6)) for c in first.clauses))  # fmt: skip
    after = read_ics(party_calendar(replace(free, agreements=(over, new)), party, "nl", TODAY))
    assert {e.uid for e in after} == {e.uid for e in before}
    assert [e.start for e in alive(after)] == [week(6)]
    known = {e.uid: e.sequence for e in before}
    assert all(e.sequence > known[e.uid] for e in after)


def test_that_a_refused_or_never_agreed_proposal_is_in_no_agenda():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    assert events(project) == [] and calendars(project.state, on=TODAY) == {}


def test_that_each_party_has_its_own_events_only():
    project = agreed()
    project.negotiation.record_answer("R1-002", ProposalStatus.AGREED, on=TODAY)
    project.register.make_agreements(1)
    mine, others = events(project), events(project, OTHER)
    assert len(mine) == len(others) == 1
    assert mine[0].uid != others[0].uid
    assert OTHER not in repr(mine) and SCHOOL not in repr(others)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_odd_names_make_lawful_lines(language):
    project = agreed()
    odd = 'Zórg; "VIG", niveau 3\\4 \\new 🏥 ' * 9 + "\nregel"
    state = replace(
        project.state,
        periods=tuple(
            replace(p, programme_name=f"{odd}\a", group="ü" * 90) for p in project.state.periods
        ),
    )
    content = party_calendar(state, institution_party(SCHOOL), language, TODAY)
    (event,) = read_ics(content)
    assert max(map(len, content.split(b"\r\n"))) >= LONGEST_LINE - 4, "folded no more than asked"
    assert odd in event["SUMMARY"]


def test_that_a_backslash_before_an_n_stays_what_it_is():
    """icalendar takes the two for a line break and loses the letter."""
    read = printable(r"Zorg\Noord")
    assert read.replace("\N{WORD JOINER}", "") == r"Zorg\Noord"
    event = Event()
    event.add("summary", read)
    assert Event.from_ical(event.to_ical())["SUMMARY"] == read


WITHOUT_TIME_ZONES = """
import sys
sys.modules["tzdata"] = None
from stageplanner.reporting.party_calendar import party_calendar
from stageplanner.domain.negotiation.parties import institution_party
from tests.negotiating import SCHOOL, TODAY, agreed
sys.stdout.buffer.write(party_calendar(agreed().state, institution_party(SCHOOL), "nl", TODAY))
"""


def test_that_a_calendar_needs_no_time_zones_of_the_machine():
    """Bare systems have none, and the built program brings none along."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TIME_ZONES],
        env={**os.environ, "PYTHONTZPATH": ""},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    (event,) = read_ics(done.stdout)
    assert event["DTSTAMP"].to_ical() == f"{TODAY:%Y%m%d}T000000Z".encode()


def test_that_a_split_group_has_an_event_a_part():
    project = agreed()
    first = project.register.agreements[0]
    parts = tuple(Placement(option=p.option, students=3) for s in (3, 6) for p in at(s))
    split = replace(first, clauses=tuple(replace(c, after=parts) for c in first.clauses))
    state = replace(project.state, agreements=(split,))
    found = read_ics(party_calendar(state, institution_party(SCHOOL), "nl", date(2026, 7, 1)))
    assert sorted(e.start for e in found) == [week(3), week(6)]
    assert all("3 studenten" in e["DESCRIPTION"] for e in found)
