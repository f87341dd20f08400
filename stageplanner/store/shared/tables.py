"""The tables of a server as they are read; only its functions write them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.types import UserDefinedType


class Json(UserDefinedType[Any]):
    """JSON that the driver parses, and that is given as text: numbers keep how they are written."""

    cache_ok = True

    def get_col_spec(self, **_kwargs: object) -> str:
        """Return ``json``."""
        return "json"


metadata = MetaData(schema="stageplanner")

region = Table(
    "region",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("version", BigInteger),
    Column("made_at", DateTime(timezone=True)),
)
member = Table(
    "member",
    metadata,
    Column("region", Integer),
    Column("login", Text),
    Column("kind", Text),
    Column("institution", Text),
    Column("since", DateTime(timezone=True)),
)
entry = Table(
    "entry",
    metadata,
    Column("region", Integer),
    Column("part", Text),
    Column("key", Text),
    Column("position", BigInteger),
    Column("cells", Json),
    Column("version", BigInteger),
)
change = Table(
    "change",
    metadata,
    Column("region", Integer),
    Column("version", BigInteger),
    Column("login", Text),
    Column("at", DateTime(timezone=True)),
    Column("changes", Json),
    Column("token", UUID),
)
event = Table(
    "event",
    metadata,
    Column("region", Integer),
    Column("number", BigInteger),
    Column("version", BigInteger),
    Column("login", Text),
    Column("cells", Json),
)
institution_view = Table(
    "own_view",
    metadata,
    Column("region", Integer),
    Column("institution", Text),
    Column("version", BigInteger),
    Column("made_at", DateTime(timezone=True)),
    Column("entries", Json),
)
total = Table(
    "total",
    metadata,
    Column("region", Integer),
    Column("version", BigInteger),
    Column("made_at", DateTime(timezone=True)),
    Column("figures", Json),
)
present = Table(
    "present",
    metadata,
    Column("region", Integer),
    Column("login", Text),
    Column("client", UUID),
    Column("seen_at", DateTime(timezone=True)),
)
