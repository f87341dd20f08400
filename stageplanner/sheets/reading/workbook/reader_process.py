"""The process that reads spreadsheets, so that a crash or a hang there cannot end the app.

One process serves all files; it is restarted after it had to be killed. It is started with
``spawn``, so that it works the same on Windows, macOS and Linux.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from stageplanner.child_process import without_main
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.sheets.reading.pause_gc import LARGE, pause_garbage_collector
from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.column_codes import Packed, pack, unpack
from stageplanner.sheets.reading.workbook.file_type import Sniffed, refusal
from stageplanner.sheets.reading.workbook.grid import Book

_POLL = 0.05


def serve(pipe: Connection) -> None:
    """Answer requests until the pipe closes; runs in the reader process."""
    from stageplanner.sheets.reading.workbook.load import load_book

    _limit_memory()
    _be_silent()
    while True:
        try:
            path, sniffed = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Packed | Problem
        try:
            with pause_garbage_collector(LARGE):
                answer = pack(load_book(path, sniffed))
        except StagePlannerError as failure:
            answer = failure.problem
        except MemoryError:
            answer = refusal("import_out_of_memory", path.name).problem
        except BaseException as problem:  # a panic of native code is no Exception
            answer = refusal("import_damaged", path.name, reason=type(problem).__name__).problem
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return
        except MemoryError:
            pipe.send(refusal("import_out_of_memory", path.name).problem)


def _be_silent() -> None:
    """Discard what native code prints when it fails: the error message is shown instead."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit_memory() -> None:
    """Limit the memory of the reader process, on systems that support it."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size_limits.MAX_MEMORY, size_limits.MAX_MEMORY))


class Worker:
    """A reader process and the pipe to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Connection | None = None

    def load(
        self,
        path: Path,
        sniffed: Sniffed,
        *,
        meanwhile: Callable[[], None] | None = None,
        progress: Progress = NO_PROGRESS,
        seconds: float = size_limits.MAX_SECONDS,
    ) -> Book:
        """Read a file in the reader process.

        Parameters
        ----------
        path, sniffed
            The file and its type.
        meanwhile
            Called in this process while the other one reads.
        cancelled
            Polled; the reader process is killed once it returns true.
        seconds
            The time limit.

        Raises
        ------
        StagePlannerError
            As :func:`stageplanner.sheets.reading.workbook.load.load_book`; or the process died,
            took too long, or was cancelled.
        """
        with self._lock:
            pipe = self._started()
            try:
                pipe.send((path, sniffed))
                if meanwhile is not None:
                    self._do(meanwhile)
                answer = self._wait(pipe, path, progress, seconds)
            except (EOFError, OSError):
                self.stop()
                raise refusal("import_reader_died", path.name) from None
        if isinstance(answer, Problem):
            raise StagePlannerError(answer)
        return unpack(answer)

    def _do(self, meanwhile: Callable[[], None]) -> None:
        try:
            meanwhile()
        except BaseException:
            self.stop()
            raise

    def _wait(
        self, pipe: Connection, path: Path, progress: Progress, seconds: float
    ) -> Packed | Problem:
        until = time.monotonic() + seconds
        while not pipe.poll(_POLL):
            if progress.is_cancelled:
                self.stop()
                raise refusal("import_cancelled", path.name)
            if time.monotonic() > until:
                self.stop()
                raise refusal("import_too_slow", path.name, seconds=round(seconds))
        answer: Packed | Problem = pipe.recv()
        return answer

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.stop()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True)
            with without_main():
                self._process.start()
            theirs.close()
        return self._pipe

    def stop(self) -> None:
        """Kill the reader process."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            if self._process.pid is not None:
                self._process.kill()
                self._process.join(5)
            self._process = None


WORKER = Worker()
atexit.register(WORKER.stop)
