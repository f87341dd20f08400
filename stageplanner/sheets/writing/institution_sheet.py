"""The printable sheet of one institution: what it is asked, from what to what, and why.

It has rows of this institution only.
"""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner.domain.negotiation.asked import Ask
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, placements_of
from stageplanner.domain.proposal import Party
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.facts import Facts
from stageplanner.reporting.proposal_status import status_counts, status_text
from stageplanner.sheets.columns import SHEET_ANSWER
from stageplanner.sheets.writing.figures_sheet import write_heading
from stageplanner.sheets.writing.page_layout import (
    height_of,
    keep_together,
    need_height,
    set_page,
    set_print_area,
    set_widths,
    write_wide,
)
from stageplanner.sheets.writing.styles import (
    CHANGED,
    HEAD,
    HEAD_CENTER,
    INK,
    MUTED,
    SUBTITLE,
    TITLE,
    Look,
    add_sheet,
    write_number,
    write_text,
)

#: Number, group, programme, year, students, van/naar, form, weeks, lesweken, dates, days,
#: weekdays, answer.
WIDTHS = (4.5, 13.0, 36.0, 8.5, 9.5, 7.0, 7.0, 13.0, 9.0, 24.0, 8.5, 17.0, 26.0)
LAST = len(WIDTHS)
NR, GROUP, PROGRAMME, YEAR, STUDENTS, SIDE, FORM, WEEKS, LESWEKEN, DATES, DAYS, WEEKDAYS, ANSWER = (
    range(1, LAST + 1)
)
HEADS = ("nr", "group", "programme", "year", "students", "", "form", "weeks", "lesweken",
         "dates", "days", "weekdays")  # fmt: skip
_LEFT = frozenset({GROUP, PROGRAMME, ANSWER})

_INTRO = Look(size=11, wrap=True)
_CARD = Look(border="top")
_WHY = Look(wrap=True, vertical="top", italic=True, color=INK)
_ABOUT = Look(size=9, color=MUTED, wrap=True)
_BOX = Look(size=10)
_LINE = Look(border="dotted", color=MUTED, size=9)


def write_institution(
    book: Workbook,
    facts: Facts,
    party: Party,
    asks: tuple[Ask, ...],
    *,
    name: str,
    subtitle: str,
    answers_in_file: bool = False,
) -> Worksheet:
    """Write the sheet of one institution: what it is asked, then what does not change.

    With ``answers_in_file`` it refers to the answer sheet of the same file.
    """
    ws = add_sheet(book, name)
    set_widths(ws, WIDTHS)
    periods = facts.of_institution(party.id)
    asked = {ask.period.id for ask in asks}
    same = tuple(p for p in periods if p.id not in asked)
    is_open = any(ask.is_open for ask in asks)
    write_text(ws, 1, 1, party.label, TITLE)
    ws.row_dimensions[1].height = 32
    write_text(ws, 2, 1, subtitle, SUBTITLE)
    ws.row_dimensions[2].height = 18
    write_wide(ws, 3, (1, LAST), _intro(facts, periods, asks), _INTRO, pad=16)
    row, head = 5, 6
    together: list[tuple[int, int]] = []
    if asks:
        row = _write_asks(ws, facts, row, asks, together)
        together.append((row, row + 6))
        about = facts.sentence("sign_about" if is_open else "sign_settled")
        if answers_in_file and is_open:
            about = f"{about} {facts.sentence('sign_in_file', sheet=SHEET_ANSWER)}"
        row = _write_signatures(ws, facts, row + 1, party.label, about) + 1
    if same:
        code = "party_unchanged" if facts.has_plan else "party_wishes"
        write_heading(ws, row, facts.sentence(code, number=len(same)))
        head = row + 1
        together.append((row, row + 4))
        row = _write_unchanged(ws, facts, head, same)
    set_page(
        ws,
        facts.language,
        footer=f"{party.label} · {subtitle}",
        landscape=True,
        title_rows=f"{head}:{head}" if periods else None,
    )
    keep_together(ws, LAST, tuple(together))
    set_print_area(ws, LAST, row)
    return ws


def _intro(facts: Facts, periods: tuple[StagePeriod, ...], asks: tuple[Ask, ...]) -> str:
    """Return what the institution is asked, its status, and the effect on the region."""
    if not facts.has_plan:
        return facts.sentence("party_no_plan", periods=len(periods))
    if not asks:
        return "\n".join(
            [facts.sentence("party_nothing", periods=len(periods)), *_for_region(facts, periods)]
        )
    students = facts.count(sum(ask.students for ask in asks))
    if all(ask.is_open for ask in asks):
        code = "party_asked_one" if len(asks) == 1 else "party_asked"
        others = len(periods) - len(asks)
        intro = facts.sentence(
            code, periods=len(periods), changes=len(asks), students=students, others=others
        )
    else:
        summary = status_counts(facts, asks)
        intro = facts.sentence("party_stands", changes=len(asks), students=students, stands=summary)
        open_asks = sum(ask.is_open for ask in asks)
        code = "party_still" if open_asks else "party_settled"
        intro = f"{intro} {facts.sentence(code, changes=open_asks)}"
    return "\n".join([intro, *_for_region(facts, [ask.period for ask in asks])])


