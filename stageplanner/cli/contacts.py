"""The command of contacts: where each party is written to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import DONE, Answer, open_project
from stageplanner.messages import text

if TYPE_CHECKING:
    from stageplanner.domain.proposal import Party
    from stageplanner.domain.state import State
    from stageplanner.project import Project


def _answer(project: Project, language: str) -> Answer:
    contacts = project.state.contacts
    records = [
        {"party": c.party, "party_kind": c.kind.value, "role": c.role, "email": c.email}
        for c in contacts
    ]
    sentences = [
        text(
            "told_contact" if c.role else "told_contact_bare",
            language,
            party=c.party,
            email=c.email,
            role=c.role,
        )
        for c in contacts
    ]
    return DONE, {"contacts": records}, sentences or [text("told_no_contacts", language)]


def _list(args: argparse.Namespace) -> Answer:
    return _answer(open_project(args.project), args.lang)


def _party(state: State, name: str) -> Party:
    """Return the party of a contact, also one that left the region; else of the region."""
    from stageplanner.domain.negotiation.parties import find_party
    from stageplanner.domain.proposal import Party

    for contact in state.contacts:
        if contact.party.casefold() == name.strip().casefold():
            return Party(kind=contact.kind, id=contact.party)
    return find_party(state, name)


def _set(args: argparse.Namespace) -> Answer:
    """Set the contact of a party; without an address it is removed."""
    from stageplanner.domain.contact import with_contact
    from stageplanner.workspace.project_file import hold

    with hold(args.project):
        project = open_project(args.project)
        party = _party(project.state, args.party)
        email, role = getattr(args, "email", ""), getattr(args, "role", "")
        contacts = with_contact(project.state.contacts, party, email, role)
        project.negotiation.set_contacts(contacts)
        project.save(args.project)
    return _answer(project, args.lang)


def _add_party(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "party", metavar="PARTY", help="an institution, or a leerbedrijf by name or LeerbedrijfID"
    )


def _add_set(parser: argparse.ArgumentParser) -> None:
    _add_party(parser)
    parser.add_argument("email", metavar="EMAIL", help="the e-mail address, of work")
    parser.add_argument(
        "--role", default="", metavar="ROLE", help="who reads it, such as BPV-bureau"
    )


COMMAND = Command(
    name="contacts",
    about="where parties are written to: a role and a work e-mail, never a name",
    run=_list,
    verbs=(
        Command(name="list", about="show the contacts", run=_list),
        Command(name="set", about="set the contact of a party", add_arguments=_add_set, run=_set),
        Command(
            name="remove",
            about="remove the contact of a party",
            add_arguments=_add_party,
            run=_set,
        ),
    ),
    json=("contacts: [{party, party_kind, role, email}]",),
)
