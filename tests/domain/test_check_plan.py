"""The plain judge: one plan each rule must allow, one it must forbid, and planted faults."""

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.checks import check_plan as checks
from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.check_plan import RULES, check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import Placement, Plan, Proof, Status, plan_of
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load import measures
from stageplanner.optimise.instance import cp_model
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from tests.builders import company, holiday, period, region, week
from tests.properties import examples
from tests.regions import regions


def codes(state, plan):
    return {problem.code for problem in check_plan(state, plan)}


def placed(one, **changes):
    return Plan(
        placements={
            one.id: (Placement(option=replace(wish_option(one), **changes), students=one.students),)
        }
    )


ONE = period(start=3, earliest=2, latest=8, allowed_forms=(Form.BLOK,))
STATE = region([ONE], [company()])


def shifted(weeks):
    return {
        "start": ONE.start + timedelta(weeks=weeks),
        "end": ONE.end + timedelta(weeks=weeks),
    }


def test_that_the_wish_and_a_lawful_shift_pass():
    assert codes(STATE, Plan()) == set()
    assert codes(STATE, placed(ONE, **shifted(2))) == set()


def test_that_leaving_the_window_is_told():
    assert codes(STATE, placed(ONE, **shifted(3))) == {"check_window"}


def test_that_losing_a_week_is_told():
    shorter = placed(ONE, end=ONE.end - timedelta(weeks=1))
    assert codes(STATE, shorter) == {"check_stage_days"}


def test_that_shifting_onto_a_holiday_loses_days():
    state = region([ONE], [company()], [holiday(7)])
    assert codes(state, placed(ONE, **shifted(1))) == {"check_stage_days"}


def test_that_a_forbidden_form_is_told():
    lint = {"form": Form.LINT, "days_per_week": 2, "weekdays": (0, 1), "start": week(2)}
    found = codes(
        region([replace(ONE, latest_end=week(20))], [company()]),
        placed(ONE, **lint, end=week(9) + timedelta(days=4)),
    )
    assert found == {"check_form"}


def test_that_strange_weekdays_are_told():
    assert codes(STATE, placed(ONE, weekdays=(0, 1, 2, 4))) == {"check_rhythm"}


def test_that_moving_a_fixed_period_is_told():
    fixed = replace(ONE, fixed=True)
    assert "check_fixed" in codes(region([fixed], [company()]), placed(fixed, **shifted(1)))


def test_that_a_split_must_be_allowed_and_whole():
    halves = Plan(
        placements={ONE.id: tuple(Placement(option=wish_option(ONE), students=n) for n in (5, 5))}
    )
    assert codes(STATE, halves) == {"check_split"}
    free = replace(ONE, splittable=True)
    assert codes(region([free], [company()]), halves) == set()
    lost = Plan(
        placements={ONE.id: tuple(Placement(option=wish_option(ONE), students=n) for n in (5, 4))}
    )
    assert codes(region([free], [company()]), lost) == {"check_one_option"}


def test_that_a_group_keeps_the_order_of_its_periods():
    first = period("S1", start=0, weeks=2, group="A", allowed_forms=(Form.BLOK,))
    second = period("S2", start=4, weeks=2, group="A", allowed_forms=(Form.BLOK,))
    state = region([first, second], [company(places=99)])
    move = {"start": week(4), "end": week(5) + timedelta(days=4)}
    assert codes(state, placed(first, **move)) == {"check_group_order"}


def test_that_an_unknown_period_is_told():
    plan = Plan(placements={"S9": (Placement(option=wish_option(ONE), students=1),)})
    assert codes(STATE, plan) == {"check_unknown_period"}


PROOF = Proof(
    programmes=("25655",),
    periods=1,
    wish_peak=1.0,
    peak=1.0,
    lower_bound=0.5,
    target=1.0,
    changes=0,
    changes_lower_bound=0,
    status=Status.PROVEN,
)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({}, None),
        ({"peak": 0.9}, "check_peak_low"),
        ({"peak": 1.1}, "check_peak_high"),
        ({"lower_bound": 1.2}, "check_bound"),
        ({"changes": 3}, "check_changes"),
        ({"changes_lower_bound": 2}, "check_changes_bound"),
    ],
)
def test_that_false_claims_are_told(claim, code):
    plan = replace(Plan(), proofs=(replace(PROOF, **claim),))
    assert codes(STATE, plan) == ({code} if code else set())


