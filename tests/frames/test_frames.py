"""A region as DataFrames and back: documented columns, true numbers, nothing lost."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings

from stageplanner import frames
from stageplanner.documents.data_files import write_data
from stageplanner.domain.calendar import DateRange
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.plan import Placement, Plan, is_changed, plan_of
from stageplanner.load.measures import measure
from stageplanner.messages import LANGUAGES, codes, text
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from tests.builders import company, holiday, period, region, week
from tests.negotiating import agreed
from tests.regions import regions

RICH = region(
    [
        period("A", niveau=3, year=2, brin="25LX", location="Tiel", hours_per_day=7.5),
        period("B", days=None, days_per_week=3, programme="25656", splittable=None),
        period("C", start=3, allowed_forms=(Form.LINT, Form.BLOK), fixed=True, region="zuid"),
    ],
    [
        company(closed=(DateRange(start=week(2), end=week(3)),), places=4, supervisors=2),
        company("100000002", accredited=("25655", "25656"), places_per_weekday=(1, 2, 3, 4, 0)),
    ],
    [holiday(5)],
)
MOVED = Option(form=Form.BLOK, start=week(6), end=week(9), days_per_week=4, weekdays=(1, 2, 3, 4))
LATER = replace(MOVED, start=week(7), end=week(10))
SPLIT = (Placement(option=MOVED, students=6), Placement(option=LATER, students=4))
PLANNED = replace(RICH, plan=Plan(placements={"A": SPLIT}))


@pytest.mark.parametrize("table", frames.COLUMNS)
def test_that_every_table_has_its_documented_columns_and_dtypes(table):
    for state in (region([], []), RICH, PLANNED, agreed().state):
        frame = frames.TABLES[table](state)
        columns = frames.COLUMNS[table]
        assert list(frame.columns) == [column.name for column in columns]
        assert [str(kind) for kind in frame.dtypes] == [column.dtype for column in columns]


def test_that_every_column_and_table_is_explained_in_both_languages():
    for table, columns in frames.COLUMNS.items():
        for language in LANGUAGES:
            assert text(f"frame_table_{table}", language)
            assert all(column.about(language) for column in columns)
    names = {column.name for columns in frames.COLUMNS.values() for column in columns}
    documented = {c.removeprefix("frame_column_") for c in codes() if c.startswith("frame_column_")}
    assert documented == names


@settings(max_examples=25)
@given(regions())
def test_that_the_tables_say_what_the_measures_say(state):
    measures = measure(state)
    components = frames.components(state)
    assert components["peak_wish"].tolist() == [c.peak for c in measures.components]
    assert components["shortage"].sum() == pytest.approx(measures.shortage_student_days)
    daily = frames.load(state).groupby("date")["students_wish"].sum()
    for day in measures.days:
        assert daily.get(pd.Timestamp(day.day), 0.0) == pytest.approx(day.students)
    shortages = frames.shortages(state)
    assert shortages["shortage_wish"].sum() == pytest.approx(measures.shortage_student_days)


@settings(max_examples=25)
@given(regions())
def test_that_a_region_comes_back_from_its_tables(state):
    back = round_trip(state)
    assert back.periods == tuple(replace(p, source=None) for p in state.periods)
    assert back.leerbedrijven == tuple(replace(c, source=None) for c in state.leerbedrijven)
    assert back.holidays == state.holidays


def round_trip(state):
    return Project.from_frames(
        frames.stage_periods(state),
        frames.leerbedrijven(state),
        frames.holidays(state),
        None if state.plan is None else frames.plan(state),
    ).state


@pytest.mark.parametrize("state", [RICH, PLANNED])
def test_that_every_field_comes_back(state):
    back = round_trip(state)
    assert (back.periods, back.leerbedrijven, back.holidays) == (
        state.periods,
        state.leerbedrijven,
        state.holidays,
    )
    assert measure(back, back.plan) == measure(state, state.plan)
    if state.plan is not None:
        assert [is_changed(back.plan, p) for p in state.periods] == [True, False, False]
        assert back.plan.placements["A"] == state.plan.placements["A"]


def test_that_changes_and_plan_agree():
    changes = frames.changes(PLANNED)
    assert changes["period"].tolist() == ["A", "A"]
    assert changes["students"].tolist() == [6, 4]
    assert set(changes["kinds"]) == {"split weeks"}
    assert frames.plan(PLANNED).query("changed")["period"].unique().tolist() == ["A"]
    assert frames.changes(RICH).empty


def test_that_agreements_hold_no_person():
    project = agreed()
    table = frames.agreements(project.state)
    assert len(table) >= 1
    assert not {"contact", "email", "signed_by", "holder"} & set(table.columns)


def test_that_regions_make_one_national_table():
    table = frames.national({"Noord": RICH, "Zuid": PLANNED})
    assert table.groupby("region")["periods"].sum().to_dict() == {"Noord": 3, "Zuid": 3}
    assert table.groupby("region")["changes"].sum().to_dict() == {"Noord": 0, "Zuid": 1}
    assert frames.national({}).columns.tolist() == table.columns.tolist()


def test_that_a_project_from_tables_can_be_undone_and_is_not_saved():
    project = Project.from_frames(frames.stage_periods(RICH), frames.leerbedrijven(RICH))
    assert not project.is_saved
    assert not project.plan_is_outdated
    assert project.state.region_holidays
    project.undo()
    assert project.state.periods == ()


def spoiled(column, value):
    table = frames.stage_periods(RICH).astype({column: object})
    table.loc[1, column] = value
    return table


@pytest.mark.parametrize(
    ("table", "code", "values"),
    [
        (frames.stage_periods(RICH).drop(columns="start"), "frames_no_column", {"column": "start"}),
        (spoiled("students", "veel"), "frames_bad_value", {"column": "students", "row": 2}),
        (spoiled("students", 2.5), "frames_bad_value", {"value": "2.5"}),
        (spoiled("students", -1), "frames_bad_value", {"value": "-1"}),
        (spoiled("start", "31-12-2026"), "frames_bad_value", {"value": "31-12-2026"}),
        (spoiled("start", 46000), "frames_bad_value", {"value": "46000"}),
        (spoiled("form", "zweef"), "frames_bad_value", {"column": "form"}),
        (spoiled("institution", None), "frames_no_value", {"column": "institution"}),
        (spoiled("end", date(2020, 1, 1)), "frames_row_contradicts", {"row": 2}),
        (spoiled("days_per_week", 9), "frames_row_contradicts", {"row": 2}),
        (spoiled("weekdays", "ma zz vr"), "frames_bad_value", {"column": "weekdays"}),
        (spoiled("period", "A"), "frames_double_id", {"id": "A"}),
    ],
)
def test_that_what_does_not_fit_is_refused_with_its_place(table, code, values):
    with pytest.raises(StagePlannerError) as caught:
        Project.from_frames(table, frames.leerbedrijven(RICH))
    assert caught.value.problem.code == code
    assert values.items() <= caught.value.problem.values.items()


def test_that_a_plan_of_unknown_periods_is_refused():
    plan = frames.plan(PLANNED).replace({"period": {"A": "X"}})
    with pytest.raises(StagePlannerError) as caught:
        Project.from_frames(frames.stage_periods(RICH), frames.leerbedrijven(RICH), plan=plan)
    assert caught.value.problem.code == "frames_unknown_period"


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_files_come_back_as_tables(tmp_path, language):
    files, problems = write_data(PLANNED, tmp_path / "data", language)
    assert problems == ()
    assert files[0].name == "README.md"
    readme = files[0].read_text("utf-8")
    assert all(f"## {table}" in readme for table in frames.COLUMNS)
    for table, build in frames.TABLES.items():
        frame = build(PLANNED)
        parquet = pd.read_parquet(tmp_path / "data" / f"{table}.parquet")
        pd.testing.assert_frame_equal(parquet, frame, check_dtype=False)
        csv = pd.read_csv(tmp_path / "data" / f"{table}.csv")
        assert csv.columns.tolist() == frame.columns.tolist()
        assert len(csv) == len(frame)
    periods = pd.read_csv(
        tmp_path / "data" / "stage_periods.csv", dtype={"programme": str, "period": str}
    )
    places = pd.read_csv(tmp_path / "data" / "leerbedrijven.csv", dtype={"accredited": str})
    back = Project.from_frames(periods, places).state
    assert back.periods == RICH.periods


def test_that_no_text_is_taken_for_a_formula(tmp_path):
    state = region([period("A", group="=1+1")], [company()])
    write_data(state, tmp_path)
    assert ",'=1+1," in (tmp_path / "stage_periods.csv").read_text("utf-8")
    assert frames.stage_periods(state)["group"].tolist() == ["=1+1"]


def test_that_a_missing_parquet_library_is_a_warning(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    files, problems = write_data(RICH, tmp_path)
    assert [p.code for p in problems] == ["frames_no_parquet"]
    assert {path.suffix for path in files} == {".md", ".csv"}


def test_that_the_package_itself_stays_light():
    code = "import sys, stageplanner, stageplanner.project; assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_that_plans_of_options_round_trip():
    state = replace(RICH, plan=plan_of(RICH.periods, {"A": MOVED}))
    assert round_trip(state).plan.placements == state.plan.placements | {
        p.id: (Placement(option=wish_option(p), students=p.students),)
        for p in RICH.periods
        if p.id != "A"
    }
