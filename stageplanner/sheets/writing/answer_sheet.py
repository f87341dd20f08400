"""The sheet on which a party answers: the proposals, and cells for the answers."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.negotiation.asked import Ask
from stageplanner.domain.option import wish_option
from stageplanner.domain.proposal import Party
from stageplanner.reporting.facts import Facts
from stageplanner.sheets.columns import ANSWER_COLUMNS, SHEET_ANSWER, Column, Field
from stageplanner.sheets.writing.page_layout import set_page, set_print_area
from stageplanner.sheets.writing.plan_cells import PLANNED
from stageplanner.sheets.writing.plan_sheets import (
    PLAN_SHEET_COLUMNS,
    PLAN_WIDTHS,
    plan_row,
    write_head,
    write_row,
)
from stageplanner.sheets.writing.styles import Look, add_sheet, paint, write_text

#: First what a person needs to answer, last what only the import needs.
FIRST_FIELDS = (
    Field.GROUP, Field.PROGRAMME_NAME, Field.YEAR, Field.STUDENTS, Field.WISH_FORM,
    Field.WISH_START, Field.WISH_END, Field.WISH_WEEKDAYS, Field.FORM, Field.START, Field.END,
    Field.DAYS, Field.WEEKDAYS, Field.REASON,
)  # fmt: skip
_BY_FIELD = {column.field: column for column in PLAN_SHEET_COLUMNS}
_ANSWER_FIELDS = frozenset(column.field for column in ANSWER_COLUMNS)
ANSWER_SHEET_COLUMNS: tuple[Column, ...] = (
    *(_BY_FIELD[field] for field in FIRST_FIELDS),
    *ANSWER_COLUMNS,
    *(column for column in PLAN_SHEET_COLUMNS if column.field not in FIRST_FIELDS),
)
PRINTED = len(FIRST_FIELDS) + len(ANSWER_COLUMNS)

#: Narrower than on the Plan sheet, so that the answers stay on the screen.
ANSWER_WIDTHS = {**PLAN_WIDTHS, Field.REASON: 50.0, Field.REMARK: 30.0}

_CELL = Look(size=9, fill="FFFBEA", border="box", wrap=True, vertical="top")
_DATES = frozenset({Field.COUNTER_START, Field.COUNTER_END})


def write_answer(book: Workbook, facts: Facts, party: Party, asks: tuple[Ask, ...]) -> Worksheet:
    """Write what one institution has yet to answer, with only the answer cells unprotected.

    The protection has no password: it is against accidental changes of a proposal.
    """
    ws = add_sheet(book, SHEET_ANSWER)
    write_head(ws, ANSWER_SHEET_COLUMNS, ANSWER_WIDTHS)
    row = 1
    for ask in asks:
        if not ask.is_open:
            continue
        wish = wish_option(ask.period)
        for placement in ask.after:
            row += 1
            values = {**plan_row(facts, ask.period, placement), Field.REASON: ask.reason or None}
            differs = {f for f, value in PLANNED.items() if values[f] != value(wish)}
            write_row(
                ws, row, ANSWER_SHEET_COLUMNS, values, language=facts.language, differs=differs
            )
            _open_cells(ws, row)
    if row > 1:
        add_choices(ws, facts, row, ANSWER_SHEET_COLUMNS)
    ws.protection.sheet = True
    ws.protection.formatColumns = False
    ws.protection.formatRows = False
    ws.freeze_panes = "B2"
    set_page(
        ws,
        facts.language,
        footer=f"{party.label} · {ws.title}",
        landscape=True,
        title_rows="1:1",
        # The columns are not legible on one page.
        pages_wide=2,
    )
    ws.print_title_cols = "A:B"
    set_print_area(ws, PRINTED)
    return ws


def _open_cells(ws: Worksheet, row: int) -> None:
    for index, column in enumerate(ANSWER_SHEET_COLUMNS, start=1):
        if column.field in _ANSWER_FIELDS:
            cell = write_text(ws, row, index, None, _CELL)
            if column.field in _DATES:
                paint(cell, _CELL, "d-m-yyyy")
            cell.protection = Protection(locked=False)


def add_choices(ws: Worksheet, facts: Facts, last: int, columns: tuple[Column, ...]) -> None:
    """Add data validation to the answer cells: a list to choose from, dates, whole days."""
    choices = {
        Field.ANSWER: DataValidation(
            type="list", formula1='"akkoord,afgewezen,tegenvoorstel"', allow_blank=True
        ),
        Field.COUNTER_FORM: DataValidation(type="list", formula1='"lint,blok"', allow_blank=True),
        Field.COUNTER_DAYS: DataValidation(
            type="whole", operator="between", formula1="1", formula2="7", allow_blank=True
        ),
        Field.COUNTER_STUDENTS: DataValidation(
            type="whole", operator="greaterThan", formula1="0", allow_blank=True
        ),
        **{
            field: DataValidation(
                type="date", operator="greaterThan", formula1="36526", allow_blank=True
            )
            for field in _DATES
        },
    }
    for index, column in enumerate(columns, start=1):
        rule = choices.get(column.field)
        if rule is not None:
            rule.promptTitle = column.heading[:32]
            rule.prompt = facts.sentence(f"prompt_{column.field.value}")
            rule.error = facts.sentence(f"prompt_{column.field.value}")
            rule.showErrorMessage = rule.showInputMessage = True
            ws.add_data_validation(rule)
            letter = get_column_letter(index)
            rule.add(f"{letter}2:{letter}{last}")
