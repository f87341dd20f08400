"""How long saving, opening and one edit take, beside pickle and JSON of the same region.

``python -m tests.benchmarks.bench_store`` prints a table for the README. Every way writes one
file in one step, forced to the disk, and gives back an equal document; the best of some runs
counts. The limits that are asserted are those the project file promises.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from stageplanner.domain.plan import Placement
from stageplanner.store.disk import atomic_write
from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load, save
from stageplanner.store.recovery.journal import Journal
from stageplanner.store.rows.document_rows import document_of, rows_of
from tests.store.document_strategies import document, event

#: Stage periods, leerbedrijven, runs, and the most seconds that saving or opening may take.
SIZES = {"region": (1_000, 3_500, 5, 0.3), "country": (14_000, 247_000, 2, 10.0)}
MOST_FOR_AN_EDIT = 0.005


def timed(function: Callable[[], object], runs: int) -> tuple[float, object]:
    """The best time of some runs, and what the last one gave."""
    best, given = float("inf"), None
    for _ in range(runs):
        begin = time.perf_counter()
        given = function()
        best = min(best, time.perf_counter() - begin)
    return best, given


def write_json(path: Path, some: Document) -> None:
    """The same rows as JSON text."""
    atomic_write.replace_file(path, json.dumps(rows_of(some), ensure_ascii=False).encode())


def read_json(path: Path) -> Document:
    """The document of :func:`write_json`."""
    return document_of(json.loads(path.read_bytes()))


WAYS = {
    "project file": (save, load),
    "pickle": (
        lambda path, some: atomic_write.replace_file(path, pickle.dumps(some)),
        lambda path: pickle.loads(path.read_bytes()),
    ),
    "json": (write_json, read_json),
}


def edits(some: Document, folder: Path, count: int = 30) -> tuple[float, float]:
    """Best and middle time of an edit until the journal has it on the disk, after the first."""
    path = folder / "journal.stageplan"
    journal = Journal(path, some, save(path, some), folder=folder / "state")
    times = []
    for number in range(1, count + 1):
        periods = some.state.periods
        place = len(periods) // 2 + number
        changed = replace(periods[place], students=99)
        plan = some.state.plan
        option = plan.placements["p1"][0].option
        placed = {periods[place].id: (Placement(option=option, students=99),)}
        begin = time.perf_counter()
        some = replace(
            some,
            state=replace(
                some.state,
                periods=(*periods[:place], changed, *periods[place + 1 :]),
                plan=replace(plan, placements={**plan.placements, **placed}),
            ),
            history=(*some.history, event(number)),
        )
        assert journal.record(some) is None
        times.append(time.perf_counter() - begin)
    journal.close()
    return min(times[1:]), sorted(times[1:])[len(times) // 2]


def main() -> None:
    """Print the table, and fail where a promise is broken."""
    print("| region | way | save | open | file | an edit on the disk, best (middle) |")
    print("|---|---|---|---|---|---|")
    for size, (periods, leerbedrijven, runs, limit) in SIZES.items():
        some = document(periods, leerbedrijven, events=2_000)
        for way, (write, read) in WAYS.items():
            with tempfile.TemporaryDirectory() as place:
                path = Path(place) / "regio.stageplan"
                saving, _ = timed(partial(write, path, some), runs)
                opening, back = timed(partial(read, path), runs)
                assert back == some, way
                megabytes = path.stat().st_size / 1e6
                edit = edits(some, Path(place)) if way == "project file" else None
            told = "-" if edit is None else f"{edit[0] * 1e3:.1f} ms ({edit[1] * 1e3:.1f})"
            label = f"{size}: {periods:,} + {leerbedrijven:,}"
            print(
                f"| {label} | {way} | {saving:.3f} s | {opening:.3f} s "
                f"| {megabytes:.1f} MB | {told} |",
                flush=True,
            )
            if edit is not None:
                assert max(saving, opening) < limit, (saving, opening)
                assert edit[0] < MOST_FOR_AN_EDIT, edit
    print(
        f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
