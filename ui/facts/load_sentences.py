"""Sentences about the load: the bottleneck, components and rows, and key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.base.formatting import Words
from ui.widgets.kpi_data import REGION, Kpi

if TYPE_CHECKING:
    from stageplanner.load.measures import Bottleneck
    from ui.facts.screen_facts import Facts

translate = QCoreApplication.translate

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


def component_title(facts: Facts, index: int) -> str:
    """Return the title of a component: its largest programme and the number of others."""
    from ui.facts.heat_rows import component_name

    others = len(facts.wish.measures.components[index].programmes) - 1
    name = component_name(facts, index)
    if others == 0:
        return name
    if others == 1:
        return translate("Sentences", "{name} + 1 andere").format(name=name)
    return translate("Sentences", "{name} + {count} andere").format(name=name, count=others)


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


def strip_title(facts: Facts, component: int) -> str:
    """Return the title of the load strip: of the region each week shows its worst component."""
    if component == REGION:
        return translate("Sentences", "Hele regio, drukste groep opleidingen")
    return component_title(facts, component)


def kpis_of(facts: Facts) -> tuple[Kpi, ...]:
    """Return the key figures of the region and of every component, the worst one first."""
    from ui.facts.screen_facts import ranked_components

    kpis = tuple(_component_kpi(facts, i) for i in ranked_components(facts, facts.now))
    return kpis if len(kpis) < 2 else (_region_kpi(facts, kpis), *kpis)


def _component_kpi(facts: Facts, number: int) -> Kpi:
    from stageplanner.load.standing import standing_of, valid_proof

    wish = facts.wish.measures.components[number]
    after = next(c for c in facts.now.measures.components if c.programmes == wish.programmes)
    changes = [
        p.id
        for p in facts.state.periods
        if p.programme in wish.programmes and p.id in facts.now.changes
    ]
    proof = valid_proof(facts.state, facts.state.plan, wish.programmes)
    standing = standing_of(wish, after, proof, len(changes))
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


def _region_kpi(facts: Facts, parts: tuple[Kpi, ...]) -> Kpi:
    """Return the key figures of the region; a bound of a part is one of the whole."""
    known = [part for part in parts if part.has_capacity]
    bounds = [part.lower_bound for part in known if part.lower_bound is not None]
    fewest = [p.changes_lower_bound for p in parts if p.changes_lower_bound is not None]
    return Kpi(
        component=REGION,
        name=translate("Sentences", "Hele regio"),
        wish_peak=max((part.wish_peak for part in known), default=0.0),
        peak=max((part.peak for part in known), default=0.0),
        lower_bound=max(bounds, default=None),
        wish_shortage=sum(part.wish_shortage for part in known),
        shortage=sum(part.shortage for part in known),
        changes=None if facts.plan is None else len(facts.now.changes),
        changes_lower_bound=sum(fewest) if fewest else None,
        year_balance=max((part.year_balance for part in known), default=0.0),
        has_capacity=bool(known),
    )
