"""Every rule of a policy: the model, the choices and the judge agree, and plans are the best."""

from dataclasses import replace
from functools import reduce
from itertools import count, product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Status, change_kinds, placements_of
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cp_model import build_model
from stageplanner.optimise.repair.find_repairs import Answers, find_repairs
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.progress import Progress
from tests.builders import company, period, region, week
from tests.optimise.plans import plan_of_choices
from tests.properties import examples
from tests.regions import INSTITUTIONS, regions

SMALL = examples(60, HealthCheck.filter_too_much)
#: Combinations of options that are tried one by one.
MOST = 400

FORBIDDEN = st.builds(
    lambda first, weeks, year: Forbidden(
        name="P1", first_lesweek=first, last_lesweek=first + weeks, year=year
    ),
    st.integers(6, 14),
    st.integers(0, 3),
    st.sampled_from([None, None, 2]),
)
RHYTHMS = st.sampled_from(
    [
        {},
        {"lint_days": (1, 2), "blok_days": (4, 5)},
        {"days_may_change": True, "blok_days": (3, 4, 5)},
        {"weekday_sets": ((0, 1), (2, 4), (0, 1, 3, 4))},
        {"school_days": (2,), "blok_moves_weekdays": True},
    ]
)


@st.composite
def rules(draw) -> Rules:
    """One or more rules that bind now and then."""
    return Rules(
        **draw(RHYTHMS),
        most_weeks_shift=draw(st.none() | st.integers(0, 2)),
        forbidden=tuple(draw(st.lists(FORBIDDEN, max_size=1))),
        gap_weeks=draw(st.integers(0, 2)),
        most_away=draw(st.none() | st.integers(1, 20)),
        most_contact_moments=draw(st.none() | st.integers(1, 20)),
        scheme_weeks=draw(st.sampled_from([None, 5])),
    )


@st.composite
def bound_regions(draw):
    """Small regions with rules of the region and of one institution."""
    state = draw(regions(3))
    own = {INSTITUTIONS[0]: draw(rules())} if draw(st.booleans()) else {}
    return replace(state, policy=Policy(rules=draw(rules()), institutions=own))


