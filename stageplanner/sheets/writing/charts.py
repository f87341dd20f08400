"""The charts of the weekly peaks, with their numbers."""

from __future__ import annotations

import math
from typing import Any, Literal

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.calendar import week_label, week_number
from stageplanner.reporting.facts import ComponentFacts, Facts
from stageplanner.sheets.writing.page_layout import height_of, need_height
from stageplanner.sheets.writing.styles import (
    ACCENT,
    HEAD,
    HEAD_CENTER,
    HEADING,
    LINE,
    MUTED,
    OVER,
    TYPEFACE,
    Look,
    merge,
    write_number,
    write_percent,
    write_text,
)

#: At most so many components get a chart, largest first.
MOST_CHARTS = 6
#: Rows of the default height that a chart and the space under it take.
CHART_ROWS = 16
#: First and last column of the left and the right chart, and the width of a column of numbers.
CHART_COLUMNS, NUMBER_WIDTH = ((0, 6), (7, 10)), 9.0
#: The space between two charts, in English Metric Units (914,400 to the inch).
GUTTER = 120_000

#: A height with which a school year fits on one page.
WEEK_HEIGHT = 11.5

_WEEK = Look(size=8, border="bottom")
_NUMBER = Look(size=8, align="center", border="bottom")


def write_weekly_peaks(
    ws: Worksheet,
    facts: Facts,
    row: int,
    components: tuple[ComponentFacts, ...],
    *,
    on_new_page: bool = True,
) -> int:
    """Write the highest utilisation per week with charts; return the last row."""
    charted = [c for c in components if c.has_capacity and not c.is_hidden][:MOST_CHARTS]
    if not charted or not facts.mondays:
        return row
    if on_new_page:
        ws.row_breaks.append(Break(id=row - 1))
    write_text(ws, row, 1, facts.sentence("figures_weekly"), HEADING)
    ws.row_dimensions[row].height = 24
    head = row + 2 + CHART_ROWS * -(-len(charted) // 2)
    first, last = head + 2, head + 1 + len(facts.mondays)
    ws.row_breaks.append(Break(id=head - 1))
    _write_weeks(ws, facts, head)
    column = 4
    for at, component in enumerate(charted):
        chart = _chart(component.title, facts.sentence("axis_week"), facts.sentence("axis_peak"))
        series = [("wish", component.weekly_before)]
        if facts.has_plan:
            series.append(("plan", component.weekly_after))
        write_text(ws, head, column, component.title, HEAD_CENTER)
        width = NUMBER_WIDTH * len(series)
        need_height(ws, head, height_of(component.title, width, 9, bold=True) + 8)
        if len(series) > 1:
            merge(ws, head, column, column + 1)
        for name, values in series:
            write_text(ws, head + 1, column, facts.sentence(f"head_{name}"), HEAD_CENTER)
            for i, value in enumerate(values, start=first):
                if math.isnan(value):
                    # Hidden weeks are gaps in the line.
                    write_text(ws, i, column, "", _NUMBER)
                    continue
                write_percent(ws, i, column, value, look=_NUMBER, language=facts.language)
                if value == 0:
                    write_number(ws, i, column, 0, _NUMBER, number_format='0;-0;"–"')
            _add_series(ws, chart, (head + 1, column), last, name)
            column += 1
        chart.set_categories(Reference(ws, min_col=2, min_row=first, max_row=last))
        _add_series(ws, chart, (head + 1, 3), last, "limit")
        _place(ws, chart, at, row + CHART_ROWS * (at // 2))
    return last


def _write_weeks(ws: Worksheet, facts: Facts, head: int) -> None:
    """Write the weeks of the rows: in full to read, as a number for the charts."""
    for column, code in ((1, "head_week"), (2, "head_week_number"), (3, "head_limit")):
        write_text(ws, head, column, "", HEAD)
        look = HEAD if column == 1 else HEAD_CENTER
        write_text(ws, head + 1, column, facts.sentence(code), look)
    for i, monday in enumerate(facts.mondays, start=head + 2):
        ws.row_dimensions[i].height = WEEK_HEIGHT
        text = facts.sentence("week_from", week=week_label(monday), day=monday)
        write_text(ws, i, 1, text, _WEEK)
        write_number(ws, i, 2, week_number(monday), _NUMBER)
        write_percent(ws, i, 3, 1.0, look=_NUMBER, language=facts.language)


def _chart(title: str, across: str, up: str) -> LineChart:
    """Build a line chart in the typeface, without series."""
    chart: Any = LineChart()
    chart.title = _chart_title(title)
    chart.roundedCorners = False
    titled_axes(chart, across, up)
    for axis in (chart.x_axis, chart.y_axis):
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.y_axis.number_format = "0%"
    chart.y_axis.numFmt.sourceLinked = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.x_axis.tickLblSkip = 2
    chart.x_axis.tickMarkSkip = 2
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    assert isinstance(chart, LineChart)
    return chart


def titled_axes(chart: Any, across: str, up: str) -> None:  # noqa: ANN401 - any chart with axes
    """Set the titles of the axes of a chart, and show the axes, which openpyxl hides."""
    for axis, title in ((chart.x_axis, across), (chart.y_axis, up)):
        axis.delete = False
        axis.txPr = _rich(700)
        axis.title = _chart_title(title, 800)
    chart.legend.position = "b"
    chart.legend.txPr = _rich(900)


def _add_series(
    ws: Worksheet, chart: LineChart, head: tuple[int, int], last: int, name: str
) -> None:
    row, column = head
    chart.add_data(Reference(ws, min_col=column, min_row=row, max_row=last), titles_from_data=True)
    series = chart.series[-1]
    series.smooth = False
    series.marker = Marker(symbol="none")
    dash: Literal["sysDash", "solid"] = "sysDash" if name == "wish" else "solid"
    color = {"wish": OVER, "plan": ACCENT}.get(name, MUTED)
    width = 9525 if name == "limit" else 22225
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=color, prstDash=dash, w=width)
    )


def _place(ws: Worksheet, chart: LineChart, at: int, row: int) -> None:
    """Anchor a chart to the columns that it spans, so that it is as wide in every program."""
    first, last = CHART_COLUMNS[at % 2]
    width = ws.column_dimensions[get_column_letter(last + 1)].width
    end = int(width * 7 * 9525) - (GUTTER if at % 2 == 0 else 0)
    anchored: Any = chart
    anchored.anchor = TwoCellAnchor(
        _from=AnchorMarker(col=first, row=row),
        to=AnchorMarker(col=last, colOff=end, row=row + CHART_ROWS - 1),
    )
    ws.add_chart(chart)


def _rich(size: int, bold: bool = False) -> RichText:
    font = CharacterProperties(sz=size, b=bold, solidFill=MUTED, latin=Font(typeface=TYPEFACE))
    return RichText(
        bodyPr=RichTextProperties(),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=font), endParaRPr=font)],
    )


def _chart_title(text: str, size: int = 1100) -> Title:
    title: Any = title_maker(text)
    font = CharacterProperties(sz=size, b=True, solidFill=ACCENT, latin=Font(typeface=TYPEFACE))
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=font)
        for run in paragraph.r or ():
            run.rPr = font
    title.overlay = False
    assert isinstance(title, Title)
    return title
