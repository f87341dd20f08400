"""The UIDs of agendas: unique in the world, and every event that no longer holds is cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.planning.next_year import roll_over
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.reporting.party_calendar import party_calendar
from tests.builders import SCHOOL, week
from tests.negotiating import TODAY, agreed, at, sent
from tests.reporting.ics_reader import is_cancelled, read_ics

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def events(state, on=TODAY):
    return read_ics(party_calendar(state, institution_party(SCHOOL), "nl", on))


def uids(state):
    return {event.uid for event in events(state)}


def test_that_two_projects_of_one_school_share_no_uid():
    """Both have the default code, the same school, and the same ids of stage periods."""
    one, other = agreed(), agreed()
    assert uids(one.state) and not uids(one.state) & uids(other.state)


def test_that_the_next_school_year_has_events_of_its_own():
    project = agreed()
    agreement = project.register.agreements[0]
    lasting = replace(
        project.state,
        agreements=(replace(agreement, valid_until=date(2029, 7, 31)),),
    )
    later = roll_over(lasting).state
    assert later.region_id == lasting.region_id
    found = events(later)
    assert found and not any(map(is_cancelled, found))
    assert {school_year_of(event.start) for event in found} == {2027}
    assert not uids(lasting) & {event.uid for event in found}


@pytest.mark.parametrize("leave", ["withdraw", "change"])
def test_that_what_was_accepted_and_taken_back_is_cancelled(leave):
    """No agreement was made, yet the agenda has it already."""
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    (accepted,) = events(project.state)
    if leave == "withdraw":
        project.negotiation.withdraw("R1-001")
    else:
        project.negotiation.change("R1-001", at(5))
    (gone,) = events(project.state)
    assert gone.uid == accepted.uid and gone.start == accepted.start == week(3)
    assert is_cancelled(gone) and gone.sequence > accepted.sequence
    if leave == "change":
        project.negotiation.send(1, on=TODAY)
        project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
        (again,) = events(project.state)
        assert (again.uid, again.start) == (accepted.uid, week(5))
        assert not is_cancelled(again) and again.sequence > gone.sequence


def test_that_an_accepted_proposal_of_a_group_that_is_gone_is_cancelled():
    project = sent()
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    (accepted,) = events(project.state)
    without = tuple(p for p in project.state.periods if p.id != "S2")
    (gone,) = events(replace(project.state, periods=without))
    assert (gone.uid, is_cancelled(gone)) == (accepted.uid, True)
    assert gone.sequence > accepted.sequence
