"""Timefold as a peer: its local search in a Python and a Java of their own.

``timefold`` never becomes a part of this program: it is found where ``TIMEFOLD_PYTHON`` names the
Python of an environment of its own (``python -m venv DIR && DIR/bin/pip install timefold``, with a
Java 17 or later), and left out with a word where there is none.

How good is the model? One entity per stage period with its admissible options as value range, an
incremental score, late acceptance on change moves from the wishes: what an experienced user would
write in Python. It gets what such a user would have to find out, that a peak is a matter of sets
of programmes that share leerbedrijven, and so needs no students divided over leerbedrijven as
variables: the sets of the plan's worst days join after every round, as for annealing. What limits
it: a local search has no bound, so it never knows that it is done, nor that a level is out of
reach; with fewest changes it begins among plans of many changes and has to take them back one by
one; moves of one stage period at a time rarely cross a valley where several groups must move
together; and Timefold's Python evaluates some thousands of moves a second once Java is warm, where
a model written in Java would do more (its makers call the Python "significantly slower"). Starting
Java and translating the model count, and are most of what it does in its first seconds.

Limits over institutions are no part of it, as of no peer; no instance of the benchmark has any.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType

import numpy as np

from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from tests.benchmarks.running import Answer, Mark

#: The environment variable that names the Python in which ``timefold`` is installed.
VARIABLE = "TIMEFOLD_PYTHON"
MODEL = Path(__file__).with_name("timefold_model.py")
#: Bits per day, of which the first guards.
WIDTH = 40
#: Seconds of a round, and how much lower its level lies: half as much after one that failed.
ROUND, FIRST_STEP, LAST_STEP = 10.0, 0.16, 0.002
#: Seconds below which another round is no use.
LEAST = 0.5


@cache
def missing() -> str:
    """What Timefold lacks here, in words; empty if it can run."""
    python = os.environ.get(VARIABLE, "")
    if not python:
        return f"skipped: {VARIABLE} names no Python with timefold"
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        return "skipped: no Java"
    try:
        subprocess.run(
            [python, "-c", "import timefold.solver"], check=True, capture_output=True, timeout=120
        )
    except (OSError, subprocess.SubprocessError):
        return f"skipped: {python} has no timefold that starts"
    return ""


def timefold(
    instance: Instance, limit: float, seed: int = 1, target: float | None = None
) -> Answer:
    """Timefold's local search: the lowest peak, or the fewest changes that keep a target."""
    begin = time.monotonic()
    pool = CutPool(instance)
    best = choice = instance.wish.copy()
    peak = pool.separate(instance.demand(choice), target or 0.0)
    marks = [Mark(time.monotonic() - begin, peak, 0.0)]
    step, around = FIRST_STEP, 0.0
    with Solver(instance, counts_changes=target is not None) as solver:
        while instance.free and (left := begin + limit - time.monotonic() - around) > LEAST:
            level = peak * (1 - step) if target is None else target
            started, seconds, before = time.monotonic(), min(left, ROUND), choice
            choice = solver.search(pool, choice, level, seconds=seconds, seed=seed)
            # What a round takes beside the search: the longest that it may last.
            around = max(0.0, time.monotonic() - started - seconds)
            reached = pool.separate(instance.demand(choice), level)
            if reached > level + TOLERANCE:
                step = max(step / 2, LAST_STEP)
            if np.array_equal(choice, before):
                seed += 1  # the same search once more would find the same
            if not instance.is_feasible(choice):
                continue
            if (
                reached < peak
                if target is None
                else _rank(instance, choice, target) < _rank(instance, best, target)
            ):
                best, peak = choice, reached
                marks.append(Mark(time.monotonic() - begin, peak, 0.0))
    return Answer(marks, best, note=f"{solver.moves:,} moves a second")


def _rank(instance: Instance, choice: Choice, target: float) -> tuple[float, int]:
    return max(round(instance.peak(choice), 9), target), instance.changes(choice)


class Solver:
    """The process of Timefold, which knows the stage periods from its first line on."""

    def __init__(self, instance: Instance, *, counts_changes: bool) -> None:
        self.instance, self.counts_changes = instance, counts_changes
        bound = {i for pair in instance.orders for i in pair}
        bound |= {i for gap in instance.gaps for i in (gap.first, gap.second)}
        self.entities = sorted(bound | set(instance.free))
        self.moves, self.score = 0, ""

    def __enter__(self) -> Solver:
        self.process = subprocess.Popen(
            [os.environ[VARIABLE], MODEL],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._write(self._problem())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def search(
        self, pool: CutPool, choice: Choice, level: float, *, seconds: float, seed: int
    ) -> Choice:
        """Search from a choice, with the sets that are known; give back where it ended."""
        unit = self.instance.unit
        allowed = np.floor(np.minimum(level * pool.capacity * unit + 1e-6, 1 << (WIDTH - 2)))
        base = np.rint(pool.loads(self.instance.base) * unit)
        rows = [
            np.flatnonzero(pool.members[:, self.instance.tasks[i].programme]).tolist()
            for i in self.entities
        ]
        self._write(
            {
                "base": [_packed(row) for row in base],
                "allowed": [_packed(row) for row in allowed],
                "rows": rows,
                "choice": [int(choice[i]) for i in self.entities],
                "seconds": seconds,
                "seed": seed,
                "counts_changes": int(self.counts_changes),
            }
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("Timefold ended without an answer")
        found = json.loads(line)
        self.moves, self.score = found["moves_per_second"], found["score"]
        result = choice.copy()
        result[self.entities] = found["choice"]
        return result

    def _write(self, what: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def _problem(self) -> dict[str, object]:
        tasks = self.instance.tasks
        unit = self.instance.unit
        return {
            "width": WIDTH,
            "guard": _packed(np.full(len(self.instance.grid.days), 1 << (WIDTH - 1))),
            "pairs": list(self._pairs()),
            "options": [
                [
                    (
                        int(task.is_change[k]),
                        way.start.toordinal(),
                        # Who has no choice is in the base already.
                        _packed(np.rint(task.weight * task.presence[k] * unit * (n > 1))),
                    )
                    for n in [len(task.options)]
                    for k, way in enumerate(task.options)
                ]
                for task in (tasks[i] for i in self.entities)
            ],
        }

    def _pairs(self) -> Iterator[tuple[int, int, list[int]]]:
        """Orders and gaps: on which day every option of the first opens the second."""
        number = {i: k for k, i in enumerate(self.entities)}
        for a, b in self.instance.orders:
            opens = [way.end.toordinal() + 1 for way in self.instance.tasks[a].options]
            yield number[a], number[b], opens
        for gap in self.instance.gaps:
            ways = self.instance.tasks[gap.first].options
            yield (
                number[gap.first],
                number[gap.second],
                [gap.opens(way.end).toordinal() for way in ways],
            )


def _packed(days: Sequence[float] | np.ndarray) -> str:
    """Numbers of all days as one, in hexadecimal: ``WIDTH`` bits each."""
    digits = WIDTH // 4
    return "".join(f"{int(number):0{digits}x}" for number in days)
