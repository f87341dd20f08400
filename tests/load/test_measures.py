from dataclasses import replace
from datetime import date, timedelta

import pytest

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import plan_of
from stageplanner.load.measures import measure
from tests.builders import MONDAY, company, holiday, period, region, week


def test_that_components_do_not_hide_one_another():
    state = region(
        [period("S1", students=12), period("S2", students=8, programme="25699")],
        [company("1", 10), company("2", 5, ["25699"])],
    )
    measures = measure(state)
    assert [c.programmes for c in measures.components] == [("25655",), ("25699",)]
    assert [c.peak for c in measures.components] == [1.2, 1.6]
    assert measures.peak == 1.6


def test_that_shared_leerbedrijven_are_counted_once():
    state = region(
        [period("S1", students=12), period("S2", students=8, programme="25656")],
        [company("1", 10, ["25655", "25656"]), company("2", 6, ["25655"])],
    )
    (care,) = measure(state).components
    assert care.peak == pytest.approx(20 / 16)
    assert care.bottleneck.programmes == ("25655", "25656")
    assert care.bottleneck.leerbedrijven == ("1", "2")
    assert (care.bottleneck.students, care.bottleneck.places) == (20, 16)


def test_that_bbl_takes_places_and_closed_days_offer_none():
    closed = DateRange(start=MONDAY, end=MONDAY)
    state = region(
        [period(students=6)], [company("1", 10, occupied=4, closed=(closed,)), company("2", 6)]
    )
    (care,) = measure(state).components
    first = care.daily_peaks[measure(state).days.index(measure(state).days[0])]
    assert first == 1.0
    assert care.daily_peaks[1] == pytest.approx(0.5)


def test_that_tekort_adds_up_over_days():
    state = region([period(students=13, weeks=4, days="ma di wo do")], [company(places=10)])
    assert measure(state).shortage_student_days == 3 * 16


def test_that_open_weekdays_spread_over_the_week():
    state = region(
        [period(students=10, days=None, days_per_week=2, form=Form.LINT, weeks=2)],
        [company(places=10)],
    )
    (care,) = measure(state).components
    assert care.peak == pytest.approx(0.4)
    assert sum(care.daily_students) == pytest.approx(10 * 2 * 2)


def test_that_holidays_and_leerbedrijven_without_dates_are_minded():
    state = region([period(weeks=3)], [company(available_until=week(1))], [holiday(1)])
    days = {d.day: d for d in measure(state).days}
    assert days[week(1)].students == 0
    assert days[week(2)].peak == float("inf")
    assert days[week(2)].shortage == 10


def test_that_the_year_balance_is_demand_over_offer():
    state = region([period(students=10, weeks=4, latest=7)], [company(places=10)])
    assert measure(state).components[0].year_balance == pytest.approx(160 / 400)


def test_that_a_plan_is_measured_where_it_puts_people():
    one = period(students=10)
    state = region([one], [company(places=10)])
    moved = Option(
        form=Form.BLOK,
        start=week(5),
        end=week(8) + timedelta(days=4),
        days_per_week=4,
        weekdays=(0, 1, 2, 3),
    )
    measures = measure(state, plan_of([one], {"S1": moved}))
    busy = [d.day for d in measures.days if d.students]
    assert (busy[0], busy[-1]) == (week(5), week(8) + timedelta(days=3))


def test_that_a_programme_without_leerbedrijven_is_shown_as_such():
    state = region([period()], [])
    (alone,) = measure(state).components
    assert not alone.has_capacity
    assert alone.peak == float("inf")


def test_that_an_empty_region_has_no_load():
    assert measure(region([], [company()])).components == ()
    assert date(2026, 9, 7) == MONDAY


def test_that_a_plan_that_is_not_the_current_one_is_measured_whole():
    one = period(students=13, weeks=2, days="ma di", latest=2)
    state = region([one], [company(places=10)])
    late = Option(
        form=Form.LINT, start=week(5), end=week(6) + timedelta(days=6), days_per_week=2,
        weekdays=(0, 5),
    )  # fmt: skip
    plan = plan_of([one], {one.id: late})
    # Two Mondays with 3 students too many, two Saturdays on which nobody is open.
    assert measure(state, plan).shortage_student_days == 2 * 3 + 2 * 13
    assert measure(replace(state, plan=plan), plan) == measure(state, plan)
