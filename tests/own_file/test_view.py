"""One institution's own file: the same peak as the region's, and nobody else's rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.check_plan import check_plan, daily_demand
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.policy import Policy
from stageplanner.domain.state import fingerprint, institutions_of
from stageplanner.load.demand import build_demand, build_grid
from stageplanner.load.measures import measure
from stageplanner.load.shortage_by_niveau import shortage_by_niveau
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from stageplanner.own_file.view import institution_of_file, own_file_view
from stageplanner.problems import StagePlannerError
from tests.builders import SCHOOL, company, period, region, week
from tests.properties import examples
from tests.regions import regions

OTHER = "Biesbos College"


def shared():
    """Two schools on the same days, with places for one of them, and a third programme."""
    return region(
        [
            period("S1", students=8, weeks=2, niveau=4),
            period("S2", students=7, weeks=3, institution=OTHER, niveau=4),
            period("S3", students=3, start=4, institution=OTHER, programme="25656", niveau=3),
            period("S4", students=6, days=None, days_per_week=2, institution="Derde", niveau=None),
        ],
        [
            company(places=10, closed=(DateRange(start=week(1), end=week(1)),)),
            company("100000002", places=3, occupied=1, accredited=("25655", "25656")),
            company("100000003", places=4, accredited=("25655",), available_from=week(1)),
        ],
    )


def peaks(state, plan=None):
    return {
        part.programmes: (part.peak, part.shortage_student_days, part.bottleneck)
        for part in measure(state, plan).components
    }


def compared(state, name, plan=None):
    """Peak and tekort per component, of the region and of one institution's own file."""
    view = own_file_view(state, name).state
    whole, own = measure(state, plan), measure(view, view.plan)
    return (
        {c.programmes: (c.peak, c.shortage_student_days) for c in whole.components},
        {c.programmes: (c.peak, c.shortage_student_days) for c in own.components},
    )


def test_that_the_own_file_has_the_peak_and_tekort_of_the_region():
    for name in (SCHOOL, OTHER, "Derde"):
        whole, own = compared(shared(), name)
        assert own.keys() == whole.keys()
        for programmes, (peak, shortage) in whole.items():
            assert own[programmes] == (pytest.approx(peak), pytest.approx(shortage))


@examples(60)
@given(regions(), st.randoms())
def test_that_in_every_region_the_peak_comes_out_the_same(state, random):
    names = institutions_of(state)
    if len(names) < 2:
        return
    plan = Plan(fingerprint=fingerprint(state))
    state = replace(state, plan=plan)
    whole, own = compared(state, random.choice(names), plan)
    assert sorted(peak for peak, _ in own.values()) == pytest.approx(
        sorted(peak for peak, _ in whole.values())
    )
    assert sum(s for _, s in own.values()) == pytest.approx(sum(s for _, s in whole.values()))


def test_that_the_knelpunt_counts_the_leerbedrijven_behind_a_pool():
    state = shared()
    whole, own = peaks(state), peaks(own_file_view(state, SCHOOL).state)
    for programmes, (_, _, found) in whole.items():
        told = own[programmes][2]
        assert (told.day, told.students, told.places) == (found.day, found.students, found.places)
        assert told.companies == found.companies


def test_that_others_are_there_under_the_plan_of_the_region():
    state = shared()
    moved = replace(state.periods[1], start=week(6), end=week(8) + timedelta(days=4))
    option = next(iter(cases_of(replace(state, periods=(moved,)), WISH_PLAN))).placements
    plan = Plan(placements={"S2": option}, fingerprint=fingerprint(state))
    view = own_file_view(replace(state, plan=plan), SCHOOL).state
    assert view.plan is not None and view.plan.placements == {}
    assert view.plan.fingerprint == fingerprint(view)
    present = {base.monday for base in view.base_load if base.programme == "25655"}
    assert {week(6), week(7), week(8)} <= present


def test_that_only_the_own_rows_and_no_names_are_in_it():
    view = own_file_view(shared(), SCHOOL).state
    assert [p.id for p in view.periods] == ["S1"]
    assert view.deliveries == () and view.agreements == () and view.balances == ()
    told = repr(view)
    for word in (OTHER, "Derde", "S2", "S3", "S4", "Bedrijf", "100000001"):
        assert word not in told


