"""A whole story through the window, as a coordinator lives it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from stageplanner.domain.plan import changed_periods
from tests.ui.builders import EXAMPLE

#: Whole stories: leave them out while working with ``-m 'not slow ...'``.
pytestmark = pytest.mark.slow

TIME = 120_000


@pytest.fixture
def unclear(tmp_path):
    """A school's planning with a heading that says something else than it holds."""
    file = tmp_path / "Grienden College.csv"
    file.write_text(
        "Instelling;Crebo;Groep;Aantal studenten;Hoofden;Startdatum;Einddatum;Dagen per week\n"
        "Grienden College;25656;G1;2;40;01-03-2027;16-04-2027;4\n"
        "Grienden College;25655;G2;2;36;01-03-2027;16-04-2027;4\n",
        encoding="utf-8",
    )
    return file


def drop(window, paths):
    """Drop files on the window, as a hand does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action, place = Qt.DropAction.CopyAction, window.rect().center()
    window.dragEnterEvent(QDragEnterEvent(place, action, data, left, none))
    window.dropEvent(QDropEvent(QPointF(place), action, data, left, none))


def repair_heads(window, qtbot, name):
    """Say that the column Hoofden holds the students, and read again."""
    dialog = window.actions.imports.import_dialog
    rows = range(dialog.files.count())
    (row,) = [i for i in rows if name in dialog.files.item(i).text()]
    dialog.files.setCurrentRow(row)
    (boxes,) = [dict(made) for _, made in dialog.columns.choices if "Hoofden" in dict(made)]
    for heading, field in (("Aantal studenten", ""), ("Hoofden", "students")):
        boxes[heading].setCurrentIndex(boxes[heading].findData(field))
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()


def test_the_whole_story_from_the_drop_to_the_file_that_is_opened_again(
    window, qtbot, tmp_path, unclear
):
    session = window.session
    # Five files are dropped, and a mapping is put right.
    names = ("alle-periodes.xlsx", "Leerbedrijven.xlsx", "Vakanties.xlsx", "Biesbos College.xlsx")
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        drop(window, [*(EXAMPLE / name for name in names), unclear])
    repair_heads(window, qtbot, unclear.name)
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        window.actions.imports.import_dialog.take.click()
    groups = {period.group: period.students for period in session.state.periods}
    assert (groups["G1"], groups["G2"]) == (40, 36)

    # The collision is seen, and explained.
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.load_page)
    window.load_page.show_peak()
    assert session.facts.wish.measures.peak > 1
    heat = window.load_page.before
    assert max(max(row.values) for row in heat.rows) == session.facts.wish.measures.peak

    # A proposal; one period is dragged by hand; a point of the curve is adopted.
    with qtbot.waitSignal(window.actions.solving.solve_job.finished, timeout=TIME):
        window.actions.solving.optimise(1.0, 20.0)
    proposed = session.state.plan
    assert changed_periods(proposed, session.state.periods)
    dragged = drag_one(window, qtbot)
    assert session.state.plan.placements[dragged] != proposed.placements.get(dragged)
    panel = window.actions.solving.curve_panel
    qtbot.waitUntil(lambda: session.facts.state is session.state, timeout=TIME)
    with qtbot.waitSignal(window.actions.solving.curve_job.progressed, timeout=TIME):
        panel.start.click()
    qtbot.waitUntil(lambda: len(panel.points) > 1, timeout=TIME)
    window.actions.solving.curve_job.kill()
    panel.adopt(1)
    assert session.project.undo_verb == "curve"
    adopted = session.state.plan

    # All is undone and done again, saved, and opened.
    verbs = []
    while session.project.undo_verb:
        verbs.append(session.project.undo_verb)
        window.undo()
    assert verbs == ["curve", "place", "optimise", "import"]
    assert not window.session.has_data
    for _ in verbs:
        window.redo()
    assert session.state.plan == adopted
    file = tmp_path / "regio.stageplan"
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=TIME):
        window.actions.files.save_to(str(file))
    with qtbot.waitSignal(window.actions.files.open_job.finished, timeout=TIME):
        window.actions.files.open_path(file)
    assert session.state.plan.placements == adopted.placements
    assert {period.group for period in session.state.periods} == set(groups)


def drag_one(window, qtbot):
    """Drag the first stage period that can go somewhere else; gives its id."""
    window.go_to("plan")
    page = window.plan_page
    qtbot.waitUntil(lambda: len(page.gantt.data.rows) > 0)
    gantt = page.gantt
    row, length = next(
        (i, found)
        for i, shown in enumerate(gantt.data.rows)
        if len(shown.bars) == 1 and len(found := gantt.choices(shown.key, 0)) > 6
    )
    gantt.set_current(row)
    bar = gantt.data.rows[row].bars[0]
    begin = gantt.bar_rect(row, bar).center().toPoint()
    target = max(length, key=lambda first: abs(first - bar.first))
    end = begin + QPoint(round((target - bar.first) / 7 * gantt.week_width), 0)
    qtbot.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.2, 0.6, 1.0):
        qtbot.mouseMove(gantt.viewport(), begin + (end - begin) * part)
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        qtbot.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=end)
    return gantt.data.rows[row].key


SOLVES_AND_CLOSES = """
import multiprocessing, os, sys, threading
if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    from stageplanner.project import Project
    from tests.ui.builders import small_state
    from ui.app.app import App
    keeper = App("nl", QSettings(sys.argv[1], QSettings.Format.IniFormat))
    window = keeper.window
    window.show()
    keeper.session.use(Project(small_state()))
    page = window.plan_page

    def begin():
        page.moves.place("P0", page.moves.places("P0")[-1])
        window.actions.solving.optimise(None, 60.0)
        window.actions.solving.curve_panel.begin()
        QTimer.singleShot(700, finish)

    def finish():
        window.close_anyway()
        app.quit()

    QTimer.singleShot(1200, begin)
    app.exec()
    keeper.end()
    left = [one.name for one in threading.enumerate() if one is not threading.main_thread()]
    seen = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    print("left:", left, multiprocessing.active_children(), seen)
