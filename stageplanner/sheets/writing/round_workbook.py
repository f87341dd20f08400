"""The workbook in which a party answers a round: what it is asked, why, and answer cells.

It has rows of that party only, and of others no more than totals of the region. Every row has a
hidden token (:mod:`stageplanner.domain.negotiation.answer_token`), so that an answer is recognised
whatever people do to the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.masking import Masking, masking_for
from stageplanner.domain.negotiation.answer_token import token_of
from stageplanner.domain.negotiation.asked import Ask, asks_of_round, masked_ask
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party, PartyKind, ProposalStatus, Round
from stageplanner.reporting.facts import Facts
from stageplanner.reporting.masked_facts import mask_facts
from stageplanner.sheets.cell_seals import SEAL, SHEET_MARK, seal_of
from stageplanner.sheets.columns import (
    ANSWER_COLUMNS,
    COUNTER_STUDENTS_COLUMN,
    PERIOD_COLUMNS,
    PROPOSAL_COLUMN,
    SHEET_ANSWER,
    TOKEN_COLUMN,
    WISH_COLUMNS,
    Column,
    Field,
)
from stageplanner.sheets.writing.answer_sheet import add_choices
from stageplanner.sheets.writing.company_sheet import write_company
from stageplanner.sheets.writing.figures_sheet import write_region
from stageplanner.sheets.writing.institution_sheet import write_institution
from stageplanner.sheets.writing.page_layout import set_page, set_print_area, sheet_name
from stageplanner.sheets.writing.plan_cells import PLANNED, Value
from stageplanner.sheets.writing.plan_sheets import PLAN_WIDTHS, write_head, write_row
from stageplanner.sheets.writing.styles import (
    MUTED,
    Look,
    add_sheet,
    new_workbook,
    paint,
    write_number,
    write_text,
)

_BY_FIELD = {column.field: column for column in (*PERIOD_COLUMNS, *WISH_COLUMNS)}
_SHOWN = (Field.GROUP, Field.PROGRAMME_NAME, Field.YEAR, Field.STUDENTS, Field.WISH_FORM,
          Field.WISH_START, Field.WISH_END, Field.WISH_WEEKDAYS, Field.FORM, Field.START,
          Field.END, Field.DAYS, Field.WEEKDAYS, Field.REASON)  # fmt: skip
_ANSWER, *_COUNTER = ANSWER_COLUMNS
#: The columns that the party fills in.
OPEN_COLUMNS: tuple[Column, ...] = (_ANSWER, COUNTER_STUDENTS_COLUMN, *_COUNTER)
_OPEN = frozenset(column.field for column in OPEN_COLUMNS)
_DATES = frozenset({Field.COUNTER_START, Field.COUNTER_END})
WIDTHS = {**PLAN_WIDTHS, Field.REASON: 50.0, Field.REMARK: 30.0, Field.INSTITUTION: 24.0}

_CELL = Look(size=9, fill="FFFBEA", border="box", wrap=True, vertical="top")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSheet:
    """A party of a round, with the facts for its workbook."""

    round_: Round
    party: Party
    facts: Facts

    @property
    def masking(self) -> Masking:
        """The masking of counts for the party."""
        return masking_for(self.facts.state.ground_rules, self.party)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the party is asked, without groups that are gone, with the status of each."""
        facts, masking = self.facts, self.masking
        asks = asks_of_round(facts.state, self.round_, self.party, facts.reason_of)
        return tuple(masked_ask(ask, masking) for ask in asks)

    @property
    def asks_anything(self) -> bool:
        """Whether anything is asked that was not withdrawn."""
        return any(ask.status is not ProposalStatus.WITHDRAWN for ask in self.asks)

    @property
    def is_company(self) -> bool:
        """Whether the party is a leerbedrijf."""
        return self.party.kind is PartyKind.LEERBEDRIJF


def answer_columns(is_company: bool) -> tuple[Column, ...]:
    """Return the columns of the answer sheet; that of a leerbedrijf has the institution too."""
    shown = (Field.INSTITUTION, *_SHOWN) if is_company else _SHOWN
    return (
        PROPOSAL_COLUMN,
        *(_BY_FIELD[field] for field in shown),
        *OPEN_COLUMNS,
        TOKEN_COLUMN,
    )


def build_round_book(asked: RoundSheet) -> Workbook:
    """Build the workbook of one party for a round."""
    facts, round_, party = asked.facts, asked.round_, asked.party
    subtitle = _subtitle(facts, round_)
    book = new_workbook(f"{party.label} · {subtitle}")
    title = sheet_name(facts.sentence("sheet_proposal"), set())
    if asked.is_company:
        write_company(book, facts, party, asked.asks, asked.masking, name=title, subtitle=subtitle)
    else:
        seen = mask_facts(facts, asked.masking)
        write_institution(
            book, seen, party, asked.asks, name=title, subtitle=subtitle, answers_in_file=True
        )
    write_round_answer(book, asked)
    if not asked.is_company:
        write_region(book, mask_facts(facts, asked.masking), party.id)
    for ws in book.worksheets:
        ws.protection.sheet = True
        ws.protection.formatColumns = False
        ws.protection.formatRows = False
    _write_mark(book, asked)
    book.active = 0
    return book