def _for_region(facts: Facts, periods: Iterable[StagePeriod]) -> list[str]:
    """Return the effect of all changes on the components of some stage periods."""
    programmes = {period.programme for period in periods}
    sentences = [
        facts.sentence(
            "party_component",
            title=component.title,
            wish=facts.percent(component.before.peak),
            peak=facts.percent(component.after.peak),
            shortage=facts.count(component.before.shortage_student_days),
            left=facts.count(component.after.shortage_student_days),
        )
        for component in facts.components
        if component.has_capacity
        and not component.is_hidden
        and programmes.intersection(component.before.programmes)
    ]
    return [facts.sentence("party_region"), *sentences] if sentences else []


def _write_head(ws: Worksheet, facts: Facts, row: int, last: str) -> None:
    for column, name in enumerate((*HEADS, last), start=1):
        text = facts.sentence(f"head_{name}") if name else ""
        write_text(ws, row, column, text, HEAD if column in _LEFT else HEAD_CENTER)
    ws.row_dimensions[row].height = 28


def _write_asks(
    ws: Worksheet,
    facts: Facts,
    row: int,
    asks: tuple[Ask, ...],
    together: list[tuple[int, int]],
) -> int:
    """Write a card per change and add its rows to ``together``; return the row after them."""
    code = "party_changes_one" if len(asks) == 1 else "party_changes"
    write_heading(ws, row, facts.sentence(code, number=len(asks)))
    _write_head(ws, facts, row + 1, last="answer")
    row += 2
    for number, ask in enumerate(asks, start=1):
        first, row = row, _write_card(ws, facts, row, ask, number)
        together.append((first, row - 1))
    return row


def _write_card(ws: Worksheet, facts: Facts, row: int, ask: Ask, number: int) -> int:
    """Write one change: the wish, every planned part, the reason, and room for an answer."""
    period, wish, first = ask.period, ask.before[0].option, row
    for column in range(1, LAST + 1):
        write_text(ws, row, column, "", _CARD)
    write_number(ws, row, NR, number, Look(border="top", bold=True, align="center"))
    write_text(ws, row, GROUP, period.group, Look(border="top", bold=True))
    write_text(ws, row, PROGRAMME, period.programme_name or period.programme,
               Look(border="top", bold=True, wrap=True))  # fmt: skip
    write_number(ws, row, YEAR, period.year, Look(border="top", align="center"))
    write_number(ws, row, STUDENTS, ask.students, Look(border="top", align="center"))
    _write_side(ws, facts, row, period, wish, wish=None)
    need_height(ws, row, 17)
    need_height(ws, row, height_of(period.programme_name, WIDTHS[PROGRAMME - 1], 10, bold=True) + 4)
    for index, placement in enumerate(ask.after):
        row += 1
        need_height(ws, row, 17)
        _write_side(ws, facts, row, period, placement.option, wish=wish)
        if len(ask.after) > 1:
            _write_share(ws, facts, row, placement)
        if index == 0:
            where = [facts.sentence("crebo", crebo=period.programme), period.location]
            write_text(ws, row, PROGRAMME, " · ".join(filter(None, where)),
                       Look(size=9, color=MUTED))  # fmt: skip
    row += 1
    reason = ask.reason or facts.sentence("no_reason")
    write_wide(ws, row, (GROUP, WEEKDAYS), facts.sentence("why", reason=reason), _WHY, pad=12)
    need_height(ws, row, 34)
    _write_answer(ws, facts, ask, (first, row))
    return row + 1


def _write_answer(ws: Worksheet, facts: Facts, ask: Ask, rows: tuple[int, int]) -> None:
    """Write boxes for the answer next to a card, or the status of the proposal."""
    first, last = rows
    if ask.is_open:
        write_text(ws, first, ANSWER, facts.sentence("answer_yes"), Look(border="top"))
        write_text(ws, first + 1, ANSWER, facts.sentence("answer_no"), _BOX)
        look = Look(vertical="top", wrap=True)
        write_text(ws, last, ANSWER, facts.sentence("answer_counter"), look)
        return
    status, rest = (*status_text(facts, ask).split("\n", 1), "")[:2]
    look = Look(border="top", bold=True, wrap=True, vertical="top", size=9)
    write_text(ws, first, ANSWER, status, look)
    need_height(ws, first, height_of(status, WIDTHS[ANSWER - 1], 9, bold=True) + 4)
    write_text(ws, last, ANSWER, rest, Look(vertical="top", wrap=True, size=9))
    need_height(ws, last, height_of(rest, WIDTHS[ANSWER - 1], 9) + 4)


