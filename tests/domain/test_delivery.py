"""A new delivery beside the previous one: new, gone, changed cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stageplanner.domain.delivery import FieldChange, compare_deliveries
from stageplanner.domain.form import Form
from stageplanner.domain.period import Source, StagePeriod

FIRST = StagePeriod(
    id="s1",
    institution="ROC Test",
    programme="25655",
    year=2,
    group="VP2A",
    students=24,
    form=Form.BLOK,
    start=date(2026, 8, 31),
    end=date(2026, 11, 6),
    days_per_week=4,
    weekdays=(0, 1, 2, 4),
)
SECOND = replace(FIRST, id="s2", start=date(2027, 2, 1), end=date(2027, 4, 16))
OTHER = replace(FIRST, id="s3", group="VP2B")


def delivered(period: StagePeriod, **changes: object) -> StagePeriod:
    """The period as a file brings it: without id, from a row."""
    source = Source(file="nieuw.xlsx", sheet="Blad1", row=7)
    return replace(period, id="", source=source, **changes)


def test_that_the_same_delivery_again_changes_nothing():
    result = compare_deliveries((FIRST, OTHER), (delivered(OTHER), delivered(FIRST)))
    assert result.is_equal
    assert [p.id for p in result.same] == ["s3", "s1"]


def test_that_new_and_gone_groups_are_told():
    result = compare_deliveries((FIRST,), (delivered(OTHER),))
    assert [p.group for p in result.new] == ["VP2B"]
    assert [p.id for p in result.gone] == ["s1"]
    assert not result.changed


def test_that_changes_are_told_cell_by_cell():
    result = compare_deliveries((FIRST,), (delivered(FIRST, students=30, days_per_week=4),))
    (change,) = result.changed
    assert change.old.id == "s1"
    assert change.changes == (FieldChange(field="students", old=24, new=30),)


def test_that_a_moved_period_of_a_group_is_paired_with_the_nearest():
    moved = delivered(SECOND, start=date(2027, 2, 8), end=date(2027, 4, 23))
    result = compare_deliveries((FIRST, SECOND), (moved, delivered(FIRST)))
    assert [p.id for p in result.same] == ["s1"]
    assert [(c.old.id, {x.field for x in c.changes}) for c in result.changed] == [
        ("s2", {"start", "end"})
    ]


def test_that_one_of_two_equal_rows_can_go():
    double = replace(FIRST, id="s9")
    result = compare_deliveries((FIRST, double), (delivered(FIRST),))
    assert len(result.same) == len(result.gone) == 1
