"""Branch and cut in a process of its own: the same answers, cancelled at once, never left alone."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from hypothesis import HealthCheck, assume, given
from ortools.sat.python import cp_model

from stageplanner.benchmark import dataset
from stageplanner.optimise.changes import cheapest_changes
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.instance import mip_process
from stageplanner.optimise.instance.branch_and_cut import branch_and_cut, mip_of
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cp_model import build_model, changes, peak_at_most
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.progress import Progress
from tests.properties import examples
from tests.regions import regions


@pytest.fixture(scope="module")
def large():
    content, _ = dataset.load_shipped("large")
    return build_instances(dataset.read_instance(content))[0]


@pytest.fixture
def always(monkeypatch):
    """Ask HiGHS however few options there are."""
    monkeypatch.setattr(cheapest_changes, "FEW_OPTIONS", 0)


def model_at(instance, level):
    """Minimise the changes with the cuts that the wishes are near to violating."""
    pool = CutPool(instance)
    model = build_model(instance)
    near = pool.loads(instance.demand(instance.wish)) > 0.8 * pool.capacity
    peak_at_most(model, pool, level, near)
    model.cp.minimize(changes(model))
    return model


@pytest.mark.slow
@examples(30, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)
@given(regions(5))
def test_that_both_solvers_keep_the_same_rules(state):
    """Orders, gaps and limits included: the optimum of one is that of the other."""
    for instance in build_instances(state):
        assume(instance.free)
        for level in (1.2, 0.9, 0.6):
            model = model_at(instance, level)
            solver = TimeBudget(20, workers=1).new_solver()
            status = solver.solve(model.cp)
            solved = branch_and_cut(model, TimeBudget(20), nodes=10_000)
            assert solved.is_impossible == (status == cp_model.INFEASIBLE)
            if not solved.is_impossible:
                assert solved.is_optimal
                assert solved.objective == solved.at_least == solver.objective_value
                assert instance.changes(solved.choice) == solved.objective
                assert instance.is_feasible(solved.choice)


@pytest.mark.slow
@examples(30, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)
@given(regions(5))
def test_that_the_fewest_changes_are_those_of_the_other_solver(always, state):
    for instance in build_instances(state):
        for level in (1.0, 0.8):
            by_highs = fewest_changes(instance, CutPool(instance), level, TimeBudget(20))
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(cheapest_changes, "FEW_OPTIONS", 10**9)
                by_cp_sat = fewest_changes(instance, CutPool(instance), level, TimeBudget(20))
            assert by_highs.is_impossible == by_cp_sat.is_impossible
            if not by_highs.is_impossible:
                assert by_highs.at_least <= by_highs.changes == by_cp_sat.changes


def test_that_a_rule_that_is_not_linear_is_refused():
    cp = cp_model.CpModel()
    cp.add_max_equality(cp.new_int_var(0, 3, ""), [cp.new_int_var(0, 3, "")])
    with pytest.raises(ValueError, match="linear"):
        mip_of(cp)


def test_that_98_changes_of_large_are_proven_fewest(large):
    found = fewest_changes(large, CutPool(large), 1.0, TimeBudget(100))
    assert (found.changes, found.at_least) == (98, 98)
    assert large.peak(found.choice) <= 1 + 1e-9


@pytest.mark.parametrize("after", [0.0, 0.3, 1.0, 6.0])
def test_that_cancel_is_answered_at_once(large, after):
    """Before, while its process starts, and in the middle of a search that takes minutes."""
    cancelled = threading.Event()
    budget = TimeBudget(100, Progress(is_cancelled=cancelled.is_set))
    at: list[float] = []

    def cancel():
        sleep(after)
        at.append(monotonic())
        cancelled.set()

    model = model_at(large, 0.95)
    mip_process._stop_waiting()
    thread = threading.Thread(target=cancel)
    thread.start()
    with suppress(Stopped):
        assert branch_and_cut(model, budget, nodes=10**6).choice is None
    assert monotonic() - at[0] < 0.5
    thread.join()
    assert not mip_process._waiting


def test_that_a_process_that_dies_leaves_the_question_to_the_other_solver(large, monkeypatch):
    monkeypatch.setattr(mip_process.Worker, "ask", lambda *_: None)
    model = build_model(large)
    model.cp.minimize(changes(model))
    solved = branch_and_cut(model, TimeBudget(20), nodes=10)
    assert solved.is_optimal
    assert solved.objective == 0


def test_that_the_process_ends_with_the_one_that_asks(tmp_path):
    """Killed without a word in the middle of a search, it leaves nothing behind."""
    script = tmp_path / "asks.py"
    script.write_text(
        "import threading, time\n"
        "from stageplanner.benchmark import dataset\n"
        "from stageplanner.optimise.instance import mip_process\n"
        "from stageplanner.optimise.instance.branch_and_cut import branch_and_cut\n"
        "from stageplanner.optimise.instance.build_instances import build_instances\n"
        "from stageplanner.optimise.time_budget import Stopped, TimeBudget\n"
        "from tests.optimise.test_branch_and_cut import model_at\n"
        "large = build_instances(dataset.read_instance(dataset.load_shipped('large')[0]))[0]\n"
        "worker = mip_process.Worker()\n"
        "mip_process._waiting.append(worker)\n"
        "print(worker._process.pid, flush=True)\n"
        "branch_and_cut(model_at(large, 0.95), TimeBudget(100), nodes=10**6)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    ) as asks:
        child = int(asks.stdout.readline())
        sleep(6)
        assert is_alive(child)
        asks.kill()
    until = monotonic() + 5
    while is_alive(child) and monotonic() < until:
        sleep(0.05)
    assert not is_alive(child)


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text("utf-8").split()[2] != "Z"
