"""What each party is asked, measured for the documents."""

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
    """Measure everything that the documents of a state need."""
    from stageplanner.reporting.facts import gather_facts

    explanation = explain(state) if state.plan is not None else Explanation()
    return gather_facts(state, explanation, language, on or date.today())


def measure_parties_asked(state: State, language: str, on: date | None = None) -> PartiesAsked:
    """Measure what the parties are asked now, as if everybody accepts."""
    round_ = current_round(state)
    planned = state if round_ is None else replace(state, plan=plan_of_round(state, round_))
    return PartiesAsked(facts=facts_of(planned, language, on), round_=round_)


def letter_parties(asked: PartiesAsked) -> tuple[Party, ...]:
    """Return who gets a letter: the institutions, then the leerbedrijven, most students first."""
    from stageplanner.reporting.visited_companies import visited_companies

    schools = [p for p in asked.parties if p.kind is not PartyKind.LEERBEDRIJF]
    return (*schools, *(() if asked.round_ is None else visited_companies(asked.state)))
