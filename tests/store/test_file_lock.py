"""Two windows on one file, and what a save must not undo."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest

from stageplanner import messages
from stageplanner.disk import side_files
from stageplanner.problems import StagePlannerError
from stageplanner.store.disk.state_paths import is_network_folder
from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load, save
from stageplanner.store.file_lock import FileLock, hold, holder_problem
from tests.store.document_strategies import document, event, names


def keep_open(path, folder, answers):
    """Hold a file in another process until that is killed."""
    lock = FileLock.take(path, folder=folder, shared=False)
    answers.put(lock.is_ours)
    answers.close()
    answers.join_thread()
    multiprocessing.Event().wait(60)


@pytest.fixture
def path(tmp_path):
    """A project file in a folder of its own."""
    path = tmp_path / "map" / "regio.stageplan"
    path.parent.mkdir()
    save(path, document())
    return path


def test_that_the_second_window_sees_who_holds_the_file_until_the_first_is_killed(path, tmp_path):
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    other = context.Process(target=keep_open, args=(path, tmp_path, answers))
    other.start()
    assert answers.get(timeout=60)
    second = FileLock.take(path, folder=tmp_path)
    assert not second.is_ours
    assert (second.holder.pid, second.holder.host) == (other.pid, platform.node())
    problem = holder_problem(path, second.holder)
    assert second.holder.user in messages.line(problem, "nl")
    assert "read-only" in messages.line(problem, "en")
    second.release()
    other.kill()
    other.join()
    third = FileLock.take(path, folder=tmp_path)
    assert third.is_ours
    third.release()
    assert names(path.parent) == ["regio.stageplan"]


def test_that_two_windows_of_one_process_count_as_two(path, tmp_path):
    with FileLock.take(path, folder=tmp_path) as first:
        assert first.is_ours
        assert not FileLock.take(path.parent / "." / path.name, folder=tmp_path).is_ours
    assert FileLock.take(path, folder=tmp_path).is_ours


def test_that_a_network_folder_gets_an_owner_file_while_the_project_is_open(path, tmp_path):
    lock = FileLock.take(path, folder=tmp_path / "een", shared=True)
    assert names(path.parent) == ["regio.stageplan", "~$regio.stageplan"]
    elsewhere = FileLock.take(path, folder=tmp_path / "twee", shared=True)
    assert elsewhere.holder.pid == os.getpid()
    elsewhere.release()
    lock.release()
    assert names(path.parent) == ["regio.stageplan"]
    assert FileLock.take(path, folder=tmp_path / "twee", shared=True).is_ours


def owner(path, host, pid):
    """The owner file that another window left or keeps."""
    place = path.with_name(f"~${path.name}")
    values = {"user": "els", "host": host, "pid": pid, "token": "t"}
    place.write_text(json.dumps(values | {"since": "2026-11-22T10:00:00+00:00"}))


def test_that_the_owner_file_of_a_crash_on_this_computer_is_no_hindrance(path, tmp_path):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    owner(path, platform.node(), int(gone.stdout))
    lock = FileLock.take(path, folder=tmp_path, shared=True)
    assert lock.is_ours
    lock.release()
    assert names(path.parent) == ["regio.stageplan"]


def test_that_another_computer_is_taken_over_only_when_the_user_is_headed(path, tmp_path):
    owner(path, "PC-12", 1)
    lock = FileLock.take(path, folder=tmp_path, shared=True)
    assert (lock.holder.user, lock.holder.host) == ("els", "PC-12")
    lock = FileLock.take(path, folder=tmp_path, shared=True, take_over=True)
    assert lock.is_ours
    lock.release()
    assert names(path.parent) == ["regio.stageplan"]


def test_that_an_owner_file_that_cannot_be_read_still_counts(path, tmp_path):
    path.with_name(f"~${path.name}").write_bytes(b"\x00")
    assert not FileLock.take(path, folder=tmp_path, shared=True).is_ours


def test_that_a_local_folder_is_no_network_folder(tmp_path):
    assert not is_network_folder(tmp_path)


def test_that_a_save_does_not_undo_what_another_window_saved(path):
    mine, theirs = load(path), load(path)
    save(path, replace(theirs, history=(*theirs.history, event(50))))
    later = replace(mine, history=(*mine.history, event(60)))
    for lost in (mine, later):
        with pytest.raises(StagePlannerError) as caught:
            save(path, lost)
        assert caught.value.problem.code == "store_changed_elsewhere"
        assert "jan" in messages.line(caught.value.problem)
    assert load(path).history[-1] == event(50)
    save(path, later, replace_history=True)
    assert load(path).history[-1] == event(60)


def test_that_a_save_does_not_replace_what_a_newer_app_saved(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StagePlannerError) as caught:
        save(path, document())
    assert caught.value.problem.code == "store_newer"
    assert path.read_bytes() == before


def test_that_a_save_over_another_region_or_over_no_project_goes_through(path):
    save(path, Document(history=(event(9),)))
    save(path, document())
    path.write_bytes(b"iets anders")
    save(path, document())
    assert load(path) == document()


def add_events(path, count):
    """Add events as a command does, again and again where somebody else came first."""
    done = 0
    while done < count:
        some = load(path)
        number = len(some.history) + 1
        try:
            save(path, replace(some, history=(*some.history, event(number * 1000 + os.getpid()))))
            done += 1
        except StagePlannerError as error:
            assert error.problem.code == "store_changed_elsewhere"


@pytest.mark.slow
def test_that_two_at_once_lose_nothing_of_each_other(path):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=add_events, args=(path, 15)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
        assert one.exitcode == 0
    assert len(load(path).history) == 2 + 30
    assert names(path.parent) == ["regio.stageplan"]


def test_that_a_command_refuses_a_file_that_a_window_holds(path, tmp_path):
    with FileLock.take(path, folder=tmp_path):
        with pytest.raises(StagePlannerError) as caught:
            hold(path, folder=tmp_path)
        assert caught.value.problem.code == "store_held"
        assert messages.line(caught.value.problem)
    with hold(path, folder=tmp_path) as lock:
        assert lock.is_ours


def test_that_taking_a_file_clears_what_a_killed_save_left(path, tmp_path):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    left = path.with_name(f"~${path.name}.{side_files._host()}-{int(gone.stdout)}-ab.tmp")
    left.write_bytes(b"half")
    with FileLock.take(path, folder=tmp_path):
        assert names(path.parent) == ["regio.stageplan"]
