"""The explanation of a knelpunt: its worst day, who is there, which leerbedrijven, what helps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from stageplanner import messages
from ui.base.formatting import Words
from ui.base.qt import button, card, column, label, tool_tip
from ui.facts.load_sentences import bottleneck_figures, bottleneck_name, bottleneck_sentence

if TYPE_CHECKING:
    from stageplanner.domain.results.price import Price
    from stageplanner.load.ranked_bottlenecks import RankedBottleneck
    from ui.facts.screen_facts import Facts, PlanFacts

translate = QCoreApplication.translate

#: Most stage periods and leerbedrijven that are listed.
MOST_PERIODS, MOST_COMPANIES = 12, 8
#: Most sentences of what would help; all are in the dialog.
MOST_PRICES = 3


def add_bottleneck(  # noqa: PLR0917 - where, what, and where its links lead
    layout: QVBoxLayout,
    facts: Facts,
    plan: PlanFacts,
    ranked: RankedBottleneck,
    words: Words,
    show_period: Callable[[str], object],
    show_company: Callable[[str], object],
    show_help: Callable[[], object],
    elided: Callable[[str], str],
    prices: tuple[Price, ...] = (),
) -> None:
    """Add a knelpunt to the inspector; links lead to the bar or the leerbedrijf."""
    which = translate("Bottleneck", "Voorkeur")
    if plan is facts.plan:
        which = translate("Bottleneck", "Voorstel")
    text = translate("Bottleneck", "Knelpunt · {which}")
    layout.addWidget(label(text.format(which=which), "caption"))
    layout.addWidget(label(bottleneck_name(facts, ranked.programmes), "subtitle", wrap=True))
    figure = label(words.percent(ranked.peak), "figure")
    figure.setProperty("tone", "danger")
    layout.addWidget(figure)
    frame = card("bad")
    inside = column(parent=frame, gap=4, margin=12)
    sentence = bottleneck_sentence(words, facts, ranked.worst)
    inside.addWidget(label(sentence, wrap=True))
    inside.addWidget(label(bottleneck_figures(words, ranked), "strong", wrap=True))
    layout.addWidget(frame)
    helps = button(translate("Bottleneck", "Wat zou helpen…"))
    helps.setToolTip(
        tool_tip(translate("Bottleneck", "Rekent uit wat meer ruimte of plaatsen hier opleveren"))
    )
    helps.clicked.connect(show_help)
    layout.addWidget(helps)
    wanted = [price for price in prices if set(price.programmes) & set(ranked.programmes)]
    for price in wanted[:MOST_PRICES]:
        text = messages.text(price.code, words.language, **price.values)
        layout.addWidget(label(text, "caption", wrap=True))
    _add_periods(layout, facts, plan, ranked, words, show_period, elided)
    _add_companies(layout, facts, ranked, words, show_company, elided)


def _add_periods(  # noqa: PLR0917 - where, what, and where its links lead
    layout: QVBoxLayout,
    facts: Facts,
    plan: PlanFacts,
    ranked: RankedBottleneck,
    words: Words,
    show: Callable[[str], object],
    elided: Callable[[str], str],
) -> None:
    from ui.facts.bottleneck_facts import contributions

    text = translate("Bottleneck", "Wie er is op {day}")
    layout.addSpacing(6)
    layout.addWidget(label(text.format(day=words.short_day(ranked.worst.day)), "strong"))
    found = contributions(facts, plan, ranked)
    for one in found[:MOST_PERIODS]:
        period = one.period
        who = translate("Bottleneck", "{students} studenten, {share} van de vraag, {institution}")
        who = who.format(
            students=words.count(one.students),
            share=words.percent(one.share, 0),
            institution=period.institution,
        )
        name = f"{period.group} {period.programme_name or period.programme}".strip()
        _add_link(layout, (name, elided(name)), who, partial(show, period.id))
    _add_more(layout, len(found) - MOST_PERIODS)


def _add_companies(  # noqa: PLR0917 - where, what, and where its links lead
    layout: QVBoxLayout,
    facts: Facts,
    ranked: RankedBottleneck,
    words: Words,
    show: Callable[[str], object],
    elided: Callable[[str], str],
) -> None:
    from ui.facts.bottleneck_facts import companies_of

    layout.addSpacing(6)
    layout.addWidget(label(translate("Bottleneck", "Waar zij terechtkunnen"), "strong"))
    found = companies_of(facts, ranked)
    if not found:
        text = translate("Bottleneck", "Geen enkel erkend leerbedrijf heeft dan een vrije plaats.")
        layout.addWidget(label(text, "muted", wrap=True))
    for company, places in found[:MOST_COMPANIES]:
        text = translate("Bottleneck", "{places} plaatsen")
        if places == 1:
            text = translate("Bottleneck", "1 plaats")
        where = company.location or company.town
        about = ", ".join(part for part in (text.format(places=words.count(places)), where) if part)
        link = company.name, elided(company.name)
        _add_link(layout, link, about, partial(show, company.id))
    _add_more(layout, len(found) - MOST_COMPANIES)


def _add_link(
    layout: QVBoxLayout, name: tuple[str, str], about: str, follow: Callable[[], object]
) -> None:
    """Add a link; ``name`` is its whole text and what fits of it."""
    link = button(name[1], "link", f"{name[0]}. {about}")
    link.setToolTip(tool_tip(name[0]))
    link.clicked.connect(follow)
    layout.addLayout(column(link, label(about, "caption", wrap=True), gap=0))


def _add_more(layout: QVBoxLayout, more: int) -> None:
    if more > 0:
        text = translate("Bottleneck", "en nog {count} kleinere").format(count=more)
        layout.addWidget(label(text, "muted"))