@st.composite
def split_regions(draw):
    """Groups that may go in two halves: weeks 0 to 19 are the first half of the year."""
    own = [
        period(
            f"S{number}",
            start=draw(st.sampled_from([17, 18, 21])),
            weeks=2,
            students=draw(st.integers(1, 9)),
            group=draw(st.sampled_from(["A", "B"])),
            allowed_forms=(Form.BLOK,),
            earliest=16,
            latest=23,
            splittable=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    limit = draw(st.none() | st.integers(1, 9))
    policy = Policy(rules=Rules(proposes_splits=True, most_away=limit))
    return replace(region(own, [company(places=draw(st.integers(1, 9)))]), policy=policy)


@st.composite
def grouped_regions(draw):
    """Stage periods of one group that follow each other, with a gap to keep between them."""
    starts = [0, draw(st.integers(2, 4)), draw(st.integers(5, 8))][: draw(st.integers(2, 3))]
    own = [
        period(
            f"S{number}",
            start=start,
            weeks=draw(st.integers(1, 2)),
            group="A",
            students=draw(st.integers(1, 9)),
            allowed_forms=(Form.BLOK,),
            earliest=max(0, start - 2),
            latest=start + 4,
        )
        for number, start in enumerate(starts)
    ]
    other = period("X", start=draw(st.integers(0, 8)), weeks=1, students=4, fixed=True)
    policy = Policy(rules=Rules(gap_weeks=draw(st.integers(1, 3))))
    places = draw(st.integers(3, 12))
    return replace(region([*own, other], [company(places=places)]), policy=policy)


@st.composite
def shared_regions(draw):
    """Two components of one institution, which has a limit over both."""
    own = [
        period(
            f"S{number}",
            start=draw(st.integers(0, 2)),
            weeks=1,
            students=draw(st.integers(2, 6)),
            programme=("25655", "25958")[number % 2],
            allowed_forms=(Form.BLOK,),
            earliest=0,
            latest=3,
        )
        for number in range(draw(st.integers(3, 4)))
    ]
    companies = [company("1", draw(st.integers(2, 8))), company("2", 8, ["25958"])]
    limit = draw(st.sampled_from(["most_away", "most_contact_moments"]))
    policy = Policy(rules=Rules(**{limit: draw(st.integers(3, 14))}))
    return replace(region(own, companies), policy=policy)


BOUND = bound_regions() | split_regions() | grouped_regions() | shared_regions()


def combinations(instances):
    """Every combination of choices, one per component, where there are not too many."""
    sizes = [len(task.options) for instance in instances for task in instance.tasks]
    assume(reduce(lambda a, b: a * b, sizes, 1) <= MOST)
    each = [
        [np.array(c, dtype=np.intp) for c in product(*(range(len(t.options)) for t in i.tasks))]
        for i in instances
    ]
    return product(*each)


class Every(cp_model.CpSolverSolutionCallback):
    """Collects every solution of a model."""

    def __init__(self, model):
        super().__init__()
        self.model, self.found = model, set()

    def on_solution_callback(self):
        values = [self.boolean_value(taken) for taken in self.model.flat]
        self.found.add(tuple(self.model.choice_of(values).tolist()))


def solutions(instance):
    model = build_model(instance)
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    every = Every(model)
    solver.solve(model.cp, every)
    return every.found


def judged(state, choices):
    return {problem.code for problem in check_plan(state, plan_of_choices(state, choices))}


@SMALL
@given(BOUND)
def test_that_model_choices_and_judge_call_the_same_plans_lawful(state):
    instances = build_instances(state)
    whole = list(combinations(instances))
    for instance, own in zip(instances, zip(*whole, strict=True), strict=True):
        lawful = {tuple(c.tolist()) for c in own if instance.is_feasible(c)}
        assert solutions(instance) == lawful
        assert tuple(instance.wish.tolist()) in lawful
    for choices in whole:
        pairs = list(zip(instances, choices, strict=True))
        is_feasible = all(instance.is_feasible(choice) for instance, choice in pairs)
        if is_feasible or not any(instance.has_shared_limits for instance in instances):
            assert is_feasible == (not judged(state, pairs))
        else:
            # Components share the room, so a lawful plan may lie outside their shares, but
            # never outside what any plan could leave to each of them.
            loose = all(instance.loosened.is_feasible(choice) for instance, choice in pairs)
            assert loose or judged(state, pairs)


def best_of(state, instances):
    """Per component the lowest peak and fewest changes to 1 over lawful plans of the region."""
    lowest = [float("inf")] * len(instances)
    fewest = [float("inf")] * len(instances)
    for choices in combinations(instances):
        pairs = list(zip(instances, choices, strict=True))
        # Judge and choices agree (see above), but for the room that components share.
        is_shared = any(instance.has_shared_limits for instance in instances)
        if judged(state, pairs) if is_shared else not all(i.is_feasible(c) for i, c in pairs):
            continue
        for k, (instance, choice) in enumerate(zip(instances, choices, strict=True)):
            peak = instance.peak(choice)
            lowest[k] = min(lowest[k], peak)
            if peak <= 1 + 1e-9:
                fewest[k] = min(fewest[k], instance.changes(choice))
    return lowest, fewest


@pytest.mark.slow
@examples(25, HealthCheck.filter_too_much)
@given(BOUND)
def test_that_plans_under_rules_are_those_of_brute_force(state):
    instances = build_instances(state)
    best, fewest = best_of(state, instances)
    low = optimise(state, Settings(target=None, gap=0.0, workers=1, time_limit=20))
    few = optimise(state, Settings(target=1.0, workers=1, time_limit=20))
    assert check_plan(state, low) == check_plan(state, few) == ()
    for instance, lowest, changes in zip(instances, best, fewest, strict=True):
        (proof,) = (p for p in low.proofs if p.programmes == instance.programmes)
        if proof.peak is None:
            continue
        assert proof.lower_bound <= lowest + 1e-6
        if not instance.has_shared_limits:
            assert proof.peak == pytest.approx(lowest)
        (proof,) = (p for p in few.proofs if p.programmes == instance.programmes)
        if proof.status is Status.TARGET_IMPOSSIBLE:
            assert changes == float("inf")
        elif not instance.has_shared_limits:
            assert (proof.changes, proof.changes_lower_bound) == (changes, changes)
        else:
            assert proof.changes_lower_bound <= changes


def test_that_a_group_is_split_where_that_alone_solves_it():
    """Ten students, five places all year: half of them in each half is one change."""
    state = region(
        [period(start=10, weeks=4, students=9, earliest=8, latest=30, splittable=True)],
        [company(places=5)],
    )
    (whole,) = optimise(state, Settings(time_limit=10)).proofs
    assert whole.status is Status.TARGET_IMPOSSIBLE
    state = replace(state, policy=Policy(rules=Rules(proposes_splits=True)))
    plan = optimise(state, Settings(time_limit=10))
    (proof,) = plan.proofs
    assert (proof.changes, proof.changes_lower_bound, proof.status) == (1, 1, Status.PROVEN)
    placed = placements_of(plan, state.periods[0])
    assert [p.students for p in placed] == [5, 4]
    assert placed[0].option.start == week(10) and placed[1].option.start >= week(20)
    assert "split" in change_kinds(state.periods[0], placed)
    assert check_plan(state, plan) == ()


def test_that_a_limit_over_two_components_is_kept_by_both_together():
    """Two programmes without leerbedrijven in common, one institution, twelve away at most."""
    fields = {"weeks": 2, "students": 8, "earliest": 0, "latest": 7, "allowed_forms": (Form.BLOK,)}
    own = [
        period("A1", programme="25655", start=0, **fields),
        period("A2", programme="25655", start=0, **fields),
        period("B1", programme="25958", start=4, **fields),
        period("B2", programme="25958", start=4, **fields),
    ]
    companies = [company("1", 8, ["25655"]), company("2", 8, ["25958"])]
    state = replace(region(own, companies), policy=Policy(rules=Rules(most_away=12)))
    instances = build_instances(state)
    assert [instance.has_shared_limits for instance in instances] == [True, True]
    plan = optimise(state, Settings(time_limit=10))
    assert check_plan(state, plan) == ()
    assert all(proof.peak <= 1 + 1e-9 for proof in plan.proofs)
    assert [(p.changes, p.changes_lower_bound) for p in plan.proofs] == [(1, 1), (1, 1)]


def crowded_out():
    """A2 could go in week 1 if B1 did not; no limit of places says that it cannot."""
    fields = {"weeks": 1, "students": 8, "allowed_forms": (Form.BLOK,), "earliest": 0}
    own = [
        period("A1", programme="25655", start=0, fixed=True, latest=1, **fields),
        period("A2", programme="25655", start=0, latest=1, **fields),
        period("B1", programme="25958", start=1, latest=2, **fields),
    ]
    companies = [company("1", 8, ["25655"]), company("2", 8, ["25958"])]
    return replace(region(own, companies), policy=Policy(rules=Rules(most_away=8)))


def test_that_room_taken_by_another_component_proves_nothing():
    state = crowded_out()
    plan = optimise(state, Settings(time_limit=6))
    assert check_plan(state, plan) == ()
    (proof,) = (p for p in plan.proofs if p.programmes == ("25655",))
    assert proof.status is not Status.TARGET_IMPOSSIBLE
    assert proof.lower_bound <= 1 + 1e-9
    assert proof.changes_lower_bound <= 1


def test_that_planning_again_keeps_limits_and_moves_only_half_where_that_is_agreed():
    state = region(
        [
            period("S1", start=10, weeks=4, students=10, earliest=8, latest=30, splittable=True),
            period("S2", start=10, weeks=4, students=4, earliest=8, latest=30),
        ],
        [company(places=5)],
    )
    state = replace(state, policy=Policy(rules=Rules(proposes_splits=True, most_away=14)))
    plan = optimise(state, Settings(time_limit=10))
    assert len(placements_of(plan, state.periods[0])) == 2
    planned = replace(state, plan=plan)
    (repair, *_) = find_repairs(planned, Answers(agreed=frozenset({"S1"})), time_limit=5)
    assert placements_of(repair.plan, state.periods[0]) == placements_of(plan, state.periods[0])
    assert check_plan(state, repair.plan) == ()


def test_that_what_was_agreed_over_a_limit_stands_and_nothing_comes_on_top():
    blok = {"weeks": 2, "students": 8, "allowed_forms": (Form.BLOK,), "earliest": 0, "latest": 5}
    own = [period("S1", start=0, **blok), period("S2", start=2, **blok), period("S3", **blok)]
    state = region(own, [company(places=9)])
    state = replace(state, policy=Policy(rules=Rules(most_away=8)))
    same = replace(build_instances(state)[0].tasks[0].options[0], start=week(2), end=own[1].end)
    answers = Answers(counters={"S1": same}, refused=frozenset({"S2"}))
    (repair, *_) = find_repairs(state, answers, time_limit=5)
    assert repair.plan.placements["S1"][0].option == same
    counts = {p.code: p.values for p in check_plan(state, repair.plan)}
    assert counts["check_away"]["students"] == 16
    assert set(counts) == {"check_away"}


def test_that_groups_without_a_choice_can_leave_no_plan():
    state = region([period("S1", fixed=True, students=8)], [company(places=9)])
    state = replace(state, policy=Policy(rules=Rules(most_away=8)))
    (instance,) = build_instances(state)
    (limit,) = instance.limits
    assert cp_model.CpSolver().solve(build_model(instance).cp) == cp_model.OPTIMAL
    full = replace(instance, limits=(replace(limit, room=limit.room - 1),))
    assert cp_model.CpSolver().solve(build_model(full).cp) == cp_model.INFEASIBLE


def test_that_what_leans_on_other_components_is_not_looked_at_for_ever():
    """Its bound cannot rise, so only the time would end it; here a count of looks does."""
    state = crowded_out()
    looks = count()
    wanted = Settings(target=None, gap=0.0, workers=1, time_limit=60)
    plan = optimise(state, wanted, Progress(is_cancelled=lambda: next(looks) > 20_000))
    assert next(looks) < 20_000
    assert check_plan(state, plan) == ()
