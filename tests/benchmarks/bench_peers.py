"""The optimiser beside its peers: peak, changes, bound and seconds over ten and more instances.

    python -m tests.benchmarks.bench_peers --table FILE [--limit 300] [--instances ...]

Both questions of the largest component of the public instances and of generated ones: the lowest
peak, and the fewest changes that keep the target where the optimiser finds it in reach. Everyone
runs to its own end or to the limit, one after the other in a process of its own. Every answer is
measured by the plain judge, never by who gave it. FILE, one JSON object a line, keeps what is done:
a run that was broken off goes on where it was. Processor seconds stand beside those of the clock,
which on a busy machine say more about the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from stageplanner.benchmark import dataset
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.problems import Severity
from stageplanner.progress import Progress
from tests.benchmarks import generate, instances, timefold_peer
from tests.benchmarks.peers import PEERS
from tests.benchmarks.running import Log, Mark, apart, first

OURS = "StagePlanner"
TARGET = 1.0
#: A plan this near to the best one that anybody found is as good.
NEAR = 0.005
#: The gap at which a solver that proves something stops.
GAP = 0.001
#: Generated care regions: periods, students, leerbedrijven, institutions; and the seed.
GENERATED = {
    "care-40": (generate.Size(40, 900, 90, 3), 21),
    "care-60": (generate.Size(60, 1_500, 120, 4), 22),
    "care-80": (generate.Size(80, 2_000, 180, 4), 23),
    "care-100": (generate.Size(100, 2_600, 250, 5), 24),
    "care-130": (generate.Size(130, 3_400, 350, 5), 25),
    "care-170": (generate.Size(170, 4_600, 480, 6), 26),
    "care-220": (generate.Size(220, 6_000, 650, 7), 27),
    "care-350": (generate.Size(350, 9_500, 1_100, 9), 28),
}
NAMES = ("small", *GENERATED, "example", "large")


@dataclass(frozen=True, slots=True)
class PeerRow:
    """What one way found for one question of the largest component of an instance.

    ``peak`` and ``changes`` are those of the judge, ``None`` without a plan; ``bound`` and
    ``least_changes`` what the way proved. ``load`` is that of the machine at the end.
    """

    instance: str
    way: str
    question: str
    limit: float
    seed: int
    periods: int = 0
    peak: float | None = None
    changes: int | None = None
    bound: float = 0.0
    least_changes: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    load: float = 0.0
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What was asked of whom."""
        return self.instance, self.way, self.question, self.limit, self.seed


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the file does not know yet, and print the tables of what was asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", type=Path, required=True, metavar="FILE", help="of JSON lines")
    parser.add_argument("--instances", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument(
        "--questions", nargs="+", choices=dataset.QUESTIONS, default=list(dataset.QUESTIONS)
    )
    parser.add_argument("--limit", type=float, default=300.0, help="seconds for each")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    known = {row.key: row for row in read_rows(asked.table)}
    for question in asked.questions:
        print("\n".join(heading(question)), flush=True)
        for name in asked.instances:
            rows: list[PeerRow] = []
            for way in (OURS, *asked.peers):
                row = PeerRow(name, way, question, asked.limit, asked.seed)
                if row.key not in known:
                    found = ask(row, rows)
                    if not found.note.startswith("skipped"):
                        append(asked.table, found)
                    known[row.key] = found
                rows.append(known[row.key])
            print("\n".join(lines(rows)), flush=True)
    cores, load = os.cpu_count(), os.getloadavg()[0]
    print(f"\nPython {sys.version.split()[0]}, {cores} cores, load {load:.1f} at the end")


def compare(
    name: str, folder: Path | None, ways: Sequence[str], limit: float, seed: int
) -> list[PeerRow]:
    """The optimiser and some peers on the lowest peak of one instance."""
    rows: list[PeerRow] = []
    for way in (OURS, *ways):
        rows.append(ask(PeerRow(name, way, dataset.LOWEST, limit, seed), rows, folder))
    return rows


def read_rows(file: Path) -> Iterator[PeerRow]:
    """The rows of a file; a line that was broken off is measured again."""
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        yield PeerRow(**told | {"marks": tuple(Mark(**mark) for mark in told["marks"])})


def append(file: Path, row: PeerRow) -> None:
    """Add a row, on a line of its own even after one that was broken off."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" * (text != "" and not text.endswith("\n")) + json.dumps(asdict(row)) + "\n")


def state_of(name: str, folder: Path | None = None) -> State:
    """The largest component of an instance."""
    if name in GENERATED:
        size, seed = GENERATED[name]
        state = generate.region(size, seed, chambers=generate.SECTORS[:1])
    elif name in dataset.shipped():
        state = dataset.read_instance(dataset.load_shipped(name)[0])
    else:
        state = instances.state_of(name, folder)
    return instances.largest_component(state)


def ask(row: PeerRow, before: Sequence[PeerRow], folder: Path | None = None) -> PeerRow:
    """Ask one way, unless it cannot run or the optimiser found the target out of reach."""
    if row.way == "timefold" and timefold_peer.missing():
        return replace(row, note=timefold_peer.missing())
    if row.question == dataset.PROPOSAL and before:
        peak = before[0].peak
        if peak is None or peak > TARGET + 1e-6:
            return replace(row, note="skipped: the target is out of reach")
    return apart(measure, row, folder)


def measure(row: PeerRow, folder: Path | None = None) -> PeerRow:
    """Ask one way here and now; building the options counts for everyone."""
    state = state_of(row.instance, folder)
    target = TARGET if row.question == dataset.PROPOSAL else None
    begin, cpu = time.monotonic(), _cpu()
    if row.way == OURS:
        log = Log()
        gap = GAP if target is None else 0.0
        settings = Settings(target=target, time_limit=row.limit, gap=gap, seed=row.seed)
        plan = optimise(state, settings, Progress(log))
        (proof,) = plan.proofs
        row = replace(
            row,
            bound=proof.lower_bound or 0.0,
            least_changes=proof.changes_lower_bound,
            marks=tuple(mark for own in log.marks.values() for mark in own),
        )
    else:
        (instance,) = build_instances(state)
        ready = time.monotonic() - begin
        answer = PEERS[row.way](instance, row.limit - ready, row.seed, target)
        marks = [Mark(ready + mark.seconds, mark.peak, mark.bound) for mark in answer.marks]
        row = replace(
            row,
            bound=max((mark.bound for mark in marks), default=0.0),
            least_changes=answer.least_changes,
            marks=tuple(marks),
            note=answer.note,
        )
        plan = (
            None
            if answer.choice is None
            else Plan(
                placements={
                    task.period.id: task.placements(int(option))
                    for task, option in zip(instance.tasks, answer.choice, strict=True)
                    if task.is_change[option]
                }
            )
        )
    return judged(
        replace(
            row,
            periods=len(state.periods),
            seconds=time.monotonic() - begin,
            cpu=_cpu() - cpu,
            load=os.getloadavg()[0],
        ),
        state,
        plan,
    )


def judged(row: PeerRow, state: State, plan: Plan | None) -> PeerRow:
    """The row with what the plain judge says of a plan; one that breaks a rule is none."""
    if plan is None:
        return row
    verdict = dataset.judge(state, plan)
    broken = {p.code for p in verdict.problems if p.severity is Severity.ERROR}
    if broken:
        return replace(row, note=f"breaks rules: {', '.join(sorted(broken))}")
    return replace(row, peak=verdict.peak, changes=verdict.changes)


def _cpu() -> float:
    """Processor seconds of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def heading(question: str) -> tuple[str, str]:
    """The heading of the table of a question."""
    columns = ["instance", "way", "peak", "changes"]
    if question == dataset.LOWEST:
        columns += ["bound", "seconds", "CPU", "to 0.5% of the best plan", "ratio"]
    else:
        columns += ["at least", "seconds", "CPU"]
    return f"\n| {' | '.join([question, *columns[1:]])} |", "|" + "---|" * len(columns)


def lines(rows: Sequence[PeerRow]) -> Iterator[str]:
    """The lines of one instance and question; ratios are to the first row's seconds."""
    best = min((row.peak for row in rows if row.peak is not None), default=0.0)
    fastest = _near(rows[0], best)
    for row in rows:
        name = f"{row.instance} ({row.periods})" if row is rows[0] else ""
        cells = [name, row.way + (f" ({row.note})" if row.note else "")]
        if row.note.startswith("skipped"):
            yield f"| {' | '.join(cells)} |"
            continue
        cells += ["none" if row.peak is None else f"{row.peak:.2%}"]
        cells += ["" if row.changes is None else str(row.changes)]
        if row.question == dataset.LOWEST:
            cells += [f"{row.bound:.2%}" if row.bound else "none"]
        else:
            cells += [str(row.least_changes)]
        cells += [f"{row.seconds:.1f}", f"{row.cpu:.1f}"]
        if row.question == dataset.LOWEST:
            cells += _distance(row, best, fastest)
        yield f"| {' | '.join(cells)} |"


def _near(row: PeerRow, best: float) -> float | None:
    return first(row.marks, lambda mark: mark.peak <= best * (1 + NEAR))


def _distance(row: PeerRow, best: float, fastest: float | None) -> Iterable[str]:
    """When a way came near the best plan, or how far above it stayed."""
    near = _near(row, best)
    if near is not None:
        return f"{near:.1f} s", f"{near / fastest:.1f}" if fastest else "-"
    return (f"stays {row.peak / best - 1:.1%} above" if row.peak and best else "never"), "-"


if __name__ == "__main__":
    main()
