"""Find groups that look like the sum of others: a subtotal among the groups counts twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stageplanner.domain.stage_period import StagePeriod

#: More students than a class has: with exactly the sum of two others it is both together.
_LARGE_CLASS = 32
_TOGETHER = re.compile(
    r"[+&/]|\ben\b|\bt/?m\b|\band\b|\balle\b|\ball\b|samen|totaal|total|\bsom\b|gehele|hele"
    r"|leerjaar|jaarlaag|cohort|\bboth\b|beide|gezamenlijk|\btot\b"
)


def sums_of_others(periods: Sequence[StagePeriod]) -> Iterator[tuple[StagePeriod, int]]:
    """Yield each group whose students are the sum of others, with the number of those.

    The others have the same programme, year, dates and days, and are adjacent to it or are all
    others of the kind.
    """
    alike: dict[object, list[StagePeriod]] = {}
    for period in periods:
        key = (period.institution, period.programme, period.year, period.start, period.end,
               period.days_per_week, period.weekdays)  # fmt: skip
        alike.setdefault(key, []).append(period)
    for group in alike.values():
        if len(group) > 2:
            yield from _sums_in(group)


def _sums_in(group: Sequence[StagePeriod]) -> Iterator[tuple[StagePeriod, int]]:
    total = sum(period.students for period in group)
    above: list[StagePeriod] = []
    students = 0  # of those above
    for k, period in enumerate(group):
        if period.students == students and len(above) > 1 and _is_together(period, above):
            yield period, len(above)
            above, students = [], 0
            continue
        if not k and 2 * period.students == total and _is_together(period, group[1:]):
            yield period, len(group) - 1
            continue
        above.append(period)
        students += period.students


def _is_together(period: StagePeriod, others: Sequence[StagePeriod]) -> bool:
    """Return whether a group with the students of some others looks like all of them together."""
    if min(other.students for other in others) < 1:
        return False
    name = period.group.casefold().strip()
    return (
        len(others) > 2
        or period.students > _LARGE_CLASS
        or not name
        or bool(_TOGETHER.search(name))
        or all(other.group.casefold().strip().startswith(name) for other in others)
    )
