"""Niveaus served first and period schemes, among plans that are equal otherwise."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given

from stageplanner.domain.form import Form
from stageplanner.domain.policy import Goals, Policy, Rules
from stageplanner.load.period_scheme import off_scheme
from stageplanner.load.shortage_by_niveau import shortage_by_niveau
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.lexicographic import by_rank
from stageplanner.optimise.ranking.preferences import served_shortage
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from tests.builders import company, period, region, week
from tests.load.test_shortage_by_niveau import levelled
from tests.optimise.plans import plan_of_choices
from tests.optimise.test_goals import every_choice, is_small
from tests.properties import examples


@examples(30, HealthCheck.filter_too_much)
@given(levelled())
def test_that_no_plan_serves_the_first_niveaus_better(state):
    """The niveau served first has the least tekort of all plans, the next the least of those."""
    for instance in build_instances(state):
        if not instance.has_capacity or not is_small(instance) or instance.unit != 1:
            continue
        choices = list(every_choice(instance))
        if all(instance.peak(choice) > 0.5 for choice in choices):
            found = by_rank(
                instance, CutPool(instance), 0.5, instance.wish, TimeBudget(20, workers=1)
            ).choice
            for count in range(1, len(instance.served_first) + 1):
                niveaus = instance.served_first[:count]
                tekort = [served_shortage(instance, choice, niveaus) for choice in choices]
                assert served_shortage(instance, found, niveaus) == pytest.approx(min(tekort))
                choices = [
                    c for c, t in zip(choices, tekort, strict=True) if t <= min(tekort) + 1e-6
                ]


def test_that_the_tekort_of_a_choice_is_that_of_its_plan():
    state = region(
        [period("S1", students=8, niveau=2), period("S2", students=6, niveau=1)],
        [company(places=5)],
    )
    (instance,) = build_instances(state)
    told = shortage_by_niveau(state)
    assert served_shortage(instance, instance.wish, (1,)) == told[0].student_days == 16
    assert served_shortage(instance, instance.wish, (1, 2)) == 16 + told[1].student_days


def test_that_entree_gets_the_open_weeks_where_not_everybody_can():
    """Only one of two groups can stay clear of the weeks in which the leerbedrijf is full."""
    fields = {"weeks": 2, "days": "ma di wo do", "allowed_forms": (Form.BLOK,), "latest": 3}
    groups = [
        period("HOOG", students=6, niveau=4, start=0, **fields),
        period("LAAG", students=6, niveau=1, start=0, **fields),
        period("VAST", students=4, niveau=4, start=0, fixed=True, **fields),
        period("VAST2", students=1, niveau=4, start=2, fixed=True, **fields),
    ]
    state = region(groups, [company(places=5)])
    for first, whose in (((1,), "LAAG"), ((4,), "HOOG")):
        chosen = replace(state, policy=Policy(served_first=first))
        plan = optimise(chosen, Settings(time_limit=10))
        lacking = {own.niveau: own.student_days for own in shortage_by_niveau(chosen, plan)}
        every = [
            shortage_by_niveau(chosen, plan_of_choices(chosen, [(instance, choice)]))[0]
            for instance in build_instances(chosen)
            for choice in every_choice(instance)
        ]
        assert lacking[first[0]] == min(own.student_days for own in every), whose


SCHEMED = {"weeks": 5, "students": 6, "allowed_forms": (Form.BLOK,), "earliest": 0, "latest": 18}


def schemed(scheme_weeks):
    """One of two groups must move; where to is all the same to the places."""
    groups = [
        period("S1", start=1, **SCHEMED),
        period("S2", start=1, fixed=True, **SCHEMED),
    ]
    state = region(groups, [company(places=6)])
    # Weeks of a school year that begins on 1 August: its sixth lesweek is that of MONDAY - 1.
    rules = Rules(scheme_weeks=scheme_weeks)
    return replace(state, policy=Policy(rules=rules, goals=Goals(fairness=5.0)))


def test_that_a_changed_period_rather_lies_in_the_scheme():
    plan = optimise(schemed(5), Settings(time_limit=10))
    assert off_scheme(schemed(5), plan) == 0
    option = plan.placements["S1"][0].option
    # Period 3 of five lesweken is the first that is free of the other group.
    assert (option.start - week(-6)).days % 35 == 0


def test_that_the_scheme_costs_no_change_and_nobody_is_moved_for_it():
    lone = replace(schemed(5), periods=schemed(5).periods[:1])
    assert optimise(lone, Settings(time_limit=5)).placements == {}
    for weeks in (None, 5):
        (proof,) = optimise(schemed(weeks), Settings(time_limit=10)).proofs
        assert (proof.changes, proof.changes_lower_bound) == (1, 1)


def test_that_what_the_goal_counts_is_what_the_measure_counts():
    state = schemed(5)
    (instance,) = build_instances(state)
    for choice in every_choice(instance):
        counted = sum(
            int(task.off_scheme[option])
            for task, option in zip(instance.tasks, choice, strict=True)
            if task.is_change[option]
        )
        assert counted == off_scheme(state, plan_of_choices(state, [(instance, choice)]))
