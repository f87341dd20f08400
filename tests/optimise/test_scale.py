"""Larger regions than the other tests have: the generator, and components of many programmes."""

from dataclasses import replace

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.load.measures import measure
from stageplanner.load.programme_sets import ALL_SETS_UP_TO
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from tests.benchmarks import generate
from tests.benchmarks.sectors import CARE, REGIONS, SECTORS

SMALL = generate.Size(periods=150, students=2_000, leerbedrijven=400, institutions=4)


@pytest.fixture(scope="module")
def care():
    return generate.region(SMALL, seed=5, chambers=SECTORS[:1])


def test_that_a_seed_always_gives_the_same_region_of_exactly_that_size(care):
    assert care == generate.region(SMALL, seed=5, chambers=SECTORS[:1])
    assert care != generate.region(SMALL, seed=6, chambers=SECTORS[:1])
    assert len(care.periods) == SMALL.periods
    assert sum(period.students for period in care.periods) == SMALL.students
    assert len(care.leerbedrijven) == SMALL.leerbedrijven


def test_that_the_regions_of_the_country_add_up():
    sizes = [generate.size_of_region(name) for name in REGIONS]
    assert len(sizes) == 35
    assert sum(size.periods for size in sizes) == 14_000
    assert sum(size.students for size in sizes) == 467_000
    assert sum(size.leerbedrijven for size in sizes) == 247_000
    assert sum(size.institutions for size in sizes) == 57


def test_that_the_generated_wishes_collide_and_break_no_rule(care):
    assert not check_plan(care, None)
    assert measure(care).peak > 1.05


@pytest.mark.slow
def test_that_a_component_of_many_programmes_is_solved_within_its_bound(care):
    largest = build_instances(care)[0]
    assert len(largest.programmes) == len(CARE) > ALL_SETS_UP_TO
    plan = optimise(care, Settings(target=None, time_limit=10.0, gap=0.02))
    assert not check_plan(replace(care, plan=plan), plan)
    for proof in plan.proofs:
        assert proof.lower_bound <= proof.peak + 1e-6
        assert proof.peak < proof.wish_peak
    peaks = {load.programmes: load.peak for load in measure(care, plan).components}
    assert all(abs(peaks[proof.programmes] - proof.peak) < 1e-6 for proof in plan.proofs)
