"""Everything by keyboard: search, and Tab through every page with a name at every stop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from tests.ui.waiting import come_to_rest
from tests.ui.window.test_every_text import OPENERS
from ui.window.search_dialog import KEYS, Target, find


def test_that_search_finds_every_word_and_begins_with_the_nearest():
    def nowhere():
        pass

    targets = [
        Target("x", "De Linde", "zorg Utrecht", nowhere),
        Target("x", "VIG2A Verzorgende-IG", "Rijn College", nowhere),
        Target("x", "Verzorgende", "Linde", nowhere),
    ]
    assert [t.name for t in find(targets, "linde")] == ["De Linde", "Verzorgende"]
    assert [t.name for t in find(targets, "verz rijn")] == ["VIG2A Verzorgende-IG"]
    assert find(targets, "verz")[0].name == "Verzorgende"
    assert not find(targets, "bestaat niet")
    equal = [
        Target("x", "Apotheek De Beuk", "", nowhere, rank=3),
        Target("x", "Apothekersassistent", "", nowhere, rank=1),
        Target("x", "Stads Apotheek", "", nowhere, rank=3),
    ]
    names = [t.name for t in find(equal, "apo")]
    assert names == ["Apothekersassistent", "Apotheek De Beuk", "Stads Apotheek"]


def test_that_search_finds_a_programme_before_who_takes_its_students(region, qtbot):
    region.search()
    dialog = region.search_dialog
    dialog.field.setText("verzorgende")
    assert "stageperiode" in dialog.hits.item(0).text()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert region.pages.current == "load"


def test_that_search_does_all_that_the_menu_does_and_shows_its_keys(region):
    def offered(menu):
        for action in menu.actions():
            if action.menu():
                yield from offered(action.menu())
            elif action.isEnabled() and action.isVisible() and not action.isSeparator():
                yield action

    region.search()
    dialog = region.search_dialog
    dialog.hits.clear()
    for action in offered(region.menu):
        dialog.field.setText(action.text())
        hits = [dialog.hits.item(i) for i in range(dialog.hits.count())]
        found = [item for item in hits if action.text() in item.text().partition("\n")[0]]
        assert found, action.text()
        keys = action.shortcut().toString()
        assert not keys or any(item.data(KEYS) for item in found), action.text()
        lines = found[0].text().split("\n")
        assert lines[1:] != ["Menu"], f"{action.text()} has no line that says what it does"
    dialog.field.setText("donker")
    assert dialog.hits.item(0).text() == "Uiterlijk: Donker"
    dialog.field.setText("bewaren")
    assert dialog.hits.item(0).data(KEYS) == "Ctrl+S"
    dialog.reject()


def test_that_search_goes_to_a_group_and_to_a_leerbedrijf(region, qtbot):
    region.search()
    dialog = region.search_dialog
    dialog.field.setText("VIG2B maas")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert region.pages.currentWidget() is region.data_page
    assert region.data_page.tables[0].currentIndex().siblingAtColumn(2).data() == "VIG2B"
    region.search()
    dialog = region.search_dialog
    dialog.field.setText("beuk")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert region.data_page.tabs.currentIndex() == 1
    assert region.data_page.tables[1].currentIndex().data() == "De Beuk"


def name_of(control):
    name = control.accessibleName()
    if not name and isinstance(control, QAbstractButton):
        name = control.text()
    if not name and isinstance(control, QLineEdit):
        name = control.parent().accessibleName()
    return name


@pytest.mark.parametrize(
    "step", [None, "data", "load", "plan", "negotiate", "agreements", "report"]
)
def test_that_tab_walks_every_page_and_every_stop_has_a_name(planned, keeper, qtbot, step):
    if step is None:
        planned.actions.files.new()
        planned = keeper.window
        from stageplanner.project import Project

        keeper.session.use(Project())
    else:
        planned.go_to(step)
    planned.activateWindow()
    qtbot.waitUntil(planned.isActiveWindow)
    come_to_rest(qtbot, planned)
    planned.setFocus()
    seen = []
    for _ in range(60):
        planned.focusNextChild()
        control = QApplication.focusWidget()
        if control is None or control in seen:
            break
        seen.append(control)
        assert name_of(control), f"{type(control).__name__} has no name"
    kinds = {type(control).__name__ for control in seen}
    pages = {
        None: "QPushButton",
        "data": "EditTable",
        "load": "HeatMap",
        "plan": "Gantt",
        "negotiate": "QPushButton",
        "agreements": "QPushButton",
        "report": "QPushButton",
    }
    wanted = {pages[step]}
    assert wanted <= kinds
    assert len(seen) > 5


def test_that_arrow_keys_choose_a_component(planned, qtbot):
    choice = planned.kpis.findChild(QComboBox)
    assert [choice.itemText(i) for i in range(3)] == [
        "Hele regio",
        "Verzorgende-IG + 1 andere",
        "Tandartsassistent",
    ]
    with qtbot.waitSignal(planned.kpis.component_chosen):
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert "84,2%" in planned.kpis.peak.figure.text()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert "53,3%" in planned.kpis.peak.figure.text()


@pytest.mark.parametrize("step", ["load", "plan"])
def test_that_painted_cells_have_a_name_a_role_and_a_place_for_a_screen_reader(
    planned, qtbot, step
):
    planned.go_to(step)
    planned.resize(1280, 800)
    come_to_rest(qtbot, planned)
    widget = planned.load_page.before.map if step == "load" else planned.plan_page.gantt
    table = QAccessible.queryAccessibleInterface(widget)
    assert table.role() is QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name)
    count = table.childCount()
    assert count == widget.cell_count() > 4
    names = [table.child(i).text(QAccessible.Text.Name) for i in range(count)]
    assert all(names)
    last = table.child(count - 1)
    assert last.role() is QAccessible.Role.Cell
    assert not last.state().selected
    qtbot.keyClick(widget, Qt.Key.Key_End if step == "plan" else Qt.Key.Key_Right)
    number = widget.cell_number()
    assert table.child(number).state().selected
    assert table.focusChild() is table.child(number)
    values = {table.child(i).text(QAccessible.Text.Value) for i in range(count)}
    assert values >= ({"150%"} if step == "load" else {"45–51"}), values
    planned.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    assert table.child(number).state().focused
    planned.top.search.setFocus()
    assert not table.child(number).state().focused
    assert widget.accessibleDescription() == names[number]
    middle = table.child(number).rect().center()
    assert table.childAt(middle.x(), middle.y()) is table.child(number)


@pytest.mark.parametrize("name", sorted(OPENERS))
def test_that_a_dialog_is_walked_and_left_by_keyboard(planned, qtbot, tmp_path, name):
    dialog = OPENERS[name](planned, tmp_path)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    seen = []
    for _ in range(80):
        control = dialog.focusWidget()
        if control in seen:
            break
        seen.append(control)
        assert name_of(control), f"{type(control).__name__} has no name"
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        dialog.focusNextChild()
    # The search is left by Enter and Esc alone.
    assert name == "SearchDialog" or any(isinstance(each, QAbstractButton) for each in seen)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _is_shown(dialog))


def _is_shown(dialog):
    """A dialog that is closed may be gone at once."""
    try:
        return dialog.isVisible()
    except RuntimeError:
        return False
