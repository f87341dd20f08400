"""An import is looked at first: what it changes, which proposals it touches, what is remembered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stageplanner.cli.run import main
from stageplanner.domain.comparison.difference import Fate
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.policy import Policy
from stageplanner.importing.corrections import annotate, corrected_mappings
from stageplanner.importing.preview import preview_files, removing
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.sheets.reading.result import Correction
from stageplanner.workspace.shipped_data import example_files
from tests.sheets.workbook_builders import GOOD, HEADINGS, LEERBEDRIJVEN, write_xlsx

AUTUMN = ("ROC Test", "25655", 2, "VP2A", 24, "31-08-2026", "13-11-2026", "ma di wo vr")
SPRING = ("ROC Test", "25655", 2, "VP2A", 24, "01-02-2027", "16-04-2027", "ma di wo vr")
OTHER = ("ROC Test", "25656", 1, "VIG1", 18, "31-08-2026", "13-11-2026", "di wo do")
CARE = ("100000001", "Zorg Oost", "25655, 25656", 40, "01-08-2026", "31-07-2027")
HEADS = (*HEADINGS[:4], "Aantal", "Prognose", *HEADINGS[5:])


def delivered(folder: Path, *rows) -> Path:
    return write_xlsx(folder / "ROC Test.xlsx", HEADINGS, *rows)


def fates(report) -> list[tuple[str, str]]:
    return [(row.fate.value, row.label.rpartition(", ")[2]) for row in report.changes]


@pytest.fixture
def project(tmp_path):
    project = Project()
    project.import_files([delivered(tmp_path, AUTUMN, SPRING, OTHER)])
    return project


def propose(project, period):
    """A proposal for one stage period: other weekdays."""
    option = replace(wish_option(period), weekdays=tuple(range(period.days_per_week)))
    project.place(period.id, (Placement(option=option, students=period.students),))


# --- the comparison ----------------------------------------------------------------------------


def test_that_a_first_delivery_is_compared_with_nothing(tmp_path):
    (report,) = preview_files(Project().state, [delivered(tmp_path, AUTUMN, OTHER)]).files
    assert report.rows_used == 2
    assert report.changes == ()


def test_that_a_new_delivery_is_compared_cell_by_cell(project, tmp_path):
    new = ("ROC Test", "25696", 1, "PW1", 20, "31-08-2026", "13-11-2026", "ma di")
    more = (*AUTUMN[:4], 30, *AUTUMN[5:])
    intake = preview_files(project.state, [delivered(tmp_path, more, SPRING, new)])
    (report,) = removing(intake, [one.key for one in intake.absent]).files
    assert sorted(fates(report)) == [("changed", "VP2A"), ("gone", "VIG1"), ("new", "PW1")]
    (changed,) = [row for row in report.changes if row.fate is Fate.CHANGED]
    assert [(f.name, f.before, f.after) for f in changed.fields] == [("students", 24, 30)]


def test_that_the_same_delivery_again_changes_nothing(project, tmp_path):
    (report,) = preview_files(project.state, [delivered(tmp_path, OTHER, SPRING, AUTUMN)]).files
    assert report.changes == ()


def test_that_a_preview_changes_nothing(project, tmp_path):
    before, step = project.state, project.undo_verb
    preview_files(project.state, [delivered(tmp_path, OTHER)], mappings=project.mappings)
    assert project.state is before
    assert project.undo_verb == step


def test_that_leerbedrijven_are_compared_too(tmp_path):
    project = Project()
    path = tmp_path / "Leerbedrijven.xlsx"
    project.import_files([write_xlsx(path, LEERBEDRIJVEN, CARE)])
    fewer = (*CARE[:3], 35, *CARE[4:])
    second = ("100000002", "Thuis", "25655", 5, "01-08-2026", "31-07-2027")
    (report,) = preview_files(project.state, [write_xlsx(path, LEERBEDRIJVEN, fewer, second)]).files
    assert sorted(row.fate.value for row in report.changes) == ["changed", "new"]
    assert [f.after for row in report.changes for f in row.fields] == [35]


# --- what is kept, what is touched -------------------------------------------------------------


def test_that_a_period_keeps_its_id_when_an_earlier_one_of_its_group_goes(project, tmp_path):
    """The plan of the autumn must not come to stand for the spring."""
    spring = next(p for p in project.state.periods if p.start.month == 2)
    intake = preview_files(project.state, [delivered(tmp_path, SPRING, OTHER)])
    intake = removing(intake, [one.key for one in intake.absent])
    kept = next(p for p in intake.state.periods if p.group == "VP2A")
    assert (kept.id, kept.start) == (spring.id, spring.start)
    assert fates(intake.files[0]) == [("gone", "VP2A")]
    assert "absent_removed" in {p.code for p in intake.files[0].problems}


def test_that_a_proposal_on_a_changed_row_is_named(project, tmp_path):
    autumn, spring, _ = project.state.periods
    propose(project, autumn)
    propose(project, spring)
    more = (*AUTUMN[:4], 30, *AUTUMN[5:])
    (report,) = preview_files(project.state, [delivered(tmp_path, more, SPRING, OTHER)]).files
    assert [p.id for p in report.touched] == [autumn.id]
    assert "proposal_touched" in {p.code for p in report.problems}


def test_that_an_id_of_a_planned_period_is_not_given_to_another(project, tmp_path):
    last = project.state.periods[-1]
    propose(project, last)
    project.import_files([delivered(tmp_path, AUTUMN, SPRING)], removals=[("period", last.id)])
    assert last.id not in {p.id for p in project.state.periods}
    new = ("ROC Test", "25696", 1, "PW1", 20, "31-08-2026", "13-11-2026", "ma di")
    project.import_files([delivered(tmp_path, AUTUMN, SPRING, new)])
    assert project.state.periods[-1].group == "PW1"
    assert project.state.periods[-1].id != last.id


def test_that_what_was_looked_at_is_taken_over_without_reading_again(project, tmp_path):
    path = delivered(tmp_path, AUTUMN, SPRING)
    intake = preview_files(project.state, [path])
    path.unlink()
    intake = removing(intake, [one.key for one in intake.absent])
    project.adopt_intake(intake)
    assert [p.group for p in project.state.periods] == ["VP2A", "VP2A"]


def test_that_work_done_while_files_were_read_is_kept(project, tmp_path):
    intake = preview_files(project.state, [delivered(tmp_path, AUTUMN, SPRING)])
    intake = removing(intake, [one.key for one in intake.absent])
    project.set_policy(Policy(target=0.9))
    project.adopt_intake(intake)
    assert project.state.policy.target == 0.9
    assert len(project.state.periods) == 2


# --- columns and cells put right ---------------------------------------------------------------


def two_numbers(folder: Path, name: str, students: int, forecast: int) -> Path:
    return write_xlsx(folder / name, HEADS, (*GOOD[:4], students, forecast, *GOOD[5:]))


def test_that_a_guess_is_not_remembered_and_a_decision_is(tmp_path):
    project = Project()
    first = two_numbers(tmp_path, "a.xlsx", 24, 31)
    guessed = preview_files(project.state, [first])
    assert guessed.mappings == ()
    decided = corrected_mappings(guessed, {"Prognose": "students"})
    project.adopt_intake(preview_files(project.state, [first], confirmed=decided))
    assert [p.students for p in project.state.periods] == [31]
    project.import_files([two_numbers(tmp_path, "volgend jaar.xlsx", 20, 33)])
    assert [p.students for p in project.state.periods] == [33]
    assert project.mappings == decided


def test_that_a_new_decision_wins_over_a_remembered_one(tmp_path):
    project = Project()
    path = two_numbers(tmp_path, "a.xlsx", 24, 31)
    (first,) = corrected_mappings(project.import_files([path]), {"Prognose": "students"})
    project.remember_mapping(first)
    (again,) = corrected_mappings(project.import_files([path]), {"Aantal": "students"})
    project.adopt_intake(preview_files(project.state, [path], mappings=(first,),
                                       confirmed=(again,)))  # fmt: skip
    assert [p.students for p in project.state.periods] == [24]
    assert project.mappings == (again,)


@pytest.mark.parametrize(
    "fields,code",
    [
        ({"Prognose": "koppen"}, "mapping_unknown_field"),
        ({"Progonse": "students"}, "mapping_unknown_heading"),
    ],
)
def test_that_a_mapping_that_cannot_be_is_refused(tmp_path, fields, code):
    intake = preview_files(Project().state, [two_numbers(tmp_path, "a.xlsx", 24, 31)])
    with pytest.raises(StagePlannerError) as refused:
        corrected_mappings(intake, fields)
    assert refused.value.problem.code == code


def test_that_a_cell_put_right_is_read_as_such(tmp_path):
    path = delivered(tmp_path, (*AUTUMN[:4], "veel", *AUTUMN[5:]), OTHER)
    state = Project().state
    assert preview_files(state, [path]).files[0].rows_used == 1
    cell = Correction(sheet="Blad1", row=2, column="E", value="24")
    intake = preview_files(state, [path], corrections={path: (cell,)})
    assert intake.files[0].rows_used == 2
    assert sorted(p.students for p in intake.state.periods) == [18, 24]
    ((_, reading),) = intake.readings
    assert [(r.row, r.outcome.value) for r in reading.rows] == [
        (1, "title"),
        (2, "corrected"),
        (3, "used"),
    ]
    assert [(p.code, p.place.row) for p in intake.files[0].problems] == [("import_put_right", 2)]


@pytest.mark.parametrize("sheet,row", [("Blad2", 2), ("Blad1", 40)])
def test_that_a_correction_without_a_cell_is_told(tmp_path, sheet, row):
    path = delivered(tmp_path, OTHER)
    cell = Correction(sheet=sheet, row=row, column="E", value="24")
    (report,) = preview_files(Project().state, [path], corrections={path: (cell,)}).files
    assert [p.code for p in report.problems] == ["import_nothing_to_put_right"]


# --- copies, and the command -------------------------------------------------------------------


def test_that_a_marked_copy_is_written_for_files_with_problems_only(tmp_path):
    bad = delivered(tmp_path, (*AUTUMN[:4], "veel", *AUTUMN[5:]), OTHER)
    whole = bad.read_bytes()
    good = write_xlsx(tmp_path / "goed.xlsx", HEADINGS, GOOD)
    (copy,) = annotate(preview_files(Project().state, [bad, good]), tmp_path)
    assert copy.name == "ROC Test (nagekeken).xlsx"
    assert load_workbook(copy)["Blad1"]["E2"].comment is not None
    assert bad.read_bytes() == whole


def told(capsys, *arguments) -> tuple[int, dict]:
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_that_the_command_shows_changes_and_takes_nothing_over(tmp_path, capsys):
    region = tmp_path / "regio.stageplan"
    told(capsys, "import", region, delivered(tmp_path, AUTUMN, OTHER))
    saved = region.read_bytes()
    more = delivered(tmp_path, (*AUTUMN[:4], 30, *AUTUMN[5:]))
    _, shown = told(capsys, "import", region, more, "--preview", "--remove", "all")
    assert region.read_bytes() == saved
    assert shown["preview"] is True
    _, done = told(capsys, "import", region, more, "--remove", "all")
    assert done["files"][0]["changes"] == shown["files"][0]["changes"]
    changes = done["files"][0]["changes"]
    assert changes["new"] == []
    assert [row["label"] for row in changes["gone"]] == [OTHER_LABEL]
    assert changes["changed"][0]["fields"] == [{"name": "students", "before": 24, "after": 30}]
    assert len(Project.open(region).state.periods) == 1


OTHER_LABEL = "ROC Test, Verzorgende-IG, VIG1"


def test_that_a_preview_makes_no_project(tmp_path, capsys):
    region = tmp_path / "nieuw.stageplan"
    assert told(capsys, "import", region, delivered(tmp_path, OTHER), "--preview")[0] in (0, 1)
    assert not region.exists()


def test_that_the_command_writes_marked_copies(tmp_path, capsys):
    path = delivered(tmp_path, (*AUTUMN[:4], "veel", *AUTUMN[5:]), OTHER)
    out = tmp_path / "terug"
    code, shown = told(capsys, "import", tmp_path / "r.stageplan", path, "--annotate", out)
    assert code == 1
    assert shown["annotated"] == [str(copy) for copy in out.iterdir()] != []


def test_that_the_command_remembers_a_column_that_was_named(tmp_path, capsys):
    region = tmp_path / "r.stageplan"
    first, later = (two_numbers(tmp_path, f"{n}.xlsx", 24, 30 + n) for n in (1, 2))
    told(capsys, "import", region, first, "--map", "Prognose=students")
    assert [p.students for p in Project.open(region).state.periods] == [31]
    told(capsys, "import", region, later)
    assert [p.students for p in Project.open(region).state.periods] == [32]


def test_that_the_example_delivered_again_has_no_differences(tmp_path):
    project = Project()
    paths = [Path(name) for name in example_files()]
    project.import_files(paths)
    intake = preview_files(project.state, paths, mappings=project.mappings)
    assert [report.changes for report in intake.files] == [()] * len(paths)


@pytest.mark.parametrize("cell", ["{file}!Blad1!E2", "Blad1!$E$2", "E2", "{path}!e2"])
def test_that_the_command_puts_a_cell_right(tmp_path, capsys, cell):
    path = delivered(tmp_path, (*AUTUMN[:4], "veel", *AUTUMN[5:]), OTHER)
    whole = path.read_bytes()
    said = cell.format(file=path.name, path=path)
    code, done = told(capsys, "import", tmp_path / "r.stageplan", path, "--set", f"{said}=24")
    assert code == 1  # the region has no holidays
    assert done["files"][0]["rows_used"] == 2
    assert "import_put_right" in {p["code"] for p in done["files"][0]["problems"]}
    region = Project.open(tmp_path / "r.stageplan").state
    assert sorted(p.students for p in region.periods) == [18, 24]
    assert path.read_bytes() == whole


@pytest.mark.parametrize("said", ["Blad1!E=24", "24", "Blad1!E2", "andere.xlsx!Blad1!E2=24"])
def test_that_a_cell_nobody_can_find_is_refused(tmp_path, capsys, said):
    first = delivered(tmp_path, AUTUMN)
    second = write_xlsx(tmp_path / "b.xlsx", HEADINGS, OTHER)
    code = main(
        ["import", str(tmp_path / "r.stageplan"), str(first), str(second), "--set", said, "--json"]
    )
    assert code == 2
    assert "--set" in capsys.readouterr().out
    assert not (tmp_path / "r.stageplan").exists()


def test_that_a_column_may_be_named_by_its_heading_in_the_template(tmp_path, capsys):
    path = two_numbers(tmp_path, "a.xlsx", 24, 31)
    told(capsys, "import", tmp_path / "r.stageplan", path, "--map", "Prognose=Aantal studenten")
    assert [p.students for p in Project.open(tmp_path / "r.stageplan").state.periods] == [31]
