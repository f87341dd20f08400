"""Time and cancelling for a solve: one clock that every part asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from ortools.sat.python import cp_model


class Clock:
    """Counts down from ``limit`` seconds and listens to a wish to stop."""

    def __init__(self, limit: float, is_stopped: Callable[[], bool] | None = None) -> None:
        self._begin = monotonic()
        self._end = self._begin + limit
        self._is_stopped = is_stopped or (lambda: False)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return monotonic() - self._begin

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._end - monotonic())

    def is_over(self) -> bool:
        """Tell whether time is up or somebody wants to stop."""
        return self._is_stopped() or monotonic() >= self._end

    def is_stopped(self) -> bool:
        """Tell whether somebody wants to stop."""
        return self._is_stopped()

    def part(self, share: float) -> Clock:
        """A clock that runs for a share of the time left and listens to the same wish."""
        return Clock(self.left * share, self._is_stopped)

    @contextmanager
    def stopping(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Stop a CP-SAT solver when this clock is over.

        A stop asked for before the search has begun is lost, so it is asked again and again.
        """
        done = threading.Event()

        def watch() -> None:
            while not done.is_set():
                if self.is_over():
                    solver.stop_search()
                sleep(0.03)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
