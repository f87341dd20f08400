"""Putting plans together: limits that each keeps may be broken together."""

from dataclasses import replace

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.checks.combined_plan import joined, worse_together
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import WISH_PLAN, plan_of
from stageplanner.domain.policy import Policy, Rules
from stageplanner.problems import StagePlannerError
from tests.builders import company, period, region, week

CARE, SHOP = "25655", "25958"


def two_components(rules):
    """One school with groups in two components; at most ``rules`` at once."""
    fields = {"weeks": 2, "students": 8, "latest": 9, "allowed_forms": (Form.BLOK,)}
    groups = [
        period("A", programme=CARE, start=0, **fields),
        period("B", programme=SHOP, start=4, **fields),
    ]
    companies = [company("1", 8, [CARE]), company("2", 8, [SHOP])]
    return replace(region(groups, companies), policy=Policy(rules=rules))


def moved(state, name, start):
    one = next(p for p in state.periods if p.id == name)
    wish = wish_option(one)
    length = wish.end - wish.start
    return plan_of([one], {name: replace(wish, start=week(start), end=week(start) + length)})


@pytest.mark.parametrize(
    ("rules", "code"),
    [(Rules(most_away=12), "join_away"), (Rules(most_contact_moments=16), "join_contacts")],
)
def test_that_a_component_that_breaks_a_limit_beside_the_others_is_refused(rules, code):
    state = two_components(rules)
    now, part = moved(state, "B", 2), moved(state, "A", 2)
    assert check_plan(state, now) == check_plan(state, part) == ()
    with pytest.raises(StagePlannerError) as caught:
        joined(state, now, part, (CARE,))
    assert caught.value.problem.code == code
    assert joined(state, WISH_PLAN, part, (CARE,)).placements == part.placements
    combined = joined(state, now, moved(state, "A", 6), (CARE,))
    assert set(combined.placements) == {"A", "B"}
    assert check_plan(state, combined) == ()


def test_that_a_limit_that_was_broken_already_may_stay_so_but_no_further():
    state = two_components(Rules(most_away=12))
    broken = replace(WISH_PLAN, placements=dict(moved(state, "A", 4).placements))
    assert check_plan(state, broken) != ()
    assert worse_together(state, broken, broken) == ()
    assert worse_together(state, WISH_PLAN, broken) != ()


def test_that_without_limits_anything_goes_together():
    state = two_components(Rules())
    assert joined(state, moved(state, "B", 2), moved(state, "A", 2), (CARE,)).placements
