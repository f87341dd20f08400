"""The open file: crashes, locks, read-only and damaged files; nothing is lost on the way."""

from __future__ import annotations

import pytest

from stageplanner.project import Project
from stageplanner.workspace.file_guard import unsaved_work
from stageplanner.workspace.project_file import hold
from tests.builders import refused
from tests.projects import HOLIDAYS, crash, later, opened, saved_in

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


@pytest.fixture
def saved(tmp_path):
    return saved_in(tmp_path)


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


def test_that_closing_leaves_nothing_behind(saved, fresh_state_folder):
    project = opened(saved)
    project.place("S2", later(5))
    project.close()
    left = [f for f in fresh_state_folder.rglob("*") if f.is_file()]
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
    from stageplanner.store.file import save_load

    project = opened(saved)
    project.place("S2", later(5))
    real = save_load.save

    def slow(path, document, **named):
        project.place("S2", later(6))  # the user works on while the file is written
        return real(path, document, **named)

    with monkeypatch.context() as patch:
        patch.setattr(save_load, "save", slow)
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


def test_that_a_journal_that_cannot_be_written_is_told(saved, fresh_state_folder):
    project = opened(saved)
    (fresh_state_folder / "unsaved").write_text("in de weg")
    project.place("S2", later(5))
    assert project.warning.code == "store_journal_failed"
    (fresh_state_folder / "unsaved").unlink()
    project.place("S2", later(6))
    assert project.warning is None
    crash(project)
    assert opened(saved).unsaved.document.state == project.state


def test_that_edits_are_confirmed_beside_the_window_in_their_order(saved):
    from threading import Event as Signal
    from threading import get_ident

    project, confirmed, threads = opened(saved), Signal(), set()

    def on_confirmed():
        threads.add(get_ident())
        confirmed.set()

    project.confirm_in_thread(on_confirmed)
    for week in range(5, 12):
        project.place("S2", later(week))
    assert confirmed.wait(20)
    project.settle()
    assert project.is_confirmed
    assert get_ident() not in threads
    crash(project)
    found = opened(saved).unsaved
    assert found.document.state == project.state
    assert found.document.history == project.history


def test_that_a_journal_that_cannot_be_written_beside_the_window_is_told(saved, fresh_state_folder):
    project = opened(saved)
    project.confirm_in_thread(lambda: None)
    (fresh_state_folder / "unsaved").write_text("in de weg")
    project.place("S2", later(5))
    project.settle()
    assert project.warning.code == "store_journal_failed"
    assert not project.is_confirmed
    (fresh_state_folder / "unsaved").unlink()
    project.place("S2", later(6))
    project.settle()
    assert project.warning is None
    assert project.is_confirmed
    crash(project)
    assert opened(saved).unsaved.document.state == project.state


def test_that_a_save_takes_edits_along_that_are_still_on_their_way(saved):
    project = opened(saved)
    project.confirm_in_thread(lambda: None)
    for week in range(5, 12):
        project.place("S2", later(week))
        project.save()
    project.close()
    assert unsaved_work() == ()
    assert Project.open(saved).state == project.state


def test_that_no_thread_is_left_when_a_project_is_closed(saved):
    from threading import enumerate as threads

    project = opened(saved)
    project.confirm_in_thread(lambda: None)
    project.place("S2", later(5))
    project.close()
    assert not [one for one in threads() if one.name.startswith("journal")]


def test_that_a_damaged_file_gives_back_what_can_be_read(saved):
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) // 2])
    code = refused(Project.open, saved)
    from stageplanner.workspace.file_guard import RECOVERABLE

    assert code in RECOVERABLE
    project, report = Project.recover(saved)
    assert project.path is None
    assert not project.is_saved
    assert report[-1].code == "store_recovered"
    assert project.history[-1].verb == "recover"
