"""One measurement in a process of its own: what it found when, and how much memory it took."""

from __future__ import annotations

import multiprocessing as mp
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from stageplanner.domain.plan import Proof
from stageplanner.domain.state import State
from stageplanner.optimise.result import Settings, SolveProgress
from stageplanner.optimise.solve import optimise
from stageplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Mark:
    """At ``seconds`` the best plan had this peak, and no plan was known to be below ``bound``."""

    seconds: float
    peak: float
    bound: float

    @property
    def gap(self) -> float:
        """How far plan and bound lie apart, as a fraction of the plan."""
        return 0.0 if self.peak <= 0 else max(0.0, 1 - self.bound / self.peak)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer found for one component: its marks, and its best plan, as a choice.

    ``least_changes`` is what it proved of the number of changes, where that was asked;
    ``note`` says what else there is to tell, or why there is no plan.
    """

    marks: list[Mark]
    choice: np.ndarray | None = None
    least_changes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What one solve of one region gave; ``marks`` are per component, in the order of ``proofs``.

    ``memory`` is the most the process ever held, in bytes; ``shortage`` in student-days.
    """

    proofs: tuple[Proof, ...]
    marks: tuple[tuple[Mark, ...], ...]
    seconds: float
    memory: int = 0

    @property
    def gaps(self) -> tuple[float, ...]:
        """The gap of every component that has one, largest component first."""
        return tuple(
            0.0 if not p.peak else max(0.0, 1 - p.lower_bound / p.peak)
            for p in self.proofs
            if p.peak is not None and p.lower_bound is not None
        )

    @property
    def gap_of_peak(self) -> float:
        """How far the highest peak of all components lies above what is proven of it."""
        known = [p for p in self.proofs if p.peak and p.lower_bound is not None]
        highest = max((p.peak for p in known), default=0.0)
        bound = max((p.lower_bound for p in known), default=0.0)
        return max(0.0, 1 - bound / highest) if highest else 0.0

    def proven_after(self, gap: float) -> float | None:
        """Seconds until every component was proven within a gap."""
        return _latest(first(own, lambda mark: mark.gap <= gap + 1e-9) for own in self.marks if own)

    def found_after(self, gap: float) -> float | None:
        """Seconds until every component's plan lay within a gap of the bound known at the end."""
        return _latest(
            first(own, lambda mark, last=own[-1].bound: 1 - last / mark.peak <= gap + 1e-9)
            for own in self.marks
            if own
        )


def first(marks: Iterable[Mark], is_it: Callable[[Mark], bool]) -> float | None:
    """The seconds of the first mark that is it."""
    return next((mark.seconds for mark in marks if is_it(mark)), None)


def _latest(seconds: Iterable[float | None]) -> float | None:
    found = list(seconds)
    return None if None in found else max((s for s in found if s is not None), default=0.0)


@dataclass
class Log:
    """Collects what the optimiser tells while it runs."""

    marks: dict[tuple[str, ...], list[Mark]] = field(default_factory=dict)

    def __call__(self, told: SolveProgress) -> None:
        own = self.marks.setdefault(told.programmes, [])
        mark = Mark(told.seconds, told.peak, told.lower_bound)
        if told.wish_peak > 0 and (
            not own or (mark.peak, mark.bound) != (own[-1].peak, own[-1].bound)
        ):
            own.append(mark)


def solve(state: State, settings: Settings) -> Run:
    """Solve a region here and now."""
    log = Log()
    begin = time.monotonic()
    plan = optimise(state, settings, Progress(log))
    seconds = time.monotonic() - begin
    return Run(
        proofs=plan.proofs,
        marks=tuple(
            tuple(log.marks.get(p.programmes, ())) if p.peak is not None else ()
            for p in plan.proofs
        ),
        seconds=seconds,
    )


def most_memory() -> int:
    """The most this process ever held, in bytes; never its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def apart(function: Callable[..., object], *args: object) -> object:
    """Call a function in a fresh process and give back what it returned."""
    context = mp.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, function, args))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        raise RuntimeError(f"the process of {function.__name__} ended without an answer") from None
    finally:
        process.join()


def _send(pipe, function: Callable[..., object], args: tuple[object, ...]) -> None:
    pipe.send(function(*args))
    pipe.close()


def with_memory(run: Run) -> Run:
    """The run with what this process needed for it."""
    return replace(run, memory=most_memory())
