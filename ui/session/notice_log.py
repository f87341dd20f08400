"""The notices shown since the window was opened, newest first, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from stageplanner.problems import Place

#: The kinds of notices, from bad to good, as they are listed.
KINDS = ("error", "warning", "info", "done")
#: Most notices that are stored.
MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One notice; notices of the same kind with the same ``code`` are grouped."""

    kind: str
    text: str
    code: str = ""
    where: str = ""
    place: Place = field(default_factory=Place)
    folder: str = ""
    when: datetime = field(default_factory=datetime.now)


@dataclass(frozen=True, slots=True)
class Group:
    """Notices with the same code, newest first."""

    kind: str
    entries: tuple[Entry, ...]


class NoticeLog:
    """All notices since the window was opened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Add new notices, the first one on top."""
        self.entries[:0] = entries
        del self.entries[MOST:]

    def clear(self) -> None:
        """Remove all notices."""
        self.entries.clear()

    def of_kind(self, kind: str) -> list[Group]:
        """Return the notices of a kind, grouped by code, ordered by the newest of each group."""
        groups: dict[str, list[Entry]] = {}
        for number, entry in enumerate(self.entries):
            if entry.kind == kind:
                groups.setdefault(entry.code or f"#{number}", []).append(entry)
        return [Group(kind, tuple(entries)) for entries in groups.values()]
