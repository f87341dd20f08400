"""The recovery of a damaged project file; the file itself is not touched.

The tables of a project file are always on the same pages, so a lost or hostile first page is simply
replaced by a good one, and missing pages by empty ones. Then every table is read from the front,
from the back, and row by row in between; rows that can no longer be reached are looked for on the
pages themselves. Every row is judged by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.proposal import Round
from stageplanner.problems import Problem, Severity, StagePlannerError
from stageplanner.store.disk import atomic_write
from stageplanner.store.document import Document
from stageplanner.store.file import migrations, validate
from stageplanner.store.recovery.sqlite_pages import leaf_rows
from stageplanner.store.refusal import refusal
from stageplanner.store.rows import negotiation_rows, plan_rows, policy_rows
from stageplanner.store.rows import region_rows as rows
from stageplanner.store.rows.agreement_rows import AGREEMENT
from stageplanner.store.rows.cells import Row, read_number
from stageplanner.store.rows.document_rows import document_of

#: How many positions to try after the last row that can be read.
_FURTHER = 20_000


def _judge_about(row: Row) -> None:
    """Read a row of ``about`` as the document does."""
    name, value = row
    if name == "target":
        read_number(value)
    elif name == "ground_rules":
        negotiation_rows.read_ground_rules(str(value))
    elif name == "served_first":
        policy_rows.served_first_of(row)


#: The part of the region that each table belongs to (the end of a code), and the judge of a row.
_PARTS: dict[str, tuple[str, Callable[[Row], object]]] = {
    "about": ("policy", _judge_about),
    "period": ("periods", rows.PERIOD.of),
    "leerbedrijf": ("leerbedrijven", rows.LEERBEDRIJF.of),
    "holiday": ("holidays", rows.holiday_of),
    "rules": ("policy", policy_rows.rules_of),
    "load_weight": ("policy", policy_rows.load_weight_of),
    "goal": ("policy", policy_rows.goal_of),
    "base_load": ("base_load", rows.BASE_LOAD.of),
    "delivery": ("deliveries", rows.DELIVERY.of),
    "plan": ("plans", lambda row: (int(row[0]), str(row[1]))),
    "placement": ("plans", plan_rows.placement_of),
    "proof": ("plans", plan_rows.proof_of),
    "reason": ("plans", lambda row: (int(row[0]), str(row[1]), str(row[2]))),
    "event": ("history", rows.EVENT.of),
    "mapping": ("mappings", rows.MAPPING.of),
    "round": ("rounds", negotiation_rows.round_of),
    "proposal": ("rounds", negotiation_rows.proposal_of),
    "agreement": ("agreements", AGREEMENT.of),
    "balance": ("balances", negotiation_rows.BALANCE.of),
    "shortage": ("shortages", negotiation_rows.SHORTAGE.of),
    "contact": ("contacts", negotiation_rows.CONTACT.of),
}

#: Tables whose rows differ from those of all others, so that a row alone shows its table.
_KNOWN_BY_SHAPE = (
    "period", "leerbedrijf", "holiday", "delivery", "placement", "proof", "event", "round",
    "proposal", "agreement", "balance", "shortage", "base_load",
)  # fmt: skip


#: Tables of which one at least must have rows for a recovery.
_ENOUGH = ("period", "leerbedrijf", "event", "placement", "agreement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What could be read of a damaged file, and how much was lost per part."""

    document: Document
    report: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """The type of a column; SQLite does not check it on a damaged page."""

    name: str
    kind: str
    is_needed: bool

    def takes(self, cell: object) -> bool:
        """Return whether a cell has the type of the column."""
        if cell is None:
            return not self.is_needed
        kinds = {"INTEGER": int, "TEXT": str}
        return isinstance(cell, kinds.get(self.kind, (int, float, str)))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its columns but the position, and the function that judges a row."""

    name: str
    columns: list[_Column]
    judged: Callable[[Row], object]

    def takes(self, row: Row) -> bool:
        """Return whether a row could have been written by StagePlanner."""
        if not all(map(_Column.takes, self.columns, row)):
            return False
        try:
            self.judged(row)
        except (ValueError, TypeError, LookupError, RecursionError):
            return False
        return True


@dataclass(slots=True)
class _Found:
    """The rows of one table by their position, and whether the table was read completely."""

    rows: dict[int, Row]
    is_whole: bool = True

    @property
    def lost(self) -> int:
        """The least number of missing rows."""
        missing = max(self.rows, default=0) - len(self.rows)
        return missing if self.is_whole else max(missing, 1)


def recover(path: Path) -> Recovered:
    """Read what can be read of a damaged or altered project file.

    Figures may have changed unseen, so the report always asks to check them. Save the result under
    another name.

    Raises
    ------
    StagePlannerError
        If nothing could be read, it is no project file, or its version is newer.
    """
    content = atomic_write.read_file(path)
    version = _version(content, path)
    connection = _patched(content, version)
    try:
        tables = [
            _Table(name, _columns(connection, name), judge) for name, (_, judge) in _PARTS.items()
        ]
        found = {table.name: _read(connection, table) for table in tables}
    finally:
        connection.close()
    _add_from_pages(content, [t for t in tables if t.name in _KNOWN_BY_SHAPE], found)
    if not any(found[name].rows for name in _ENOUGH):
        raise StagePlannerError(refusal("store_nothing_recovered", path))
    return Recovered(document=_document(found), report=_report(found, path))


# --- the pages ------------------------------------------------------------------------------


def _version(content: bytes, path: Path) -> int:
    """Return the version of a file, if its header still has it; else the newest."""
    try:
        return validate.judge_header(content, path)
    except StagePlannerError as error:
        if error.problem.code == "store_newer":
            raise
        is_ours = validate.number_at(content, 68) == migrations.APPLICATION_ID
        version = validate.number_at(content, 60)
        return version if is_ours and 1 <= version <= migrations.VERSION else migrations.VERSION


def _patched(content: bytes, version: int) -> sqlite3.Connection:
    """Open a database with our own first page before the pages of the file."""
    from stageplanner.store.file import database

    size = migrations.PAGE_SIZE
    model = database.new(version)
    fresh = model.serialize()
    model.close()
    pages = max(len(fresh) // size, -(-len(content) // size))
    patched = bytearray(content.ljust(pages * size, b"\0"))
    patched[:size] = fresh[:size]
    patched[28:32] = pages.to_bytes(4, "big")
    connection = database.opened(bytes(patched))
    if version < migrations.VERSION:
        with suppress(sqlite3.Error):
            migrations.migrate(connection, version)
    return connection


# --- the rows -------------------------------------------------------------------------------


def _read(connection: sqlite3.Connection, table: _Table) -> _Found:
    """Return every row of a table that can be reached and could be ours."""
    found = _Found({})
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    select = f"SELECT position, {names} FROM {table.name}"
    if not _scan(connection, f"{select} ORDER BY position", found.rows):
        found.is_whole = False
        first = max(found.rows, default=0)
        _scan(connection, f"{select} ORDER BY position DESC", found.rows)
        later = [position for position in found.rows if position > first]
        if found.rows:  # else no row can be reached
            _probe(connection, select, found.rows, first + 1, min(later, default=None))
    sensible = {position: row for position, row in found.rows.items() if table.takes(row)}
    found.is_whole = found.is_whole and len(sensible) == len(found.rows)
    found.rows = dict(sorted(sensible.items()))
    return found


def _add_from_pages(content: bytes, tables: list[_Table], found: dict[str, _Found]) -> None:
    """Add the rows that can no longer be reached, by their shape."""
    damaged = [table for table in tables if not found[table.name].is_whole]
    if not damaged:
        return
    for position, cells in leaf_rows(content):
        row = cells[1:]
        for table in damaged:
            if len(row) == len(table.columns) and table.takes(row):
                found[table.name].rows.setdefault(position, row)
    for table in damaged:
        found[table.name].rows = dict(sorted(found[table.name].rows.items()))


def _columns(connection: sqlite3.Connection, table: str) -> list[_Column]:
    """Return the columns of a table but its position."""
    info = connection.execute(f"PRAGMA table_info({table})")
    columns = [_Column(name, kind, bool(needed)) for _, name, kind, needed, _, _ in info]
    return [column for column in columns if column.name != "position"]


def _scan(connection: sqlite3.Connection, statement: str, into: dict[int, Row]) -> bool:
    """Read rows until one cannot be read; return whether the end was reached."""
    try:
        for position, *row in connection.execute(statement):
            into.setdefault(int(position), tuple(row))
    except (sqlite3.Error, UnicodeDecodeError, TypeError):
        return False
    return True


def _probe(
    connection: sqlite3.Connection, select: str, into: dict[int, Row], first: int, until: int | None
) -> None:
    """Read the rows of the gap one by one; without an end, until none is found for long."""
    position = last = first
    while position < until if until is not None else position - last < _FURTHER:
        before = len(into)
        _scan(connection, f"{select} WHERE position = {position}", into)
        if len(into) > before:
            last = position
        position += 1


# --- the document ---------------------------------------------------------------------------


def _document(found: dict[str, _Found]) -> Document:
    """Build a document of the rows that are there, with defaults for a lost policy."""
    content: dict[str, list[Row]] = {
        name: list(table.rows.values()) for name, table in found.items()
    }
    if not any(row[0] is None for row in content["rules"]):
        content["rules"].insert(0, policy_rows.rules_row(None, Rules()))
    if not any(row[0] == "target" for row in content["about"]):
        content["about"].append(("target", Policy().target))
    content["plan"] = _plans(found["plan"].rows, content)
    content["round"] += _lost_rounds(content)
    return document_of(content)


def _lost_rounds(content: dict[str, list[Row]]) -> list[Row]:
    """Return rows for rounds that are lost but have proposals; they cannot be answered."""
    present = {row[0] for row in content["round"]}
    lost = sorted({row[0] for row in content["proposal"]} - present)
    day = date.today()
    return [
        negotiation_rows.round_row(
            Round(number=number, key="", title="?", deadline=day, opened_on=day, closed_on=day)
        )
        for number in lost
    ]


def _plans(known: dict[int, Row], content: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of plans by their number; one whose own row is lost keeps its placements."""
    numbered = [int(row[0]) for name in ("placement", "proof", "reason") for row in content[name]]
    last = max([*known, *(number for number in numbered if number <= _FURTHER)], default=0)
    return [known.get(number, (0, "", "")) for number in range(1, last + 1)]


def _report(found: dict[str, _Found], path: Path) -> tuple[Problem, ...]:
    """Report what was lost, part by part, and that figures must be checked."""
    kept: dict[str, int] = {}
    lost: dict[str, int] = {}
    for name, (part, _) in _PARTS.items():
        kept[part] = kept.get(part, 0) + len(found[name].rows)
        lost[part] = lost.get(part, 0) + found[name].lost
    problems = [
        refusal(
            f"store_lost_{part}",
            path,
            severity=Severity.WARNING,
            **_counts(kept[part], count),
        )
        for part, count in lost.items()
        if count
    ]
    return (*problems, refusal("store_recovered", path, severity=Severity.WARNING))


def _counts(kept: int, lost: int) -> dict[str, Any]:
    return {"kept": kept, "lost": lost}
