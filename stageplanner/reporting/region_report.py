"""The report of a region: key figures, pictures, agreements, who gives what. For paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from stageplanner import __version__
from stageplanner.domain.masking import masking_for
from stageplanner.domain.negotiation.count_agreements import students_shown
from stageplanner.domain.planning.good_examples import examples
from stageplanner.domain.sectors import official_names
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.messages import show, text
from stageplanner.reporting.blocks import counted, table
from stageplanner.reporting.printable import (
    Block,
    Figure,
    Figures,
    Heading,
    LoadPicture,
    Paragraph,
    Printed,
    TextStyle,
)

if TYPE_CHECKING:
    from stageplanner.reporting.facts import ComponentFacts, Facts

#: More pictures than this make no page better; the table tells the others.
MOST_PICTURES = 6


def region_report(facts: Facts) -> Printed:
    """Put the report of a region together from what was measured, for everybody to read."""
    from stageplanner.reporting.agreements_report import register_blocks
    from stageplanner.reporting.masked_facts import seen_by

    facts = seen_by(facts, masking_for(facts.state.ground_rules, None))
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
            *register_blocks(facts),
            *_about(facts),
            *_examples(facts),
        ),
    )


def _sayer(facts: Facts) -> Callable[..., str]:
    def say(code: str, **values: object) -> str:
        return text(f"print_{code}", facts.language, **values)

    return say


# --- the beginning --------------------------------------------------------------------------


def _opening(facts: Facts) -> Iterator[Block]:
    say, state = _sayer(facts), facts.state
    masking = masking_for(state.ground_rules, None)
    if facts.is_outdated:
        yield Paragraph(text=facts.sentence("outdated"), voice=TextStyle.WARNING)
    lead = say(
        "lead",
        institutions=len(facts.institutions),
        periods=len(state.periods),
        students=counted(facts, sum(p.students for p in state.periods), masking),
        companies=len(state.leerbedrijven),
    )
    then = say(
        "lead_plan" if facts.has_plan else "lead_wish",
        before=peak_words(facts, facts.before.peak),
        after=peak_words(facts, facts.after.peak),
        shortage=counted(facts, facts.before.shortage_student_days, masking),
        left=counted(facts, facts.after.shortage_student_days, masking),
        changes=len(facts.changed),
    )
    yield Paragraph(text=f"{lead} {then}", voice=TextStyle.LEAD)
    binding = [agreement for agreement in state.agreements if agreement.is_binding]
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
                note=say("students", students=students_shown(binding, masking)),
            ),
        )
    )


def region_figures(facts: Facts) -> tuple[Figure, Figure]:
    """The two numbers of the region that everybody gets: peak and tekort, with what they were."""
    say = _sayer(facts)
    before, after = facts.before, facts.after
    masking = masking_for(facts.state.ground_rules, None)
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
            value=counted(facts, left, masking),
            note=say("was", before=counted(facts, before.shortage_student_days, masking)),
            is_over=left > TOLERANCE,
        ),
    )


def peak_words(facts: Facts, peak: float) -> str:
    """A peak in few words."""
    return "∞" if math.isinf(peak) else facts.percent(peak)


def load_pictures(facts: Facts, components: Iterable[ComponentFacts], most: int) -> Iterator[Block]:
    """The load of components by week, the fullest of the wishes first."""
    say = _sayer(facts)
    shown = [c for c in components if c.has_capacity and not c.is_hidden]
    shown.sort(key=lambda c: -c.before.peak)
    if not shown or not facts.mondays:
        return
    yield Heading(text=say("load"))
    yield Paragraph(text=say("load_how"), voice=TextStyle.QUIET)
    for component in shown[:most]:
        yield load_picture(facts, component)
    if len(shown) > most:
        yield Paragraph(text=say("more_parts", number=len(shown) - most), voice=TextStyle.QUIET)


def load_picture(facts: Facts, component: ComponentFacts) -> LoadPicture:
    """The load of one component, every week before and after."""
    say = _sayer(facts)

    def known(values: tuple[float, ...]) -> tuple[float | None, ...]:
        return tuple(None if math.isinf(value) else value for value in values)

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
    masking = masking_for(facts.state.ground_rules, None)
    for k, component in enumerate(facts.components):
        before, after = component.before, component.after
        if component.is_hidden:
            rows.append((f"{component.title}: {facts.sentence('hidden_component')}", *["–"] * 6))
            continue
        bound = None if component.proof is None else component.proof.lower_bound
        over |= {(k, 1 + i) for i, c in enumerate((before, after)) if c.peak > 1 + TOLERANCE}
        rows.append(
            (
                component.title,
                _peak(facts, component, before.peak),
                _peak(facts, component, after.peak),
                facts.bound(bound) if bound is not None and component.has_capacity else "–",
                counted(facts, before.shortage_student_days, masking),
                counted(facts, after.shortage_student_days, masking),
                str(component.changes),
            )
        )
    names = ("part", "col_before", "col_after", "col_bound", "col_short_before",
             "col_short_after", "col_changes")  # fmt: skip
    yield table(say, names, (3.2, 1.2, 1.2, 1.3, 1.1, 1, 0.8), rows, over)
    knelpunten = [
        (component.title, say(name), masking.words(facts.bottleneck(load.bottleneck)))
        for component in facts.components
        if component.has_capacity and not component.is_hidden
        for name, load in (("before", component.before), ("after", component.after))
        if name == "before" or facts.has_plan
    ]
    if knelpunten:
        yield Heading(text=say("bottlenecks"))
        yield table(say, ("part", "col_which", "col_when"), (2, 1, 5), knelpunten, numbers=False)


def _peak(facts: Facts, component: ComponentFacts, peak: float) -> str:
    return facts.percent(peak) if component.has_capacity else _sayer(facts)("no_capacity")


def moved_of_others(facts: Facts, institution: str) -> int:
    """The students in what is changed of all others; none of them is told apart."""
    return sum(
        period.students
        for period in facts.state.periods
        if period.institution != institution and period.id in facts.changed
    )


def _examples(facts: Facts) -> Iterator[Block]:
    """The catalogue of good examples, and the programmes that they were seen with."""
    say, language = _sayer(facts), facts.language
    found = examples()
    if not facts.has_plan or not found:
        return
    yield Heading(text=say("examples"))
    day = show(max(example.as_of for example in found), language)
    yield Paragraph(text=say("examples_how", day=day), voice=TextStyle.QUIET)
    official = official_names()
    rows = [
        (
            example.names[language],
            example.about[language],
            ", ".join(facts.names.get(c) or official.get(c, c) for c in example.programmes) or "–",
        )
        for example in found
    ]
    yield table(say, ("col_example", "col_what", "col_seen"), (2, 4.5, 2.5), rows, numbers=False)


def _about(facts: Facts) -> Iterator[Block]:
    say = _sayer(facts)
    yield Heading(text=say("about"))
    said = say("about_text", fingerprint=facts.fingerprint[:12], version=__version__)
    yield Paragraph(text=said, voice=TextStyle.QUIET)
