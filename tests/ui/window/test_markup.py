"""Names that hold mark-up or an ampersand are shown as they are, wherever the window shows them.

Qt takes a text with a tag for HTML in a label or tool tip, and would fetch what it names: a picture
of another computer. An ampersand in a button or menu is taken for the mark of a shortcut.
"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QMenu,
    QTabBar,
    QTreeWidget,
    QWidget,
)

from stageplanner.problems import Problem
from stageplanner.project import Project
from tests.ui.builders import plan_with_one_change, small_state
from tests.ui.waiting import come_to_rest
from tests.ui.window.test_every_text import OPENERS, agree, round_of
from ui.base.qt import shortcut_free, tool_tip
from ui.window.pages import NAMES

ROOT = Path(__file__).resolve().parents[3]
TAG, AMPERSAND = "<img src='file://x/y'>", "R&D"
NAME = f"{TAG} {AMPERSAND}"


def state_with_markup():
    """The small region, of which every name holds a tag and an ampersand."""
    state = small_state()
    return replace(
        state,
        periods=tuple(
            replace(
                p,
                institution=f"{p.institution} {NAME}",
                group=f"{p.group} {NAME}",
                programme_name=f"{p.programme_name} {NAME}",
                location=NAME,
            )
            for p in state.periods
        ),
        leerbedrijven=tuple(
            replace(c, name=f"{c.name} {NAME}", location=NAME, town=NAME)
            for c in state.leerbedrijven
        ),
        holidays=tuple(
            replace(h, name=f"{h.name} {NAME}", institution=f"{h.institution} {NAME}")
            for h in state.holidays
        ),
    )


@pytest.fixture
def marked(keeper, qtbot):
    state = state_with_markup()
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=10_000):
        keeper.session.use(project)
    return keeper.window


def taken_for_markup(root: QWidget) -> list[str]:
    """The texts in a window that Qt would take for HTML, or for the mark of a shortcut."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        kind = type(widget).__name__
        if TAG in widget.toolTip():
            found.append(f"tip of {kind}: {widget.toolTip()}")
        is_rich = isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText
        if is_rich and TAG in widget.text():
            found.append(f"{kind}: {widget.text()}")
        if isinstance(widget, QAbstractButton) and AMPERSAND in widget.text():
            found.append(f"{kind}: {widget.text()}")
        if isinstance(widget, QTabBar):
            found += [
                f"{kind}: {widget.tabText(i)}"
                for i in range(widget.count())
                if AMPERSAND in widget.tabText(i)
            ]
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            found += [f"tip in {kind}: {tip}" for tip in tips_of(widget.model()) if TAG in tip]
    actions = [action for menu in root.findChildren(QMenu) for action in menu.actions()]
    for action in (*actions, *root.findChildren(QAction)):
        if AMPERSAND in action.text():
            found.append(f"action: {action.text()}")
    return sorted(set(found))


def tips_of(model: QAbstractItemModel | None) -> list[str]:
    """The tool tips of all cells of a table or tree."""
    tips: list[str] = []
    try:
        columns = 0 if model is None else model.columnCount(QModelIndex())
    except TypeError:
        columns = 1  # a list has one column, and says so to views only

    def look(parent: QModelIndex) -> None:
        for row in range(min(6, model.rowCount(parent))):
            for column in range(columns):
                index = model.index(row, column, parent)
                tips.append(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
            look(model.index(row, 0, parent))

    if model is not None:
        look(QModelIndex())
    return tips


def test_that_no_page_takes_a_name_for_markup(marked, qtbot):
    for step in NAMES:
        marked.go_to(step)
        come_to_rest(qtbot, marked)
        assert taken_for_markup(marked) == [], step
    round_of(marked)
    for view in ("proposals", "repairs", "fairness"):
        marked.negotiate_page.view.choose(view)
        come_to_rest(qtbot, marked)
        assert taken_for_markup(marked) == [], view
    agree(marked)
    for view in ("register", "needs", "summary"):
        marked.agreements_page.view.choose(view)
        come_to_rest(qtbot, marked)
        assert taken_for_markup(marked) == [], view
    marked.go_to("plan")
    marked.show_period("P1")
    come_to_rest(qtbot, marked)
    assert taken_for_markup(marked) == []
    marked.go_to("load")
    marked.show_company("100000001")
    come_to_rest(qtbot, marked)
    assert taken_for_markup(marked) == []


#: Dialogs that are opened with texts of their own, or with an institution of another region.
APART = {"SendDialog", "FormDialog"}


@pytest.mark.parametrize("name", sorted(set(OPENERS) - APART))
def test_that_no_dialog_takes_a_name_for_markup(marked, qtbot, tmp_path, name):
    folder = tmp_path / f"a {AMPERSAND}"
    folder.mkdir()
    dialog = OPENERS[name](marked, folder)
    dialog.show()
    come_to_rest(qtbot, dialog)
    assert taken_for_markup(dialog) == []
    dialog.close()


def test_that_notices_take_no_name_for_markup(marked, qtbot):
    problem = Problem(code="policy_no_institution", values={"institution": NAME, "known": NAME})
    marked.notices.show_problem(problem)
    assert taken_for_markup(marked) == []
    marked.actions.program.show_notices()
    assert taken_for_markup(marked.actions.program.dialog) == []
    tree = marked.actions.program.dialog.findChild(QTreeWidget)
    assert any("&lt;img" in tip for tip in tips_of(tree.model()))


def test_that_a_question_takes_no_name_for_markup(marked):
    marked.actions.project._ask(f"a {NAME}", f"b {NAME}", ((f"c {NAME}", None),))
    box = next(d for d in marked.findChildren(QDialog) if d.isVisible())
    assert [w.text() for w in box.findChildren(QLabel) if TAG in w.text()] == [
        f"a {NAME}",
        f"b {NAME}",
    ]
    assert taken_for_markup(box) == []
    box.close()


def test_that_a_text_stays_word_for_word():
    assert tool_tip("5 < 6 & 7") == "5 < 6 & 7"
    assert tool_tip("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>"
    assert shortcut_free("a & b") == "a && b"


def is_plain(node: ast.expr) -> bool:
    """Whether the code shows that a text is its own, or made fit for a tool tip."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) and is_plain(node.orelse)
    if not isinstance(node, ast.Call):
        return False
    func = node.func
    return (func.attr if isinstance(func, ast.Attribute) else func.id) in {"tr", "tool_tip"}


def test_that_every_tool_tip_is_made_fit_where_it_is_set():
    """Those of painted views are shown under the pointer only, where no other test comes."""
    loose = []
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name, values = node.func.attr, node.args
                is_tip = name == "setToolTip" or (name == "showText" and len(values) > 1)
                if is_tip and not is_plain(values[-1 if name == "setToolTip" else 1]):
                    loose.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert loose == []
