"""The check for a newer version, only if the user switched it on and gave an address.

The address returns ``{"version": "1.2.3", "page": "https://..."}``. Nothing is sent but the request
itself; nothing is downloaded or installed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from stageplanner import __version__

SECONDS = 5.0
LARGEST = 10_000
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """A version that is newer than this one, and where to read about it."""

    version: str
    page: str


def is_safe(address: str) -> bool:
    """Return whether an address may be called: https, or this computer itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)


def newer_version(address: str) -> Newer | None:
    """Return the newer version at an address; ``None`` if there is none or no answer."""
    if not is_safe(address):
        return None
    request = Request(address, headers={"User-Agent": "StagePlanner"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            if not is_safe(answer.geturl()):
                return None
            content = json.loads(answer.read(LARGEST))
        version, page = str(content["version"]), str(content.get("page", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if _number(version) <= _number(__version__):
        return None
    return Newer(version=version, page=page if is_safe(page) else "")


def _number(version: str) -> tuple[int, ...]:
    """Return ``1.2.3`` as integers; text that is no version is empty, so it sorts first."""
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,3}", version):
        return ()
    return tuple(int(part) for part in version.split("."))