def _subtitle(facts: Facts, round_: Round) -> str:
    """Return the round, when it was sent, and until when to answer."""
    values = {"round": round_.id, "deadline": round_.deadline}
    if round_.sent_on is None:
        return facts.sentence("round_subtitle_draft", **values)
    if round_.version == 1:
        return facts.sentence("round_subtitle", **values, day=round_.sent_on)
    values |= {"version": round_.version, "day": round_.sent_on}
    return facts.sentence("round_subtitle_again", **values)


def write_round_answer(book: Workbook, asked: RoundSheet) -> Worksheet:
    """Write the rows to answer, with only the answer cells unprotected (without a password).

    A group that can be split has a second row, for the second part of a counter-proposal.
    """
    facts = asked.facts
    columns = answer_columns(asked.is_company)
    ws = add_sheet(book, SHEET_ANSWER)
    write_head(ws, columns, WIDTHS)
    row = 1
    for ask in asked.asks:
        if ask.status is ProposalStatus.WITHDRAWN:
            continue
        parts: list[Placement | None] = list(ask.after)
        if len(parts) == 1 and not asked.is_company and ask.students > 1:
            parts.append(None)
        for part, placement in enumerate(parts, start=1):
            row += 1
            _write_row(ws, row, columns, asked, ask, part, placement)
    if row > 1:
        add_choices(ws, facts, row, columns)
    ws.freeze_panes = "C2"
    ws.column_dimensions[get_column_letter(len(columns))].hidden = True
    set_page(
        ws,
        facts.language,
        footer=f"{asked.party.label} · {ws.title} · {asked.round_.id}",
        landscape=True,
        title_rows="1:1",
        # The columns are not legible on one page.
        pages_wide=2,
    )
    ws.print_title_cols = "A:C"
    set_print_area(ws, len(columns) - 1)
    return ws


def _write_row(  # noqa: PLR0917 - a row, its place and its part
    ws: Worksheet,
    row: int,
    columns: tuple[Column, ...],
    asked: RoundSheet,
    ask: Ask,
    part: int,
    placement: Placement | None,
) -> None:
    """Write a part of a proposal; without a placement an empty second part."""
    facts, period = asked.facts, ask.period
    proposal = next(p for p in asked.round_.proposals if p.id == ask.proposal)
    values: dict[Field, Value] = {
        Field.PROPOSAL: ask.proposal,
        Field.GROUP: period.group or period.id,
        Field.TOKEN: token_of(asked.round_, proposal, part),
    }
    differs: set[Field] = set()
    if placement is None:
        values[Field.PROGRAMME_NAME] = facts.sentence("round_second_part")
    else:
        before = ask.before[0].option
        values |= {
            Field.INSTITUTION: period.institution,
            Field.PROGRAMME_NAME: period.programme_name or period.programme,
            Field.YEAR: period.year,
            Field.STUDENTS: asked.masking.shown(placement.students, period.institution),
            **{field: value(placement.option) for field, value in PLANNED.items()},
            Field.WISH_FORM: before.form.value,
            Field.WISH_START: before.start,
            Field.WISH_END: before.end,
            Field.WISH_WEEKDAYS: format_weekdays(before.weekdays),
            Field.REASON: ask.reason or facts.sentence("no_reason"),
        }
        differs = {f for f, value in PLANNED.items() if values[f] != value(before)}
    write_row(ws, row, columns, values, language=facts.language, differs=differs)
    if placement is None:
        for index, column in enumerate(columns, start=1):
            if column.field is Field.PROGRAMME_NAME:
                text = facts.sentence("round_second_part")
                write_text(ws, row, index, text, Look(size=8, color=MUTED, border="bottom"))
    for index, column in enumerate(columns, start=1):
        if column.field in _OPEN and not (placement is None and column.field is Field.ANSWER):
            cell = write_text(ws, row, index, None, _CELL)
            if column.field in _DATES:
                paint(cell, _CELL, "d-m-yyyy")
            cell.protection = Protection(locked=False)


def _seals(book: Workbook) -> Iterator[tuple[str, str]]:
    """Yield digests of the sheets without answers, to notice an answer that is written there."""
    for ws in book.worksheets:
        if ws.title not in {SHEET_ANSWER, SHEET_MARK}:
            for number, digests in enumerate(seal_of(ws)):
                yield f"{SEAL}{ws.title}!{number}", digests


def _write_mark(book: Workbook, asked: RoundSheet) -> None:
    """Write the party, the round and its version on a hidden sheet."""
    ws = add_sheet(book, SHEET_MARK)
    round_ = asked.round_
    rows: tuple[tuple[str, str | int | date], ...] = (
        ("key", round_.key),
        ("round", round_.number),
        ("version", round_.version),
        ("party_kind", asked.party.kind.value),
        ("party", asked.party.id),
        *_seals(book),
    )
    for row, (name, value) in enumerate(rows, start=1):
        write_text(ws, row, 1, name)
        if isinstance(value, int):
            write_number(ws, row, 2, value)
        else:
            write_text(ws, row, 2, str(value))
    ws.sheet_state = "veryHidden"
