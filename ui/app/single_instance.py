"""One window per file: a second start on an open file raises the window that has it.

The window listens on a local name made of the file and the user. Only "come forward" is ever
sent there, and other computers cannot reach it.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import stat
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from stageplanner.store.disk.state_paths import private_folder, state_folder
from stageplanner.workspace.project_file import key_of_file

#: How long to wait for the answer of a busy window, in milliseconds.
PATIENCE_MS = 2000

#: In bytes; the path of a socket is at most 108 on Linux, with its end, and Qt adds some letters.
_LONGEST_NAME = 96


def name_of(path: Path) -> str:
    """Return the local name under which the window of a file listens."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    digest = hashlib.sha256(f"{user}\n{key_of_file(path)}".encode()).hexdigest()[:24]
    name = f"stageplanner-{digest}"
    folder = None if sys.platform in ("win32", "darwin") else _closed_folder()
    path = name if folder is None else str(folder / name)
    return path if len(os.fsencode(path)) < _LONGEST_NAME else name


def _closed_folder() -> Path | None:
    """Return a folder that only this user can write in.

    On Linux a bare name is a file in /tmp: another user could make it first and answer, and the
    project would not open.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    try:
        if runtime:
            found = Path(runtime).stat()
            if found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077:
                return Path(runtime)
        return private_folder(state_folder() / "sockets")
    except OSError:
        return None


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
