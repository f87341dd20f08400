"""The same again with a seed and one worker; a stop is heard soon, and the best is kept.

How soon is measured by command: ``pytest -m benchmark tests/optimise/test_repeat.py -s``.
"""

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from stageplanner import planning
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.checks.division import check_division
from stageplanner.domain.plan import Plan
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.result import Settings
from stageplanner.progress import Progress
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files

#: Seconds after which somebody wants to stop, and within which the answer must come, on a quiet
#: machine. At the first moment the options are being listed.
MOMENTS = (0.1, 0.5, 1.1, 2.3, 4.1, 8.0)
SOON = 0.2
#: Seconds that listing the options of the example takes on a quiet machine.
QUIET = 0.28

TWICE = """
import sys
from stageplanner.optimise.result import Settings
from stageplanner import planning
from tests.optimise.test_repeat import small_region
state = small_region()
settings = Settings(target=float(sys.argv[1]) if sys.argv[1] != "lowest" else None,
                    workers=1, seed=int(sys.argv[2]), time_limit=60)
plan = planning.optimise(state, settings)
print(sorted(plan.placements.items()))
print([(p.changes, p.peak, p.lower_bound) for p in plan.proofs])
from dataclasses import replace
planned = replace(state, plan=plan)
first = frozenset(sorted(plan.placements)[:1])
print([r.touched for r in planning.find_repairs(planned, refused=first, workers=1, time_limit=60)])
print([(p.changes, p.peak) for p in planning.frontier(state, 60, workers=1)])
print(planning.robust(planned, samples=40, seed=3))
"""


def example():
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    return project.state


def small_region():
    """The two small components of the example region and one programme of the large one."""
    state = example()
    wanted = {"25699", "25650", "25958"}
    periods = tuple(p for p in state.periods if p.programme in wanted)
    return replace(state, periods=periods)


@pytest.mark.slow
@pytest.mark.parametrize("target", ["1.0", "lowest"])
def test_that_a_seed_and_one_worker_give_the_same_in_another_process(target):
    command = [sys.executable, "-c", TWICE, target, "1"]
    one, other = (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in "ab"
    )
    assert one == other
    assert len(one.splitlines()) == 5


@pytest.fixture(scope="module")
def planned():
    state = example()
    return replace(state, plan=planning.optimise(state, Settings()))


STOPPED = Progress(is_cancelled=lambda: True)
QUESTIONS = {
    "proposal": lambda s, p: planning.optimise(s, Settings(target=0.9), progress=p),
    "lowest": lambda s, p: planning.optimise(s, Settings(target=None), progress=p),
    "frontier": lambda s, p: planning.frontier(s, progress=p),
    "burden": lambda s, p: planning.frontier(s, burden=True, progress=p),
    "repairs": lambda s, p: planning.find_repairs(
        s, refused=frozenset(s.plan.placements), time_limit=60, progress=p
    ),
    "prices": lambda s, p: planning.prices(s, progress=p),
    "robust": lambda s, p: planning.robust(s, samples=5000, progress=p),
    "more robust": lambda s, p: planning.robust_plan(s, more_changes=1, samples=5000, progress=p),
    "divide": lambda s, p: planning.divide(s, progress=p),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_that_a_stop_while_the_options_are_listed_keeps_what_there_is(name):
    state = small_region()
    own = replace(state, plan=Plan(name="by hand"))
    answer = QUESTIONS[name](own, STOPPED)
    if name in ("proposal", "lowest"):
        assert answer is own.plan
        empty = QUESTIONS[name](state, STOPPED)
        assert (empty.placements, empty.proofs) == ({}, ())
    elif name == "more robust":
        assert answer.plan is own.plan
    elif name == "divide":
        seats = sum(one.students for one in (*answer.shares, *answer.unplaced))
        assert seats == sum(period.students for period in state.periods)
        assert check_division(own, own.plan, answer) == ()
    elif name != "robust":
        assert answer == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(target=0.9), Settings(target=None), Settings(max_changes=5)],
    ids=["target", "out of reach", "lowest", "limited"],
)
def test_that_a_stop_at_any_moment_is_answered_within_half_a_second(settings):
    state = example()
    begin = time.monotonic()
    build_instances(state)
    slowness = max(1.0, (time.monotonic() - begin) / QUIET)
    for _ in range(4):
        moment = slowness * random.uniform(0.0, 4.0)
        begin = time.monotonic()
        # As the window does: somebody listens to the plans on the way.
        stopped = Progress(
            lambda _: None, lambda begin=begin, end=moment: time.monotonic() - begin > end
        )
        plan = planning.optimise(state, settings, progress=stopped)
        waited = time.monotonic() - begin - moment
        assert waited < 0.5 * slowness, f"{waited:.2f} s after a stop at {moment:.3f} s"
        assert check_plan(state, plan) == ()


@pytest.mark.benchmark
@pytest.mark.parametrize("name", QUESTIONS)
def test_that_a_stop_is_heard_soon_and_the_best_is_kept(planned, name):
    begin = time.monotonic()
    build_instances(planned)
    slowness = max(1.0, (time.monotonic() - begin) / QUIET)
    for moment in (slowness * moment for moment in MOMENTS):
        begin = time.monotonic()
        asked: list[float] = []

        def is_cancelled(begin=begin, moment=moment, asked=asked):
            if time.monotonic() - begin < moment:
                return False
            asked.append(time.monotonic())
            return True

        answer = QUESTIONS[name](planned, Progress(is_cancelled=is_cancelled))
        ended = time.monotonic()
        waited = ended - (begin + moment) if asked else 0.0
        print(f"{name}: {moment:.1f} s, waited {waited:.3f} s, machine {slowness:.1f} x slower")
        assert waited < SOON * slowness
        if name in ("proposal", "lowest"):
            assert check_plan(planned, answer) == ()
        if name == "repairs":
            assert all(check_plan(planned, one.plan) == () for one in answer)
        if name in ("frontier", "burden"):
            assert all(check_plan(planned, point.plan) == () for point in answer)
