"""Who waits for whom: whose turn it is, and how long is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.negotiation.waiting import Turn, party_turns
from stageplanner.domain.proposal import ANSWERS, Party, PartyKind, Proposal, ProposalStatus, Round
from tests.negotiating import at

DAY = date(2026, 12, 1)
S = ProposalStatus


def round_with(*statuses, deadline=DAY + timedelta(days=5), closed=None):
    """One party per tuple of statuses."""
    proposals = [
        Proposal(
            id=f"R1-{k}{n}",
            party=Party(kind=PartyKind.INSTITUTION, id=f"School {k}"),
            period=f"S{k}{n}",
            students=6,
            before=at(1),
            asked=at(3),
            status=status,
            answered_on=DAY if status in ANSWERS else None,
        )
        for k, of_party in enumerate(statuses)
        for n, status in enumerate(of_party)
    ]
    return Round(
        number=1, key="k", title="", deadline=deadline, opened_on=DAY, sent_on=DAY,
        closed_on=closed, proposals=tuple(proposals),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "turn", "left"),
    [
        ((S.SENT, S.AGREED), Turn.PARTY, 5),
        ((S.SENT, S.REFUSED), Turn.REGION, 5),
        ((S.COUNTERED,), Turn.REGION, None),
        ((S.DRAFT,), Turn.REGION, None),
        ((S.AGREED, S.WITHDRAWN), Turn.NOBODY, None),
        ((S.LAPSED,), Turn.LATE, None),
    ],
)
def test_that_it_says_whose_turn_it_is(statuses, turn, left):
    (found,) = party_turns(round_with(statuses), DAY)
    assert (found.turn, found.days_left) == (turn, left)


def test_that_after_the_deadline_it_is_late_and_what_is_late_comes_first():
    round_ = round_with((S.AGREED,), (S.SENT,), (S.WITHDRAWN,))
    on = round_.deadline
    assert [t.turn for t in party_turns(round_, on)] == [Turn.PARTY, Turn.NOBODY]
    late = party_turns(round_, on + timedelta(days=2))
    assert [(t.party.id, t.turn, t.days_left) for t in late] == [
        ("School 1", Turn.LATE, -2),
        ("School 0", Turn.NOBODY, None),
    ]


@given(
    statuses=st.lists(st.lists(st.sampled_from(S), min_size=1, max_size=4), max_size=5),
    left=st.integers(-9, 9),
    is_closed=st.booleans(),
)
def test_that_every_party_that_is_asked_is_there_and_who_owes_an_answer_is_known(
    statuses, left, is_closed
):
    deadline = DAY + timedelta(days=left)
    round_ = round_with(*statuses, deadline=deadline, closed=DAY if is_closed else None)
    turns = {turn.party: turn for turn in party_turns(round_, DAY)}
    for party in round_.parties:
        asked = [p.status for p in round_.proposals_to(party) if p.status is not S.WITHDRAWN]
        assert (party in turns) is bool(asked)
        if asked:
            turn = turns[party]
            assert (turn.asked, turn.answered) == (len(asked), sum(s in ANSWERS for s in asked))
            owes = S.SENT in asked and not is_closed
            assert turn.days_left == (left if owes else None)
            if owes:
                assert turn.turn is Turn.LATE if left < 0 else turn.turn is not Turn.NOBODY
