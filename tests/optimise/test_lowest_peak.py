"""How low a peak can go: questions with an answer, and a search that keeps what it finds."""

import numpy as np
import pytest
from hypothesis import given

from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.local_search import Search
from stageplanner.optimise.peak.lowest_peak import PeakSearch, lowest_peak
from stageplanner.optimise.peak.reach_level import decide, next_peak
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region
from tests.optimise.test_solve import brute_force
from tests.properties import examples
from tests.regions import regions

SECONDS = 20.0


def small_instances(state):
    return [
        instance
        for instance in build_instances(state)
        if np.prod([len(task.options) for task in instance.tasks]) <= 2000
        and not instance.has_homeless
    ]


@examples(40)
@given(regions(3))
def test_that_every_question_gets_the_answer_of_brute_force(state):
    for instance in small_instances(state):
        lowest, _ = brute_force(instance)
        pool, time_budget = CutPool(instance), TimeBudget(SECONDS, workers=1)

        def ask(level, is_strict, instance=instance, pool=pool, time_budget=time_budget, **ways):
            return decide(
                instance,
                pool,
                level,
                instance.wish,
                time_budget,
                seconds=5,
                is_strict=is_strict,
                **ways,
            )

        for is_thorough in (False, True):
            found = ask(lowest, False, is_thorough=is_thorough)
            assert found.choice is not None
            assert instance.peak(found.choice) == pytest.approx(lowest)
            assert instance.is_feasible(found.choice)
            assert ask(lowest, True, is_thorough=is_thorough).is_impossible
        if lowest > 0:
            assert ask(lowest * 0.999, False).is_impossible
            # No plan lies between a level that none reaches and the next peak.
            assert next_peak(instance, pool, lowest * 0.999) <= lowest + 1e-9


def crowded(groups):
    """Groups of unlike sizes that all want the same weeks."""
    wishes = [
        period(f"S{k}", start=0, weeks=4, days="ma di", students=3 + 5 * k % 11, latest=11)
        for k in range(groups)
    ]
    return region(wishes, [company("1", 30)])


def test_that_a_search_keeps_the_best_it_has_measured():
    (instance,) = build_instances(crowded(8))
    told = []
    search = Search(instance, CutPool(instance), instance.wish, aim=0.0)
    best = search.run(TimeBudget(SECONDS).is_over, told.append)
    peaks = [found.peak for found in told]
    assert peaks == sorted(peaks, reverse=True)
    assert best is told[-1]
    assert best.peak == pytest.approx(instance.peak(best.choice))
    assert best.peak < 0.5 * instance.peak(instance.wish)


def test_that_the_lowest_peak_is_proven_turn_by_turn():
    (instance,) = build_instances(crowded(6))
    pool, time_budget = CutPool(instance), TimeBudget(SECONDS, workers=1)
    search = PeakSearch(instance, pool, 0.0, lambda _: None, seed=1)
    search.start(lowest_bound(instance, pool, time_budget), time_budget)
    while search.is_open and not time_budget.is_over():
        before = search.best
        search.iterate(time_budget)
        assert search.best.peak <= before.peak
        assert search.best.bound >= before.bound
    assert search.best.gap == pytest.approx(0.0, abs=1e-9)
    assert decide(
        instance,
        CutPool(instance),
        search.best.peak,
        instance.wish,
        time_budget,
        seconds=5,
        is_strict=True,
    ).is_impossible


def test_that_one_worker_and_a_seed_give_the_same_plan_again():
    (instance,) = build_instances(crowded(6))
    plans = []
    for _ in range(2):
        pool, time_budget = CutPool(instance), TimeBudget(SECONDS, workers=1, seed=7)
        bound = lowest_bound(instance, pool, time_budget)
        plans.append(lowest_peak(instance, pool, time_budget, bound, 0.0).choice.tolist())
    assert plans[0] == plans[1]
