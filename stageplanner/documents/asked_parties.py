"""Measure what each party is asked, for letters and calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from stageplanner.domain.negotiation.asked import current_round
from stageplanner.domain.negotiation.plan_of_round import plan_of_round
from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.state import State
from stageplanner.planning import explain
from stageplanner.reporting.asked import PartiesAsked

if TYPE_CHECKING:
    from stageplanner.reporting.facts import Facts


def facts_of(state: State, language: str, on: date | None = None) -> Facts:
    """Everything measured that the documents of a state tell."""
    from stageplanner.reporting.facts import gather_facts

    told = explain(state) if state.plan is not None else Explanation()
    return gather_facts(state, told, language, on or date.today())


def measure_parties_asked(state: State, language: str, on: date | None = None) -> PartiesAsked:
    """What the parties are asked now, measured as if everybody accepts."""
    own = current_round(state)
    planned = state if own is None else replace(state, plan=plan_of_round(state, own))
    return PartiesAsked(facts=facts_of(planned, language, on), round_=own)


def letter_parties(asked: PartiesAsked) -> tuple[Party, ...]:
    """Who gets a letter: institutions, then the leerbedrijven, those that are asked most first."""
    from stageplanner.reporting.visited_companies import visits

    schools = [p for p in asked.parties if p.kind is not PartyKind.LEERBEDRIJF]
    return (*schools, *(() if asked.round_ is None else visits(asked.state)))
