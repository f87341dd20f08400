"""Peak and tekort of one day of a large component, by Dinkelbach's method over minimum cuts.

The peak is a maximum of quotients ``demand(S) / capacity(N(S))``. Dinkelbach's method starts
from a quotient L, finds the set S with the largest ``demand(S) - L * capacity(N(S))`` and goes
on with the quotient of S, until no set has a larger one. That S is the source side of a minimum
cut, so it is found by a maximum flow.

Sources: W. Dinkelbach, On nonlinear fractional programming, Management Science 13 (1967)
492-498; L. R. Ford and D. R. Fulkerson, Maximal flow through a network, Canadian Journal of
Mathematics 8 (1956) 399-404.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow

from stageplanner.load.arrays import Bools, Floats
from stageplanner.load.tolerances import ROUNDING

#: The flow works in whole numbers, so students are counted in millionths.
SCALE = 1_000_000


class KnownSets:
    """Programme sets that were the worst on some day, measured on all days at once.

    The best of them is a good start for Dinkelbach's method on the next day.

    Parameters
    ----------
    demand : Floats
        Shape (days, programmes), weighted students.
    places : Floats
        Shape (days, kinds), free places.
    accredits : Bools
        Shape (kinds, programmes), which programmes a kind of leerbedrijf may take.

    Attributes
    ----------
    members : Bools
        Shape (sets, programmes), the sets: at first every programme alone, and all together.
    fullness : Floats
        Shape (sets, days), their utilisation, a fraction; ``inf`` for students without places.
    """

    def __init__(self, demand: Floats, places: Floats, accredits: Bools) -> None:
        n = demand.shape[1]
        self.demand, self.places, self.accredits = demand, places, accredits
        self.members: Bools = np.zeros((0, n), dtype=np.bool_)
        self.fullness: Floats = np.zeros((0, len(demand)))
        self.add(np.concatenate([np.eye(n, dtype=np.bool_), np.ones((1, n), dtype=np.bool_)]))

    def add(self, members: Bools) -> None:
        """Add sets and measure their utilisation on every day.

        Parameters
        ----------
        members : Bools
            Shape (new sets, programmes).
        """
        reach = members.astype(np.float64) @ self.accredits.T > 0
        students = members @ self.demand.T
        offered = reach @ self.places.T
        with np.errstate(divide="ignore", invalid="ignore"):
            fullness = np.where(students > 0, students / offered, 0.0)
        fullness[(students > 0) & (offered <= ROUNDING)] = np.inf
        self.members = np.concatenate([self.members, members])
        self.fullness = np.concatenate([self.fullness, fullness])

    def worst_on(self, day: int) -> tuple[float, Bools]:
        """Find the peak utilisation of one day and the programmes that cause it.

        Parameters
        ----------
        day : int
            The row of the demand.

        Returns
        -------
        peak : float
            A fraction of capacity; ``inf`` if a programme has students and no place.
        programmes : Bools
            Shape (programmes,), the worst set.

        Notes
        -----
        Dinkelbach's method; every step finds a set with a strictly higher quotient, so it ends.
        """
        fullest = int(self.fullness[:, day].argmax())
        best, chosen = float(self.fullness[fullest, day]), self.members[fullest]
        demand, places = self.demand[day], self.places[day]
        is_new = False
        while 0 < best < np.inf:
            programmes = lacking_on(demand, places * best, self.accredits)
            students = float(demand[programmes].sum())
            offered = capacity_of(programmes, places, self.accredits)
            if students <= 0 or students / offered <= best * (1 + ROUNDING):
                break
            best, chosen, is_new = students / offered, programmes, True
        if is_new:
            self.add(chosen[None, :])
        return best, chosen & (demand > 0) if best > 0 else np.zeros(len(demand), dtype=np.bool_)


def capacity_of(programmes: Bools, places: Floats, accredits: Bools) -> float:
    """Add up the free places of all kinds accredited for any of the programmes.

    Parameters
    ----------
    programmes : Bools
        Shape (programmes,), the set S.
    places : Floats
        Shape (kinds,), free places on one day.
    accredits : Bools
        Shape (kinds, programmes).

    Returns
    -------
    float
        Places, the capacity of N(S).
    """
    return float(places[accredits[:, programmes].any(axis=1)].sum())


def shortage_of_day(demand: Floats, places: Floats, accredits: Bools) -> float:
    """Count the students that find no accredited place on one day.

    Parameters
    ----------
    demand : Floats
        Shape (programmes,), weighted students.
    places : Floats
        Shape (kinds,), free places.
    accredits : Bools
        Shape (kinds, programmes).

    Returns
    -------
    float
        Weighted students, 0 or more.
    """
    programmes = lacking_on(demand, places, accredits)
    return max(0.0, float(demand[programmes].sum()) - capacity_of(programmes, places, accredits))


def lacking_on(demand: Floats, places: Floats, accredits: Bools) -> Bools:
    """Find the programmes that lack the most places: the source side of a minimum cut.

    Parameters
    ----------
    demand : Floats
        Shape (programmes,), weighted students.
    places : Floats
        Shape (kinds,), free places.
    accredits : Bools
        Shape (kinds, programmes).

    Returns
    -------
    Bools
        Shape (programmes,), the set S with the largest ``demand(S) - capacity(N(S))``.

    Raises
    ------
    RuntimeError
        If the flow is not solved to optimality.
    """
    kinds, n = accredits.shape
    source, sink = n + kinds, n + kinds + 1
    flow = max_flow.SimpleMaxFlow()
    kind_rows, programme_columns = np.nonzero(accredits)
    tails = np.concatenate([np.full(n, source), programme_columns, n + np.arange(kinds)])
    heads = np.concatenate([np.arange(n), n + kind_rows, np.full(kinds, sink)])
    students = np.rint(demand * SCALE).astype(np.int64)
    room = np.rint(places * SCALE).astype(np.int64)
    capacities = np.concatenate([students, students[programme_columns], room])
    flow.add_arcs_with_capacity(tails, heads, capacities)
    status = flow.solve(source, sink)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"max-flow ended with {status}")
    side = np.zeros(n, dtype=np.bool_)
    for node in flow.get_source_side_min_cut():
        if node < n:
            side[node] = True
    return side
