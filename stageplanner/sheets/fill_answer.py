"""Fill a party's answers into its workbook of a round, as it would have done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.plan import Placement
from stageplanner.domain.token import read_token
from stageplanner.sheets.columns import SHEET_ANSWER, Field
from stageplanner.sheets.write_round import answer_columns

#: The answer, the remark, what is proposed instead, and what was asked.
Filled = tuple[str, str, tuple[Placement, ...], tuple[Placement, ...]]

_WORDS = {"agreed": "akkoord", "refused": "afgewezen", "countered": "tegenvoorstel"}


def fill_answers(book: Workbook, answers: Mapping[str, Filled]) -> None:
    """Fill in the answers by the ids of their proposals; the look of the cells stays."""
    ws = book[SHEET_ANSWER]
    columns = {c.field: i for i, c in enumerate(answer_columns(is_company=False), start=1)}
    for row in range(2, ws.max_row + 1):
        token = read_token(str(ws.cell(row, columns[Field.TOKEN]).value or ""))
        if token is None or token.proposal not in answers:
            continue
        word, said, counter, asked = answers[token.proposal]
        if token.part == 1:
            _set(ws, row, columns[Field.REMARK], said or None)
        if token.part <= len(asked):
            _set(ws, row, columns[Field.ANSWER], _WORDS[word])
        if token.part <= len(counter):
            _fill_counter(ws, row, columns, counter[token.part - 1])


def _fill_counter(
    ws: Worksheet, row: int, columns: Mapping[Field, int], placement: Placement
) -> None:
    option = placement.option
    _set(ws, row, columns[Field.COUNTER_STUDENTS], placement.students)
    _set(ws, row, columns[Field.COUNTER_FORM], option.form.value)
    _set(ws, row, columns[Field.COUNTER_START], option.start)
    _set(ws, row, columns[Field.COUNTER_END], option.end)
    _set(ws, row, columns[Field.COUNTER_DAYS], option.days_per_week)
    _set(ws, row, columns[Field.COUNTER_WEEKDAYS], format_weekdays(option.weekdays))


def _set(ws: Worksheet, row: int, column: int, value: str | int | date | None) -> None:
    """Write into a cell; a text is never taken for a formula."""
    cell = ws.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
