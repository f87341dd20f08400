"""Changes against the shortage that remains, where the target is out of reach: by brute force."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.plan import Status, changed_periods
from stageplanner.domain.policy import Goals, Policy
from stageplanner.load.measures import measure
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.shortage_curve import ShortageCurve, find_knee
from stageplanner.optimise.ranking.shortage_levels import ShortageLevels
from stageplanner.optimise.result import Settings
from stageplanner.optimise.shortage_frontier import shortage_frontier
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions

SMALL_CASES = examples(40, HealthCheck.filter_too_much)
GOALS = Goals()


def is_small(instance):
    return instance.has_capacity and np.prod([len(t.options) for t in instance.tasks]) <= 2500


def every_choice(instance):
    for combination in product(*(range(len(task.options)) for task in instance.tasks)):
        choice = np.array(combination, dtype=np.intp)
        if instance.is_feasible(choice):
            yield choice


def no_more(shortages, limits):
    return all(a <= b + 1e-6 for a, b in zip(shortages, limits, strict=True))


def overfull(places=10):
    """Three groups of ten that want the same four weeks, a fourth that cannot move, and a window
    in which at most two of them do not meet."""
    groups = [period(f"S{n}", start=2, earliest=0, latest=7) for n in range(3)]
    return region(
        [*groups, period("S9", start=2, fixed=True)],
        [company(places=places)],
    )


def proof_of(state, **settings):
    plan = optimise(state, Settings(workers=1, time_limit=20, **settings))
    assert check_plan(state, plan) == ()
    (proof,) = plan.proofs
    return plan, proof


@pytest.mark.slow
@SMALL_CASES
@given(regions(4))
def test_that_the_knee_and_every_point_are_as_brute_force_finds_them(state):
    for instance in filter(is_small, build_instances(state)):
        every = list(every_choice(instance))
        levels = ShortageLevels(instance, min(every, key=ShortageLevels(instance, every[0]).values))
        values = [(levels.values(choice), instance.changes(choice)) for choice in every]
        budget = TimeBudget(20, workers=1)
        curve = ShortageCurve(instance, CutPool(instance), GOALS, instance.wish, budget)
        curve.find_least(TimeBudget(20, workers=1))
        assert curve.levels.least == levels.least
        assert curve.proven_least <= min(v[-1] for v, _ in values) / instance.unit + 1e-6
        caps = levels.caps(0.9)
        fitting = [(n, v) for v, n in values if no_more(v, caps)]
        knee = curve.point(0.9, TimeBudget(20, workers=1))
        assert knee.is_proven
        # The fewest changes, and with so many the least shortage by rank.
        assert (knee.changes, levels.values(knee.choice)) == min(fitting)
        for point in curve.walk(0.9, TimeBudget(20, workers=1)):
            left = levels.values(point.choice)
            as_good = [n for v, n in values if no_more(v, left)]
            assert point.changes_at_least <= min(as_good) <= point.changes
            served = [v for v, n in values if n <= point.changes and no_more(v[:-1], left[:-1])]
            assert point.shortage_at_least <= min(v[-1] for v in served) / instance.unit + 1e-6


@pytest.mark.slow
@SMALL_CASES
@given(regions(4))
def test_that_no_change_is_idle_however_little_time_there_is(state):
    for instance in filter(is_small, build_instances(state)):
        levels = ShortageLevels(instance, instance.wish)
        # The least shortage with as many changes as can be: most of them idle.
        far = min(every_choice(instance), key=lambda c: (levels.values(c), -instance.changes(c)))
        for share in (0.5, 0.9, 1.0):
            pool, budget = CutPool(instance), TimeBudget(0.0, workers=1)
            knee = find_knee(instance, pool, far, share, budget, goals=GOALS)
            levels = ShortageLevels(instance, far)
            caps = levels.caps(share)
            assert levels.fits(knee.choice, caps)
            assert knee.changes_at_least == 0
            for i in np.flatnonzero(knee.choice):
                if not instance.tasks[i].is_change[knee.choice[i]]:
                    continue
                other = knee.choice.copy()
                other[i] = 0
                assert not (instance.is_feasible(other) and levels.fits(other, caps))


def test_that_the_knee_is_proposed_and_all_of_it_can_be_asked_for():
    state = overfull()
    _, knee = proof_of(state)
    assert knee.status is Status.TARGET_IMPOSSIBLE
    told = knee.shortage
    assert told.taken >= told.share == 0.9
    assert knee.changes == knee.changes_lower_bound <= told.changes
    plan, everything = proof_of(state, shortage_share=1.0)
    assert everything.shortage is None
    left = sum(c.shortage_student_days for c in measure(state, plan).components)
    assert left == pytest.approx(told.least)


def test_that_a_smaller_share_asks_fewer_changes_and_the_policy_states_it():
    state = overfull()
    goals = replace(GOALS, shortage_share=0.4)
    _, usual = proof_of(state)
    _, little = proof_of(replace(state, policy=Policy(goals=goals)))
    assert little.changes < usual.changes
    assert little.shortage.share == 0.4
    assert 0.4 <= little.shortage.taken < usual.shortage.taken
    # What was asked for once goes before the policy.
    _, asked = proof_of(replace(state, policy=Policy(goals=goals)), shortage_share=0.9)
    assert asked.changes == usual.changes


def test_that_nothing_is_asked_where_no_change_takes_away_shortage():
    state = region([period("S1", students=30, latest=11)], [company(places=10)])
    plan, proof = proof_of(state)
    assert changed_periods(plan, state.periods) == ()
    assert proof.shortage.removable == 0
    (limit,) = explain(replace(state, plan=plan)).limits
    assert limit.code == "limit_knee_none"


def test_that_the_sentence_says_what_is_measured():
    state = overfull()
    plan, proof = proof_of(state)
    (limit,) = explain(replace(state, plan=plan)).limits
    assert limit.code == "limit_knee_proven"
    left = sum(c.shortage_student_days for c in measure(state, plan).components)
    wish = sum(c.shortage_student_days for c in measure(replace(state, plan=None)).components)
    assert limit.values["left"] == pytest.approx(left)
    assert limit.values["taken"] == pytest.approx(wish - left)
    assert limit.values["share"] == int(100 * (wish - left) / (wish - proof.shortage.least) + 1e-6)
    assert limit.values["all"] == str(proof.shortage.changes)


def test_that_every_point_of_the_frontier_is_a_plan_and_one_is_the_knee():
    state = overfull()
    points = shortage_frontier(state, 20.0, workers=1)
    _, proof = proof_of(state)
    assert points[0].changes == 0
    assert [p.changes for p in points if p.is_knee] == [proof.changes]
    for one, other in pairwise(points):
        assert one.changes < other.changes
        assert one.shortage > other.shortage
    for point in points:
        assert check_plan(state, point.plan) == ()
        assert point.changes_lower_bound == point.changes
        (component,) = measure(state, point.plan).components
        assert component.shortage_student_days == pytest.approx(point.shortage)
        assert component.peak == pytest.approx(point.peak)
    assert points[-1].shortage == pytest.approx(proof.shortage.least)
    assert points[-1].changes == proof.shortage.changes


def test_that_a_target_within_reach_has_no_curve_against_shortage():
    state = region(
        [period("S1", latest=11), period("S2", latest=11)],
        [company(places=10)],
    )
    assert shortage_frontier(state, 10.0, workers=1) == ()


def test_that_an_unfinished_relaxation_proves_nothing_false():
    (instance,) = build_instances(overfull())
    curve = ShortageCurve(instance, CutPool(instance), GOALS, instance.wish, TimeBudget(20))
    assert curve.relaxation is not None
    curve.relaxation.solve(None, TimeBudget(0))
    curve.relaxation.solve(10.0, TimeBudget(0))
    least = min(shortage(instance, choice) for choice in every_choice(instance))
    assert curve.relaxation.shortage_at_least(float("inf")) <= least
