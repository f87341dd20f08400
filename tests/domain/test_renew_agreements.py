"""Agreements in the next school year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stageplanner.domain.agreement import AgreementStatus, PartyStatus, next_number
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.planning.next_year import roll_over
from stageplanner.domain.settled import agreed_placements
from tests.domain.test_next_year import lesweek, period, report_codes, state
from tests.store.negotiation_strategies import negotiated

NEGOTIATED = negotiated()
(AGREEMENT,) = NEGOTIATED["agreements"]
LATER = replace(wish_option(period()), start=date(2026, 11, 23), end=date(2027, 2, 12))


def region(*, group=None, **changes):
    """A region with one agreement: S1 two lesweken later."""
    first = group or period()
    clause = replace(
        AGREEMENT.clauses[0],
        period="S1",
        institution="ROC X",
        students=first.students,
        after=(Placement(option=LATER, students=first.students),),
    )
    agreement = replace(AGREEMENT, clauses=(clause,), **changes)
    return state(first, **{**NEGOTIATED, "agreements": (agreement,)})


def test_that_an_agreement_that_renews_keeps_its_lesweken_and_is_to_be_signed_again():
    before = region(renews=True)
    rolled = roll_over(before)
    (renewed,) = rolled.state.agreements
    (clause,) = renewed.clauses
    (placement,) = clause.after
    old, new = LATER, placement.option
    for day in ("start", "end"):
        there = lesweek(rolled.state, getattr(new, day), 2027)
        assert there == lesweek(before, getattr(old, day), 2026)
    assert clause.before == (Placement(option=wish_option(rolled.state.periods[0]), students=24),)
    assert (renewed.number, renewed.replaces) == ("RVN-2728-001", AGREEMENT.number)
    assert (renewed.status, renewed.effect) == (AgreementStatus.AGREED, None)
    assert (renewed.valid_from, renewed.valid_until) == (date(2027, 8, 1), date(2028, 7, 31))
    assert all(party.status is PartyStatus.AGREED for party in renewed.parties)
    assert not any(party.signed_on or party.signed_by for party in renewed.parties)
    assert agreed_placements(rolled.state) == {"S1": clause.after}
    assert "rollover_agreement_renewed" in report_codes(rolled)


def test_that_an_agreement_of_several_years_stays_what_it_is():
    rolled = roll_over(region(renews=False, valid_until=date(2028, 7, 31)))
    (agreement,) = rolled.state.agreements
    assert (agreement.number, agreement.status) == (AGREEMENT.number, AGREEMENT.status)
    assert agreement.parties == AGREEMENT.parties
    assert agreement.clauses[0].after[0].option.start.year == 2027
    assert not [code for code in report_codes(rolled) if "agreement" in code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"renews": False}, "rollover_agreement_expired"),
        ({"status": AgreementStatus.PROPOSED}, "rollover_agreement_open"),
        ({"status": AgreementStatus.REPLACED}, None),
    ],
)
def test_that_other_agreements_stay_behind_and_are_told(changes, code):
    rolled = roll_over(region(**changes))
    assert rolled.state.agreements == ()
    assert [c for c in report_codes(rolled) if "agreement" in c] == ([code] if code else [])


def test_that_a_group_that_does_not_come_along_is_told():
    before = region(renews=True)
    other = replace(before, periods=(period(programme="25696"),))
    rolled = roll_over(other)
    assert rolled.state.agreements[0].clauses == ()
    assert "rollover_clause_gone" in report_codes(rolled)


def test_that_rounds_stay_behind_and_balances_come_along():
    rolled = roll_over(region())
    assert rolled.state.rounds == ()
    for part in ("balances", "shortages", "ground_rules"):
        assert getattr(rolled.state, part) == NEGOTIATED[part]


def test_that_numbers_follow_each_other_in_a_school_year():
    assert next_number("RVN", 2026, []) == "RVN-2627-001"
    taken = ["RVN-2627-001", "RVN-2627-012", "RVN-2526-044", "X-2627-100", "RVN-2627-x"]
    assert next_number("RVN", 2026, taken) == "RVN-2627-013"
    assert next_number("", 2099, []) == "REGIO-9900-001"
