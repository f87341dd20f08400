"""The sheets of the agreements and of the history: Afspraken and Logboek.

They have roles and dates of signatures, but no names or addresses of persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages
from stageplanner.domain.agreement import Agreement, AgreementParty
from stageplanner.domain.plan import Placement
from stageplanner.reporting.facts import Facts
from stageplanner.reporting.history_text import LogRow
from stageplanner.sheets.writing.page_layout import (
    height_of,
    need_height,
    set_page,
    set_print_area,
    set_widths,
    write_wide,
)
from stageplanner.sheets.writing.styles import (
    HEAD,
    HEAD_CENTER,
    OVER,
    QUIET_WRAP,
    TITLE,
    Look,
    add_sheet,
    count_format,
    write_date,
    write_number,
    write_percent,
    write_text,
)

#: Most events on the sheet, the latest ones; the project file has all.
MOST_EVENTS = 5000

WIDTHS = (17.0, 33.0, 12.0, 40.0, 9.5, 9.5, 9.5, 9.0, 9.0, 10.5, 10.5)
LAST = len(WIDTHS)
CLAUSE_WIDTHS = (17.0, 28.0, 31.0, 32.0, 32.0, 10.0, 10.0)
LOG_WIDTHS = (16.0, 14.0, 26.0, 26.0, 48.0, 30.0)

_HEADS = ("number", "title", "status", "parties", "students", "peak_before", "peak_after",
          "short_before", "short_after", "from", "until")  # fmt: skip
_CLAUSES = ("number", "group", "programme", "was", "becomes", "students", "realised")
_LEFT = frozenset({"number", "title", "status", "parties", "group", "programme", "was", "becomes"})
_TEXT = Look(size=9, border="bottom", wrap=True)
_BOLD = Look(size=9, border="bottom", wrap=True, bold=True)
_NUMBER = Look(size=9, border="bottom", align="center")


def write_agreements(book: Workbook, facts: Facts) -> Worksheet:
    """Write every agreement with its parties, its effect and its term."""
    ws = add_sheet(book, facts.sentence("sheet_agreements"))
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, facts.sentence("agreements_title"), TITLE)
    ws.row_dimensions[1].height = 30
    write_wide(ws, 2, (1, LAST), facts.sentence("agreements_how"), QUIET_WRAP)
    first = row = _heads(ws, facts, 4, _HEADS)
    for agreement in facts.state.agreements:
        _write_agreement(ws, facts, row, agreement)
        row += 1
    if row > first:
        _colour(ws, f"F{first}:G{row - 1}", "1.000001")
        _colour(ws, f"H{first}:I{row - 1}", "0.5")
    ws.freeze_panes = "B5"
    _page(ws, facts, "4:4")
    set_print_area(ws, LAST, row)
    return ws


def write_clauses(book: Workbook, facts: Facts) -> Worksheet:
    """Write the clauses: per group what was wished, agreed and realised."""
    ws = add_sheet(book, facts.sentence("sheet_clauses"))
    set_widths(ws, CLAUSE_WIDTHS)
    row = _heads(ws, facts, 1, _CLAUSES)
    for agreement in facts.state.agreements:
        row = _write_clauses(ws, facts, row, agreement)
    ws.freeze_panes = "C2"
    _page(ws, facts, "1:1")
    set_print_area(ws, len(CLAUSE_WIDTHS))
    return ws


def _page(ws: Worksheet, facts: Facts, title_rows: str) -> None:
    set_page(
        ws,
        facts.language,
        footer=f"{facts.sentence('document', years=facts.school_year)} · {ws.title}",
        landscape=True,
        title_rows=title_rows,
    )


def _heads(ws: Worksheet, facts: Facts, row: int, names: tuple[str, ...]) -> int:
    for column, name in enumerate(names, start=1):
        look = HEAD if name in _LEFT else HEAD_CENTER
        write_text(ws, row, column, facts.sentence(f"agreement_{name}"), look)
    ws.row_dimensions[row].height = 28
    return row + 1


def _write_agreement(ws: Worksheet, facts: Facts, row: int, agreement: Agreement) -> None:
    language, effect = facts.language, agreement.effect
    number = f"{agreement.number} v{agreement.version}"
    holder = facts.sentence("agreement_holder", holder=agreement.holder) if agreement.holder else ""
    title = "\n".join(filter(None, (agreement.title, agreement.conditions, holder)))
    status = messages.text(f"agreement_status_{agreement.status.value}", language)
    parties = "\n".join(_party(facts, entry) for entry in agreement.parties)
    for column, value in ((1, number), (2, title), (3, status), (4, parties)):
        _write(ws, row, column, value, _BOLD if column == 1 else _TEXT)
    students = sum(clause.students for clause in agreement.clauses)
    write_number(ws, row, 5, students, _NUMBER)
    if effect is None:
        for column in (6, 7, 8, 9):
            write_text(ws, row, column, "–", _NUMBER)
    else:
        for column, peak in ((6, effect.peak_before), (7, effect.peak_after)):
            write_percent(ws, row, column, peak, look=_NUMBER, language=language)
        for column, days in ((8, effect.shortage_before), (9, effect.shortage_after)):
            form = count_format(language)
            write_number(ws, row, column, round(days, 3), _NUMBER, number_format=form)
    write_date(ws, row, 10, agreement.valid_from, look=_NUMBER, language=language)
    write_date(ws, row, 11, agreement.valid_until, look=_NUMBER, language=language)


def _party(facts: Facts, entry: AgreementParty) -> str:
    """Return a party with its answer and the role of the person who signed."""
    answer = f"{entry.party.label}: {facts.sentence(f'party_said_{entry.status.value}')}"
    if entry.signed_on is None:
        return answer
    role = entry.signed_role or "–"
    return f"{answer}, {facts.sentence('party_signed', role=role, day=entry.signed_on)}"


def _write(ws: Worksheet, row: int, column: int, value: str, look: Look = _TEXT) -> None:
    """Write a text and make its row high enough."""
    write_text(ws, row, column, value, look)
    width = ws.column_dimensions[get_column_letter(column)].width
    need_height(ws, row, height_of(value, width, look.size, look.bold) + 4)


def _colour(ws: Worksheet, area: str, limit: str) -> None:
    """Mark numbers above a limit by conditional formatting, which survives sorting."""
    rule_of: Any = CellIsRule
    fill = PatternFill("solid", start_color="FFF1D6", end_color="FFF1D6", bgColor="FFF1D6")
    rule = rule_of(
        operator="greaterThan", formula=[limit], fill=fill, font=Font(color=OVER, bold=True)
    )
    ws.conditional_formatting.add(area, rule)


def _write_clauses(ws: Worksheet, facts: Facts, row: int, agreement: Agreement) -> int:
    for clause in agreement.clauses:
        group = ", ".join(filter(None, (clause.institution, clause.group or clause.period)))
        programme = clause.programme_name or clause.programme
        was, becomes = _placements_text(facts, clause.before), _placements_text(facts, clause.after)
        for column, value in enumerate((agreement.number, group, programme, was, becomes), start=1):
            _write(ws, row, column, value, _BOLD if column in (1, 5) else _TEXT)
        write_number(ws, row, 6, clause.students, _NUMBER)
        write_number(ws, row, 7, clause.realised, _NUMBER)
        row += 1
    return row


def _placements_text(facts: Facts, placements: tuple[Placement, ...]) -> str:
    def text_of(placement: Placement) -> str:
        option = placement.option
        form = facts.sentence(f"form_{option.form.value}")
        line = f"{form}, {facts.weekdays(option.weekdays)}, {facts.dates(option)}"
        if len(placements) == 1:
            return line
        return f"{facts.sentence('students', students=placement.students)}: {line}"

    return "\n".join(text_of(placement) for placement in placements)


def write_log(book: Workbook, facts: Facts, rows: tuple[LogRow, ...]) -> Worksheet:
    """Write the history, the latest first."""
    ws = add_sheet(book, facts.sentence("sheet_log"))
    set_widths(ws, LOG_WIDTHS)
    last = len(LOG_WIDTHS)
    for column, name in enumerate(("when", "user", "what", "subject", "told", "origin"), start=1):
        write_text(ws, 1, column, facts.sentence(f"log_{name}"), HEAD)
    ws.row_dimensions[1].height = 24
    row = 2
    for row, values in enumerate(_latest(rows), start=2):
        for column, value in enumerate(values, start=1):
            shown = value if len(value) <= 400 else f"{value[:399]}…"
            _write(ws, row, column, shown)
    if len(rows) > MOST_EVENTS:
        row += 1
        value = facts.sentence("log_more", number=facts.count(len(rows) - MOST_EVENTS))
        write_wide(ws, row, (1, last), value, QUIET_WRAP)
    ws.freeze_panes = "A2"
    _page(ws, facts, "1:1")
    set_print_area(ws, last, row)
    return ws


def _latest(rows: tuple[LogRow, ...]) -> Iterator[tuple[str, ...]]:
    for entry in rows[: -MOST_EVENTS - 1 : -1]:
        yield (entry.when, entry.user, entry.what, entry.subject, entry.summary, entry.origin)
