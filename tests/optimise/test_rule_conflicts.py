"""Why the target is out of reach: the rules in the way, each claim tried again by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stageplanner import planning
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Status
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.domain.results.rule_conflict import Family, rule_families, without_rules
from stageplanner.messages import text
from stageplanner.optimise.explaining.rule_conflicts import find_rule_conflicts
from stageplanner.optimise.result import Settings
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.reporting.limit_text import limit_lines
from tests.builders import company, period, region, week

BLOK = {"weeks": 2, "students": 8, "allowed_forms": (Form.BLOK,)}
NAMES = frozenset({"25655"})


def pair(rules=None, **fields):
    """Two groups in the same two weeks, with places for one of them."""
    own = [period(name, **(BLOK | fields)) for name in ("A", "B")]
    return replace(region(own, [company(places=8)]), policy=Policy(rules=rules or Rules()))


def planned(state):
    plan = planning.optimise(state, Settings(workers=1, time_limit=20))
    assert plan.proofs[0].status is Status.TARGET_IMPOSSIBLE
    return replace(state, plan=plan)


def reaches(state, families):
    plan = planning.optimise(
        without_rules(state, frozenset(families), NAMES), Settings(workers=1, time_limit=20)
    )
    return plan.proofs[0].peak <= 1 + 1e-9


OPEN = {"earliest_start": None, "latest_end": None}
TOETSEN = Forbidden(name="toetsen", start=week(2), end=week(3) + timedelta(days=4))
CASES = {
    "window": (pair(latest=2), [{Family.WINDOW}]),
    "fixed": (pair(fixed=True, latest=9), [{Family.FIXED}]),
    "shift": (pair(Rules(most_weeks_shift=0), **OPEN), [{Family.SHIFT}]),
    "first year": (
        pair(Rules(window_weeks=1, first_year_lesweek=30), year=1, **OPEN),
        [{Family.FIRST_YEAR}, {Family.WINDOW}],
    ),
    "forbidden": (
        pair(Rules(forbidden=(TOETSEN,)), latest=3),
        [{Family.FORBIDDEN}, {Family.WINDOW}],
    ),
    # Two blokken of three weeks fit into six; two lintstages of four and three days do not.
    "form": (
        pair(days="ma di wo", weeks=4, latest=5, allowed_forms=(Form.LINT,)),
        [{Family.FORM}, {Family.WINDOW}],
    ),
    "away": (pair(Rules(most_away=0), latest=9), [{Family.AWAY}]),
    "fixed and window": (pair(fixed=True, latest=2), [{Family.FIXED, Family.WINDOW}]),
}


@pytest.mark.parametrize("name", CASES)
def test_that_the_rules_in_the_way_are_named_and_no_others(name):
    state, expected = CASES[name]
    state = planned(state)
    (found,) = find_rule_conflicts(state, TimeBudget(20)).values()
    assert [set(clash.families) for clash in found] == expected
    for clash in found:
        assert set(clash.periods) <= {"A", "B"}
        assert reaches(state, clash.families)
        for family in clash.families:
            assert not reaches(state, set(clash.families) - {family})


def test_that_too_few_places_are_not_blamed_on_rules():
    state = planned(pair(latest=2, students=20))
    (found,) = find_rule_conflicts(state, TimeBudget(20)).values()
    (clash,) = found
    assert (clash.families, clash.is_proven) == ((), True)
    assert [code for code, _ in clash.parts] == ["clash_none"]


def test_that_a_target_within_reach_has_no_clash():
    state = pair(latest=9)
    state = replace(state, plan=planning.optimise(state, Settings(workers=1, time_limit=20)))
    assert find_rule_conflicts(state, TimeBudget(20)) == {}


def test_that_nothing_is_said_when_there_is_no_time():
    assert find_rule_conflicts(planned(pair(latest=2)), TimeBudget(0)) == {}


def test_that_only_rules_that_are_there_are_tried():
    assert rule_families(pair(latest=9), NAMES) == (Family.FORM, Family.WINDOW)
    every = Rules(
        school_days=(4,),
        forbidden=(Forbidden(name="toetsen", first_lesweek=1, last_lesweek=2),),
        most_weeks_shift=1,
        gap_weeks=1,
        most_away=9,
        most_contact_moments=9,
    )
    wide = pair(every, year=1, fixed=True, **OPEN)
    assert set(rule_families(wide, NAMES)) == set(Family) - {Family.AGREED}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_a_full_explanation_tells_proof_and_clash(language):
    state = planned(pair(latest=2))
    (limit,) = planning.explain_fully(state, 20).limits
    told = limit_lines(state, limit, language)
    assert len(told) == 2
    assert ("100%" in told[1] and "A (Linge College)" in told[1]) or "B (Linge" in told[1]
    assert all(text(f"clash_{family}", language, count=1, names="A") for family in Family)
