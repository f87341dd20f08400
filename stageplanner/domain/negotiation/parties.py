"""The parties of a region: find one by name, make one of a row."""

from __future__ import annotations

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.proposal import (
    Party,
    PartyKind,
)
from stageplanner.domain.state import State, institutions_of
from stageplanner.problems import Problem, StagePlannerError


def find_party(state: State, name: str) -> Party:
    """The party of a name, or of a LeerbedrijfID.

    Raises
    ------
    StagePlannerError
        There is none; says which there are.
    """
    wanted = " ".join(name.split()).casefold()
    parties = [institution_party(each) for each in institutions_of(state)]
    parties += [leerbedrijf_party(company) for company in state.leerbedrijven]
    for party in parties:
        if wanted in (party.id.casefold(), party.label.casefold()):
            return party
    values = {"party": name, "known": list(institutions_of(state))}
    raise StagePlannerError(Problem(code="print_no_party", values=values))


def institution_party(name: str) -> Party:
    """An institution as a party."""
    return Party(kind=PartyKind.INSTITUTION, id=name, name=name)


def leerbedrijf_party(company: Leerbedrijf) -> Party:
    """A leerbedrijf as a party, by its name and place."""
    where = company.location or company.town
    name = f"{company.name}, {where}" if where else company.name
    return Party(kind=PartyKind.LEERBEDRIJF, id=company.id, name=name)
