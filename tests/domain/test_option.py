from datetime import date, timedelta

from stageplanner.domain.calendar import Calendar
from stageplanner.domain.form import Form
from stageplanner.domain.option import build_options, present_days, stage_days, wish_option
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.state import all_terms, calendar_of
from tests.builders import MONDAY, SCHOOL, holiday, period, region, week


def options_of(one, holidays=(), rules=None):
    state = region([one], [], holidays)
    if rules:
        from dataclasses import replace

        state = replace(state, policy=Policy(rules=rules))
    return build_options(one, all_terms(state)[one.id], calendar_of(state))


def test_that_the_wish_comes_first():
    one = period(start=3)
    assert options_of(one)[0] == wish_option(one)


def test_that_a_fixed_period_has_its_wish_only():
    assert options_of(period(fixed=True)) == (wish_option(period(fixed=True)),)


def test_that_blok_keeps_its_weekdays_and_moves_its_weeks():
    one = period(days="ma di wo vr", allowed_forms=(Form.BLOK,))
    found = options_of(one)
    assert {o.weekdays for o in found} == {(0, 1, 2, 4)}
    assert {o.start for o in found} == {week(k) for k in range(9)}


def test_that_lint_takes_neighbouring_days():
    one = period(days="ma di", weeks=8, allowed_forms=(Form.LINT,))
    assert {o.weekdays for o in options_of(one)} == {(0, 1), (1, 2), (2, 3), (3, 4)}


def test_that_lint_3_takes_runs_of_three():
    one = period(days="wo do vr", weeks=8, allowed_forms=(Form.LINT,))
    assert {o.weekdays for o in options_of(one)} == {(0, 1, 2), (1, 2, 3), (2, 3, 4)}


def test_that_blok_becomes_lint_with_as_many_stage_days():
    one = period(weeks=4, days="ma di wo do", allowed_forms=(Form.LINT, Form.BLOK))
    lints = [o for o in options_of(one) if o.form is Form.LINT]
    assert {o.days_per_week for o in lints} == {2, 3}
    for option in lints:
        days = stage_days(option, SCHOOL, Calendar())
        assert 16 <= days < 16 + option.days_per_week


def test_that_lint_becomes_blok_with_any_one_day_free():
    one = period(days="ma di", weeks=8, allowed_forms=(Form.LINT, Form.BLOK))
    bloks = {o.weekdays for o in options_of(one) if o.form is Form.BLOK}
    assert len(bloks) == 5
    assert all(len(days) == 4 for days in bloks)


def test_that_options_keep_their_window():
    one = period(start=3, earliest=2, latest=8)
    assert all(o.start >= week(2) and o.end <= week(8) + timedelta(4) for o in options_of(one))


def test_that_a_holiday_week_is_stepped_over():
    one = period(start=0, weeks=5, allowed_forms=(Form.BLOK,))
    found = options_of(one, [holiday(2)])
    later = [o for o in found if o.start == week(1)]
    assert [o.end for o in later] == [week(5) + timedelta(days=4)]
    assert all(o.start != week(2) for o in found)


def test_that_a_wish_around_a_holiday_counts_its_lesweken():
    state = region([period(start=0, weeks=5)], [], [holiday(2)])
    one = state.periods[0]
    assert stage_days(wish_option(one), SCHOOL, calendar_of(state)) == 16


def test_that_open_weekdays_stay_a_choice():
    one = period(days=None, days_per_week=2, form=Form.LINT, weeks=8, allowed_forms=(Form.LINT,))
    found = options_of(one)
    assert found[0].weekdays is None
    assert found[0].share == 2 / 5
    assert {o.weekdays for o in found[1:]} == {(0, 1), (1, 2), (2, 3), (3, 4)}


def test_that_a_change_of_weekdays_alone_moves_no_date():
    one = period(
        days="ma di",
        weeks=8,
        allowed_forms=(Form.LINT,),
        end=week(7) + timedelta(days=1),
    )
    same_weeks = [o for o in options_of(one) if o.weekdays == (0, 1) and o.start == MONDAY]
    assert same_weeks == [wish_option(one)]


def test_that_the_school_day_stays_free():
    one = period(days="ma di", weeks=8, allowed_forms=(Form.LINT,))
    found = options_of(one, rules=Rules(school_days=(2,)))
    assert {o.weekdays for o in found} == {(0, 1), (3, 4)}


def test_that_nobody_is_present_on_holidays():
    state = region([period(start=0, weeks=3)], [], [holiday(1)])
    days = list(present_days(wish_option(state.periods[0]), SCHOOL, calendar_of(state)))
    assert len(days) == 8
    assert not any(week(1) <= day < week(2) for day in days)


def test_that_the_default_window_counts_lesweken():
    one = period(start=20, weeks=4, earliest_start=None, latest_end=None, year=2)
    found = options_of(one, [holiday(15)])
    assert min(o.start for o in found) == week(9)
    assert max(o.end for o in found) == week(33) + timedelta(days=4)


def test_that_first_years_wait_for_the_eleventh_lesweek():
    one = period(start=14, weeks=4, earliest_start=None, latest_end=None, year=1)
    first = min(o.start for o in options_of(one))
    # The school year begins on 1 August where no holidays are known: a Saturday in 2026.
    assert first == date(2026, 7, 27) + timedelta(weeks=10)
