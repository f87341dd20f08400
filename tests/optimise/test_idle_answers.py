"""No idle change in any answer: the curves, the repairs and the more robust plan as well.

As in :mod:`tests.optimise.test_idle_changes` the changes are taken back in the plan itself, and
measured with plain numbers; the searches are ended at any moment.
"""

import ast
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

import stageplanner
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, changed_periods
from stageplanner.domain.state import fingerprint
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.frontier import frontier
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.preferences import served_shortage
from stageplanner.optimise.repair.find_repairs import Answers, find_repairs
from stageplanner.optimise.result import Settings
from stageplanner.optimise.robust.robust_plan import robust_plan
from stageplanner.optimise.shortage_frontier import shortage_frontier
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import Progress
from tests.builders import company, period, region, week
from tests.optimise.plans import plan_of_choices
from tests.optimise.test_idle_changes import mixed_regions, rank
from tests.properties import examples

LIMITS = st.sampled_from([0.0, 0.01, 0.05, 0.3])
MOMENTS = st.integers(0, 60)


def cancelled_after(moments, listener=None):
    """A progress that is cancelled after it was asked so often."""
    asked = []

    def is_cancelled():
        asked.append(1)
        return len(asked) > moments * 5

    return Progress(listener, is_cancelled)


def idle_changes(state, plan, goals, *, free=None):
    """The changes, alone or two of one institution, that can be taken back for nothing.

    ``goals`` gives what a choice makes of each goal: none of them may get worse. Those that are
    ``free`` to be changed are looked at; by default all are.
    """
    changed = [p for p in changed_periods(plan, state.periods) if free is None or p.id in free]
    instances = build_instances(state)

    def reached(plan):
        return [goals(instance, instance.choice_of(plan)) for instance in instances]

    now, bare = reached(plan), replace(plan, proofs=())
    pairs = [(a, b) for a, b in combinations(changed, 2) if a.institution == b.institution]
    for taken in [*((one,) for one in changed), *pairs]:
        names = {period.id for period in taken}
        kept = {k: v for k, v in bare.placements.items() if k not in names}
        without = replace(bare, placements=kept)
        if check_plan(state, without):
            continue
        if all(
            new <= old
            for before, after in zip(now, reached(without), strict=True)
            for new, old in zip(after, before, strict=True)
        ):
            yield names


def any_plan(state, random):
    """A plan at random, with far more idle changes than are found."""
    choices = []
    for instance in build_instances(state):
        choice = instance.wish.copy()
        for i in random.sample(instance.free, len(instance.free)):
            before = choice[i]
            choice[i] = random.randrange(len(instance.tasks[i].options))
            if not instance.is_feasible(choice):
                choice[i] = before
        choices.append((instance, choice))
    return replace(plan_of_choices(state, choices), fingerprint=fingerprint(state))


def peak_of(instance, choice):
    return (round(instance.peak(choice), 7),)


def tekort_of(instance, choice):
    first = instance.served_first
    served = (served_shortage(instance, choice, first[:k]) for k in (1, 2))
    return tuple(round(t, 5) for t in (*served, shortage(instance, choice)))


@examples(60, HealthCheck.filter_too_much)
@given(mixed_regions(), st.booleans(), LIMITS, MOMENTS)
def test_that_no_point_of_the_curve_has_an_idle_change(state, burden, seconds, moments):
    told = []
    points = frontier(
        state, seconds, cancelled_after(moments, told.append), burden=burden, workers=1
    )
    for point in (*points, *told):
        assert list(idle_changes(state, point.plan, peak_of)) == []
        assert check_plan(state, replace(point.plan, proofs=())) == ()
        assert point.changes == len(changed_periods(point.plan, state.periods))
        reasons = explain(replace(state, plan=point.plan)).changes
        assert [reason for reason in reasons if reason.code == "reason_none"] == []


@examples(60, HealthCheck.filter_too_much)
@given(mixed_regions(), LIMITS, MOMENTS)
def test_that_no_point_of_the_curve_of_tekort_has_an_idle_change(state, seconds, moments):
    told = []
    points = shortage_frontier(state, seconds, cancelled_after(moments, told.append), workers=1)
    for point in (*points, *told):
        assert list(idle_changes(state, point.plan, tekort_of)) == []
        assert check_plan(state, replace(point.plan, proofs=())) == ()
        assert point.changes == len(changed_periods(point.plan, state.periods))
        assert point.changes_lower_bound <= point.changes


