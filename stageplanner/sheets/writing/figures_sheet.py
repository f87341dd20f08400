"""The sheet of key figures: per component what is wished, planned and proven."""

from __future__ import annotations

import math

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from stageplanner import messages
from stageplanner.domain.plan import Proof, ShortageProof, Status
from stageplanner.load.question_sentence import question_sentence
from stageplanner.load.rounding import round_down
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.reporting.facts import ComponentFacts, Facts
from stageplanner.reporting.limit_text import limit_lines
from stageplanner.sheets.writing.charts import write_weekly_peaks
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
    HEAD,
    HEAD_CENTER,
    HEADING,
    LINED_HEADING,
    MUTED,
    OVER,
    QUIET_WRAP,
    TITLE,
    Look,
    add_sheet,
    count_format,
    merge,
    over_format,
    percent_format,
    write_number,
    write_percent,
    write_text,
)

WIDTHS = (34.0, 9.0, 10.0, 10.0, 11.0, 11.0, 12.0, 14.0, 14.0, 11.0, 54.0)
LAST = len(WIDTHS)

#: A table of at most so many rows is kept on one page.
MOST_TOGETHER = 20
#: With at most so many components the charts fit on the same page.
FEW = 2
#: Within this relative distance of the bound a peak is called almost the lowest.
NEARLY = 0.005

_CELL = Look(size=9, wrap=True, border="bottom")
_NUMBER = Look(size=9, align="center", border="bottom")
_LIST = Look(size=8, color=MUTED, wrap=True, border="bottom")
_NAME = Look(size=9, bold=True, wrap=True, border="bottom")


def proof_text(facts: Facts, component: ComponentFacts) -> str:
    """Return the sentences on what is proven of a component."""
    if component.is_hidden:
        return facts.sentence("hidden_component")
    if not component.has_capacity:
        return facts.sentence("proof_no_capacity")
    sentences = _what_is_proven(facts, component)
    if component.after.year_balance > 1 + TOLERANCE:
        balance = facts.percent(component.after.year_balance)
        sentences = f"{facts.sentence('balance_over', balance=balance)} {sentences}"
    return sentences


def _what_is_proven(facts: Facts, component: ComponentFacts) -> str:
    if not facts.has_plan:
        return facts.sentence("proof_no_plan")
    if component.proof is None:
        return facts.sentence("proof_outdated" if facts.is_outdated else "proof_none")
    if component.proof.within is not None:
        sentence = question_sentence(component.proof, component.proof.within, component.title)
        return messages.sentence(sentence, facts.language)
    sentences = [
        *_about_changes(facts, component, component.proof),
        *_about_bound(facts, component, component.proof),
    ]
    return " ".join(sentences) or facts.sentence("proof_none")


def _about_changes(facts: Facts, component: ComponentFacts, proof: Proof) -> list[str]:
    """Return what is proven of the number of changes, for the target or else for the peak."""
    sentences, fewest, peak = [], proof.changes_lower_bound, component.after.peak
    wanted = proof.target
    if wanted is not None and proof.status is Status.TARGET_IMPOSSIBLE:
        sentences.append(facts.sentence("proof_impossible", target=facts.percent(wanted)))
        wanted = None
    if proof.shortage is not None:
        # The changes were counted for the shortage they take away, not for the peak.
        return [*sentences, *_about_shortage(facts, component, proof.shortage, fewest)]
    if wanted is not None and peak > wanted + TOLERANCE:
        if fewest > component.changes:
            sentences.append(
                facts.sentence("proof_needs", fewest=fewest, target=facts.percent(wanted))
            )
        return sentences
    if wanted is None and (proof.peak is None or abs(peak - proof.peak) > TOLERANCE):
        # The plan was edited since: the number was proven for another peak.
        return sentences
    shown = facts.percent(peak if wanted is None else wanted)
    if component.changes == 0:
        sentences.append(facts.sentence("proof_no_change", target=shown))
    elif component.changes <= fewest:
        code = "proof_fewest_one" if component.changes == 1 else "proof_fewest"
        sentences.append(facts.sentence(code, changes=component.changes, target=shown))
    elif fewest:
        sentences.append(
            facts.sentence("proof_at_least", fewest=fewest, changes=component.changes, target=shown)
        )
    return sentences


