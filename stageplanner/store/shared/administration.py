"""What the administrator of a server does: regions, members, and what is there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, Self, cast

import psycopg
from psycopg import sql
from sqlalchemy import Delete, and_, delete, func, insert, select, text
from sqlalchemy.engine import Connection

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.shared import tables
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.connect import connect, sentences
from stageplanner.store.shared.membership import Kind, membership_of
from stageplanner.store.shared.shared_copy import SharedCopy
from stageplanner.store.shared.upgrade import check_version, upgrade, version_of

#: Bytes of a password that is made for a new login.
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberStatus:
    """A user of a region: the login, the role, and whether a program of theirs is open."""

    login: str
    kind: str
    institution: str
    since: datetime
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionStatus:
    """A region of a server: how many verbs it has seen, and its members."""

    name: str
    version: int
    entries: int
    members: tuple[MemberStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStatus:
    """A server: its versions, and the regions that the user may see."""

    server: str
    schema: str
    regions: tuple[RegionStatus, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionTotals:
    """The totals of a region as a coordinator's program made them last; ``None`` if never."""

    name: str
    figures: Mapping[str, Any]
    made_at: datetime | None
    verbs_since: int


class Server:
    """A connection to a server, for what its administrator does; closed at the end of ``with``.

    Parameters
    ----------
    address : RegionAddress
        The server and user, and the region that is meant.
    password : str, optional
        By default that of the keyring.
    """

    def __init__(self, address: RegionAddress, password: str | None = None) -> None:
        self.address = address
        self._engine = connect(address, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._engine.dispose()

    def upgrade(self, *, is_new: bool) -> tuple[str | None, str]:
        """Bring the schema to the version of this program; see :func:`upgrade`."""
        return upgrade(self._engine, self.address, is_new=is_new)

    def read(self) -> SharedCopy:
        """Read the region as a member of it, over this connection."""
        return SharedCopy.read(self.address, self._engine)

    def publish(self, document: Document) -> SharedCopy:
        """Make a region on a server of a document; who publishes it is its coordinator.

        Parameters
        ----------
        document : Document
            What it holds, with its history.

        Returns
        -------
        SharedCopy
            Of the new region.

        Raises
        ------
        StagePlannerError
            If there is a region of that name, or the user may not make one; nothing is made then.
        """
        with sentences(self.address), self._engine.begin() as connection:
            check_version(connection, self.address)
            if _region(connection, self.address) is not None:
                raise _refusal("shared_name_taken", self.address)
            made = (
                insert(tables.region).values(name=self.address.region).returning(tables.region.c.id)
            )
            number = connection.execute(made).scalar_one()
            _add(connection, number, self.address.user, "coordinator", None)
            copy = SharedCopy(self.address, self._engine, membership_of(connection, self.address))
            copy.fill(connection, document)
        return copy

    def invite(self, login: str, kind: Kind, institution: str = "") -> str | None:
        """Give a user a role in a region; a login that is new is made.

        Parameters
        ----------
        login : str
            The name of the user on the server.
        kind : str
            ``coordinator``, ``institution`` or ``reader``.
        institution : str
            For whom the user works, if it is an institution's.

        Returns
        -------
        str or None
            The password of a new login; it is shown once and kept nowhere.

        Raises
        ------
        StagePlannerError
            If there is no such region or institution, or the user may not invite.
        """
        with sentences(self.address), self._engine.begin() as connection:
            check_version(connection, self.address)
            number = _known_region(connection, self.address)
            if kind == "institution":
                _check_institution(connection, number, institution, self.address)
            known = text("SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :name)")
            password = None
            if not connection.execute(known, {"name": login}).scalar_one():
                password = secrets.token_urlsafe(_PASSWORD_BYTES)
                word = sql.Literal(_scrambled(connection, login, password))
                _run(connection, "CREATE ROLE {} LOGIN PASSWORD {}", sql.Identifier(login), word)
            _run(connection, "GRANT stageplanner_member TO {}", sql.Identifier(login))
            connection.execute(_membership(number, login))
            _add(connection, number, login, kind, institution or None)
            return password

    def revoke(self, login: str) -> None:
        """Take a user's role in a region away; the login itself stays.

        Parameters
        ----------
        login : str
            The name of the user on the server.

        Raises
        ------
        StagePlannerError
            If the user has no role in the region, or is its last coordinator.
        """
        with sentences(self.address), self._engine.begin() as connection:
            check_version(connection, self.address)
            number = _known_region(connection, self.address)
            c = tables.member.c
            kinds = {
                row.login: row.kind
                for row in connection.execute(select(c.login, c.kind).where(c.region == number))
            }
            if login not in kinds:
                raise _refusal("shared_no_member", self.address, user=login)
            if kinds[login] == "coordinator" and list(kinds.values()).count("coordinator") == 1:
                raise _refusal("shared_last_coordinator", self.address, user=login)
            connection.execute(_membership(number, login))
            elsewhere = select(c.region).where(c.login == login)
            if connection.execute(elsewhere).first() is None:
                _run(connection, "REVOKE stageplanner_member FROM {}", sql.Identifier(login))

    def status(self) -> ServerStatus:
        """Return what is on a server, as far as the user may see it.

        Returns
        -------
        ServerStatus
            Its versions and regions.

        Raises
        ------
        StagePlannerError
            If it has no schema of ours, or not the region that was asked about.
        """
        with sentences(self.address), self._engine.begin() as connection:
            check_version(connection, self.address)
            if self.address.region:
                _known_region(connection, self.address)
            regions = connection.execute(select(tables.region).order_by(tables.region.c.name)).all()
            return ServerStatus(
                server=str(connection.execute(text("SHOW server_version")).scalar_one()),
                schema=version_of(connection) or "",
                regions=tuple(
                    RegionStatus(
                        name=row.name,
                        version=row.version,
                        entries=_count(connection, row.id),
                        members=_members(connection, row.id),
                    )
                    for row in regions
                    if self.address.region in ("", row.name)
                ),
            )

    def totals(self) -> tuple[RegionTotals, ...]:
        """Return what was agreed in every region that the user may see.

        Returns
        -------
        tuple of RegionTotals
            In the order of their names.
        """
        region, total = tables.region.c, tables.total.c
        with sentences(self.address), self._engine.begin() as connection:
            check_version(connection, self.address)
            rows = connection.execute(
                select(region.name, region.version, total.version.label("of"), total.figures)
                .add_columns(total.made_at)
                .join_from(tables.region, tables.total, total.region == region.id, isouter=True)
                .order_by(region.name)
            )
            return tuple(
                RegionTotals(
                    name=row.name,
                    figures=row.figures or {},
                    made_at=row.made_at,
                    verbs_since=row.version - (row.of or 0),
                )
                for row in rows
                if self.address.region in ("", row.name)
            )


def _count(connection: Connection, number: int) -> int:
    of_region = tables.entry.c.region == number
    counted = select(func.count()).select_from(tables.entry).where(of_region)
    return int(connection.execute(counted).scalar_one())


def _members(connection: Connection, number: int) -> tuple[MemberStatus, ...]:
    c, here = tables.member.c, tables.present.c
    recent = text("present.seen_at > now() - interval '1 minute'")
    present = set(
        connection.execute(select(here.login).where(here.region == number).where(recent)).scalars()
    )
    rows = connection.execute(
        select(tables.member).where(c.region == number).order_by(c.kind, c.login)
    )
    return tuple(
        MemberStatus(
            login=row.login,
            kind=row.kind,
            institution=row.institution or "",
            since=row.since,
            is_here=row.login in present,
        )
        for row in rows
    )


def _add(
    connection: Connection, number: int, login: str, kind: Kind, institution: str | None
) -> None:
    values = {"region": number, "login": login, "kind": kind, "institution": institution}
    connection.execute(insert(tables.member).values(values))


def _membership(number: int, login: str) -> Delete:
    c = tables.member.c
    return delete(tables.member).where(and_(c.region == number, c.login == login))


def _region(connection: Connection, address: RegionAddress) -> int | None:
    named = tables.region.c.name == address.region
    return connection.execute(select(tables.region.c.id).where(named)).scalar_one_or_none()


def _known_region(connection: Connection, address: RegionAddress) -> int:
    number = _region(connection, address)
    if number is None:
        raise _refusal("shared_no_region", address, user=address.user)
    return number


def _check_institution(
    connection: Connection, number: int, institution: str, address: RegionAddress
) -> None:
    asked = text(
        "SELECT DISTINCT cells->>1 FROM stageplanner.entry WHERE region = :n AND part = 'periods'"
    )
    known = sorted(str(name) for name in connection.execute(asked, {"n": number}).scalars())
    if institution not in known:
        raise _refusal("shared_no_institution", address, institution=institution, known=known)


def _run(connection: Connection, statement: LiteralString, *parts: sql.Composable) -> None:
    """Run a statement about logins, whose names and texts are no parameters but quoted."""
    driver = connection.connection.driver_connection
    composed = sql.SQL(statement).format(*parts).as_string(cast(psycopg.Connection, driver))
    connection.exec_driver_sql(composed.replace("%", "%%"))


def _scrambled(connection: Connection, login: str, password: str) -> str:
    """Return what the server keeps of a password, so that the word itself is in no log of it."""
    driver = cast(psycopg.Connection, connection.connection.driver_connection)
    scrambled = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return scrambled.decode()


def _refusal(code: str, address: RegionAddress, **values: object) -> StagePlannerError:
    values = {"region": address.region, "address": str(address)} | values
    return StagePlannerError(Problem(code=code, place=Place(file=address.name), values=values))
