"""What concerns the program itself: settings, defects, one window per file, cases for support."""

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from stageplanner.project import Project
from tests.ui.builders import small_state
from tests.ui.waiting import come_to_rest
from ui.app.single_instance import SingleInstanceServer, activate_running, name_of


@pytest.fixture
def watched(keeper, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "stageplanner.workspace.rescue_copy.rescue_folder", lambda: tmp_path / "rescue"
    )
    # Python's own last word would be printed, and pytest-qt would take it for a failed test.
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", lambda *_: None)
    keeper.watch()
    yield keeper
    keeper.watcher.stop()


def fail():
    raise RuntimeError("secret of De Linde")


def test_that_a_defect_gives_a_report_and_a_rescue_copy(watched, qtbot, tmp_path):
    watched.session.use(Project(small_state()))
    error = _caught(fail)
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: watched.watcher.dialog is not None)
    dialog = watched.watcher.dialog
    report = dialog.report.toPlainText()
    assert "tests/ui/project/test_program_actions.py:" in report
    assert "RuntimeError" in report
    assert "Linde" not in report
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == report
    copies = list((tmp_path / "rescue").glob("*.stageplan"))
    assert len(copies) == 1
    assert copies[0].name in "".join(found.text() for found in dialog.findChildren(QLabel))
    assert Project.open(copies[0]).state.periods == small_state().periods
    dialog.accept()
    qtbot.waitUntil(lambda: watched.watcher.dialog is None)


def _caught(function):
    try:
        function()
    except RuntimeError as error:
        return error


def test_that_the_same_defect_is_told_once(watched, qtbot):
    error = _caught(fail)
    for _ in range(5):
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: watched.watcher.dialog is not None)
    watched.watcher.dialog.accept()
    qtbot.waitUntil(lambda: watched.watcher.dialog is None)
    sys.excepthook(type(error), error, error.__traceback__)
    come_to_rest(qtbot, watched.window)
    assert watched.watcher.dialog is None


def test_that_a_defect_in_another_thread_is_told_in_the_window(watched, qtbot):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watched.watcher.dialog is not None)
    watched.watcher.dialog.accept()


def test_that_the_log_names_verbs_and_counts_and_no_names(watched, caplog, qtbot):
    logging.getLogger("stageplanner").propagate = True
    with caplog.at_level(logging.INFO, logger="stageplanner"):
        watched.session.use(Project(small_state()))
    assert "open: 4 periods, 3 leerbedrijven, plan no" in caplog.text
    assert "Rijn" not in caplog.text


def test_that_python_has_its_last_word_back_afterwards(keeper):
    before = sys.excepthook, threading.excepthook
    keeper.watch()
    assert sys.excepthook != before[0]
    keeper.watcher.stop()
    assert (sys.excepthook, threading.excepthook) == before


def test_that_settings_are_kept_and_a_proposal_begins_with_its_time(window, settings, qtbot):
    window.actions.program.show_settings()
    dialog = window.actions.program.dialog
    assert not dialog.updates.isChecked()
    dialog.seconds.setValue(25)
    dialog.save.click()
    assert settings.value("seconds", type=int) == 25
    assert window.run_panel.seconds.value() == 25
    assert settings.value("updates", type=bool) is False


def test_that_an_address_must_be_safe_before_it_is_kept(window, settings, qtbot):
    window.actions.program.show_settings()
    dialog = window.actions.program.dialog
    dialog.updates.setChecked(True)
    dialog.address.setText("http://example.org")
    assert not dialog.save.isEnabled()
    dialog.address.setText("https://example.org/v.json")
    assert dialog.save.isEnabled()
    dialog.save.click()
    assert settings.value("update_address") == "https://example.org/v.json"


def test_that_another_language_in_the_settings_makes_a_window_in_it(keeper, qtbot):
    keeper.window.actions.program.show_settings()
    dialog = keeper.window.actions.program.dialog
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    old = keeper.window
    dialog.save.click()
    qtbot.waitUntil(lambda: keeper.window is not old)
    assert keeper.window.steps()[0].title == "Data"


