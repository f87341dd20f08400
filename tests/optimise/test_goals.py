"""The rank of goals: what is chosen among plans with the fewest changes, against brute force."""

from functools import partial
from itertools import product
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.domain.form import Form
from stageplanner.domain.plan import (
    ChangeKind,
    Status,
    change_kinds,
    changed_periods,
    placements_of,
)
from stageplanner.domain.policy import Goals
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.goals import (
    PEAK_SCALE,
    fullest_weeks,
    largest_share,
    shortage,
    total_burden,
)
from stageplanner.optimise.ranking.lexicographic import by_rank, refine
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions


def every_choice(instance):
    """Every choice that keeps the order of groups, with its exact numbers."""
    for combination in product(*(range(len(task.options)) for task in instance.tasks)):
        choice = np.array(combination, dtype=np.intp)
        if instance.keeps_order(choice):
            yield choice


def narrowed(choices, value, held):
    """Those that keep what the best reaches, within the tolerance: one goal of the rank."""
    told = [(value(choice), choice) for choice in choices]
    best = min(number for number, _ in told)
    return [choice for number, choice in told if number <= held(best) + 1e-6]


def softer(instance, choices, goals):
    """The goals after the fewest changes, by plain comparing."""
    burden = partial(total_burden, instance)
    choices = narrowed(choices, burden, lambda best: floor(best * (1 + goals.burden)))
    share = partial(largest_share, instance)
    choices = narrowed(choices, share, lambda best: floor(best * (1 + goals.fairness)))
    # The peak is counted in hundredths of a percent.
    return narrowed(choices, partial(hundredths, instance), lambda best: best)


def hundredths(instance, choice):
    return ceil(instance.peak(choice) * PEAK_SCALE - 1e-6)


def is_small(instance):
    return np.prod([len(task.options) for task in instance.tasks]) <= 1500


def is_among(choice, choices):
    return any((choice == other).all() for other in choices)


GOALS = st.builds(
    Goals,
    shortage=st.sampled_from([0.0, 0.25]),
    peak=st.sampled_from([0.0, 0.0025, 0.1]),
    changes=st.integers(0, 1),
    burden=st.sampled_from([0.0, 0.02, 0.5]),
    fairness=st.sampled_from([0.0, 0.05, 1.0]),
    weigh=st.booleans(),
)
SMALL_CASES = examples(40, HealthCheck.filter_too_much)


@SMALL_CASES
@given(regions(3), GOALS)
def test_that_the_best_by_rank_is_chosen_within_reach_of_the_target(state, goals):
    for instance in build_instances(state):
        for level in (1.0, 1.3):
            if not is_small(instance):
                continue
            pool, time_budget = CutPool(instance), TimeBudget(20, workers=1)
            found = fewest_changes(instance, pool, level, time_budget)
            if found.choice is None or not found.changes:
                continue
            chosen = refine(instance, pool, level, found.choice, time_budget, goals=goals)
            choices = [c for c in every_choice(instance) if instance.peak(c) <= level + 1e-9]
            if not goals.weigh:
                most = found.changes + goals.changes
                choices = [c for c in choices if instance.changes(c) <= most]
                if level > 1 and shortage(instance, found.choice) > 0:
                    tekort = partial(shortage, instance)
                    choices = narrowed(choices, tekort, lambda b: floor(b * (1 + goals.shortage)))
            assert is_among(chosen.choice, softer(instance, choices, goals))
            assert chosen.is_proven == (goals.weigh and found.changes > 0)


@SMALL_CASES
@given(regions(3), GOALS)
def test_that_the_whole_rank_is_honoured_beyond_the_target(state, goals):
    """Tekort, peak, then leximin over the weeks above 100%, then the changes."""
    target, full = 0.8, 1.0
    for instance in build_instances(state):
        if not is_small(instance) or not instance.has_capacity or instance.unit != 1:
            continue
        every = list(every_choice(instance))
        if min(instance.peak(choice) for choice in every) <= target:
            continue
        time_budget = TimeBudget(20, workers=1)
        found = by_rank(
            instance, CutPool(instance), target, instance.wish, time_budget, goals=goals
        )
        tekort = partial(shortage, instance)
        choices = every
        if tekort(instance.wish):
            choices = narrowed(choices, tekort, lambda b: floor(b * (1 + goals.shortage) + 1e-6))
        give = round(goals.peak * PEAK_SCALE)
        level = max(target, (min(hundredths(instance, c) for c in choices) + give) / PEAK_SCALE)
        choices = [c for c in choices if instance.peak(c) <= level + 1e-9]
        step = max(goals.peak, 1 / PEAK_SCALE)

        def levels(choice, instance=instance, step=step):
            peaks = fullest_weeks(instance, choice)
            return tuple(max(0, ceil((peak - full) / step - 1e-6)) for peak in peaks)

        choices = least(choices, levels)
        if not goals.weigh:
            fewest = min(instance.changes(c) for c in choices)
            assert found.changes_at_least == fewest
            choices = [c for c in choices if instance.changes(c) <= fewest + goals.changes]
        assert is_among(found.choice, softer(instance, choices, goals))
        assert found.is_proven


def least(choices, value):
    best = min(value(choice) for choice in choices)
    return [choice for choice in choices if value(choice) == best]


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


def test_that_weeks_within_the_places_are_not_levelled_for_a_target_out_of_reach():
    """A alone fills 80%, or 160%; B and C are 60% together, or 120%, and could go apart."""
    blok = {"weeks": 2, "allowed_forms": (Form.BLOK,)}
    own = [
        period("A", students=8, fixed=True, **blok),
        period("B", students=3, start=4, earliest=4, latest=9, **blok),
        period("C", students=3, start=4, earliest=4, latest=9, **blok),
    ]
    settings = Settings(target=0.5, time_limit=10, workers=1)
    (roomy,) = optimise(region(own, [company(places=10)]), settings).proofs
    assert (roomy.changes, roomy.status) == (0, Status.TARGET_IMPOSSIBLE)
    (tight,) = optimise(region(own, [company(places=5)]), settings).proofs
    assert (tight.changes, tight.status) == (1, Status.TARGET_IMPOSSIBLE)
