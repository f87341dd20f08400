"""Long work runs beside the window, can be stopped, and leaves nothing behind."""

import multiprocessing
import shutil
import sys
import time
from multiprocessing import spawn

import pytest

from stageplanner.support.log import frames_of
from tests.benchmarks.event_loop_gaps import Ticks
from tests.ui.base import child_jobs
from ui.base.jobs import ChildJob, LatestOnly, ThreadJob


@pytest.fixture
def job(qapp):
    before = set(multiprocessing.active_children())
    made = ChildJob()
    yield made
    made.kill()
    assert set(multiprocessing.active_children()) <= before


def test_that_progress_and_the_result_arrive_in_order(job, qtbot):
    seen = []
    job.progressed.connect(seen.append)
    with qtbot.waitSignal(job.finished, timeout=20_000) as caught:
        job.start(child_jobs.count_to, 5)
    assert seen == [0, 1, 2, 3, 4]
    assert caught.args == [("counted", 5)]
    assert not job.is_running


def test_that_a_cancel_hands_over_what_was_found(job, qtbot):
    with qtbot.waitSignal(job.progressed, timeout=20_000):
        job.start(child_jobs.count_to, 100_000)
    began = time.monotonic()
    with qtbot.waitSignal(job.finished, timeout=5000) as caught:
        job.cancel()
    assert caught.args[0][0] == "stopped at"
    assert time.monotonic() - began < 2


def test_that_work_that_does_not_listen_is_ended(job, qtbot):
    with qtbot.waitSignal(job.progressed, timeout=20_000):
        job.start(child_jobs.never_listen)
    with qtbot.waitSignal(job.stopped, timeout=5000):
        job.kill()
    assert not job.is_running


def test_that_a_refusal_arrives_as_its_problem(job, qtbot):
    with qtbot.waitSignal(job.failed, timeout=20_000) as caught:
        job.start(child_jobs.refuse)
    assert caught.args[0].code == "where_row"


def test_that_a_defect_arrives_with_its_code_and_its_text_apart(job, qtbot):
    with qtbot.waitSignal(job.failed, timeout=20_000) as caught:
        job.start(child_jobs.fail)
    (defect,) = caught.args
    assert defect.text == "ValueError: a defect"
    assert frames_of(defect)[-2:] == ("tests/ui/base/child_jobs.py:23 fail", "ValueError")


@pytest.mark.parametrize("text", ["weg is Zorghuis St. Jan", "rij 3\nZorghuis St.Jan"])
def test_that_the_text_of_a_defect_in_a_thread_is_not_logged(qtbot, text):
    """Of a text with a point, the log took the last line for the kind of the error."""
    job = ThreadJob()
    with qtbot.waitSignal(job.failed, timeout=20_000) as caught:
        job.start(child_jobs.fail_with, text)
    assert caught.args[0].text == f"ValueError: {text}"
    assert "Jan" not in repr(frames_of(caught.args[0]))


def test_that_a_process_that_dies_is_noticed(job, qtbot):
    with qtbot.waitSignal(job.failed, timeout=20_000) as caught:
        job.start(child_jobs.die)
    assert caught.args == [None]


@pytest.mark.skipif(sys.platform == "win32", reason="the program that does nothing is Unix's")
def test_that_a_process_that_dies_before_it_hears_of_its_work_is_noticed(job, qtbot):
    """More work than a pipe holds: nobody may wait until it has been read."""
    before = spawn.get_executable()
    multiprocessing.set_executable(shutil.which("false"))
    try:
        with qtbot.waitSignal(job.failed, timeout=20_000) as caught:
            job.start(child_jobs.count_to, bytes(10_000_000))
    finally:
        multiprocessing.set_executable(before)
    assert caught.args == [None]
    assert not job.is_running


def test_that_the_window_keeps_ticking_while_work_holds_its_lock(job, qtbot):
    job.start(child_jobs.spin, 0.5)
    ticks = Ticks()
    with qtbot.waitSignal(job.finished, timeout=20_000):
        pass
    ticks.end()
    # Busy machines stall now and then, and that is left out where the system tells how long; a
    # lock held by the work would stall all the time.
    assert sorted(ticks.ours)[int(len(ticks.ours) * 0.99)] < 100


def test_that_only_the_newest_sum_is_answered(qapp, qtbot):
    latest, seen = LatestOnly(), []
    latest.answered.connect(seen.append)
    for number in range(20):
        latest.ask(pow, number, 2)
    qtbot.waitUntil(lambda: bool(seen) and not latest.is_busy, timeout=5000)
    qapp.processEvents()  # the thread has ended: whatever it answered has come now
    assert seen == [19**2]
