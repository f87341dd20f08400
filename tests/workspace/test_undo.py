"""Project: every verb can be undone and is in the history; nothing is lost on the way."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import stageplanner.project
from stageplanner.domain.history import file_origin
from stageplanner.domain.policy import Policy
from stageplanner.optimise.result import Settings
from stageplanner.project import Project
from stageplanner.workspace.project_file import path_of_year
from tests.builders import refused
from tests.projects import (
    COMPANIES,
    HOLIDAYS,
    MAPPING,
    PERIODS,
    crash,
    later,
    made,
    opened,
    two_groups,
)

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


# --- every verb ------------------------------------------------------------------------------

#: One case for every verb of Project; a new verb without one fails a test.
CASES = {
    "import_files": lambda project: project.import_files([HOLIDAYS]),
    "adopt_intake": lambda project: project.adopt_intake(taken_in(project)),
    "remember_mapping": lambda project: project.remember_mapping(MAPPING),
    "adopt_plan": lambda project: project.adopt_plan(None, "wish"),
    "place": lambda project: project.place("S2", later(4)),
    "place_all": lambda project: project.place_all({"S1": later(6), "S2": later(4)}),
    "apply_example": lambda project: project.apply_example("S2", "lint-3"),
    "set_policy": lambda project: project.set_policy(Policy(target=0.9)),
    "optimise": lambda project: project.optimise(Settings(target=None, time_limit=5, workers=1)),
    "save_scenario": lambda project: project.save_scenario("B"),
    "adopt_scenario": lambda project: project.adopt_scenario(emptied(project)),
    "rename_scenario": lambda project: project.rename_scenario("A", "C"),
    "delete_scenario": lambda project: project.delete_scenario("A"),
    "go_back_to": lambda project: project.go_back_to(first_moment(project)),
    "take_over_unsaved": lambda project: project.take_over_unsaved(),
}


def first_moment(project):
    """The place in the history of a region that is not the current one."""
    project.set_policy(Policy(target=0.8))
    return next(i for i in range(len(project.history)) if project.has_moment(i))


def taken_in(project):
    from stageplanner.importing.preview import preview_files

    return preview_files(project.state, (HOLIDAYS,))


def emptied(project):
    """A scenario that is not the current plan."""
    project.place("S1", later(6))
    project.save_scenario("leeg")
    project.adopt_plan(None, "wish")
    return "leeg"


#: What verbs are made with.
MAKERS = {"commit", "commit_state", "commit_scenarios"}


def methods_of(module: str, name: str) -> dict[str, set[str]]:
    """The methods of a class, and what each calls."""
    text = (Path(stageplanner.project.__file__).parent / module).read_text(encoding="utf-8")
    whole = next(n for n in ast.parse(text).body if isinstance(n, ast.ClassDef) and n.name == name)
    return {
        method.name: {ast.unparse(n.func) for n in ast.walk(method) if isinstance(n, ast.Call)}
        for method in whole.body
        if isinstance(method, ast.FunctionDef)
        and not any(ast.unparse(d) == "classmethod" for d in method.decorator_list)
    }


def verbs_of_project() -> set[str]:
    """Public methods that add a step, themselves or through another one."""
    calls = {
        **methods_of("workspace/undo.py", "UndoableRegion"),
        **methods_of("workspace/project_file.py", "ProjectFile"),
        **methods_of("project.py", "Project"),
    }
    steps = {name for name, called in calls.items() if "self._steps.add" in called}
    while True:
        more = {n for n, called in calls.items() if called & {f"self.{name}" for name in steps}}
        if more <= steps:
            return {name for name in steps if not name.startswith("_")} - MAKERS
        steps |= more


def test_that_every_verb_has_a_case():
    assert verbs_of_project() == set(CASES)


@pytest.fixture
def crashed(tmp_path):
    """A project that was opened again after a crash: its unsaved work waits."""
    path = tmp_path / "regio.stageplan"
    project = made(path)
    project.save()
    project = opened(path)
    project.place("S2", later(3))
    crash(project)
    again = opened(path)
    yield again
    again.close()


@pytest.mark.parametrize("verb", CASES)
def test_that_do_undo_redo_comes_back_to_the_same(crashed, verb):
    project = crashed
    if verb == "adopt_scenario":
        name = emptied(project)
        case = lambda project: project.adopt_scenario(name)  # noqa: E731
    elif verb == "go_back_to":
        number = first_moment(project)
        case = lambda project: project.go_back_to(number)  # noqa: E731
    else:
        case = CASES[verb]
    before, events = project.content, project.history
    case(project)
    after = project.content
    assert after != before
    assert project.undo_verb
    history = project.history
    assert history[: len(events)] == events or verb == "take_over_unsaved"
    assert len(history) > len(events)
    project.undo()
    assert project.content is before
    project.redo()
    assert project.content is after
    assert project.history[: len(history)] == history
    assert [event.verb for event in project.history[len(history) :]] == ["undo", "redo"]
    assert all(event.user and event.when for event in project.history)
    project.save()
    again = Project.open(project.path)
    assert again.content == after
    assert again.history == project.history


def test_that_undo_has_no_limit():
    project = Project(two_groups())
    first = project.content
    for number in range(1000):
        project.set_policy(Policy(target=1 + number / 1000))
    while project.undo_verb:
        project.undo()
    assert project.content is first
    assert len(project.history) == 2000
    project.undo()
    assert len(project.history) == 2000


# --- history ---------------------------------------------------------------------------------


def test_that_an_import_is_told_per_file_with_its_hash():
    project = Project()
    project.import_files([HOLIDAYS, COMPANIES, PERIODS])
    assert [event.subject for event in project.history] == [
        file.name for file in (HOLIDAYS, COMPANIES, PERIODS)
    ]
    for event, file in zip(project.history, (HOLIDAYS, COMPANIES, PERIODS), strict=True):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert event.origin == file_origin(file.name, digest)
        assert event.after
    assert set(json.loads(project.history[1].after)) == {"leerbedrijf", "more"}
    assert set(json.loads(project.history[2].after)) == {"period", "more"}
    project.import_files([HOLIDAYS, COMPANIES, PERIODS])
    assert len(project.history) == 3


def test_that_a_change_is_told_before_and_after():
    project = Project(two_groups())
    project.place("S1", later())
    (event,) = project.history
    assert (event.verb, event.subject) == ("place", "S1")
    assert json.loads(event.before)["plan"]["S1"] != json.loads(event.after)["plan"]["S1"]
    project.undo()
    undone = project.history[-1]
    assert (undone.verb, undone.subject) == ("undo", "place S1")
    assert (undone.before, undone.after) == (event.after, event.before)


def test_that_a_scenario_is_told_in_the_history():
    project = made()
    project.rename_scenario("A", "B")
    event = project.history[-1]
    assert (event.verb, event.subject) == ("rename_scenario", "A")
    assert list(json.loads(event.before)["scenario"]) == ["A"]
    assert json.loads(event.after)["scenario"]["B"]["changes"] == 1


# --- years -----------------------------------------------------------------------------------


def test_that_the_next_year_carries_history_and_columns(tmp_path):
    path = tmp_path / "regio.stageplan"
    project = Project(path=path)
    project.import_files([HOLIDAYS, PERIODS])
    project.remember_mapping(MAPPING)
    project.save()
    fresh, rolled = project.next_year()
    assert fresh.path is None
    assert not fresh.is_saved
    assert fresh.mappings == project.mappings != ()
    assert fresh.history[:-1] == project.history
    event = fresh.history[-1]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (event.verb, event.after) == ("rollover", "2027-2028")
    assert event.origin == file_origin(path.name, digest)
    assert path_of_year(path, rolled.year).name == "regio 2027-2028.stageplan"
    assert min(p.start for p in fresh.state.periods) > max(p.start for p in project.state.periods)
    again, _ = fresh.next_year()
    assert again.history[-1].origin == ""


def test_that_the_next_year_can_begin_with_what_was_planned():
    project = Project(two_groups())
    project.place("S1", later())
    wished, _ = project.next_year()
    planned, _ = project.next_year(wish_from_plan=True)
    assert planned.state.periods[0].start > wished.state.periods[0].start
    assert refused(Project().next_year) == "store_no_periods"


# --- remembered columns ------------------------------------------------------------------------


def test_that_columns_decided_last_are_the_ones_remembered(tmp_path):
    project = Project()
    known = project.import_files([PERIODS]).files[0].tables[0].mapping()
    assert not project.mappings, "what was only guessed is not remembered"
    project.remember_mapping(known)
    corrected = replace(known, columns=known.columns[:-1])
    intake = replace(taken_in(project), state=project.state, mappings=(corrected,))
    project.adopt_intake(intake)
    assert [m for m in project.mappings if m.kind == "periods"] == [corrected]
    project.save(tmp_path / "regio.stageplan")
    assert Project.open(tmp_path / "regio.stageplan").mappings == project.mappings
