"""The optimiser: equal to brute force where that can be done, and right on the example region."""

import threading
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Status, changed_periods, is_changed
from stageplanner.load.measures import measure
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.relaxation import bound_of_prices, lowest_bound
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import Progress
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions

CARE = 11


@pytest.fixture(scope="module")
def example():
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    return project.state


@pytest.fixture(scope="module")
def solved(example):
    """The proposal for the example region, and what was reported on the way to it."""
    progress = []
    return optimise(example, Settings(), Progress(progress.append)), tuple(progress)


@pytest.fixture(scope="module")
def proposal(solved):
    return solved[0]


def proof_of(plan, programmes):
    (proof,) = (
        p for p in plan.proofs if len(p.programmes) == programmes or p.programmes == programmes
    )
    return proof


def brute_force(instance, level=None):
    """The lowest peak and, for a level, the fewest changes: over every combination of options."""
    lowest, fewest = float("inf"), None
    for combination in product(*(range(len(task.options)) for task in instance.tasks)):
        choice = np.array(combination, dtype=np.intp)
        if not instance.keeps_order(choice):
            continue
        peak = instance.peak(choice)
        lowest = min(lowest, peak)
        if level is not None and peak <= level + 1e-9:
            count = instance.changes(choice)
            fewest = count if fewest is None else min(fewest, count)
    return lowest, fewest


@pytest.mark.slow
@examples(60)
@given(regions(3))
def test_that_small_regions_are_solved_as_brute_force_solves_them(state):
    instances = build_instances(state)
    if any(np.prod([len(t.options) for t in i.tasks]) > 4000 for i in instances):
        return
    lowest = optimise(state, Settings(target=None, gap=0.0, workers=1, time_limit=20))
    fewest = optimise(state, Settings(target=1.0, workers=1, time_limit=20))
    for instance in instances:
        best, count = brute_force(instance, 1.0)
        proof = proof_of(lowest, instance.programmes)
        if proof.peak is not None and instance.has_capacity:
            assert proof.peak == pytest.approx(best)
            assert proof.lower_bound == pytest.approx(best)
        proof = proof_of(fewest, instance.programmes)
        if not instance.has_capacity or instance.has_homeless:
            continue
        if count is None:
            assert proof.status is Status.TARGET_IMPOSSIBLE
            assert proof.lower_bound == pytest.approx(best, abs=1e-3)
        else:
            assert (proof.changes, proof.changes_lower_bound) == (count, count)
            assert proof.status is Status.PROVEN


def test_that_nine_changes_solve_the_example_and_fewer_are_impossible(example, proposal):
    care = proof_of(proposal, CARE)
    assert care.wish_peak == pytest.approx(1.26, abs=0.001)
    assert care.peak <= 1.0
    assert (care.changes, care.changes_lower_bound) == (9, 9)
    assert 0.84 <= care.lower_bound <= 0.8434
    assert care.status is Status.PROVEN
    assert check_plan(example, proposal) == ()


def test_that_a_component_without_a_solution_says_how_low_it_can_go(proposal):
    impossible = proof_of(proposal, ("25650",))
    assert impossible.status is Status.TARGET_IMPOSSIBLE
    assert impossible.peak == pytest.approx(55 / 49)
    assert impossible.lower_bound == pytest.approx(55 / 49)
    solved = proof_of(proposal, ("25699",))
    assert solved.peak <= 1.0
    assert solved.changes == solved.changes_lower_bound == 3


def test_that_what_is_said_of_a_plan_is_what_is_measured(example, proposal):
    for component in measure(example, proposal).components:
        proof = proof_of(proposal, component.programmes)
        assert component.peak == pytest.approx(proof.peak)
    assert sum(p.changes for p in proposal.proofs) == len(
        changed_periods(proposal, example.periods)
    )


@pytest.mark.slow
def test_that_the_lowest_peak_of_the_example_is_near_its_bound(example):
    plan = optimise(example, Settings(target=None, gap=0.005, time_limit=60))
    care = proof_of(plan, CARE)
    assert care.lower_bound >= 0.84
    assert care.peak <= 0.86
    assert check_plan(example, plan) == ()


def test_that_the_bound_can_be_counted_again_from_its_prices(example):
    care = build_instances(example)[0]
    bound = lowest_bound(care, CutPool(care), TimeBudget(60))
    assert bound.value == pytest.approx(764 / 906)
    assert bound_of_prices(care, bound) == pytest.approx(0.842531, abs=1e-5)
    worse = replace(bound, prices=bound.prices + 0.001)
    assert bound_of_prices(care, worse) < bound.value


@pytest.mark.slow
@pytest.mark.parametrize("most", [0, 4])
def test_that_no_more_changes_are_asked_than_allowed(example, most):
    plan = optimise(example, Settings(max_changes=most, work=15.0, time_limit=200))
    assert sum(proof.changes for proof in plan.proofs) <= most
    left = measure(example, plan).shortage_student_days
    wished = measure(example).shortage_student_days
    assert left == wished if not most else left < 0.6 * wished
    assert check_plan(example, plan) == ()


@pytest.mark.slow
def test_that_locked_and_fixed_periods_stay(example, proposal):
    moved = frozenset(p.id for p in changed_periods(proposal, example.periods))
    plan = optimise(example, Settings(), locked=moved)
    assert not any(is_changed(plan, p) for p in example.periods if p.id in moved or p.fixed)
    assert proof_of(plan, CARE).changes >= 9


def test_that_a_stop_keeps_the_best_plan_so_far(example):
    stop = threading.Event()
    asked: list[float] = []

    def report(told):
        if told.phase == "lowest" and len(told.programmes) == CARE and told.peak < 0.9:
            asked.append(asked[0] if asked else time.monotonic())
            stop.set()

    plan = optimise(example, Settings(target=None, gap=0.0), Progress(report, stop.is_set))
    waited = time.monotonic() - asked[0]
    assert proof_of(plan, CARE).peak < 0.9
    assert waited < 5
    assert check_plan(example, plan) == ()


def test_that_a_region_without_overload_asks_nothing():
    state = region([period(students=10)], [company(places=10)])
    (proof,) = optimise(state, Settings()).proofs
    assert (proof.changes, proof.changes_lower_bound, proof.status) == (0, 0, Status.PROVEN)


def test_that_a_programme_without_leerbedrijven_is_planned_for_its_lowest_peak():
    both = [period(name, students=10, allowed_forms=(Form.BLOK,)) for name in ("S1", "S2")]
    plan = optimise(region(both, []), Settings())
    (proof,) = plan.proofs
    assert proof.status is Status.NO_CAPACITY
    assert proof.peak is None
    assert proof.changes == 1


def test_that_days_without_any_open_leerbedrijf_are_avoided_or_told():
    one = period(start=0, weeks=4, latest=11, allowed_forms=(Form.BLOK,))
    closed_early = company(available_from=one.start.replace(day=21))
    state = region([one], [closed_early])
    plan = optimise(state, Settings())
    assert measure(state, plan).shortage_student_days == 0
    stuck = region([replace(one, fixed=True)], [closed_early])
    (proof,) = optimise(stuck, Settings()).proofs
    assert proof.peak is None


def test_that_progress_tells_bounds_below_plans(solved):
    _, told = solved
    assert {p.phase for p in told} >= {"bound", "fewest", "done"}
    assert all(p.lower_bound <= p.peak + 1e-9 for p in told)
    assert all(p.plan is not None for p in told)
