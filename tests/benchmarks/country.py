"""All regions of the country, two side by side, a line for each as it is done.

What is done is kept in a folder where one is given, so that a run that was broken off goes on
where it was: the seconds of both are added up.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from stageplanner.optimise.result import Settings
from tests.benchmarks import generate
from tests.benchmarks.instances import size_of
from tests.benchmarks.running import Run, solve, with_memory

#: Regions that are solved at the same time, with one thread each.
SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Region:
    """One region that was solved; ``wall`` are the seconds since the one done before it."""

    name: str
    size: str
    run: Run
    wall: float


@dataclass(frozen=True, slots=True)
class Whole:
    """The country: its regions, all seconds, and the most memory that two can take at once."""

    regions: tuple[Region, ...]

    @property
    def seconds(self) -> float:
        """From the first region to the last, waiting for another run left out."""
        return sum(region.wall for region in self.regions)

    @property
    def memory(self) -> int:
        """The two regions that took most, as if side by side."""
        return sum(sorted(region.run.memory for region in self.regions)[-SIDE_BY_SIDE:])


def solve_country(question: str, settings: Settings, folder: Path | None = None) -> Whole:
    """Solve every region, the largest first, and tell of each on the error stream."""
    known = dict(_kept(question, folder))
    names = sorted(generate.sectors.REGIONS, key=lambda name: -generate.sectors.REGIONS[name])
    for region in known.values():
        print(line(region), file=sys.stderr, flush=True)
    last = time.monotonic()
    # A process for each region: its peak memory is its own.
    with ProcessPoolExecutor(
        SIDE_BY_SIDE, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        asked = [
            pool.submit(_solve_one, name, _alone(settings, name))
            for name in names
            if name not in known
        ]
        for done in as_completed(asked):
            name, size, run = done.result()
            now = time.monotonic()
            known[name], last = Region(name, size, run, now - last), now
            _keep(known[name], question, folder)
            print(line(known[name]), file=sys.stderr, flush=True)
    return Whole(tuple(known[name] for name in names))


def _alone(settings: Settings, name: str) -> Settings:
    """One thread, and the time of an average region: a third for each, the rest by size."""
    share = generate.size_of_region(name).periods * len(generate.sectors.REGIONS)
    share /= generate.COUNTRY.periods
    return replace(settings, workers=1, time_limit=settings.time_limit * (1 + 2 * share) / 3)


def _solve_one(name: str, settings: Settings) -> tuple[str, str, Run]:
    state = generate.region_of_country(name)
    return name, size_of(state), with_memory(solve(state, settings))


def line(region: Region) -> str:
    """How one region went: its components within 1%, the worst, and that of its peak."""
    gaps = region.run.gaps
    near = sum(gap <= 0.01 + 1e-9 for gap in gaps)
    return (
        f"  {region.name}: {region.size}, {near} of {len(gaps)} components within 1%, "
        f"worst {max(gaps):.2%}, highest peak {region.run.gap_of_peak:.2%}, "
        f"{region.run.seconds:.0f} s, {region.run.memory / 1e6:,.0f} MB"
    )


def _file(folder: Path, question: str, name: str) -> Path:
    return folder / f"{question} {name.replace('/', '-')}.pickle"


def _kept(question: str, folder: Path | None) -> Iterator[tuple[str, Region]]:
    for name in generate.sectors.REGIONS:
        if folder is not None and _file(folder, question, name).exists():
            yield name, pickle.loads(_file(folder, question, name).read_bytes())


def _keep(region: Region, question: str, folder: Path | None) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        _file(folder, question, region.name).write_bytes(pickle.dumps(region))
