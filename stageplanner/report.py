"""The report of a region: key figures, pictures, agreements, who gives what. For paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from stageplanner import __version__
from stageplanner.documents import masked
from stageplanner.domain.agreement import Agreement
from stageplanner.domain.calendar import week_number
from stageplanner.domain.needs import needs
from stageplanner.domain.printed import (
    Block,
    Figure,
    Figures,
    Head,
    Heading,
    LoadPicture,
    Paragraph,
    Printed,
    Table,
    Voice,
)
from stageplanner.domain.register import tallies
from stageplanner.load.fairness import fair_shares
from stageplanner.load.institutions import institution_loads
from stageplanner.messages import show, text

if TYPE_CHECKING:
    from stageplanner.sheets.write_facts import ComponentFacts, Facts

#: More pictures than this make no page better; the table tells the others.
MOST_PICTURES = 6
TOLERANCE = 1e-6


def region_report(facts: Facts) -> Printed:
    """Put the report of a region together from what was measured."""
    say = _sayer(facts)
    region = facts.state.ground_rules.region or say("region")
    title = say("report", years=facts.school_year)
    return Printed(
        title=title,
        subtitle=say("made", region=region, day=facts.made_on),
        footer=f"{title} · {region}",
        page=text("print_page", facts.language, page="{page}", pages="{pages}"),
        language=facts.language,
        blocks=(
            *_opening(facts),
            *load_pictures(facts, facts.components, MOST_PICTURES),
            *_parts(facts),
            *_register(facts),
            *_fairness(facts),
            *_contacts(facts),
            *_needs(facts),
            *_about(facts),
        ),
    )


def _sayer(facts: Facts) -> Callable[..., str]:
    def say(code: str, **values: object) -> str:
        return text(f"print_{code}", facts.language, **values)

    return say


# --- the beginning --------------------------------------------------------------------------


def _opening(facts: Facts) -> Iterator[Block]:
    say, state = _sayer(facts), facts.state
    if facts.is_outdated:
        yield Paragraph(text=facts.say("outdated"), voice=Voice.WARNING)
    lead = say(
        "lead",
        institutions=len(facts.institutions),
        periods=len(state.periods),
        students=facts.count(sum(p.students for p in state.periods)),
        companies=len(state.leerbedrijven),
    )
    then = say(
        "lead_plan" if facts.has_plan else "lead_wish",
        before=peak_words(facts, facts.before.peak),
        after=peak_words(facts, facts.after.peak),
        shortage=facts.count(facts.before.shortage_student_days),
        left=facts.count(facts.after.shortage_student_days),
        changes=len(facts.changed),
    )
    yield Paragraph(text=f"{lead} {then}", voice=Voice.LEAD)
    binding = [agreement for agreement in state.agreements if agreement.is_binding]
    students = tallies(binding, lambda a: [""])
    concerned = students[0].students if students else 0
    yield Figures(
        figures=(
            *region_figures(facts),
            Figure(
                label=say("changes"),
                value=str(len(facts.changed)),
                note=say("changes_of", periods=len(state.periods)),
            ),
            Figure(
                label=say("agreements"),
                value=str(len(binding)),
                note=say("students", students=masked(concerned, state.ground_rules.masks_small)),
            ),
        )
    )


def region_figures(facts: Facts) -> tuple[Figure, Figure]:
    """The two numbers of the region that everybody gets: peak and tekort, with what they were."""
    say = _sayer(facts)
    before, after = facts.before, facts.after
    left = after.shortage_student_days
    return (
        Figure(
            label=say("peak"),
            value=peak_words(facts, after.peak),
            note=say("was", before=peak_words(facts, before.peak)),
            is_over=after.peak > 1 + TOLERANCE,
        ),
        Figure(
            label=say("shortage"),
            value=facts.count(left),
            note=say("was", before=facts.count(before.shortage_student_days)),
            is_over=left > TOLERANCE,
        ),
    )


def peak_words(facts: Facts, peak: float) -> str:
    """A peak in few words."""
    return "∞" if math.isinf(peak) else facts.percent(peak)


def load_pictures(facts: Facts, components: Iterable[ComponentFacts], most: int) -> Iterator[Block]:
    """The load of components by week, the fullest of the wishes first."""
    say = _sayer(facts)
    shown = [c for c in components if c.has_capacity]
    shown.sort(key=lambda c: -c.before.peak)
    if not shown or not facts.mondays:
        return
    yield Heading(text=say("load"))
    yield Paragraph(text=say("load_how"), voice=Voice.QUIET)
    for component in shown[:most]:
        yield load_picture(facts, component)
    if len(shown) > most:
        yield Paragraph(text=say("more_parts", number=len(shown) - most), voice=Voice.QUIET)


def load_picture(facts: Facts, component: ComponentFacts) -> LoadPicture:
    """The load of one component, every week before and after."""
    say = _sayer(facts)

    def known(values: tuple[float, ...]) -> tuple[float | None, ...]:
        return tuple(value if math.isfinite(value) else None for value in values)

    return LoadPicture(
        title=f"{component.title}: {facts.percent(component.before.peak)}"
        + (f" → {facts.percent(component.after.peak)}" if facts.has_plan else ""),
        mondays=facts.mondays,
        before=known(component.weekly_before),
        after=known(component.weekly_after),
        before_label=say("before"),
        after_label=say("after") if facts.has_plan else say("before"),
        limit_label=say("limit"),
    )


def _parts(facts: Facts) -> Iterator[Block]:
    """Every component in a table, and where it is fullest."""
    say = _sayer(facts)
    yield Heading(text=say("parts"))
    rows: list[tuple[str, ...]] = []
    over: set[tuple[int, int]] = set()
    for k, component in enumerate(facts.components):
        before, after = component.before, component.after
        bound = None if component.proof is None else component.proof.lower_bound
        over |= {(k, 1 + i) for i, c in enumerate((before, after)) if c.peak > 1 + TOLERANCE}
        rows.append(
            (
                component.title,
                _peak(facts, component, before.peak),
                _peak(facts, component, after.peak),
                facts.bound(bound) if bound is not None and component.has_capacity else "–",
                facts.count(before.shortage_student_days),
                facts.count(after.shortage_student_days),
                str(component.changes),
            )
        )
    names = ("part", "col_before", "col_after", "col_bound", "col_short_before",
             "col_short_after", "col_changes")  # fmt: skip
    yield table(say, names, (3.2, 1.2, 1.2, 1.3, 1.1, 1, 0.8), rows, over)
    knelpunten = [
        (component.title, say(name), facts.bottleneck(load.bottleneck))
        for component in facts.components
        if component.has_capacity
        for name, load in (("before", component.before), ("after", component.after))
        if name == "before" or facts.has_plan
    ]
    if knelpunten:
        yield Heading(text=say("bottlenecks"))
        yield table(say, ("part", "col_which", "col_when"), (2, 1, 5), knelpunten, numbers=False)


def _peak(facts: Facts, component: ComponentFacts, peak: float) -> str:
    return facts.percent(peak) if component.has_capacity else _sayer(facts)("no_capacity")


def table(
    say: Callable[..., str],
    names: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Iterable[tuple[str, ...]],
    over: Iterable[tuple[int, int]] = (),
    *,
    numbers: bool = True,
) -> Table:
    """A table with these headings; with ``numbers`` all columns but the first hold numbers."""
    heads = tuple(
        Head(text=say(name), width=width, is_number=numbers and i > 0)
        for i, (name, width) in enumerate(zip(names, widths, strict=True))
    )
    return Table(heads=heads, rows=tuple(rows), over=frozenset(over))


# --- agreements -----------------------------------------------------------------------------


def _register(facts: Facts) -> Iterator[Block]:
    say, agreements = _sayer(facts), facts.state.agreements
    yield Heading(text=say("register"))
    if not agreements:
        yield Paragraph(text=say("no_register"))
        return
    yield Paragraph(text=say("register_how"), voice=Voice.QUIET)
    names = ("col_number", "col_title", "col_status", "col_students", "col_peak",
             "col_short", "col_until")  # fmt: skip
    heads = table(say, names, (1.75, 2.7, 1.2, 1.15, 1.6, 1.2, 1.15), [], numbers=False).heads
    heads = (*heads[:5], Head(text=say("col_short_after"), width=1.2), heads[6])
    yield Table(heads=heads, rows=tuple(_agreement(facts, a) for a in agreements))
    yield Heading(text=say("by"))
    rows = tuple(_by(facts, agreements))
    masks = facts.state.ground_rules.masks_small
    yield table(say, ("col_by", "col_agreements", "col_students", "col_realised"), (4, 1, 1, 2),
                rows)  # fmt: skip
    if masks:
        yield Paragraph(text=say("masked"), voice=Voice.QUIET)


def _agreement(facts: Facts, agreement: Agreement) -> tuple[str, ...]:
    say, effect = _sayer(facts), agreement.effect
    students = sum(clause.students for clause in agreement.clauses)
    peak = shortage = "–"
    if effect is not None:
        before, after = effect.peak_before, effect.peak_after
        peak = say("from_to", before=facts.percent(before), after=facts.percent(after))
        shortage = say(
            "from_to",
            before=facts.count(effect.shortage_before),
            after=facts.count(effect.shortage_after),
        )
    return (
        agreement.number,
        agreement.title,
        text(f"agreement_status_{agreement.status.value}", facts.language),
        masked(students, facts.state.ground_rules.masks_small),
        peak,
        shortage,
        show(agreement.valid_until, facts.language),
    )


def _by(facts: Facts, agreements: tuple[Agreement, ...]) -> Iterator[tuple[str, ...]]:
    """A row per sector, niveau, school year and status."""
    say, unknown = _sayer(facts), _sayer(facts)("unknown")
    masks = facts.state.ground_rules.masks_small
    ways: dict[str, Callable[[Agreement], Iterable[str]]] = {
        "sector": lambda a: [a.scope.sector or unknown],
        "niveau": lambda a: [str(niveau) for niveau in a.scope.niveaus] or [unknown],
        "year": lambda a: [f"{a.school_year}-{a.school_year + 1}"],
        "status": lambda a: [text(f"agreement_status_{a.status.value}", facts.language)],
    }
    for way, names_of in ways.items():
        for tally in tallies(agreements, names_of):
            planned, realised = masked(tally.planned, masks), masked(tally.realised, masks)
            yield (
                say(f"by_{way}", name=tally.name),
                str(tally.agreements),
                masked(tally.students, masks),
                say("realised", planned=planned, realised=realised) if tally.planned else "–",
            )


# --- institutions and needs -----------------------------------------------------------------


def _fairness(facts: Facts) -> Iterator[Block]:
    say, state = _sayer(facts), facts.state
    shares = fair_shares(state, facts.plan)
    if not facts.changed and not any(share.carried for share in shares):
        return
    yield Heading(text=say("fair"))
    rule = say(f"rule_{state.ground_rules.fairness.value}")
    yield Paragraph(text=say("fair_how", rule=rule), voice=Voice.QUIET)
    names = ("col_institution", "col_changes", "col_moved", "col_share", "col_due", "col_balance")
    rows = [
        (
            share.institution,
            str(share.changes),
            facts.count(share.student_weeks),
            facts.percent(share.share),
            facts.percent(share.due_share),
            signed(facts, share.balance),
        )
        for share in shares
    ]
    yield table(say, names, (3, 1, 1.4, 1, 1.2, 1.2), rows)


def signed(facts: Facts, number: float) -> str:
    """A balance with its sign."""
    whole = round(number)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{facts.count(abs(whole))}"


def _contacts(facts: Facts) -> Iterator[Block]:
    say = _sayer(facts)
    loads = institution_loads(facts.state, facts.plan)
    if not loads:
        return
    yield Heading(text=say("contacts"))
    yield Paragraph(text=say("contacts_how"), voice=Voice.QUIET)
    rows = []
    for load in loads:
        away = contacts = "–"
        if load.away_day is not None:
            day = show(load.away_day, facts.language)
            away = say("on_day", number=facts.count(load.away), day=day)
        if load.contacts_week is not None:
            week = str(week_number(load.contacts_week))
            contacts = say("in_week", number=facts.count(load.contacts), week=week)
        rows.append((load.institution, away, contacts))
    names = ("col_institution", "col_away", "col_contacts")
    yield table(say, names, (2, 2, 2), rows, numbers=False)


def _needs(facts: Facts) -> Iterator[Block]:
    say, masks = _sayer(facts), facts.state.ground_rules.masks_small
    found = needs(facts.state)
    if not found:
        return
    yield Heading(text=say("needs"))
    yield Paragraph(text=say("needs_how"), voice=Voice.QUIET)
    rows = [
        (
            facts.title_of(need.programme) if need.programme else need.sector or say("unknown"),
            "–" if need.niveau is None else str(need.niveau),
            show(need.on, facts.language),
            masked(need.number, masks),
            ", ".join(need.agreements) or "–",
        )
        for need in found
    ]
    names = ("col_programme", "col_niveau", "col_on", "col_short", "col_agreements")
    yield table(say, names, (3, 0.8, 1.2, 1.2, 2), rows, numbers=False)


def _about(facts: Facts) -> Iterator[Block]:
    say = _sayer(facts)
    yield Heading(text=say("about"))
    said = say("about_text", fingerprint=facts.fingerprint[:12], version=__version__)
    yield Paragraph(text=said, voice=Voice.QUIET)
