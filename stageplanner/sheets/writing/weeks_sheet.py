"""The week overview: the utilisation per programme and week, before and after."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import monday_of, week_number
from stageplanner.load.measures import Measures
from stageplanner.load.weekly_heat import Heat
from stageplanner.reporting.facts import Facts
from stageplanner.sheets.writing.page_layout import (
    need_height,
    set_page,
    set_print_area,
    write_wide,
)
from stageplanner.sheets.writing.styles import (
    HEADING,
    INK,
    MUTED,
    OVER,
    QUIET_WRAP,
    SUBTITLE,
    TITLE,
    ZEBRA,
    Look,
    add_sheet,
    count_format,
    merge,
    write_number,
    write_text,
)

#: The lowest utilisation of each colour: light to dark blue, then orange with a sign. Blue and
#: orange differ for colour-blind readers too, and on a black-and-white print.
SCALE: tuple[tuple[float, str, str], ...] = (
    (1.0, OVER, "FFFFFF"),
    (0.9, "2F6FA3", "FFFFFF"),
    (0.75, "8DB8D9", INK),
    (0.5, "C9DFEF", INK),
    (0.0, "EDF4FA", INK),
)
SIGN = "!"
#: A rounding error is no overload.
OVER_PERCENT = 100.0001
#: With more programmes the two pictures get a page each.
ONE_PAGE_UP_TO = 16

#: Narrow, so that a year fits on a legible page: hence percentages without a sign.
LABEL_WIDTH, WEEK_WIDTH = 26.0, 4.3
#: Room for a name over two lines.
ROW_HEIGHT, HEAD_HEIGHT, SPACE = 22.0, 12.0, 7.0

_LABEL, _FIRST = 1, 2
_WEEK = Look(size=8, align="center", color=MUTED, bold=True)
_MONTH = Look(size=8, color=MUTED, bold=True, border="bottom")
_CELL = Look(size=9, align="center", border="box")
_EMPTY = Look(size=9, align="center", color="9AA5B1", border="box")
_HOLIDAY = Look(size=8, align="center", color=MUTED, fill="EEF0F2", hatch=True, border="box")
_LABEL_LOOK = Look(size=8, border="bottom", wrap=True)
_SUM_LABEL = Look(size=9, bold=True, fill=ZEBRA, border="bottom")
_SUM = Look(size=7, align="center", fill=ZEBRA, border="bottom")


def write_weeks(book: Workbook, facts: Facts) -> Worksheet:
    """Write the heat map of the wishes, and that of the plan below it."""
    ws = add_sheet(book, facts.sentence("sheet_weeks"))
    one_page = len(facts.heat_before.programmes) <= ONE_PAGE_UP_TO
    last = _FIRST + max(len(facts.mondays), 24) - 1
    ws.column_dimensions["A"].width = LABEL_WIDTH
    for column in range(_FIRST, last + 1):
        ws.column_dimensions[get_column_letter(column)].width = WEEK_WIDTH
    write_text(ws, 1, 1, facts.sentence("weeks_title"), TITLE)
    ws.row_dimensions[1].height = 30
    write_wide(ws, 2, (1, last), facts.sentence("weeks_how"), QUIET_WRAP)
    row = _write_legend(ws, facts, 4)
    row = _write_block(
        ws,
        facts,
        row + 2,
        facts.sentence("weeks_before"),
        heat=facts.heat_before,
        measures=facts.before,
    )
    if facts.has_plan:
        if not one_page:
            ws.row_breaks.append(Break(id=row))
        _write_block(
            ws,
            facts,
            row + 2,
            facts.sentence("weeks_after"),
            heat=facts.heat_after,
            measures=facts.after,
        )
    else:
        write_text(ws, row + 2, 1, facts.sentence("weeks_no_plan"), SUBTITLE)
    ws.freeze_panes = "B4"
    set_page(
        ws,
        facts.language,
        footer=f"{facts.sentence('document', years=facts.school_year)} · {ws.title}",
        landscape=True,
    )
    if one_page:
        ws.page_setup.fitToHeight = 1
    set_print_area(ws, last)
    return ws


def _write_legend(ws: Worksheet, facts: Facts, row: int) -> int:
    """Write the legend of the colours, each with its range."""
    write_text(
        ws, row, _LABEL, facts.sentence("weeks_legend"), Look(size=9, bold=True, align="right")
    )
    column, upper = _FIRST, None
    for lower, fill, ink in reversed(SCALE):
        upper = next((bound for bound, _, _ in reversed(SCALE) if bound > lower), None)
        words = (
            f"> 100%  (101{SIGN})"
            if upper is None
            else f"{lower:.0%} – {upper:.0%}"
            if lower
            else f"< {upper:.0%}"
        )
        write_text(ws, row, column, words, Look(size=8, align="center", fill=fill, color=ink))
        merge(ws, row, column, column + 3)
        column += 4
    write_text(ws, row, column, facts.sentence("weeks_holiday"), _HOLIDAY)
    merge(ws, row, column, column + 7)
    ws.row_dimensions[row].height = 17
    return row


def _write_block(
    ws: Worksheet, facts: Facts, row: int, title: str, *, heat: Heat, measures: Measures
) -> int:
    """Write one heat map; return the row after it."""
    last = _FIRST + len(facts.mondays) - 1
    write_text(ws, row, _LABEL, title, HEADING)
    ws.row_dimensions[row - 1].height = SPACE
    ws.row_dimensions[row].height = 20
    row = _write_week_head(ws, facts, row + 1)
    top = row
    place = {programme: i for i, programme in enumerate(heat.programmes)}
    offset = heat.mondays.index(facts.mondays[0]) if facts.mondays else 0
    for component in facts.components:
        for programme in sorted(component.before.programmes, key=facts.title_of):
            write_text(ws, row, _LABEL, facts.title_of(programme), _LABEL_LOOK)
            need_height(ws, row, ROW_HEIGHT)
            closed = _closed_weeks(facts, programme)
            for i, monday in enumerate(facts.mondays):
                peak = heat.peaks[place[programme]][offset + i]
                students = heat.students[place[programme]][offset + i]
                if not component.has_capacity:
                    peak = math.nan
                _write_week(ws, facts, (row, _FIRST + i), peak, students, closed=monday in closed)
            row += 1
    if last >= _FIRST and row > top:
        _colour(ws, f"{get_column_letter(_FIRST)}{top}:{get_column_letter(last)}{row - 1}", top)
    return _write_sums(ws, facts, row, measures)


def _write_week_head(ws: Worksheet, facts: Facts, row: int) -> int:
    """Write the months, the ISO weeks, and how many institutions have a holiday in each week."""
    for i, monday in enumerate(facts.mondays):
        starts = i == 0 or facts.mondays[i - 1].month != monday.month
        write_text(ws, row, _FIRST + i, facts.months[monday.month - 1] if starts else "", _MONTH)
        write_number(ws, row + 1, _FIRST + i, week_number(monday), _WEEK)
        off = sum(not facts.calendar.is_lesweek(name, monday) for name in facts.institutions)
        write_text(
            ws, row + 2, _FIRST + i, f"{off}/{len(facts.institutions)}" if off else "",
            _HOLIDAY if off else _EMPTY,
        )  # fmt: skip
    for line in (row, row + 1, row + 2):
        ws.row_dimensions[line].height = HEAD_HEIGHT
    write_text(ws, row, _LABEL, "", _MONTH)
    write_text(ws, row + 1, _LABEL, facts.sentence("weeks_programme"), Look(size=8, bold=True,
               color=MUTED))  # fmt: skip
    write_text(ws, row + 2, _LABEL, facts.sentence("weeks_off"), Look(size=8, color=MUTED,
               border="bottom"))  # fmt: skip
    return row + 3


def _write_week(
    ws: Worksheet,
    facts: Facts,
    at: tuple[int, int],
    peak: float,
    students: float,
    *,
    closed: bool,
) -> None:
    """Write one cell: a percentage, students without known places, or a holiday."""
    row, column = at
    if students <= 0:
        write_text(ws, row, column, facts.sentence("weeks_off_mark") if closed else "",
                   _HOLIDAY if closed else _EMPTY)  # fmt: skip
    elif math.isnan(peak):
        write_text(ws, row, column, facts.count(students), Look(size=8, italic=True,
                   align="center", border="box"))  # fmt: skip
    elif math.isinf(peak):
        write_text(ws, row, column, f"∞{SIGN}", Look(size=9, bold=True, align="center",
                   border="box", fill=OVER, color="FFFFFF"))  # fmt: skip
    else:
        # The sign is part of the number format: it shows without colours too.
        form = f'[>{OVER_PERCENT}]0"{SIGN}";0'
        write_number(ws, row, column, round(100 * peak, 7), _CELL, number_format=form)


def _colour(ws: Worksheet, area: str, top: int) -> None:
    """Colour the cells by conditional formatting, so that a changed number changes colour."""
    first = f"{get_column_letter(_FIRST)}{top}"
    rule_of: Any = FormulaRule
    for lower, fill, ink in SCALE:
        above = f"{first}>{OVER_PERCENT}" if lower == 1.0 else f"{first}>={100 * lower:g}"
        rule = rule_of(
            formula=[f"AND(ISNUMBER({first}),{above})"],
            fill=PatternFill("solid", start_color=fill, end_color=fill, bgColor=fill),
            font=Font(color=ink, bold=lower == 1.0),
            stopIfTrue=True,
        )
        ws.conditional_formatting.add(area, rule)


def _write_sums(ws: Worksheet, facts: Facts, row: int, measures: Measures) -> int:
    """Write the students on the busiest day and the tekort of the region per week."""
    students = dict.fromkeys(facts.mondays, 0.0)
    shortage = dict.fromkeys(facts.mondays, 0.0)
    for day in measures.days:
        monday = monday_of(day.day)
        if monday in students:
            students[monday] = max(students[monday], day.students)
            shortage[monday] += day.shortage
    _write_sum_row(ws, facts, row, facts.sentence("weeks_students"), students)
    _write_sum_row(ws, facts, row + 1, facts.sentence("weeks_shortage"), shortage)
    return row + 1


def _write_sum_row(
    ws: Worksheet, facts: Facts, row: int, label: str, values: dict[date, float]
) -> None:
    write_text(ws, row, _LABEL, label, _SUM_LABEL)
    ws.row_dimensions[row].height = HEAD_HEIGHT
    form = count_format(facts.language)
    for column, value in enumerate(values.values(), start=_FIRST):
        write_number(
            ws,
            row,
            column,
            round(value, 6) or None,
            _SUM,
            number_format=form,
        )


def _closed_weeks(facts: Facts, programme: str) -> frozenset[date]:
    """Return the weeks in which every institution with this programme has a holiday."""
    schools = {p.institution for p in facts.state.periods if p.programme == programme}
    return frozenset(
        monday
        for monday in facts.mondays
        if not any(facts.calendar.is_lesweek(name, monday) for name in schools)
    )
