"""Nothing is lost in the window: crash, second window, damage, and changes made elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

from stageplanner.domain.plan import Placement
from stageplanner.domain.policy import Policy
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.workspace.file_guard import unsaved_work
from stageplanner.workspace.project_file import hold
from tests.projects import crash
from tests.ui.builders import plan_with_one_change, small_state

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "regio.stageplan"
    project = Project(small_state(), path)
    project.adopt_plan(plan_with_one_change(project.state))
    project.save()
    return path


def shown(window, path, qtbot):
    """Open a file through the window."""
    with qtbot.waitSignal(window.actions.files.open_job.finished, timeout=20_000):
        window.actions.files.open_path(path)
    return window.session.project


def saved(window, qtbot):
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=20_000):
        window.actions.files.save()


def answers(window):
    """The question that is asked now, by the texts of its answers."""
    box = window.actions.project.box
    assert box is not None and box.isVisible()
    return {button.text().replace("&", ""): button for button in box.buttons()}


def press(window, qtbot, text):
    qtbot.mouseClick(answers(window)[text], Qt.MouseButton.LeftButton)


def texts(widget):
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisible())


def left_by_a_crash(path):
    """A window that edited and was killed."""
    project = Project.open(path, guarded=True)
    project.set_policy(Policy(target=0.9))
    crash(project)
    return project


def test_that_work_of_a_crash_is_offered_when_its_file_is_opened(window, path, qtbot):
    lost = left_by_a_crash(path)
    project = shown(window, path, qtbot)
    assert project.state.policy.target == 1.0
    press(window, qtbot, "Dit werk overnemen")
    assert project.content == lost.content
    assert window.isWindowModified()
    assert window.top.undo.toolTip() == "Ongedaan maken: werk overnemen"
    saved(window, qtbot)
    assert not window.isWindowModified()
    assert Project.open(path).content == lost.content


def test_that_work_of_a_crash_can_be_thrown_away(window, path, qtbot):
    left_by_a_crash(path)
    project = shown(window, path, qtbot)
    press(window, qtbot, "Weggooien")
    assert project.state.policy.target == 1.0
    assert unsaved_work() == ()


def test_that_work_of_a_crash_waits_when_nothing_is_decided(window, path, qtbot):
    left_by_a_crash(path)
    shown(window, path, qtbot)
    press(window, qtbot, "Later beslissen")
    assert len(unsaved_work()) == 1


def test_that_the_start_page_shows_what_crashes_left(window, path, qtbot):
    never_saved = Project(small_state())
    never_saved.guard()
    never_saved.set_policy(Policy(target=0.8))
    crash(never_saved)
    left_by_a_crash(path)
    with qtbot.waitSignal(window.actions.project.look_job.finished, timeout=20_000):
        window.actions.project.look_for_unsaved()
    links = [
        b for b in window.start.unsaved.findChildren(QPushButton) if b.text().startswith("Nieuwe")
    ]
    assert "regio.stageplan" in "".join(b.text() for b in window.start.findChildren(QPushButton))
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert window.session.state.policy.target == 0.8
    assert window.session.project.path is None
    assert window.isWindowModified()


def test_that_every_edit_in_the_window_is_in_the_journal(window, path, qtbot):
    project = shown(window, path, qtbot)
    period = project.state.periods[0]
    placed = next(iter(project.state.plan.placements.values()))[0]
    project.place(period.id, (Placement(option=placed.option, students=period.students),))
    window.undo()
    window.redo()
    project.settle()
    crash(project)
    (unsaved,) = unsaved_work()
    assert unsaved.edits == 3
    assert unsaved.document.state == project.state


def test_that_closing_a_saved_window_leaves_nothing_behind(keeper, path, qtbot, fresh_state_folder):
    window = keeper.window
    project = shown(window, path, qtbot)
    project.set_policy(Policy(target=0.9))
    saved(window, qtbot)
    window.close()
    assert [f for f in fresh_state_folder.rglob("*") if f.is_file()] == []
    with hold(path):
        pass


def test_that_a_second_window_is_read_only_and_saves_under_another_name(window, path, qtbot):
    first = Project.open(path, guarded=True)
    project = shown(window, path, qtbot)
    assert "(alleen-lezen)" in window.windowTitle()
    assert "alleen-lezen" in texts(window.top)
    qtbot.waitUntil(lambda: "heeft dit bestand open" in texts(window.notices))
    project.set_policy(Policy(target=0.9))
    with qtbot.waitSignal(window.actions.files.save_job.failed, timeout=20_000):
        window.actions.files.save()
    (dialog,) = [d for d in window.findChildren(QFileDialog) if d.isVisible()]
    dialog.close()
    copy = path.with_name("kopie.stageplan")
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=20_000):
        window.actions.files.save_to(str(copy))
    assert window.windowTitle().startswith("kopie.stageplan[*]")
    assert Project.open(copy).state.policy.target == 0.9
    first.close()


def changed_elsewhere(window, path, qtbot):
    project = shown(window, path, qtbot)
    other = Project.open(path)
    other.set_policy(Policy(target=0.7))
    other.save()
    project.set_policy(Policy(target=0.9))
    with qtbot.waitSignal(window.actions.files.save_job.failed, timeout=20_000):
        window.actions.files.save()
    assert Project.open(path).state.policy.target == 0.7
    assert "gewijzigd door" in window.actions.project.box.informativeText()


def test_that_a_file_changed_elsewhere_is_replaced_only_when_said_so(window, path, qtbot):
    changed_elsewhere(window, path, qtbot)
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=20_000):
        press(window, qtbot, "Bestand vervangen")
    assert Project.open(path).state.policy.target == 0.9


def test_that_a_file_changed_elsewhere_is_loaded_again(window, path, qtbot):
    changed_elsewhere(window, path, qtbot)
    with qtbot.waitSignal(window.actions.files.open_job.finished, timeout=20_000):
        press(window, qtbot, "Opnieuw laden: mijn wijzigingen vervallen")
    assert window.session.project.state.policy.target == 0.7
    assert window.session.project.is_saved
    assert window.session.project.read_only is None


def test_that_both_can_be_kept_of_a_file_changed_elsewhere(window, path, qtbot):
    changed_elsewhere(window, path, qtbot)
    press(window, qtbot, "Beide houden: bewaren als…")
    (dialog,) = [d for d in window.findChildren(QFileDialog) if d.isVisible()]
    dialog.close()
    assert window.isWindowModified()
    assert Project.open(path).state.policy.target == 0.7


def test_that_a_damaged_file_can_be_recovered(window, path, qtbot):
    whole = path.read_bytes()
    path.write_bytes(whole[:-3000])
    with qtbot.waitSignal(window.actions.files.open_job.failed, timeout=20_000):
        window.actions.files.open_path(path)
    press(window, qtbot, "Herstellen wat leesbaar is")
    dialog = window.actions.project.dialog
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "kijk ze na" in texts(dialog))
    project = window.session.project
    assert project.path is None
    assert not project.is_saved
    assert project.state.periods
    dialog.close()
    assert path.read_bytes() == whole[:-3000]


def test_that_a_strange_file_is_refused_without_an_offer(window, tmp_path, qtbot):
    path = tmp_path / "brief.stageplan"
    path.write_text("Beste mensen")
    with qtbot.waitSignal(window.actions.files.open_job.failed, timeout=20_000):
        window.actions.files.open_path(path)
    assert window.actions.project.box is None
    qtbot.waitUntil(lambda: "geen projectbestand" in texts(window.notices))


def test_that_a_file_that_is_open_here_can_be_opened_again(window, path, qtbot):
    project = shown(window, path, qtbot)
    project.set_policy(Policy(target=0.9))
    again = shown(window, path, qtbot)
    assert again is not project
    assert again.read_only is None
    assert again.state.policy.target == 1.0
    with pytest.raises(StagePlannerError):
        hold(path)


def test_that_going_on_can_save_first(window, path, qtbot):
    project = shown(window, path, qtbot)
    project.set_policy(Policy(target=0.9))
    window.actions.files.new()
    (box,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    (save,) = [b for b in box.buttons() if b.text().replace("&", "") == "Bewaren en doorgaan"]
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=20_000):
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert window.session.project.path is None
    assert Project.open(path).state.policy.target == 0.9


def test_that_it_is_told_when_the_journal_cannot_be_written(
    window, path, qtbot, fresh_state_folder
):
    project = shown(window, path, qtbot)
    (fresh_state_folder / "unsaved").write_text("in de weg")
    project.set_policy(Policy(target=0.9))
    qtbot.waitUntil(lambda: "automatisch worden vastgelegd" in texts(window.notices))
