"""Where plans leave the optimiser: only choices without idle changes become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, Way, placements_of, plan_of
from stageplanner.domain.state import State
from stageplanner.optimise.ranking.idle_changes import Trimmed


def plan_of_trimmed(state: State, choices: Iterable[Trimmed]) -> Plan:
    """Build the plan of the whole region from a choice per component.

    Nothing else in the optimiser makes placements of options, and only
    :mod:`~stageplanner.optimise.ranking.idle_changes` makes a ``Trimmed``: no plan can be handed
    out with a change that does nothing.

    Parameters
    ----------
    state : State
        The region.
    choices : iterable of Trimmed
        A choice for every component; stage periods of others keep their wish.

    Returns
    -------
    Plan
        With what was agreed for settled stage periods.
    """
    options: dict[str, Way] = {}
    settled: dict[str, tuple[Placement, ...]] = {}
    for trimmed in choices:
        options.update(trimmed.instance.options_of(trimmed.choice))
        settled |= {t.period.id: t.settled for t in trimmed.instance.tasks if t.settled}
    plan = plan_of(state.periods, {k: o for k, o in options.items() if k not in settled})
    kept = {
        period.id: settled[period.id]
        for period in state.periods
        if period.id in settled and settled[period.id] != placements_of(WISH_PLAN, period)
    }
    return replace(plan, placements={**plan.placements, **kept}) if kept else plan
