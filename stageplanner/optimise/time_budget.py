"""How much work a solve may do, with cancellation, threads and seed, shared by all its parts.

Work is counted, not timed: the solvers say what they did in units that do not depend on the machine
(deterministic time, iterations, groups weighed). So every step ends at the same moment of the same
search, on a slow and on a fast machine, and the answer is the same. The clock only ends a step
that takes much longer than its work should; then that is said (:attr:`TimeBudget.ends`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from stageplanner.progress import NO_PROGRESS, Progress

#: A unit of work is what two quiet cores do in about a second. The work of so many is done for
#: each second of the limit, so that a machine somewhat slower does it in time too.
WORK_A_SECOND = 0.75
#: The clock gives a part this many times its share of the seconds left.
CLOCK_ROOM = 1.5
#: CP-SAT's deterministic time in a unit of work, and the work of the call itself.
CP_SAT_A_UNIT, CALL = 0.5, 0.005
#: Iterations of a linear program, times its nonzeros, in a unit of work, and what stating it takes.
LP_A_UNIT, LP_STATED_A_UNIT = 8e8, 2e6


class Stopped(Exception):  # noqa: N818 - not an error
    """The work is done or the job was cancelled; raised while a model is being built."""


class _Job:
    """What was done and what the clock ended, of one job."""

    def __init__(self) -> None:
        self.work = 0.0
        self.ends = 0


class TimeBudget:
    """Counts work down from a limit and polls the clock, and whether the job is cancelled.

    Parameters
    ----------
    limit : float
        Seconds from now at which the clock ends the job.
    progress : Progress
        Of the job that is solved for; asked often whether it is cancelled.
    workers : int, optional
        Cores that may be used; by default as many as there are, at most 8.
    seed : int
        Random seed of every solver and search.
    work : float, optional
        Units of work; by default ``WORK_A_SECOND`` for every second of the limit.
    """

    def __init__(
        self,
        limit: float,
        progress: Progress = NO_PROGRESS,
        *,
        workers: int | None = None,
        seed: int = 1,
        work: float | None = None,
    ) -> None:
        self.workers = workers or min(8, os.cpu_count() or 1)
        self.seed = seed
        self.progress = progress
        self._job = _Job()
        self._begin = monotonic()
        self._end = self._begin + limit
        self._last = limit * WORK_A_SECOND if work is None else work

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return monotonic() - self._begin

    @property
    def seconds_left(self) -> float:
        """Seconds until the clock ends it, never below zero."""
        return max(0.0, self._end - monotonic())

    @property
    def left(self) -> float:
        """Units of work left, never below zero."""
        return max(0.0, self._last - self._job.work)

    @property
    def work(self) -> float:
        """Units of work that the job did so far."""
        return self._job.work

    @property
    def ends(self) -> int:
        """How often the clock ended a step of the job that had work left."""
        return self._job.ends

    def spend(self, work: float) -> None:
        """Count work that was done.

        Parameters
        ----------
        work : float
            Units of work; must not depend on the machine.
        """
        self._job.work += work

    def is_over(self) -> bool:
        """Return whether the work is done, the clock ends it or the job is cancelled."""
        if self.progress.is_cancelled or not self.left:
            return True
        if monotonic() < self._end:
            return False
        self.end_by_clock()
        return True

    def end_by_clock(self) -> None:
        """Count that the clock ended a step."""
        self._job.ends += 1

    def check(self) -> None:
        """Raise an error if it is over.

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
        """Return a share of the work left, for the same job.

        Parameters
        ----------
        share : float
            Fraction of the work left, 0 to 1.

        Returns
        -------
        TimeBudget
            With the same workers, seed and progress.
        """
        return self._until(self.left * share, self.seconds_left * min(1.0, CLOCK_ROOM * share))

    def at_least(self, work: float) -> TimeBudget:
        """Return the work left, or so much if there is less.

        Parameters
        ----------
        work : float
            Units of work, for which there are at least as many seconds.

        Returns
        -------
        TimeBudget
            For the same job.
        """
        return self._until(max(work, self.left), max(work, self.seconds_left))

    def _until(self, work: float, seconds: float) -> TimeBudget:
        part = TimeBudget(seconds, self.progress, workers=self.workers, seed=self.seed)
        part._job, part._last = self._job, self._job.work + work
        return part

    def shares(self, sizes: Sequence[int]) -> Iterator[TimeBudget]:
        """Divide the time left over questions in turn; what one does not use is left to the next.

        Parameters
        ----------
        sizes : sequence of int
            Groups of each question. A tenth of the groups needs more than a tenth of the time, so
            the shares grow with the root.

        Yields
        ------
        TimeBudget
            For each question; ask for it when the question begins.
        """
        weights = [(size + 1) ** 0.5 for size in sizes]
        for k, weight in enumerate(weights):
            yield self.part(weight / sum(weights[k:]))

    def new_solver(self, most: float | None = None) -> cp_model.CpSolver:
        """Build a CP-SAT solver with the work and seed of this budget.

        Parameters
        ----------
        most : float, optional
            The most units of work of one solve; by default all that is left.

        Returns
        -------
        cp_model.CpSolver
            Solve with :meth:`solve`.
        """
        solver = cp_model.CpSolver()
        # CP-SAT's handler of Ctrl+C would replace ours.
        solver.parameters.catch_sigint_signal = False
        # Of several workers, which is ahead depends on the machine. Workers that take turns
        # (interleave_search) do not, but OR-Tools 9.15 aborts the process on some models then:
        # "Check failed: heuristics.fixed_search != nullptr".
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        work = self.left if most is None else min(most, self.left)
        solver.parameters.max_deterministic_time = work * CP_SAT_A_UNIT
        return solver

    def solve(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        """Solve a model with CP-SAT, within this budget, and count the work.

        Parameters
        ----------
        solver : CpSolver
            From :meth:`new_solver`; has the answer afterwards.
        model : CpModel
            What is solved.

        Returns
        -------
        CpSolverStatus
            Of the solve.
        """
        with self.stopping(solver.stop_search):
            status = solver.solve(model)
        self.spend(CALL + solver.deterministic_time / CP_SAT_A_UNIT)
        return status

    def solve_linear(
        self, program: model_pb2.ModelProto
    ) -> tuple[mathopt.Model, mathopt.SolveResult] | None:
        """Solve a linear program with GLOP, and count the work.

        It is solved to its end: only the clock or a cancelled job ends it earlier.

        Parameters
        ----------
        program : ModelProto
            A linear program.

        Returns
        -------
        tuple of Model and SolveResult, or None
            With primal and dual values if it was solved; ``None`` if it was over before.
        """
        model = mathopt.Model.from_model_proto(program)
        if self.is_over():
            return None
        interrupter = SolveInterrupter()
        with self.stopping(interrupter.interrupt):
            result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
        nonzeros = len(program.linear_constraint_matrix.row_ids)
        iterations = result.solve_stats.simplex_iterations
        self.spend(CALL + nonzeros / LP_STATED_A_UNIT + iterations * nonzeros / LP_A_UNIT)
        return model, result

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
