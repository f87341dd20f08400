"""What binds several stage periods together besides the places: gaps and limits at once.

A *gap* holds between two stage periods of one group. A *limit* holds over all groups of an
institution, day by day or week by week. An institution may have groups in several components,
which are solved one by one: each component gets a share of the room, so that whatever each of
them chooses, together they keep the limit; where the others stay as they are it gets all that
they leave. What no plan at all could have more of in this
component is the *loosest* room; bounds are proven with that.
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

#: The names of the limits; each is a rule of ``model.py``.
AWAY, CONTACTS = "students_away_at_most", "contact_moments_at_most"
#: Students are counted in fifths where weekdays are open.
UNIT = 5
#: Amounts closer than this are the same.
CLOSE = 1e-6


@dataclass(frozen=True, eq=False)
class Gap:
    """Lesweken that lie at least between two stage periods of one group."""

    first: int
    second: int
    weeks: int
    lesweken: tuple[date, ...]

    def opens(self, end: date) -> date:
        """The first day of the second stage period where the first ends on a day."""
        after = bisect_right(self.lesweken, monday_of(end))
        if after + self.weeks > len(self.lesweken):
            return date.max
        return self.lesweken[after + self.weeks - 1] + ONE_WEEK

    def keeps(self, first: Way, second: Way) -> bool:
        """Tell whether two ways lie far enough apart."""
        return second.start >= self.opens(first.end)


@dataclass(frozen=True, eq=False)
class Limit:
    """What the groups of an institution in one component have at once at most.

    ``columns`` are those of ``Task.uses``; ``room`` and ``loosest`` are per column, and so is
    what all components together are ``allowed``.
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
        """What it is the same limit by in another component."""
        return self.rule, self.institution

    @property
    def leans(self) -> bool:
        """Tell whether other components take part of the room."""
        return bool((self.loosest > self.room + CLOSE).any())


class HasUses(Protocol):
    """A stage period with what every option of it uses of its institution's limits."""

    @property
    def period(self) -> StagePeriod:
        """The stage period."""

    @property
    def uses(self) -> Floats:
        """(options, columns); no columns where its institution has no limits."""


def limit_usage(tasks: Sequence[HasUses], limit: Limit, choice: Ints) -> Floats:
    """What a choice uses of a limit, per column."""
    rows = [tasks[i].uses[choice[i], limit.columns] for i in limit.tasks]
    return np.sum(rows, axis=0) if rows else np.zeros_like(limit.room)


def build_uses(
    rules: Rules,
    period: StagePeriod,
    ways: Sequence[Way],
    presence: Floats,
    days: tuple[DayGrid, Calendar],
) -> Floats:
    """What every way uses of the limits of its institution: heads a day, contacts a week."""
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
    """The limits of every component, with its share of the room.

    Where the wishes have more than the limit, they are the limit. What is left above the
    wishes is shared out by the students that can move.
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
    """The limit of one institution in each component in which it has groups."""
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
            room=wish + np.floor((allowed - total) * movable[c] / everybody + CLOSE),
            loosest=allowed - (all_least - least[c]),
            allowed=allowed,
        )
        for c, wish in wished.items()
    }


def group_orders(periods: tuple[StagePeriod, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs of stage periods of one group that follow each other in the wish.

    Periods of a group that overlap in the wish run side by side and bind each other not.
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
    """The gaps between stage periods of one group that the policy asks to keep.

    No more is asked than the wish has: nobody is forced to move.
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
    """Which options keep a limit beside the others, or break it no worse than now."""
    return np.asarray((uses + others <= np.maximum(room, now) + CLOSE).all(axis=1))
