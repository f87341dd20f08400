"""No idle change: whenever the search ends, each change that is asked is worth asking.

The changes are taken back in the plan itself, one by one and two by two of an institution, judged
by the checker and measured with plain numbers; nothing here knows how the plan was trimmed.
"""

from dataclasses import replace
from itertools import combinations
from math import ceil

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, changed_periods
from stageplanner.domain.policy import Goals, Policy, Rules
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.ranking.goals import PEAK_SCALE, fullest_weeks, shortage
from stageplanner.optimise.ranking.held_goals import hold, reach
from stageplanner.optimise.ranking.idle_changes import Part, without_idle_changes
from stageplanner.optimise.ranking.preferences import served_shortage
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.progress import Progress
from tests.builders import MONDAY, company, period, region, week
from tests.optimise.test_rules import (
    bound_regions,
    grouped_regions,
    shared_regions,
    split_regions,
)
from tests.properties import examples
from tests.regions import INSTITUTIONS, regions


@st.composite
def crowded_regions(draw):
    """Groups with periods one after the other, few places, and a limit over two components."""
    own = [
        period(
            f"{group}{number}",
            start=2 * number + draw(st.integers(0, 1)),
            weeks=1,
            group=group,
            institution=INSTITUTIONS[k % 2],
            programme=("25655", "25958")[k // 2],
            students=draw(st.integers(1, 4)),
            allowed_forms=(Form.BLOK,),
            earliest=0,
            latest=5,
        )
        for k, group in enumerate("ABCD"[: draw(st.integers(2, 4))])
        for number in range(draw(st.integers(1, 2)))
    ]
    companies = [company("1", draw(st.integers(1, 3))), company("2", 3, ["25958"])]
    rules = Rules(most_away=draw(st.none() | st.integers(2, 6)))
    return replace(region(own, companies), policy=Policy(rules=rules))


REGIONS = st.one_of(
    crowded_regions(),
    crowded_regions(),
    regions(8),
    bound_regions(),
    grouped_regions(),
    shared_regions(),
    split_regions(),
)
NIVEAUS = st.lists(st.sampled_from([1, 2, 4]), min_size=8, max_size=8)
TARGETS = st.sampled_from([1.0, 1.0, 1.0, 0.8, 1.3, None])
GIVEN_UP = st.sampled_from([0.0, 0.0025, 0.05])


@st.composite
def mixed_regions(draw):
    """A region of any kind, with groups of all niveaus."""
    state, niveaus = draw(REGIONS), draw(NIVEAUS)
    periods = tuple(replace(p, niveau=n) for p, n in zip(state.periods, niveaus, strict=False))
    goals = Goals(peak=draw(GIVEN_UP))
    return replace(state, periods=periods, policy=replace(state.policy, goals=goals))


def rank(instance, choice, target, goals):
    """The goals before the number of changes, in order: a lower tuple is a better plan."""
    weeks = fullest_weeks(instance, choice)
    peak = max(weeks, default=0.0)
    if not instance.has_capacity or target is None:
        return (round(peak, 7),)
    if peak <= max(1.0, target) + 1e-9:
        return (0, 0, 0, max(target, round(peak, 7)), ())
    step = max(goals.peak, 1 / PEAK_SCALE)
    floor = max(target, 1.0)
    first = instance.served_first
    return (
        *(round(served_shortage(instance, choice, first[:k]), 6) for k in (1, 2)),
        round(shortage(instance, choice), 6),
        round(peak, 7),
        tuple(sorted((max(0, ceil((w - floor) / step - 1e-6)) for w in weeks), reverse=True)),
    )


def no_worse(new, old, is_knee):
    """Whether a plan is as good by rank; of a knee each tekort must be, of every rank."""
    tekort = 3
    if is_knee and len(old) > tekort and len(new) > tekort:
        return all(n <= o for n, o in zip(new[:tekort], old[:tekort], strict=True))
    return new <= old


def idle_changes(state, plan, target):
    """The changes, alone or two of one institution, that can be taken back for nothing."""
    knees = {proof.programmes for proof in plan.proofs if proof.shortage is not None}
    changed = changed_periods(plan, state.periods)
    instances = build_instances(state)

    def ranks(plan):
        return [
            rank(instance, instance.choice_of(plan), target, state.policy.goals)
            for instance in instances
        ]

    now, bare = ranks(plan), replace(plan, proofs=())
    pairs = [(a, b) for a, b in combinations(changed, 2) if a.institution == b.institution]
    for taken in [*((one,) for one in changed), *pairs]:
        names = {period.id for period in taken}
        kept = {k: v for k, v in bare.placements.items() if k not in names}
        without = replace(bare, placements=kept)
        if check_plan(state, without):
            continue
        if all(
            no_worse(new, old, instance.programmes in knees)
            for instance, new, old in zip(instances, ranks(without), now, strict=True)
        ):
            yield names


ASKED = st.builds(
    Settings,
    target=TARGETS,
    max_changes=st.none() | st.integers(0, 3),
    shortage_share=st.sampled_from([None, None, 0.5, 1.0]),
    time_limit=st.sampled_from([0.0, 0.01, 0.05, 0.3]),
    workers=st.just(1),
)


@examples(100, HealthCheck.filter_too_much)
@given(mixed_regions(), ASKED, st.integers(0, 60))
def test_that_no_change_is_idle_whenever_the_search_ends(state, settings, moments):
    asked = []

    def is_cancelled():
        asked.append(1)
        return len(asked) > moments * 5

    told = []
    plan = optimise(state, settings, Progress(told.append, is_cancelled))
    assert check_plan(state, plan) == ()
    for each in (plan, *(one.plan for one in told[-3:])):
        assert list(idle_changes(state, each, settings.target)) == []
        assert check_plan(state, replace(each, proofs=())) == ()
        changes = len(changed_periods(each, state.periods))
        assert settings.max_changes is None or changes <= settings.max_changes
    reasons = explain(replace(state, plan=plan)).changes
    assert [reason for reason in reasons if reason.code == "reason_none"] == []


@examples(300, HealthCheck.filter_too_much)
@given(mixed_regions(), TARGETS, st.randoms(use_true_random=False))
def test_that_nothing_idle_is_left_of_any_plan(state, target, random):
    """Plans at random that keep the rules: they have far more idle changes than those found."""
    parts, goals = [], state.policy.goals
    for instance in build_instances(state):
        choice = instance.wish.copy()
        for i in random.sample(instance.free, len(instance.free)):
            before = choice[i]
            choice[i] = random.randrange(len(instance.tasks[i].options))
            if not instance.is_feasible(choice):
                choice[i] = before
        level = target if instance.has_capacity else None
        held = hold(instance, reach(instance, choice), level, goals)
        parts.append(Part(instance, CutPool(instance), choice, held, level, goals))
    answers = without_idle_changes(parts)
    for part, answer in zip(parts, answers, strict=True):
        choices = part.choice, answer.choice
        before, after = (rank(part.instance, c, target, goals) for c in choices)
        if goals.peak == 0.0:
            assert after <= before
    plan = plan_of_trimmed(state, answers)
    assert check_plan(state, plan) == ()
    assert list(idle_changes(state, plan, target)) == []


def trimmed(state, target=1.0, **starts):
    """The weeks in which groups start after a plan with these starts passed; a week is a letter."""
    goals, parts = state.policy.goals, []
    for instance in build_instances(state):
        choice = instance.wish.copy()
        for i, task in enumerate(instance.tasks):
            start = week(starts.get(task.period.id, round((task.period.start - MONDAY).days / 7)))
            choice[i] = next(k for k, o in enumerate(task.options) if o.start == start)
        held = hold(instance, reach(instance, choice), target, goals)
        parts.append(Part(instance, CutPool(instance), choice, held, target, goals))
    answers = without_idle_changes(parts)
    return {
        task.period.id: (task.options[o].start - MONDAY).days // 7
        for part, answer in zip(parts, answers, strict=True)
        for task, o in zip(part.instance.tasks, answer.choice, strict=True)
        if task.is_change[o]
    }


def blok(name, start, **fields):
    fields = {"weeks": 1, "allowed_forms": (Form.BLOK,), "latest": 5} | fields
    return period(name, start=start, **fields)


def test_that_two_groups_of_an_institution_that_traded_weeks_trade_back():
    state = region([blok("A", 0), blok("B", 2), blok("C", 2, students=1)], [company(places=10)])
    assert trimmed(state, A=2, B=0, C=4) == {"C": 4}


def test_that_groups_in_two_components_that_traded_under_a_limit_trade_back():
    own = [blok("A", 0), blok("B", 2, programme="25958")]
    state = region(own, [company("1"), company("2", 10, ["25958"])])
    assert trimmed(state, A=2, B=0) == {}
    limited = replace(state, policy=Policy(rules=Rules(most_away=10)))
    assert trimmed(limited, A=2, B=0) == {}


def test_that_a_higher_peak_does_not_keep_a_change_that_costs_tekort():
    """Week 0 has 9, weeks 2 and 3 have 8 of 10: A of 4 lacks 3 once, or 2 twice."""
    groups = [
        blok("A", 0, weeks=2, students=4),
        blok("B", 0, students=9, fixed=True),
        blok("C", 2, weeks=2, students=8, fixed=True),
    ]
    state = region(groups, [company(places=10)])
    assert trimmed(state, target=1.0, A=2) == {}
    assert trimmed(state, target=None, A=2) == {"A": 2}


def test_that_a_plan_that_comes_within_a_target_above_100_keeps_no_more_than_that():
    """Week 0 has 14 of 10 with A there; without it weeks 4 and 5 have 13: more tekort, no peak."""
    groups = [
        blok("A", 4, weeks=2, students=4, earliest=0),
        blok("B", 0, students=10, fixed=True),
        blok("C", 4, weeks=2, students=9, fixed=True),
        blok("D", 1, students=4, fixed=True),
    ]
    state = region(groups, [company(places=10)])
    assert trimmed(state, target=1.3, A=0) == {}
    assert trimmed(state, target=1.1, A=0) == {"A": 0}


def reasons_of(state, **starts):
    """The codes of the reasons of a plan made by hand."""
    placements = {}
    for p in state.periods:
        if p.id in starts:
            start = week(starts[p.id])
            option = replace(wish_option(p), start=start, end=start + (p.end - p.start))
            placements[p.id] = (Placement(option=option, students=p.students),)
    changes = explain(replace(state, plan=Plan(name="by hand", placements=placements))).changes
    return {reason.period: reason.code for reason in changes}


def test_that_a_day_that_gets_fuller_within_the_target_is_no_reason():
    state = region([blok("A", 0, students=5), blok("B", 0, students=4)], [company(places=10)])
    assert reasons_of(state, A=2) == {"A": "reason_none"}
    tight = region([blok("A", 0, students=7), blok("B", 0, students=4)], [company(places=10)])
    assert reasons_of(tight, A=2) == {"A": "reason_overload"}


def test_that_a_change_that_an_order_needs_is_explained_by_the_rule():
    state = region(
        [blok("A", 0, group="G"), blok("B", 2, group="G"), blok("C", 0)], [company(places=10)]
    )
    assert reasons_of(state, A=2, B=4) == {"A": "reason_overload", "B": "reason_overload"}
    roomy = region(state.periods, [company(places=20)])
    assert reasons_of(roomy, A=2, B=4) == {"A": "reason_none", "B": "reason_rule"}
