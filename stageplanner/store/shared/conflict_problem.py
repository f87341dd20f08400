"""Conflicts between two people as one problem, for where nobody can be asked row by row."""

from __future__ import annotations

from collections.abc import Sequence

from stageplanner.problems import Place, Problem
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.merge import Conflict

#: So many are named in the sentence.
_NAMED = 5


def conflict_problem(conflicts: Sequence[Conflict], address: RegionAddress) -> Problem:
    """Return the problem of changes that touch those of somebody else.

    Parameters
    ----------
    conflicts : sequence of Conflict
        At least one.
    address : RegionAddress
        Of the region.

    Returns
    -------
    Problem
        With the keys of the first ones.
    """
    keys = list(dict.fromkeys(conflict.key or conflict.part for conflict in conflicts))
    more = len(keys) - _NAMED
    named = ", ".join(keys[:_NAMED]) + (f" (+{more})" if more > 0 else "")
    return Problem(
        code="shared_conflict",
        place=Place(file=address.name),
        values={"count": len(keys), "names": named, "region": address.region},
    )
