"""What differs between two plans and two states, and how the history tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.comparison.difference import (
    Fate,
    difference_of_plans,
    difference_of_states,
    kinds_between,
)
from stageplanner.domain.comparison.records import before_and_after, difference_record, history_csv
from stageplanner.domain.form import Form
from stageplanner.domain.history import Event
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import ChangeKind, Placement, Plan
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.domain.state import State
from tests.builders import blok_period


def period(number: int, **changes) -> StagePeriod:
    fields = {
        "id": f"S{number}",
        "group": f"VIG{number}",
        "source": Source(file="a.xlsx", sheet="s", row=number),
    }
    return blok_period(**fields | changes)


def placed(period: StagePeriod, students: int | None = None, **changes) -> Placement:
    option = replace(wish_option(period), **changes)
    return Placement(option=option, students=students or period.students)


BLOK = period(1)
LATER = {"start": date(2026, 9, 21), "end": date(2026, 11, 27)}
LINT = {"form": Form.LINT, "days_per_week": 2, "weekdays": (0, 1), "end": date(2027, 2, 1)}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, set()),
        ({"weekdays": (1, 2, 3, 4)}, {ChangeKind.WEEKDAYS}),
        (LATER, {ChangeKind.WEEKS}),
        (LATER | {"weekdays": (1, 2, 3, 4)}, {ChangeKind.WEEKS, ChangeKind.WEEKDAYS}),
        (LINT, {ChangeKind.FORM, ChangeKind.WEEKS}),
    ],
)
def test_that_the_kind_of_a_difference_is_told(changes, kinds):
    assert kinds_between((placed(BLOK),), (placed(BLOK, **changes),)) == kinds


def test_that_a_split_is_a_difference_and_its_order_is_none():
    halves = placed(BLOK, 12), placed(BLOK, 12, **LATER)
    assert kinds_between((placed(BLOK),), halves) == {ChangeKind.SPLIT}
    assert kinds_between(halves, halves[::-1]) == set()


def test_that_two_plans_are_compared_and_a_plan_that_names_the_wish_does_not_differ():
    periods = (period(1), period(2), period(3))
    one = Plan(placements={"S1": (placed(period(1), **LATER),), "S3": (placed(period(3)),)})
    other = Plan(placements={"S2": (placed(period(2), **LINT),), "S9": (placed(BLOK),)})
    found = difference_of_plans(periods, one, other)
    assert [(d.period.id, d.kinds) for d in found] == [
        ("S1", {ChangeKind.WEEKS}),
        ("S2", {ChangeKind.FORM, ChangeKind.WEEKS}),
    ]
    assert difference_of_plans(periods, None, Plan()) == ()
    assert difference_of_plans(periods, one, one) == ()


def test_that_rows_that_came_went_and_changed_are_found():
    before = State(periods=(period(1), period(2)))
    moved = replace(period(2), students=30, weekdays=(1, 2, 3, 4))
    after = State(periods=(moved, period(3)))
    rows = {row.id: row for row in difference_of_states(before, after).rows}
    assert {name: row.fate for name, row in rows.items()} == {
        "S1": Fate.GONE,
        "S2": Fate.CHANGED,
        "S3": Fate.NEW,
    }
    assert [(f.name, f.before, f.after) for f in rows["S2"].fields] == [
        ("students", 24, 30),
        ("weekdays", "ma di do vr", "di wo do vr"),
    ]


def test_that_a_row_that_only_moved_in_its_file_does_not_differ():
    elsewhere = replace(period(1), source=Source(file="b.xlsx", sheet="t", row=99))
    before = State(periods=(period(1), period(2)))
    assert difference_of_states(before, State(periods=(period(2), elsewhere))).is_empty


def test_that_groups_are_matched_by_name_where_the_ids_are_others():
    before = State(periods=(period(1), period(2, group="Z")))
    after = State(periods=(period(2, id="S1", group="Z"), period(1, id="S2", students=9)))
    found = difference_of_states(before, after).rows
    fields = {row.label: [(f.name, f.after) for f in row.fields] for row in found}
    assert fields == {
        "ROC X, 25656, Z": [("id", "S1")],
        "ROC X, 25656, VIG1": [("id", "S2"), ("students", 9)],
    }


def test_that_capacity_holidays_and_policy_are_compared():
    company = Leerbedrijf(id="1", name="Huis", accredited=("25656",), places=3)
    holiday = Holiday(
        institution="ROC X", name="mei", start=date(2027, 4, 24), end=date(2027, 5, 2)
    )
    before = State(leerbedrijven=(company,), holidays=(holiday,))
    after = State(
        leerbedrijven=(replace(company, places=5),),
        holidays=(replace(holiday, end=date(2027, 5, 9)),),
        policy=Policy(target=0.9, institutions={"ROC X": Rules(school_days=(4,))}),
    )
    record = difference_record(difference_of_states(before, after))
    assert [(r["kind"], r["fields"]) for r in record["rows"]] == [
        ("leerbedrijf", [{"name": "places", "before": 3, "after": 5}]),
        ("holiday", [{"name": "end", "before": "2027-05-02", "after": "2027-05-09"}]),
    ]
    policy = {field["name"]: field["after"] for field in record["policy"]}
    assert policy["target"] == 0.9
    assert policy["rules[ROC X].school_days"] == "vr"
    json.dumps(record)


def test_that_an_event_tells_before_and_after():
    before = State(periods=(period(1), period(2)))
    plan = Plan(placements={"S1": (placed(BLOK, **LATER),)})
    after = replace(before, periods=(period(1), replace(period(2), students=9)), plan=plan)
    old, new = before_and_after(before, after)
    assert json.loads(old) == {
        "period": {"S2": {"students": 24}},
        "plan": {"S1": ["24 x blok 2026-09-07 / 2026-11-13 ma di do vr"]},
    }
    assert json.loads(new) == {
        "period": {"S2": {"students": 9}},
        "plan": {"S1": ["24 x blok 2026-09-21 / 2026-11-27 ma di do vr"]},
    }
    assert before_and_after(before, before) == ("", "")


def test_that_a_large_change_is_told_in_part_with_the_rest_counted():
    old, new = before_and_after(State(), State(periods=tuple(period(n) for n in range(500))))
    assert old == ""
    assert len(json.loads(new)["period"]) == 200
    assert json.loads(new)["more"] == 300


def test_that_the_history_exports_without_formulas():
    event = Event(
        when=datetime(2026, 11, 22, tzinfo=UTC), verb="note", subject="=1+1", after='a;"b"\nc'
    )
    lines = history_csv((event,)).split("\r\n")
    assert lines[0] == "when;user;verb;subject;before;after;origin"
    assert lines[1] == '2026-11-22T00:00:00+00:00;;note;\'=1+1;;"a;""b""\nc";'


def test_that_a_moment_outside_utc_is_no_moment_for_an_event():
    from datetime import timezone

    for when in (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))):
        with pytest.raises(ValueError, match="UTC"):
            Event(when=when, verb="x")


def test_that_an_option_is_told_as_people_write_it():
    free = Option(
        form=Form.LINT,
        start=date(2026, 9, 7),
        end=date(2027, 2, 1),
        days_per_week=2,
        weekdays=None,
    )
    from stageplanner.domain.comparison.difference import plain

    assert plain(free) == "lint 2026-09-07 / 2027-02-01 2 d"
