"""The database of a project file, in memory."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Table, create_engine, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from stageplanner.store.file import migrations
from stageplanner.store.file.validate import LONGEST_VALUE
from stageplanner.store.rows.cells import Row
from stageplanner.store.rows.tables import metadata


def new(version: int | None = None) -> sqlite3.Connection:
    """Create an empty database, of the newest version by default."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA page_size = {migrations.PAGE_SIZE}")
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    migrations.migrate(connection, 0, version)
    return connection


def opened(content: bytes) -> sqlite3.Connection:
    """Open the database in the bytes of a file, with all features off that a file could abuse."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.deserialize(content)
    return connection


def fill(connection: sqlite3.Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write every table; ``position`` follows the order of the rows."""
    with _plain_errors(), _engine(connection).begin() as transaction:
        for table in metadata.sorted_tables:
            if rows := tables[table.name]:
                transaction.exec_driver_sql(_insert(table), list(rows))


def read(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    """Read every table: its rows in order, without their position."""
    tables: dict[str, list[Row]] = {}
    with _plain_errors(), _engine(connection).connect() as transaction:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "position"]
            statement = select(*columns).order_by(table.c.position)
            tables[table.name] = list(transaction.execute(statement).all())
    return tables


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    """Raise the error of SQLite itself, without the statement and rows SQLAlchemy adds."""
    try:
        yield
    except DBAPIError as error:
        raise (error.orig or error) from None


def _insert(table: Table) -> str:
    """Return the INSERT statement of a table, for rows as plain tuples.

    SQLAlchemy builds the statement and the driver fills it. Letting SQLAlchemy fill it too costs a
    dictionary per row: four times as long for 247,000 leerbedrijven.
    """
    columns = [column.name for column in table.columns if column.name != "position"]
    names: dict[str, None] = dict.fromkeys(columns)
    return str(table.insert().values(names).compile(dialect=sqlite.dialect()))


def _engine(connection: sqlite3.Connection) -> Engine:
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
