"""The leerbedrijven that the open round asks something."""

from __future__ import annotations

from stageplanner.domain.negotiation.asked import current_round
from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.domain.state import State


def visited_companies(state: State) -> tuple[Party, ...]:
    """Return the leerbedrijven that the open round asks something, most students first."""
    round_ = current_round(state)
    known = {period.id for period in state.periods}
    students: dict[Party, int] = {}
    for proposal in () if round_ is None else round_.proposals:
        if proposal.party.kind is PartyKind.LEERBEDRIJF and proposal.period in known:
            students[proposal.party] = students.get(proposal.party, 0) + proposal.students
    return tuple(sorted(students, key=lambda party: -students[party]))
