"""The version of the schema of a server: making it, bringing it up to date, and judging it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.shared import schema
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.connect import sentences

SCHEMA = "stageplanner"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", schema.__path__[0].replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """Return the version of the schema that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def version_of(connection: Connection) -> str | None:
    """Return the version of the schema of a server; ``None`` if it has none.

    Parameters
    ----------
    connection : Connection
        To the server.

    Returns
    -------
    str or None
        Such as ``0001``.
    """
    found = connection.execute(
        text("SELECT to_regclass('stageplanner.schema_version') IS NOT NULL")
    ).scalar_one()
    if not found:
        return None
    options = {"version_table": "schema_version", "version_table_schema": SCHEMA}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def check_version(connection: Connection, address: RegionAddress) -> None:
    """Refuse a server whose schema this program does not know.

    Parameters
    ----------
    connection : Connection
        To the server.
    address : RegionAddress
        For the sentence.

    Raises
    ------
    StagePlannerError
        If it has no schema of ours, an older or a newer one.
    """
    version, known = version_of(connection), newest_version()
    if version == known:
        return
    kind = "no_schema" if version is None else "older" if version < known else "newer_schema"
    values = {"version": version or "", "known": known, "address": str(address)}
    raise StagePlannerError(
        Problem(code=f"shared_{kind}", place=Place(file=address.name), values=values)
    )


def upgrade(engine: Engine, address: RegionAddress, *, is_new: bool) -> tuple[str | None, str]:
    """Bring the schema of a server to the version of this program, whole or not at all.

    Parameters
    ----------
    engine : Engine
        As the owner of the database.
    address : RegionAddress
        For sentences.
    is_new : bool
        Make the schema; refuse a server that has one. Otherwise the reverse.

    Returns
    -------
    before, after : str or None, str
        Versions.

    Raises
    ------
    StagePlannerError
        If the schema is there already, is not there, is newer, or the user may not make it.
    """
    with sentences(address), engine.begin() as connection:
        before, known = version_of(connection), newest_version()
        if is_new and before is not None:
            raise StagePlannerError(
                Problem(code="shared_is_there", values={"address": str(address), "version": before})
            )
        if not is_new and (before is None or before > known):
            check_version(connection, address)
        if before is None:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        command.upgrade(_config(connection), "head")
        return before, known
