"""A maximum flow in plain Python for the judge, independent of the load measures.

Source: J. Edmonds and R. Karp, Theoretical improvements in algorithmic efficiency for network
flow problems, Journal of the ACM 19 (1972).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

#: Smaller amounts are rounding errors; the judge's own on purpose (see check_plan).
EPSILON = 1e-9


def placed_students(
    demand: Mapping[str, float], places: Mapping[frozenset[str], float], factor: float = 1.0
) -> float:
    """Return how many students find a place if every place counts ``factor`` times.

    Parameters
    ----------
    demand : Mapping[str, float]
        Students per programme, on one day.
    places : Mapping[frozenset[str], float]
        Free places per set of programmes that may take them.
    factor : float, optional
        How often a place counts.
    """
    left = dict(demand)
    room = {kind: count * factor for kind, count in places.items()}
    used: dict[tuple[str, frozenset[str]], float] = {}
    total = 0.0
    while True:
        path = _find_path(left, room, used)
        if path is None:
            return total
        amount = min(left[path[0][0]], room[path[-1][1]])
        # Every second step takes students back from a kind to make room for others.
        amount = min([amount, *(used[p, k] for p, k in path[1::2])])
        for step, (programme, kind) in enumerate(path):
            sign = -1.0 if step % 2 else 1.0
            used[programme, kind] = used.get((programme, kind), 0.0) + sign * amount
        left[path[0][0]] -= amount
        room[path[-1][1]] -= amount
        total += amount


def _find_path(
    left: Mapping[str, float],
    room: Mapping[frozenset[str], float],
    used: Mapping[tuple[str, frozenset[str]], float],
) -> list[tuple[str, frozenset[str]]] | None:
    """Find a shortest path from students without a place to a kind with room.

    Its steps go forth (students to a kind) and back (a kind to students it has) in turn.
    """
    came: dict[str, list[tuple[str, frozenset[str]]]] = {
        programme: [] for programme, students in left.items() if students > EPSILON
    }
    waiting = deque(came)
    seen: set[frozenset[str]] = set()
    while waiting:
        programme = waiting.popleft()
        for kind in room:
            if programme not in kind or kind in seen:
                continue
            seen.add(kind)
            path = [*came[programme], (programme, kind)]
            if room[kind] > EPSILON:
                return path
            for other in kind:
                if other not in came and used.get((other, kind), 0.0) > EPSILON:
                    came[other] = [*path, (other, kind)]
                    waiting.append(other)
    return None
