"""What the parties are asked, measured once for all documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.proposal import Party, Round
from stageplanner.domain.state import State

if TYPE_CHECKING:
    from stageplanner.reporting.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesAsked:
    """What the parties are asked by the open round, or else by the current plan."""

    facts: Facts
    round_: Round | None

    @property
    def state(self) -> State:
        """The region as if everybody accepts."""
        return self.facts.state

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that are asked something."""
        if self.round_ is not None:
            known = {period.id for period in self.state.periods}
            asked = [p.party for p in self.round_.proposals if p.period in known]
            return tuple(dict.fromkeys(asked))
        changed = {p.institution for p in self.state.periods if p.id in self.facts.changed}
        return tuple(institution_party(n) for n in self.facts.institutions if n in changed)
