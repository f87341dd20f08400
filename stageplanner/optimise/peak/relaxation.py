"""The lowest peak of the linear relaxation with Hall cuts, and its proof.

Groups may be divided over their options at will; what no such plan can reach, no plan can. Stage
periods with the same programme and the same options are one in the relaxation, which makes it
small and changes nothing; :mod:`~stageplanner.optimise.peak.column_generation` solves it. The
answer carries prices (the dual values of the cuts), from which :func:`bound_of_prices` computes
the bound again without a solver, by weak duality.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from stageplanner.load.arrays import Floats
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.peak.column_generation import Columns
from stageplanner.optimise.time_budget import TimeBudget

#: End after this many rounds of cuts that did not raise the bound.
PATIENCE = 2
MOST_ROUNDS = 100
#: With more groups than this a round takes a second: then this close, as a fraction, is enough
#: for the bound, and this for the shares that a search starts from.
LARGE, CLOSE_ENOUGH, NEAR = 400, 1e-4, 0.02


@dataclass(frozen=True, eq=False)
class Bound:
    """A proven lower bound on the peak of any plan, with its prices.

    Attributes
    ----------
    value : float
        As a fraction of the places.
    prices : Floats
        Dual prices of the cuts. Shape (sets, days).
    members : Floats
        1 for the programmes of a set, else 0. Shape (sets, programmes).
    capacity : Floats
        Free places of the sets. Shape (sets, days).
    shares : tuple of Floats
        Per task the part of the group on each option, where a search can begin; shape (options,).
    """

    value: float
    prices: Floats
    members: Floats
    capacity: Floats
    shares: tuple[Floats, ...]


def lowest_bound(instance: Instance, pool: CutPool, time_budget: TimeBudget) -> Bound | None:
    """Prove how low the peak of a component can go at best.

    Parameters
    ----------
    instance : Instance
        The component.
    pool : CutPool
        Cuts to begin with; those found are added.
    time_budget : TimeBudget
        When it is over, the bound proven so far is kept.

    Returns
    -------
    Bound or None
        ``None`` if it was stopped before the first round, or if students have no place at all on a
        day they cannot avoid (no finite peak exists).
    """
    pool.separate(instance.demand(instance.wish), 0.0)
    columns = Columns(instance, pool, time_budget)
    best: Bound | None = None
    waited = 0
    close = TOLERANCE if len(columns.merged) <= LARGE else CLOSE_ENOUGH
    for _ in range(MOST_ROUNDS):
        if time_budget.is_over():
            break
        solved = columns.solve()
        if solved is None:
            break
        bound = Bound(
            solved.level,
            solved.prices,
            pool.members.astype(np.float64),
            pool.capacity,
            columns.shares_of(solved.shares),
        )
        value = bound_of_prices(instance, bound)
        if best is None or value >= best.value + close:
            best, waited = replace(bound, value=value), 0
        elif best.value >= solved.level * (1 - close):
            # The best shares are those of the last answer, which keeps the most cuts.
            best, waited = replace(best, shares=bound.shares), waited + 1
        new = columns.add_columns(solved.prices)
        peak = pool.separate(solved.demand, solved.level * (1 + close))
        if peak > solved.level * (1 + close):
            new += columns.add_rows(solved.demand, solved.level * (1 + close))
        is_near = close > TOLERANCE and peak <= solved.level * (1 + NEAR)
        if is_near and solved.level <= best.value * (1 + close):
            break
        if not new or waited >= PATIENCE:
            break
    if best is None:
        return None
    # What is shown is what the prices prove, not what the solver says.
    return replace(best, value=rounded_up(instance, best, best.value))


def bound_of_prices(instance: Instance, bound: Bound) -> float:
    """Compute a lower bound again from its prices, without a solver.

    Parameters
    ----------
    instance : Instance
        The component.
    bound : Bound
        Only its prices, members and capacity are used.

    Returns
    -------
    float
        As a fraction of the places; 0 without prices.

    Notes
    -----
    For prices ``u >= 0`` on (set, day) with ``sum(u * capacity) = 1`` every plan has ``peak >=
    sum(u * load)``, and the load is at least what each group costs on its cheapest option: weak
    duality, true for any prices whatever their origin.
    """
    prices = np.maximum(bound.prices, 0.0)
    scale = float((prices * bound.capacity).sum())
    if scale <= 0:
        return 0.0
    per_programme = (prices.T @ bound.members) / scale
    total = float((instance.others_of(instance.others) * per_programme).sum())
    for task in instance.tasks:
        total += task.weight * float((task.presence @ per_programme[:, task.programme]).min())
    return total


def rounded_up(instance: Instance, bound: Bound, value: float) -> float:
    """Raise a bound to the next peak that whole students can give.

    Parameters
    ----------
    instance : Instance
        The component.
    bound : Bound
        The prices that prove it.
    value : float
        The bound to raise, as a fraction of the places.

    Returns
    -------
    float
        At least ``value``.

    Notes
    -----
    A plan whose peak is below P has at most ``ceil(P x places) - 1`` students in every cut; if the
    priced sum of those is less than the priced load that every plan has, no plan is below P. The
    next P to try is the next at which one more student fits in some cut.
    """
    prices = np.maximum(bound.prices, 0.0)
    scale = float((prices * bound.capacity).sum())
    if scale <= 0 or value <= 0:
        return value
    tight = prices > 0
    weights, places = prices[tight] / scale, bound.capacity[tight] * instance.unit
    places, weights = places[places > 0], weights[places > 0] / instance.unit
    # A bound that needs more steps is not tightened by rounding.
    for _ in range(500):
        most = np.floor(value * places + TOLERANCE)
        if float((weights * most).sum()) >= bound.value - ROUNDING:
            break
        value = float(((most + 1) / places).min())
    return value


def round_to_choice(instance: Instance, bound: Bound) -> Choice:
    """Return a choice near the relaxation: every group takes the option with its largest share.

    Parameters
    ----------
    instance : Instance
        The component.
    bound : Bound
        The relaxation.

    Returns
    -------
    Choice
        It may break orders, gaps and limits. Shape (tasks,).
    """
    choice = instance.wish.copy()
    for i, shares in enumerate(bound.shares):
        choice[i] = int(np.argmax(shares))
    return choice
