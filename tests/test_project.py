"""Project: every verb can be undone and is in the history; nothing is lost on the way."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import stageplanner.project
from stageplanner.defaults import example_files
from stageplanner.domain.history import file_origin
from stageplanner.domain.mapping import ColumnMapping
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.policy import Policy
from stageplanner.keeping import unsaved_work
from stageplanner.openfile import hold, path_of_year
from stageplanner.optimise.result import Settings
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from tests.builders import company, period, region

HOLIDAYS, COMPANIES, PERIODS = (Path(name) for name in example_files())
MAPPING = ColumnMapping(signature="s1", kind="periods", columns=(("Koppen", "students"),))


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("state")
    for module in ("places", "lock", "journal"):
        monkeypatch.setattr(f"stageplanner.store.{module}.state_folder", lambda: folder)
    return folder


def two_groups():
    """Two groups of ten on the same days, and twelve places."""
    return region([period("S1"), period("S2", group="B")], [company(places=12)])


def later(weeks=2) -> tuple[Placement, ...]:
    option = wish_option(period("S1", start=weeks))
    return (Placement(option=option, students=10),)


def made(path: Path | None = None) -> Project:
    """A project with a plan and a scenario, so that every verb has something to work on."""
    project = Project(two_groups(), path)
    project.place("S1", later())
    project.save_scenario("A")
    return project


@pytest.fixture
def saved(tmp_path) -> Path:
    """A project file with a plan and a scenario."""
    path = tmp_path / "regio.stageplan"
    made(path).save()
    return path


def opened(path: Path) -> Project:
    return Project.open(path, guarded=True)


def crash(project: Project) -> None:
    """Let go of the files as the system does when a process is killed; nothing is tidied up."""
    import os

    keeping = project._keeping
    if keeping._journal is not None and keeping._journal._handle is not None:
        os.close(keeping._journal._handle)
    if keeping._lock is not None and keeping._lock._handle is not None:
        os.close(keeping._lock._handle)
    project._keeping = None


# --- every verb ------------------------------------------------------------------------------

#: One case for every verb of Project; a new verb without one fails a test.
CASES = {
    "import_files": lambda project: project.import_files([HOLIDAYS]),
    "adopt_intake": lambda project: project.adopt_intake(taken_in(project)),
    "remember_mapping": lambda project: project.remember_mapping(MAPPING),
    "adopt_plan": lambda project: project.adopt_plan(None, "wish"),
    "place": lambda project: project.place("S2", later(4)),
    "apply_example": lambda project: project.apply_example("S2", "lint-3"),
    "set_policy": lambda project: project.set_policy(Policy(target=0.9)),
    "optimise": lambda project: project.optimise(Settings(target=None, time_limit=5, workers=1)),
    "save_scenario": lambda project: project.save_scenario("B"),
    "adopt_scenario": lambda project: project.adopt_scenario(emptied(project)),
    "rename_scenario": lambda project: project.rename_scenario("A", "C"),
    "delete_scenario": lambda project: project.delete_scenario("A"),
    "take_over_unsaved": lambda project: project.take_over_unsaved(),
}


def taken_in(project):
    from stageplanner.intake import preview_files

    return preview_files(project.state, (HOLIDAYS,))


def emptied(project):
    """A scenario that is not the current plan."""
    project.place("S1", later(6))
    project.save_scenario("leeg")
    project.adopt_plan(None, "wish")
    return "leeg"


#: What verbs are made with.
MAKERS = {"do", "do_state", "do_plans"}


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
        **methods_of("undoing.py", "Undoing"),
        **methods_of("openfile.py", "OpenFile"),
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
    else:
        case = CASES[verb]
    before, events = project.content, project.history
    case(project)
    after = project.content
    assert after != before
    assert project.undo_verb
    told = project.history
    assert told[: len(events)] == events or verb == "take_over_unsaved"
    assert len(told) > len(events)
    project.undo()
    assert project.content is before
    project.redo()
    assert project.content is after
    assert project.history[: len(told)] == told
    assert [event.verb for event in project.history[len(told) :]] == ["undo", "redo"]
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


# --- scenarios -------------------------------------------------------------------------------


def refused(function, *arguments) -> str:
    with pytest.raises(StagePlannerError) as caught:
        function(*arguments)
    return caught.value.problem.code


def test_that_scenarios_lie_side_by_side_and_can_be_adopted(saved):
    project = Project.open(saved)
    project.place("S2", later(5))
    project.save_scenario("B")
    project.adopt_scenario("A")
    assert set(project.state.plan.placements) == {"S1"}
    assert project.state.plan.name == "A"
    assert [d.period.id for d in project.compare_scenarios("A", "B")] == ["S2"]
    assert [d.period.id for d in project.compare_scenarios("wish", "B")] == ["S1", "S2"]
    assert project.compare_scenarios("current", "A") == ()
    project.adopt_scenario("wish")
    assert project.state.plan is None
    project.save()
    assert [plan.name for plan in Project.open(saved).plans] == ["A", "B"]


def test_that_a_scenario_of_the_same_name_makes_room():
    project = made()
    project.place("S2", later(5))
    project.save_scenario(" A ")
    (only,) = project.plans
    assert set(only.placements) == {"S1", "S2"}


@pytest.mark.parametrize(
    "name,code",
    [
        ("", "scenario_no_name"),
        ("  ", "scenario_no_name"),
        ("Voorkeur", "scenario_reserved"),
        ("current", "scenario_reserved"),
        ("x" * 81, "scenario_long_name"),
        ("a\x00b", "scenario_no_name"),
    ],
)
def test_that_a_name_that_cannot_be_told_apart_is_refused(name, code):
    project = made()
    before = project.content
    assert refused(project.save_scenario, name) == code
    assert refused(project.rename_scenario, "A", name) == code
    assert project.content is before


def test_that_scenarios_that_are_not_there_are_refused():
    project = made()
    project.save_scenario("B")
    assert refused(project.adopt_scenario, "C") == "scenario_unknown"
    assert refused(project.delete_scenario, "wish") == "scenario_unknown"
    assert refused(project.rename_scenario, "A", "B") == "scenario_exists"
    assert refused(Project(two_groups()).save_scenario, "A") == "scenario_no_plan"


def test_that_a_plan_says_when_the_data_changed_since():
    project = made()
    assert not project.plan_is_outdated
    project.set_policy(Policy(target=0.9))
    assert project.plan_is_outdated
    assert project.is_outdated(project.plans[0])
    project.adopt_scenario("A")
    assert project.plan_is_outdated
    project.place("S2", later(5))
    assert project.plan_is_outdated
    project.optimise(Settings(target=None, time_limit=5, workers=1))
    assert not project.plan_is_outdated


def test_that_a_stage_period_that_is_gone_is_not_adopted():
    project = made()
    state = replace(project.state, periods=project.state.periods[1:])
    project.do_state(state, "import")
    project.adopt_scenario("A")
    assert project.state.plan.placements == {}


def test_that_a_hand_edit_leaves_no_false_claim_behind():
    from stageplanner.domain.checks import check_plan

    project = Project(two_groups())
    project.optimise(Settings(target=1.0, time_limit=5, workers=1))
    assert project.state.plan.proofs[0].peak is not None
    project.place("S1", later(5))
    project.place("S2", later(6))
    (proof,) = project.state.plan.proofs
    assert (proof.peak, proof.changes) == (None, 2)
    assert not check_plan(project.state)


# --- crash, lock, read-only --------------------------------------------------------------------


def test_that_work_of_a_crash_is_offered_and_taken_over(saved):
    project = opened(saved)
    project.place("S2", later(5))
    project.save_scenario("B")
    project.undo()
    expected, history = project.content, project.history
    crash(project)
    again = opened(saved)
    assert again.unsaved is not None
    assert again.unsaved.edits == 3
    assert again.content != expected
    again.take_over_unsaved()
    assert again.content == expected
    assert again.history[:-1] == history
    assert not again.is_saved
    assert again.unsaved is None
    again.save()
    again.close()
    assert Project.open(saved).content == expected
    assert unsaved_work() == ()


def test_that_work_of_a_crash_can_be_given_up(saved):
    project = opened(saved)
    project.place("S2", later(5))
    crash(project)
    again = opened(saved)
    before = again.content
    again.discard_unsaved()
    assert again.content is before
    again.close()
    assert opened(saved).unsaved is None


def test_that_a_second_crash_keeps_what_was_taken_over(saved):
    project = opened(saved)
    project.place("S2", later(5))
    expected = project.content
    crash(project)
    again = opened(saved)
    again.take_over_unsaved()
    crash(again)
    third = opened(saved)
    assert third.unsaved.document.state == expected.state
    third.close()


def test_that_work_that_was_never_saved_survives_a_crash():
    project = Project()
    project.guard()
    project.import_files([HOLIDAYS])
    expected = project.state
    crash(project)
    (unsaved,) = unsaved_work()
    assert unsaved.path is None
    again = Project.resume(unsaved)
    assert again.state == expected
    assert not again.is_saved
    crash(again)
    (once_more,) = unsaved_work()
    assert once_more.document.state == expected


def test_that_closing_leaves_nothing_behind(saved, own_state_folder):
    project = opened(saved)
    project.place("S2", later(5))
    project.close()
    left = [f for f in own_state_folder.rglob("*") if f.is_file()]
    assert left == []
    assert sorted(f.name for f in saved.parent.iterdir()) == [saved.name]


def test_that_a_second_window_reads_only_and_says_who_holds_the_file(saved, tmp_path):
    first, second = opened(saved), opened(saved)
    assert first.read_only is None
    assert second.read_only.code == "store_in_use"
    assert second.read_only.values["user"]
    second.place("S2", later(5))
    assert refused(second.save) == "store_in_use"
    copy = tmp_path / "kopie.stageplan"
    second.save(copy)
    assert second.read_only is None
    assert second.is_saved
    assert refused(first.save, copy) == "store_in_use"
    first.close()
    second.close()


def test_that_a_file_that_became_free_can_be_saved(saved):
    first, second = opened(saved), opened(saved)
    first.close()
    second.place("S2", later(5))
    second.save()
    assert second.read_only is None
    assert refused(hold, saved) == "store_held"
    second.close()


def test_that_of_two_windows_none_undoes_the_others_work_unseen(saved):
    first, second = opened(saved), opened(saved)
    first.place("S1", later(4))
    first.save()
    first.close()
    second.place("S2", later(5))
    assert refused(second.save) == "store_changed_elsewhere"
    assert not second.is_saved
    second.save(replace_history=True)
    assert Project.open(saved).content == second.content
    second.close()


def test_that_a_read_only_file_is_told_at_once(saved, tmp_path):
    saved.chmod(0o444)
    project = opened(saved)
    assert project.read_only.code == "store_read_only"
    project.place("S2", later(5))
    assert refused(project.save) == "store_read_only"
    project.save(tmp_path / "kopie.stageplan")
    assert project.read_only is None
    project.close()


def test_that_a_file_that_cannot_be_opened_is_let_go(tmp_path):
    path = tmp_path / "regio.stageplan"
    path.write_bytes(b"geen project")
    assert refused(opened, path) == "store_not_a_project"
    with hold(path):
        pass


def test_that_saving_elsewhere_takes_the_lock_along(saved, tmp_path):
    project = opened(saved)
    other = tmp_path / "ander.stageplan"
    project.save(other)
    with hold(saved):
        pass
    assert refused(hold, other) == "store_held"
    project.close()
    with hold(other):
        pass


def test_that_a_failed_save_leaves_other_files_free(saved, tmp_path):
    project = opened(saved)
    other = tmp_path / "weg" / "ander.stageplan"
    assert refused(project.save, other) == "store_no_folder"
    with hold(other):
        pass
    assert project.path == saved
    project.close()


def test_that_what_is_edited_during_a_save_is_not_taken_for_saved(saved, monkeypatch):
    from stageplanner.store import file

    project = opened(saved)
    project.place("S2", later(5))
    real = file.save

    def slow(path, document, **named):
        project.place("S2", later(6))  # the user works on while the file is written
        return real(path, document, **named)

    with monkeypatch.context() as patch:
        patch.setattr(file, "save", slow)
        project.save()
    assert not project.is_saved
    expected = project.content
    crash(project)
    again = opened(saved)
    assert again.unsaved is not None
    again.take_over_unsaved()
    assert again.content == expected
    again.close()
    assert unsaved_work() == ()


def test_that_a_journal_that_cannot_be_written_is_told(saved, own_state_folder):
    project = opened(saved)
    (own_state_folder / "unsaved").write_text("in de weg")
    project.place("S2", later(5))
    assert project.warning.code == "store_journal_failed"
    (own_state_folder / "unsaved").unlink()
    project.place("S2", later(6))
    assert project.warning is None
    crash(project)
    assert opened(saved).unsaved.document.state == project.state


def test_that_edits_are_confirmed_beside_the_window_in_their_order(saved):
    from threading import Event as Signal
    from threading import get_ident

    project, told, threads = opened(saved), Signal(), set()

    def on_confirmed():
        threads.add(get_ident())
        told.set()

    project.confirm_beside(on_confirmed)
    for week in range(5, 12):
        project.place("S2", later(week))
    assert told.wait(20)
    project.settle()
    assert project.is_confirmed
    assert get_ident() not in threads
    crash(project)
    found = opened(saved).unsaved
    assert found.document.state == project.state
    assert found.document.history == project.history


def test_that_a_journal_that_cannot_be_written_beside_the_window_is_told(saved, own_state_folder):
    project = opened(saved)
    project.confirm_beside(lambda: None)
    (own_state_folder / "unsaved").write_text("in de weg")
    project.place("S2", later(5))
    project.settle()
    assert project.warning.code == "store_journal_failed"
    assert not project.is_confirmed
    (own_state_folder / "unsaved").unlink()
    project.place("S2", later(6))
    project.settle()
    assert project.warning is None
    assert project.is_confirmed
    crash(project)
    assert opened(saved).unsaved.document.state == project.state


def test_that_a_save_takes_edits_along_that_are_still_on_their_way(saved):
    project = opened(saved)
    project.confirm_beside(lambda: None)
    for week in range(5, 12):
        project.place("S2", later(week))
        project.save()
    project.close()
    assert unsaved_work() == ()
    assert Project.open(saved).state == project.state


def test_that_no_thread_is_left_when_a_project_is_closed(saved):
    from threading import enumerate as threads

    project = opened(saved)
    project.confirm_beside(lambda: None)
    project.place("S2", later(5))
    project.close()
    assert not [one for one in threads() if one.name.startswith("journal")]


def test_that_a_damaged_file_gives_back_what_can_be_read(saved):
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) // 2])
    code = refused(Project.open, saved)
    from stageplanner.keeping import RECOVERABLE

    assert code in RECOVERABLE
    project, report = Project.recover(saved)
    assert project.path is None
    assert not project.is_saved
    assert report[-1].code == "store_recovered"
    assert project.history[-1].verb == "recover"


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
