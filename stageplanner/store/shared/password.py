"""The password of a server, in the keyring of the system: in no file and no log of ours."""

from __future__ import annotations

import keyring
import keyring.errors

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.store.shared.address import RegionAddress

_SERVICE = "StagePlanner"


def saved_password(address: RegionAddress) -> str | None:
    """Return the password that the keyring keeps for a server and user.

    Parameters
    ----------
    address : RegionAddress
        The server and user.

    Returns
    -------
    str or None
        ``None`` if it keeps none, or there is no keyring here.
    """
    try:
        return keyring.get_password(_SERVICE, _account(address))
    except keyring.errors.KeyringError:
        return None


def save_password(address: RegionAddress, password: str) -> None:
    """Keep a password in the keyring.

    Parameters
    ----------
    address : RegionAddress
        The server and user.
    password : str
        The password.

    Raises
    ------
    StagePlannerError
        If the system has no keyring, or it is locked.
    """
    try:
        keyring.set_password(_SERVICE, _account(address), password)
    except keyring.errors.KeyringError as error:
        values = {"detail": " ".join(str(error).split())[:200]}
        place = Place(file=address.name)
        raise StagePlannerError(
            Problem(code="shared_no_keyring", place=place, values=values)
        ) from error


def _account(address: RegionAddress) -> str:
    return f"{address.user}@{address.host}:{address.port}/{address.database}"
