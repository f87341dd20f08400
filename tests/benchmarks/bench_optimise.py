"""How good and how fast the optimiser is, from one region to the country, beside its peers.

``python -m tests.benchmarks.bench_optimise`` prints the table of the README; ``--peers`` adds
other ways to find the lowest peak, each to its end or the limit (``bench_peers.py`` compares them
over more instances). Every measurement has a process
of its own, so its peak memory is its own too. Seconds count from the data to the plan,
options included; reading workbooks and generating are left out. What is known of an instance
is asserted: bounds and numbers of changes, as well as time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from stageplanner.optimise.result import Settings
from tests.benchmarks import bench_peers, generate
from tests.benchmarks.country import solve_country
from tests.benchmarks.instances import COUNTRY, NAMES, size_of, state_of
from tests.benchmarks.peers import PEERS
from tests.benchmarks.running import Run, apart, solve, with_memory

#: Seconds, and the gap at which a lowest peak is good enough.
LIMITS = {
    "voorbeeldregio": (60.0, 0.002),
    "grote-regio": (120.0, 0.002),
    "all sectors": (300.0, 0.01),
    COUNTRY: (90.0, 0.01),
}
QUESTIONS = {"lowest": None, "proposal": 1.0}
#: The gap at which the largest component is near enough, in the table.
NEAR = 0.005
#: What is known of voorbeeldregio: nine changes in care and four in its two other components;
#: the peak of care lies between its relaxation and half a percent above.
KNOWN = {"proposal": (16, 16), "lowest": (0.8425, 0.8468)}
#: The most bytes and seconds that are promised, per instance.
PROMISED = {"all sectors": (3e9, 300.0), COUNTRY: (4e9, 1800.0)}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Times are ``None`` where it was not reached."""

    instance: str
    size: str
    question: str
    components: int
    wish: float
    bound: float
    plan: float
    worst_gap: float
    median_gap: float
    found_after: float | None
    proven_after: float | None
    seconds: float
    memory: int
    changes: int
    changes_bound: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, write them as JSON where asked, and fail where a promise is broken."""
    asked = _parser().parse_args(arguments)
    rows: list[Row] = []
    peers: list[bench_peers.PeerRow] = []
    print("| instance | size | question | wish | bound | plan | gap (worst, median)", end="")
    print(
        " | plan near | proven near | all | memory |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for name in asked.instances:
        for question in asked.questions:
            rows.append(measure(name, question, asked))
            print(line(rows[-1]), flush=True)
    if asked.peers is not None:
        print("\n".join(bench_peers.heading("lowest")))
        for name in (name for name in asked.instances if name != COUNTRY):
            ways = asked.peers or PEERS
            found = bench_peers.compare(name, asked.folder, ways, asked.peer_limit, asked.seed)
            peers += found
            print("\n".join(bench_peers.lines(found)), flush=True)
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, seed {asked.seed}")
    if asked.json:
        told = {"rows": [asdict(r) for r in rows], "peers": [asdict(p) for p in peers]}
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    broken = [text for row in rows for text in broken_promises(row)]
    if broken:
        sys.exit("\n".join(broken))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--questions", nargs="+", choices=QUESTIONS, default=list(QUESTIONS))
    parser.add_argument("--folder", type=Path, help="workbooks: a folder per instance")
    parser.add_argument("--limit", type=float, help="seconds per solve (per average region)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="which; all without names")
    parser.add_argument("--peer-limit", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--components", action="store_true", help="a line per component")
    parser.add_argument("--resume", type=Path, help="keeps regions of the country that are done")
    parser.add_argument("--json", type=Path)
    return parser


def measure(name: str, question: str, asked: argparse.Namespace) -> Row:
    """Ask one question of one instance."""
    limit, gap = LIMITS[name]
    settings = Settings(
        target=QUESTIONS[question], time_limit=asked.limit or limit, gap=gap, seed=asked.seed
    )
    if name == COUNTRY:
        return measure_country(question, settings, asked.resume)
    size, run = apart(solve_one, name, asked.folder, settings)
    if asked.components and question == "lowest":
        print("\n".join(component_lines(run)), file=sys.stderr, flush=True)
    return row_of(name, question, size, [run], seconds=run.seconds, memory=run.memory, gap=gap)


def solve_one(name: str, folder: Path | None, settings: Settings) -> tuple[str, Run]:
    """Solve one region in this process."""
    state = state_of(name, folder)
    return size_of(state), with_memory(solve(state, settings))


def measure_country(question: str, settings: Settings, folder: Path | None) -> Row:
    """Solve all regions, two at a time, with one thread each."""
    whole = solve_country(question, settings, folder)
    size = generate.COUNTRY
    return row_of(
        COUNTRY,
        question,
        f"{size.periods:,} / {size.students:,} / {size.leerbedrijven:,}",
        [region.run for region in whole.regions],
        seconds=whole.seconds,
        memory=whole.memory,
        gap=settings.gap,
    )


def component_lines(run: Run) -> Iterator[str]:
    """How every component of a region went, the largest first."""
    for proof, gap in zip((p for p in run.proofs if p.peak is not None), run.gaps, strict=True):
        peaks = f"{_percent(proof.wish_peak or 0)} -> {_percent(proof.peak or 0)}"
        yield (
            f"  {proof.periods} periods, {len(proof.programmes)} programmes: {peaks}, "
            f"bound {_percent(proof.lower_bound or 0)}, gap {_percent(gap)}"
        )


def row_of(
    name: str,
    question: str,
    size: str,
    runs: Sequence[Run],
    *,
    seconds: float,
    memory: int,
    gap: float,
) -> Row:
    """Put runs together: the largest component for the peaks, all of them for the gaps."""
    gaps = [own for run in runs for own in run.gaps]
    proofs = [p for run in runs for p in run.proofs]
    largest = max((p for p in proofs if p.peak is not None), key=lambda p: p.periods)
    near = max(gap, NEAR)
    found = [run.found_after(near) for run in runs]
    proven = [run.proven_after(near) for run in runs]
    return Row(
        instance=name,
        size=size,
        question=question,
        components=len(proofs),
        wish=largest.wish_peak or 0.0,
        bound=largest.lower_bound or 0.0,
        plan=largest.peak or 0.0,
        worst_gap=max(gaps),
        median_gap=median(gaps),
        found_after=None if None in found else max(found),
        proven_after=None if None in proven else max(proven),
        seconds=seconds,
        memory=memory,
        changes=sum(p.changes for p in proofs),
        changes_bound=sum(p.changes_lower_bound for p in proofs),
    )


def line(row: Row) -> str:
    """A row as the table shows it; a proposal's plan and bound are numbers of changes."""
    cells = [row.instance, row.size, row.question, _percent(row.wish)]
    if row.question == "lowest":
        cells += [_percent(row.bound), _percent(row.plan)]
        cells += [f"{_percent(row.worst_gap)}, {_percent(row.median_gap)}"]
        cells += [_seconds(row.found_after), _seconds(row.proven_after)]
    else:
        cells += [f"{row.changes_bound} changes", f"{row.changes} changes ({_percent(row.plan)})"]
        cells += [str(row.changes - row.changes_bound), "", ""]
    cells += [_seconds(row.seconds), f"{row.memory / 1e6:,.0f} MB"]
    return f"| {' | '.join(cells)} |"


def _percent(fraction: float) -> str:
    return f"{fraction:.2%}"


def _seconds(seconds: float | None) -> str:
    return "not reached" if seconds is None else f"{seconds:.1f} s"


def broken_promises(row: Row) -> list[str]:
    """What a row should be and is not."""
    broken = []
    if row.instance == "voorbeeldregio":
        known = KNOWN[row.question]
        found = (row.changes, row.changes_bound) if row.question == "proposal" else None
        if found is not None and found != known:
            broken.append(f"voorbeeldregio: {found} changes and their bound, not {known}")
        if found is None and not known[0] <= row.bound <= row.plan <= known[1]:
            broken.append(f"voorbeeldregio: {row.bound:.4f} to {row.plan:.4f}, not in {known}")
    memory, seconds = PROMISED.get(row.instance, (float("inf"), float("inf")))
    if row.memory > memory or row.seconds > seconds * 1.05:
        broken.append(f"{row.instance}: {row.memory / 1e9:.1f} GB, {row.seconds:.0f} s")
    return broken


if __name__ == "__main__":
    main()
