"""Rules that bind several stage periods besides the places: gaps and limits.

A *gap* holds between two stage periods of one group. A *limit* holds over all groups of an
institution, day by day or week by week. An institution may have groups in several components: of
the room each gets a share, so that together they keep the limit whatever each of them chooses; if
the others stay as they are it gets all that they leave. The most that any plan could leave to a
component is the *loosest* room; bounds are proven with that, and a proposal divides the limit anew
where that takes more than there is (:mod:`stageplanner.optimise.together`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np

from stageplanner.domain.calendar import ONE_WEEK, Calendar, monday_of
from stageplanner.domain.option import contact_weeks
from stageplanner.domain.plan import Way, parts_of
from stageplanner.domain.policy import Rules
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of, school_years_of
from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.demand import DayGrid
from stageplanner.load.tolerances import TOLERANCE

#: The names of the limits; each is a rule of ``cp_model.py``.
AWAY, CONTACTS = "students_away_at_most", "contact_moments_at_most"
#: Students are counted in fifths, for groups whose weekdays are open.
UNIT = 5


@dataclass(frozen=True, eq=False)
class Gap:
    """The lesweken that lie at least between two stage periods of one group.

    Attributes
    ----------
    first, second : int
        The tasks.
    weeks : int
        Lesweken between them, at least.
    lesweken : tuple of date
        The Mondays of the institution's lesweken.
    """

    first: int
    second: int
    weeks: int
    lesweken: tuple[date, ...]

    def opens(self, end: date) -> date:
        """Return the first day on which the second stage period may start.

        Parameters
        ----------
        end : date
            The last day of the first stage period.

        Returns
        -------
        date
            ``date.max`` if the school year has too few lesweken left.
        """
        after = bisect_right(self.lesweken, monday_of(end))
        if after + self.weeks > len(self.lesweken):
            return date.max
        return self.lesweken[after + self.weeks - 1] + ONE_WEEK

    def keeps(self, first: Way, second: Way) -> bool:
        """Return whether two options lie far enough apart.

        Parameters
        ----------
        first, second : Way
            The options of the two tasks.

        Returns
        -------
        bool
            Whether the second starts late enough.
        """
        return second.start >= self.opens(first.end)


@dataclass(frozen=True, eq=False)
class Limit:
    """The most that the groups of an institution in one component use at once.

    Attributes
    ----------
    rule, institution : str
        What is limited, and whose limit it is.
    tasks : tuple of int
        The tasks of the institution in this component.
    columns : slice
        Of ``Task.uses``: days or weeks.
    room, loosest : Floats
        What this component may use, and could use at most in any plan. Shape (columns,).
    allowed : Floats
        What all components together may use. Shape (columns,).
    """

    rule: str
    institution: str
    tasks: tuple[int, ...]
    columns: slice
    room: Floats
    loosest: Floats
    allowed: Floats

    @property
    def key(self) -> tuple[str, str]:
        """The identity of the limit in every component: its rule and its institution."""
        return self.rule, self.institution

    @property
    def is_shared(self) -> bool:
        """Whether other components take part of the room."""
        return bool((self.loosest > self.room + TOLERANCE).any())


class HasUses(Protocol):
    """A stage period with what every option of it uses of its institution's limits."""

    @property
    def period(self) -> StagePeriod:
        """The stage period."""

    @property
    def uses(self) -> Floats:
        """Shape (options, columns); no columns if its institution has no limits."""


def limit_usage(tasks: Sequence[HasUses], limit: Limit, choice: Ints) -> Floats:
    """Return what a choice uses of a limit.

    Parameters
    ----------
    tasks : sequence of HasUses
        The tasks of the component.
    limit : Limit
        One of its limits.
    choice : Ints
        Shape (tasks,).

    Returns
    -------
    Floats
        Shape (columns,).
    """
    rows = [tasks[i].uses[choice[i], limit.columns] for i in limit.tasks]
    return np.sum(rows, axis=0) if rows else np.zeros_like(limit.room)


def build_uses(
    rules: Rules,
    period: StagePeriod,
    ways: Sequence[Way],
    presence: Floats,
    days: tuple[DayGrid, Calendar],
) -> Floats:
    """Compute what every option uses of the limits of its institution.

    Parameters
    ----------
    rules : Rules
        Of the institution.
    period : StagePeriod
        The stage period.
    ways : sequence of Way
        Its options.
    presence : Floats
        The part of the group that is present. Shape (options, days).
    days : tuple of DayGrid and Calendar
        The days of the grid, and the lesweken.

    Returns
    -------
    Floats
        Heads per day, then contact moments per week, as far as they are limited.
        Shape (options, columns).
    """
    grid, calendar = days
    blocks = [np.zeros((len(ways), 0))]
    if rules.most_away is not None:
        blocks.append(period.students * presence)
    if rules.most_contact_moments is not None:
        week = {monday: i for i, monday in enumerate(_mondays(grid))}
        contacts = np.zeros((len(ways), len(week)))
        for row, way in enumerate(ways):
            for part in parts_of(way, period.students):
                for monday in contact_weeks(part.option, period.institution, calendar):
                    if monday in week:
                        contacts[row, week[monday]] += part.students
        blocks.append(contacts)
    return np.concatenate(blocks, axis=1)


def _mondays(grid: DayGrid) -> tuple[date, ...]:
    return tuple(dict.fromkeys(monday_of(day) for day in grid.days))


