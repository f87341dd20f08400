"""Questions of an import are answered in place with the keyboard, and remembered."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from stageplanner.importing.preview import preview_files
from stageplanner.project import Project
from tests.ui.importing.test_import_dialog import TIME, read
from ui.importing.import_dialog import PROBLEMS, QUESTIONS

HEAD = ("Instelling", "Crebo", "Groep", "Aantal studenten", "Periode", "Dagen per week", "Volgnr")
ROWS = [
    ("Rijn College", 25656, f"G{k}", "n.n.b." if k == 3 else 20, period, 4, k)
    for k, period in enumerate(["P3 of P4", "wk 36-45 kladje", "P3 of P4", "wk 36-45", "P3 of P4"])
]
CASES = Path(__file__).resolve().parents[2] / "data" / "cases" / "import"


def workbook(path, rows=ROWS):
    book = openpyxl.Workbook()
    book.active.title = "Planning"
    book.active.append(("Planning 2026-2027",))
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def dialog(window, qtbot, tmp_path):
    read(window, qtbot, [workbook(tmp_path / "planning.xlsx")])
    return in_view(window, qtbot)


def in_view(window, qtbot):
    made = window.actions.imports.import_dialog
    qtbot.waitUntil(lambda: made.rows.model.rowCount() > 0, timeout=10_000)
    return made


def keys(widget, *pressed):
    """Press keys where the keyboard is, as a person does."""
    for key in pressed:
        if isinstance(key, str):
            for letter in key:
                QTest.keyClicks(widget.focusWidget(), letter)
        elif isinstance(key, QKeySequence):
            QTest.keySequence(widget.focusWidget(), key)
        else:
            QTest.keyClick(widget.focusWidget(), key)


def read_again(window, dialog, qtbot):
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        keys(dialog, Qt.Key.Key_Return)


def test_that_a_question_shows_its_cell_its_sentence_and_its_number(dialog):
    panel = dialog.questions
    assert dialog.tabs.currentIndex() == QUESTIONS and panel.isVisible()
    assert panel.count.text() == "Vraag 1 van 4"
    assert "kladje" in panel.sentence.text()
    model, at = dialog.rows.model, dialog.rows.table.currentIndex()
    assert model.place(at) == (4, "E") and model.is_asked(at)
    assert "hierover gaat de vraag" in at.data(Qt.ItemDataRole.AccessibleTextRole)
    assert panel.sentence.text() in panel.field.accessibleDescription()


def test_that_all_questions_are_answered_with_the_keyboard_alone(window, dialog, qtbot):
    panel = dialog.questions
    panel.set_focus()
    keys(dialog, "wk 36-45", Qt.Key.Key_Return)
    assert panel.count.text() == "Vraag 2 van 4" and "n.n.b." in panel.sentence.text()
    assert not panel.alike.isChecked(), "a number of students belongs to one row"
    keys(dialog, "24", Qt.Key.Key_Return)
    assert panel.count.text() == "Vraag 3 van 4" and "2 andere cellen" in panel.alike.text()
    marked = [r for r in range(dialog.rows.model.rowCount())
              if dialog.rows.model.is_asked(dialog.rows.model.index(r, 5))]  # fmt: skip
    assert [dialog.rows.model.number(r) for r in marked] == [3, 5, 7]
    keys(dialog, "3", Qt.Key.Key_Return)  # 1: as it was read, 2: P3, 3: P4
    assert panel.count.text() == "Vraag 4 van 4" and "Volgnr" in panel.sentence.text()
    keys(dialog, "1", Qt.Key.Key_Return)  # leave the column out
    assert panel.open_count == 0 and dialog.tabs.tabText(QUESTIONS) == "Vragen  0"
    assert dialog.focusWidget() is dialog.again and "4 verbeteringen" in dialog.again.text()
    read_again(window, dialog, qtbot)
    qtbot.waitUntil(dialog.take.isEnabled, timeout=TIME)
    dialog.take.click()
    periods = window.session.state.periods
    assert [p.students for p in periods] == [20, 20, 20, 24, 20]
    assert periods[1].start == date(2026, 8, 31)
    assert periods[0].start == periods[4].start == date(2027, 5, 3)
    assert window.session.project.mappings


def test_that_keys_go_to_the_next_and_previous_question_and_back(dialog):
    panel = dialog.questions
    panel.set_focus()
    keys(dialog, QKeySequence("Alt+Down"), QKeySequence("Alt+Down"))
    assert panel.count.text() == "Vraag 3 van 4"
    keys(dialog, QKeySequence("Alt+Up"))
    assert panel.count.text() == "Vraag 2 van 4"
    assert dialog.rows.model.place(dialog.rows.table.currentIndex()) == (6, "D")
    keys(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.tabs.currentIndex() == PROBLEMS


def test_that_enter_without_an_answer_answers_nothing(dialog):
    panel = dialog.questions
    panel.set_focus()
    keys(dialog, Qt.Key.Key_Return)
    assert panel.count.text() == "Vraag 1 van 4" and panel.open_count == 4
    assert not dialog.again.isVisible() and dialog.isVisible()


def test_that_an_answer_is_taken_back_before_the_files_are_read_again(dialog):
    panel = dialog.questions
    panel.set_focus()
    keys(dialog, "wk 36-45", Qt.Key.Key_Return, QKeySequence("Alt+Up"))
    assert "wk 36-45" in panel.state.text() and dialog.by_hand.pending == 1
    panel.withdraw.click()
    assert panel.open_count == 4 and dialog.by_hand.pending == 0
    assert not dialog.again.isVisible()


def test_that_questions_nobody_answers_stay_untaken_and_told(window, dialog):
    dialog.take.click()
    assert [p.group for p in window.session.state.periods] == ["G0", "G2", "G4"]
    assert window.session.project.mappings == ()


def test_that_the_next_delivery_takes_the_answer_and_gives_it_back(window, qtbot, tmp_path):
    path = workbook(tmp_path / "planning.xlsx", ROWS[:1])
    project = Project()
    before = preview_files(project.state, [path])
    answers = tuple(
        question.answer("P4" if question.problem.code == "import_period_choice" else "")
        for question in before.files[0].questions
    )
    project.adopt_intake(preview_files(project.state, [path], confirmed=answers))
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        window.session.use(project)
    read(window, qtbot, [workbook(tmp_path / "planning later.xlsx", [ROWS[0], ROWS[2]])])
    dialog = window.actions.imports.import_dialog
    dialog.tabs.setCurrentIndex(QUESTIONS)
    dialog = in_view(window, qtbot)
    assert "Eerder beantwoord" in dialog.questions.state.text()
    assert "P4" in dialog.questions.state.text()
    codes = {problem.code for problem in dialog.problems.model.rows}
    assert "import_answer_remembered" in codes
    dialog.questions.withdraw.click()
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    assert dialog.questions.open_count == 1
    dialog.take.click()
    (mapping,) = window.session.project.mappings
    assert mapping.answers == () and mapping.columns


@pytest.mark.parametrize(
    ("name", "typed", "used"),
    [("38-calendar.ics", "ROC A", 1), ("39-crebo-sentence.csv", "4", 1)],
)
def test_that_what_a_file_does_not_say_is_answered_in_the_window(window, qtbot, name, typed, used):
    read(window, qtbot, [CASES / name])
    dialog = in_view(window, qtbot)
    assert not dialog.take.isEnabled()
    dialog.questions.set_focus()
    keys(dialog, typed, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    assert dialog.take.isEnabled()
    dialog.take.click()
    assert len(window.session.state.periods) + len(window.session.state.holidays) == used


def test_that_a_year_is_a_year(window, qtbot):
    read(window, qtbot, [CASES / "39-crebo-sentence.csv"])
    dialog = in_view(window, qtbot)
    panel = dialog.questions
    panel.go_on()
    assert "schooljaar" in panel.sentence.text()
    panel.field.setText("volgend jaar")
    panel.take_answer()
    assert "geen schooljaar" in panel.state.text() and panel.open_count == 2


def test_that_columns_of_a_file_without_known_headings_are_asked_in_place(window, qtbot):
    read(window, qtbot, [CASES / "30-map-without-known-headings.csv"])
    dialog = in_view(window, qtbot)
    panel = dialog.questions
    assert panel.count.text() == "Vraag 1 van 6" and panel.field.isHidden()
    wanted = ("group", "students", "start", "end", "days", "programme_name")
    for field in wanted:
        texts = [panel.choices.item(k).data(Qt.ItemDataRole.UserRole)[0]
                 for k in range(panel.choices.count())]  # fmt: skip
        panel.choices.setCurrentRow(texts.index(field))
        panel.take_answer()
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        dialog.again.click()
    (table,) = dialog._intake.files[0].tables
    assert tuple(guess.field for guess in table.columns) == wanted