def _about_shortage(
    facts: Facts, component: ComponentFacts, proof: ShortageProof, fewest: int
) -> list[str]:
    """Return what the plan takes away of the shortage, if it is the plan that was proven."""
    if abs(component.after.shortage_student_days - proof.left) > TOLERANCE or not proof.removable:
        return []
    code = "proof_knee" if component.changes <= fewest else "proof_knee_at_least"
    if proof.is_crowded:
        code = "proof_knee_crowded"
    elif not fewest and component.changes:
        code = "proof_knee_open"
    return [
        facts.sentence(
            code,
            changes=component.changes,
            fewest=fewest,
            share=messages.percent(round_down(proof.taken, 2), facts.language, 0),
            all=proof.changes,
            least=facts.count(proof.least),
        )
    ]


def _about_bound(facts: Facts, component: ComponentFacts, proof: Proof) -> list[str]:
    """Return what is proven of the peak: the lowest, almost the lowest, or a bound."""
    bound, peak = proof.lower_bound, component.after.peak
    shown = component.standing.bound
    if bound is None or shown is None:
        return []
    if peak <= bound + TOLERANCE:
        return [facts.sentence("proof_lowest", bound=facts.percent(shown))]
    gap = (peak - bound) / peak
    if gap <= NEARLY:
        return [facts.sentence("proof_nearly", bound=facts.percent(shown), gap=facts.percent(gap))]
    return [facts.sentence("proof_bound", bound=facts.percent(shown))]


def write_figures(book: Workbook, facts: Facts) -> Worksheet:
    """Write the key figures, the knelpunten, the institutions asked, and the weekly peaks."""
    ws = add_sheet(book, facts.sentence("sheet_figures"))
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, facts.sentence("figures_title"), TITLE)
    ws.row_dimensions[1].height = 30
    write_wide(ws, 2, (1, LAST), facts.sentence("figures_how"), QUIET_WRAP)
    row = write_components(ws, facts, 4, facts.components)
    row = _write_bottlenecks(ws, facts, row + 1)
    row = _write_limits(ws, facts, row + 1)
    if facts.has_plan:
        first, row = row + 1, _write_institutions(ws, facts, row + 1)
        keep_together(ws, LAST, ((first, min(row, first + MOST_TOGETHER)),))
    row = write_weekly_peaks(ws, facts, row + 1, facts.components)
    _set_figures_page(ws, facts, row)
    return ws


def write_region(book: Workbook, facts: Facts, institution: str) -> Worksheet:
    """Write the totals of the region for an institution, without rows of others."""
    programmes = {p.programme for p in facts.state.periods if p.institution == institution}
    components = tuple(c for c in facts.components if programmes.intersection(c.before.programmes))
    ws = add_sheet(book, facts.sentence("sheet_region"))
    set_widths(ws, WIDTHS)
    write_text(ws, 1, 1, facts.sentence("region_title"), TITLE)
    ws.row_dimensions[1].height = 30
    write_wide(ws, 2, (1, LAST), facts.sentence("region_how"), QUIET_WRAP)
    row = write_components(ws, facts, 4, components)
    # Two charts fit below a few rows.
    is_long = len(components) > FEW
    row = write_weekly_peaks(ws, facts, row + 1, components, on_new_page=is_long)
    _set_figures_page(ws, facts, row)
    return ws


def _set_figures_page(ws: Worksheet, facts: Facts, row: int) -> None:
    ws.freeze_panes = "B2"
    set_page(
        ws,
        facts.language,
        footer=f"{facts.sentence('document', years=facts.school_year)} · {ws.title}",
        landscape=True,
    )
    set_print_area(ws, LAST, row)