def test_that_nothing_is_asked_of_the_network_unless_switched_on(window, settings):
    settings.setValue("update_address", "https://example.org")
    window.actions.program.look_for_newer()
    assert not window.actions.program.update_job.is_running


def test_that_a_newer_version_is_told_above_the_page(window, settings, qtbot):
    from tests.support.test_updates import answering

    with answering(b'{"version": "99.1", "page": ""}') as address:
        settings.setValue("updates", True)
        settings.setValue("update_address", address)
        with qtbot.waitSignal(window.actions.program.update_job.finished, timeout=10_000):
            window.actions.program.look_for_newer()
    said = "".join(found.text() for found in window.notices.findChildren(QLabel))
    assert "99.1" in said


def test_that_a_case_for_support_is_saved_and_told(region, qtbot, tmp_path):
    target = tmp_path / "case.zip"
    with qtbot.waitSignal(region.actions.program.case_job.finished, timeout=20_000):
        region.actions.program.save_case(str(target))
    assert zipfile.is_zipfile(target)
    assert region.notices.isVisible()
    region.actions.program.save_case(str(tmp_path / "none" / "x.zip"))
    with qtbot.waitSignal(region.actions.program.case_job.failed, timeout=20_000):
        pass


RING = """
import sys
import tempfile
from pathlib import Path
from ui.app.single_instance import activate_running
print(activate_running(Path(sys.argv[1])))
"""


def rung_by_another_process(path, qtbot):
    process = subprocess.Popen(
        [sys.executable, "-c", RING, str(path)], stdout=subprocess.PIPE, text=True
    )
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    return process.stdout.read().strip() == "True"


def test_that_another_start_on_the_same_file_brings_the_window_forward(qapp, qtbot, tmp_path):
    path, other = tmp_path / "regio.stageplan", tmp_path / "other.stageplan"
    path.touch()
    other.touch()
    bell = SingleInstanceServer(qapp)
    rung = []
    bell.activated.connect(lambda: rung.append(1))
    bell.listen(path)
    assert rung_by_another_process(path, qtbot)
    assert not rung_by_another_process(other, qtbot)
    assert rung == [1]
    bell.close()
    assert not activate_running(path)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names in /tmp are Linux's")
@pytest.mark.parametrize("runtime", ["closed", "open", "none", "long"])
def test_that_nobody_else_can_take_the_name_of_a_window(qapp, tmp_path, monkeypatch, runtime):
    """In /tmp another user could answer for a file, which then never opened."""
    home = Path(tempfile.mkdtemp(dir="/tmp"))
    folder = home / ("x" * 100 if runtime == "long" else "run")
    folder.mkdir(mode=0o755 if runtime == "open" else 0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "" if runtime == "none" else str(folder))
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    path = tmp_path / "regio.stageplan"
    path.touch()
    bell = SingleInstanceServer(qapp)
    bell.listen(path)
    assert bell.is_listening
    place = Path(name_of(path)).parent
    expected = {"closed": folder, "long": Path()}
    assert place == expected.get(runtime, home / "StagePlanner" / "sockets")
    if runtime != "long":
        assert place.stat().st_mode & 0o077 == 0
    bell.close()
    shutil.rmtree(home)


def test_that_a_name_left_by_a_crash_is_taken_over(qapp, qtbot, tmp_path):
    path = tmp_path / "regio.stageplan"
    path.touch()
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from ui.app.single_instance import SingleInstanceServer; app = QCoreApplication([]); "
        "bell = SingleInstanceServer(); bell.listen(Path(sys.argv[1])); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    bell = SingleInstanceServer(qapp)
    bell.listen(path)
    assert bell.is_listening
    bell.close()


def test_that_the_window_answers_for_the_file_it_holds(watched, qtbot, tmp_path):
    path = tmp_path / "regio.stageplan"
    Project(small_state()).save(path)
    watched.session.use(Project.open(path, guarded=True))
    assert watched.server.is_listening
    watched.window.hide()
    assert rung_by_another_process(path, qtbot)
    assert watched.window.isVisible()
    assert Path(watched.session.project.path) == path
