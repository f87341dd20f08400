"""Tables keep Qt's rules, filter by words and sort by value."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.builders import period, plan_with_one_change, small_state
from ui.base.formatting import Words
from ui.data.columns import company_columns, holiday_columns, period_columns
from ui.data.period_rows import PeriodRows
from ui.plan.plan_rows import plan_columns
from ui.tables.filter_model import FilterModel
from ui.tables.table_model import Column, TableModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_that_the_models_keep_the_rules_of_item_models(qapp):
    state = small_state()
    words = Words("nl")
    for columns, rows in (
        (period_columns(words), PeriodRows().of(state)),
        (plan_columns(words), PeriodRows().of(state)),
        (company_columns(words), state.leerbedrijven),
        (holiday_columns(words), state.holidays),
    ):
        model = TableModel(columns)
        QAbstractItemModelTester(model, FATAL)
        proxy = FilterModel()
        proxy.setSourceModel(model)
        QAbstractItemModelTester(proxy, FATAL)
        model.set_rows(rows)
        model.set_rows(rows[:1])
        model.set_rows(rows)
        proxy.set_words("college")
        proxy.sort(1, Qt.SortOrder.DescendingOrder)
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                said = model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
                assert said.startswith(model.columns[column].title)


def test_that_only_rows_that_changed_are_refreshed(qapp, qtbot):

    state = small_state()
    model = TableModel(period_columns(Words("nl")))
    model.set_rows(PeriodRows().of(state))
    told = []
    model.dataChanged.connect(lambda top, bottom: told.append(top.row()))
    model.set_rows(PeriodRows().of(replace(state, plan=plan_with_one_change(state))))
    assert told == [1]


def test_that_words_filter_over_all_columns_and_numbers_sort_as_numbers(qapp):
    state = small_state()
    model = TableModel(period_columns(Words("nl")))
    model.set_rows(PeriodRows().of(state))
    proxy = FilterModel()
    proxy.setSourceModel(model)
    proxy.set_words("maas verzorgende")
    assert proxy.rowCount() == 1
    proxy.set_words("")
    students = [c.title for c in model.columns].index("Studenten")
    proxy.sort(students, Qt.SortOrder.AscendingOrder)
    assert [proxy.index(r, students).data() for r in range(4)] == ["10", "12", "20", "25"]


def test_that_weeks_sort_by_date_over_the_turn_of_the_year(qapp):
    model = TableModel(period_columns(Words("nl")))
    from stageplanner.domain.state import State

    early = period(0, start=date(2026, 12, 14), end=date(2026, 12, 18))
    late = period(1, start=date(2027, 1, 4), end=date(2027, 1, 8))
    model.set_rows(PeriodRows().of(State(periods=(late, early))))
    proxy = FilterModel()
    proxy.setSourceModel(model)
    weeks = [c.title for c in model.columns].index("Weken")
    proxy.sort(weeks, Qt.SortOrder.AscendingOrder)
    assert [proxy.index(r, weeks).data() for r in range(2)] == ["wk 51", "wk 1"]


def test_that_rows_of_untouched_periods_are_the_same_objects():
    state, rows = small_state(), PeriodRows()
    before = rows.of(state)
    after = rows.of(replace(state, plan=plan_with_one_change(state)))
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
    assert after[1].is_changed
    back = rows.of(state)
    assert back == before


def test_that_rows_without_a_value_come_last_whichever_way_a_column_is_sorted(qapp):
    model = TableModel([Column(title="Getal", text=str, sort=lambda row: row)])
    model.set_rows((3, None, 1, None, 2))
    proxy = FilterModel()
    proxy.setSourceModel(model)
    for order, wanted in (
        (Qt.SortOrder.AscendingOrder, ["1", "2", "3", "None", "None"]),
        (Qt.SortOrder.DescendingOrder, ["3", "2", "1", "None", "None"]),
    ):
        proxy.sort(0, order)
        assert [proxy.index(r, 0).data() for r in range(5)] == wanted
    proxy.sort(-1)
    assert [proxy.index(r, 0).data() for r in range(5)] == ["3", "None", "1", "None", "2"]


def test_that_what_is_selected_stays_so_while_rows_move_come_and_go(qapp):
    model = TableModel([Column(title="Woord", text=str)])
    model.set_rows(("d", "b", "a", "c"))
    proxy = FilterModel()
    proxy.setSourceModel(model)
    QAbstractItemModelTester(proxy, FATAL)
    held = QPersistentModelIndex(proxy.index(1, 0))
    proxy.sort(0, Qt.SortOrder.AscendingOrder)
    assert (held.row(), held.data()) == (1, "b")
    proxy.set_test(lambda row: row != "a")
    assert (held.row(), held.data()) == (0, "b")
    model.set_rows(("d", "0", "b", "a", "c"))
    assert (held.row(), held.data()) == (1, "b")
    model.set_rows(("d", "b", "a", "c"))
    assert (held.row(), held.data()) == (0, "b")
    model.set_rows(("d", "z", "a", "c"))
    assert (held.row(), held.data()) == (2, "z")
    proxy.set_test(lambda row: row != "z")
    assert not held.isValid()
    assert [proxy.index(r, 0).data() for r in range(proxy.rowCount())] == ["a", "c", "d"]
