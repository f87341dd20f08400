"""How low a peak can go: questions with an answer, and a search that keeps what it finds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.form import Form
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cp_model import (
    PEAK_SCALE,
    build_model,
    peak_at_most,
    peak_variable_covers,
)
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.solve_with_cuts import solve_once
from stageplanner.optimise.peak.local_search import Search
from stageplanner.optimise.peak.lowest_peak import PeakSearch, lowest_peak
from stageplanner.optimise.peak.reach_level import decide, next_peak
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region
from tests.optimise.test_solve import brute_force
from tests.properties import examples
from tests.regions import PROGRAMMES, regions

SECONDS = 20.0
OPEN_DAYS = {"days": None, "days_per_week": 2, "allowed_forms": (Form.LINT, Form.BLOK)}


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
                work=5.0,
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


@st.composite
def crowds(draw):
    """Draw large groups that all want about the same weeks, and leerbedrijven for few of them."""
    count = draw(st.integers(4, 7))
    students = draw(st.lists(st.integers(15, 90), min_size=count, max_size=count))
    # Where the weekdays are not given, parts of a group are present on each of them.
    rhythm = st.sampled_from([{"days": "ma di"}, {"days": "wo do vr"}, OPEN_DAYS])
    wishes = [
        period(
            f"S{k}",
            start=1,
            weeks=draw(st.integers(1, 3)),
            students=number,
            programme=draw(st.sampled_from(PROGRAMMES[:2])),
            group=f"G{k}",
            earliest=draw(st.integers(0, 1)),
            latest=draw(st.integers(4, 6)),
            **draw(rhythm),
        )
        for k, number in enumerate(students)
    ]
    return region(wishes, [company("1", 60, PROGRAMMES), company("2", 30, PROGRAMMES[:1])])


def lowest_in_one_piece(instance):
    """Minimise the peak over all cuts at once, on the options themselves."""
    pool, model = CutPool(instance), build_model(instance)
    sets = [np.array(bits) for bits in product([False, True], repeat=len(instance.programmes))]
    pool.add(sets)
    peak = model.cp.new_int_var(0, 100 * PEAK_SCALE, "peak")
    peak_variable_covers(model, pool, peak, pool.capacity > 0)
    model.cp.minimize(peak)
    solved = solve_once(model, TimeBudget(SECONDS, workers=1), None)
    assert solved.is_optimal
    return instance.peak(solved.choice)


@examples(30)
@given(crowds())
def test_that_large_groups_are_proven_as_low_as_in_one_piece(state):
    for instance in build_instances(state):
        lowest = lowest_in_one_piece(instance)
        pool, time_budget = CutPool(instance), TimeBudget(SECONDS, workers=1)
        bound = lowest_bound(instance, pool, time_budget)
        found = lowest_peak(instance, pool, time_budget, bound, 0.0)
        # The peak in one piece is rounded up to whole steps: another plan may lie below it.
        assert found.peak <= lowest + 1e-9
        assert found.bound >= lowest - 1 / PEAK_SCALE
        assert found.bound <= found.peak + 1e-9
        assert instance.peak(found.choice) == pytest.approx(found.peak)


@examples(40)
@given(crowds(), st.floats(0.6, 1.1), st.integers(0, 2**32 - 1))
def test_that_whole_groups_are_limited_as_their_options_are(state, share, seed):
    random = np.random.default_rng(seed)
    for instance in build_instances(state):
        choice = np.array([random.integers(len(task.options)) for task in instance.tasks])
        if not instance.is_feasible(choice):
            continue
        level, allowed = share * instance.peak(choice), []
        for by_group in (False, True):
            pool, model = CutPool(instance), build_model(instance)
            peak_at_most(model, pool, level, pool.capacity >= 0, by_group=by_group)
            for i in instance.free:
                model.cp.add(model.takes[i][choice[i]] == 1)
            solved = solve_once(model, TimeBudget(SECONDS, workers=1), None)
            allowed.append(not solved.is_impossible)
        fits = (pool.loads(instance.demand(choice)) <= level * pool.capacity + 1e-6).all()
        assert allowed == [fits, fits]


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
    best = search.run(TimeBudget(SECONDS), told.append)
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
        work=5.0,
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
