"""The heat map's numbers: even levels per programme, and their highest per week."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.calendar import monday_of
from stageplanner.load.measures import measure
from stageplanner.load.utilisation_levels import build_levels
from stageplanner.load.weekly_heat import weekly_heat
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions


@given(regions())
@examples(40)
def test_that_the_highest_of_a_week_is_the_peak_of_that_week(state):
    heat, measures = weekly_heat(state), measure(state)
    for i, monday in enumerate(heat.mondays):
        days = [day.peak for day in measures.days if monday_of(day.day) == monday]
        assert max(row[i] for row in heat.peaks) == pytest.approx(max(days))


@st.composite
def small_days(draw):
    programmes, kinds = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    demand = draw(st.lists(st.integers(0, 9), min_size=programmes, max_size=programmes))
    places = draw(st.lists(st.integers(0, 9), min_size=kinds, max_size=kinds))
    accredits = draw(
        st.lists(
            st.lists(st.booleans(), min_size=programmes, max_size=programmes),
            min_size=kinds,
            max_size=kinds,
        )
    )
    return (
        np.array([demand], dtype=np.float64),
        np.array([places], dtype=np.float64).reshape(1, kinds),
        np.array(accredits, dtype=np.bool_).reshape(kinds, programmes),
    )


@given(small_days(), st.integers(1, 40))
@examples(300)
def test_that_levels_are_the_principal_sequence_of_the_day(day, tenths):
    """Programmes above any level are the set that overruns that level most, of all sets."""
    demand, places, accredits = day
    levels = build_levels(demand, places, accredits).programmes[0]
    level = tenths / 10

    def excess(chosen):
        offered = places[0][accredits[:, list(chosen)].any(axis=1)].sum() if chosen else 0.0
        return sum(demand[0][i] for i in chosen) - level * offered

    everything = range(demand.shape[1])
    sets = chain.from_iterable(combinations(everything, n) for n in range(demand.shape[1] + 1))
    above = tuple(i for i in everything if levels[i] > level)
    assert excess(above) == pytest.approx(max(excess(chosen) for chosen in sets))


def test_that_a_programme_with_places_of_its_own_is_not_blamed_for_anothers_knelpunt():
    state = region(
        [
            period("A", students=15, programme="25655"),
            period("B", students=2, programme="25656"),
        ],
        [company("1", 10, ("25655", "25656")), company("2", 8, ("25656",))],
    )
    heat = weekly_heat(state)
    assert [row[0] for row in heat.peaks] == [1.5, 0.25]


def test_that_students_without_any_place_show_as_infinite_and_nobody_as_zero():
    state = region(
        [
            period("A", programme="25655", weeks=1),
            period("B", programme="25656", start=1, weeks=1),
        ],
        [company("1", 10, ("25656",))],
    )
    heat = weekly_heat(state)
    assert heat.peaks[0][0] == float("inf")
    assert heat.peaks[1][0] == 0.0
    assert heat.students[0][:2] == (10.0, 0.0)


def test_that_an_empty_region_has_no_weeks():
    assert weekly_heat(region([], [])).mondays == ()
