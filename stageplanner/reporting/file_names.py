"""Names of exported files that every file system allows."""

from __future__ import annotations

import re


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
    base = re.sub(r"\s+", " ", base).strip(" .")[:120].rstrip(" .") or "-"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(name.casefold())
    return name
