"""Proposals and agreements go their way by lawful steps; the rest is refused with a cure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from stageplanner import messages
from stageplanner.domain import agreement as agreements
from stageplanner.domain import proposal as negotiation
from stageplanner.domain.agreement import (
    AgreementParty,
    AgreementStatus,
    PartyStatus,
    agreement_step,
    logged,
    with_party,
)
from stageplanner.domain.comparison.difference import difference_of_states
from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus, answered, changed, next_status
from stageplanner.domain.settled import agreed_placements, fitted
from tests.builders import company, period, refused, region
from tests.store.negotiation_strategies import COMPANY, SCHOOL, negotiated, placed

(ROUND,) = negotiated()["rounds"]
(PROPOSAL,) = ROUND.proposals
(AGREEMENT,) = negotiated()["agreements"]
DAY = date(2026, 12, 1)


# --- proposals --------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [*product(ProposalStatus, repeat=2)])
def test_that_a_proposal_takes_lawful_steps_only(start, end):
    proposal = replace(PROPOSAL, status=start)
    if end in negotiation.NEXT[start]:
        assert next_status(proposal, end).status is end
    else:
        assert refused(next_status, proposal, end) == f"proposal_is_{start.value}"


def test_that_only_what_was_sent_can_be_answered():
    answerable = {s for s in ProposalStatus if negotiation.ANSWERS & negotiation.NEXT[s]}
    assert answerable == {"sent", "refused", "countered"}


def test_that_a_refusal_needs_a_reason_and_a_counter_proposal_something_else():
    sent = replace(PROPOSAL, status=ProposalStatus.SENT)
    code = refused(answered, sent, ProposalStatus.REFUSED, on=DAY, remark="  ")
    assert code == "answer_no_reason"
    for counter in ((), sent.asked):
        code = refused(answered, sent, ProposalStatus.COUNTERED, on=DAY, counter=counter)
        assert code == "answer_no_counter"
    answer = answered(sent, ProposalStatus.REFUSED, on=DAY, remark="toetsweek ", origin="a.xlsx")
    assert (answer.remark, answer.answered_on, answer.origin) == ("toetsweek", DAY, "a.xlsx")


def test_that_a_changed_proposal_is_open_again():
    agreed = answered(replace(PROPOSAL, status=ProposalStatus.SENT), ProposalStatus.AGREED, on=DAY)
    again = changed(agreed, placed(start=date(2027, 1, 4)), "anders")
    assert (again.status, again.version) == (ProposalStatus.DRAFT, agreed.version + 1)
    assert (again.answered_on, again.remark, again.counter) == (None, "", ())
    gone = replace(PROPOSAL, status=ProposalStatus.WITHDRAWN)
    assert refused(changed, gone, placed()) == "proposal_is_withdrawn"


# --- agreements -------------------------------------------------------------------------------

ALL_SIGNED = replace(
    AGREEMENT,
    parties=tuple(
        AgreementParty(party=p, status=PartyStatus.AGREED, signed_on=DAY) for p in (SCHOOL, COMPANY)
    ),
)


@pytest.mark.parametrize(("start", "end"), [*product(AgreementStatus, repeat=2)])
def test_that_an_agreement_takes_lawful_steps_only(start, end):
    agreement = replace(ALL_SIGNED, status=start)
    if end in agreements.NEXT[start]:
        assert agreement_step(agreement, end).status is end
    else:
        assert refused(agreement_step, agreement, end) == f"agreement_is_{start.value}"


def test_that_everybody_must_agree_and_sign_and_somebody_evaluate():
    proposed = replace(ALL_SIGNED, status=AgreementStatus.PROPOSED)
    silent = with_party(proposed, AgreementParty(party=COMPANY))
    assert refused(agreement_step, silent, AgreementStatus.AGREED) == "agreement_not_agreed"
    agreed = agreement_step(proposed, AgreementStatus.AGREED)
    unsigned = with_party(agreed, AgreementParty(party=COMPANY, status=PartyStatus.AGREED))
    assert refused(agreement_step, unsigned, AgreementStatus.SIGNED) == "agreement_not_signed"
    running = replace(ALL_SIGNED, status=AgreementStatus.RUNNING, evaluation="")
    assert refused(agreement_step, running, AgreementStatus.EVALUATED) == "agreement_not_evaluated"


# --- what is settled --------------------------------------------------------------------------


def later(weeks, students=10):
    return (Placement(option=wish_option(period(start=weeks)), students=students),)


def settled(**changes):
    """A region of two groups, one of which agreed to go later."""
    state = region([period("S1"), period("S2")], [company()])
    proposal = replace(
        PROPOSAL, period="S1", asked=later(3), status=ProposalStatus.AGREED, **changes
    )
    return replace(state, rounds=(replace(ROUND, proposals=(proposal,)),))


def agreement_on(state, **changes):
    (first, _) = state.periods
    clause = replace(
        AGREEMENT.clauses[0],
        period="S1",
        institution=first.institution,
        programme=first.programme,
        students=10,
        after=later(5),
    )
    agreement = replace(AGREEMENT, clauses=(clause,), **changes)
    return replace(state, agreements=(agreement,))


def test_that_an_accepted_proposal_settles_its_stage_period():
    assert agreed_placements(settled()) == {"S1": later(3)}
    assert agreed_placements(settled(party=COMPANY)) == {}
    assert agreed_placements(settled(agreement="RVN-2627-009")) == {}


def test_that_an_agreement_goes_before_a_proposal_and_holds_within_its_validity():
    assert agreed_placements(agreement_on(settled())) == {"S1": later(5)}
    for status in AgreementStatus:
        holds = agreed_placements(agreement_on(settled(), status=status)) == {"S1": later(5)}
        assert holds == (status in agreements.BINDING), status
    past = agreement_on(settled(), valid_from=date(2025, 8, 1), valid_until=date(2026, 7, 31))
    assert agreed_placements(past) == {"S1": later(3)}
    other = agreement_on(settled())
    other = replace(other, periods=(replace(other.periods[0], programme="25696"),))
    assert agreed_placements(other) == {"S1": later(3)}


@pytest.mark.parametrize("students", [0, 1, 7, 10, 31])
def test_that_what_was_agreed_fits_a_group_of_another_size(students):
    parts = later(1, 6) + later(2, 4)
    found = fitted(parts, students)
    assert [p.option for p in found] == [p.option for p in parts]
    assert sum(p.students for p in found) == students
    assert fitted(later(1, 6), students) == later(1, students)


# --- the history ------------------------------------------------------------------------------


def test_that_every_part_of_a_negotiation_is_told():
    empty = region([period("S1")], [company()])
    full = replace(empty, **negotiated())
    rows = difference_of_states(empty, full).rows
    kinds = {"round", "proposal", "agreement", "balance", "shortage", "ground_rules"}
    assert {row.kind for row in rows} == kinds
    for kind in kinds:
        for prefix in ("told", "word"):
            assert messages.text(f"{prefix}_{kind}", count=2)
    assert difference_of_states(full, replace(empty, **negotiated())).is_empty


def test_that_the_history_never_tells_the_name_of_a_person():
    empty = region([period("S1")], [company()])
    full = replace(empty, **negotiated())
    stranger = replace(AGREEMENT.parties[0], contact="P. Jansen", email="p@x.nl", signed_by="P. J.")
    other = logged(with_party(AGREEMENT, stranger), datetime.now(UTC), "P. Jansen", "contact")
    after = replace(full, agreements=(replace(other, status=AgreementStatus.RUNNING),))
    for texts in (before_and_after(empty, full), before_and_after(full, after)):
        for person in ("Vries", "devries", "Jansen", "p@x", "P. J."):
            assert person not in texts[0] + texts[1]
    assert "running" in before_and_after(full, after)[1]
    assert before_and_after(full, replace(full, agreements=(other,))) == ("", "")
