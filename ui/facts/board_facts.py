"""The load of groups of stage periods, and what each stage period adds to a week.

Plain numpy, no Qt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from stageplanner.load.demand import weight_of
from stageplanner.load.tolerances import ROUNDING
from ui.facts.screen_facts import Facts, Floats, component_or_worst


def group_levels(facts: Facts, members: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    """Return the highest utilisation of every group by week, shape (weeks,).

    A week of a group counts the programmes of those of its stage periods that are there then: on
    the fullest day, as in the heat map.

    Parameters
    ----------
    members
        The ids of the stage periods of each group.
    """
    plan = facts.now
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    position = {period.id: i for i, period in enumerate(facts.state.periods)}
    levels: dict[str, Floats] = {}
    for group, ids in members.items():
        inside = [position[name] for name in ids if name in position]
        of_programme: dict[int, list[int]] = {}
        for i in inside:
            of_programme.setdefault(column[facts.state.periods[i].programme], []).append(i)
        days = np.zeros(len(facts.grid.days))
        for programme, periods in of_programme.items():
            is_there = (plan.present[:, periods] > 0).any(axis=1)
            np.maximum(days, np.where(is_there, plan.levels[:, programme], 0.0), out=days)
        levels[group] = facts.by_week(days)
    return levels


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCauses:
    """The fullest day of a week, and the students of every stage period in its bottleneck.

    ``loads`` are weighted, as the utilisation counts them; ``students`` are not.
    """

    day: date
    utilisation: float
    loads: dict[str, float]
    students: dict[str, float]


def week_causes(facts: Facts, component: int, week: int) -> WeekCauses | None:
    """Return what every stage period adds to the fullest day of a week.

    Only stage periods of programmes at the highest utilisation of that day count: others have
    places of their own. ``component`` may be the region: then it is the worst component that week.

    Returns
    -------
    WeekCauses or None
        ``None`` if nobody is there or no places are known.
    """
    plan, days = facts.now, np.flatnonzero(facts.week_of_day == week)
    if not len(days):
        return None
    if 0 <= component < len(facts.wish.measures.components):
        number = component_or_worst(facts, component, plan)
        inside = [i for i, p in enumerate(facts.programmes) if facts.component_of[p] == number]
    else:
        inside = list(range(len(facts.programmes)))
    peaks = plan.levels[np.ix_(days, inside)]
    best = int(np.argmax(peaks.max(axis=1, initial=0.0)))
    day, peak = int(days[best]), float(peaks[best].max(initial=0.0))
    if peak <= 0:
        return None
    full = {
        facts.programmes[i]
        for i, level in zip(inside, peaks[best], strict=True)
        if level == peak or np.isclose(level, peak, rtol=ROUNDING)
    }
    present = plan.present[day]
    there = [
        (period, float(present[i]))
        for i, period in enumerate(facts.state.periods)
        if present[i] > 0 and period.programme in full
    ]
    return WeekCauses(
        day=facts.grid.days[day],
        utilisation=peak,
        loads={p.id: n * weight_of(p, facts.state.policy) for p, n in there},
        students={p.id: n for p, n in there},
    )
