"""The copy of a shared region that one client works on: read, brought up to date, and written.

A verb is one transaction. It locks the region, takes what others did since the copy was read,
merges its own changes into it, and writes them with their events: all of it, or nothing. A verb
carries a token, so that one whose answer was lost is not done twice.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self

from sqlalchemy import Select, and_, func, select
from sqlalchemy.engine import Connection, Engine

from stageplanner.domain.history import Event
from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.rows.region_rows import EVENT
from stageplanner.store.shared import tables
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.connect import connect, sentences
from stageplanner.store.shared.entries import (
    PARTS,
    Entries,
    Values,
    document_of,
    entries_of,
    read_value,
    write_value,
)
from stageplanner.store.shared.membership import Membership, membership_of
from stageplanner.store.shared.merge import GONE, Changes, Merged, changes_of, merge
from stageplanner.store.shared.news import News
from stageplanner.store.shared.upgrade import check_version
from stageplanner.store.shared.verb_json import as_json, changes_json, events_json


@dataclass(frozen=True, slots=True)
class _Verb:
    """What is to be written: see :meth:`SharedCopy.write`."""

    base: Document
    mine: Document
    decisions: Mapping[tuple[str, str], bool] | None
    token: uuid.UUID
    events: tuple[Event, ...]


class SharedCopy:
    """A region on a server as this client knows it; one transaction at a time.

    Parameters
    ----------
    address : RegionAddress
        Of the region.
    engine : Engine
        Connected to the server.
    membership : Membership
        Of the user.

    Attributes
    ----------
    version : int
        How many verbs it knows of.
    document : Document
        The region after them.
    """

    def __init__(self, address: RegionAddress, engine: Engine, membership: Membership) -> None:
        self.address, self.membership = address, membership
        self._engine = engine
        self._password: str | None = None
        self._client = uuid.uuid4()
        #: Who did what was taken over with the last verb.
        self.others: tuple[str, ...] = ()
        self.version = 0
        self.document = Document()
        self._entries: Entries = {part: {} for part in PARTS}
        self._positions: dict[str, dict[str, int]] = {part: {} for part in PARTS}

    @classmethod
    def open(cls, address: RegionAddress, password: str | None = None) -> Self:
        """Connect to a server and read a region.

        Parameters
        ----------
        address : RegionAddress
            Of the region.
        password : str, optional
            By default that of the keyring.

        Returns
        -------
        SharedCopy
            To be closed at the end.

        Raises
        ------
        StagePlannerError
            If there is no connection, no such region, or the user has no part in it.
        """
        engine = connect(address, password)
        try:
            copy = cls.read(address, engine)
            copy._password = password
            return copy
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def read(cls, address: RegionAddress, engine: Engine) -> Self:
        """Read a region over a connection that there is; see :meth:`open`.

        Parameters
        ----------
        address : RegionAddress
            Of the region.
        engine : Engine
            Connected to the server.

        Returns
        -------
        SharedCopy
            Of the region.
        """
        with sentences(address), _one_moment(engine) as connection:
            check_version(connection, address)
            copy = cls(address, engine, membership_of(connection, address))
            copy._read(connection)
        return copy

    @property
    def size(self) -> int:
        """How many entries the region has."""
        return sum(map(len, self._entries.values()))

    def close(self) -> None:
        """End the connection."""
        self._engine.dispose()

    def reconnect(self) -> None:
        """Go on over a new connection, with what is known.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached.
        """
        self._engine.dispose()
        self._engine = connect(self.address, self._password)

    def listen(self) -> News:
        """Return a connection that is told of every change.

        Returns
        -------
        News
            To be closed at the end.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached.
        """
        return News(self.address, self._password)

    # --- reading ---------------------------------------------------------------------------

    def _read(self, connection: Connection) -> None:
        """Read the whole region, as one moment of the server has it."""
        number = self.membership.region
        of_region = tables.region.c.id == number
        version = connection.execute(select(tables.region.c.version).where(of_region)).scalar_one()
        entries: Entries = {part: {} for part in PARTS}
        positions: dict[str, dict[str, int]] = {part: {} for part in PARTS}
        for part, key, position, cells in connection.execute(self._rows()):
            entries[part][key] = read_value(part, cells)
            positions[part][key] = position
        if self.membership.kind == "institution":
            self._add_view(connection, entries)
        events = connection.execute(
            select(tables.event.c.cells)
            .where(tables.event.c.region == number)
            .order_by(tables.event.c.number)
        ).scalars()
        history = tuple(EVENT.of(cells) for cells in events)
        self._take(version, document_of(entries), entries, positions, history)

    def _rows(self) -> Select[Any]:
        c = tables.entry.c
        readable = c.region == self.membership.region
        return (
            select(c.part, c.key, c.position, c.cells).where(readable).order_by(c.position, c.key)
        )

    def _add_view(self, connection: Connection, entries: Entries) -> None:
        """Add what a coordinator's program keeps of the others for this institution."""
        c = tables.institution_view.c
        mine = and_(
            c.region == self.membership.region, c.institution == self.membership.institution
        )
        found = connection.execute(select(c.entries).where(mine)).scalar_one_or_none()
        if found is None:
            raise self._refusal("shared_no_view", institution=self.membership.institution)
        for part, values in found.items():
            live = entries[part]
            kept = {key: read_value(part, cells) for key, cells in values}
            # What the institution may read itself is newer than what was kept.
            entries[part] = {key: live.pop(key, value) for key, value in kept.items()} | live

    def catch_up(self) -> tuple[str, ...]:
        """Take over what others did since the last time.

        Returns
        -------
        tuple of str
            Their logins, each once, in the order of what they did.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached.
        """
        with sentences(self.address), _one_moment(self._engine) as connection:
            if self.membership.kind == "coordinator":
                return self._catch_up(connection)
            self._read(connection)
            return ()

    def _catch_up(self, connection: Connection) -> tuple[str, ...]:
        c = tables.change.c
        newer = and_(c.region == self.membership.region, c.version > self.version)
        rows = connection.execute(
            select(c.version, c.login, c.changes).where(newer).order_by(c.version)
        ).all()
        if not rows:
            return ()
        entries = {part: dict(values) for part, values in self._entries.items()}
        positions = {part: dict(values) for part, values in self._positions.items()}
        touched: set[str] = set()
        for _, _, changes in rows:
            for part, values in changes.items():
                touched.add(part)
                for key, value in values.items():
                    if value is None:
                        entries[part].pop(key, None)
                    else:
                        positions[part][key], cells = value
                        entries[part][key] = read_value(part, cells)
        for part, values in entries.items():
            entries[part] = (
                _in_order(values, positions[part]) if part in touched else self._entries[part]
            )
        events = connection.execute(
            select(tables.event.c.cells)
            .where(tables.event.c.region == self.membership.region)
            .where(tables.event.c.version > self.version)
            .order_by(tables.event.c.number)
        ).scalars()
        history = (*self.document.history, *(EVENT.of(cells) for cells in events))
        document = document_of(entries, (self.document, self._entries))
        self._take(rows[-1].version, document, entries, positions, history)
        return tuple(dict.fromkeys(row.login for row in rows))

    def _take(
        self,
        version: int,
        document: Document,
        entries: Entries,
        positions: dict[str, dict[str, int]],
        history: tuple[Event, ...],
    ) -> None:
        self.version, self._entries, self._positions = version, entries, positions
        self.document = replace(document, history=history)

    # --- writing ---------------------------------------------------------------------------

    def write(
        self,
        base: Document,
        mine: Document,
        decisions: Mapping[tuple[str, str], bool] | None = None,
        token: uuid.UUID | None = None,
        events: tuple[Event, ...] | None = None,
    ) -> Merged:
        """Do the changes of one verb, or of several, on what the region is now.

        Parameters
        ----------
        base : Document
            What the verb began from.
        mine : Document
            What it made of it, with its events.
        decisions : mapping, optional
            See :func:`stageplanner.store.shared.merge.merge`.
        token : UUID, optional
            Of the verb; the same at every attempt.
        events : tuple of Event, optional
            By default those that ``mine`` has and ``base`` does not.

        Returns
        -------
        Merged
            With conflicts nothing was written, and the document is what it would become. Without,
            it is what the region is now.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached or refuses it; nothing was written, or all of it.
        """
        token = token or uuid.uuid4()
        if events is None:
            events = mine.history[len(base.history) :]
        with sentences(self.address):
            with self._engine.begin() as connection:
                if self.membership.kind == "coordinator":
                    return self._write(connection, _Verb(base, mine, decisions, token, events))
                self._answer(connection, _Verb(base, mine, None, token, events))
            with _one_moment(self._engine) as connection:
                self._read(connection)
        return Merged(document=self.document, conflicts=())

    def was_written(self, token: uuid.UUID) -> bool:
        """Return whether the server has a verb, of which the answer was lost."""
        c = tables.change.c
        same = and_(c.region == self.membership.region, c.token == token)
        with sentences(self.address), self._engine.begin() as connection:
            return connection.execute(select(c.version).where(same)).first() is not None

    def fill(self, connection: Connection, document: Document) -> None:
        """Write a whole region in a transaction that is begun; it is committed.

        Parameters
        ----------
        connection : Connection
            To the server, as the first coordinator.
        document : Document
            What it holds.
        """
        whole = _Verb(self.document, document, None, uuid.uuid4(), document.history)
        self._write(connection, whole)

    def _write(self, connection: Connection, verb: _Verb) -> Merged:
        number = self.membership.region
        version = connection.execute(select(_schema().begin_verb(number))).scalar_one()
        self.others = self._catch_up(connection) if version != self.version else ()
        merged = Merged(document=verb.mine, conflicts=())
        if verb.base is not self.document:
            merged = merge(verb.base, verb.mine, self.document, verb.decisions)
            if merged.conflicts:
                connection.rollback()
                return merged
        entries = entries_of(merged.document, (self.document, self._entries))
        changes = changes_of(self._entries, entries)
        if not changes and not verb.events:
            return Merged(document=self.document, conflicts=())
        positions = self._positions_of(entries, changes)
        done = connection.execute(
            select(
                _schema().apply_changes(
                    number,
                    version,
                    as_json(changes_json(changes, positions)),
                    as_json(events_json(verb.events)),
                    verb.token,
                )
            )
        ).scalar_one()
        connection.commit()
        for part, values in positions.items():
            self._positions[part].update(values)
        history = (*self.document.history, *(self._as_me(event) for event in verb.events))
        self.version, self._entries = done, entries
        self.document = replace(merged.document, history=history)
        return Merged(document=self.document, conflicts=())

    def _as_me(self, event: Event) -> Event:
        """Return an event as the server keeps it: under the name of the login."""
        return replace(event, user=self.address.user)

    def _positions_of(self, entries: Entries, changes: Changes) -> dict[str, dict[str, int]]:
        """Return where new entries come in the order of their part: after the others.

        One that comes back, as with undo, gets its old place.
        """
        positions: dict[str, dict[str, int]] = {}
        for part, values in changes.items():
            known = self._positions[part]
            last = max(known.values(), default=0)
            of_part = positions[part] = {}
            for key in entries[part]:
                if key in values and key not in known:
                    last += 1
                    of_part[key] = last
                elif key in values:
                    of_part[key] = known[key]
        return positions

    def _answer(self, connection: Connection, verb: _Verb) -> None:
        """Send the answers of an institution, which may change nothing else."""
        old = entries_of(verb.base)
        changes = changes_of(old, entries_of(verb.mine, (verb.base, old)))
        answers = changes.pop("proposals", {})
        if changes or any(value is GONE for value in answers.values()):
            raise self._refusal("shared_role", user=self.address.user)
        number, schema = self.membership.region, _schema()
        for k, (key, value) in enumerate(answers.items()):
            cells = as_json(write_value("proposals", value))
            event = as_json(json.dumps(EVENT.row(verb.events[min(k, len(verb.events) - 1)])))
            its_token = uuid.uuid5(verb.token, key)
            if key in self._entries["proposals"]:
                call = schema.answer(number, key, self.version, cells, event, its_token)
            else:
                call = schema.propose(number, key, cells, event, its_token)
            connection.execute(select(call))

    def keep_view(self, institution: str, view: Document) -> None:
        """Keep what an institution may see of the region as it is in this copy.

        Parameters
        ----------
        institution : str
            The name of the institution.
        view : Document
            Its own view, without history.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached, or the user is no coordinator.
        """
        parts = {
            part: [[key, json.loads(write_value(part, value))] for key, value in values.items()]
            for part, values in entries_of(view).items()
        }
        call = _schema().keep_view(
            self.membership.region,
            self.version,
            institution,
            as_json(json.dumps(parts, ensure_ascii=False)),
        )
        with sentences(self.address), self._engine.begin() as connection:
            connection.execute(select(call))

    def keep_totals(self, figures: object) -> None:
        """Keep the totals of what was agreed, for readers and the overview of a server.

        Parameters
        ----------
        figures : object
            As JSON can hold it.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached, or the user is no coordinator.
        """
        call = _schema().keep_totals(
            self.membership.region, self.version, as_json(json.dumps(figures, ensure_ascii=False))
        )
        with sentences(self.address), self._engine.begin() as connection:
            connection.execute(select(call))

    def say_present(self) -> tuple[str, ...]:
        """Say that this client is here, and return who else is.

        Returns
        -------
        tuple of str
            The logins of others who were seen in the last minute, sorted; a coordinator sees all,
            others none.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached.
        """
        c, region = tables.present.c, self.membership.region
        recent = func.now() - c.seen_at < timedelta(minutes=1)
        others = select(c.login).where(and_(c.region == region, c.client != self._client, recent))
        with sentences(self.address), self._engine.begin() as connection:
            connection.execute(select(_schema().say_present(region, self._client)))
            return tuple(sorted(set(connection.execute(others).scalars())))

    def institutions_with_access(self) -> tuple[str, ...]:
        """Return the institutions that have a user in the region."""
        c = tables.member.c
        asked = select(c.institution).where(
            and_(c.region == self.membership.region, c.kind == "institution")
        )
        with sentences(self.address), self._engine.begin() as connection:
            return tuple(sorted(set(connection.execute(asked).scalars())))

    def _refusal(self, code: str, **values: object) -> StagePlannerError:
        return StagePlannerError(
            Problem(
                code=code,
                place=Place(file=self.address.name),
                values={"region": self.address.region, "address": str(self.address)} | values,
            )
        )


def _one_moment(engine: Engine) -> AbstractContextManager[Connection]:
    """Begin a transaction that reads everything as one moment of the server has it."""
    return engine.execution_options(isolation_level="REPEATABLE READ").begin()


def _in_order(values: Values, positions: Mapping[str, int]) -> Values:
    return dict(sorted(values.items(), key=lambda entry: (positions[entry[0]], entry[0])))


def _schema() -> Any:  # noqa: ANN401 - SQLAlchemy makes functions by their name
    return func.stageplanner
