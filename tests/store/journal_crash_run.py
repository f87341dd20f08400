"""Kill a window with SIGKILL while it edits and saves, and look whether anything was lost.

As a script: ``python -m tests.store.journal_crash_run 200`` kills it 200 times and prints what was
found. A window makes edits, each with an event in the history; after the journal has it, the window
says the number of the edit aloud: confirmed. Every few edits it saves. After the kill the
project is opened as the app would; every confirmed edit must be there.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from stageplanner.store.document import Document
from stageplanner.store.file.save_load import load_with_content, save
from stageplanner.store.file_lock import FileLock
from stageplanner.store.recovery.journal import Journal, find_unsaved
from tests import process_killer
from tests.store.document_strategies import document, event, names, period

#: A random moment is so many confirmed edits after the beginning, and so many seconds after that.
MOST_HEARD, MOST_WAIT = 12, 0.1


def edit(before: Document, number: int) -> Document:
    """One verb: change a stage period, and write it into the history."""
    periods = list(before.state.periods)
    place = number % len(periods)
    periods[place] = period(place, students=number)
    return replace(
        before,
        state=replace(before.state, periods=tuple(periods)),
        history=(*before.history, event(number)),
    )


def reopen(path: Path, folder: Path) -> tuple[Document, Journal]:
    """Open a project as the app does, unsaved work of a crash included."""
    opened, content = load_with_content(path)
    unsaved = find_unsaved(path, opened, folder=folder)
    journal = Journal(path, opened, content, folder=folder)
    if unsaved is None:
        return opened, journal
    assert journal.take_over(unsaved) is None
    return unsaved.document, journal


def work(path: Path, folder: Path, confirmed: int, edits: int) -> None:
    """A window at work, until it is killed or has done so many edits."""
    with FileLock.take(path, folder=folder) as lock:
        assert lock.is_ours, lock.holder
        current, journal = reopen(path, folder)
        for _ in range(edits):
            number = len(current.history) + 1
            current = edit(current, number)
            assert journal.record(current) is None
            os.write(confirmed, b"%d\n" % number)
            if number % 4 == 0:
                content = save(path, current)
                journal.close()
                journal = Journal(path, current, content, folder=folder)
        save(path, current)
        journal.close()


@dataclass
class Findings(process_killer.Findings):
    """What a number of kills led to, and how often a save was broken off."""

    halfway_saves: int = 0


def one_round(
    path: Path,
    folder: Path,
    found: Findings,
    *,
    step: int | None,
    wait: float = 0.0,
    after: int = 0,
) -> bool:
    """Let a window work, kill it, and open the project again; tells whether it was killed."""
    edits = 9 if step is not None else 10_000
    confirmed, is_killed = process_killer.kill_while(
        lambda to: work(path, folder, to, edits), found, step=step, wait=wait, after=after
    )
    heard = [int(line) for line in confirmed]
    found.halfway_saves += len(names(path.parent)) > 1
    try:
        opened, _ = load_with_content(path)
    except Exception:
        found.unreadable += 1
        raise
    unsaved = find_unsaved(path, opened, folder=folder)
    found.from_journal += unsaved is not None
    current = opened if unsaved is None else unsaved.document
    if current.history != tuple(event(n) for n in range(1, len(current.history) + 1)):
        found.lost += 1
    if heard and len(current.history) < heard[-1]:
        found.lost += heard[-1] - len(current.history)
    for number, one in enumerate(current.history, start=1):
        if number > len(current.history) - len(current.state.periods):
            place = number % len(current.state.periods)
            found.lost += current.state.periods[place].students != number
            assert one == event(number)
    return is_killed


def start(folder: Path, size: int) -> tuple[Path, Path]:
    """A project of so many stage periods and leerbedrijven, and a state folder elsewhere."""
    path = folder / "map" / "regio.stageplan"
    path.parent.mkdir()
    fresh = document(periods=size, leerbedrijven=size, events=0)
    save(path, fresh)
    return path, folder / "state"


def kill_at_random(folder: Path, rounds: int) -> Findings:
    """Kill the window at random moments; each round goes on where the last one broke off."""
    path, state = start(folder, 300)
    found = Findings()
    chance = random.Random(5)
    for _ in range(rounds):
        after, wait = chance.randrange(MOST_HEARD), chance.uniform(0.0, MOST_WAIT)
        one_round(path, state, found, step=None, wait=wait, after=after)
    current, journal = reopen(path, state)
    save(path, current)
    journal.close()
    assert names(path.parent) == [path.name], names(path.parent)
    assert names(state / "unsaved") == []
    return found


def kill_at_every_step(folder: Path, first: int = 1, stride: int = 1) -> Findings:
    """Kill the window before each single call of the system that nine edits and two saves make."""
    path, state = start(folder, 30)  # every kind of call is made, however small the file
    found = Findings()
    step = first
    while one_round(path, state, found, step=step):
        step += stride
    return found


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        print("at random moments:", kill_at_random(Path(place), count))
    with tempfile.TemporaryDirectory() as place:
        print("before every system call:", kill_at_every_step(Path(place)))
