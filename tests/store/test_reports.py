"""What the commands history, diff and rollover tell."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stageplanner.problems import StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.file import load, save
from stageplanner.store.reports import diff_report, history_report, rollover_report
from tests.store.documents import document, names


def refused(function, *arguments, **named) -> str:
    with pytest.raises(StagePlannerError) as caught:
        function(*arguments, **named)
    return caught.value.problem.code


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "regio.stageplan"
    save(path, document(periods=6))
    return path


def test_that_the_history_is_told_in_order(path):
    events = history_report(path)["events"]
    assert [event["subject"] for event in events] == ["p1", "p2"]
    assert events[0]["when"] == "2026-11-22T10:00:01+00:00"
    assert events[0]["before"] == "2026-09-07"
    json.dumps(events)


def test_that_two_files_are_compared(path):
    other = path.with_name("anders.stageplan")
    assert diff_report(path, path)["is_same"]
    some = document(periods=6)
    state = replace(some.state, periods=some.state.periods[1:], plan=None)
    save(other, replace(some, state=state))
    report = diff_report(path, other)
    assert not report["is_same"]
    assert [(row["id"], row["fate"]) for row in report["rows"]] == [("p1", "gone")]
    assert [one["period"] for one in report["plan"]] == ["p2", "p3"]
    json.dumps(report)


def test_that_two_plans_of_one_file_are_compared(path):
    report = diff_report(path, path, plans=("wish", "alles"))
    assert [one["period"] for one in report["plan"]] == [f"p{n}" for n in range(1, 7)]
    assert report["plan"][0]["kinds"] == ["form", "weeks"]
    assert diff_report(path, path, plans=("current", "voorstel"))["is_same"]
    assert refused(diff_report, path, path, plans=("wish", "weg")) == "store_no_plan"


def test_that_a_new_year_comes_in_a_file_of_its_own(path):
    before = path.read_bytes()
    report = rollover_report(path, language="en")
    assert (report["school_year"], report["periods"]) == ("2027-2028", 6)
    assert names(path.parent) == ["regio 2027-2028.stageplan", "regio.stageplan"]
    assert path.read_bytes() == before
    fresh = load(path.with_name("regio 2027-2028.stageplan"))
    assert fresh.history[-1].origin.startswith("regio.stageplan sha256:")
    assert all(problem["message"] for problem in report["problems"])
    assert refused(rollover_report, path) == "store_exists"
    json.dumps(report)


def test_that_an_empty_region_has_no_next_year(path):
    save(path, Document(), replace_history=True)
    assert refused(rollover_report, path) == "store_no_periods"
