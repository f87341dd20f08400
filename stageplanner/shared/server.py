"""What changes who may see a region on a server, with the views that follow from it."""

from __future__ import annotations

from pathlib import Path

from stageplanner.shared.refresh_views import refresh_views
from stageplanner.store.file.save_load import load
from stageplanner.store.shared.administration import Server
from stageplanner.store.shared.membership import Kind


def publish_file(server: Server, path: Path) -> int:
    """Make a region on a server of a project file, with its totals.

    Parameters
    ----------
    server : Server
        As the owner of the schema.
    path : Path
        The file.

    Returns
    -------
    int
        The number of entries.

    Raises
    ------
    StagePlannerError
        If the file cannot be read, or the region cannot be made; then nothing is.
    """
    copy = server.publish(load(path))
    refresh_views(copy)
    return copy.size


def invite(server: Server, login: str, kind: Kind, institution: str) -> str | None:
    """Give a user a role in a region; an institution gets its view at once.

    Parameters
    ----------
    server : Server
        As the owner of the schema.
    login, kind, institution : str
        See :meth:`stageplanner.store.shared.administration.Server.invite`.

    Returns
    -------
    str or None
        The password of a new login.

    Raises
    ------
    StagePlannerError
        If the user cannot be invited.
    """
    password = server.invite(login, kind, institution)
    if kind == "institution":
        refresh_views(server.read())
    return password
