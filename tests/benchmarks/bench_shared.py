"""A shared region: opening it, many clients at once, a country on one server, and kills.

    python -m tests.benchmarks.bench_shared open verbs follow country kills

Each part runs on a PostgreSQL of its own on this machine, with clients as processes, and prints
what it measured beside its limit. ``--seconds`` and ``--kills`` make it shorter.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from stageplanner.domain.state import State
from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load, save
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.shared_copy import SharedCopy
from tests.benchmarks import generate
from tests.postgres import ADMIN, Server

CLIENTS = 20
#: Seconds between the verbs of a client, on average.
PAUSE = 1.0
RUNS = 5


@contextmanager
def register(**settings: str) -> Iterator[tuple[Server, RegionAddress]]:
    """A server with our schema and no regions."""
    server = Server().start(**settings)
    os.environ["PGPASSWORD"] = server.password
    address = RegionAddress(
        host="127.0.0.1", port=server.port, database=server.new_database(), user=ADMIN
    )
    try:
        with Administration(address) as administration:
            administration.upgrade(is_new=True)
        yield server, address
    finally:
        server.stop()


def publish(address: RegionAddress, state: State) -> RegionAddress:
    """Put a region on the server."""
    with Administration(address) as administration:
        administration.publish(Document(state=state))
    return address


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def bench_open() -> None:
    """Opening grote-regio from the server, beside opening its file."""
    state = generate.region(generate.LARGE, seed=1)
    with register() as (_, address), tempfile.TemporaryDirectory() as folder:
        region = publish(replace(address, region="Groot"), state)
        path = Path(folder) / "groot.stageplan"
        save(path, Document(state=state))
        load(path), SharedCopy.open(region).close()
        file = median(lambda: load(path))
        server = median(lambda: SharedCopy.open(region).close())
    print(
        f"opening {len(state.periods)} stage periods and {len(state.leerbedrijven)} leerbedrijven:"
        f" file {file:.3f} s, server {server:.3f} s ({server / file:.2f}x; limits 1.5 s and 2x)"
    )


@dataclass(frozen=True, slots=True)
class Work:
    """What clients do: each hand edits stage periods of its own until the time is over."""

    region: RegionAddress
    folder: Path
    clients: int
    periods: int
    seconds: float
    pause: float

    def start(self, k: int) -> subprocess.Popen[bytes]:
        """Start one client, which logs what was confirmed."""
        mine = list(range(k, self.periods, self.clients))
        log = self.folder / f"{k}-{time.time_ns()}.log"
        given = (str(self.region), log, json.dumps(mine), str(self.seconds), str(self.pause))
        return subprocess.Popen([sys.executable, "-m", "tests.shared_client", *given])

    def started(self) -> list[subprocess.Popen[bytes]]:
        """Start all of them."""
        return [self.start(k) for k in range(self.clients)]


def confirmed(folder: Path) -> dict[str, list[tuple[str, float, float]]]:
    """What every client was told is done, in its order: name, seconds it took, and the moment."""
    return {
        log.stem: [
            tuple(json.loads(line)) for line in log.read_bytes().split(b"\n") if line[-1:] == b"]"
        ]
        for log in folder.glob("*.log")
    }


def judge(region: RegionAddress, folder: Path) -> tuple[int, int, int]:
    """Count verbs that were confirmed, those missing or twice, and those out of order."""
    copy = SharedCopy.open(region)
    done = [event.subject for event in copy.document.history]
    copy.close()
    places = {name: k for k, name in enumerate(done)}
    logs = confirmed(folder)
    names = [name for log in logs.values() for name, _, _ in log]
    times = Counter(done)
    missing = sum(times[name] != 1 for name in names)
    disorder = sum(
        places.get(one, -1) > places.get(two, -1)
        for log in logs.values()
        for (one, *_), (two, *_) in pairwise(log)
    )
    return len(names), missing, disorder


def bench_verbs(seconds: float) -> None:
    """Twenty clients at work at once."""
    state = generate.region(generate.LARGE, seed=1)
    with register(fsync="on") as (_, address), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        region = publish(replace(address, region="Groot"), state)
        work = Work(region, folder, CLIENTS, len(state.periods), seconds + 20, PAUSE)
        for process in work.started():
            process.wait(seconds + 200)
        logs = confirmed(folder).values()
        # Starting twenty programs at once on two cores is not what is measured.
        begin = max(log[0][2] for log in logs)
        times = sorted(s for log in logs for _, s, moment in log if moment > begin)
        count, missing, disorder = judge(region, folder)
    print(
        f"{CLIENTS} clients, {seconds:.0f} s: {count} verbs confirmed; {len(times)} with all of"
        f" them at work: median"
        f" {1000 * statistics.median(times):.0f} ms, 95th percentile"
        f" {1000 * times[int(0.95 * len(times))]:.0f} ms (limits 50 and 150);"
        f" {missing} missing or twice, {disorder} out of order"
    )


def bench_country() -> None:
    """Thirty-five regions with the stage periods of the country on one server."""
    with register() as (server, address):
        begin = time.perf_counter()
        total = 0
        for number in range(35):
            size = generate.Size(400, 13_000, 1_500, 6)
            state = generate.region(size, seed=number + 1)
            total += len(state.periods)
            publish(replace(address, region=f"Regio {number + 1:02d}"), state)
        published = time.perf_counter() - begin
        last = replace(address, region="Regio 35")
        opened = median(lambda: SharedCopy.open(last).close())
        with server.connect(database=address.database) as admin:
            query = f"SELECT pg_database_size('{address.database}') / 1e6"
            size_mb = admin.execute(query.encode()).fetchone()
    print(
        f"35 regions with {total} stage periods: published in {published:.0f} s, opening one"
        f" {opened:.3f} s, {float(size_mb[0]) if size_mb else 0:.0f} MB"
    )


def bench_kills(kills: int) -> None:
    """Clients and the server are killed at random; what was confirmed must be there."""
    state = generate.region(generate.Size(200, 5_000, 400, 6), seed=1)
    random.seed(1)
    with register(fsync="on") as (server, address), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        region = publish(replace(address, region="Groot"), state)
        work = Work(region, folder, 6, len(state.periods), 1e6, 0.02)
        running = work.started()
        try:
            time.sleep(3)
            of_server = _kill_at_random(kills, server, work, running)
            time.sleep(4)
        finally:
            for process in running:
                process.kill()
                process.wait()
        verbs, missing, disorder = judge(region, folder)
    print(
        f"{kills} kills ({of_server} of the server): {verbs} verbs confirmed,"
        f" {missing} lost or twice, {disorder} out of order"
    )


def _kill_at_random(
    kills: int, server: Server, work: Work, running: list[subprocess.Popen[bytes]]
) -> int:
    """Kill clients, and every eighth time the server; return how often the server."""
    of_server = 0
    for kill in range(kills):
        time.sleep(random.uniform(0.05, 0.6))
        if kill % 8 == 7:
            of_server += 1
            server.kill()
            time.sleep(random.uniform(0, 0.3))
            server.start(fsync="on")
        else:
            k = random.randrange(work.clients)
            running[k].send_signal(signal.SIGKILL)
            running[k].wait()
            running[k] = work.start(k)
    return of_server


def main() -> None:
    """Run the parts that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ("open", "verbs", "country", "kills")
    parser.add_argument("parts", nargs="+", choices=parts)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    if "open" in asked.parts:
        bench_open()
    if "verbs" in asked.parts:
        bench_verbs(asked.seconds)
    if "country" in asked.parts:
        bench_country()
    if "kills" in asked.parts:
        bench_kills(asked.kills)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
