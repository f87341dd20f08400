"""The knelpunten of a plan: their tekort adds up to that of the region, the worst come first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from stageplanner.load.measures import measure
from stageplanner.load.ranked_bottlenecks import rank_bottlenecks
from tests.builders import MONDAY, company, period, region
from tests.regions import regions


@given(regions())
def test_that_the_knelpunten_share_the_tekort_and_the_worst_day_is_the_peak(state):
    ranked = rank_bottlenecks(state)
    known = [c for c in measure(state).components if c.has_capacity]
    total = sum(c.shortage_student_days for c in known)
    assert sum(one.shortage for one in ranked) == pytest.approx(total, abs=1e-6)
    peaks = [c.peak for c in known if c.peak > 1 + 1e-9]
    assert max((one.peak for one in ranked), default=0) == pytest.approx(max(peaks, default=0))
    assert sum(len(one.programmes) for one in ranked) == len(
        {p for one in ranked for p in one.programmes}
    ), "a programme is in one knelpunt"
    assert [round(o.shortage, 6) for o in ranked] == sorted(
        (round(o.shortage, 6) for o in ranked), reverse=True
    )
    for one in ranked:
        worst = one.worst
        assert set(worst.programmes) <= set(one.programmes)
        assert one.too_many == pytest.approx(worst.students - worst.places)
        if worst.places:
            assert one.peak == pytest.approx(worst.students / worst.places)
        over = [
            day
            for part in known
            if set(part.programmes) & set(one.programmes)
            for day, peak in enumerate(part.daily_peaks)
            if peak > 1 + 1e-9
        ]
        assert 1 <= one.days <= len(over)


def test_that_each_component_has_its_own_and_a_lower_one_does_not_hide():
    state = region(
        [
            period("S1", students=30, weeks=2),
            period("S2", students=12, programme="25656", weeks=3),
            period("S3", students=4, programme="25958"),
        ],
        [
            company(places=10),
            company("100000002", places=10, accredited=("25656",)),
            company("100000003", places=10, accredited=("25958",)),
        ],
    )
    first, second = rank_bottlenecks(state)
    assert (first.programmes, first.days) == (("25655",), 8)
    assert (first.too_many, first.shortage, first.peak) == pytest.approx((20, 160, 3))
    assert (second.programmes, second.days) == (("25656",), 12)
    assert second.shortage == pytest.approx(24)
    assert first.worst.day == MONDAY and first.worst.leerbedrijven == ("100000001",)


def test_that_bottlenecks_of_other_days_that_share_a_programme_are_one():
    both = ("25655", "25656")
    state = region(
        [
            period("S1", students=30, weeks=1),
            period("S2", students=30, programme="25656", start=1, weeks=1),
            period("S3", students=15, start=2, weeks=1),
            period("S4", students=15, programme="25656", start=2, weeks=1),
        ],
        [company(places=10, accredited=both)],
    )
    (one,) = rank_bottlenecks(state)
    assert set(one.programmes) == set(both) and one.days == 12
    assert one.worst.day in {MONDAY + timedelta(days=d) for d in range(21)}


def test_that_a_lower_one_does_not_count_the_places_that_a_higher_one_fills():
    state = region(
        [period("S1", students=30), period("S2", students=12, programme="25656")],
        [company(places=10), company("100000002", places=10, accredited=("25656", "25655"))],
    )
    ranked = rank_bottlenecks(state)
    assert sum(one.shortage for one in ranked) == pytest.approx(22 * 16)


def test_that_where_nothing_is_too_full_or_known_there_is_none():
    assert rank_bottlenecks(region([period(students=3)], [company(places=10)])) == ()
    assert rank_bottlenecks(region([period(students=3)], [])) == ()
