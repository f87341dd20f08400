"""The process that runs HiGHS, the solver of mixed integer programs.

HiGHS cannot be interrupted from outside and is not asked to be: its process is killed when the job
is cancelled, and the next question starts another one. A process without work serves the next
question, since starting one takes half a second.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import connection
from multiprocessing.connection import Connection
from time import time
from typing import Any

from stageplanner.child_process import without_main

#: Seconds between two looks whether the answer is there or the job is cancelled.
POLL = 0.02
#: Seconds that an answer may come after its limit.
PATIENCE = 1.0
#: HiGHS counts anything within this of the best integer objective as optimal.
LESS_THAN_ONE = 0.999


@dataclass(frozen=True, kw_only=True)
class Question:
    """A mixed integer program that is minimised.

    Attributes
    ----------
    program : bytes
        A ``ModelProto`` of MathOpt; its objective takes whole values only.
    start : list of float
        The value of every variable in a known solution; empty if there is none.
    deadline : float
        When the solve ends at the latest, as seconds since the epoch.
    nodes : int
        The most nodes of the search tree: work that does not depend on the machine.
    gap : float
        A solution that costs no more than this above the bound is good enough.
    seed : int
        Random seed.
    """

    program: bytes
    start: list[float]
    deadline: float
    nodes: int
    gap: float
    seed: int


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is known at the end of a solve.

    Attributes
    ----------
    values : list of float or None
        The value of every variable in the best solution, if there is one.
    bound : float
        No solution has a lower objective; infinite if there is none at all.
    iterations : int
        Of the simplex method, in all nodes.
    is_timed_out : bool
        Whether the deadline ended the solve.
    """

    values: list[float] | None
    bound: float
    iterations: int = 0
    is_timed_out: bool = False


def serve(pipe: Connection) -> None:
    """Answer questions until the pipe closes; runs in the process of the solver.

    Parameters
    ----------
    pipe : Connection
        Brings questions and takes replies.
    """
    # Ctrl+C reaches every process of a terminal: the one that asks decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            question = pipe.recv()
            pipe.send(solve(question))
        except Exception:  # whoever asked sees that there is no reply
            return


def _end_with_parent() -> None:
    """End this process, even in the middle of a solve, when the one that asks is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def solve(question: Question) -> Reply:
    """Solve a mixed integer program here and now; nothing but its limits can end it.

    Parameters
    ----------
    question : Question
        The program and its limits.

    Returns
    -------
    Reply
        The best solution and bound.
    """
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(model_pb2.ModelProto.FromString(question.program))
    variables = list(model.variables())
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(0.0, question.deadline - time())),
        node_limit=question.nodes,
        absolute_gap_tolerance=max(LESS_THAN_ONE, question.gap),
        relative_gap_tolerance=0.0,
        random_seed=question.seed,
    )
    known = mathopt.ModelSolveParameters()
    if question.start:
        values = dict(zip(variables, question.start, strict=True))
        known.solution_hints.append(mathopt.SolutionHint(variable_values=values))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=known)
    if result.termination.reason == mathopt.TerminationReason.INFEASIBLE:
        iterations = result.solve_stats.simplex_iterations
        return Reply(values=None, bound=float("inf"), iterations=iterations)
    has_values = result.has_primal_feasible_solution()
    return Reply(
        values=list(result.variable_values(variables)) if has_values else None,
        bound=result.termination.objective_bounds.dual_bound,
        iterations=result.solve_stats.simplex_iterations,
        is_timed_out=result.termination.limit == mathopt.Limit.TIME,
    )


class Worker:
    """A process of the solver and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: Any = context.Process(target=serve, args=(theirs,), daemon=True)
        with without_main():
            self._process.start()
        theirs.close()
        self._sender: threading.Thread | None = None

    def ask(self, question: Question, is_cancelled: Callable[[], bool]) -> Reply | None:
        """Return the reply to a question; ``None`` if the process had to be killed, or died.

        Parameters
        ----------
        question : Question
            The program and its limits.
        is_cancelled : callable
            Asked often whether to give up.

        Returns
        -------
        Reply or None
            ``None`` if there is none, and there will be no other from this process.
        """
        # A process that is just starting takes nothing yet.
        self._sender = threading.Thread(target=self._send, args=(question,), daemon=True)
        self._sender.start()
        with contextlib.suppress(EOFError, OSError):
            while not self._pipe.poll(POLL):
                if is_cancelled() or time() > question.deadline + PATIENCE:
                    return None
            reply: Reply = self._pipe.recv()
            return reply
        return None

    def _send(self, question: Question) -> None:
        with contextlib.suppress(OSError):
            self._pipe.send(question)

    def stop(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join(5)
        if self._sender is not None:
            self._sender.join(5)
        self._pipe.close()


#: The process that waits for the next question, if there is one.
_waiting: list[Worker] = []


def ask(question: Question, is_cancelled: Callable[[], bool]) -> Reply | None:
    """Ask the solver in a process of its own.

    Parameters
    ----------
    question : Question
        The program and its limits.
    is_cancelled : callable
        Asked every 20 ms whether to give up; the process is killed then.

    Returns
    -------
    Reply or None
        ``None`` if it was cancelled, took too long, or no process could answer.
    """
    try:
        worker = _waiting.pop() if _waiting else Worker()
    except (OSError, AssertionError):
        # No memory for a process, or this one is a daemon and may have no children.
        return None
    reply = None
    try:
        reply = worker.ask(question, is_cancelled)
    finally:
        if reply is None or _waiting:
            worker.stop()
        else:
            _waiting.append(worker)
    return reply


def _stop_waiting() -> None:
    while _waiting:
        _waiting.pop().stop()


atexit.register(_stop_waiting)
