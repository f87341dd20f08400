"""Whose tekort it is, compared with a plain maximum flow day by day."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.check_plan import daily_demand
from stageplanner.domain.checks.max_flow import placed_students
from stageplanner.domain.plan import WISH_PLAN
from stageplanner.domain.policy import Policy
from stageplanner.load.measures import measure
from stageplanner.load.shortage_by_niveau import shortage_by_niveau
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions


def test_that_the_tekort_falls_on_those_who_are_served_last():
    both = [period("S1", students=6, niveau=2), period("S2", students=6, niveau=4)]
    state = region(both, [company(places=8)])
    days = 4 * 4
    shortages = {entry.niveau: entry.student_days for entry in shortage_by_niveau(state)}
    assert shortages == {1: 0.0, 2: 0.0, None: 4 * days}
    state = replace(state, policy=Policy(served_first=(4, 2)))
    shortages = {entry.niveau: entry.student_days for entry in shortage_by_niveau(state)}
    assert shortages == {4: 0.0, 2: 4 * days, None: 0.0}


@st.composite
def levelled(draw):
    state = draw(regions(4))
    periods = tuple(
        replace(p, niveau=draw(st.sampled_from([None, 1, 2, 3]))) for p in state.periods
    )
    first = tuple(draw(st.permutations([1, 2, 3])))[: draw(st.integers(0, 3))]
    return replace(state, periods=periods, policy=Policy(served_first=first))


@examples(60)
@given(levelled())
def test_that_serving_some_first_is_what_a_plain_flow_gives_and_costs_nobody_a_place(state):
    shortages = shortage_by_niveau(state)
    assert sum(entry.student_days for entry in shortages) == pytest.approx(
        measure(state).shortage_student_days
    )
    for count in range(len(state.policy.served_first) + 1):
        niveaus = state.policy.served_first[:count]
        some = tuple(p for p in state.periods if p.niveau in niveaus)
        lacking = 0.0
        part = replace(state, periods=some)
        for day, asked in daily_demand(part, cases_of(part, WISH_PLAN)).items():
            places: dict[frozenset[str], float] = {}
            for one in state.leerbedrijven:
                kind = frozenset(one.accredited)
                places[kind] = places.get(kind, 0.0) + one.free_places(day)
            lacking += sum(asked.values()) - placed_students(asked, places)
        assert sum(entry.student_days for entry in shortages[:count]) == pytest.approx(lacking)
