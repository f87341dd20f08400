"""Splitting a group over the two halves of the school year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from stageplanner.domain.calendar import Calendar, DateRange
from stageplanner.domain.option import Option, build_options, wish_option
from stageplanner.domain.plan import Placement, Split, Way
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod


def build_ways(period: StagePeriod, terms: Terms, calendar: Calendar) -> tuple[Way, ...]:
    """Return all ways of a stage period: its wish first, the other options, then the splits."""
    return (
        *build_options(period, terms, calendar),
        *build_splits(period, terms, calendar),
    )


def build_splits(period: StagePeriod, terms: Terms, calendar: Calendar) -> tuple[Split, ...]:
    """List the ways to split a group over the two halves of the year.

    One half does its wish, the other goes in the other half of the year, in any rhythm that the
    whole group might take. If the wish crosses the middle of the year both halves move, in one
    rhythm and equally far into their half of the year. Of an odd number the larger half does the
    wish, or goes first.

    Returns
    -------
    tuple of Split
        Empty if the planner may not split the group.
    """
    if terms.halves is None or period.fixed or period.students < 2:
        return ()
    first, second = terms.halves
    wish = wish_option(period)
    if wish.end <= first.end:
        pairs = [(wish, other) for other in _inside(period, terms, calendar, second)]
    elif wish.start >= second.start:
        pairs = [(other, wish) for other in _inside(period, terms, calendar, first)]
    else:
        pairs = list(_both(period, terms, calendar))
    smaller = period.students // 2
    larger = period.students - smaller
    return tuple(
        Split(
            parts=(
                Placement(option=a, students=smaller if b == wish else larger),
                Placement(option=b, students=larger if b == wish else smaller),
            )
        )
        for a, b in pairs
    )


def _inside(
    period: StagePeriod, terms: Terms, calendar: Calendar, half: DateRange
) -> tuple[Option, ...]:
    """Return the options of the whole group that lie in one half of the year."""
    inside = replace(terms, earliest_start=half.start, latest_end=half.end)
    return build_options(period, inside, calendar)[1:]


def _both(period: StagePeriod, terms: Terms, calendar: Calendar) -> Iterator[tuple[Option, Option]]:
    rhythms: dict[tuple[object, ...], list[list[Option]]] = defaultdict(lambda: [[], []])
    for k, half in enumerate(terms.halves or ()):
        for option in _inside(period, terms, calendar, half):
            rhythms[option.form, option.days_per_week, option.weekdays][k].append(option)
    for early, late in rhythms.values():
        yield from zip(early, late, strict=False)
