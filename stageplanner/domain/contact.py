"""The address of a party: a role and a work e-mail, never the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.problems import Problem, StagePlannerError

#: One address without a display name; the mail program of the user is the judge of the rest.
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a party is written to: of each party one role (such as BPV-bureau) and work e-mail."""

    kind: PartyKind
    party: str
    email: str
    role: str = ""


def contact_of(contacts: Iterable[Contact], party: Party) -> Contact | None:
    """Return the contact of a party; ``None`` without one."""
    key = (party.kind, party.id)
    return next((contact for contact in contacts if (contact.kind, contact.party) == key), None)


def with_contact(
    contacts: tuple[Contact, ...], party: Party, email: str, role: str = ""
) -> tuple[Contact, ...]:
    """Return the contacts with that of one party set; an empty address removes it.

    Raises
    ------
    StagePlannerError
        If the address is no e-mail address.
    """
    email, role = email.strip(), " ".join(role.split())
    if email and not _EMAIL.fullmatch(email):
        values = {"email": email, "party": party.label}
        raise StagePlannerError(Problem(code="contact_no_email", values=values))
    known = contact_of(contacts, party)
    if not email:
        return tuple(contact for contact in contacts if contact is not known)
    new = Contact(kind=party.kind, party=party.id, email=email, role=role)
    if known is None:
        return (*contacts, new)
    return tuple(new if contact is known else contact for contact in contacts)
