"""Where a region is kept: a project file, or a region on a server."""

from __future__ import annotations

from pathlib import Path

from stageplanner.store.shared.address import RegionAddress, is_address, read_address

__all__ = ["RegionAddress", "RegionPlace", "is_address", "read_address", "read_place"]

RegionPlace = Path | RegionAddress


def read_place(text: str) -> RegionPlace:
    """Return where the region of a typed text is kept.

    Parameters
    ----------
    text : str
        A path, or ``postgresql://user@host/database?region=NAME``.

    Returns
    -------
    Path or RegionAddress
        Whether it is there is not looked at.

    Raises
    ------
    StagePlannerError
        If it is an address that cannot be read.
    """
    return read_address(text) if is_address(text) else Path(text)
