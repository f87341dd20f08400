"""Filling the answers of a party into its workbook of a round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.negotiation.answer_token import read_token, unasked_token
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Round
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.facts import Facts
from stageplanner.sheets.columns import SHEET_ANSWER, Field
from stageplanner.sheets.writing.plan_cells import PLANNED, Value
from stageplanner.sheets.writing.plan_sheets import write_row
from stageplanner.sheets.writing.round_workbook import answer_columns

#: The answer, the remark, the counter-proposal, and what was asked.
Filled = tuple[str, str, tuple[Placement, ...], tuple[Placement, ...]]

_WORDS = {"agreed": "akkoord", "refused": "afgewezen", "countered": "tegenvoorstel"}


def fill_answers(book: Workbook, answers: Mapping[str, Filled]) -> None:
    """Fill in the answers by the ids of their proposals; the styles of the cells stay."""
    ws = book[SHEET_ANSWER]
    columns = {c.field: i for i, c in enumerate(answer_columns(is_company=False), start=1)}
    for row in range(2, ws.max_row + 1):
        token = read_token(str(ws.cell(row, columns[Field.TOKEN]).value or ""))
        if token is None or token.proposal not in answers:
            continue
        word, remark, counter, asked = answers[token.proposal]
        if token.part == 1:
            _set(ws, row, columns[Field.REMARK], remark or None)
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
    """Write into a cell; a text never becomes a formula."""
    cell = ws.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def add_unasked(
    book: Workbook, round_: Round, facts: Facts, unasked: Mapping[str, tuple[Placement, ...]]
) -> None:
    """Add a row for every stage period with a proposal of the institution itself.

    Such a row asks nothing: it has the wish as the proposal, and the counter-proposal filled in.
    """
    ws, columns = book[SHEET_ANSWER], answer_columns(is_company=False)
    by_field = {column.field: i for i, column in enumerate(columns, start=1)}
    row = ws.max_row
    for period in facts.state.periods:
        for part, placement in enumerate(unasked.get(period.id, ()), start=1):
            row += 1
            values = _unasked_values(round_, period, part)
            write_row(ws, row, columns, values, language=facts.language)
            if part == 1:
                _set(ws, row, by_field[Field.ANSWER], _WORDS["countered"])
            _fill_counter(ws, row, by_field, placement)
            for date_field in (Field.COUNTER_START, Field.COUNTER_END):
                ws.cell(row, by_field[date_field]).number_format = "d-m-yyyy"


def _unasked_values(round_: Round, period: StagePeriod, part: int) -> dict[Field, Value]:
    wish = wish_option(period)
    values: dict[Field, Value] = {
        Field.PROPOSAL: "+",
        Field.GROUP: period.group or period.id,
        Field.TOKEN: unasked_token(round_, period, part),
    }
    if part > 1:
        return values
    return values | {
        Field.PROGRAMME_NAME: period.programme_name or period.programme,
        Field.YEAR: period.year,
        Field.STUDENTS: period.students,
        **{field: value(wish) for field, value in PLANNED.items()},
        Field.WISH_FORM: wish.form.value,
        Field.WISH_START: wish.start,
        Field.WISH_END: wish.end,
        Field.WISH_WEEKDAYS: format_weekdays(wish.weekdays),
    }
