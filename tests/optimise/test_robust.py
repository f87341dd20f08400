"""Robustness: sampled peaks against plain counting, and the choice among plans."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Plan, plan_of
from stageplanner.domain.policy import Policy, Rules
from stageplanner.load.measures import measure
from stageplanner.optimise.robust.robust_plan import most_robust, robust_plan
from stageplanner.optimise.robust.simulate import robust
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region, week
from tests.properties import examples
from tests.regions import regions

WISH = Plan(name="wish")


def moved(one, weeks):
    wish = wish_option(one)
    later = replace(wish, start=week(weeks), end=week(weeks) + (wish.end - wish.start))
    return plan_of([one], {one.id: later})


def test_that_one_group_moves_the_peak_by_its_own_share():
    """Ten students in ten places: nine to eleven is 90% to 110%."""
    [component] = robust(region([period()], [company()]), WISH, 200).components
    assert component.peak == pytest.approx(1.0)
    assert component.worst == pytest.approx(1.1)
    assert component.typical == pytest.approx(1.0)
    assert 0.1 < component.within_target < 1.0


def test_that_a_lost_leerbedrijf_leaves_its_students_to_the_others():
    state = region([period(students=6)], [company("1", 4), company("2", 8)])
    [component] = robust(state, WISH, 10).components
    assert [(loss.leerbedrijf, loss.peak) for loss in component.losses] == [
        ("2", pytest.approx(1.5)),
        ("1", pytest.approx(0.75)),
    ]
    assert component.worst_loss == pytest.approx(1.5)


def test_that_the_only_leerbedrijf_gone_leaves_no_place():
    assert robust(region([period()], [company()]), WISH, 10).worst_loss == float("inf")


def test_that_a_seed_gives_the_same_again_and_another_seed_does_not():
    state = region([period("A", students=40), period("B", students=37)], [company("1", 70)])
    assert robust(state, WISH, 50, 7) == robust(state, WISH, 50, 7)
    assert robust(state, WISH, 50, 7).components != robust(state, WISH, 50, 8).components


def test_that_without_spread_nothing_moves():
    state = region([period(students=13)], [company()])
    [component] = robust(state, WISH, 20, spread=0.0).components
    assert component.worst == component.typical == component.peak == pytest.approx(1.3)


@examples(40, *HealthCheck)
@given(regions())
def test_that_every_draw_lies_between_all_fewer_and_all_more(state):
    """The peak rises with students, so the two ends hold every draw; measured independently."""
    found = robust(state, WISH, 30)
    peaks = {}
    for sign in (-0.1, 0.0, 0.1):
        periods = [replace(p, students=round(p.students * (1 + sign))) for p in state.periods]
        measured = measure(replace(state, periods=tuple(periods)), WISH)
        peaks[sign] = {c.programmes: c.peak for c in measured.components}
    for component in found.components:
        name = component.programmes
        assert component.peak == pytest.approx(peaks[0.0][name])
        assert peaks[-0.1][name] - 1e-9 <= component.typical <= component.high + 1e-9
        assert component.high <= component.worst <= peaks[0.1][name] + 1e-9


@examples(30, *HealthCheck)
@given(regions())
def test_that_every_loss_is_what_measuring_without_it_gives(state):
    for component in robust(state, WISH, 1).components:
        for loss in component.losses:
            # Without places of its own the leerbedrijf still holds its component together.
            gone = tuple(
                replace(c, places=0) if c.id == loss.leerbedrijf else c for c in state.leerbedrijven
            )
            measured = measure(replace(state, leerbedrijven=gone), WISH)
            [peak] = [c.peak for c in measured.components if c.programmes == component.programmes]
            assert loss.peak == pytest.approx(peak)


@examples(20, *HealthCheck)
@given(regions(most=4))
def test_that_a_draw_has_the_peak_that_measuring_it_gives(state):
    """With one draw the worst is that draw; the same numbers are put into the region."""
    import numpy as np

    factors = 1.0 + np.random.default_rng(3).uniform(-0.1, 0.1, (1, len(state.periods)))[0]
    drawn = tuple(
        replace(p, students=int(np.rint(p.students * f)))
        for p, f in zip(state.periods, factors, strict=True)
    )
    peaks = {c.programmes: c.peak for c in measure(replace(state, periods=drawn), WISH).components}
    for component in robust(state, WISH, 1, 3).components:
        assert component.worst == pytest.approx(peaks[component.programmes])


def test_that_the_plan_with_more_slack_is_chosen():
    """Two plans with one change: beside a large or beside a small group."""
    large = period("L", start=0, weeks=2, students=30, fixed=True)
    small = period("S", start=3, weeks=2, students=10, fixed=True)
    free = period("F", start=0, weeks=2, students=10)
    state = region([large, small, free], [company("1", 40), company("2", 5)])
    plans = [moved(free, 1), moved(free, 3)]
    found = most_robust(state, plans, 100)
    assert found.chosen == (1,)
    assert found.plan.placements == plans[1].placements
    assert found.robustness.worst == found.tried[1].worst < found.tried[0].worst


def test_that_equally_robust_plans_are_told_apart_by_their_changes():
    state = region([period("A"), period("B", start=6)], [company("1", 50)])
    found = most_robust(state, [moved(state.periods[1], 8), WISH], 20)
    assert found.chosen == (1,)


def test_that_every_component_takes_its_own_best_plan():
    care = [period(n, weeks=2, students=9) for n in ("A", "B")]
    ict = [period(n, weeks=2, students=9, programme="25958") for n in ("C", "D")]
    state = region(care + ict, [company("1", 20), company("2", 20, ["25958"])])
    plans = [moved(care[0], 5), moved(ict[0], 5)]
    found = most_robust(state, plans, 50)
    assert set(found.plan.placements) == {"A", "C"}
    assert found.robustness.worst < min(tried.worst for tried in found.tried)


def test_that_a_plan_with_more_slack_and_no_more_changes_is_found():
    """One change suffices; beside the small fixed group there is more slack than beside the big."""
    big = period("L", start=4, weeks=2, students=12, fixed=True, latest=9)
    small = period("S", start=7, weeks=2, students=2, fixed=True, latest=9)
    pair = [period(n, weeks=2, students=8, earliest=0, latest=8) for n in ("A", "B")]
    first = [replace(p, earliest_start=p.start) for p in pair]
    state = region([big, small, *first], [company("1", 20)])
    plan = moved(first[0], 4)
    found = robust_plan(state, plan, TimeBudget(20, workers=1), 50)
    assert found.robustness.worst < found.tried[0].worst
    assert len(found.plan.placements) <= 1


def test_that_no_plans_are_refused():
    with pytest.raises(ValueError):
        most_robust(region([period()], [company()]), [])


def test_that_shuffled_leerbedrijven_change_nothing():
    companies = [company(str(i), 3 + i) for i in range(6)]
    state = region([period(students=20)], companies)
    mixed = list(companies)
    Random(1).shuffle(mixed)
    one, other = robust(state, WISH, 20), robust(region(state.periods, mixed), WISH, 20)
    assert one.worst == other.worst
    assert one.worst_loss == other.worst_loss


def crowded_twice():
    """Two components of one school, two groups at once in each; all may go a month later."""
    fields = {"weeks": 2, "students": 8, "latest": 3, "allowed_forms": (Form.BLOK,)}
    own = [
        period(name, programme=programme, **fields)
        for name, programme in (("A1", "25655"), ("A2", "25655"), ("B1", "25958"), ("B2", "25958"))
    ]
    companies = [company("1", 20, ["25655"]), company("2", 20, ["25958"])]
    return region(own, companies)


def test_that_a_mix_of_plans_keeps_the_limits_of_institutions():
    """Each plan moves one component to where the other plan moves the other."""
    state = crowded_twice()
    a, b = state.periods[0], state.periods[2]
    free = most_robust(state, [WISH, moved(a, 2), moved(b, 2)], 20, 1)
    assert set(free.plan.placements) == {"A1", "B1"}
    limited = replace(state, policy=Policy(rules=Rules(most_away=16)))
    same = most_robust(limited, [WISH, moved(a, 2), moved(b, 2)], 20, 1)
    assert (same.plan, same.passed_over) == (free.plan, ())


def test_that_a_more_robust_part_is_passed_over_where_it_breaks_a_limit_beside_the_rest():
    state = crowded_twice()
    a, b = state.periods[0], state.periods[2]
    every = [WISH, moved(a, 2), moved(b, 2)]
    narrow = replace(state, policy=Policy(rules=Rules(most_away=8)))
    assert all(check_plan(narrow, plan) == () for plan in every)
    found = most_robust(narrow, every, 20, 1)
    assert check_plan(narrow, found.plan) == ()
    assert len(found.plan.placements) == 1
    assert [problem.code for problem in found.passed_over] == ["check_away"]


def test_that_looking_for_slack_leaves_each_component_its_part_of_a_limit():
    state = replace(crowded_twice(), policy=Policy(rules=Rules(most_away=16)))
    better = robust_plan(state, WISH, TimeBudget(20), 20, more_changes=1)
    assert check_plan(state, better.plan) == ()
    assert len(better.plan.placements) == 2
    assert better.robustness.worst < robust(state, WISH, 20).worst
