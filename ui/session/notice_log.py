"""What was told since the window was opened, newest first, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from stageplanner.problems import Place

#: From bad to good; the order in which kinds are listed.
KINDS = ("error", "warning", "info", "done")
#: More is not kept: who has so much to look at reads the list of the import.
MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was told; ``code`` is shared by those that say the same of other places."""

    kind: str
    text: str
    code: str = ""
    where: str = ""
    place: Place = field(default_factory=Place)
    folder: str = ""
    when: datetime = field(default_factory=datetime.now)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that say the same, newest first."""

    kind: str
    entries: tuple[Entry, ...]


class NoticeLog:
    """Everything that was told."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what is told now, the first of it on top."""
        self.entries[:0] = entries
        del self.entries[MOST:]

    def clear(self) -> None:
        """Forget all of it."""
        self.entries.clear()

    def of_kind(self, kind: str) -> list[Group]:
        """What was told of a kind: what says the same together, where its newest stands."""
        groups: dict[str, list[Entry]] = {}
        for number, entry in enumerate(self.entries):
            if entry.kind == kind:
                groups.setdefault(entry.code or f"#{number}", []).append(entry)
        return [Group(kind, tuple(entries)) for entries in groups.values()]
