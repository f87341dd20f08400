"""Which relaxations are worth solving: read off prices of the days, before anything is solved.

The dual prices of the relaxation tell what bounds the lowest peak, the overload of the wishes
what asks for changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stageplanner.domain.results.price import Relaxation, RelaxationKind, relaxed
from stageplanner.domain.state import State, all_terms
from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.peak.relaxation import Bound
from stageplanner.optimise.time_budget import TimeBudget

#: What a relaxation is solved for: the limit of the peak, or the changes to the target.
LIMIT, CHANGES = "limit", "changes"


@dataclass(frozen=True, eq=False)
class Solved:
    """The limit of a component, and the fewest changes to the target.

    Attributes
    ----------
    pool : CutPool
        The sets that are known.
    bound : Bound
        From before anything gave way, with its prices.
    value : float or None
        The limit now, as a fraction of the places.
    changes, at_least : int or None, int
        Changes to the target, and their bound.
    is_impossible : bool
        Whether no plan reaches the target.
    """

    pool: CutPool
    bound: Bound
    value: float | None
    changes: int | None
    at_least: int
    is_impossible: bool


@dataclass(frozen=True, eq=False)
class _DayPrices:
    """What a student costs, shape (days, programmes), and what a place is worth, (days, kinds)."""

    student: Floats
    place: Floats


class Promising:
    """What is worth trying in one component: more places, wider windows, the other form.

    Parameters
    ----------
    state : State
        The region.
    instance : Instance
        The component.
    target : float
        As a fraction of the places.
    time_budget : TimeBudget
        Asked between leerbedrijven and stage periods.
    """

    def __init__(
        self, state: State, instance: Instance, target: float, time_budget: TimeBudget
    ) -> None:
        self.state, self.instance, self.target, self.time_budget = (
            state,
            instance,
            target,
            time_budget,
        )
        self.companies = [
            company
            for company in state.leerbedrijven
            if set(company.accredited) & set(instance.programmes)
        ]

    def relaxations(
        self, before: Solved, weeks: int, places: int, few: int
    ) -> dict[Relaxation, str]:
        """Return the most promising relaxations of every kind, by what they save at the prices.

        Parameters
        ----------
        before : Solved
            The component as it is.
        weeks, places : int
            How many lesweken and places more.
        few : int
            How many of each kind.

        Returns
        -------
        dict of Relaxation to str
            What each is to be solved for: ``LIMIT`` or ``CHANGES``.

        Raises
        ------
        Stopped
            The time is over.
        """
        promising: dict[Relaxation, str] = {}
        for asks, values in self._prices_of_days(before):
            for scored in (
                self._more_places(values, places),
                self._wider(values, RelaxationKind.WINDOW, weeks),
                self._wider(values, RelaxationKind.FORM, 0),
            ):
                best = sorted(scored, key=lambda pair: -pair[1])[:few]
                for relaxation, score in best:
                    if score > ROUNDING:
                        promising.setdefault(relaxation, asks)
        return promising

    def _prices_of_days(self, before: Solved) -> Iterator[tuple[str, _DayPrices]]:
        """Yield what to solve for, with the prices of students and places then."""
        if before.is_impossible or before.changes == 0:
            yield LIMIT, self._dual_prices(before)
            return
        pool, instance = before.pool, self.instance
        worst = worst_sets(instance.demand(instance.wish), instance.places, instance.accredits)
        pool.add(worst.peak_set[worst.peak > self.target + ROUNDING])
        loads = pool.loads(instance.demand(instance.wish))
        over = np.maximum(0.0, loads - self.target * pool.capacity)
        if over.any():
            yield CHANGES, self._per_place(over / over.sum(), pool.members)
        yield LIMIT, self._dual_prices(before)

    def _dual_prices(self, before: Solved) -> _DayPrices:
        prices = np.maximum(before.bound.prices, 0.0)
        return self._per_place(prices, before.bound.members > 0.5)

    def _per_place(self, values: Floats, members: Bools) -> _DayPrices:
        reach = members.astype(np.float64) @ self.instance.accredits.T > 0
        return _DayPrices(values.T @ members, values.T @ reach.astype(np.float64))

    def _more_places(self, values: _DayPrices, places: int) -> Iterator[tuple[Relaxation, float]]:
        """Yield more places where they are scarce, each at the leerbedrijf that is open most."""
        names = self.instance.programmes
        best: dict[tuple[bytes, int | None], tuple[Relaxation, float]] = {}
        weekdays = np.array([day.weekday() for day in self.instance.grid.days])
        for company in self.companies:
            self.time_budget.check()
            takes = np.array([name in company.accredited for name in names])
            kind = int(np.flatnonzero((self.instance.accredits == takes).all(axis=1))[0])
            worths = values.place[:, kind].copy()
            for i in np.flatnonzero(worths > 0):
                if company.free_places(self.instance.grid.days[i]) <= 0:
                    worths[i] = 0.0
            for weekday in (None, *range(5)):
                chosen = worths if weekday is None else worths[weekdays == weekday]
                worth = places * float(chosen.sum())
                relaxation = Relaxation(
                    kind=RelaxationKind.PLACES,
                    amount=places,
                    leerbedrijf=company.id,
                    weekday=weekday,
                )
                key = (takes.tobytes(), weekday)
                if key not in best or worth > best[key][1]:
                    best[key] = (relaxation, worth)
        yield from best.values()

    def _wider(
        self, values: _DayPrices, kind: RelaxationKind, weeks: int
    ) -> Iterator[tuple[Relaxation, float]]:
        """Yield groups, and whole institutions, whose new options would be cheaper."""
        terms = all_terms(self.state)
        movable = [task.period for task in self.instance.tasks if not task.period.fixed]
        if kind is RelaxationKind.FORM:
            movable = [p for p in movable if p.form.other not in terms[p.id].allowed_forms]
        ids = tuple(period.id for period in movable)
        state = relaxed(self.state, Relaxation(kind=kind, amount=weeks, periods=ids))
        roomier = same_component(
            build_instances(state, time_budget=self.time_budget), self.instance
        )
        now = _cheapest(self.instance, self.instance, values)
        then = _cheapest(roomier, self.instance, values)
        of_institution: dict[str, dict[str, float]] = defaultdict(dict)
        for period in movable:
            gain = now[period.id] - then[period.id]
            if gain > ROUNDING:
                of_institution[period.institution][period.id] = gain
                yield (
                    Relaxation(
                        kind=kind,
                        amount=weeks,
                        institution=period.institution,
                        periods=(period.id,),
                    ),
                    gain,
                )
        for institution, gains in of_institution.items():
            if len(gains) > 1:
                members = tuple(
                    period.id for period in movable if period.institution == institution
                )
                relaxation = Relaxation(
                    kind=kind, amount=weeks, institution=institution, periods=members
                )
                yield relaxation, sum(gains.values())


def same_component(instances: tuple[Instance, ...], wanted: Instance) -> Instance:
    """Return the instance that shares programmes with another one.

    Parameters
    ----------
    instances : tuple of Instance
        Of a region with more room.
    wanted : Instance
        Of the region as it is.

    Returns
    -------
    Instance
        One of ``instances``.
    """
    return next(i for i in instances if set(i.programmes) & set(wanted.programmes))


def _cheapest(instance: Instance, priced: Instance, values: _DayPrices) -> dict[str, float]:
    """Return what every group costs at least, by the prices of the days of another instance."""
    index = priced.grid.index
    student = np.zeros((len(instance.grid.days), values.student.shape[1]))
    for row, day in enumerate(instance.grid.days):
        if day in index:
            student[row] = values.student[index[day]]
    return {
        task.period.id: task.weight * float((task.presence @ student[:, task.programme]).min())
        for task in instance.tasks
    }
