"""Putting one component of a plan into another plan."""

from dataclasses import replace

from stageplanner.domain.plan import Placement, Plan, Proof, Status, with_component
from stageplanner.domain.state import fingerprint
from tests.ui.builders import small_state

STATE = small_state()
CARE, DENTAL = ("25655", "25656"), ("25699",)


def proof(programmes, bound):
    return Proof(
        programmes=programmes,
        periods=1,
        wish_peak=1.2,
        peak=1.0,
        lower_bound=bound,
        target=1.0,
        changes=1,
        changes_lower_bound=1,
        status=Status.PROVEN,
    )


def moved(*numbers, bounds=(0.8, 0.6), print_="data"):
    """A plan that names these periods, with proofs of both components."""
    from stageplanner.domain.option import wish_option

    chosen = [STATE.periods[number] for number in numbers]
    return Plan(
        placements={
            p.id: (Placement(option=replace(wish_option(p), days_per_week=3), students=p.students),)
            for p in chosen
        },
        reasons={p.id: f"because of {p.id}" for p in chosen},
        proofs=tuple(
            proof(part, bound) for part, bound in zip((CARE, DENTAL), bounds, strict=True)
        ),
        fingerprint=print_,
    )


def test_that_the_component_is_the_other_plans_and_the_rest_its_own():
    found = with_component(moved(0, 3), moved(1, 3), STATE.periods, CARE)
    assert set(found.placements) == {"P1", "P3"}
    assert set(found.reasons) == {"P1", "P3"}
    assert {p.programmes for p in found.proofs} == {CARE, DENTAL}


def test_that_a_bound_of_the_same_data_is_kept_and_one_of_other_data_not():
    part = moved(1, bounds=(0.0, 0.0))
    bounds = {p.programmes: p.lower_bound for p in _into(moved(0), part).proofs}
    assert bounds == {CARE: 0.8, DENTAL: 0.6}
    bounds = {p.programmes: p.lower_bound for p in _into(moved(0, print_="old"), part).proofs}
    assert bounds[CARE] == 0.0


def test_that_a_plan_of_older_data_stays_outdated():
    assert _into(moved(0, print_="old"), moved(1)).fingerprint == "old"
    assert _into(Plan(name="wish"), moved(1)).fingerprint == "data"


def _into(plan, part):
    return with_component(plan, part, STATE.periods, CARE)


def test_that_a_fingerprint_follows_every_row_and_not_the_plan():
    plain = fingerprint(STATE)
    assert fingerprint(replace(STATE, periods=(*STATE.periods,))) == plain
    assert fingerprint(replace(STATE, plan=Plan())) == plain
    first, *rest = STATE.periods
    others = set()
    # Lists that come and go may lie in the same place of memory.
    for number in range(1, 20):
        periods = (replace(first, students=100 + number), *rest)
        others.add(fingerprint(replace(STATE, periods=periods)))
    assert len(others | {plain}) == 20
    assert fingerprint(STATE) == plain
