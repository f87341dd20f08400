"""``stageplanner export``: documents, tables, and what is missing without a folder."""

import json

import pandas as pd
import pytest

from stageplanner.cli import main
from stageplanner.frames import TABLES
from stageplanner.project import Project
from tests.negotiating import planned

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "r.stageplan"
    project = Project(planned().state)
    project.save(path)
    project.close()
    return str(path)


def test_that_tables_are_written_without_documents(file, tmp_path, capsys):
    folder = tmp_path / "data"
    assert main(["export", file, "--data", str(folder), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == []
    assert {f"{name}.csv" for name in TABLES} < {path.name for path in folder.iterdir()}
    assert len(answer["files"]) == len(list(folder.iterdir()))
    assert not list(folder.glob("*.xlsx"))
    state = Project.open(tmp_path / "r.stageplan").state
    table = pd.read_csv(folder / "stage_periods.csv")
    assert table["students"].sum() == sum(period.students for period in state.periods)


def test_that_an_export_needs_a_folder(file, capsys):
    assert main(["export", file]) == 2
    assert "--data" in capsys.readouterr().err


def test_that_missing_parquet_is_a_problem_and_exit_code_1(file, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["export", file, "--data", str(tmp_path / "data"), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "frames_no_parquet"
