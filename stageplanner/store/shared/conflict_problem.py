"""Conflicts between two people as one problem, for where nobody can be asked row by row."""

from __future__ import annotations

from collections.abc import Sequence

from stageplanner.problems import Place, Problem
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.merge import Conflict

#: So many are named in the sentence.
_MOST = 5


def undo_problem(conflicts: Sequence[Conflict]) -> Problem:
    """Return why a step cannot be taken back: others changed the same since.

    Parameters
    ----------
    conflicts : sequence of Conflict
        At least one.

    Returns
    -------
    Problem
        With the keys of the first ones.
    """
    values = {"count": len(conflicts), "names": _named(conflicts)}
    return Problem(code="shared_undo_touched", values=values)


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
    values = {"count": len(conflicts), "names": _named(conflicts), "region": address.region}
    return Problem(code="shared_conflict", place=Place(file=address.name), values=values)


def _named(conflicts: Sequence[Conflict]) -> str:
    keys = list(dict.fromkeys(conflict.key or conflict.part for conflict in conflicts))
    more = len(keys) - _MOST
    return ", ".join(keys[:_MOST]) + (f" (+{more})" if more > 0 else "")
