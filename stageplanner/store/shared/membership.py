"""What a user is in a region, as the server knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, func, select
from sqlalchemy.engine import Connection

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.shared import tables
from stageplanner.store.shared.address import RegionAddress

Kind = Literal["coordinator", "institution", "reader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What a user is in a region.

    Attributes
    ----------
    region : int
        Its number on the server.
    kind : str
        ``coordinator``, ``institution`` or ``reader``.
    institution : str
        For whom an institution's user works; else empty.
    """

    region: int
    kind: Kind
    institution: str = ""


def membership_of(connection: Connection, address: RegionAddress) -> Membership:
    """Return what the user is in the region of an address.

    Parameters
    ----------
    connection : Connection
        As that user.
    address : RegionAddress
        Of the region.

    Returns
    -------
    Membership
        Of the user.

    Raises
    ------
    StagePlannerError
        If there is no such region for the user; a server does not tell which others there are.
    """
    region, member = tables.region.c, tables.member.c
    found = connection.execute(
        select(region.id, member.kind, member.institution)
        .join_from(tables.region, tables.member, member.region == region.id)
        .where(and_(region.name == address.region, member.login == func.session_user()))
    ).first()
    if found is None:
        values = {"region": address.region, "user": address.user, "address": str(address)}
        raise StagePlannerError(
            Problem(code="shared_no_region", place=Place(file=address.name), values=values)
        )
    return Membership(region=found.id, kind=found.kind, institution=found.institution or "")