def write_heading(ws: Worksheet, row: int, text: str, lined: int = 0) -> None:
    """Write a heading, underlined over so many columns."""
    write_text(ws, row, 1, text, LINED_HEADING if lined else HEADING)
    for column in range(2, lined + 1):
        write_text(ws, row, column, "", LINED_HEADING)
    ws.row_dimensions[row].height = 24


def write_components(
    ws: Worksheet, facts: Facts, row: int, components: tuple[ComponentFacts, ...]
) -> int:
    """Write one row per component; return the row after them."""
    write_heading(ws, row, facts.sentence("figures_components"))
    heads = ("component", "periods", "wish_peak", "peak", "bound", "changes", "fewest",
             "shortage_wish", "shortage", "balance", "proven")  # fmt: skip
    for column, name in enumerate(heads, start=1):
        look = HEAD if column in (1, LAST) else HEAD_CENTER
        write_text(ws, row + 1, column, facts.sentence(f"head_{name}"), look)
    ws.row_dimensions[row + 1].height = 38
    row += 2
    for component in components:
        _write_component(ws, facts, row, component)
        row += 1
        if len(component.before.programmes) > 1:
            listed = facts.listed(component.before.programmes)
            write_wide(ws, row, (1, LAST), facts.sentence("these", programmes=listed), _LIST, pad=5)
            row += 1
    return row


def _write_component(ws: Worksheet, facts: Facts, row: int, component: ComponentFacts) -> None:
    before, after, proof = component.before, component.after, component.proof
    write_text(ws, row, 1, component.title, _NAME)
    if component.is_hidden:
        _write_hidden(ws, facts, row)
        return
    write_number(ws, row, 2, before.periods, _NUMBER)
    write_peak(ws, facts, (row, 3), component, before.peak)
    write_peak(ws, facts, (row, 4), component, after.peak if facts.has_plan else None)
    bound = component.standing.proven_bound
    _write_known(
        ws,
        (row, 5),
        None if bound is None else round_down(bound, 4),
        percent_format(facts.language, digits=2),
    )
    _write_known(ws, (row, 6), component.changes if facts.has_plan else None)
    _write_known(ws, (row, 7), proof.changes_lower_bound if proof else None)
    form = count_format(facts.language)
    write_number(ws, row, 8, round(before.shortage_student_days, 6), _NUMBER, number_format=form)
    now = round(after.shortage_student_days, 6) if facts.has_plan else None
    _write_known(ws, (row, 9), now, form)
    write_percent(ws, row, 10, before.year_balance, look=_NUMBER, language=facts.language)
    proven = proof_text(facts, component)
    write_text(ws, row, 11, proven, _CELL)
    name = height_of(component.title, WIDTHS[0], 9, bold=True)
    need_height(ws, row, max(name, height_of(proven, WIDTHS[-1], 9)) + 6)


def _write_hidden(ws: Worksheet, facts: Facts, row: int) -> None:
    """Write dashes for a component whose figures would reveal a few students of others."""
    for column in range(2, LAST):
        write_text(ws, row, column, "–", _NUMBER)
    reason = facts.sentence("hidden_component")
    write_text(ws, row, LAST, reason, _CELL)
    need_height(ws, row, height_of(reason, WIDTHS[-1], 9) + 6)


def _write_known(ws: Worksheet, at: tuple[int, int], number: float | None, form: str = "0") -> None:
    """Write a number, or a dash if it is not known."""
    row, column = at
    if number is None:
        write_text(ws, row, column, "–", _NUMBER)
    else:
        write_number(ws, row, column, number, _NUMBER, number_format=form)


