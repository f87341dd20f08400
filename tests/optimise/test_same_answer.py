"""The same question has the same answer on a slow and a fast machine, unless the clock ended it.

The machine is made slow by processes that keep its cores busy.
"""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.messages import text
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import Progress
from tests.optimise.test_idle_changes import TARGETS, mixed_regions
from tests.optimise.test_repeat import small_region
from tests.properties import examples

#: Seconds that no machine needs for the work that is asked here.
PLENTY, MORE = 600.0, 900.0
#: From too little for a first plan to enough for every proof.
WORK = st.sampled_from([0.001, 0.01, 0.05, 0.3, 1.0])


@pytest.fixture(scope="module")
def busy():
    """Keep the cores busy while a test runs."""
    # An end of its own, should the test be killed.
    spin = [sys.executable, "-c", "import time\nwhile time.process_time() < 120: pass"]
    processes = [subprocess.Popen(spin) for _ in range(1)]
    yield
    for process in processes:
        process.kill()
        process.wait()


def answer_of(state, settings, progress=None):
    """The plan and what is proven, without the seconds that it took."""
    plan = optimise(state, settings, *([] if progress is None else [progress]))
    assert not any(proof.ended_by_clock for proof in plan.proofs)
    return plan.placements, tuple(replace(proof, seconds=0.0) for proof in plan.proofs)


@examples(15, HealthCheck.filter_too_much)
@given(mixed_regions(), TARGETS, WORK, st.none() | st.integers(0, 3))
def test_that_time_threads_and_listeners_change_no_answer(busy, state, target, work, most):
    asked = Settings(target=target, work=work, time_limit=PLENTY, max_changes=most, workers=1)
    other = replace(asked, time_limit=MORE, workers=2)
    told = []
    assert answer_of(state, asked) == answer_of(state, other, Progress(told.append))


@pytest.mark.parametrize("work", [0.2, 1.0])
@pytest.mark.parametrize("target", [0.9, None])
def test_that_a_search_that_its_work_ends_can_be_repeated(busy, target, work):
    state = small_region()
    asked = Settings(target=target, work=work, time_limit=PLENTY, workers=1)
    assert answer_of(state, asked) == answer_of(state, replace(asked, workers=2))


def test_that_it_is_said_that_the_clock_ended_the_search():
    state = small_region()
    plan = optimise(state, Settings(target=0.9, work=60.0, time_limit=0.01))
    assert all(proof.ended_by_clock for proof in plan.proofs)
    limits = explain(replace(state, plan=plan)).limits
    assert {limit.code for limit in limits} == {"limit_ended_by_clock"}
    for language, said in (("nl", "De tijd was om voordat"), ("en", "The time was up before")):
        for limit in limits:
            sentence = text(limit.code, language, **limit.values)
            assert said in sentence
            assert not sentence.startswith(said)


def test_that_nothing_is_said_of_the_clock_where_a_search_came_to_its_end():
    state = small_region()
    plan = optimise(state, Settings(time_limit=PLENTY, work=20.0))
    assert not any(proof.ended_by_clock for proof in plan.proofs)
    limits = explain(replace(state, plan=plan)).limits
    assert limits
    assert "limit_ended_by_clock" not in {limit.code for limit in limits}


def test_that_work_ends_a_budget_without_the_clock():
    budget = TimeBudget(PLENTY, work=10.0)
    part = budget.part(0.5)
    part.spend(5.0)
    assert part.is_over()
    assert not budget.is_over()
    assert (budget.left, budget.part(0.5).left, budget.ends) == (5.0, 2.5, 0)
    assert budget.at_least(7.0).left == 7.0


def test_that_the_clock_ends_a_budget_with_work_left():
    budget = TimeBudget(0.0, work=10.0)
    assert budget.is_over()
    assert budget.ends
    assert not TimeBudget(0.0, work=0.0).ends


def test_that_shares_grow_with_size_and_leave_what_is_not_used():
    budget = TimeBudget(PLENTY, work=10.0)
    lefts = [part.left for part in budget.shares([0, 3, 48])]
    assert lefts == pytest.approx([1.0, 10 * 2 / 9, 10.0])
