"""One question leaves alone what it is told to, and claims nothing beyond that."""

from dataclasses import replace

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import (
    Plan,
    Proof,
    Status,
    Within,
    changed_periods,
    placements_of,
    with_placements,
)
from stageplanner.domain.planning.question_scope import (
    QuestionScope,
    within_limits,
    within_question,
)
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.state import all_terms, calendar_of, fingerprint
from stageplanner.load.measures import measure
from stageplanner.messages import text
from stageplanner.optimise.explaining.explain import explain
from stageplanner.optimise.result import Settings
from stageplanner.planning import optimise
from tests.builders import company, period, region

SETTINGS = Settings(time_limit=10.0, workers=1)


def two_schools():
    """Two groups of each school at the same moment, and room for one of them."""
    return region(
        [
            period("A1", group="A1", institution="Noord"),
            period("A2", group="A2", institution="Noord"),
            period("B1", group="B1", institution="Zuid"),
            period("B2", group="B2", institution="Zuid"),
        ],
        [company(places=20)],
    )


def test_that_an_institution_that_is_not_asked_keeps_its_wish():
    state = two_schools()
    plan = optimise(state, SETTINGS, limits=QuestionScope(institutions=("Zuid",)))
    changed = changed_periods(plan, state.periods)
    assert changed
    assert {p.institution for p in changed} == {"Zuid"}
    assert not check_plan(state, plan)


def test_that_nobody_shifts_further_than_the_question_allows():
    state = two_schools()
    within = within_limits(state, QuestionScope(most_weeks_shift=1))
    wide, narrow = all_terms(state)["A1"], all_terms(within)["A1"]
    calendar = calendar_of(state)
    options = build_options(state.periods[0], narrow, calendar)
    assert len(options) < len(build_options(state.periods[0], wide, calendar))
    wish = wish_option(state.periods[0])
    assert max(abs((o.start - wish.start).days) for o in options) <= 7


def test_that_the_stricter_of_question_and_policy_holds():
    rules = {"Noord": Rules(most_weeks_shift=2), "Zuid": Rules(most_weeks_shift=9)}
    state = replace(two_schools(), policy=Policy(institutions=rules))
    policy = within_limits(state, QuestionScope(most_weeks_shift=4)).policy
    assert policy.rules.most_weeks_shift == 4
    assert policy.rules_of("Noord").most_weeks_shift == 2
    assert policy.rules_of("Zuid").most_weeks_shift == 4


def test_that_a_plan_within_limits_says_within_what_its_proofs_hold():
    state = two_schools()
    limits = QuestionScope(institutions=())
    plan = optimise(state, SETTINGS, limits=limits)
    assert not changed_periods(plan, state.periods)
    (proof,) = plan.proofs
    assert (proof.status, proof.lower_bound, proof.peak) == (Status.LIMITED, 2.0, 2.0)
    assert proof.within == Within(institutions=())
    assert proof.region_bound is None
    assert plan.fingerprint == fingerprint(state)


def test_that_what_is_taken_away_of_the_tekort_is_told_of_the_question_asked():
    """Noord has twice too many students, whoever of Zuid moves; Zuid's own tekort can go."""
    state = replace(two_schools(), leerbedrijven=(company(places=10),))
    limits = QuestionScope(institutions=("Zuid",))
    plan = optimise(state, SETTINGS, limits=limits)
    (proof,) = plan.proofs
    assert (proof.status, proof.peak, proof.changes) == (Status.LIMITED, 2.0, 2)
    assert proof.shortage.taken == 1.0
    assert proof.shortage.left == measure(state, plan).shortage_student_days > 0
    assert proof.shortage.least == proof.shortage.left
    (limit,) = explain(replace(state, plan=plan)).limits
    assert limit.code == "within_knee_proven"
    assert "zolang alleen Zuid wordt gevraagd" in text(limit.code, "nl", **limit.values)


def test_that_what_is_known_of_the_whole_region_stays_known():
    state = two_schools()
    proof = Proof(
        programmes=("25655",),
        periods=4,
        wish_peak=2.0,
        peak=1.0,
        lower_bound=0.8,
        target=1.0,
        changes=2,
        changes_lower_bound=2,
        status=Status.PROVEN,
    )
    known = replace(state, plan=Plan(proofs=(proof,), fingerprint=fingerprint(state)))
    found = replace(proof, lower_bound=0.95, changes=3, changes_lower_bound=3)
    limits = QuestionScope(institutions=("Zuid",))
    (told,) = within_question(Plan(proofs=(found,)), known, limits).proofs
    assert (told.lower_bound, told.changes_lower_bound, told.region_bound) == (0.95, 3, 0.8)
    again = replace(known, plan=replace(known.plan, proofs=(told,)))
    assert within_question(Plan(proofs=(found,)), again, limits).proofs[0].region_bound == 0.8
    stale = replace(known, plan=replace(known.plan, fingerprint="anders"))
    assert within_question(Plan(proofs=(found,)), stale, limits).proofs[0].region_bound is None


def test_that_a_hand_edit_leaves_only_what_holds_for_the_region():
    state = two_schools()
    plan = optimise(state, SETTINGS, limits=QuestionScope(institutions=("Zuid",)))
    period = state.periods[0]
    edited = with_placements(plan, period, placements_of(plan, period))
    assert [(p.lower_bound, p.within) for p in edited.proofs] == [(0.0, None)]
