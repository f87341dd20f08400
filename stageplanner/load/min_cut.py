"""One day of a large component: Dinkelbach's method over minimum cuts.

Source: W. Dinkelbach, On nonlinear fractional programming, Management Science 13 (1967).
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow

from stageplanner.load.arrays import Bools, Floats

#: The flow works in whole numbers: students are counted in millionths.
SCALE = 1_000_000


class KnownSets:
    """Programme sets worth trying first on every day, weighed on all days at once."""

    def __init__(self, demand: Floats, places: Floats, accredits: Bools) -> None:
        n = demand.shape[1]
        self.demand, self.places, self.accredits = demand, places, accredits
        self.members: Bools = np.zeros((0, n), dtype=np.bool_)
        self.fullness: Floats = np.zeros((0, len(demand)))
        self.add(np.concatenate([np.eye(n, dtype=np.bool_), np.ones((1, n), dtype=np.bool_)]))

    def add(self, members: Bools) -> None:
        """Take in more sets."""
        reach = members.astype(np.float64) @ self.accredits.T > 0
        students = members @ self.demand.T
        offered = reach @ self.places.T
        with np.errstate(divide="ignore", invalid="ignore"):
            fullness = np.where(students > 0, students / offered, 0.0)
        fullness[(students > 0) & (offered <= 1e-9)] = np.inf
        self.members = np.concatenate([self.members, members])
        self.fullness = np.concatenate([self.fullness, fullness])

    def worst_on(self, day: int) -> tuple[float, Bools]:
        """The peak utilisation of one day and the programmes that cause it.

        Returns
        -------
        peak, programmes
            ``inf`` where a programme has students and no place.
        """
        fullest = int(self.fullness[:, day].argmax())
        best, chosen = float(self.fullness[fullest, day]), self.members[fullest]
        demand, places = self.demand[day], self.places[day]
        is_new = False
        while 0 < best < np.inf:
            programmes = lacking_on(demand, places * best, self.accredits)
            students = float(demand[programmes].sum())
            offered = capacity_of(programmes, places, self.accredits)
            if students <= 0 or students / offered <= best * (1 + 1e-9):
                break
            best, chosen, is_new = students / offered, programmes, True
        if is_new:
            self.add(chosen[None, :])
        return best, chosen & (demand > 0) if best > 0 else np.zeros(len(demand), dtype=np.bool_)


def capacity_of(programmes: Bools, places: Floats, accredits: Bools) -> float:
    """The free places of all kinds accredited for any of the programmes."""
    return float(places[accredits[:, programmes].any(axis=1)].sum())


def shortage_of_day(demand: Floats, places: Floats, accredits: Bools) -> float:
    """Students that find no accredited place on one day."""
    programmes = lacking_on(demand, places, accredits)
    return max(0.0, float(demand[programmes].sum()) - capacity_of(programmes, places, accredits))


def lacking_on(demand: Floats, places: Floats, accredits: Bools) -> Bools:
    """The programmes that lack the most places: those on the source side of a minimum cut."""
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
