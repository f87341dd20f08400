"""Use leerbedrijven evenly: move students if nobody is worse off for it."""

from __future__ import annotations

import numpy as np

from stageplanner.load.arrays import Floats, Ints
from stageplanner.load.tolerances import TIE
from stageplanner.optimise.divide.division_instance import DivisionInstance
from stageplanner.optimise.time_budget import TimeBudget


def spread_of(instance: DivisionInstance, placed: Ints) -> float:
    """Return how unevenly leerbedrijven are used: the sum of the squares of how full they are.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    placed : Ints
        Students. Shape (bunches, leerbedrijven).

    Returns
    -------
    float
        Lower is more even.
    """
    share = (placed.T @ _days_of(instance)) / _place_days(instance)
    return float((share**2).sum())


def even_out(instance: DivisionInstance, placed: Ints, time_budget: TimeBudget) -> Ints:
    """Move students to emptier leerbedrijven that suit them as well, until no move helps.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    placed : Ints
        Students. Shape (bunches, leerbedrijven).
    time_budget : TimeBudget
        Asked before every move.

    Returns
    -------
    Ints
        Shape (bunches, leerbedrijven).
    """
    if time_budget.is_over():
        return placed
    evening = _Evening(instance, placed)
    moved = True
    while moved and not time_budget.is_over():
        moved = False
        for b, j in np.argwhere(evening.placed > 0):
            if time_budget.is_over():
                break
            moved |= evening.move(int(b), int(j))
    return evening.placed


class _Evening:
    """A division while students move, and how full each leerbedrijf is over the year."""

    def __init__(self, instance: DivisionInstance, placed: Ints) -> None:
        self.instance, self.placed = instance, placed.copy()
        self.left = instance.left(placed)
        self.cost = _days_of(instance)
        self.used: Floats = (placed.T @ self.cost).astype(np.float64)
        self.offered = _place_days(instance)

    def move(self, b: int, j: int) -> bool:
        """Move one student of a bunch to where the spread falls most; return whether it falls."""
        instance, cost = self.instance, self.cost[b]
        gain = (self.used[j] ** 2 - (self.used[j] - cost) ** 2) / self.offered[j] ** 2
        loss = ((self.used + cost) ** 2 - self.used**2) / self.offered**2
        alike = np.flatnonzero(
            instance.fits[b]
            & (instance.far[b] == instance.far[b, j])
            & (instance.related[b] == instance.related[b, j])
            & (loss < gain - TIE)
        )
        days = np.flatnonzero(instance.present[b])
        has_room = (self.left[np.ix_(alike, days)] >= instance.size[b]).all(axis=1) & (alike != j)
        if not has_room.any():
            return False
        to = int(alike[has_room][loss[alike[has_room]].argmin()])
        for company, sign in ((j, -1), (to, 1)):
            self.placed[b, company] += sign
            self.left[company, days] -= sign * instance.size[b]
            self.used[company] += sign * cost
        return True


def _days_of(instance: DivisionInstance) -> Ints:
    """Return the place-days that one student of each bunch takes."""
    days: Ints = instance.size * (instance.present @ instance.day_weights)
    return days


def _place_days(instance: DivisionInstance) -> Floats:
    """Return the place-days of each leerbedrijf over the year; at least one, to divide by."""
    days: Floats = np.maximum(instance.free @ instance.day_weights, 1).astype(np.float64)
    return days
