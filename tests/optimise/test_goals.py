"""The rank of goals: what is chosen among plans with the fewest changes, against brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from stageplanner.domain.form import Form
from stageplanner.domain.plan import ChangeKind, change_kinds, changed_periods, placements_of
from stageplanner.optimise.cuts import CutPool
from stageplanner.optimise.effort import Effort
from stageplanner.optimise.fewest import fewest_changes
from stageplanner.optimise.goals import largest_share, refine, shortage, total_burden
from stageplanner.optimise.instance import build_instances
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from tests.builders import company, period, region
from tests.regions import regions


def rank(instance, choice, level):
    tekort = shortage(instance, choice) if level > 1 else 0.0
    return (
        round(tekort, 6),
        total_burden(instance, choice),
        largest_share(instance, choice),
        # The peak is counted in hundredths of a percent.
        int(np.ceil(instance.peak(choice) * 10_000 - 1e-6)),
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(regions(3))
def test_that_the_best_by_rank_is_chosen(state):
    for instance in build_instances(state):
        if np.prod([len(task.options) for task in instance.tasks]) > 1500:
            continue
        for level in (1.0, 1.3):
            pool, effort = CutPool(instance), Effort(20, workers=1)
            found = fewest_changes(instance, pool, level, effort)
            if found.choice is None or not found.changes:
                continue
            chosen = refine(instance, pool, level, found.choice, effort)
            every = (
                np.array(c, dtype=np.intp)
                for c in product(*(range(len(task.options)) for task in instance.tasks))
            )
            best = min(
                rank(instance, choice, level)
                for choice in every
                if instance.peak(choice) <= level + 1e-9
                and instance.changes(choice) <= found.changes
                and instance.keeps_order(choice)
            )
            assert rank(instance, chosen, level) == best


def test_that_other_weekdays_are_lighter_than_other_weeks():
    both = [
        period(name, days="ma di", weeks=4, latest=8, students=10, allowed_forms=(Form.LINT,))
        for name in ("S1", "S2")
    ]
    state = region(both, [company(places=10)])
    plan = optimise(state, Settings())
    (moved,) = changed_periods(plan, state.periods)
    assert change_kinds(moved, placements_of(plan, moved)) == {ChangeKind.WEEKDAYS}


def test_that_the_smaller_group_is_asked():
    one, other = (
        period(name, weeks=2, latest=5, students=n, allowed_forms=(Form.BLOK,))
        for name, n in (("S1", 9), ("S2", 8))
    )
    state = region([one, other], [company(places=10)])
    plan = optimise(state, Settings())
    assert [p.id for p in changed_periods(plan, state.periods)] == ["S2"]


def test_that_the_load_is_shared_between_institutions():
    groups = [
        period(
            f"S{k}", weeks=1, latest=9, students=10, institution=school, allowed_forms=(Form.BLOK,)
        )
        for k, school in enumerate(["A", "A", "B", "B"])
    ]
    state = region(groups, [company(places=20)])
    plan = optimise(state, Settings())
    asked = [p.institution for p in changed_periods(plan, state.periods)]
    assert sorted(asked) == ["A", "B"]


def test_that_heavier_niveaus_weigh_more():
    from dataclasses import replace

    from stageplanner.domain.policy import Policy

    state = region([period(students=10, niveau=1)], [company(places=12)])
    heavy = replace(state, policy=Policy(load_weights={1: 1.5}))
    (light_proof,) = optimise(state, Settings()).proofs
    (heavy_proof,) = optimise(heavy, Settings()).proofs
    assert light_proof.wish_peak == pytest.approx(10 / 12)
    assert heavy_proof.wish_peak == pytest.approx(15 / 12)
