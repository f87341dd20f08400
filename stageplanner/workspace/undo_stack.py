"""The undo list: every content of the open file since it was opened, and the verbs between.

Belongs to :mod:`stageplanner.project`; kept apart for its length.
"""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.plan import Plan
from stageplanner.domain.planning.scenarios import scenarios_before_and_after
from stageplanner.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What undo goes back to: the region, its scenarios and its remembered columns."""

    state: State
    plans: tuple[Plan, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One content in the list, the verb that made it and what it was done to."""

    content: Snapshot
    verb: str
    subject: str = ""

    @property
    def name(self) -> str:
        """The verb and its subject, for the history of undo and redo."""
        return f"{self.verb} {self.subject}".rstrip()


class UndoStack:
    """A list without limit: contents share every object that did not change."""

    def __init__(self, content: Snapshot) -> None:
        self._steps = [UndoEntry(content, "")]
        self._now = 0

    @property
    def content(self) -> Snapshot:
        """What is now."""
        return self._steps[self._now].content

    @property
    def done(self) -> UndoEntry | None:
        """The step that undo would take back."""
        return self._steps[self._now] if self._now else None

    @property
    def undone(self) -> UndoEntry | None:
        """The step that redo would do again."""
        return self._steps[self._now + 1] if self._now + 1 < len(self._steps) else None

    def add(self, step: UndoEntry) -> None:
        """Go on with a new step; what was undone cannot be done again."""
        del self._steps[self._now + 1 :]
        self._steps.append(step)
        self._now += 1

    def go(self, steps: int) -> None:
        """Go back (-1) or on (+1)."""
        self._now += steps


def describe_change(before: Snapshot, after: Snapshot) -> tuple[str, str]:
    """What changed between two contents, as the two texts of an event (JSON)."""
    if before.plans is not after.plans:
        return scenarios_before_and_after(before.plans, after.plans, after.state.periods)
    return before_and_after(before.state, after.state)


def merge_mappings(
    known: tuple[ColumnMapping, ...], read: tuple[ColumnMapping, ...]
) -> tuple[ColumnMapping, ...]:
    """Remembered columns with those of a new import; what was decided last holds."""
    found = {(one.signature, one.kind, one.institution): one for one in (*known, *read)}
    return tuple(found.values())
