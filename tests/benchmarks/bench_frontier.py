"""The curve of changes against peak, beside the plain way: every level solved from scratch.

    python -m tests.benchmarks.bench_frontier --limit 60 --per-level 5
    python -m tests.benchmarks.bench_frontier --instance large --limit 120 --per-level 0

The curve keeps its cuts, prices and plans from level to level. The plain way asks for the fewest
changes at each level that the curve found, knowing nothing of the levels before, for so many
seconds at most (0 leaves it out). Both are told in one run, for the largest component of the
example region or of an instance of the public data set, with the processor time beside.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, process_time

from stageplanner.benchmark import dataset
from stageplanner.domain.state import State
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.frontier import frontier
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.result import Point
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both ways as rows of a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for the curve")
    parser.add_argument("--per-level", type=float, default=5.0, help="seconds, the plain way")
    parser.add_argument("--instance", help="of the public data set; else the example region")
    asked = parser.parse_args(arguments)
    state = state_of(asked.instance)
    instance = max(build_instances(state), key=lambda i: len(i.tasks))
    begin = monotonic()
    curve = [p for p in frontier(state, asked.limit) if p.component == instance.programmes]
    seconds = monotonic() - begin
    begin = monotonic()
    levels = curve if asked.per_level else []
    plain = [_from_scratch(instance, point, asked.per_level) for point in levels]
    plain_seconds = monotonic() - begin
    print("| way | points | proven | within 2% | changes above the proven least | s | ratio |")
    print("|---|---|---|---|---|---|---|")
    told = [(p.changes, p.changes_lower_bound) for p in curve]
    _print("the curve", told, seconds, seconds)
    if plain:
        _print("each level from scratch", plain, plain_seconds, seconds)
    print(f"\nCPU {process_time():.0f} s without HiGHS, load {os.getloadavg()[0]:.1f}")


def state_of(name: str | None) -> State:
    """An instance of the public data set, or the example region."""
    if name is not None:
        return dataset.read_instance(dataset.load_shipped(name)[0])
    project = Project()
    project.import_files([Path(file) for file in example_files()])
    return project.state


def _from_scratch(instance: Instance, point: Point, seconds: float) -> tuple[int | None, int]:
    """The fewest changes at the level of a point, and how few are proven, knowing nothing."""
    found = fewest_changes(instance, CutPool(instance), point.peak + 1e-9, TimeBudget(seconds))
    return (found.changes if found.choice is not None else None), found.at_least


def _print(
    way: str, told: Sequence[tuple[int | None, int]], seconds: float, measure: float
) -> None:
    reached = [(changes, least) for changes, least in told if changes is not None]
    proven = sum(changes == least for changes, least in reached)
    near = sum(changes <= 1.02 * least for changes, least in reached)
    above = sum(changes - least for changes, least in reached)
    print(
        f"| {way} | {len(reached)} of {len(told)} | {proven} | {near} | {above} "
        f"| {seconds:.1f} | {seconds / measure:.1f} |"
    )


if __name__ == "__main__":
    main()
