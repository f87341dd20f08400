"""One client of a shared region in a process of its own: it works until its time is over.

Every confirmed verb is written to a log, forced to the disk, before the next one begins: what is
in the log was confirmed. Verbs of a client are numbered and about its own stage periods.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stageplanner.domain.history import Event, now
from stageplanner.domain.plan import Placement, Plan
from stageplanner.problems import StagePlannerError
from stageplanner.store.document import Document
from stageplanner.store.shared.address import read_address
from stageplanner.store.shared.shared_copy import SharedCopy


def verb(start: Document, period: int, students: int, name: str) -> Document:
    """A hand edit: another placement of one stage period, with its event."""
    plan = start.state.plan or Plan()
    of = start.state.periods[period]
    placed = plan.placements.get(of.id) or (Placement(option=_option(of), students=1),)
    new = (replace(placed[0], students=students),)
    plan = replace(plan, placements={**plan.placements, of.id: new})
    event = Event(when=now(), user="x", verb="place", subject=name)
    return replace(start, state=replace(start.state, plan=plan), history=(*start.history, event))


def _option(period: object) -> object:
    from stageplanner.domain.option import wish_option

    return wish_option(period)  # type: ignore[arg-type]


def work(address: str, log: Path, periods: list[int], seconds: float, pause: float) -> None:
    """Do verbs until the time is over; go on after a fault, asking whether the last was done."""
    random.seed(str(log))
    end = time.monotonic() + seconds
    copy: SharedCopy | None = None
    pending: tuple[str, uuid.UUID] | None = None
    number = 0
    with log.open("ab", buffering=0) as out:
        while time.monotonic() < end:
            try:
                if copy is None:
                    copy = SharedCopy.open(read_address(address))
                if pending is not None:
                    if copy.was_written(pending[1]):
                        _confirm(out, pending[0], 0.0)
                    pending = None
                number += 1
                name = f"{log.stem}-{number}"
                pending = (name, uuid.uuid4())
                base = copy.document
                begin = time.perf_counter()
                after = verb(base, random.choice(periods), number, name)
                merged = copy.write(base, after, token=pending[1])
                assert not merged.conflicts
                _confirm(out, name, time.perf_counter() - begin)
                pending = None
            except StagePlannerError:
                with suppress(Exception):
                    if copy is not None:
                        copy.close()
                copy = None
                time.sleep(0.1)
            time.sleep(random.uniform(0, 2 * pause))


def _confirm(out: object, name: str, seconds: float) -> None:
    out.write(json.dumps([name, round(seconds, 5), time.time()]).encode() + b"\n")  # type: ignore[attr-defined]
    os.fsync(out.fileno())  # type: ignore[attr-defined]


if __name__ == "__main__":
    region, file, own, limit, between = sys.argv[1:]
    work(region, Path(file), json.loads(own), float(limit), float(between))
