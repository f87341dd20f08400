"""The curve of what is asked against the peak: against brute force, and on the example region."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.load.measures import measure
from stageplanner.optimise.changes.change_budget import Budget
from stageplanner.optimise.changes.cheapest_changes import (
    FIRST_OPTIONS,
    Cheapest,
    Search,
    cheapest,
    count_changes,
    lowest_for,
)
from stageplanner.optimise.frontier import Curve, burden_costs, frontier
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.goals import largest_share
from stageplanner.optimise.ranking.idle_changes import wishes
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import NO_PROGRESS
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions

SMALL_CASES = examples(30, HealthCheck.filter_too_much)
CARE = 11


@pytest.fixture(scope="module")
def example():
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    return project.state


def every_choice(instance):
    for combination in product(*(range(len(task.options)) for task in instance.tasks)):
        choice = np.array(combination, dtype=np.intp)
        if instance.is_feasible(choice):
            yield choice


def is_small(instance):
    return np.prod([len(task.options) for task in instance.tasks]) <= 1500


def asked_of(instance, is_burden):
    """What is asked and the peak, of every choice there is."""
    cost = largest_share if is_burden else type(instance).changes
    return [(cost(instance, c), instance.peak(c)) for c in every_choice(instance)]


@pytest.mark.slow
@SMALL_CASES
@given(regions(3))
@pytest.mark.parametrize("is_burden", [False, True])
def test_that_every_point_and_every_bound_is_true(is_burden, state):
    points = frontier(state, 20.0, burden=is_burden, workers=1)
    step = max(state.policy.goals.peak, 1e-4)
    for instance in build_instances(state):
        own = [p for p in points if p.component == instance.programmes]
        assert own
        if not is_small(instance) or not instance.has_capacity or instance.has_homeless:
            continue
        every = asked_of(instance, is_burden)
        costs = [point.burden if is_burden else point.changes for point in own]
        for point, cost in zip(own, costs, strict=True):
            bound = point.burden_lower_bound if is_burden else point.changes_lower_bound
            least = min(asked for asked, peak in every if peak <= point.peak + 1e-9)
            assert bound <= least <= cost
            assert (cost, pytest.approx(point.peak)) in every
            assert check_plan(state, point.plan) == ()
            if not is_burden:
                # Nothing that is lower by more than the tolerance can be had for as little.
                lowest = min(peak for asked, peak in every if asked <= cost)
                assert point.peak <= lowest + step + 1e-9
                assert cost == least or point.peak - min(p for a, p in every if a < cost) < step
        assert own[-1].peak <= min(peak for _, peak in every) + step + 1e-9
        for one, other in pairwise(own):
            assert one.peak > other.peak


@pytest.mark.slow
@SMALL_CASES
@given(regions(3))
def test_that_the_cheapest_plan_for_a_level_is_found_and_proven(state):
    for instance in build_instances(state):
        if not is_small(instance) or not instance.free:
            continue
        for change_costs, is_burden in ((count_changes(instance), 0), (burden_costs(instance), 1)):
            every = asked_of(instance, is_burden)
            for level in (1.3, 1.0, 0.7):
                budget = Budget(instance, CutPool(instance), change_costs)
                found = cheapest(budget, level, TimeBudget(20, workers=1))
                fits = [cost for cost, peak in every if peak <= level + 1e-9]
                if not fits:
                    assert found.choice is None
                    assert found.is_impossible
                    continue
                assert found.is_proven
                assert found.cost == found.at_least == min(fits)
                assert budget.at_least(level) <= min(fits)
                lower = lowest_for(budget, found.cost, found.choice, TimeBudget(20, workers=1))
                best = min(peak for cost, peak in every if cost <= found.cost)
                assert instance.peak(lower) <= best + 1e-4


def test_that_groups_without_a_choice_reach_the_level_or_nothing_does():
    state = region([period(students=12, fixed=True)], [company(places=10)])
    (instance,) = build_instances(state)
    budget = Budget(instance, CutPool(instance), count_changes(instance))
    assert cheapest(budget, 1.0, TimeBudget(5)).is_impossible
    assert cheapest(budget, 1.2, TimeBudget(5)).is_proven


def test_that_a_bound_from_prices_holds_at_every_other_level(example):
    care = build_instances(example)[0]
    budget = Budget(care, CutPool(care), count_changes(care))
    assert budget.at_least(1.0) == 0
    budget.solve(1.0, TimeBudget(30))
    assert 7 <= budget.at_least(1.0) <= 9
    assert budget.at_least(1.1) <= 3
    assert budget.at_least(0.95) <= 15
    assert budget.at_least(1.0) <= budget.at_least(0.95)


def test_that_an_option_that_is_ruled_out_is_in_no_cheap_plan(example):
    """Nine changes solve the example's care component: all nine must be left to try."""
    care = build_instances(example)[0]
    budget = Budget(care, CutPool(care), count_changes(care))
    found = cheapest(budget, 1.0, TimeBudget(30))
    assert (found.cost, found.at_least) == (9, 9)
    for i, kept in zip(care.free, budget.remaining_options(1.0, 9), strict=True):
        assert found.choice[i] in kept
    # For one change less nearly every group is left with its wish alone.
    assert sum(len(kept) == 1 for kept in budget.remaining_options(1.0, 8)) > 100


