"""The printed report of a region: key figures, pictures, agreements, shares."""

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

#: At most so many pictures; the table has all components.
MOST_PICTURES = 6


def region_report(facts: Facts) -> Printed:
    """Build the report of a region, for everybody to read."""
    from stageplanner.reporting.agreements_report import register_blocks
    from stageplanner.reporting.masked_facts import mask_facts

    facts = mask_facts(facts, masking_for(facts.state.ground_rules, None))
    sentence = _sentence_of(facts)
    region = facts.state.ground_rules.region or sentence("region")
    title = sentence("report", years=facts.school_year)
    return Printed(
        title=title,
        subtitle=sentence("made", region=region, day=facts.made_on),
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


def _sentence_of(facts: Facts) -> Callable[..., str]:
    def sentence(code: str, **values: object) -> str:
        return text(f"print_{code}", facts.language, **values)

    return sentence


# --- the beginning --------------------------------------------------------------------------


def _opening(facts: Facts) -> Iterator[Block]:
    sentence, state = _sentence_of(facts), facts.state
    masking = masking_for(state.ground_rules, None)
    if facts.is_outdated:
        yield Paragraph(text=facts.sentence("outdated"), voice=TextStyle.WARNING)
    lead = sentence(
        "lead",
        institutions=len(facts.institutions),
        periods=len(state.periods),
        students=counted(facts, sum(p.students for p in state.periods), masking),
        companies=len(state.leerbedrijven),
    )
    region = facts.region
    then = sentence(
        "lead_plan" if facts.has_plan else "lead_wish",
        before=peak_words(facts, region.wish_peak),
        after=peak_words(facts, region.peak),
        shortage=counted(facts, region.wish_shortage, masking),
        left=counted(facts, region.shortage, masking),
        changes=len(facts.changed),
    )
    yield Paragraph(text=f"{lead} {then}", voice=TextStyle.LEAD)
    binding = [agreement for agreement in state.agreements if agreement.is_binding]
    yield Figures(
        figures=(
            *region_figures(facts),
            Figure(
                label=sentence("changes"),
                value=str(len(facts.changed)),
                note=sentence("changes_of", periods=len(state.periods)),
            ),
            Figure(
                label=sentence("agreements"),
                value=str(len(binding)),
                note=sentence("students", students=students_shown(binding, masking)),
            ),
        )
    )


def region_figures(facts: Facts) -> tuple[Figure, Figure]:
    """Return the peak and the tekort of the region, with what they were by the wishes."""
    sentence = _sentence_of(facts)
    region = facts.region
    masking = masking_for(facts.state.ground_rules, None)
    return (
        Figure(
            label=sentence("peak"),
            value=peak_words(facts, region.peak),
            note=sentence("was", before=peak_words(facts, region.wish_peak)),
            is_over=region.peak is not None and region.peak > 1 + TOLERANCE,
        ),
        Figure(
            label=sentence("shortage"),
            value=counted(facts, region.shortage, masking),
            note=sentence("was", before=counted(facts, region.wish_shortage, masking)),
            is_over=region.shortage > TOLERANCE,
        ),
    )


def peak_words(facts: Facts, peak: float | None) -> str:
    """Return a peak as text; a dash if no places are known."""
    return "–" if peak is None else "∞" if math.isinf(peak) else facts.percent(peak)


def load_pictures(facts: Facts, components: Iterable[ComponentFacts], most: int) -> Iterator[Block]:
    """Yield pictures of the load of components, the fullest by the wishes first."""
    sentence = _sentence_of(facts)
    shown = [c for c in components if c.has_capacity and not c.is_hidden]
    shown.sort(key=lambda c: -c.before.peak)
    if not shown or not facts.mondays:
        return
    yield Heading(text=sentence("load"))
    yield Paragraph(text=sentence("load_how"), voice=TextStyle.QUIET)
    for component in shown[:most]:
        yield load_picture(facts, component)
    if len(shown) > most:
        yield Paragraph(
            text=sentence("more_parts", number=len(shown) - most), voice=TextStyle.QUIET
        )


def load_picture(facts: Facts, component: ComponentFacts) -> LoadPicture:
    """Build the picture of the weekly load of a component, before and after."""
    sentence = _sentence_of(facts)

    def known(values: tuple[float, ...]) -> tuple[float | None, ...]:
        return tuple(None if math.isinf(value) else value for value in values)

    return LoadPicture(
        title=f"{component.title}: {facts.percent(component.before.peak)}"
        + (f" → {facts.percent(component.after.peak)}" if facts.has_plan else ""),
        mondays=facts.mondays,
        before=known(component.weekly_before),
        after=known(component.weekly_after),
        before_label=sentence("before"),
        after_label=sentence("after") if facts.has_plan else sentence("before"),
        limit_label=sentence("limit"),
    )


def _parts(facts: Facts) -> Iterator[Block]:
    """Yield the table of all components, and the table of their knelpunten."""
    sentence = _sentence_of(facts)
    yield Heading(text=sentence("parts"))
    rows: list[tuple[str, ...]] = []
    over: set[tuple[int, int]] = set()
    masking = masking_for(facts.state.ground_rules, None)
    for k, component in enumerate(facts.components):
        before, after = component.before, component.after
        if component.is_hidden:
            rows.append((f"{component.title}: {facts.sentence('hidden_component')}", *["–"] * 6))
            continue
        bound = component.standing.bound
        over |= {(k, 1 + i) for i, c in enumerate((before, after)) if c.peak > 1 + TOLERANCE}
        rows.append(
            (
                component.title,
                _peak(facts, component, before.peak),
                _peak(facts, component, after.peak),
                facts.percent(bound) if bound is not None else "–",
                counted(facts, before.shortage_student_days, masking),
                counted(facts, after.shortage_student_days, masking),
                str(component.changes),
            )
        )
    names = ("part", "col_before", "col_after", "col_bound", "col_short_before",
             "col_short_after", "col_changes")  # fmt: skip
    yield table(sentence, names, (3.2, 1.2, 1.2, 1.3, 1.1, 1, 0.8), rows, over)
    knelpunten = [
        (component.title, sentence(name), masking.words(facts.bottleneck(load.bottleneck)))
        for component in facts.components
        if component.has_capacity and not component.is_hidden
        for name, load in (("before", component.before), ("after", component.after))
        if name == "before" or facts.has_plan
    ]
    if knelpunten:
        yield Heading(text=sentence("bottlenecks"))
        yield table(
            sentence, ("part", "col_which", "col_when"), (2, 1, 5), knelpunten, numbers=False
        )


def _peak(facts: Facts, component: ComponentFacts, peak: float) -> str:
    return facts.percent(peak) if component.has_capacity else _sentence_of(facts)("no_capacity")


def moved_of_others(facts: Facts, institution: str) -> int:
    """Return the number of students in the changed stage periods of all other institutions."""
    return sum(
        period.students
        for period in facts.state.periods
        if period.institution != institution and period.id in facts.changed
    )


def _examples(facts: Facts) -> Iterator[Block]:
    """Yield the good examples, and the programmes that they were seen with."""
    sentence, language = _sentence_of(facts), facts.language
    shown = examples()
    if not facts.has_plan or not shown:
        return
    yield Heading(text=sentence("examples"))
    day = show(max(example.as_of for example in shown), language)
    yield Paragraph(text=sentence("examples_how", day=day), voice=TextStyle.QUIET)
    official = official_names()
    rows = [
        (
            example.names[language],
            example.about[language],
            ", ".join(facts.names.get(c) or official.get(c, c) for c in example.programmes) or "–",
        )
        for example in shown
    ]
    yield table(
        sentence, ("col_example", "col_what", "col_seen"), (2, 4.5, 2.5), rows, numbers=False
    )


def _about(facts: Facts) -> Iterator[Block]:
    sentence = _sentence_of(facts)
    yield Heading(text=sentence("about"))
    about = sentence("about_text", fingerprint=facts.fingerprint[:12], version=__version__)
    yield Paragraph(text=about, voice=TextStyle.QUIET)
