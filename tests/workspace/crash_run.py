"""Kill a window with SIGKILL while it works through Project, and look whether anything was lost.

As a script: ``python -m tests.workspace.crash_run 200`` kills it 200 times and prints what was
found. The
window opens the file as the app does, takes unsaved work over, edits (by hand, rules, scenarios,
undo and redo), saves every few edits and keeps being killed. After every verb it says aloud how
long the history is and what everything together looks like: that is confirmed. Opened again,
the project must hold at least what was last confirmed, and exactly that where nothing followed.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from stageplanner.domain.history import Event
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.policy import Policy
from stageplanner.problems import Problem
from stageplanner.project import Project
from stageplanner.store.document import Document
from stageplanner.workspace.file_guard import unsaved_work
from stageplanner.workspace.undo_stack import Snapshot
from tests import process_killer
from tests.builders import company, period, region

GROUPS = 40
#: A random moment is so many confirmed edits after the beginning, and so many seconds after that.
MOST_HEARD, MOST_WAIT = 12, 0.2


def start(folder: Path) -> Path:
    """A project of some stage periods in a folder of its own."""
    path = folder / "map" / "regio.stageplan"
    path.parent.mkdir()
    groups = [period(f"S{number}", group=f"G{number}") for number in range(GROUPS)]
    Project(region(groups, [company(places=12)]), path).save()
    return path


def digest(project: Project, history: tuple[Event, ...]) -> str:
    """A short name for everything in a project."""
    return _digest(project.content, history)


def _digest(content: Snapshot, history: tuple[Event, ...]) -> str:
    # Several edits in one line of the journal come back equal, with the placements in another
    # order; that is no loss.
    plan, plans = content.state.plan, tuple(map(_ordered, content.plans))
    state = replace(content.state, plan=None if plan is None else _ordered(plan))
    content = replace(content, state=state, plans=plans)
    return hashlib.sha256(repr((content, history)).encode()).hexdigest()[:16]


def _ordered(plan: Plan) -> Plan:
    return replace(
        plan,
        placements=dict(sorted(plan.placements.items())),
        reasons=dict(sorted(plan.reasons.items())),
    )


def edit(project: Project, chance: random.Random) -> None:
    """One verb, any."""
    names = [plan.name for plan in project.plans]
    number = chance.randrange(GROUPS)
    verbs = [
        lambda: project.place(f"S{number}", _later(chance)),
        lambda: project.set_policy(Policy(target=chance.random())),
        project.undo,
        project.redo,
    ]
    if project.state.plan is not None:
        verbs.append(lambda: project.save_scenario(f"plan {chance.randrange(4)}"))
        verbs.append(lambda: project.adopt_plan(None, "wish"))
    if names:
        verbs.append(lambda: project.adopt_scenario(chance.choice(names)))
        verbs.append(lambda: project.delete_scenario(chance.choice(names)))
    chance.choice(verbs)()


def _later(chance: random.Random) -> tuple[Placement, ...]:
    wish = wish_option(period("S", start=chance.randrange(8)))
    return (Placement(option=wish, students=10),)


def work(path: Path, confirmed: int, seed: int, edits: int, *, in_thread: bool = False) -> None:
    """A window at work, until it is killed or has done so many edits.

    With its journal written beside it, as in the app, it says aloud what has been confirmed
    there, and works on in the meantime.
    """
    chance = random.Random(seed)
    project = Project.open(path, guarded=True)
    assert project.read_only is None, project.read_only
    project.take_over_unsaved()
    if in_thread:
        _confirm_in_thread(project, confirmed)
    for number in range(edits):
        edit(project, chance)
        assert project.warning is None, project.warning
        if not in_thread:
            os.write(
                confirmed, f"{len(project.history)} {digest(project, project.history)}\n".encode()
            )
        if number % 5 == 4:
            project.save()
    project.save()
    project.close()


def _confirm_in_thread(project: Project, confirmed: int) -> None:
    """Say what was confirmed as soon as it is, from the thread that writes the journal."""
    guard = project._guard
    assert guard is not None

    def confirm(document: Document, warning: Problem | None) -> None:
        assert warning is None, warning
        content = project._content_of(document)
        name = _digest(content, document.history)
        os.write(confirmed, f"{len(document.history)} {name}\n".encode())

    guard.write_in_thread(confirm)


@dataclass
class Findings(process_killer.Findings):
    """What a number of kills led to; ``last`` is how long the history was before the next."""

    last: int = 0


def one_round(
    path: Path,
    found: Findings,
    seed: int,
    *,
    step: int | None,
    wait: float = 0.0,
    after: int = 0,
    in_thread: bool = False,
) -> bool:
    """Let a window work, kill it, open the project again; tells whether it was killed."""
    edits = 11 if step is not None else 100_000
    confirmed, is_killed = process_killer.kill_while(
        lambda to: work(path, to, seed, edits, in_thread=in_thread),
        found,
        step=step,
        wait=wait,
        after=after,
    )
    _judge(path, found, [line.split() for line in confirmed], in_thread=in_thread)
    return is_killed


def _judge(path: Path, found: Findings, heard: list[list[str]], *, in_thread: bool = False) -> None:
    """Open the project as the app would; everything confirmed must be there."""
    try:
        project = Project.open(path, guarded=True)
    except Exception:
        found.unreadable += 1
        raise
    waiting = project.unsaved
    history = project.history if waiting is None else waiting.document.history
    found.from_journal += waiting is not None
    found.lost += max(0, found.last - len(history))
    project.take_over_unsaved()
    if heard:
        count, seen = int(heard[-1][0]), heard[-1][1]
        found.lost += max(0, count - len(history))
        found.lost += count == len(history) and digest(project, history) != seen
        # At most the one verb that was under way may have come after what was heard last;
        # beside a window more can have been on its way.
        found.lost += not in_thread and len(history) > count + 1
    found.last = len(project.history)
    _let_go(project)


def _let_go(project: Project) -> None:
    """Leave a project as a crash does: the lock goes, the journal stays."""
    guard = project._guard
    assert guard is not None
    if guard._journal is not None and guard._journal._handle is not None:
        os.close(guard._journal._handle)
    if guard._lock is not None:
        guard._lock.release()


def kill_at_random(folder: Path, rounds: int, *, in_thread: bool = False) -> Findings:
    """Kill the window at random moments; each round goes on where the last one broke off."""
    path = start(folder)
    found = Findings()
    chance = random.Random(7)
    for number in range(rounds):
        after, wait = chance.randrange(MOST_HEARD), chance.uniform(0.0, MOST_WAIT)
        one_round(path, found, number, step=None, wait=wait, after=after, in_thread=in_thread)
    project = Project.open(path, guarded=True)
    project.take_over_unsaved()
    project.save()
    project.close()
    assert unsaved_work() == ()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    return found


def kill_at_every_step(folder: Path, stride: int = 1) -> Findings:
    """Kill the window before each single call of the system of eleven edits and three saves."""
    path = start(folder)
    found = Findings()
    step = 1
    while one_round(path, found, step, step=step):
        step += stride
    return found


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = str(Path(place) / "state")
        print("at random moments:", kill_at_random(Path(place), count))
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = str(Path(place) / "state")
        found = kill_at_random(Path(place), count, in_thread=True)
        print("at random moments, the journal written beside the window:", found)
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = str(Path(place) / "state")
        print("before every system call:", kill_at_every_step(Path(place), 3))