@pytest.mark.slow
def test_that_the_curve_of_the_example_reaches_its_lowest_peak(example):
    """Short of time the curve is coarser, never shorter: the last point is near the bound."""
    points = [p for p in frontier(example, 30.0) if len(p.component) == CARE]
    assert points[0].changes == 0
    assert points[-1].peak <= 0.86
    assert len(points) >= 12
    by_changes = {point.changes: point for point in points}
    assert by_changes[1].peak == pytest.approx(1.1222, abs=1e-3)
    for point in points:
        assert point.changes_lower_bound <= point.changes
        assert measure(example, point.plan).components[0].peak == pytest.approx(point.peak)
        assert point.plan.proofs[0].lower_bound >= 0.84
    assert check_plan(example, points[-1].plan) == ()


def test_that_the_burden_is_shared_before_more_is_asked_of_one():
    """Two schools with two groups each: the second change is asked of the other school."""
    groups = [
        period(f"S{k}", weeks=1, latest=3, students=10, institution=school)
        for k, school in enumerate(["A", "A", "B", "B"])
    ]
    state = region(groups, [company(places=20)])
    points = frontier(state, 20.0, burden=True, workers=1)
    assert [(p.burden, p.burden_lower_bound, p.peak) for p in points] == [
        (0, 0, 2.0),
        (10, 10, 1.0),
        *[(p.burden, p.burden_lower_bound, p.peak) for p in points[2:]],
    ]
    assert points[-1].peak == 0.5


@pytest.mark.parametrize("burden", [False, True])
def test_that_too_many_options_to_relax_at_once_still_give_a_curve(monkeypatch, burden):
    """Nothing of the size of all options times all days is made; the points are as sound."""
    state = region(
        [period(f"S{n}", students=4, latest=11, weeks=3) for n in range(5)], [company(places=8)]
    )
    usual = frontier(state, 20, burden=burden, workers=1)
    monkeypatch.setattr("stageplanner.optimise.frontier.MOST_OPTIONS", 1)
    monkeypatch.setattr("stageplanner.optimise.changes.fewest_changes.MOST_OPTIONS", 1)
    monkeypatch.setattr(Budget, "__init__", None)
    points = frontier(state, 20, burden=burden, workers=1)
    assert len(points) > 1
    assert all(check_plan(state, point.plan) == () for point in points)
    if not burden:
        assert {(p.changes, p.peak) for p in points} == {(p.changes, p.peak) for p in usual}
        assert [p.changes_lower_bound for p in points] == [p.changes for p in points]


def test_that_a_look_among_few_options_finds_a_plan_and_proves_nothing(example):
    """Near the lowest peak no rounding of the relaxation is a plan; nothing is known at first."""
    care = build_instances(example)[0]
    budget = Budget(care, CutPool(care), count_changes(care))
    level, time_budget = 0.86, TimeBudget(60)
    assert budget.solve(level, time_budget) is not None
    at_least = budget.at_least(level)
    search = Search(budget, level, Cheapest(None, 0, at_least), lambda _: None)
    least = np.sort(budget.least_with(level))
    search.look(float(least[FIRST_OPTIONS - 1]), time_budget, gap=0.1)
    assert search.best.choice is not None
    assert care.peak(search.best.choice) <= level + 1e-9
    assert search.best.at_least == at_least <= search.best.cost < 60


def test_that_a_plan_far_above_the_bound_is_no_start(example):
    care = build_instances(example)[0]
    budget = Budget(care, CutPool(care), count_changes(care))
    search = Search(budget, 1.0, Cheapest(care.wish, 100, 9), lambda _: None)
    assert search.start is None
    near = Search(budget, 1.0, Cheapest(care.wish, 11, 9), lambda _: None)
    assert near.start is care.wish


def test_that_a_point_that_costs_hardly_less_than_the_next_is_left_out(example):
    """It lies far above its bound, so nothing is lost; the last is always kept."""
    care = build_instances(example)[0]
    curve = Curve(example, care, TimeBudget(60), burden=False, progress=NO_PROGRESS, data="")
    for cost, peak in ((50, 0.95), (99, 0.90), (100, 0.89)):
        curve.choices[cost], curve.peaks[cost] = wishes(care), peak
    curve.facts = [(0.95, 50), (0.90, 90), (0.89, 95)]
    assert curve.kept_costs() == [0, 50, 100]
    curve.facts[1] = (0.90, 98)
    assert curve.kept_costs() == [0, 50, 99, 100]