@examples(80, HealthCheck.filter_too_much)
@given(mixed_regions(), st.sampled_from([0.8, 1.0, 1.3]), LIMITS, MOMENTS, st.data())
def test_that_no_repair_has_an_idle_change(state, target, seconds, moments, data):
    """Whoever answered did so; of the others nothing is asked that does nothing."""
    plan = any_plan(state, data.draw(st.randoms(use_true_random=False)))
    assume(check_plan(state, plan) == ())
    planned = replace(state, plan=plan)
    names = [p.id for p in changed_periods(plan, state.periods)]
    given_ = {name: data.draw(st.sampled_from(["refused", "agreed", None])) for name in names}
    answers = Answers(
        agreed=frozenset(n for n, a in given_.items() if a == "agreed"),
        refused=frozenset(n for n, a in given_.items() if a == "refused"),
    )
    repairs = find_repairs(
        planned,
        answers,
        target=target,
        time_limit=seconds,
        workers=1,
        progress=cancelled_after(moments),
    )

    def goals(instance, choice):
        return rank(instance, choice, target, state.policy.goals)

    free = {p.id for p in state.periods} - answers.answered
    for repair in repairs:
        assert list(idle_changes(planned, repair.plan, goals, free=free)) == []
        assert set(repair.touched) <= free
        assert len(repair.touched) >= repair.touched_lower_bound


@examples(40, HealthCheck.filter_too_much)
@given(mixed_regions(), st.integers(0, 1), LIMITS, MOMENTS)
def test_that_no_more_robust_plan_has_an_idle_change(state, more, seconds, moments):
    plan = optimise(state, Settings(target=state.policy.target, time_limit=0.3, workers=1))
    planned = replace(state, plan=plan)
    budget = TimeBudget(seconds, cancelled_after(moments), workers=1)
    better = robust_plan(planned, plan, budget, samples=5, more_changes=more)

    def goals(instance, choice):
        of_target = rank(instance, choice, state.policy.target, state.policy.goals)
        return (*tekort_of(instance, choice), *peak_of(instance, choice), of_target)

    assert list(idle_changes(planned, better.plan, goals)) == []
    reasons = explain(replace(planned, plan=better.plan)).changes
    assert [reason for reason in reasons if reason.code == "reason_none"] == []


def blok(name, start, **fields):
    fields = {"weeks": 1, "allowed_forms": (Form.BLOK,), "latest": 8} | fields
    return period(name, start=start, **fields)


def at(one, number):
    wish = wish_option(one)
    option = replace(wish, start=week(number), end=week(number) + (wish.end - wish.start))
    return (Placement(option=option, students=one.students),)


def test_that_what_a_refusal_makes_needless_is_no_longer_asked():
    """B moved away from A; A is asked something else itself, so B may stay."""
    a, b = blok("A", 0), blok("B", 0)
    state = region([a, b], [company(places=10)])
    plan = Plan(name="by hand", placements={"B": at(b, 2)})
    counter = at(a, 4)[0].option
    (repair,) = find_repairs(replace(state, plan=plan), Answers(counters={"A": counter}))
    assert set(repair.plan.placements) == {"A"}
    assert repair.touched == ("B",)
    assert repair.reaches_target


def test_that_a_more_robust_plan_says_for_what_each_change_is_asked():
    """Within the target already: the change is asked for the lower peak."""
    groups = [blok("A", 0, students=4), blok("B", 0, students=4)]
    state = region(groups, [company(places=10)])
    better = robust_plan(state, WISH_PLAN, TimeBudget(10, workers=1), 20, more_changes=1)
    (reason,) = explain(replace(state, plan=better.plan)).changes
    assert reason.code == "reason_peak"
    assert reason.peak == pytest.approx(0.8)
    assert reason.peak_now == pytest.approx(0.4)
    (proof,) = better.plan.proofs
    assert (proof.target, proof.changes_lower_bound) == (pytest.approx(0.4), 0)


def test_that_only_the_trim_makes_what_can_be_handed_out():
    """A plan of options is built in one place, of what came out of the trim in one other."""
    root = Path(stageplanner.__file__).parent / "optimise"
    makers = {"Trimmed": set(), "options_of": set(), "plan_of": set()}
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                if name in makers:
                    makers[name].add(path.name)
    assert makers == {
        "Trimmed": {"idle_changes.py"},
        "options_of": {"hand_out.py"},
        "plan_of": {"hand_out.py"},
    }