def build_limits(
    state: State, grid: DayGrid, components: Sequence[Sequence[HasUses]]
) -> list[tuple[Limit, ...]]:
    """Build the limits of every component, with its share of the room.

    If the wishes have more than the limit, they are the limit. What is left above the wishes is
    shared in proportion to the students that can move.

    Parameters
    ----------
    state : State
        The region.
    grid : DayGrid
        Its days.
    components : sequence of sequence of HasUses
        The tasks of every component.

    Returns
    -------
    list of tuple of Limit
        Per component.
    """
    of_component: list[list[Limit]] = [[] for _ in components]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for c, tasks in enumerate(components):
        for i, task in enumerate(tasks):
            if task.uses.shape[1]:
                places[task.period.institution].append((c, i))
    for institution, where in places.items():
        for rule, columns, most in _columns(state.policy.rules_of(institution), grid):
            for c, limit in _shares(components, where, columns, most).items():
                of_component[c].append(replace(limit, rule=rule, institution=institution))
    return [tuple(limits) for limits in of_component]


def _columns(rules: Rules, grid: DayGrid) -> list[tuple[str, slice, int]]:
    columns, begin = [], 0
    for rule, most, count in (
        (AWAY, rules.most_away, len(grid.days)),
        (CONTACTS, rules.most_contact_moments, len(_mondays(grid))),
    ):
        if most is not None:
            columns.append((rule, slice(begin, begin + count), most))
            begin += count
    return columns


def _shares(
    components: Sequence[Sequence[HasUses]],
    where: list[tuple[int, int]],
    columns: slice,
    most: int,
) -> dict[int, Limit]:
    """Build the limit of one institution in each component in which it has groups."""
    wished: Mapping[int, Floats] = defaultdict(lambda: np.zeros(columns.stop - columns.start))
    least: Mapping[int, Floats] = defaultdict(lambda: np.zeros(columns.stop - columns.start))
    movable: dict[int, int] = defaultdict(int)
    for c, i in where:
        task = components[c][i]
        uses = task.uses[:, columns]
        wished[c][:] += uses[0]
        least[c][:] += uses.min(axis=0)
        movable[c] += task.period.students if len(uses) > 1 else 0
    total = np.sum(list(wished.values()), axis=0)
    all_least = np.sum(list(least.values()), axis=0)
    allowed = np.maximum(total, most)
    everybody = sum(movable.values()) or 1
    return {
        c: Limit(
            rule="",
            institution="",
            tasks=tuple(i for component, i in where if component == c),
            columns=columns,
            room=wish + np.floor((allowed - total) * movable[c] / everybody + TOLERANCE),
            loosest=allowed - (all_least - least[c]),
            allowed=allowed,
        )
        for c, wish in wished.items()
    }


def group_orders(periods: tuple[StagePeriod, ...]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of stage periods of one group that follow each other in the wish.

    Periods of a group that overlap in the wish run side by side and do not bind each other.

    Parameters
    ----------
    periods : tuple of StagePeriod
        Of one component.

    Returns
    -------
    tuple of (int, int)
        Positions; the first ends before the second begins.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, period in enumerate(periods):
        if period.group:
            groups[period.key].append(i)
    return tuple(
        (a, b)
        for members in groups.values()
        for a in members
        for b in members
        if periods[a].end < periods[b].start
    )


def build_gaps(
    state: State, periods: Sequence[StagePeriod], orders: Sequence[tuple[int, int]]
) -> tuple[Gap, ...]:
    """Build the gaps between stage periods of one group that the policy asks to keep.

    No more is asked than the wish has: nobody is forced to move.

    Parameters
    ----------
    state : State
        The region.
    periods : sequence of StagePeriod
        Of one component.
    orders : sequence of (int, int)
        See :func:`group_orders`.

    Returns
    -------
    tuple of Gap
        Their tasks are positions in ``periods``.
    """
    gaps = []
    known: dict[str, tuple[date, ...]] = {}
    for a, b in orders:
        most = state.policy.rules_of(periods[a].institution).gap_weeks
        if most <= 0:
            continue
        institution = periods[a].institution
        if institution not in known:
            known[institution] = _lesweken(state, institution)
        lesweken = known[institution]
        first, last = monday_of(periods[a].end), monday_of(periods[b].start)
        wished = sum(first < week < last for week in lesweken)
        if weeks := min(most, wished):
            gaps.append(Gap(a, b, weeks, lesweken))
    return tuple(gaps)


def _lesweken(state: State, institution: str) -> tuple[date, ...]:
    years = [year for (name, _), year in school_years_of(state).items() if name == institution]
    begin, end = min(year[0] for year in years), max(year[1] for year in years)
    return calendar_of(state).lesweken(institution, begin, end)


def options_within_limit(uses: Floats, others: Floats, now: Floats, room: Floats) -> Bools:
    """Return which options keep a limit given the use of others, or exceed it no more than now.

    Parameters
    ----------
    uses : Floats
        What each option uses. Shape (options, columns).
    others : Floats
        What the other groups use. Shape (columns,).
    now : Floats
        What all groups use now. Shape (columns,).
    room : Floats
        What they may use. Shape (columns,).

    Returns
    -------
    Bools
        Shape (options,).
    """
    return np.asarray((uses + others <= np.maximum(room, now) + TOLERANCE).all(axis=1))
