"""Which row of the previous delivery each row of a new one stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stageplanner.domain.comparison.delivery import pair_deliveries
from stageplanner.domain.stage_period import Source, StagePeriod
from tests.builders import blok_period

FIRST = blok_period(
    id="s1",
    institution="ROC Test",
    programme="25655",
    year=2,
    group="VP2A",
    start=date(2026, 8, 31),
    end=date(2026, 11, 6),
    weekdays=(0, 1, 2, 4),
)
SECOND = replace(FIRST, id="s2", start=date(2027, 2, 1), end=date(2027, 4, 16))
OTHER = replace(FIRST, id="s3", group="VP2B")


def delivered(period: StagePeriod, **changes: object) -> StagePeriod:
    """The period as a file brings it: without id, from a row."""
    source = Source(file="nieuw.xlsx", sheet="Blad1", row=7)
    return replace(period, id="", source=source, **changes)


def paired(before, after) -> list[str | None]:
    """The ids of the rows before that the new rows stand for."""
    return [other and other.id for other in pair_deliveries(before, after)]


def test_that_rows_that_come_back_are_known_whatever_their_order():
    assert paired((FIRST, OTHER), (delivered(OTHER), delivered(FIRST))) == ["s3", "s1"]


def test_that_a_new_group_stands_for_none_that_went():
    assert paired((FIRST,), (delivered(OTHER),)) == [None]


def test_that_a_group_with_other_values_is_the_same_group():
    assert paired((FIRST,), (delivered(FIRST, students=30),)) == ["s1"]


def test_that_a_moved_period_of_a_group_is_paired_with_the_nearest():
    moved = delivered(SECOND, start=date(2027, 2, 8), end=date(2027, 4, 23))
    assert paired((FIRST, SECOND), (moved, delivered(FIRST))) == ["s2", "s1"]


def test_that_of_periods_that_begin_together_the_one_that_differs_least_is_paired():
    long = replace(FIRST, id="s4", end=date(2027, 1, 29), students=9)
    changed = delivered(long, students=10)
    assert paired((FIRST, long), (changed,)) == ["s4"]


def test_that_an_equal_row_is_paired_before_a_nearer_place_in_the_list():
    double = replace(FIRST, id="s9")
    assert paired((FIRST, double), (delivered(FIRST),)) == ["s1"]
