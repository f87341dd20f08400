"""What was told can be found again: by kind, newest first, and where it is about."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stageplanner.domain.stage_period import Source
from stageplanner.problems import Place, Problem, Severity
from stageplanner.project import Project
from tests.ui.builders import small_state


def problem(row, severity=Severity.WARNING):
    place = Place(file="plan.xlsx", sheet="Blad1", row=row)
    return Problem(code="where_row", severity=severity, place=place, values={"row": row})


@pytest.fixture
def told(region, keeper, qtbot):
    """The region with notices; the first period stands in row 5, the second leerbedrijf in 9."""
    state = small_state()
    periods = (replace(state.periods[0], source=source(5)), *state.periods[1:])
    companies = list(state.leerbedrijven)
    companies[1] = replace(companies[1], source=source(9))
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(Project(replace(state, periods=periods, leerbedrijven=tuple(companies))))
    for row in (5, 9, 77):
        region.notices.show_problem(problem(row))
    region.notices.show_exported((Path("/ergens/afspraken.xlsx"),))
    region.actions.program.show_notices()
    return region


def source(row):
    return Source(file="plan.xlsx", sheet="Blad1", row=row)


def tops(tree):
    return [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]


def test_that_notices_stand_by_kind_with_their_count_newest_first(told):
    tree = told.actions.program.dialog.tree
    warnings, done = tops(tree)
    assert warnings.text(0).split("  ") == ["Let op", "3"]
    assert done.text(0).split("  ") == ["Gedaan", "1"]
    several = warnings.child(0)
    assert several.text(0).startswith("3 keer: ")
    rows = [several.child(i).data(0, Qt.ItemDataRole.UserRole).place.row for i in range(3)]
    assert rows == [77, 9, 5]


@pytest.mark.parametrize("line,tab,name", [(2, 0, "VIG2A"), (1, 1, "De Beuk")])
def test_that_a_click_goes_to_the_row(told, qtbot, line, tab, name):
    dialog = told.actions.program.dialog
    dialog.tree.itemActivated.emit(tops(dialog.tree)[0].child(0).child(line), 0)
    page = told.data_page
    assert told.pages.currentWidget() is page
    assert page.tabs.currentIndex() == tab
    index = page.tables[tab].currentIndex()
    assert name in [index.siblingAtColumn(c).data() for c in range(4)]


def test_that_a_row_that_is_not_there_and_a_folder_are_told_apart(told, qtbot):
    dialog = told.actions.program.dialog
    warnings, done = tops(dialog.tree)
    dialog.tree.itemActivated.emit(warnings.child(0).child(0), 0)
    assert dialog.isVisible()
    assert "niet in de regio" in dialog.status.text()
    told.notices.open_asked.disconnect()
    with qtbot.waitSignal(told.notices.open_asked) as caught:
        dialog.tree.itemActivated.emit(done.child(0), 0)
    assert caught.args == [str(Path("/ergens"))]


def test_that_the_list_is_emptied_and_says_so(told, qtbot):
    dialog = told.actions.program.dialog
    dialog.clear_button.click()
    assert dialog.stack.currentIndex() == 1
    assert not told.notices.log.entries
    assert not dialog.clear_button.isEnabled()
