"""Robustness of a plan: its peak with other student numbers, or with a leerbedrijf gone.

Student numbers are drawn per stage period, seeded, and all plans that are compared meet the
same draws. Every peak that is reported is the exact one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import WISH_PLAN, Plan, placements_of
from stageplanner.domain.results.robustness import ComponentRobustness, Loss, Robustness
from stageplanner.domain.state import State, calendar_of, programmes_of
from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.base_load import base_heads
from stageplanner.load.demand import DayGrid, build_grid, option_days, weight_of
from stageplanner.load.programme_sets import worst_sets
from stageplanner.load.supply import Component, Supply, build_supply, split_components
from stageplanner.load.tolerances import ROUNDING
from stageplanner.progress import NO_PROGRESS, Progress

#: Draws, and how far student numbers may lie from the plan, by default.
SAMPLES, SPREAD = 500, 0.1
#: How many leerbedrijven are taken away in turn: those with the most places on the fullest days.
LOSSES = 25
#: Draws that are measured together: more take more memory and longer to stop.
AT_ONCE = 100


def robust(
    state: State,
    plan: Plan | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
    *,
    spread: float = SPREAD,
    losses: int = LOSSES,
    progress: Progress = NO_PROGRESS,
) -> Robustness:
    """Try a plan with other student numbers, and with one leerbedrijf gone.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        By default the current one, else the wishes.
    samples : int
        Draws of student numbers.
    seed : int
        Random seed of the draws.
    spread : float
        Every stage period gets up to this fraction more or fewer students, evenly and
        independently, in whole students.
    losses : int
        How many leerbedrijven are taken away, one at a time: those whose loss weighs most on the
        days when the component is fullest.
    progress : Progress
        Asked often whether it is cancelled; what was tried so far is returned then.

    Returns
    -------
    Robustness
        The same for the same seed; ``samples`` are the draws that were tried of every component,
        fewer than asked if it was cancelled.
    """
    plan = plan or state.plan or WISH_PLAN
    trial = _Trial(state, plan, samples, seed, spread, progress=progress)
    components = []
    for part in trial.components():
        component, tried = trial.component(part, losses)
        if tried:
            components.append(component)
            samples = min(samples, tried)
    return Robustness(
        components=tuple(components),
        samples=samples,
        seed=seed,
        spread=spread,
        target=state.policy.target,
    )


@dataclass(frozen=True, eq=False)
class _Part:
    """What one component asks and has.

    ``unit`` is the presence of one student. Shape (placements, days).
    """

    component: Component
    names: tuple[str, ...]
    unit: Floats
    column: Ints
    students: Floats
    period: Ints
    places: Floats
    accredits: Bools


class _Trial:
    """A plan as arrays, and the draws it meets."""

    def __init__(
        self,
        state: State,
        plan: Plan,
        samples: int,
        seed: int,
        spread: float,
        *,
        progress: Progress,
    ) -> None:
        self.state, self.plan = state, plan
        self.grid: DayGrid = build_grid(replace(state, plan=plan))
        programmes = programmes_of(state)
        self.supply: Supply = build_supply(state.leerbedrijven, programmes, self.grid)
        self.others: Floats = np.zeros((len(self.grid.days), len(programmes)))
        for niveau, heads in base_heads(state, self.grid.days, programmes).items():
            self.others += heads * state.policy.weight_of(niveau)
        random = np.random.default_rng(seed)
        # Drawn for all periods at once, in their order: every plan meets the same ones.
        self.factors = 1.0 + random.uniform(-spread, spread, (samples, len(state.periods)))
        self.progress = progress

    def components(self) -> Iterator[_Part]:
        """Yield the components that have students and places, as arrays."""
        calendar = calendar_of(self.state)
        for component in split_components(self.supply):
            names = tuple(self.supply.programmes[i] for i in component.programmes)
            rows, columns, students, numbers = [], [], [], []
            for number, period in enumerate(self.state.periods):
                if period.programme not in names:
                    continue
                for placement in placements_of(self.plan, period):
                    row = np.zeros(len(self.grid.days))
                    days = option_days(placement.option, period.institution, calendar, self.grid)
                    row[days] = placement.option.share * weight_of(period, self.state.policy)
                    rows.append(row)
                    columns.append(names.index(period.programme))
                    students.append(float(placement.students))
                    numbers.append(number)
            kinds = list(component.kinds)
            if rows and kinds:
                yield _Part(
                    component,
                    names,
                    np.array(rows),
                    np.array(columns, dtype=np.intp),
                    np.array(students),
                    np.array(numbers, dtype=np.intp),
                    self.supply.places[:, kinds],
                    self.supply.accredits[np.ix_(kinds, list(component.programmes))],
                )

    def component(self, part: _Part, losses: int) -> tuple[ComponentRobustness, int]:
        """Try every draw and loss of one component; return also how many draws were tried."""
        demand = self._demand(part, part.students)
        now = worst_sets(demand, part.places, part.accredits)
        peaks = self._sampled(part)
        if not len(peaks):
            return _untried(part), 0
        target = self.state.policy.target
        robustness = ComponentRobustness(
            programmes=part.names,
            peak=float(now.peak.max(initial=0.0)),
            typical=float(np.quantile(peaks, 0.5, method="higher")),
            high=float(np.quantile(peaks, 0.95, method="higher")),
            worst=float(peaks.max(initial=0.0)),
            within_target=float((peaks <= target + ROUNDING).mean()),
            losses=self._losses(part, demand, losses),
        )
        return robustness, len(peaks)

    def _demand(self, part: _Part, students: Floats) -> Floats:
        """Return the weighted students per day and programme."""
        demand = self.others[:, list(part.component.programmes)]
        np.add.at(demand.T, part.column, part.unit * students[:, None])
        return demand

    def _sampled(self, part: _Part) -> Floats:
        """Return the peak of every draw; the days of many draws are measured together."""
        drawn = np.rint(part.students * self.factors[:, part.period])
        others = self.others[:, list(part.component.programmes)]
        days = np.flatnonzero(part.unit.any(axis=0) | (others > 0).any(axis=1))
        if not len(days) or not len(drawn):
            return np.zeros(max(1, len(drawn)))
        peaks: list[Floats] = []
        for first in range(0, len(drawn), AT_ONCE):
            some = self._peaks_of(part, drawn[first : first + AT_ONCE], days)
            if some is None:
                break
            peaks.append(some)
        return np.concatenate(peaks) if peaks else np.zeros(0)

    def _peaks_of(self, part: _Part, drawn: Floats, days: Ints) -> Floats | None:
        """Return the peaks of some draws; ``None`` if it was cancelled."""
        unit, places = part.unit[:, days], part.places[days]
        demand = np.zeros((len(drawn), len(days), len(part.names)))
        for p in range(len(part.names)):
            columns = part.column == p
            demand[:, :, p] = drawn[:, columns] @ unit[columns]
        demand += self.others[:, list(part.component.programmes)][days]
        return _peaks(demand, places, part.accredits, self.progress)

    def _losses(self, part: _Part, demand: Floats, count: int) -> tuple[Loss, ...]:
        """Return the peaks without the leerbedrijven that weigh most on the fullest days."""
        if self.state.is_own_file:
            return ()  # a pool is not a leerbedrijf that can fall out
        now = worst_sets(demand, part.places, part.accredits)
        fullest = np.argsort(-now.peak)[:5]
        names = [self.supply.programmes[i] for i in part.component.programmes]
        weighed: list[tuple[float, int, Leerbedrijf]] = []
        for number, company in enumerate(self.state.leerbedrijven):
            takes = np.array([name in company.accredited for name in names])
            if takes.any():
                hit = (now.peak_set[fullest] & takes).any(axis=1)
                free = [company.free_places(self.grid.days[i]) for i in fullest[hit]]
                weighed.append((-float(sum(free)), number, company))
        losses_: list[Loss] = []
        for _, _, company in sorted(weighed, key=lambda item: item[:2])[:count]:
            if self.progress.is_cancelled:
                break
            takes = np.array([name in company.accredited for name in names])
            kind = int(np.flatnonzero((part.accredits == takes).all(axis=1))[0])
            places = part.places.copy()
            places[:, kind] -= [company.free_places(day) for day in self.grid.days]
            worst = worst_sets(demand, places, part.accredits)
            losses_.append(Loss(leerbedrijf=company.id, peak=float(worst.peak.max(initial=0.0))))
        return tuple(sorted(losses_, key=lambda loss: -loss.peak))


def _peaks(demand: Floats, places: Floats, accredits: Bools, progress: Progress) -> Floats | None:
    """Return the exact peak of every draw, measuring only days that can be its fullest.

    A day is never fuller than when every programme has the most students of all draws; days are
    measured in that order, and a draw is done once its peak is above all that follow.
    """
    ceiling = worst_sets(demand.max(axis=0), places, accredits).peak
    peaks = np.zeros(len(demand))
    for day in np.argsort(-ceiling):
        if progress.is_cancelled:
            return None
        open_draws = np.flatnonzero(peaks < ceiling[day])
        if not len(open_draws):
            break
        offered = np.broadcast_to(places[day], (len(open_draws), places.shape[1]))
        worst = worst_sets(demand[open_draws, day], offered, accredits)
        peaks[open_draws] = np.maximum(peaks[open_draws], worst.peak)
    return peaks


def _untried(part: _Part) -> ComponentRobustness:
    """Return a component for which there was no time."""
    return ComponentRobustness(
        programmes=part.names, peak=0.0, typical=0.0, high=0.0, worst=0.0, within_target=0.0
    )
