"""The next school year: same lesweken, same weekdays, and everything unsure is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner import messages
from stageplanner.domain.calendar import DateRange, Holiday, monday_of, years_later
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import stage_days, wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.planning.next_year import roll_over
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import Delivery, State, calendar_of, school_years_of
from stageplanner.workspace.shipped_data import region_holidays
from tests.builders import blok_period
from tests.properties import examples


def period(**changes) -> StagePeriod:
    fields = {"start": date(2026, 11, 9), "end": date(2027, 1, 29), "region": "noord"}
    return blok_period(**fields | changes)


def state(*periods: StagePeriod, **changes) -> State:
    return State(periods=periods or (period(),), region_holidays=region_holidays(), **changes)


def report_codes(rolled) -> list[str]:
    for problem in rolled.report:
        for language in messages.LANGUAGES:
            assert messages.line(problem, language)
    return [problem.code for problem in rolled.report]


def lesweek(state: State, day: date, year: int) -> int:
    """Which lesweek of its school year a day lies in."""
    bounds = school_years_of(state)["ROC X", year]
    return calendar_of(state).lesweken("ROC X", *bounds).index(monday_of(day))


@pytest.mark.parametrize("region", ["noord", "midden", "zuid"])
def test_that_a_period_keeps_its_lesweken_and_weekdays(region):
    before = state(period(region=region))
    rolled = roll_over(before)
    (one,), (other,) = before.periods, rolled.state.periods
    assert rolled.year == 2027
    assert date(2027, 11, 1) <= other.start <= date(2027, 11, 30)
    assert other.start.weekday() == 0
    assert other.end.weekday() == 4
    assert lesweek(before, one.start, 2026) == lesweek(rolled.state, other.start, 2027)
    assert lesweek(before, one.end, 2026) == lesweek(rolled.state, other.end, 2027)
    assert replace(other, start=one.start, end=one.end) == one
    assert report_codes(rolled) == ["rollover_default_holidays"]


@given(
    st.sampled_from(["noord", "midden", "zuid"]),
    st.integers(0, 46),
    st.integers(1, 30),
    st.sampled_from([(0,), (1, 2), (0, 1, 3, 4)]),
)
@examples(150)
def test_that_stage_days_stay_the_same_in_every_week_of_the_year(region, week, weeks, weekdays):
    start = date(2026, 8, 17) + timedelta(weeks=week)
    one = period(
        region=region,
        start=start,
        end=start + timedelta(weeks=weeks, days=-3),
        weekdays=weekdays,
        days_per_week=len(weekdays),
    )
    before = state(one)
    rolled = roll_over(before)
    (other,) = rolled.state.periods
    report_codes(rolled)
    if "rollover_outside_year" not in report_codes(rolled):
        old = stage_days(wish_option(one), "ROC X", calendar_of(before))
        assert stage_days(wish_option(other), "ROC X", calendar_of(rolled.state)) == old
        first, last = school_years_of(rolled.state)["ROC X", 2027]
        assert monday_of(first) <= other.start <= other.end <= last + timedelta(days=7)


def test_that_what_belongs_to_the_old_year_stays_there():
    plan = Plan(placements={})
    delivery = Delivery(file="a.xlsx", sha256="0", kind="periods", rows_read=1, rows_used=1)
    rolled = roll_over(state(plan=plan, deliveries=(delivery,)))
    assert rolled.state.plan is None
    assert rolled.state.deliveries == ()
    assert rolled.state.periods[0].source is None


def test_that_own_limits_move_along_and_a_fixed_period_is_told():
    fixed = period(fixed=True, earliest_start=date(2026, 10, 26), latest_end=date(2027, 2, 12))
    rolled = roll_over(state(fixed))
    (other,) = rolled.state.periods
    assert other.start - other.earliest_start == timedelta(weeks=2)
    assert other.latest_end - other.end == timedelta(weeks=2)
    assert "rollover_fixed" in report_codes(rolled)


def test_that_a_period_at_the_end_of_a_longer_year_is_moved_back_and_told():
    """Zuid has 48 weeks between its summers of 2026 and 2027, and 45 in the next year."""
    last = period(region="zuid", start=date(2027, 5, 3), end=date(2027, 7, 23))
    rolled = roll_over(state(last))
    (other,) = rolled.state.periods
    assert other.end == date(2028, 7, 21)
    assert "rollover_moved_back" in report_codes(rolled)


def test_that_own_holidays_make_way_for_the_region_or_for_those_of_the_new_year():
    def autumn(year: int) -> Holiday:
        start = date(year, 10, 17)
        end = start + timedelta(days=8)
        return Holiday(institution="ROC X", name="herfst", start=start, end=end)

    rolled = roll_over(state(holidays=(autumn(2026),)))
    assert rolled.state.holidays == ()
    assert calendar_of(rolled.state).is_day_off("ROC X", date(2027, 10, 18))
    assert "rollover_default_holidays" in report_codes(rolled)
    rolled = roll_over(state(holidays=(autumn(2026), autumn(2027))))
    assert rolled.state.holidays == (autumn(2027),)
    assert "rollover_default_holidays" not in report_codes(rolled)


def test_that_a_region_that_only_its_holidays_told_is_kept():
    """Own holidays that are those of zuid say that the institution lies in zuid."""
    holidays = tuple(
        replace(h, institution="ROC X")
        for h in region_holidays()
        if h.institution == "zuid" and date(2026, 8, 1) <= h.start < date(2027, 8, 1)
    )
    rolled = roll_over(state(period(region=None), holidays=holidays))
    assert rolled.state.periods[0].region == "zuid"


def test_that_unknown_holidays_are_told():
    rolled = roll_over(State(periods=(period(),)))
    assert set(report_codes(rolled)) >= {"rollover_no_region_holidays", "rollover_unknown_holidays"}
    christmas = Holiday(
        institution="ROC X", name="kerst", start=date(2026, 12, 19), end=date(2027, 1, 3)
    )
    rolled = roll_over(State(periods=(period(),), holidays=(christmas,)))
    assert rolled.state.holidays[0].start == date(2027, 12, 18)
    assert "rollover_shifted_holidays" in report_codes(rolled)


def test_that_only_the_latest_year_comes_along():
    older = period(id="S0", start=date(2025, 11, 10), end=date(2026, 1, 30))
    rolled = roll_over(state(older, period()))
    assert [p.id for p in rolled.state.periods] == ["S1"]
    assert "rollover_older_periods" in report_codes(rolled)


def test_that_the_plan_can_become_the_wish_but_a_split_cannot():
    option = replace(
        wish_option(period()),
        form=Form.LINT,
        days_per_week=2,
        weekdays=(0, 1),
        end=date(2027, 4, 16),
    )
    whole = Plan(placements={"S1": (Placement(option=option, students=24),)})
    rolled = roll_over(state(plan=whole), wish_from_plan=True)
    assert rolled.state.periods[0].form is Form.LINT
    assert rolled.state.periods[0].weekdays == (0, 1)
    halves = Plan(placements={"S1": (Placement(option=option, students=12),) * 2})
    rolled = roll_over(state(plan=halves), wish_from_plan=True)
    assert rolled.state.periods[0].form is Form.BLOK
    assert "rollover_split" in report_codes(rolled)
    assert roll_over(state(plan=whole)).state.periods[0].form is Form.BLOK


def test_that_leerbedrijven_are_open_again_and_those_that_left_stay_away():
    again = Leerbedrijf(
        id="1",
        name="Huis",
        accredited=("25656",),
        places=4,
        available_from=date(2026, 8, 1),
        available_until=date(2027, 7, 31),
        closed=(
            DateRange(start=date(2025, 12, 22), end=date(2026, 1, 2)),
            DateRange(start=date(2026, 12, 21), end=date(2027, 1, 1)),
        ),
    )
    left = replace(again, id="2", available_until=date(2026, 6, 30), closed=())
    always = replace(again, id="3", available_from=None, available_until=None, closed=())
    rolled = roll_over(state(leerbedrijven=(again, left, always)))
    one, two, three = rolled.state.leerbedrijven
    assert (one.available_from, one.available_until) == (date(2027, 8, 1), date(2028, 7, 31))
    assert one.closed == (DateRange(start=date(2027, 12, 20), end=date(2027, 12, 31)),)
    assert (two, three) == (left, always)
    (problem,) = [p for p in rolled.report if p.code == "rollover_capacity"]
    assert (problem.values["count"], problem.values["dated"]) == (3, 1)


def test_that_rolling_over_twice_keeps_the_lesweken_as_long_as_holidays_are_known():
    first = State(
        periods=(period(start=date(2025, 11, 10), end=date(2026, 1, 30)),),
        region_holidays=region_holidays(),
    )
    second = roll_over(first).state
    third = roll_over(second).state
    years = {2025: first, 2026: second, 2027: third}
    weeks = {lesweek(s, s.periods[0].start, year) for year, s in years.items()}
    assert len(weeks) == 1


def test_that_an_empty_region_has_no_next_year():
    with pytest.raises(ValueError, match="no stage periods"):
        roll_over(State())


def test_that_a_leap_day_has_a_next_year():
    assert years_later(date(2028, 2, 29)) == date(2029, 2, 28)


def test_that_dated_stretches_without_placement_move_a_year_on_and_are_told():
    dated = Forbidden(name="Toetsweek", start=date(2027, 2, 8), end=date(2027, 2, 12))
    weeks = Forbidden(name="P1", first_lesweek=1, last_lesweek=10)
    rules = Rules(forbidden=(dated, weeks))
    policy = Policy(rules=rules, institutions={"ROC X": replace(rules, gap_weeks=1)})
    rolled = roll_over(replace(State(periods=(period(),)), policy=policy))
    for rules_after in (rolled.state.policy.rules, rolled.state.policy.institutions["ROC X"]):
        moved, kept = rules_after.forbidden
        assert (moved.start, moved.end) == (date(2028, 2, 7), date(2028, 2, 11))
        assert kept == weeks
    forbidden = [p for p in rolled.report if p.code == "rollover_forbidden"]
    assert [p.values["names"] for p in forbidden] == ["Toetsweek"]
    plain = roll_over(State(periods=(period(),)))
    assert "rollover_forbidden" not in {p.code for p in plain.report}
