"""The sheet of one leerbedrijf: its groups, and its load before and after."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import week_number
from stageplanner.domain.masking import HIDDEN_HEIGHT, HIDDEN_WORD, Masking
from stageplanner.domain.negotiation.asked import GIVEN_UP, Ask
from stageplanner.domain.proposal import Party
from stageplanner.load.company_visits import Busy, busy_weeks
from stageplanner.reporting.facts import Facts
from stageplanner.reporting.proposal_status import placements_text, status_counts, status_text
from stageplanner.sheets.columns import SHEET_ANSWER
from stageplanner.sheets.writing.charts import titled_axes
from stageplanner.sheets.writing.figures_sheet import write_heading
from stageplanner.sheets.writing.page_layout import (
    height_of,
    need_height,
    set_page,
    set_print_area,
    set_widths,
    write_wide,
)
from stageplanner.sheets.writing.styles import (
    ACCENT,
    HEAD,
    HEAD_CENTER,
    LINE,
    QUIET_WRAP,
    SUBTITLE,
    TITLE,
    Look,
    add_sheet,
    write_number,
    write_text,
)

WIDTHS = (20.0, 28.0, 9.0, 10.0, 29.0, 30.0, 46.0, 24.0)
LAST = len(WIDTHS)
_HEADS = ("visit_institution", "head_programme", "head_year", "head_students", "visit_from",
          "visit_to", "visit_why", "visit_stand")  # fmt: skip

#: A height with which most of a school year fits next to the chart.
WEEK_HEIGHT = 11.5
_ROW = Look(size=9, border="bottom", wrap=True, vertical="top")
_NUMBER = Look(size=9, border="bottom", align="center", vertical="top")


def write_company(
    book: Workbook,
    facts: Facts,
    party: Party,
    asks: tuple[Ask, ...],
    masking: Masking,
    *,
    name: str,
    subtitle: str,
    intro: str = "",
) -> Worksheet:
    """Write the groups that come to a leerbedrijf otherwise than wished, and its weeks.

    ``intro`` is the opening text; by default it says where to answer.
    """
    ws = add_sheet(book, name)
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, party.label, TITLE)
    ws.row_dimensions[1].height = 32
    write_text(ws, 2, 1, subtitle, SUBTITLE)
    write_wide(ws, 3, (1, LAST), intro or _intro(facts, asks), Look(size=11, wrap=True), pad=16)
    weeks = _write_groups(ws, facts, 5, asks, masking) + 1
    row = _write_weeks(ws, facts, weeks, asks, masking)
    if masking.is_on:
        row += 1
        write_wide(ws, row, (1, LAST), facts.sentence("masked"), QUIET_WRAP)
    set_page(
        ws,
        facts.language,
        footer=f"{party.label} · {subtitle}",
        landscape=True,
        title_rows=f"{weeks + 1}:{weeks + 1}",
    )
    set_print_area(ws, LAST, row)
    return ws


def _intro(facts: Facts, asks: tuple[Ask, ...]) -> str:
    open_asks = sum(ask.is_open for ask in asks)
    if open_asks == len(asks):
        return facts.sentence("visit_intro", groups=open_asks, sheet=SHEET_ANSWER)
    intro = facts.sentence("visit_stands", groups=len(asks), stands=status_counts(facts, asks))
    code = "visit_still" if open_asks else "party_settled"
    return f"{intro} {facts.sentence(code, changes=open_asks, sheet=SHEET_ANSWER)}"


def _write_groups(
    ws: Worksheet, facts: Facts, row: int, asks: tuple[Ask, ...], masking: Masking
) -> int:
    """Write one row per group; return the row after them."""
    write_heading(ws, row, facts.sentence("visit_groups"))
    for column, head in enumerate(_HEADS, start=1):
        look = HEAD_CENTER if column in (3, 4) else HEAD
        write_text(ws, row + 1, column, facts.sentence(head), look)
    row += 2
    for ask in asks:
        period, institution = ask.period, ask.period.institution
        group = ", ".join(filter(None, (institution, period.group)))
        was, becomes = (
            placements_text(facts, placements, institution, masking)
            for placements in (ask.before, ask.after)
        )
        texts = {
            1: group,
            2: period.programme_name or period.programme,
            5: was,
            6: becomes,
            7: ask.reason or facts.sentence("no_reason"),
            8: status_text(facts, ask, masking),
        }
        for column, value in texts.items():
            write_text(ws, row, column, value, _ROW)
            need_height(ws, row, height_of(value, WIDTHS[column - 1], 9) + 4)
        write_number(ws, row, 3, period.year, _NUMBER)
        _write_count(ws, row, 4, masking.of_parts(ask.after, institution))
        row += 1
    return row


def _write_count(ws: Worksheet, row: int, column: int, count: int | str) -> None:
    if isinstance(count, int):
        write_number(ws, row, column, count, _NUMBER)
    else:
        write_text(ws, row, column, count, _NUMBER)


def _write_weeks(
    ws: Worksheet, facts: Facts, row: int, asks: tuple[Ask, ...], masking: Masking
) -> int:
    """Write the busiest day of every week before and after, with a chart."""
    write_heading(ws, row, facts.sentence("visit_weeks"))
    before = busy_weeks(((a.period, a.before) for a in asks), facts.calendar, masking)
    after = busy_weeks(
        ((a.period, a.before if a.status in GIVEN_UP else a.after) for a in asks),
        facts.calendar,
        masking,
    )
    head = row + 1
    for column, name in ((1, "visit_week"), (2, "visit_before"), (3, "visit_after")):
        write_text(ws, head, column, facts.sentence(name), HEAD if column == 1 else HEAD_CENTER)
    row = head
    for monday in sorted(before.keys() | after.keys()):
        row += 1
        ws.row_dimensions[row].height = WEEK_HEIGHT
        week = facts.sentence("visit_week_number", week=week_number(monday))
        write_text(ws, row, 1, week, _ROW)
        _write_busy(ws, row, 2, before.get(monday))
        _write_busy(ws, row, 3, after.get(monday))
    if row > head:
        ws.add_chart(_chart(ws, facts, head, row), f"E{head}")
    return max(row, head + 20)


def _write_busy(ws: Worksheet, row: int, column: int, busy: Busy | None) -> None:
    """Write the students of a week; a hidden count gets a height for the chart, shown as a sign."""
    if busy is None:
        write_number(ws, row, column, 0, _NUMBER)
    elif not busy.has_hidden:
        write_number(ws, row, column, busy.shown, _NUMBER)
    elif busy.shown:
        write_number(ws, row, column, busy.shown, _NUMBER, number_format='">"0')
    else:
        write_number(ws, row, column, HIDDEN_HEIGHT, _NUMBER, number_format=f'"{HIDDEN_WORD}"')


def _chart(ws: Worksheet, facts: Facts, head: int, last: int) -> BarChart:
    chart: Any = BarChart()
    chart.height, chart.width = 8.5, 17
    chart.gapWidth = 40
    chart.add_data(
        Reference(ws, min_col=2, max_col=3, min_row=head, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(ws, min_col=1, min_row=head + 1, max_row=last))
    for series, color in zip(chart.series, (LINE, ACCENT), strict=True):
        series.graphicalProperties.solidFill = color
    titled_axes(chart, facts.sentence("visit_week"), facts.sentence("head_students"))
    chart.y_axis.number_format = "0"
    chart.y_axis.numFmt.sourceLinked = False
    chart.x_axis.tickLblSkip = max(1, (last - head) // 8)
    assert isinstance(chart, BarChart)
    return chart
