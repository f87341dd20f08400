"""How long and how hard to try: time, cancelling, threads and seed, asked by every part."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from ortools.sat.python import cp_model

from stageplanner.progress import NO_PROGRESS, Progress


class Stopped(Exception):  # noqa: N818 - somebody's wish, not an error
    """Time is up or somebody wants to stop: raised from the middle of building a model."""


class TimeBudget:
    """Counts down from ``limit`` seconds and listens to a wish to stop.

    Parameters
    ----------
    workers
        Threads for CP-SAT; as many as there are cores, at most 8, where not given.
    """

    def __init__(
        self,
        limit: float,
        progress: Progress = NO_PROGRESS,
        *,
        workers: int | None = None,
        seed: int = 1,
    ) -> None:
        self.workers = workers or min(8, os.cpu_count() or 1)
        self.seed = seed
        self._begin = monotonic()
        self._end = self._begin + limit
        self.progress = progress

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
        return self.progress.is_cancelled or monotonic() >= self._end

    def check(self) -> None:
        """Break off where somebody wants to stop or time is up.

        Raises
        ------
        Stopped
            The caller keeps the best it has.
        """
        if self.is_over():
            raise Stopped

    def part(self, share: float) -> TimeBudget:
        """A share of the time left, under the same wish to stop."""
        return TimeBudget(self.left * share, self.progress, workers=self.workers, seed=self.seed)

    def new_solver(self, most: float | None = None) -> cp_model.CpSolver:
        """A CP-SAT solver that may work as long and as hard as this.

        Parameters
        ----------
        most
            About so many seconds at most. With one worker they are counted in the solver's
            own steps, so that a run can be repeated to the letter.
        """
        solver = cp_model.CpSolver()
        # CP-SAT's own Ctrl+C would leave the program without anybody to catch the next one.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed
        solver.parameters.max_time_in_seconds = self.left
        if most is not None and self.workers == 1:
            solver.parameters.max_deterministic_time = most
        elif most is not None:
            solver.parameters.max_time_in_seconds = min(most, self.left)
        return solver

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """Stop a solver, by its own function, when this time_budget is over.

        A stop asked for before the search has begun is lost, so it is asked again and again.
        """
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.02):
                if self.is_over():
                    stop()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
