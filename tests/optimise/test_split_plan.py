"""A group that the planner splits, all the way: proposed, explained, saved, exported, undone."""

import json
from dataclasses import replace

import pytest

from stageplanner.cli.run import main
from stageplanner.documents.workbooks import export
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import ChangeKind, change_kinds, is_changed, placements_of
from stageplanner.domain.policy import Policy, Rules
from stageplanner.load.burden import burdens
from stageplanner.load.measures import measure
from stageplanner.messages import text
from stageplanner.optimise.result import Settings
from stageplanner.planning import explain
from stageplanner.project import Project
from tests.builders import company, period, region, week


@pytest.fixture(scope="module")
def project():
    """One group of nine for five places: only in two halves nobody lacks a place."""
    one = period(
        "S1",
        start=10,
        weeks=4,
        students=9,
        earliest=8,
        latest=30,
        splittable=True,
        allowed_forms=(Form.BLOK,),
        programme_name="Verpleegkunde",
        niveau=4,
        year=2,
    )
    state = region([one], [company(places=5)])
    made = Project(replace(state, policy=Policy(rules=Rules(proposes_splits=True))))
    made.optimise(Settings(time_limit=10))
    return made


def test_that_a_split_is_one_change_and_lifts_the_overload(project):
    state, plan = project.state, project.state.plan
    one = state.periods[0]
    assert is_changed(plan, one)
    assert ChangeKind.SPLIT in change_kinds(one, plan.placements["S1"])
    assert [proof.changes for proof in plan.proofs] == [1]
    assert measure(state, plan).peak == 1.0
    assert check_plan(state, plan) == ()
    (own,) = burdens(state, plan)
    # Only the four students of the other half move, not those who do the wish.
    moved = (plan.placements["S1"][1].option.start - one.start).days // 7
    assert (own.changes, own.student_weeks) == (1, 4 * moved)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_reason_speaks_of_the_parts(project, language):
    (reason,) = explain(project.state).changes
    said = text(reason.code, language, **reason.values)
    assert "5 + 4" in said and "9" in said and "180" in said
    assert "{" not in said


def test_that_the_history_and_undo_know_it(project):
    again = Project(project.state)
    again.adopt_plan(None)
    again.place("S1", project.state.plan.placements["S1"])
    assert "5 x blok" in (again.history[-1].after or "")
    assert check_plan(again.state) == ()
    again.undo()
    assert again.state.plan is None


def test_that_it_is_saved_and_listed_in_parts(project, tmp_path, capsys):
    path = tmp_path / "regio.stageplan"
    Project(project.state).save(path)
    assert Project.open(path).state.plan.placements == project.state.plan.placements
    assert main(["periods", str(path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["periods"]
    assert [(row["students"], row["changed"]) for row in rows] == [(5, True), (4, True)]
    assert rows[0]["start"] == week(10).isoformat()
    assert main(["explain", str(path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["changes"]
    assert [part["students"] for part in told["to"]] == [5, 4]
    assert main(["check", str(path)]) == 0


def test_that_the_workbook_reads_back_as_the_same_plan(project, tmp_path):
    files = export(project.state, tmp_path)
    again = Project(replace(project.state, periods=(), plan=None, leerbedrijven=()))
    again.import_files([files[0]])
    (one,) = again.state.periods
    assert one.students == 9
    assert placements_of(again.state.plan, one) == project.state.plan.placements["S1"]
    assert check_plan(again.state) == ()
