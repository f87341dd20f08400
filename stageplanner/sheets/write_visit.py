"""The sheet of one leerbedrijf: which groups come when, and its own load before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import week_label
from stageplanner.domain.negotiation import PartyKind, Proposal, ProposalStatus
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement
from stageplanner.domain.state import State
from stageplanner.load.busiest import busiest_days
from stageplanner.sheets.columns import SHEET_ANSWER
from stageplanner.sheets.paper import set_page, set_print_area, set_widths, write_wide
from stageplanner.sheets.styles import (
    ACCENT,
    HEAD,
    HEAD_CENTER,
    MUTED,
    SUBTITLE,
    TITLE,
    Look,
    add_sheet,
    write_number,
    write_text,
)
from stageplanner.sheets.write_facts import Facts
from stageplanner.sheets.write_figures import write_heading

WIDTHS = (16.0, 30.0, 8.0, 10.0, 34.0, 34.0)
LAST = len(WIDTHS)
_HEADS = ("visit_institution", "head_programme", "head_year", "head_students", "visit_from",
          "visit_to")  # fmt: skip

_ROW = Look(size=9, border="bottom", wrap=True, vertical="top")
_NUMBER = Look(size=9, border="bottom", align="center", vertical="top")

#: A number of students as the party may see it: a number, or ``<5``.
Shown = Callable[[int], int | str]


def write_visit(
    book: Workbook,
    facts: Facts,
    proposals: tuple[Proposal, ...],
    *,
    name: str,
    subtitle: str,
    shown: Shown,
    intro: str = "",
) -> Worksheet:
    """Write the groups that come to one leerbedrijf otherwise than wished, and its weeks.

    ``intro`` is what is said first; by default where to answer.
    """
    ws = add_sheet(book, name)
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, proposals[0].party.told, TITLE)
    ws.row_dimensions[1].height = 32
    write_text(ws, 2, 1, subtitle, SUBTITLE)
    said = intro or facts.say("visit_intro", groups=len(proposals), sheet=SHEET_ANSWER)
    write_wide(ws, 3, (1, LAST), said, Look(size=11, wrap=True), pad=16)
    periods = {period.id: period for period in facts.state.periods}
    groups = [(proposal, periods[proposal.period]) for proposal in proposals]
    row = _write_groups(ws, facts, 5, groups, shown)
    row = _write_weeks(ws, facts, row + 1, groups, shown)
    set_page(ws, facts.language, footer=f"{proposals[0].party.told} · {subtitle}", landscape=True)
    set_print_area(ws, LAST, row)
    return ws


def visits(state: State) -> tuple[tuple[Proposal, ...], ...]:
    """What each leerbedrijf is asked in the round that is open, most students first."""
    known = {period.id for period in state.periods}
    asked: dict[str, list[Proposal]] = {}
    for own in reversed(state.rounds):
        if own.is_closed:
            continue
        for proposal in own.proposals:
            is_asked = proposal.status is not ProposalStatus.WITHDRAWN and proposal.period in known
            if proposal.party.kind is PartyKind.LEERBEDRIJF and is_asked:
                asked.setdefault(proposal.party.id, []).append(proposal)
        break
    found = [tuple(proposals) for proposals in asked.values()]
    return tuple(sorted(found, key=lambda own: -sum(p.students for p in own)))


def _write_groups(
    ws: Worksheet,
    facts: Facts,
    row: int,
    groups: list[tuple[Proposal, StagePeriod]],
    shown: Shown,
) -> int:
    """Write one row per group; gives the row after them."""
    write_heading(ws, row, facts.say("visit_groups"))
    for column, head in enumerate(_HEADS, start=1):
        write_text(ws, row + 1, column, facts.say(head), HEAD)
    row += 2
    for proposal, period in groups:
        write_text(ws, row, 1, period.institution, _ROW)
        write_text(ws, row, 2, period.programme_name or period.programme, _ROW)
        write_number(ws, row, 3, period.year, _NUMBER)
        _write_count(ws, row, 4, shown(proposal.students))
        write_text(ws, row, 5, _told(facts, proposal.before), _ROW)
        write_text(ws, row, 6, _told(facts, proposal.asked), _ROW)
        ws.row_dimensions[row].height = 28 * max(1, len(proposal.asked))
        row += 1
    return row


def _told(facts: Facts, placements: Iterable[Placement]) -> str:
    """Form, weeks, dates and weekdays of a group, part by part."""
    return "\n".join(
        f"{facts.say(f'form_{o.form.value}')}, {facts.weekdays(o.weekdays)}, {facts.dates(o)}"
        for o in (placement.option for placement in placements)
    )


def _write_count(ws: Worksheet, row: int, column: int, count: int | str) -> None:
    if isinstance(count, int):
        write_number(ws, row, column, count, _NUMBER)
    else:
        write_text(ws, row, column, count, _NUMBER)


def _write_weeks(
    ws: Worksheet,
    facts: Facts,
    row: int,
    groups: list[tuple[Proposal, StagePeriod]],
    shown: Shown,
) -> int:
    """Write the busiest day of every week before and after, with a native chart."""
    write_heading(ws, row, facts.say("visit_weeks"))
    before, after = (
        _busiest(facts, [(getattr(p, side), period) for p, period in groups])
        for side in ("before", "asked")
    )
    head = row + 1
    for column, name in ((1, "visit_week"), (2, "visit_before"), (3, "visit_after")):
        write_text(ws, head, column, facts.say(name), HEAD if column == 1 else HEAD_CENTER)
    row = head
    for monday in sorted(before | after):
        row += 1
        write_text(ws, row, 1, week_label(monday), _ROW)
        _write_count(ws, row, 2, shown(before[monday]))
        _write_count(ws, row, 3, shown(after[monday]))
    if row > head:
        chart = BarChart()
        chart.height, chart.width = 8, 12
        chart.gapWidth = 40
        chart.add_data(
            Reference(ws, min_col=2, max_col=3, min_row=head, max_row=row), titles_from_data=True
        )
        chart.set_categories(Reference(ws, min_col=1, min_row=head + 1, max_row=row))
        for series, color in zip(chart.series, (MUTED, ACCENT), strict=True):
            series.graphicalProperties.solidFill = color
        ws.add_chart(chart, f"E{head}")
    return max(row, head + 18)


def _busiest(
    facts: Facts, groups: list[tuple[tuple[Placement, ...], StagePeriod]]
) -> Counter[date]:
    """The most students on one day, per week."""
    return busiest_days(((period, placed) for placed, period in groups), facts.calendar)
