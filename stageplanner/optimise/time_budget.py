"""Time limit, cancellation, threads and seed of a solve, shared by all its parts."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from ortools.sat.python import cp_model

from stageplanner.progress import NO_PROGRESS, Progress


class Stopped(Exception):  # noqa: N818 - not an error
    """Time is up or the job was cancelled; raised while a model is being built."""


class TimeBudget:
    """Counts down from a limit and polls whether the job is cancelled.

    Parameters
    ----------
    limit : float
        Seconds from now.
    progress : Progress
        Of the job that is solved for; asked often whether it is cancelled.
    workers : int, optional
        Threads for CP-SAT; by default as many as there are cores, at most 8.
    seed : int
        Random seed of every solver and search.
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
        """Return whether time is up or the job is cancelled."""
        return self.progress.is_cancelled or monotonic() >= self._end

    def check(self) -> None:
        """Raise an error if time is up or the job is cancelled.

        Raises
        ------
        Stopped
            The caller keeps the best it has.
        """
        if self.is_over():
            raise Stopped

    def check_cancelled(self) -> None:
        """Raise an error if the job is cancelled, also where being out of time is no reason to end.

        Raises
        ------
        Stopped
            The caller keeps the best it has.
        """
        if self.progress.is_cancelled:
            raise Stopped

    def part(self, share: float) -> TimeBudget:
        """Return a share of the time left, for the same job.

        Parameters
        ----------
        share : float
            Fraction of the seconds left, 0 to 1.

        Returns
        -------
        TimeBudget
            With the same threads, seed and progress.
        """
        return TimeBudget(self.left * share, self.progress, workers=self.workers, seed=self.seed)

    def new_solver(self, most: float | None = None) -> cp_model.CpSolver:
        """Build a CP-SAT solver with the time, threads and seed of this budget.

        Parameters
        ----------
        most : float, optional
            The most seconds of one solve; by default all that are left. With one worker they are
            counted in the solver's deterministic time, so that a run can be repeated exactly.

        Returns
        -------
        cp_model.CpSolver
            Stop it with :meth:`stopping`.
        """
        solver = cp_model.CpSolver()
        # CP-SAT's handler of Ctrl+C would replace ours.
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
        """Stop a solver that runs inside the ``with`` block once the budget is over.

        A stop that comes before the search has begun is lost, so it is repeated until the block
        ends.

        Parameters
        ----------
        stop : callable
            The solver's own function to stop it.

        Yields
        ------
        None
            While a thread polls this budget every 20 ms.
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
