"""Names of exported files that every file system allows."""

from __future__ import annotations

import re

_MOST_BYTES = 120
#: Names that Windows keeps for devices, whatever follows the first point.
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{word}{n}" for word in ("com", "lpt") for n in "123456789"),
}


class Names:
    """Different file names for different titles."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str, suffix: str) -> str:
        """Return the file name for a title."""
        return f"{file_name(wanted, self._taken)}{suffix}"


def file_name(wanted: str, taken: set[str]) -> str:
    """Return a file name without suffix that every system allows, and add it to ``taken``."""
    base = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", wanted)
    base = re.sub(r"\s+", " ", base).strip(" .")
    # Systems count bytes, and a pictograph has four.
    base = (
        base.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .") or "-"
    )
    if base.partition(".")[0].rstrip().casefold() in _DEVICES:
        base = f"{base} -"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(name.casefold())
    return name
