"""One window per file: who opens a file that a window has open, gets that window.

The window answers on a local name made from the file and the user. Nothing but "come forward"
is ever said there, and other computers cannot reach it.
"""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from stageplanner.workspace.project_file import key_of_file

#: A window that does not answer within so many milliseconds is not there; it may be busy.
PATIENCE_MS = 2000


def name_of(path: Path) -> str:
    """The local name under which the window of a file answers."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    digest = hashlib.sha256(f"{user}\n{key_of_file(path)}".encode()).hexdigest()[:24]
    return f"stageplanner-{digest}"


def activate_running(path: Path) -> bool:
    """Ask the window that has a file open to come forward; tells whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(path))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    there = socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == b"here"
    socket.disconnectFromServer()
    return there


class SingleInstanceServer(QObject):
    """Listens for those who open the same file again."""

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._server: QLocalServer | None = None

    def listen(self, path: Path | None) -> None:
        """Answer for a file from now on, or for none."""
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
            # Left by a window that crashed.
            QLocalServer.removeServer(name_of(path))
            server.listen(name_of(path))
        self._server = server

    def close(self) -> None:
        """Answer no more."""
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