"""


def test_that_no_window_thread_or_process_is_left_behind(tmp_path):
    script = tmp_path / "closes.py"
    script.write_text(SOLVES_AND_CLOSES)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "s.ini")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
    )
    assert done.returncode == 0, done.stderr
    assert "left: [] [] []" in done.stdout, done.stdout + done.stderr


def test_that_a_cancel_keeps_the_best_plan_so_far(window, qtbot):
    session = window.session
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        window.actions.files.open_example()
    qtbot.waitUntil(lambda: session.facts is not None, timeout=TIME)
    window.actions.solving.optimise(None, 300.0)
    with qtbot.waitSignal(window.actions.solving.solve_job.progressed, timeout=TIME):
        pass
    with qtbot.waitSignal(window.actions.solving.solve_job.finished, timeout=60_000):
        window.run_panel.stop.click()
    assert session.state.plan is not None
    assert session.project.undo_verb == "optimise"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_agreements_are_written_from_the_window(planned, qtbot, tmp_path, language):
    planned.session.language = language
    with qtbot.waitSignal(planned.actions.exports.export_job.finished, timeout=TIME) as caught:
        planned.actions.exports.export_to(str(tmp_path))
    assert all(path.exists() for path in caught.args[0])
    assert len(caught.args[0]) == 3


def test_that_a_limit_on_changes_is_kept(window, qtbot):
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        window.actions.files.open_example()
    qtbot.waitUntil(lambda: window.session.facts is not None, timeout=TIME)
    with qtbot.waitSignal(window.actions.solving.solve_job.finished, timeout=TIME):
        window.actions.solving.optimise(1.0, 30.0, 3)
    state = window.session.state
    care = max(state.plan.proofs, key=lambda proof: proof.periods)
    assert care.changes <= 3
    assert care.peak < care.wish_peak
