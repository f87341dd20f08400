"""Components that share the changes allowed, or a limit, are one question."""

from dataclasses import replace

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Status, changed_periods
from stageplanner.domain.policy import Policy, Rules
from stageplanner.load.measures import measure
from stageplanner.optimise.bound_within import bound_within
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.joint_model import joined
from stageplanner.optimise.ranking.held_goals import hold_all, reach
from stageplanner.optimise.ranking.lexicographic import Member, fewest_together
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.optimise.together import groups_of
from tests.builders import company, period, region
from tests.optimise.small_regions import small_case

BLOK = {"weeks": 1, "allowed_forms": (Form.BLOK,), "earliest": 0, "latest": 4}
SETTINGS = Settings(time_limit=20.0, workers=1)


def two_components(small=4, large=9):
    """Two programmes with three groups each at once, and places for one group."""
    own = [
        period(f"{programme}{k}", programme=programme, students=students, **BLOK)
        for programme, students in (("25655", small), ("25958", large))
        for k in range(3)
    ]
    return region(own, [company("1", small), company("2", large, ["25958"])])


def test_that_the_changes_allowed_go_where_they_take_away_most_tekort():
    state = two_components()
    two = ["25958", "25958"]
    for most, asked in ((0, []), (1, ["25958"]), (2, two), (3, ["25655", *two])):
        plan = optimise(state, replace(SETTINGS, max_changes=most))
        assert sorted(p.programme for p in changed_periods(plan, state.periods)) == asked
        assert check_plan(state, plan) == ()
    tekort = [
        measure(state, optimise(state, replace(SETTINGS, max_changes=n))).shortage_student_days
        for n in range(5)
    ]
    assert tekort == [4 * 2 * 13, 4 * (2 * 4 + 9), 4 * 2 * 4, 4 * 4, 0]


def test_that_a_limit_that_does_not_bind_leaves_the_proof_as_it_is():
    state = two_components()
    free = optimise(state, SETTINGS)
    within = optimise(state, replace(SETTINGS, max_changes=4))
    assert [p.status for p in within.proofs] == [p.status for p in free.proofs]
    assert all(p.status is Status.PROVEN and p.within is None for p in within.proofs)


def test_that_bounds_within_the_changes_are_of_that_question():
    plan = optimise(two_components(), replace(SETTINGS, max_changes=2))
    by_programme = {p.programmes[0]: p for p in plan.proofs}
    left, solved = by_programme["25655"], by_programme["25958"]
    assert (left.status, left.changes, left.peak) == (Status.LIMITED, 0, 3.0)
    # It could have had both changes, and then reached the target.
    assert left.within.lower_bound <= left.lower_bound <= 1
    assert (solved.peak, solved.changes_lower_bound) == (1.0, 2)
    nobody = optimise(two_components(), replace(SETTINGS, max_changes=0))
    assert all(proof.lower_bound == proof.peak == 3.0 for proof in nobody.proofs)


def test_that_the_bound_within_the_changes_is_proven_by_prices():
    instance = build_instances(two_components())[0]
    pool = CutPool(instance)
    bounds = [bound_within(instance, pool, n, (0.2, 3.0), TimeBudget(10)) for n in range(4)]
    assert bounds == pytest.approx([3.0, 2.0, 1.0, 0.75])


def test_that_only_components_that_share_room_are_a_group():
    state = two_components()
    assert groups_of(build_instances(state)) == []
    bound = replace(state, policy=Policy(rules=Rules(most_away=40)))
    assert groups_of(build_instances(bound)) == [[0, 1]]


def test_that_a_shared_limit_is_divided_for_the_fewest_changes_of_all():
    """The places ask for two groups to move each; the limit leaves no week for two of them."""
    state = replace(two_components(9, 9), policy=Policy(rules=Rules(most_away=27)))
    plan = optimise(state, SETTINGS)
    assert check_plan(state, plan) == ()
    assert sum(proof.changes for proof in plan.proofs) == 4
    assert all(proof.peak <= 1 + 1e-9 for proof in plan.proofs)


def test_that_what_cannot_be_had_together_is_not_called_impossible_or_unsolved():
    """Each programme could use the one free week alone."""
    one_week = {**BLOK, "latest": 1}
    own = [
        period(f"{programme}{k}", programme=programme, students=8, fixed=k == 0, **one_week)
        for programme in ("25655", "25958")
        for k in range(2)
    ]
    state = region(own, [company("1", 8), company("2", 8, ["25958"])])
    state = replace(state, policy=Policy(rules=Rules(most_away=8)))
    plan = optimise(state, SETTINGS)
    assert check_plan(state, plan) == ()
    assert sorted(p.status for p in plan.proofs) == [Status.LIMITED, Status.PROVEN]
    assert measure(state, plan).shortage_student_days == 4 * 8


def test_that_changes_that_only_make_room_for_others_count_too():
    """Two groups that have places would have to move for one that has none."""
    case = small_case("shared_max_changes", 3024)
    most = case.settings.max_changes
    free = optimise(case.state, replace(case.settings, max_changes=None))
    assert sum(proof.changes for proof in free.proofs) > most
    plan = optimise(case.state, case.settings)
    assert sum(proof.changes for proof in plan.proofs) <= most


def test_that_components_keep_what_each_takes_away_alone_if_they_can_together():
    """Alone each would take the same room; with other changes as few are enough."""
    case = small_case("shared_limit", 2)
    plan = optimise(case.state, case.settings)
    assert check_plan(case.state, plan) == ()
    impossible = [p for p in plan.proofs if p.status is Status.TARGET_IMPOSSIBLE]
    assert impossible
    assert all(proof.shortage.taken >= proof.shortage.share for proof in impossible)


def test_that_without_time_no_plan_is_said_to_keep_what_each_takes_away():
    instances = build_instances(two_components())
    members = [Member(instance, CutPool(instance), 1.0) for instance in instances]
    held = [hold_all(instance, reach(instance, instance.wish)) for instance in instances]
    known = joined([instance.wish for instance in instances])
    assert fewest_together(members, held, known, TimeBudget(0.0)) is None
    assert fewest_together(members, held, known, TimeBudget(20.0)) is not None


def test_that_without_room_for_what_each_takes_away_alone_the_least_of_all_is_sought():
    """Each programme lacks places in both weeks; only one of them can use the second."""
    one_week = {**BLOK, "latest": 1}
    own = [
        period(f"{programme}{k}", programme=programme, students=8, fixed=k == 0, **one_week)
        for programme in ("25655", "25958")
        for k in range(3)
    ]
    state = region(own, [company("1", 8), company("2", 8, ["25958"])])
    alone = optimise(state, SETTINGS)
    assert [proof.changes for proof in alone.proofs] == [1, 1]
    assert all(proof.shortage is not None for proof in alone.proofs)
    state = replace(state, policy=Policy(rules=Rules(most_away=8)))
    plan = optimise(state, SETTINGS)
    assert check_plan(state, plan) == ()
    # The one without room for its share says so, and how much it takes away.
    told = {p.changes: p for p in plan.proofs}
    assert {n: (p.shortage.taken, p.shortage.is_crowded) for n, p in told.items()} == {
        1: (1.0, False),
        0: (0.0, True),
    }
    codes = {limit.code for limit in explain(replace(state, plan=plan)).limits}
    assert codes == {"limit_knee_proven", "limit_knee_crowded"}
    lacking = sum(c.shortage_student_days for c in measure(state, plan).components)
    assert lacking == (4 + 2) * 4 * 4
