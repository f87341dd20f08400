"""Open a region on a server for a window, with the password that was typed."""

from __future__ import annotations

from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.shared.refresh_views import refresh_views
from stageplanner.store.shared.address import RegionAddress
from stageplanner.store.shared.password import save_password


def open_region(address: RegionAddress, password: str = "", *, keeps: bool = False) -> Project:
    """Open a region on a server.

    Parameters
    ----------
    address : RegionAddress
        Of the region.
    password : str
        As typed; empty for that of the keyring.
    keeps : bool
        Keep a typed password in the keyring once it was found to be right; a system without a
        keyring is no reason not to open the region.

    Returns
    -------
    Project
        The region.

    Raises
    ------
    StagePlannerError
        If the server cannot be reached, or has no such region for this user.
    """
    project = Project.open_shared(address, password or None)
    project.on_shared = refresh_views
    if password and keeps:
        try:
            save_password(address, password)
        except StagePlannerError as error:
            project.warning = error.problem
    return project
