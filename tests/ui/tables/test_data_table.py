"""A row that the program selects is selected, whichever keys are held at that moment."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.builders import small_state
from ui.base.formatting import Words
from ui.data.columns import period_columns
from ui.data.period_rows import PeriodRows
from ui.tables.data_table import DataTable
from ui.tables.table_model import TableModel


def rows_of(table):
    return [index.row() for index in table.selectionModel().selectedRows()]


def test_that_a_chosen_row_is_selected_while_ctrl_is_held(qtbot):
    # Undo by Ctrl+Z goes to the row that was taken back: Qt itself would toggle that row off.
    model = TableModel(period_columns(Words("nl")))
    model.set_rows(PeriodRows().of(small_state()))
    table = DataTable(model, "tabel")
    qtbot.addWidget(table)
    table.show()
    QTest.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        table.selectRow(0)
        assert rows_of(table) == [0]
        table.setCurrentIndex(table.model().index(1, 0))
        assert rows_of(table) == [1]
        table.setCurrentIndex(table.model().index(1, 0))
        assert rows_of(table) == [1]
    QTest.keyRelease(table, Qt.Key.Key_Control)
