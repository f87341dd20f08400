"""Proposals beside every plan of a small region, question by question.

The long form is ``python -m tests.benchmarks.exhaustive``.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.plan import changed_periods
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.preferences import served_shortage
from stageplanner.optimise.ranking.shortage_search import search_shortage
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.planning import optimise
from tests.optimise.exhaustive import disagreements, judged
from tests.optimise.small_regions import QUESTIONS, small_case
from tests.properties import examples

SEEDS = st.integers(0, 10**6)


@pytest.mark.parametrize("question", QUESTIONS)
@examples(2)
@given(seed=SEEDS)
def test_that_no_plan_of_a_small_region_is_better_by_rank(question, seed):
    assert disagreements(small_case(question, seed)) == []


@examples(4)
@given(seed=SEEDS)
def test_that_the_judge_sees_a_worse_plan_and_a_false_bound(seed):
    """Without any places the bounds are not told, so none can be false."""
    case = small_case("default", seed)
    plan = optimise(case.state, case.settings)
    assert judged(case, plan) == []
    if changed_periods(plan, case.state.periods):
        assert judged(case, replace(plan, placements={}))
    high = [replace(p, lower_bound=(p.peak or 0) + 1) for p in plan.proofs]
    with_places = any(proof.peak is not None for proof in plan.proofs)
    assert bool(judged(case, replace(plan, proofs=tuple(high)))) == with_places


@examples(15)
@given(seed=SEEDS, most=st.none() | st.integers(0, 2))
def test_that_the_quick_way_keeps_all_rules_and_never_has_more_shortage(seed, most):
    for question in ("served_first", "split"):
        for instance in build_instances(small_case(question, seed).state):
            pool = CutPool(instance)
            pool.separate_shortage(instance.demand(instance.wish))
            served = [(1,), (1, 2)]
            found = search_shortage(
                instance, pool, instance.wish, served, TimeBudget(5.0), most=most
            )
            assert instance.loosened.is_feasible(found)
            assert most is None or instance.changes(found) <= most
            lacks = [
                [*(served_shortage(instance, c, n) for n in served), shortage(instance, c)]
                for c in (found, instance.wish)
            ]
            if len(pool) == 2 ** len(instance.programmes) - 1:
                assert lacks[0] <= [lack + 1e-6 for lack in lacks[1]]