def test_that_every_rule_of_the_model_has_its_namesake():
    hard = {
        name
        for name, function in inspect.getmembers(cp_model, inspect.isfunction)
        if (function.__doc__ or "").startswith("Hard:")
    }
    namesakes = {
        "one_option": checks.one_option,
        "group_order": checks.group_order,
        "group_gap": checks.group_gap,
        "students_away_at_most": checks.students_away_at_most,
        "contact_moments_at_most": checks.contact_moments_at_most,
        "peak_at_most": checks.peak_at_most,
        "peak_variable_covers": checks.peak_at_most,
        "changes_at_most": checks.changes_at_most,
        "shortage_covers": measures.measure,
        "weeks_cover": measures.week_peaks,
    }
    assert hard == set(namesakes)
    assert all(rule.__doc__ for rule in RULES.values())


@examples(60)
@given(regions(), st.data())
def test_that_every_option_of_the_set_passes(state, data):
    terms, calendar = all_terms(state), calendar_of(state)
    chosen = {
        p.id: data.draw(st.sampled_from(build_options(p, terms[p.id], calendar)))
        for p in state.periods
    }
    found = codes(state, plan_of(state.periods, chosen))
    assert found <= {"check_group_order"}


FAULTS = ("window", "days", "lost", "rhythm", "peak", "changes", "bound")


@examples(40)
@given(regions(), st.data())
def test_that_solver_and_judge_agree_and_planted_faults_are_found(state, data):
    plan = optimise(state, Settings(time_limit=10, workers=1))
    assert check_plan(state, plan) == ()
    fault = data.draw(st.sampled_from(FAULTS))
    faulty = plant(state, plan, fault, data)
    if faulty is not None:
        assert check_plan(state, faulty) != ()


def plant(state, plan, fault, data):
    """A copy of the plan with one fault, or nothing where this fault cannot be made."""
    one = data.draw(st.sampled_from(state.periods))
    option = wish_option(one)
    students = one.students
    if fault in ("peak", "changes", "bound"):
        if not plan.proofs or plan.proofs[0].peak is None:
            return None
        proof = plan.proofs[0]
        claim = {
            "peak": {"peak": proof.peak * 0.9, "lower_bound": 0.0},
            "changes": {"changes": proof.changes + 1},
            "bound": {"lower_bound": proof.peak + 0.1},
        }[fault]
        return replace(plan, proofs=(replace(proof, **claim), *plan.proofs[1:]))
    if fault == "window":
        option = replace(
            option,
            start=option.start + timedelta(weeks=40),
            end=option.end + timedelta(weeks=40),
        )
    elif fault == "days":
        option = replace(option, end=option.end + timedelta(weeks=3))
    elif fault == "lost":
        students += 1
    elif fault == "rhythm":
        option = replace(option, days_per_week=5, weekdays=(0, 1, 2, 3, 4), form=one.form)
        if one.days_per_week == 5:
            return None
    placements = {**plan.placements, one.id: (Placement(option=option, students=students),)}
    return replace(plan, placements=placements)


@examples(60)
@given(regions(2), st.data())
def test_that_the_judge_counts_a_week_if_one_of_its_days_counts(state, data):
    """Counted by the week, which is seven times faster, as by the day."""
    case = data.draw(st.sampled_from(cases_of(state, Plan())))
    option = replace(
        wish_option(case.period),
        start=case.period.start + timedelta(days=data.draw(st.integers(0, 6))),
        end=case.period.end + timedelta(days=data.draw(st.integers(0, 9))),
    )
    weekdays = option.weekdays if option.weekdays is not None else range(5)
    mondays = set()
    for k in range((option.end - option.start).days + 1):
        day = option.start + timedelta(days=k)
        monday = day - timedelta(days=day.weekday())
        school = {monday + timedelta(days=n) for n in range(5)}
        if day.weekday() in weekdays and not school <= case.days_off:
            mondays.add(monday)
    assert case.weeks(option) == mondays
