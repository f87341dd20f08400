"""Gegevens as a spreadsheet: typed, pasted, filled down, cleared, filtered, undone in one step."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox

from stageplanner.domain.form import Form
from stageplanner.domain.planning.rule_fields import RULE_FIELDS, RULE_GROUPS
from stageplanner.domain.policy import Policy
from stageplanner.project import Project
from tests.ui.builders import small_state
from ui.base.formatting import Words
from ui.data.columns import period_columns
from ui.data.data_page import RULES
from ui.data.period_rows import PeriodRows
from ui.tables.cell_editors import CellEdit, DateEdit, ListEdit, WeekdaysEdit
from ui.tables.data_table import cells_of, tabbed
from ui.tables.editable_model import EditableModel, NoteRole
from ui.tables.filter_model import FilterModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def page(region):
    region.go_to("data")
    return region.data_page


@pytest.fixture
def table(page):
    page.tables[0].setFocus()
    return page.tables[0]


def column_of(table, title):
    return [shown.title for shown in table.columns].index(title)


def cell(table, row, title):
    return table.filter.index(row, column_of(table, title))


def select(table, first, last):
    table.setCurrentIndex(first)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    table.selectionModel().select(QItemSelection(first, last), flag)


def clip(text=None):
    board = QApplication.clipboard()
    if text is not None:
        board.setText(text)
    return board.text()


def write(table, index, text):
    table.model().setData(index, text, EDIT)


def test_that_a_typed_value_is_one_step_and_undo_takes_it_back(region, table):
    write(table, cell(table, 0, "Studenten"), "33")
    assert region.session.state.periods[0].students == 33
    assert cell(table, 0, "Studenten").data() == "33"
    assert region.session.project.undo_verb == "edit_period"
    region.undo()
    assert cell(table, 0, "Studenten").data() == "20"


def test_that_a_refused_value_stays_with_its_sentence_until_it_is_let_go(region, page, table):
    index = cell(table, 0, "Studenten")
    table.setCurrentIndex(index)
    write(table, index, "veel")
    assert region.session.state.periods[0].students == 20
    assert index.data() == "veel"
    assert "geen getal" in index.data(NoteRole)
    assert "geen getal" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert table.hint.isVisible()
    assert page.strip.isVisible() and page.unfinished == 1
    page.strip.drop.click()
    assert index.data() == "20" and page.unfinished == 0
    assert not table.hint.isVisible() and not page.strip.isVisible()
    write(table, index, "veel")
    write(table, index, "20")
    assert page.unfinished == 0, "what is there already is no edit, and all is well again"
    assert region.session.project.undo_verb is None


def test_that_a_block_from_excel_is_pasted_in_one_step(region, page, table):
    """Dates and numbers as Excel in the Netherlands shows them."""
    clip("18\tlint\twk 46-50\tma di\r\n19\tblok\tonzin\tdi wo do vr\r\n")
    table.setCurrentIndex(cell(table, 0, "Studenten"))
    table.paste()
    first, second = region.session.state.periods[:2]
    assert (first.students, first.form, first.weekdays) == (18, Form.LINT, (0, 1))
    assert (first.start, first.end) == (date(2026, 11, 9), date(2026, 12, 11))
    assert (second.students, second.weekdays) == (19, (1, 2, 3, 4))
    assert page.unfinished == 1
    table.go_to_note()
    assert table.currentIndex() == cell(table, 1, "Weken")
    region.undo()
    assert region.session.state == small_state()


def test_that_copy_and_paste_come_back_to_the_same(region, table):
    last = table.model().columnCount() - 1
    select(table, table.filter.index(0, 0), table.filter.index(3, last))
    table.copy_selection()
    assert len(cells_of(clip())) == 4
    assert "02-11-2026" in clip()
    table.setCurrentIndex(table.filter.index(0, 0))
    table.paste()
    assert region.session.project.undo_verb is None
    table.setCurrentIndex(table.filter.index(0, 0))
    select(table, table.filter.index(0, 0), table.filter.index(0, 2))
    table.copy_with_headings()
    assert clip().split("\n")[0] == "Instelling\tOpleiding\tGroep"


def test_that_headings_in_a_paste_find_their_columns_and_rows_below_are_new(region, page, table):
    clip(
        "Groep\tStudenten\tInstelling\tCrebo\tVan\tT/m\tWeekdagen\tOpmerking\n"
        "VIG9A\t21\tRijn College\t25656\t8-2-2027\t16-4-2027\tma di wo do\tweg\n"
        "VIG9B\t\tRijn College\t25656\t8-2-2027\t16-4-2027\tma di wo do\t\n"
    )
    table.setCurrentIndex(cell(table, 3, "Instelling"))
    table.paste()
    changed, *added = region.session.state.periods[3:]
    assert (changed.group, changed.students, changed.programme) == ("VIG9A", 21, "25656")
    assert not added and page.models[0].drafts == 1
    write(table, cell(table, 4, "Studenten"), "22")
    assert region.session.state.periods[4].students == 22
    assert page.models[0].drafts == 0


def test_that_a_paste_goes_where_it_is_seen_also_when_sorted_and_filtered(region, table):
    table.filter.set_words("verzorgende")
    table.sortByColumn(column_of(table, "Studenten"), Qt.SortOrder.DescendingOrder)
    groups = [cell(table, r, "Groep").data() for r in range(table.model().rowCount())]
    assert groups == ["VIG2B", "VIG2A"]
    clip("11\n12")
    table.setCurrentIndex(cell(table, 0, "Studenten"))
    table.paste()
    assert [p.students for p in region.session.state.periods] == [12, 11, 12, 10]


def test_that_one_value_fills_what_is_selected_and_fill_down_repeats_the_first(region, table):
    clip("28")
    select(table, cell(table, 0, "Studenten"), cell(table, 2, "Studenten"))
    table.paste()
    assert [p.students for p in region.session.state.periods] == [28, 28, 28, 10]
    select(table, cell(table, 1, "Groep"), cell(table, 3, "Studenten"))
    table.fill_down()
    assert [p.group for p in region.session.state.periods][1:] == ["VIG2B"] * 3
    assert region.session.state.periods[3].students == 28
    table.setCurrentIndex(cell(table, 1, "Groep"))
    table.fill_down()
    assert region.session.state.periods[1].group == "VIG2A", "the row above"
    select(table, cell(table, 0, "Jaar"), cell(table, 1, "Jaar"))
    table.clear_cells()
    assert [p.year for p in region.session.state.periods][:2] == [None, None]


def test_that_keys_copy_paste_edit_and_delete(region, page, table, qtbot):
    table.setCurrentIndex(cell(table, 0, "Groep"))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clip() == "VIG2A"
    table.setCurrentIndex(cell(table, 1, "Groep"))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert region.session.state.periods[1].group == "VIG2A"
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert region.session.state.periods[1].group == ""
    table.setCurrentIndex(cell(table, 0, "Studenten"))
    qtbot.keyClick(table, Qt.Key.Key_7)
    editor = table.findChild(CellEdit)
    qtbot.keyClick(editor, Qt.Key.Key_1)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: region.session.state.periods[0].students == 71)
    assert table.currentIndex().row() == 1, "Enter goes on below"
    qtbot.keyClick(table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert [p.id for p in region.session.state.periods] == ["P0", "P2", "P3"]
    qtbot.keyClick(table, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert page.models[0].drafts == 1
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table.column_filter.isVisible()
    table.column_filter.close()


@pytest.mark.parametrize(
    "title,kind,typed",
    [
        ("Van", DateEdit, ("26-10-2026", {"start": date(2026, 10, 26)})),
        ("Weekdagen", WeekdaysEdit, ("di wo", {"weekdays": (1, 2)})),
        ("Opleiding", ListEdit, ("25655 Mbo-Verpleegkundige", {"programme": "25655"})),
        ("Vorm", QComboBox, ("lint", {"form": Form.LINT})),
        ("Vast", QComboBox, ("ja", {"fixed": True})),
        ("Groep", CellEdit, ("Z", {"group": "Z"})),
    ],
)
def test_that_every_kind_of_cell_has_its_editor(region, table, title, kind, typed):
    text, expected = typed
    index = cell(table, 0, title)
    table.edit(index)
    editor = table.viewport().findChild(kind) or table.findChild(kind)
    assert editor.accessibleName() == title
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    else:
        editor.setText(text)
    table.commitData(editor)
    period = region.session.state.periods[0]
    assert {name: getattr(period, name) for name in expected} == expected


def test_that_days_and_weekdays_can_be_picked(table, qtbot):
    table.edit(cell(table, 0, "Weekdagen"))
    days = table.findChild(WeekdaysEdit)
    days.open_popup()
    assert [day.isChecked() for day in days.days] == [True] * 4 + [False] * 3
    days.days[0].click()
    assert days.text() == "di wo do"
    days.popup.hide()
    table.closeEditor(days, table.itemDelegate().EndEditHint.RevertModelCache)
    table.edit(cell(table, 0, "Van"))
    day = table.findChild(DateEdit)
    day.open_popup()
    assert day.calendar.selectedDate().toPython() == date(2026, 11, 2)
    day.take_day(day.calendar.selectedDate().addDays(1))
    assert day.text() == "03-11-2026"


def test_that_new_rows_wait_until_they_are_complete(region, page, table):
    table.setCurrentIndex(cell(table, 0, "Groep"))
    page.add_button.click()
    assert table.currentIndex().row() == 4
    assert cell(table, 4, "Instelling").data() == "Rijn College"
    table.filter.set_words("bestaat niet")
    assert table.model().rowCount() == 1, "a row that is being filled in is not filtered away"
    table.filter.set_words("")
    for title, text in (
        ("Opleiding", "VIG"),
        ("Studenten", "15"),
        ("Weken", "wk 6 t/m 15"),
    ):
        write(table, cell(table, 4, title), text)
        assert len(region.session.state.periods) == 4
    write(table, cell(table, 4, "Weekdagen"), "ma di")
    assert region.session.state.periods[4].weekdays == (0, 1)
    assert page.unfinished == 0
    page.add_button.click()
    table.delete_rows()
    assert page.unfinished == 0 and len(region.session.state.periods) == 5


def test_that_leerbedrijven_and_holidays_are_edited_too(region, page):
    page.tabs.setCurrentIndex(1)
    companies = page.tables[1]
    write(companies, cell(companies, 0, "Plaatsen"), "44")
    write(companies, cell(companies, 1, "Gesloten"), "21-12-2026 t/m 1-1-2027")
    assert region.session.state.leerbedrijven[0].places == 44
    assert len(region.session.state.leerbedrijven[1].closed) == 1
    page.tabs.setCurrentIndex(2)
    holidays = page.tables[2]
    holidays.setCurrentIndex(cell(holidays, 1, "T/m"))
    write(holidays, cell(holidays, 1, "T/m"), "10-1-2027")
    assert region.session.state.holidays[1].end == date(2027, 1, 10)
    holidays.delete_rows()
    assert len(region.session.state.holidays) == 1
    assert "Maas College" in page.strip.text.text(), "it has no holidays of its own any more"


def test_that_a_column_filters_by_what_is_marked(page, table):
    table.ask_filter(column_of(table, "Instelling"))
    popup = table.column_filter
    assert [popup.list.item(i).text() for i in range(2)] == ["Maas College", "Rijn College"]
    popup.field.setText("maas")
    popup.apply()
    assert table.model().rowCount() == 2
    assert page.count.isVisible()
    page.count.click()
    assert table.model().rowCount() == 4


def test_that_another_file_leaves_nothing_to_put_right(region, page, table):
    write(table, cell(table, 0, "Studenten"), "veel")
    page.add_row()
    region.session.use(Project(small_state()))
    assert page.unfinished == 0
    assert cell(table, 0, "Studenten").data() == "20"


def test_that_the_model_keeps_the_rules_of_item_models_while_it_is_edited(qapp):
    project = Project(small_state())
    rows = PeriodRows()
    model = EditableModel(
        period_columns(Words("nl")),
        lambda row, _number: row.period.id,
        lambda changes, new: project.editing.edit("period", changes, new),
        "nl",
    )
    project.on_change = lambda: model.set_rows(rows.of(project.state))
    QAbstractItemModelTester(model, FATAL)
    proxy = FilterModel()
    proxy.setSourceModel(model)
    QAbstractItemModelTester(proxy, FATAL)
    model.set_rows(rows.of(project.state))
    proxy.sort(4, Qt.SortOrder.DescendingOrder)
    model.write([(0, 4, "31"), (1, 4, "onzin")], [{"group": "X"}])
    model.add_draft({"institution": "Rijn College"})
    assert (model.refused, model.drafts) == (1, 2)
    project.editing.delete("period", ["P1", "P2"])
    assert (model.refused, model.drafts) == (0, 2)
    model.keys_of([2, 3])
    project.undo()
    project.undo()
    model.discard_drafts()
    assert model.rowCount() == 4
    project.editing.delete("period", ["P0", "P1", "P2", "P3"])
    assert model.rowCount() == 0


def test_that_cells_with_tabs_lines_and_quotes_come_through_the_clipboard():
    lines = [["a\tb", 'c "d"', "e\nf"], ["1", "", "2"]]
    assert cells_of(tabbed(lines)) == lines
    assert cells_of("a\tb\r\n\r\n") == [["a", "b"]]


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+cmd|'/C calc'!A0", "-2+3", "=HYPERLINK(A1)"]
)
def test_that_a_copied_name_is_no_formula_in_excel(cell):
    copied = tabbed([[cell]])
    assert copied.startswith("'")
    assert cells_of(copied) == [[cell]]


@pytest.mark.parametrize("cell", ["-5", "+5", "-5,5", "-12%", "-", "a=b", "'t Hof"])
def test_that_a_copied_number_or_name_stays_as_it_is(cell):
    assert tabbed([[cell]]) == cell
    assert cells_of(cell) == [[cell]]


# --- rules -----------------------------------------------------------------------------------


def test_that_rules_are_set_for_the_region_and_for_one_institution(region, page, qtbot):
    page.tabs.setCurrentIndex(RULES)
    form, policy = page.rules, lambda: region.session.state.policy
    form.fields["rule.window_weeks"].box.setValue(6)
    qtbot.waitUntil(lambda: policy().rules.window_weeks == 6)
    form.fields["rule.school_days"].boxes[4].click()
    assert policy().rules.school_days == (4,)
    form.fields["weight.1"].box.setValue(1.5)
    form.fields["rule.target"].box.setValue(95)
    form.institutions.setCurrentRow(1)
    assert policy().load_weights == {1: 1.5}
    assert policy().target == 0.95
    assert form.institution == "Maas College"
    form.fields["rule.allowed_forms"].boxes[1].click()
    assert policy().rules_of("Maas College").allowed_forms == (Form.LINT,)
    assert "1 anders" in form.institutions.item(1).text()
    assert "zoals de regio, lint, blok" in form.resets["rule.allowed_forms"].text()
    form.fields["rule.allowed_forms"].boxes[0].click()
    assert policy().rules_of("Maas College").allowed_forms == (Form.LINT,), "not without any"
    assert "ten minste" in form.fields["rule.allowed_forms"].note.text()
    form.as_region.click()
    assert not policy().institutions
    for _ in range(6):
        region.undo()
    assert policy() == small_state().policy
    assert form.fields["rule.allowed_forms"].boxes[1].isChecked()


def test_that_a_different_rule_is_marked_and_reset_in_one_step(region, page, qtbot):
    page.tabs.setCurrentIndex(RULES)
    form, policy = page.rules, lambda: region.session.state.policy
    marked = lambda: {name for name, reset in form.resets.items() if not reset.isHidden()}  # noqa: E731
    usual, before = policy(), marked()
    editing = region.session.project.editing
    editing.edit_rule(None, "window_weeks", 17)
    editing.edit_goal("changes", 5)
    editing.edit_target(0.9)
    assert marked() - before == {"rule.window_weeks", "goal.changes", "rule.target"} - before
    assert "Afwijkend" in form.resets["rule.window_weeks"].text()
    for name in sorted(marked()):
        form.resets[name].click()
    assert policy() == Policy(load_weights=usual.load_weights)
    assert not marked()


def test_that_every_rule_stands_in_one_group():
    listed = [name for names in RULE_GROUPS.values() for name in names]
    assert sorted(listed) == sorted(field.name for field in RULE_FIELDS)


def test_that_the_region_has_its_name_and_masking_among_the_rules(region, page):
    page.tabs.setCurrentIndex(RULES)
    names = page.rules.names
    names.region.setText("Rijk van Nijmegen")
    names.code.setText("rvn")
    names.region.editingFinished.emit()
    names.masks.click()
    rules = region.session.state.ground_rules
    assert (rules.region, rules.code, rules.masks_small) == ("Rijk van Nijmegen", "RVN", True)
    region.undo()
    assert not names.masks.isChecked()


def test_that_typed_rules_are_read_and_what_cannot_be_read_is_told_beside_them(region, page):
    page.tabs.setCurrentIndex(RULES)
    form, policy = page.rules, lambda: region.session.state.policy
    sets, stretches = (form.fields[f"rule.{name}"] for name in ("weekday_sets", "forbidden"))
    sets.box.setPlainText("ma di; do vr")
    sets.settle()
    assert policy().rules.weekday_sets == ((0, 1), (3, 4))
    stretches.box.setPlainText("P1: 1-10\nToetsweek: 8-2-2027 t/m 12-2-2027, 25656, leerjaar 1")
    stretches.settle()
    first, second = policy().rules.forbidden
    assert (first.first_lesweek, first.last_lesweek) == (1, 10)
    assert (second.start, second.programme, second.year) == (date(2027, 2, 8), "25656", 1)
    form.refresh()
    assert stretches.box.toPlainText().endswith("25656, leerjaar 1")
    for editor, text in ((sets, "ma di; soms"), (stretches, "P1: straks")):
        editor.box.setPlainText(text)
        editor.settle()
        assert editor.note.isVisibleTo(form) and text.split()[-1] in editor.note.text()
    assert len(policy().rules.forbidden) == 2
    form.fields["rule.lint_days"].boxes[0].click()
    assert 1 in policy().rules.lint_days
    form.fields["rule.served_first"].boxes[2].click()
    assert policy().served_first == (1, 2, 3)
    form.fields["goal.changes"].box.setValue(2)
    form.fields["goal.changes"].settle()
    assert policy().goals.changes == 2


def test_that_closing_asks_while_something_is_not_taken_over(region, page, table, qtbot, tmp_path):
    with qtbot.waitSignal(region.actions.files.save_job.finished, timeout=10_000):
        region.actions.files.save_to(str(tmp_path / "regio.stageplan"))
    write(table, cell(table, 0, "Studenten"), "veel")
    region.close()
    assert region.isVisible()
    box = region.findChild(QMessageBox)
    assert "niet zijn overgenomen" in box.informativeText()
    box.reject()
    page.discard_drafts()
    region.close()
    assert not region.isVisible()
