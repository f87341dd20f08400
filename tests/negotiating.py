"""Regions that negotiate, to try rounds and agreements on: planned, sent, agreed, signed."""

from __future__ import annotations

from datetime import date

from stageplanner.domain.agreement import AgreementStatus
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.project import Project
from tests.builders import SCHOOL, company, period, region

TODAY, DEADLINE, LATE = date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 16)
OTHER = "Rijn College"
BOTH = ("R1-001", "R1-002")


def at(weeks, students=6) -> tuple[Placement, ...]:
    return (Placement(option=wish_option(period(start=weeks, weeks=2)), students=students),)


def planned(path=None) -> Project:
    """Four groups of six on the same days and twelve places, two of the groups moved."""
    fields = {"students": 6, "weeks": 2, "latest": 9, "allowed_forms": (Form.BLOK,)}
    groups = [
        period("S1", **fields),
        period("S2", **fields),
        period("S3", institution=OTHER, **fields),
        period("S4", institution=OTHER, **fields),
    ]
    state = region(groups, [company(places=12), company("100000002", places=0)])
    project = Project(state, path)
    project.place("S2", at(3))
    project.place("S4", at(3))
    return project


def sent(path=None) -> Project:
    """A project with a round that was sent: R1-001 for S2, R1-002 for S4."""
    project = planned(path)
    project.negotiation.start_round("Eerste ronde", DEADLINE, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    return project


def agreed(path=None) -> Project:
    """A project in which the first school agreed, with an agreement made of it."""
    project = sent(path)
    project.negotiation.set_ground_rules(GroundRules(region="Rijk van Nijmegen", code="RVN"))
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    project.register.make_agreements(1)
    return project


def signed(path=None) -> Project:
    project = agreed(path)
    for party in (SCHOOL, "RVN"):
        project.register.sign(NUMBER, party, "P. Jansen", "directeur", TODAY)
    project.register.set_status(NUMBER, AgreementStatus.SIGNED)
    project.register.set_status(NUMBER, AgreementStatus.RUNNING)
    return project


NUMBER = "RVN-2627-001"


def shortages(path):
    """A table of published shortages, with titles above it and a total below it."""
    rows = (
        "Stagetekorten;;;;;;",
        "Peildatum;Regio;Sector;Opleiding;Niveau;Leerweg;Aantal",
        "1-10-2026;Rijk van Nijmegen;03;25655;4;bol;40",
        "1-9-2026;Rijk van Nijmegen;03;25655;4;bol;99",
        "1-10-2026;Rijk van Nijmegen;03;25656;3;bol;55",
        "1-10-2026;Rijk van Nijmegen;03;25657;3;bol;veel",
        "oktober;Rijk van Nijmegen;03;25658;3;bol;3",
        "Totaal;;;;;;95",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path
