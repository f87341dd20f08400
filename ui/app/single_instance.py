"""One window per file: a second start on an open file raises the window that has it.

The window listens on a local name made of the file and the user. Only "come forward" is ever
sent there, and other computers cannot reach it.
"""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from stageplanner.workspace.project_file import key_of_file

#: How long to wait for the answer of a busy window, in milliseconds.
PATIENCE_MS = 2000


def name_of(path: Path) -> str:
    """Return the local name under which the window of a file listens."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    digest = hashlib.sha256(f"{user}\n{key_of_file(path)}".encode()).hexdigest()[:24]
    return f"stageplanner-{digest}"


def activate_running(path: Path) -> bool:
    """Ask the window that has a file open to come forward; return whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(path))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    there = socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == b"here"
    socket.disconnectFromServer()
    return there


class SingleInstanceServer(QObject):
    """A listener for other starts on the open file."""

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._server: QLocalServer | None = None

    def listen(self, path: Path | None) -> None:
        """Listen for a file, or for none."""
        if path == self._path:
            return
        self.close()
        self._path = path
        if path is None:
            return
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_ring)
        if not server.listen(name_of(path)) and not activate_running(path):
            # A window that crashed left its name behind.
            QLocalServer.removeServer(name_of(path))
            server.listen(name_of(path))
        self._server = server

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
        self._server = self._path = None

    @property
    def is_listening(self) -> bool:
        """Whether another start on the file would be answered."""
        return self._server is not None and self._server.isListening()

    def _on_ring(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.write(b"here")
            socket.flush()
            socket.disconnected.connect(socket.deleteLater)
            self.activated.emit()
