"""One day of a large component: Dinkelbach's method over minimum cuts.

Source: W. Dinkelbach, On nonlinear fractional programming, Management Science 13 (1967).
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import max_flow

from stageplanner.load.demand import Floats
from stageplanner.load.hall import Bools

#: The flow works in whole numbers: students are counted in millionths.
SCALE = 1_000_000


def capacity_of(programmes: Bools, places: Floats, accredits: Bools) -> float:
    """The free places of all kinds accredited for any of the programmes."""
    return float(places[accredits[:, programmes].any(axis=1)].sum())


def worst_set_of_day(
    demand: Floats, places: Floats, accredits: Bools, known: list[Bools] | None = None
) -> tuple[float, Bools]:
    """The peak utilisation of one day and the programmes that cause it.

    Parameters
    ----------
    known
        Programme sets worth trying first, such as those of other days.

    Returns
    -------
    peak, programmes
        ``inf`` where a programme has students and no place.
    """
    n = len(demand)
    asked = demand > 0
    best, chosen = 0.0, np.zeros(n, dtype=np.bool_)
    singles = list(np.eye(n, dtype=np.bool_)[asked])
    for programmes in [*singles, asked, *(known or [])]:
        students = float(demand[programmes].sum())
        if students <= 0:
            continue
        offered = capacity_of(programmes, places, accredits)
        if offered <= 1e-9:
            return float("inf"), programmes
        if students / offered > best:
            best, chosen = students / offered, programmes
    while best > 0:
        programmes = _cut(demand, places * best, accredits)
        students = float(demand[programmes].sum())
        offered = capacity_of(programmes, places, accredits)
        if students <= 0 or students / offered <= best * (1 + 1e-9):
            break
        best, chosen = students / offered, programmes
    return best, chosen


def shortage_of_day(demand: Floats, places: Floats, accredits: Bools) -> float:
    """Students that find no accredited place on one day."""
    programmes = _cut(demand, places, accredits)
    return max(0.0, float(demand[programmes].sum()) - capacity_of(programmes, places, accredits))


def _cut(demand: Floats, places: Floats, accredits: Bools) -> Bools:
    """The programmes on the source side of a minimum cut."""
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
