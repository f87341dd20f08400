"""The sheet that counts agreements by kind, and shows where they are needed most."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages
from stageplanner.domain.negotiation.agreement_needs import Need, needs
from stageplanner.domain.negotiation.count_agreements import WAYS, Tally, counted_by, parts_of
from stageplanner.domain.sectors import sector_code, sector_name
from stageplanner.reporting.facts import Facts
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
    HEAD,
    HEAD_CENTER,
    LOCALES,
    OVER,
    QUIET_WRAP,
    TITLE,
    Look,
    add_sheet,
    count_format,
    write_date,
    write_number,
    write_text,
)

WIDTHS = (44.0, 13.0, 13.0, 15.0, 17.0, 14.0, 14.0)
LAST = len(WIDTHS)
_TALLIES = ("by", "agreements", "students", "fall", "less", "planned", "realised")
_NEEDS = ("programme", "niveau", "on", "short", "concerned", "about")
_TEXT = Look(size=9, border="bottom", wrap=True)
_NUMBER = Look(size=9, border="bottom", align="center")
_MISSING = Look(size=9, border="bottom", wrap=True, bold=True, color=OVER)


def write_counts(book: Workbook, facts: Facts) -> Worksheet:
    """Write the number of agreements of each kind, and the published shortages."""
    ws = add_sheet(book, facts.sentence("sheet_counts"))
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, _sentence(facts, "by"), TITLE)
    ws.row_dimensions[1].height = 30
    write_wide(ws, 2, (1, LAST), _sentence(facts, "by_how"), QUIET_WRAP)
    _heads(ws, facts, 4, _TALLIES)
    row = 5
    for way, tally in _tallies(facts):
        _write_tally(ws, facts, row, way, tally)
        row += 1
    needed = needs(facts.state)
    if needed:
        row += 1
        write_heading(ws, row, _sentence(facts, "needs"))
        write_wide(ws, row + 1, (1, LAST), _sentence(facts, "needs_how"), QUIET_WRAP)
        _heads(ws, facts, row + 2, _NEEDS)
        row += 3
        for need in needed:
            _write_need(ws, facts, row, need)
            row += 1
    set_page(
        ws,
        facts.language,
        footer=f"{facts.sentence('document', years=facts.school_year)} · {ws.title}",
        landscape=True,
    )
    set_print_area(ws, LAST, row - 1)
    return ws


def _sentence(facts: Facts, code: str, **values: object) -> str:
    return messages.text(f"print_{code}", facts.language, **values)


def _tallies(facts: Facts) -> Iterator[tuple[str, Tally]]:
    parts = parts_of(facts.state)
    for way in WAYS:
        for tally in counted_by(facts.state.agreements, way, parts):
            yield way, tally


def _heads(ws: Worksheet, facts: Facts, row: int, names: tuple[str, ...]) -> None:
    for column, name in enumerate(names, start=1):
        look = HEAD if column == 1 or name == "about" else HEAD_CENTER
        write_text(ws, row, column, _sentence(facts, f"col_{name}"), look)
    ws.row_dimensions[row].height = 28


def _write_tally(ws: Worksheet, facts: Facts, row: int, way: str, tally: Tally) -> None:
    name = tally.name or _sentence(facts, "unknown")
    if way == "status":
        name = messages.text(f"agreement_status_{tally.name}", facts.language)
    elif way == "sector":
        name = sector_name(sector_code(tally.name), facts.language) or name
    write_text(ws, row, 1, _sentence(facts, f"by_{way}", name=name), _TEXT)
    form = count_format(facts.language)
    for column, number in ((2, tally.agreements), (3, tally.students)):
        write_number(ws, row, column, number, _NUMBER, number_format=form)
    points = LOCALES[facts.language] + "0.0"
    write_number(ws, row, 4, tally.peak_points, _NUMBER, number_format=points)
    write_number(ws, row, 5, round(tally.shortage, 3), _NUMBER, number_format=form)
    for column, count in ((6, tally.planned), (7, tally.realised)):
        shown = count if tally.planned else None
        write_number(ws, row, column, shown, _NUMBER, number_format=form)


def _write_need(ws: Worksheet, facts: Facts, row: int, need: Need) -> None:
    sector = sector_name(sector_code(need.sector), facts.language) or need.sector
    what = facts.title_of(need.programme) if need.programme else sector
    write_text(ws, row, 1, what or _sentence(facts, "unknown"), _TEXT)
    write_number(ws, row, 2, need.niveau, _NUMBER)
    write_date(ws, row, 3, need.on, look=_NUMBER, language=facts.language)
    form = count_format(facts.language)
    write_number(ws, row, 4, need.number, _NUMBER, number_format=form)
    write_number(ws, row, 5, need.students, _NUMBER, number_format=form)
    agreements = ", ".join(need.agreements) or _sentence(facts, "needs_none")
    write_wide(ws, row, (6, LAST), agreements, _TEXT if need.agreements else _MISSING)
    need_height(ws, row, height_of(what, WIDTHS[0], 9) + 4)
