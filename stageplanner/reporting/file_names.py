"""Names of exported files that every file system takes."""

from __future__ import annotations

import re


class Names:
    """Lawful file names, no two of them alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str, suffix: str) -> str:
        """The file name for a title."""
        from stageplanner.reporting.file_names import file_name

        return f"{file_name(wanted, self._taken)}{suffix}"


def file_name(wanted: str, taken: set[str]) -> str:
    """A file name without suffix that every system allows and that is not taken yet."""
    base = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", wanted)
    base = re.sub(r"\s+", " ", base).strip(" .")[:120].rstrip(" .") or "-"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(name.casefold())
    return name
