"""The first sheet: the outcome, the sheets of the workbook, and a glossary."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import __version__
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.reporting.facts import ComponentFacts, Facts
from stageplanner.reporting.visited_companies import visited_companies
from stageplanner.sheets.writing.figures_sheet import proof_text, write_heading, write_peak
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
    QUIET,
    QUIET_WRAP,
    TITLE,
    Look,
    add_sheet,
    count_format,
    paint,
    write_number,
    write_text,
)

WIDTHS = (42.0, 17.0, 17.0, 18.0)
LAST = len(WIDTHS)
TERMS = ("utilisation", "bottleneck", "shortage", "balance", "change", "proven", "bound")

_BODY = Look(wrap=True)
_TERM = Look(bold=True, wrap=True)
_CELL = Look(size=9, wrap=True, border="bottom")
_NUMBER = Look(size=9, align="center", border="bottom")
_LINK = Look(color=ACCENT, bold=True)
_WARNING = Look(wrap=True, vertical="center", fill="FFF1D6", bold=True)


def write_guide(
    book: Workbook, facts: Facts, visited: Mapping[str, str] | None = None
) -> Worksheet:
    """Write the first sheet; ``visited`` names the leerbedrijf of each sheet about one."""
    ws = add_sheet(book, facts.sentence("sheet_guide"), 0)
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, facts.sentence("document", years=facts.school_year), TITLE)
    ws.row_dimensions[1].height = 32
    subtitle = facts.sentence(
        "made", day=facts.made_on, version=__version__, fingerprint=facts.fingerprint
    )
    write_text(ws, 2, 1, subtitle, QUIET)
    row = 4
    if facts.is_outdated:
        write_wide(ws, row, (1, LAST), facts.sentence("outdated"), _WARNING, pad=8)
        row += 2
    write_heading(ws, row, facts.sentence("guide_outcome"), LAST)
    for component in facts.components:
        row += 1
        write_wide(ws, row, (1, LAST), outcome(facts, component), _BODY, pad=9)
        for sentence in facts.why_not_lower(component.before.programmes):
            row += 1
            write_wide(ws, row, (1, LAST), sentence, _BODY, pad=9)
    row = _write_key_figures(ws, facts, row + 2)
    row = list_sheets(ws, facts, row + 1, tuple(book.worksheets[1:]), visited)
    ws.row_breaks.append(Break(id=row))
    row = _write_terms(ws, facts, row + 1)
    row = _write_files(ws, facts, row + 1)
    set_page(ws, facts.language, footer=facts.sentence("document", years=facts.school_year))
    set_print_area(ws, LAST, row)
    return ws


def outcome(facts: Facts, component: ComponentFacts) -> str:
    """Return the sentences on what the plan does for a component."""
    wish, peak = component.before.peak, component.after.peak
    values = {
        "title": component.title,
        "wish": facts.percent(wish),
        "peak": facts.percent(peak),
        "changes": component.changes,
    }
    if not component.has_capacity:
        most = facts.count(max(component.after.daily_students, default=0.0))
        return facts.sentence("outcome_no_capacity", title=component.title, students=most)
    if not facts.has_plan:
        over = wish > 1 + TOLERANCE
        return facts.sentence("outcome_wish_over" if over else "outcome_wish_fits", **values)
    if component.changes == 0:
        effect = facts.sentence("outcome_unchanged", **values)
    elif component.changes == 1:
        effect = facts.sentence("outcome_one", **values)
    else:
        effect = facts.sentence("outcome_changes", **values)
    return f"{effect} {proof_text(facts, component)}"


def _write_key_figures(ws: Worksheet, facts: Facts, row: int) -> int:
    write_heading(ws, row, facts.sentence("guide_figures"))
    for column, name in enumerate(("figure", "wish", "plan"), start=1):
        look = HEAD if column == 1 else HEAD_CENTER
        write_text(ws, row + 1, column, facts.sentence(f"head_{name}"), look)
    row += 2
    for component in facts.components:
        label = facts.sentence("peak_of", title=component.title)
        write_text(ws, row, 1, label, _CELL)
        need_height(ws, row, height_of(label, WIDTHS[0], 9) + 4)
        write_peak(ws, facts, (row, 2), component, component.before.peak)
        write_peak(ws, facts, (row, 3), component, component.after.peak if facts.has_plan else None)
        row += 1
    moved = [p for p in facts.state.periods if p.id in facts.changed]
    weeks = [
        sum(any(c.has_capacity and w[i] > 1 + TOLERANCE for c, w in sides)
            for i in range(len(facts.mondays)))
        for sides in (
            [(c, c.weekly_before) for c in facts.components],
            [(c, c.weekly_after) for c in facts.components],
        )
    ]  # fmt: skip
    rows: tuple[tuple[str, float | None, float], ...] = (
        ("figure_shortage", facts.region.wish_shortage, facts.region.shortage),
        ("figure_weeks", weeks[0], weeks[1]),
        ("figure_periods", len(facts.state.periods), len(facts.state.periods)),
        ("figure_changes", None, len(moved)),
        ("figure_moved", None, sum(p.students for p in moved)),
        ("figure_institutions", None, len({p.institution for p in moved})),
    )
    for code, wish, plan in rows:
        write_text(ws, row, 1, facts.sentence(code), _CELL)
        need_height(ws, row, height_of(facts.sentence(code), WIDTHS[0], 9) + 4)
        form = count_format(facts.language)
        for column, value in ((2, wish), (3, plan if facts.has_plan else None)):
            if value is None:
                write_text(ws, row, column, "–", _NUMBER)
            else:
                write_number(ws, row, column, round(value, 6), _NUMBER, number_format=form)
        row += 1
    return row


def list_sheets(
    ws: Worksheet,
    facts: Facts,
    row: int,
    sheets: tuple[Worksheet, ...],
    visited: Mapping[str, str] | None = None,
) -> int:
    """List the sheets, each with a link and a line about its content.

    ``visited`` names the leerbedrijf of each sheet about one.
    """
    write_heading(ws, row, facts.sentence("guide_sheets"), LAST)
    known = {
        facts.sentence("sheet_weeks"): "about_weeks",
        facts.sentence("sheet_figures"): "about_figures",
        facts.sentence("sheet_agreements"): "about_agreements",
        facts.sentence("sheet_counts"): "about_counts",
        facts.sentence("sheet_clauses"): "about_clauses",
        facts.sentence("sheet_log"): "about_log",
        "Plan": "about_plan",
        "Leerbedrijven": "about_capacity",
        "Vakanties": "about_holidays",
    }
    explained: set[str] = set()
    full = visited or {}
    for sheet in sheets:
        row += 1
        title = sheet.title
        cell = write_text(ws, row, 1, title, _LINK)
        target = title.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1")
        paint(cell, _LINK)
        code = known.get(title, "about_visit" if title in full else "about_institution")
        # A sheet name is cut at 31 characters.
        about = full.get(title, "") if code in explained else facts.sentence(code)
        explained.add(code)
        write_wide(ws, row, (2, LAST), about, _BODY, pad=5)
    left = len(visited_companies(facts.state)) - len(full)
    if full and left > 0:
        row += 1
        write_wide(
            ws, row, (1, LAST), facts.sentence("guide_more_visits", number=left), _BODY, pad=5
        )
    return row + 1


def _write_terms(ws: Worksheet, facts: Facts, row: int) -> int:
    write_heading(ws, row, facts.sentence("guide_terms"), LAST)
    for term in TERMS:
        row += 1
        write_text(ws, row, 1, facts.sentence(f"term_{term}"), _TERM)
        write_wide(ws, row, (2, LAST), facts.sentence(f"term_{term}_means"), _BODY, pad=7)
    return row + 1


def _write_files(ws: Worksheet, facts: Facts, row: int) -> int:
    """List the files that the plan was made from."""
    if not facts.state.deliveries:
        return row
    write_heading(ws, row, facts.sentence("guide_files"), LAST)
    for delivery in facts.state.deliveries:
        row += 1
        line = facts.sentence(
            "delivery", file=delivery.file, used=facts.count(delivery.rows_used),
            read=facts.count(delivery.rows_read),
        )  # fmt: skip
        write_wide(ws, row, (1, LAST), line, QUIET_WRAP)
    return row + 1
