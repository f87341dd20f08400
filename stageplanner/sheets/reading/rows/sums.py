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
    for period in group:
        if len(above) > 1 and _is_sum(period, above):
            yield period, len(above)
            above = []
            continue
        if 2 * period.students == total and period is group[0]:
            others = [other for other in group if other is not period]
            if _is_sum(period, others):
                yield period, len(others)
                continue
        above.append(period)


def _is_sum(period: StagePeriod, others: Sequence[StagePeriod]) -> bool:
    if period.students != sum(o.students for o in others) or min(o.students for o in others) < 1:
        return False
    name = period.group.casefold().strip()
    return (
        len(others) > 2
        or period.students > _LARGE_CLASS
        or not name
        or bool(_TOGETHER.search(name))
        or all(o.group.casefold().strip().startswith(name) for o in others)
    )
