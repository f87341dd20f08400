from dataclasses import replace
from pathlib import Path

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import changed_periods, placements_of
from stageplanner.load.burden import burdens
from stageplanner.load.measures import measure
from stageplanner.optimise.repair.find_repairs import Answers, find_repairs
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region

CARE_ONLY = 223


@pytest.fixture(scope="module")
def planned():
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    return replace(project.state, plan=optimise(project.state, Settings()))


def changed(state, programme=None):
    return [p.id for p in changed_periods(state.plan, state.periods)]


def test_that_nothing_is_touched_when_everybody_agrees(planned):
    (repair,) = find_repairs(planned, Answers(agreed=frozenset(changed(planned))))
    assert repair.touched == ()
    assert repair.plan.placements == planned.plan.placements


def test_that_a_refusal_is_planned_around_with_agreed_periods_untouched(planned):
    ids = changed(planned)
    care = [p.id for p in planned.periods if p.id in ids and p.programme not in ("25699", "25650")]
    refused, agreed = frozenset(care[:1]), frozenset(care[1:])
    repairs = find_repairs(planned, Answers(agreed=agreed, refused=refused), time_limit=20)
    assert 1 <= len(repairs) <= 3
    best = repairs[0]
    periods = {p.id: p for p in planned.periods}
    for name in agreed:
        assert placements_of(best.plan, periods[name]) == placements_of(planned.plan, periods[name])
    for name in refused:
        assert name not in best.plan.placements
    assert not set(best.touched) & (agreed | refused)
    assert len(best.touched) >= best.touched_lower_bound
    care_peak = measure(planned, best.plan).components[0].peak
    assert care_peak <= 1.0 + 1e-9
    assert check_plan(planned, replace(best.plan, proofs=())) == ()


def test_that_repairs_touch_different_groups():
    busy = [
        period(name, students=6, weeks=2, latest=5, allowed_forms=(Form.BLOK,))
        for name in ("S1", "S2", "S3")
    ]
    state = region(busy, [company(places=12)])
    state = replace(state, plan=optimise(state, Settings()))
    (moved,) = changed(state)
    repairs = find_repairs(state, Answers(refused=frozenset([moved])))
    assert len(repairs) == 2
    assert len({repair.touched for repair in repairs}) == 2
    assert all(len(repair.touched) == 1 and repair.reaches_target for repair in repairs)
    assert all(repair.touched_lower_bound == 1 for repair in repairs)


def test_that_a_counter_proposal_counts_as_it_is():
    both = [
        period(name, students=10, weeks=2, latest=5, allowed_forms=(Form.BLOK,))
        for name in ("S1", "S2")
    ]
    state = region(both, [company(places=10)])
    state = replace(state, plan=optimise(state, Settings()))
    (moved,) = changed(state)
    other = next(p for p in both if p.id != moved)
    counter = placements_of(state.plan, other)[0].option
    (repair, *_) = find_repairs(state, Answers(counters={moved: counter}))
    assert repair.touched == (other.id,)


def test_that_what_cannot_be_mended_is_brought_as_low_as_it_goes():
    both = [period(name, students=10, weeks=2, latest=5) for name in ("S1", "S2")]
    state = region(both, [company(places=10)])
    state = replace(state, plan=optimise(state, Settings()))
    answers = Answers(refused=frozenset(["S1", "S2"]))
    (repair,) = find_repairs(state, answers)
    assert not repair.reaches_target
    assert repair.peak == pytest.approx(2.0)


def test_that_the_burden_adds_up(planned):
    found = burdens(planned, planned.plan)
    assert sum(b.changes for b in found) == len(changed(planned))
    assert sum(b.share for b in found) == pytest.approx(1.0)
