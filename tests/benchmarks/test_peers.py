"""The peers of the optimiser: what they answer is true, and what cannot run says so."""

import json
import sys
from dataclasses import asdict, replace
from datetime import timedelta

import numpy as np
import pytest

from stageplanner.benchmark import dataset
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from tests.benchmarks import bench_peers, timefold_peer
from tests.benchmarks.bench_peers import OURS, PeerRow
from tests.benchmarks.peers import cp_sat, mip
from tests.benchmarks.running import Mark

LOWEST, PROPOSAL = dataset.QUESTIONS
needs_timefold = pytest.mark.skipif(
    bool(timefold_peer.missing()), reason=timefold_peer.missing() or "-"
)


@pytest.fixture(scope="module")
def components():
    """The three components of the example region, the largest first."""
    state = dataset.read_instance(dataset.load_shipped("example")[0])
    return build_instances(state)


@pytest.fixture
def asked_anew():
    timefold_peer.missing.cache_clear()
    yield
    timefold_peer.missing.cache_clear()


@pytest.mark.parametrize("peer", [mip, cp_sat])
def test_that_an_exact_peer_proves_what_is_known_of_a_small_component(components, peer):
    pharmacy, dental = components[1:]
    lowest = peer(pharmacy, 20.0)
    assert pharmacy.peak(lowest.choice) == pytest.approx(9 / 13)
    assert lowest.marks[-1].bound == pytest.approx(9 / 13, abs=1e-3)
    fewest = peer(pharmacy, 20.0, target=1.0)
    assert pharmacy.peak(fewest.choice) <= 1.0 + 1e-9
    assert pharmacy.changes(fewest.choice) == fewest.least_changes == 3
    assert peer(dental, 20.0, target=1.0).choice is None  # no plan comes below 112%


def test_that_timefold_is_skipped_with_a_word_where_no_python_is_named(asked_anew, monkeypatch):
    monkeypatch.delenv(timefold_peer.VARIABLE, raising=False)
    row = bench_peers.ask(PeerRow("small", "timefold", LOWEST, 1.0, 1), [])
    assert row.note == f"skipped: {timefold_peer.VARIABLE} names no Python with timefold"
    assert row.note in "".join(bench_peers.lines([row]))


def test_that_timefold_is_skipped_with_a_word_where_the_python_has_none(
    asked_anew, monkeypatch, tmp_path
):
    monkeypatch.setenv(timefold_peer.VARIABLE, sys.executable)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert timefold_peer.missing() == f"skipped: {sys.executable} has no timefold that starts"


def test_that_timefold_is_skipped_with_a_word_where_there_is_no_java(
    asked_anew, monkeypatch, tmp_path
):
    monkeypatch.setenv(timefold_peer.VARIABLE, sys.executable)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert timefold_peer.missing() == "skipped: no Java"


@needs_timefold
@pytest.mark.parametrize("target", [None, 1.0])
def test_that_timefold_answers_in_two_seconds(components, target):
    """On a busy machine Java has hardly started by then, so the wishes are an answer too."""
    pharmacy = components[1]
    answer = timefold_peer.timefold(pharmacy, 2.0, target=target)
    assert pharmacy.is_feasible(answer.choice)
    assert pharmacy.peak(answer.choice) == pytest.approx(answer.marks[-1].peak)
    assert pharmacy.peak(answer.choice) <= pharmacy.start_peak
    assert answer.note.endswith(" moves a second")


@needs_timefold
def test_that_timefold_reaches_a_level_and_counts_as_we_do(components):
    """The score of its last plan, kept up to date move by move, is that of the plan."""
    for instance, level, is_in_reach in ((components[0], 0.8, False), (components[1], 0.9, True)):
        pool, choice = CutPool(instance), instance.wish
        with timefold_peer.Solver(instance, counts_changes=not is_in_reach) as solver:
            for seed in range(10):  # the first only warms Java up
                choice = solver.search(pool, choice, level, seconds=2.0, seed=seed)
                if instance.changes(choice) and (
                    not is_in_reach or solver.score.startswith("0hard/0m")
                ):
                    break
        unit = instance.unit
        room = np.floor(level * pool.capacity * unit + 1e-6)
        above = np.maximum(pool.loads(instance.demand(choice)) * unit - room, 0.0)
        changes = instance.changes(choice)
        assert changes > 0
        assert instance.is_feasible(choice)
        assert is_in_reach == (instance.peak(choice) <= level)
        soft = 0 if is_in_reach else -changes
        assert solver.score == f"0hard/{-round(float(above.sum()))}medium/{soft}soft"


def test_that_a_plan_that_breaks_a_rule_is_no_answer():
    state = bench_peers.state_of("care-40")
    row = PeerRow("care-40", "mip", LOWEST, 1.0, 1)
    period = state.periods[0]
    wish = wish_option(period)
    later = replace(wish, start=wish.start + timedelta(days=1), end=wish.end + timedelta(days=400))
    broken = Plan(placements={period.id: (Placement(option=later, students=period.students),)})
    assert bench_peers.judged(row, state, Plan()).changes == 0
    found = bench_peers.judged(row, state, broken)
    assert found.peak is None and found.note.startswith("breaks rules: ")


def test_that_a_comparison_goes_on_where_it_was(tmp_path, capsys):
    """What the file knows is printed and not measured again; half a line is no row."""
    file = tmp_path / "table.jsonl"
    row = PeerRow(
        "small", OURS, LOWEST, 7.0, 1, 52, 0.9745, 13, 0.97, marks=(Mark(2.0, 0.9745, 0.97),)
    )
    file.write_text('{"instance": "small", "wa', encoding="utf-8")
    bench_peers.append(file, row)
    slow = replace(row, way="annealing", peak=0.975, bound=0.0, marks=(Mark(5.0, 0.975, 0.0),))
    poor = replace(row, way="cp-sat", peak=1.0719, bound=0.0, marks=(Mark(5.0, 1.0719, 0.0),))
    for other in (slow, poor):
        bench_peers.append(file, other)
    assert list(bench_peers.read_rows(file)) == [row, slow, poor]
    assert len(file.read_text("utf-8").splitlines()) == 4
    bench_peers.main(
        [
            f"--table={file}",
            "--instances=small",
            "--questions=lowest",
            "--limit=7",
            "--peers",
            "annealing",
            "cp-sat",
        ]
    )
    ours, near, far = capsys.readouterr().out.splitlines()[3:6]
    assert ours.startswith("| small (52) | StagePlanner | 97.45% | 13 |") and "| 1.0 |" in ours
    assert near.endswith("| 5.0 s | 2.5 |")
    assert far.endswith("| stays 10.0% above | - |")
    assert json.loads(file.read_text("utf-8").splitlines()[1])["marks"] == [asdict(row.marks[0])]


def test_that_a_proposal_is_asked_of_nobody_where_the_target_is_out_of_reach():
    ours = PeerRow("care-40", OURS, PROPOSAL, 1.0, 1, peak=1.14)
    row = bench_peers.ask(PeerRow("care-40", "mip", PROPOSAL, 1.0, 1), [ours])
    assert row.note == "skipped: the target is out of reach"
