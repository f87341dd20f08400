"""The address of a shared region: ``postgresql://user@host/database?region=NAME``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from stageplanner.problems import Place, Problem, StagePlannerError

_SCHEMES = ("postgresql", "postgres")
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
DEFAULT_PORT = 5432


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionAddress:
    """Where a region is kept on a server; a password is never part of it.

    Attributes
    ----------
    host, port, database, user : str, int, str, str
        Of the server.
    region : str
        The name of the region; empty for the server as a whole.
    certificate : str
        A file with the certificates to trust; empty for those of the system.
    """

    host: str
    port: int
    database: str
    user: str
    region: str = ""
    certificate: str = ""

    @property
    def name(self) -> str:
        """The name by which people know it."""
        return self.region or self.database

    @property
    def is_local(self) -> bool:
        """Whether the server is this computer, so that nothing goes over a network."""
        return self.host in _LOCAL or self.host.startswith("/")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        port = "" if self.port == DEFAULT_PORT else f":{self.port}"
        region = f"?region={quote(self.region)}" if self.region else ""
        return f"postgresql://{quote(self.user)}@{host}{port}/{quote(self.database)}{region}"


def is_address(text: str) -> bool:
    """Return whether a text is the address of a server, not the name of a file.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    bool
        By how it begins.
    """
    return text.strip().casefold().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES))


def read_address(text: str, *, needs_region: bool = True) -> RegionAddress:
    """Read the address of a shared region.

    Parameters
    ----------
    text : str
        ``postgresql://user@host:port/database?region=NAME``.
    needs_region : bool
        Whether the region must be named.

    Returns
    -------
    RegionAddress
        Its parts.

    Raises
    ------
    StagePlannerError
        If a part is missing or cannot be read, or it holds a password.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port or DEFAULT_PORT
        options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise _wrong("shared_bad_address", text.split("?", maxsplit=1)[0]) from error
    if parts.password is not None:
        raise _wrong("shared_password_in_address", parts.hostname or "")
    unknown = sorted(options.keys() - {"region", "sslrootcert"})
    shown = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if unknown:
        raise _wrong("shared_unknown_option", shown, option=unknown[0])
    address = RegionAddress(
        host=unquote(parts.hostname or ""),
        port=port,
        database=unquote(parts.path.strip("/")),
        user=unquote(parts.username or ""),
        region=options.get("region", [""])[0].strip(),
        certificate=options.get("sslrootcert", [""])[0],
    )
    if not address.user or not address.database or not address.host:
        raise _wrong("shared_bad_address", shown)
    if needs_region and not address.region:
        raise _wrong("shared_no_region_named", shown)
    return address


def _wrong(code: str, shown: str, **values: object) -> StagePlannerError:
    return StagePlannerError(
        Problem(code=code, place=Place(file=shown), values={"address": shown} | values)
    )
