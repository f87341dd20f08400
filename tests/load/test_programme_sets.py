"""Peak utilisation against brute force over all programme sets, and against an LP."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.math_opt.python import mathopt

from stageplanner.load import programme_sets
from stageplanner.load.min_cut import KnownSets, shortage_of_day
from stageplanner.load.programme_sets import worst_sets
from tests.properties import examples


def brute_force(demand, places, accredits):
    peak, shortage = 0.0, 0.0
    n = len(demand)
    for size in range(1, n + 1):
        for chosen in combinations(range(n), size):
            asked = sum(demand[i] for i in chosen)
            offered = sum(
                places[k] for k in range(len(places)) if any(accredits[k][i] for i in chosen)
            )
            shortage = max(shortage, asked - offered)
            if asked > 0:
                peak = max(peak, asked / offered if offered else float("inf"))
    return peak, shortage


def by_lp(demand, places, accredits):
    """The smallest factor at which everybody is placed, as a linear programme."""
    model = mathopt.Model()
    factor = model.add_variable(lb=0.0)
    rooms = [[] for _ in places]
    for i, students in enumerate(demand):
        flows = []
        for k, takes in enumerate(accredits):
            if takes[i]:
                flow = model.add_variable(lb=0.0)
                flows.append(flow)
                rooms[k].append(flow)
        model.add_linear_constraint(mathopt.fast_sum(flows) == float(students))
    for k, flows in enumerate(rooms):
        model.add_linear_constraint(mathopt.fast_sum(flows) <= float(places[k]) * factor)
    model.minimize(factor)
    return mathopt.solve(model, mathopt.SolverType.GLOP).objective_value()


@st.composite
def days(draw, most=5):
    n, kinds = draw(st.integers(1, most)), draw(st.integers(1, 5))
    demand = draw(st.lists(st.integers(0, 40), min_size=n, max_size=n))
    places = draw(st.lists(st.integers(0, 30), min_size=kinds, max_size=kinds))
    accredits = draw(
        st.lists(
            st.lists(st.booleans(), min_size=n, max_size=n).filter(any),
            min_size=kinds,
            max_size=kinds,
        )
    )
    return np.array(demand, float), np.array(places, float), np.array(accredits, bool)


@examples(300)
@given(days())
@pytest.mark.parametrize("all_sets_up_to", [12, 0])
def test_that_the_peak_is_that_of_brute_force(all_sets_up_to, day):
    demand, places, accredits = day
    before = programme_sets.ALL_SETS_UP_TO
    programme_sets.ALL_SETS_UP_TO = all_sets_up_to
    try:
        worst = worst_sets(demand[None, :], places[None, :], accredits)
    finally:
        programme_sets.ALL_SETS_UP_TO = before
    peak, shortage = brute_force(demand, places, accredits)
    assert worst.peak[0] == pytest.approx(peak)
    assert worst.shortage[0] == pytest.approx(shortage)
    if 0 < peak < float("inf"):
        chosen = worst.peak_set[0]
        offered = places[accredits[:, chosen].any(axis=1)].sum()
        assert demand[chosen].sum() / offered == pytest.approx(peak)


@pytest.mark.parametrize("seed", range(6))
def test_that_the_peak_is_that_of_an_lp_on_larger_cases(seed):
    random = np.random.default_rng(seed)
    n, kinds = 24, 60
    demand = random.integers(0, 400, n).astype(float)
    places = random.integers(1, 120, kinds).astype(float)
    accredits = random.random((kinds, n)) < 0.12
    accredits[np.arange(kinds), random.integers(0, n, kinds)] = True
    accredits[:n] |= np.eye(n, dtype=bool)
    peak, chosen = KnownSets(demand[None, :], places[None, :], accredits).worst_on(0)
    assert peak == pytest.approx(by_lp(demand, places, accredits), rel=1e-6)
    assert chosen.any()
    placed = demand.sum() - shortage_of_day(demand, places, accredits)
    assert 0 < placed <= demand.sum()


def test_that_students_without_any_place_have_no_finite_peak():
    worst = worst_sets(np.array([[5.0, 1.0]]), np.array([[3.0]]), np.array([[True, False]]))
    assert worst.peak[0] == float("inf")
    assert worst.shortage[0] == pytest.approx(3.0)


def test_that_the_smallest_set_explains():
    demand, places = np.array([[10.0, 5.0]]), np.array([[10.0, 5.0]])
    worst = worst_sets(demand, places, np.array([[True, False], [False, True]]))
    assert worst.peak_set[0].sum() == 1
