"""The rules of a policy one by one: a plan each must allow and one it must forbid."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option, build_options, contact_weeks, wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.domain.state import all_terms, calendar_of, fingerprint
from tests.builders import MONDAY, SCHOOL, company, holiday, period, region, week

LINT = period("S1", start=4, weeks=4, days="ma di", latest=15, allowed_forms=(Form.LINT, Form.BLOK))


def bound(*periods, holidays=(), **rules):
    state = region(periods, [company(places=99)], holidays)
    return replace(state, policy=Policy(rules=Rules(**rules)))


def options_of(state, number=0):
    one = state.periods[number]
    return build_options(one, all_terms(state)[one.id], calendar_of(state))


def rhythms(**rules):
    return {(o.form, o.weekdays) for o in options_of(bound(LINT, **rules))}


def moved(one, weeks, **changes):
    option = wish_option(one)
    shift = timedelta(weeks=weeks)
    option = replace(
        option, **{"start": option.start + shift, "end": option.end + shift, **changes}
    )
    return Plan(placements={one.id: (Placement(option=option, students=one.students),)})


def codes(state, plan):
    return {problem.code for problem in check_plan(state, plan)}


def test_that_the_standard_rhythms_are_the_default():
    assert {len(days) for form, days in rhythms() if form is Form.BLOK} == {4}
    assert {days for form, days in rhythms() if form is Form.LINT} == {
        (0, 1),
        (1, 2),
        (2, 3),
        (3, 4),
    }
    assert rhythms() == rhythms(lint_days=(1, 2, 3), weekday_sets=((0,),))


def test_that_a_blok_of_five_days_and_a_lint_of_one_may_be_allowed():
    five = (Form.BLOK, (0, 1, 2, 3, 4))
    assert five not in rhythms()
    assert five in rhythms(blok_days=(4, 5))
    one = (Form.LINT, (2,))
    assert one not in rhythms(lint_days=(1, 2))
    assert one in rhythms(lint_days=(1, 2), days_may_change=True)


def test_that_named_weekday_sets_take_the_place_of_the_standard_ones_of_as_many_days():
    found = rhythms(weekday_sets=((0, 3), (0, 1, 2, 4)))
    assert {days for form, days in found if form is Form.LINT} == {(0, 1), (0, 3)}
    assert {days for form, days in found if form is Form.BLOK} == {(0, 1, 2, 4)}


def test_that_a_switch_keeps_the_stage_days():
    for option in options_of(bound(LINT, blok_days=(5,), lint_days=(1, 3), days_may_change=True)):
        weeks = (option.end - option.start).days // 7 + 1
        assert weeks == -(-8 // option.days_per_week)


@pytest.mark.parametrize(("weeks", "found"), [(2, set()), (3, {"check_shift", "check_window"})])
def test_that_a_shift_goes_no_further_than_allowed(weeks, found):
    state = bound(LINT, most_weeks_shift=2)
    assert codes(state, moved(LINT, weeks)) == found
    starts = {o.start for o in options_of(state) if o.form is Form.LINT}
    assert (LINT.start + timedelta(weeks=weeks) in starts) == (not found)


def test_that_a_shift_is_counted_in_lesweken():
    """A week of holiday between does not count."""
    state = bound(LINT, most_weeks_shift=2, holidays=[holiday(9)])
    late = moved(LINT, 3, end=LINT.end + timedelta(weeks=4))
    assert max(o.end for o in options_of(state)) == LINT.end + timedelta(weeks=3)
    assert codes(state, late) >= {"check_shift"}


P2 = Forbidden(name="P2", start=week(9), end=week(10) + timedelta(days=6))


def test_that_nobody_is_sent_into_a_forbidden_stretch():
    state = bound(LINT, forbidden=(P2,))
    assert codes(state, moved(LINT, 1)) == set()
    assert codes(state, moved(LINT, 2)) == {"check_forbidden"}
    assert {o.start for o in options_of(state) if o.form is Form.LINT} == {
        *(week(k) for k in range(6)),
        week(11),
        week(12),
    }


@pytest.mark.parametrize(
    ("only", "binds"),
    [({}, True), ({"programme": "25656"}, False), ({"year": 2}, True), ({"year": 1}, False)],
)
def test_that_a_stretch_may_be_for_one_programme_or_year(only, binds):
    state = bound(replace(LINT, year=2), forbidden=(replace(P2, **only),))
    assert ("check_forbidden" in codes(state, moved(state.periods[0], 2))) == binds


def test_that_a_stretch_is_said_in_lesweken_of_the_institution():
    lesweken = calendar_of(bound(LINT)).lesweken(SCHOOL, date(2026, 8, 1), date(2027, 7, 31))
    first = lesweken.index(week(9)) + 1
    barred = Forbidden(name="P2", first_lesweek=first, last_lesweek=first + 1)
    assert options_of(bound(LINT, forbidden=(barred,))) == options_of(bound(LINT, forbidden=(P2,)))
    beyond = Forbidden(name="P9", first_lesweek=53, last_lesweek=53)
    assert beyond.stretch(lesweken[:40]) is None


def test_that_a_wish_in_a_forbidden_stretch_stays_possible():
    state = bound(LINT, forbidden=(replace(P2, start=week(4)),))
    assert options_of(state)[0] == wish_option(LINT)
    assert codes(state, Plan()) == set()
    assert codes(state, moved(LINT, 1)) == {"check_forbidden"}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"first_lesweek": 1},
        {"first_lesweek": 3, "last_lesweek": 2},
        {"first_lesweek": 0, "last_lesweek": 2},
        {"start": week(2), "end": week(1)},
        {"first_lesweek": 1, "last_lesweek": 2, "start": week(1), "end": week(2)},
    ],
)
def test_that_a_stretch_without_sense_cannot_be_made(wrong):
    with pytest.raises(ValueError, match=r"."):
        Forbidden(name="P1", **wrong)


FIRST = period("S1", start=0, weeks=2, group="A", students=6, allowed_forms=(Form.BLOK,))
SECOND = period("S2", start=5, weeks=2, group="A", students=6, allowed_forms=(Form.BLOK,))


@pytest.mark.parametrize(
    ("weeks", "asked", "found"),
    [(1, 2, set()), (2, 2, {"check_group_gap"}), (1, 9, {"check_group_gap"}), (0, 9, set())],
)
def test_that_a_group_keeps_its_gap_or_that_of_its_wish(weeks, asked, found):
    assert codes(bound(FIRST, SECOND, gap_weeks=asked), moved(FIRST, weeks)) == found


def test_that_a_holiday_is_no_part_of_a_gap():
    state = bound(FIRST, SECOND, gap_weeks=2, holidays=[holiday(4)])
    assert codes(state, moved(FIRST, 1)) == {"check_group_gap"}


@pytest.mark.parametrize(("weeks", "found"), [(2, set()), (4, {"check_away"})])
def test_that_no_more_students_are_away_at_once_than_allowed(weeks, found):
    other = replace(SECOND, group="B")
    assert codes(bound(FIRST, other, most_away=6), moved(FIRST, weeks)) == found
    assert codes(bound(FIRST, other, most_away=12), moved(FIRST, weeks)) == set()


def test_that_limits_hold_per_institution():
    other = replace(SECOND, group="B", institution="Biesbos College")
    assert codes(bound(FIRST, other, most_away=6), moved(FIRST, 5)) == set()


@pytest.mark.parametrize(("weeks", "found"), [(2, set()), (4, {"check_contacts"})])
def test_that_no_week_has_more_contact_moments_than_can_be_done(weeks, found):
    """Two weeks of blok: start and half in the first, the end in the second."""
    other = replace(SECOND, group="B")
    assert codes(bound(FIRST, other, most_contact_moments=12), moved(FIRST, weeks)) == found


@pytest.mark.parametrize(
    ("form", "weeks", "middle"),
    [
        (Form.BLOK, 10, 4),
        (Form.BLOK, 9, 4),
        (Form.LINT, 9, 2),
        (Form.LINT, 10, 3),
        (Form.LINT, 1, 0),
    ],
)
def test_that_contact_is_at_the_start_at_a_third_or_half_and_at_the_end(form, weeks, middle):
    option = Option(
        form=form,
        start=MONDAY,
        end=week(weeks - 1) + timedelta(days=4),
        days_per_week=2,
        weekdays=(0, 1),
    )
    found = contact_weeks(option, SCHOOL, calendar_of(bound(LINT)))
    assert found == (MONDAY, week(middle), week(weeks - 1))


def test_that_rules_of_later_versions_leave_the_plans_of_before_up_to_date():
    assert fingerprint(bound(LINT)) == fingerprint(replace(bound(LINT), policy=Policy()))
    of_school = replace(bound(LINT), policy=Policy(institutions={SCHOOL: Rules(gap_weeks=1)}))
    plain = replace(bound(LINT), policy=Policy(institutions={SCHOOL: Rules()}))
    names = [fingerprint(s) for s in (bound(LINT), bound(LINT, gap_weeks=1), of_school, plain)]
    served = replace(bound(LINT), policy=Policy(served_first=()))
    assert len({*names, fingerprint(served)}) == 5
