"""The parties of a region: finding one by name, making one of a row."""

from __future__ import annotations

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.proposal import (
    Party,
    PartyKind,
)
from stageplanner.domain.state import State, institutions_of
from stageplanner.problems import Problem, StagePlannerError


def find_party(state: State, name: str) -> Party:
    """Return the party with a name or a LeerbedrijfID.

    Raises
    ------
    StagePlannerError
        If there is none; the problem lists the institutions.
    """
    wanted = " ".join(name.split()).casefold()
    for party in all_parties(state):
        if wanted in (party.id.casefold(), party.label.casefold()):
            return party
    values = {"party": name, "known": list(institutions_of(state))}
    raise StagePlannerError(Problem(code="print_no_party", values=values))


def all_parties(state: State) -> tuple[Party, ...]:
    """Return every institution, then every leerbedrijf of a region."""
    schools = [institution_party(institution) for institution in institutions_of(state)]
    return (*schools, *map(leerbedrijf_party, state.leerbedrijven))


def institution_party(name: str) -> Party:
    """Return an institution as a party."""
    return Party(kind=PartyKind.INSTITUTION, id=name, name=name)


def leerbedrijf_party(company: Leerbedrijf) -> Party:
    """Return a leerbedrijf as a party, with its name and place."""
    where = company.location or company.town
    name = f"{company.name}, {where}" if where else company.name
    return Party(kind=PartyKind.LEERBEDRIJF, id=company.id, name=name)