def write_peak(
    ws: Worksheet,
    facts: Facts,
    at: tuple[int, int],
    component: ComponentFacts,
    peak: float | None,
) -> None:
    """Write a peak, with a sign above 100%; without places the most students on a day."""
    row, column = at
    if peak is not None and not component.has_capacity:
        load = component.before if peak is component.before.peak else component.after
        most = max(load.daily_students, default=0.0)
        write_text(ws, row, column, facts.sentence("students", students=facts.count(most)), _NUMBER)
        return
    over = peak is not None and peak > 1 + TOLERANCE
    look = Look(
        size=9, align="center", border="bottom", bold=over, color=OVER if over else "1F2933"
    )
    write_percent(ws, row, column, peak, look=look, language=facts.language)
    if over and peak is not None and not math.isinf(peak):
        write_number(
            ws, row, column, round(peak, 9), look, number_format=over_format(facts.language)
        )


def _write_bottlenecks(ws: Worksheet, facts: Facts, row: int) -> int:
    """Write the worst knelpunt of every component, before and after."""
    write_heading(ws, row, facts.sentence("figures_bottlenecks"))
    for first, last, name in ((1, 1, "component"), (2, 7, "wish"), (8, 11, "plan")):
        write_text(ws, row + 1, first, facts.sentence(f"head_{name}"), HEAD)
        if last > first:
            merge(ws, row + 1, first, last)
    row += 2
    for component in facts.components:
        write_text(ws, row, 1, component.title, _NAME)
        write_wide(ws, row, (2, 7), facts.bottleneck(component.before.bottleneck), _CELL)
        then = facts.bottleneck(component.after.bottleneck) if facts.has_plan else "–"
        write_wide(ws, row, (8, 11), then, _CELL)
        need_height(ws, row, height_of(component.title, WIDTHS[0], 9, bold=True) + 5)
        row += 1
    return row


def _write_limits(ws: Worksheet, facts: Facts, row: int) -> int:
    """Write why the peaks of components go no lower, if that is known."""
    if not facts.explanation.limits or facts.is_outdated:
        return row - 1
    titles = {tuple(sorted(c.before.programmes)): c.title for c in facts.components}
    write_heading(ws, row, facts.sentence("figures_limits"))
    row += 1
    for limit in facts.explanation.limits:
        title = titles.get(tuple(sorted(limit.programmes)), facts.listed(limit.programmes))
        write_text(ws, row, 1, title, _NAME)
        need_height(ws, row, height_of(title, WIDTHS[0], 9, bold=True) + 5)
        limit_sentence = messages.text(limit.code, facts.language, **limit.values)
        for sentence in (limit_sentence, *limit_lines(facts.state, limit, facts.language)):
            write_wide(ws, row, (2, LAST), sentence, _CELL)
            row += 1
    return row


def _write_institutions(ws: Worksheet, facts: Facts, row: int) -> int:
    """Write the changes of every institution."""
    write_heading(ws, row, facts.sentence("figures_institutions"))
    for column, name in enumerate(("institution", "periods", "changes", "share", "moved"), start=1):
        look = HEAD if column == 1 else HEAD_CENTER
        write_text(ws, row + 1, column, facts.sentence(f"head_{name}"), look)
    ws.row_dimensions[row + 1].height = 38
    row += 2
    for institution in facts.institutions:
        periods = [p for p in facts.state.periods if p.institution == institution]
        moved = [p for p in periods if p.id in facts.changed]
        write_text(ws, row, 1, institution, _NAME)
        need_height(ws, row, height_of(institution, WIDTHS[0], 9, bold=True) + 4)
        write_number(ws, row, 2, len(periods), _NUMBER)
        write_number(ws, row, 3, len(moved), _NUMBER)
        share = len(moved) / len(periods) if periods else None
        write_percent(ws, row, 4, share, look=_NUMBER, language=facts.language)
        form = count_format(facts.language)
        write_number(ws, row, 5, sum(p.students for p in moved), _NUMBER, number_format=form)
        row += 1
    return row
