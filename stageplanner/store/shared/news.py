"""The news of a server: a connection that listens, and that a thread can be woken from."""

from __future__ import annotations

import contextlib
import select
import socket

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from stageplanner.problems import StagePlannerError
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.connect import connect

#: Seconds after which a network that swallowed the news would be noticed.
LONGEST_SILENCE = 15.0


class News:
    """A connection that is told when a region changes.

    Parameters
    ----------
    address : RegionAddress
        Of the region.
    password : str, optional
        By default that of the keyring.
    """

    def __init__(self, address: RegionAddress, password: str | None = None) -> None:
        self._address, self._password = address, password
        self._bell, self._ear = socket.socketpair()
        self._engine: Engine | None = None
        self._driver: object = None
        self.reconnect()

    def reconnect(self) -> None:
        """Listen over a new connection.

        Raises
        ------
        StagePlannerError
            If the server cannot be reached.
        """
        self._drop()
        self._engine = connect(self._address, self._password)
        raw = self._engine.raw_connection()
        raw.driver_connection.autocommit = True  # type: ignore[union-attr]
        raw.driver_connection.execute("LISTEN stageplanner")  # type: ignore[union-attr]
        self._driver = raw.driver_connection

    def wait(self, seconds: float | None = None) -> None:
        """Wait for news, for :meth:`wake`, or for some seconds.

        Parameters
        ----------
        seconds : float, optional
            By default until a silence is too long to be trusted.
        """
        sockets: list[socket.socket | int] = [self._ear]
        handle = getattr(self._driver, "pgconn", None)
        if seconds is None and handle is not None:
            with contextlib.suppress(Exception):
                sockets.append(handle.socket)
        readable, _, _ = select.select(sockets, [], [], seconds or LONGEST_SILENCE)
        if self._ear in readable:
            self._ear.recv(4096)
        if len(readable) > (self._ear in readable):
            self._take()

    def _take(self) -> None:
        """Read what came in; a connection that is gone is found out by the next exchange."""
        try:
            handle = self._driver.pgconn  # type: ignore[attr-defined]
            handle.consume_input()
            while handle.notifies() is not None:
                pass
        except Exception:
            self._drop()

    def wake(self) -> None:
        """End the waiting of the thread."""
        with contextlib.suppress(OSError):
            self._bell.send(b"1")

    def _drop(self) -> None:
        self._driver = None
        if self._engine is not None:
            with contextlib.suppress(DBAPIError, StagePlannerError):
                self._engine.dispose()
            self._engine = None

    def close(self) -> None:
        """End the connection."""
        self._drop()
        self._bell.close()
        self._ear.close()
