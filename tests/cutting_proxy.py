"""A network between a client and a server that can be cut, and that can be slow."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class CuttingProxy:
    """Forwards a port of this computer to another one, until the cable is pulled."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.is_cut = False
        self.delay = 0.0
        #: Cut as soon as so many bytes have gone to the server.
        self.cut_after: int | None = None
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.is_cut:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._target))
            self._pairs.append((client, server))
            for source, target, counts in ((client, server, True), (server, client, False)):
                thread = threading.Thread(
                    target=self._forward, args=(source, target, counts), daemon=True
                )
                thread.start()

    def _forward(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay)
                if counts and self.cut_after is not None:
                    data, self.cut_after = data[: self.cut_after], self.cut_after - len(data)
                    if self.cut_after <= 0:
                        target.sendall(data)
                        self.cut()
                        return
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        """Pull the cable: nothing goes through, and what was open is gone."""
        self.is_cut = True
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                # Closing alone would wait for the thread that reads.
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                with contextlib.suppress(OSError):
                    end.close()

    def mend(self) -> None:
        """Put the cable back."""
        self.is_cut, self.cut_after = False, None

    def close(self) -> None:
        """End it."""
        self.cut()
        self._listener.close()
