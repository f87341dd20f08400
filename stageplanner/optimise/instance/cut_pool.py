"""Hall cuts: the programme sets that matter, and how full each of them is on each day.

A cut is a programme set S and a day: the students of S fit into L x the free places of N(S), the
leerbedrijven accredited for any of S. By Hall's theorem all cuts of a component together hold
if and only if everybody fits; few of them ever bind, so the pool grows by the sets that an
answer violates (cutting planes).

Source: P. Hall, On representatives of subsets, J. London Math. Soc. 10, 1935.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.programme_sets import shortage_sets, worst_sets
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.instance.instance import Instance


class CutPool:
    """The programme sets that are known, and their free places per day.

    Parameters
    ----------
    instance : Instance
        The component; the pool begins with its single programmes and all of them together.

    Attributes
    ----------
    members : Bools
        Which programmes each set holds. Shape (sets, programmes).
    capacity : Floats
        The free places of N(S), in students. Shape (sets, days).
    """

    def __init__(self, instance: Instance) -> None:
        n = len(instance.programmes)
        self._instance = instance
        self._known: dict[bytes, int] = {}
        self.members: Bools = np.zeros((0, n), dtype=np.bool_)
        self.capacity: Floats = np.zeros((0, len(instance.grid.days)))
        self.add([*np.eye(n, dtype=np.bool_), np.ones(n, dtype=np.bool_)])

    def copy(self) -> CutPool:
        """Return a pool that knows the same sets and grows on its own.

        Returns
        -------
        CutPool
            The copy.
        """
        copy = object.__new__(CutPool)
        copy._instance, copy._known = self._instance, dict(self._known)
        copy.members, copy.capacity = self.members, self.capacity
        return copy

    def __len__(self) -> int:
        return len(self.members)

    def add(self, sets: Iterable[Bools]) -> int:
        """Add the sets that are not yet known.

        Parameters
        ----------
        sets : iterable of Bools
            Each of shape (programmes,); empty ones are skipped.

        Returns
        -------
        int
            How many were new.
        """
        candidates = {s.tobytes(): s for s in sets if s.any()}
        new = [s for key, s in candidates.items() if key not in self._known]
        if not new:
            return 0
        for s in new:
            self._known[s.tobytes()] = len(self._known)
        rows = np.array(new, dtype=np.bool_)
        reach = (rows.astype(np.intp) @ self._instance.accredits.T.astype(np.intp)) > 0
        self.members = np.concatenate([self.members, rows])
        self.capacity = np.concatenate([self.capacity, reach @ self._instance.places.T])
        return len(new)

    def loads(self, demand: Floats) -> Floats:
        """Return the students of every set on every day.

        Parameters
        ----------
        demand : Floats
            Weighted students. Shape (days, programmes).

        Returns
        -------
        Floats
            Shape (sets, days).
        """
        return self.members @ demand.T

    def separate_shortage(self, demand: Floats) -> None:
        """Add the set that lacks the most places on every day on which one does.

        Parameters
        ----------
        demand : Floats
            Weighted students. Shape (days, programmes).
        """
        sets = shortage_sets(demand, self._instance.places, self._instance.accredits)
        self.add(sets[sets.any(axis=1)])

    def separate(self, demand: Floats, level: float) -> float:
        """Add the set with the highest utilisation of every day on which it is above a level.

        Parameters
        ----------
        demand : Floats
            Weighted students. Shape (days, programmes).
        level : float
            Peak utilisation allowed, as a fraction of the places.

        Returns
        -------
        float
            The peak utilisation of the demand.
        """
        worst = worst_sets(demand, self._instance.places, self._instance.accredits)
        self.add(worst.peak_set[worst.peak > level + ROUNDING])
        return float(worst.peak.max(initial=0.0))
