"""Connecting to a server: TLS, the password, and what may go wrong as a sentence with its cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.password import saved_password

#: Seconds to wait for a server that does not answer at all.
PATIENCE = 10
#: Milliseconds that a client may stop within a verb, such as a laptop that falls asleep.
LONGEST_PAUSE = 15_000

#: What a server or network says, and the code of our sentence.
_KNOWN = (
    (r"password authentication failed|no password supplied|SCRAM|LDAP|authentication", "password"),
    (r"role \"[^\"]*\" does not exist", "password"),
    (r"database \"[^\"]*\" does not exist", "no_database"),
    (r"certificate|SSL|TLS", "certificate"),
    (r"translate host name|Name or service|No address|nodename|resolve host", "no_host"),
    (r"no pg_hba.conf entry", "not_admitted"),
)
#: Errors that our functions raise, and those of a forbidden statement.
_STATES = {"SP001": "newer", "SP003": "not_now", "42501": "role"}


def connect(address: RegionAddress, password: str | None = None) -> Engine:
    """Return an engine with one connection to a server.

    Over a network the certificate of the server is checked; to this computer itself nothing is
    encrypted that does not leave it.

    Parameters
    ----------
    address : RegionAddress
        The server and user.
    password : str, optional
        By default that of the keyring of the system, or what libpq finds (``PGPASSWORD``,
        ``.pgpass``).

    Returns
    -------
    Engine
        Connected; to be disposed of at the end.

    Raises
    ------
    StagePlannerError
        If there is no connection, with the reason and the cure.
    """
    url = URL.create(
        "postgresql+psycopg",
        username=address.user,
        password=password or saved_password(address),
        host=address.host,
        port=address.port,
        database=address.database,
    )
    options: dict[str, Any] = {
        "connect_timeout": PATIENCE,
        "application_name": "StagePlanner",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "options": f"-c idle_in_transaction_session_timeout={LONGEST_PAUSE}",
        "sslmode": "prefer" if address.is_local else "verify-full",
    }
    if not address.is_local:
        options["sslrootcert"] = address.certificate or "system"
    engine = create_engine(url, poolclass=StaticPool, connect_args=options, hide_parameters=True)
    with sentences(address):
        engine.connect().close()
    return engine


@contextmanager
def sentences(address: RegionAddress) -> Iterator[None]:
    """Raise what a server or network says as a problem, without statement or values."""
    try:
        yield
    except DBAPIError as error:
        raise StagePlannerError(problem_of(error, address)) from error


def problem_of(error: DBAPIError, address: RegionAddress) -> Problem:
    """Return the problem of an error of the server or the network.

    Parameters
    ----------
    error : DBAPIError
        What SQLAlchemy raised.
    address : RegionAddress
        Of the server.

    Returns
    -------
    Problem
        With the server's own words where none of ours fit.
    """
    state = getattr(error.orig, "sqlstate", None)
    detail = " ".join(str(error.orig).split())
    kind = _STATES.get(str(state))
    if kind is None and state is None:
        kind = next((k for words, k in _KNOWN if re.search(words, detail)), "unreachable")
    elif kind is None:
        known = (k for words, k in _KNOWN if re.search(words, detail))
        lost = "unreachable" if str(state).startswith(("08", "57P", "25P03")) else "refused"
        kind = next(known, lost) if str(state).startswith(("28", "3D")) else lost
    return Problem(
        code=f"shared_{kind}",
        place=Place(file=address.name),
        values={
            "address": str(address),
            "host": address.host,
            "user": address.user,
            "database": address.database,
            "detail": detail.removeprefix("connection failed: ")[:200],
        },
    )