def test_that_openings_of_a_leerbedrijf_are_told_with_the_others_of_its_pool():
    view = own_file_view(shared(), SCHOOL).state
    alike = [pool for pool in view.leerbedrijven if pool.accredited == ("25655",)]
    assert [(p.places, p.multiplicity) for p in alike] == [(10, 1), (4, 1), (14, 2)]
    assert {pool.name for pool in alike} == {"Leerbedrijven 1"}
    assert not any(pool.closed or pool.occupied for pool in view.leerbedrijven)


def test_that_small_counts_are_hidden_where_the_region_says_so():
    state = shared()
    open_counts = {c for b in own_file_view(state, SCHOOL).state.base_load for c in b.students}
    assert 3.0 in open_counts
    hidden = replace(state, ground_rules=GroundRules(masks_small=True))
    bases = own_file_view(hidden, SCHOOL).state.base_load
    counts = {count for base in bases for count in base.students}
    assert not any(0 < count < 5 and count != 2.5 for count in counts)
    assert {b.is_masked for b in bases if b.programme == "25656"} == {True}


def test_that_a_word_of_another_school_becomes_a_number_everywhere():
    state = shared()
    odd = replace(state.periods[2], programme="Zorg Biesbos", programme_name="Zorg van Biesbos")
    companies = (*state.leerbedrijven, company("100000009", accredited=("Zorg Biesbos", "25655")))
    state = replace(state, periods=(*state.periods[:2], odd), leerbedrijven=companies)
    view = own_file_view(state, SCHOOL).state
    assert "Biesbos" not in repr(view)
    assert {b.programme for b in view.base_load} == {"25655", "X1"}
    assert any("X1" in pool.accredited for pool in view.leerbedrijven)
    assert [c.peak for c in measure(view).components] == pytest.approx(
        [c.peak for c in measure(state).components]
    )


def test_that_what_totals_cannot_hide_is_told():
    view = own_file_view(shared(), SCHOOL)
    assert view.only_one_other == ("25656",)
    assert view.single_pools > 0


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: own_file_view(shared(), "Nergens"), "share_unknown_institution"),
        (lambda: own_file_view(region([period()], [company()]), SCHOOL), "share_no_others"),
        (lambda: own_file_view(own_file_view(shared(), SCHOOL).state, SCHOOL), "share_own_view"),
        (lambda: institution_of_file(shared()), "share_whole_region"),
    ],
)
def test_that_no_file_is_made_where_none_can_be(make, code):
    with pytest.raises(StagePlannerError) as error:
        make()
    assert error.value.problem.code == code


# --- the base load in every measure and in the optimiser ------------------------------------


def weighed(state):
    return replace(state, policy=Policy(load_weights={4: 1.5, 3: 0.8}))


def test_that_the_plain_checker_counts_others_as_the_load_does():
    view = weighed(own_file_view(shared(), SCHOOL).state)
    grid = build_grid(view)
    demand = build_demand(view, None, grid)
    days = daily_demand(view, cases_of(view, WISH_PLAN))
    for row, day in enumerate(grid.days):
        for column, programme in enumerate(demand.programmes):
            assert demand.load[row, column] == pytest.approx(days[day][programme])
    assert sum(sum(d.values()) for d in days.values()) == pytest.approx(demand.load.sum())


def test_that_the_tekort_per_niveau_adds_up_with_others():
    view = own_file_view(shared(), OTHER).state
    found = shortage_by_niveau(view)
    assert sum(s.student_days for s in found) == pytest.approx(measure(view).shortage_student_days)


def test_that_an_instance_starts_from_the_load_that_is_measured():
    view = weighed(own_file_view(shared(), SCHOOL).state)
    loads = {c.programmes: c for c in measure(view).components}
    (instance,) = build_instances(view)
    own = loads[instance.programmes]
    assert instance.start_peak == pytest.approx(own.peak)


@pytest.mark.parametrize("target", [1.0, None])
def test_that_an_institution_can_look_for_a_better_plan_in_its_own_file(target):
    view = own_file_view(shared(), SCHOOL).state
    plan = optimise(view, Settings(target=target, time_limit=20, workers=1))
    assert check_plan(view, plan) == ()
    assert measure(view, plan).peak <= measure(view).peak + 1e-9
    assert any(proof.lower_bound is not None for proof in plan.proofs)
