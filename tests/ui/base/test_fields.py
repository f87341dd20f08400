"""What is typed in a field for a number or a day: taken as typed, or refused with a sentence."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QDateEdit, QToolTip

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from ui.base.fields import DayField, DecimalField, WholeField, all_taken, typed_number
from ui.base.formatting import Words
from ui.base.qt import DropDown, tool_tip
from ui.negotiate.part_editor import PartEditor

UI = Path(__file__).resolve().parents[3] / "ui"


@pytest.fixture(params=["nl_NL", "en_GB"])
def language(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.show()
    QTest.qWait(1)
    return field


def type_in(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["7.5", "7,5"])
def test_that_a_point_and_a_comma_are_the_same_in_both_languages(qtbot, language, text):
    field = shown(qtbot, DecimalField())
    field.setRange(0, 10_000)
    type_in(field, text)
    assert field.value() == 7.5


@pytest.mark.parametrize("text", ["7.5", "7,5", "7.500", "1,200", "7.", "4000"])
def test_that_a_whole_number_is_never_another_than_was_typed(qtbot, language, text):
    field = shown(qtbot, WholeField())
    field.setRange(0, 999)
    field.setValue(20)
    type_in(field, text)
    assert field.value() == 20
    assert text in QToolTip.text()
    assert text in field.accessibleDescription()


@pytest.mark.parametrize("text", ["7.500", "7,555", "1.000,5", "20000"])
def test_that_too_many_decimals_and_thousands_are_refused(qtbot, language, text):
    field = shown(qtbot, DecimalField())
    field.setRange(0, 10_000)
    field.setValue(20)
    type_in(field, text)
    assert field.value() == 20
    assert text in QToolTip.text()


def test_that_a_button_that_leaves_the_focus_takes_no_number_that_is_none(qtbot):
    holder = shown(qtbot, PartEditor("Deel", 10, Words()))
    field = holder.students
    field.setRange(50, 200)
    field.setValue(100)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.5")
    assert not all_taken(holder)
    assert field.value() == 100
    assert all_taken(holder)


@given(st.integers(0, 10**6), st.integers(1, 99), st.sampled_from(".,"))
def test_that_a_typed_number_is_the_one_that_is_read(whole, part, sign):
    digits = f"{part:02d}"
    assert typed_number(f"{whole}{sign}{digits}", 2) == float(f"{whole}.{digits}")
    assert typed_number(f"{whole}{sign}{digits}", 1) is None
    assert typed_number(f"{whole}{sign}{digits}", 0) is None
    assert typed_number(str(whole), 0) == whole


def test_that_every_field_for_a_number_or_day_of_the_window_is_one_of_these():
    for path in sorted(UI.rglob("*.py")):
        names = {
            n.func.id
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert not names & {"QSpinBox", "QDoubleSpinBox", "QDateEdit"}, path


def test_that_the_calendar_of_a_day_has_week_numbers(qtbot):
    field = shown(qtbot, DayField(QDate(2027, 2, 1)))
    calendar = field.calendarWidget()
    wanted = QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers
    assert calendar.verticalHeaderFormat() == wanted
    weekend = calendar.weekdayTextFormat(Qt.DayOfWeek.Saturday).foreground().color()
    assert weekend.red() == pytest.approx(weekend.blue(), abs=40), "not the red of Qt"


def test_that_another_first_day_keeps_the_length(qtbot):
    editor = PartEditor("Deel", 10, Words())
    qtbot.addWidget(editor)
    option = Option(
        form=Form.BLOK,
        start=date(2027, 2, 1),
        end=date(2027, 4, 16),
        days_per_week=2,
        weekdays=(0, 1),
    )
    editor.show_placement(Placement(option=option, students=8))
    assert editor.placement.option == option
    editor.start.setDate(QDate(2026, 11, 2))
    assert editor.placement.option.end == date(2027, 1, 15)
    editor.end.setDate(QDate(2027, 1, 22))
    assert editor.placement.option.start == date(2026, 11, 2)
    assert isinstance(editor.end, QDateEdit)


@pytest.mark.parametrize("count", [1, 2, 7, 40])
def test_that_the_list_of_a_choice_is_not_cut(window, qtbot, count):
    choice = DropDown()
    choice.addItems([f"Een keuze met een lange naam, nummer {i}" for i in range(count)])
    shown(qtbot, choice)
    choice.setFixedWidth(110)
    choice.setCurrentIndex(count - 1)
    choice.showPopup()
    view = choice.view()
    rows = min(count, choice.maxVisibleItems())
    qtbot.waitUntil(lambda: view.viewport().height() >= rows * view.sizeHintForRow(0))
    assert view.window().height() - view.viewport().height() < 15, "no arrows to scroll with"
    assert view.viewport().width() >= view.sizeHintForColumn(0)
    seen = view.window().geometry()
    assert view.screen().availableGeometry().contains(seen.topLeft() + QPoint(1, 1))
    choice.hidePopup()


def test_that_every_choice_in_the_window_has_a_list_as_wide_as_its_texts():
    sources = (Path(__file__).parents[3] / "ui").rglob("*.py")
    plain = [str(path) for path in sources if "QComboBox(" in path.read_text("utf-8")]
    assert not [path for path in plain if not path.endswith("qt.py")]


def test_that_a_long_tool_tip_is_wrapped(window, qtbot):
    sentence = (
        "Apothekersassistent, blok van week 36 tot en met week 45 op maandag en dinsdag. " * 3
    )
    QToolTip.showText(QPoint(10, 10), tool_tip(sentence), window)
    tips = (w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel")
    tip = next(tips)
    assert tip.width() < 600
    assert tip.height() > 2 * tip.fontMetrics().height()
    QToolTip.hideText()
