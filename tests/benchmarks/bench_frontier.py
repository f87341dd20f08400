"""The curve of changes against peak, beside the plain way: every level solved from scratch.

    python -m tests.benchmarks.bench_frontier --limit 60 --per-level 5

The curve keeps its cuts, prices and plans from level to level. The plain way asks for the fewest
changes at each level that the curve found, knowing nothing of the levels before, for so many
seconds at most. Both are told in one run, for the largest component of the example region.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

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
    asked = parser.parse_args(arguments)
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    instance = max(build_instances(project.state), key=lambda i: len(i.tasks))
    begin = monotonic()
    curve = [p for p in frontier(project.state, asked.limit) if p.component == instance.programmes]
    seconds = monotonic() - begin
    begin = monotonic()
    plain = [_from_scratch(instance, point, asked.per_level) for point in curve]
    plain_seconds = monotonic() - begin
    print("| way | points | proven | changes above the proven least | s | ratio |")
    print("|---|---|---|---|---|---|")
    told = [(p.changes, p.changes_lower_bound) for p in curve]
    _print("the curve", told, seconds, seconds)
    _print("each level from scratch", plain, plain_seconds, seconds)


def _from_scratch(instance: Instance, point: Point, seconds: float) -> tuple[int | None, int]:
    """The fewest changes at the level of a point, and how few are proven, knowing nothing."""
    found = fewest_changes(instance, CutPool(instance), point.peak + 1e-9, TimeBudget(seconds))
    return (found.changes if found.choice is not None else None), found.at_least


def _print(
    way: str, told: Sequence[tuple[int | None, int]], seconds: float, measure: float
) -> None:
    reached = [(changes, least) for changes, least in told if changes is not None]
    proven = sum(changes == least for changes, least in reached)
    above = sum(changes - least for changes, least in reached)
    print(
        f"| {way} | {len(reached)} of {len(told)} | {proven} | {above} "
        f"| {seconds:.1f} | {seconds / measure:.1f} |"
    )


if __name__ == "__main__":
    main()
