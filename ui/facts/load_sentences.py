"""Sentences about the load: the bottleneck, components and rows, and key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.plan import changed_periods, filled_periods
from ui.base.formatting import Words
from ui.widgets.kpi_data import REGION, Kpi

if TYPE_CHECKING:
    from stageplanner.domain.leerbedrijf import Leerbedrijf
    from stageplanner.domain.state import State
    from stageplanner.load.measures import Bottleneck
    from stageplanner.load.ranked_bottlenecks import RankedBottleneck
    from stageplanner.load.standing import Standing
    from ui.facts.screen_facts import Facts

translate = QCoreApplication.translate

#: Start of the key of a pool of leerbedrijven; the id of one of them follows.
POOL = "pool "
#: Niveaus whose students are placed last, and that are shown first.
FIRST_NIVEAUS = (1, 2)


def bottleneck_sentence(words: Words, facts: Facts, bottleneck: Bottleneck) -> str:
    """Return the bottleneck in one sentence: students of programmes against places."""
    names = [facts.names[programme] for programme in bottleneck.programmes]
    if len(names) > 3:
        more = translate("Sentences", "{count} andere").format(count=len(names) - 2)
        names = [*names[:2], more]
    and_word = translate("Sentences", " en ")
    programmes = names[0] if len(names) == 1 else ", ".join(names[:-1]) + and_word + names[-1]
    peak = bottleneck.students / bottleneck.places if bottleneck.places else float("inf")
    sentence = translate(
        "Sentences",
        "{day}: {students} studenten {programmes}, {places} plaatsen bij de {companies} erkende"
        " leerbedrijven: {peak}.",
    )
    if bottleneck.companies == 1:
        sentence = translate(
            "Sentences",
            "{day}: {students} studenten {programmes}, {places} plaatsen bij het ene erkende"
            " leerbedrijf: {peak}.",
        )
    if not bottleneck.places:
        sentence = translate(
            "Sentences",
            "{day}: {students} studenten {programmes}, maar geen enkel erkend leerbedrijf met"
            " een vrije plaats.",
        )
    text = sentence.format(
        day=words.long_day(bottleneck.day),
        students=words.count(bottleneck.students),
        programmes=programmes,
        places=words.count(bottleneck.places),
        companies=words.count(bottleneck.companies),
        peak=words.percent(peak),
    )
    return text[0].upper() + text[1:]


def bottleneck_name(facts: Facts, programmes: tuple[str, ...]) -> str:
    """Return the name of a knelpunt: its largest programme and the number of others."""
    students = dict.fromkeys(programmes, 0)
    for period in facts.state.periods:
        if period.programme in students:
            students[period.programme] += period.students
    name = facts.names[max(students, key=students.__getitem__)]
    if len(programmes) == 1:
        return name
    text = translate("Sentences", "{name} + {count} andere")
    return text.format(name=name, count=len(programmes) - 1)


def bottleneck_figures(words: Words, ranked: RankedBottleneck) -> str:
    """Return how often and how much a knelpunt is too full."""
    text = translate(
        "Sentences",
        "{days} dagen boven 100%; op de ergste {many} studenten te veel; samen {shortage}"
        " studentdagen tekort.",
    )
    if ranked.days == 1:
        text = translate(
            "Sentences",
            "1 dag boven 100%: {many} studenten te veel, {shortage} studentdagen tekort.",
        )
    return text.format(
        days=words.count(ranked.days),
        many=words.count(ranked.too_many),
        shortage=words.count(ranked.shortage),
    )


def changes_sentence(words: Words, state: State) -> str:
    """Return how many changes the whole plan asks and of whom; open days filled in stand apart."""
    if state.plan is None:
        return ""
    changed = changed_periods(state.plan, state.periods)
    asked = len({period.institution for period in changed})
    text = translate("Sentences", "{count} wijzigingen bij {asked} instellingen")
    if len(changed) == 1:
        text = translate("Sentences", "1 wijziging bij 1 instelling")
    elif asked == 1:
        text = translate("Sentences", "{count} wijzigingen bij 1 instelling")
    elif not changed:
        text = translate("Sentences", "geen wijzigingen")
    sentence = text.format(count=words.count(len(changed)), asked=words.count(asked))
    filled = len(filled_periods(state.plan, state.periods))
    if not filled:
        return sentence
    text = translate("Sentences", "{changes}; bij {count} groepen zijn vrije dagen ingevuld")
    if filled == 1:
        text = translate("Sentences", "{changes}; bij 1 groep zijn vrije dagen ingevuld")
    return text.format(changes=sentence, count=words.count(filled))


def component_title(facts: Facts, index: int) -> str:
    """Return the title of a component: its largest programme and the number of others."""
    others = len(facts.wish.measures.components[index].programmes) - 1
    name = component_name(facts, index)
    if others == 0:
        return name
    if others == 1:
        return translate("Sentences", "{name} + 1 andere").format(name=name)
    return translate("Sentences", "{name} + {count} andere").format(name=name, count=others)


def component_name(facts: Facts, index: int) -> str:
    """Return the name of the programme with most students in a component."""
    programmes = facts.wish.measures.components[index].programmes
    students = dict.fromkeys(programmes, 0)
    for period in facts.state.periods:
        if period.programme in students:
            students[period.programme] += period.students
    return facts.names[max(students, key=students.__getitem__)]


def niveau_name(niveau: int | None) -> str:
    """Return the name of a niveau; the first is entree."""
    if niveau == 1:
        return translate("Sentences", "Entree")
    if niveau is None:
        return translate("Sentences", "Niveau onbekend")
    return translate("Sentences", "Niveau {niveau}").format(niveau=niveau)


def row_title(words: Words, facts: Facts, row_kind: str, key: str) -> str:
    """Return the title of a row of the heat map whose name is not in the files."""
    if row_kind == "component":
        return component_title(facts, int(key))
    if row_kind == "niveau":
        niveau = int(key) if key else None
        name = niveau_name(niveau)
        if niveau in FIRST_NIVEAUS:
            return translate("Sentences", "{niveau}, voorrang").format(niveau=name)
        return name
    if row_kind == "branch":
        return key or translate("Sentences", "Branche onbekend")
    programmes = key.split("+")
    names = [facts.names.get(programme, programme) for programme in programmes]
    if row_kind != "knelpunt" or len(names) <= 2:
        return ", ".join(names)
    text = translate("Sentences", "{name} + {count} andere")
    return text.format(name=names[0], count=len(names) - 1)


def pool_title(
    words: Words, facts: Facts, company: Leerbedrijf, count: float, *, is_short: bool = False
) -> str:
    """Return the name of a pool of leerbedrijven: what they are accredited for, how many."""
    names = [facts.names[crebo] for crebo in company.accredited if crebo in facts.names]
    name = ", ".join(names[:2])
    if len(names) > 2:
        more = translate("Sentences", "{name} + {count} andere")
        name = more.format(name=names[0], count=len(names) - 1)
    if is_short:
        return f"{name} ({words.count(count)})"
    text = translate("Sentences", "{count} leerbedrijven: {name}")
    if count == 1:
        text = translate("Sentences", "1 leerbedrijf: {name}")
    return text.format(count=words.count(count), name=name)


def strip_title(facts: Facts, component: int) -> str:
    """Return the title of the load strip: of the region each week shows its worst component."""
    if component == REGION:
        return translate("Sentences", "Hele regio, drukste groep opleidingen")
    return component_title(facts, component)


def kpis_of(facts: Facts) -> tuple[Kpi, ...]:
    """Return the key figures of the region and of every component, the worst one first."""
    from stageplanner.load.standing import standings
    from ui.facts.screen_facts import ranked_components

    measured = (facts.wish.measures, facts.now.measures)
    components = standings(facts.state, facts.state.plan, measured)
    kpis = tuple(
        _component_kpi(facts, i, components[i]) for i in ranked_components(facts, facts.now)
    )
    return kpis if len(kpis) < 2 else (_region_kpi(facts, components, kpis), *kpis)


def _component_kpi(facts: Facts, number: int, standing: Standing) -> Kpi:
    wish = facts.wish.measures.components[number]
    after = next(c for c in facts.now.measures.components if c.programmes == wish.programmes)
    return Kpi(
        component=number,
        name=component_title(facts, number),
        wish_peak=wish.peak,
        peak=after.peak,
        lower_bound=standing.bound,
        wish_shortage=standing.wish_shortage,
        shortage=standing.shortage,
        changes=None if facts.plan is None else standing.changes,
        changes_lower_bound=standing.changes_lower_bound,
        year_balance=wish.year_balance,
        has_capacity=wish.has_capacity,
    )


def _region_kpi(facts: Facts, components: tuple[Standing, ...], parts: tuple[Kpi, ...]) -> Kpi:
    """Return the key figures of the region."""
    from stageplanner.load.standing import region_standing

    region = region_standing(components)
    known = [part for part in parts if part.has_capacity]
    return Kpi(
        component=REGION,
        name=translate("Sentences", "Hele regio"),
        wish_peak=region.wish_peak or 0.0,
        peak=region.peak or 0.0,
        lower_bound=region.bound,
        wish_shortage=region.wish_shortage,
        shortage=region.shortage,
        changes=None if facts.plan is None else region.changes,
        changes_lower_bound=region.changes_lower_bound,
        year_balance=max((part.year_balance for part in known), default=0.0),
        has_capacity=bool(known),
    )