def _write_share(ws: Worksheet, facts: Facts, row: int, placement: Placement) -> None:
    write_number(ws, row, STUDENTS, placement.students, Look(align="center", bold=True,
                 fill=CHANGED))  # fmt: skip


def _write_side(
    ws: Worksheet,
    facts: Facts,
    row: int,
    period: StagePeriod,
    option: Option,
    *,
    wish: Option | None,
) -> None:
    """Write one line of van -> naar, with differences from the wish marked."""
    border = "" if wish is not None else "top"
    side = Look(size=9, align="center", color=MUTED, bold=wish is not None, border=border)
    write_text(ws, row, SIDE, facts.sentence("side_from" if wish is None else "side_to"), side)
    cells = _option_cells(facts, period, option)
    wish_cells = cells if wish is None else _option_cells(facts, period, wish)
    for column, text in cells.items():
        differs = text != wish_cells[column]
        look = Look(
            align="center",
            bold=differs,
            fill=CHANGED if differs else None,
            color=MUTED if wish is None else INK,
            border=border,
        )
        if text.isdigit() and column in (LESWEKEN, DAYS):
            write_number(ws, row, column, int(text), look)
        else:
            write_text(ws, row, column, text, look)


def _option_cells(facts: Facts, period: StagePeriod, option: Option) -> dict[int, str]:
    """Return the texts of an option by column."""
    return {
        FORM: facts.sentence(f"form_{option.form.value}"),
        WEEKS: facts.weeks(option),
        LESWEKEN: str(facts.lesweken(option, period.institution)),
        DATES: facts.dates(option),
        DAYS: str(option.days_per_week),
        WEEKDAYS: facts.weekdays(option.weekdays),
    }


def _write_signatures(ws: Worksheet, facts: Facts, row: int, institution: str, about: str) -> int:
    """Write room for remarks and both signatures; return the row after them."""
    write_heading(ws, row, facts.sentence("sign_title"), LAST)
    write_wide(ws, row + 1, (1, LAST), about, _ABOUT, pad=12)
    row += 2
    for first, title in (
        (NR, facts.sentence("sign_for", party=institution)),
        (WEEKS, facts.sentence("sign_region")),
    ):
        write_text(ws, row, first, title, Look(bold=True))
        for index, line in enumerate(("name", "role", "date", "signature"), start=1):
            height = 40 if line == "signature" else 22
            need_height(ws, row + index, height)
            label = Look(size=9, color=MUTED, vertical="bottom")
            write_text(ws, row + index, first, facts.sentence(f"sign_{line}"), label)
            start, end = (PROGRAMME, SIDE) if first == NR else (DATES, ANSWER)
            for column in range(start, end + 1):
                write_text(ws, row + index, column, "", _LINE)
    need_height(ws, row, 22)
    return row + 5


def _write_unchanged(
    ws: Worksheet, facts: Facts, row: int, periods: tuple[StagePeriod, ...]
) -> int:
    """Write a line per stage period that does not change; return the last row.

    Open weekdays that the plan fills in are written as planned.
    """
    _write_head(ws, facts, row, last="location")
    for number, period in enumerate(periods, start=1):
        option = placements_of(facts.plan, period)[0].option
        row += 1
        base = Look(size=9, border="bottom")
        center = Look(size=9, border="bottom", align="center")
        write_number(ws, row, NR, number, Look(size=8, color=MUTED, border="bottom",
                     align="center"))  # fmt: skip
        write_text(ws, row, GROUP, period.group, base)
        write_text(ws, row, PROGRAMME, period.programme_name or period.programme,
                   Look(size=9, border="bottom", wrap=True))  # fmt: skip
        write_number(ws, row, YEAR, period.year, center)
        write_number(ws, row, STUDENTS, period.students, center)
        write_text(ws, row, SIDE, "", base)
        for column, text in _option_cells(facts, period, option).items():
            if column in (LESWEKEN, DAYS):
                write_number(ws, row, column, int(text), center)
            else:
                write_text(ws, row, column, text, center)
        notes = [period.location, facts.sentence("fixed") if period.fixed else ""]
        write_text(ws, row, ANSWER, " · ".join(filter(None, notes)),
                   Look(size=8, color=MUTED, border="bottom"))  # fmt: skip
        height = height_of(period.programme_name, WIDTHS[PROGRAMME - 1], 9)
        need_height(ws, row, max(14.0, height + 3))
    return row
