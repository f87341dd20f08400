"""The undo list: every content of the open file since it was opened, and the verbs between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.plan import Plan
from stageplanner.domain.planning.scenarios import scenarios_before_and_after
from stageplanner.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One content for undo: the region, its scenarios and its remembered columns."""

    state: State
    plans: tuple[Plan, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoEntry:
    """One content in the list, the verb that made it, its subject, and what it began from."""

    content: Snapshot
    verb: str
    subject: str = ""
    before: Snapshot | None = None

    @property
    def name(self) -> str:
        """The verb and its subject, for the history of undo and redo."""
        return f"{self.verb} {self.subject}".rstrip()


class UndoStack:
    """A list of contents without a limit: they share every object that did not change."""

    def __init__(self, content: Snapshot) -> None:
        self._steps = [UndoEntry(content, "")]
        self._position = 0
        self._content = content

    @property
    def content(self) -> Snapshot:
        """The current content: that of the last step, with what others did since."""
        return self._content

    @property
    def first(self) -> Snapshot:
        """The content when the file was opened."""
        return self._steps[0].content

    @property
    def done(self) -> UndoEntry | None:
        """The entry that undo would take back."""
        return self._steps[self._position] if self._position else None

    @property
    def undone(self) -> UndoEntry | None:
        """The entry that redo would repeat."""
        return self._steps[self._position + 1] if self._position + 1 < len(self._steps) else None

    def add(self, step: UndoEntry) -> None:
        """Add an entry after the current one; entries that were undone are dropped."""
        del self._steps[self._position + 1 :]
        self._steps.append(replace(step, before=self._content))
        self._position += 1
        self._content = step.content

    def go(self, steps: int, content: Snapshot | None = None) -> None:
        """Move back (-1) or forward (+1), to a content other than that of the list if given."""
        self._position += steps
        self._content = content or self._steps[self._position].content

    def follow(self, content: Snapshot) -> None:
        """Take over what others did; the steps of the list stay as they were made."""
        self._content = content

    @property
    def is_followed(self) -> bool:
        """Whether others did something since the last step."""
        return self._content is not self._steps[self._position].content

    def amend(self, change: Callable[[tuple[Plan, ...]], tuple[Plan, ...]]) -> None:
        """Change the scenarios of every content, also of those that undo and redo come to.

        Parameters
        ----------
        change : Callable[[tuple of Plan], tuple of Plan]
            Returns the same object if nothing changes.
        """
        plans: dict[int, tuple[Plan, ...]] = {}
        contents: dict[int, Snapshot] = {}

        def amended(content: Snapshot) -> Snapshot:
            """Return a content with the change; the same one for the same content."""
            if id(content) not in contents:
                old = content.plans
                if id(old) not in plans:
                    plans[id(old)] = change(old)
                new = plans[id(old)]
                contents[id(content)] = content if new is old else replace(content, plans=new)
            return contents[id(content)]

        kept = self._content, list(self._steps)  # or an id would be given to another object
        self._content = amended(self._content)
        for i, step in enumerate(kept[1]):
            before = None if step.before is None else amended(step.before)
            self._steps[i] = replace(step, content=amended(step.content), before=before)


def describe_change(before: Snapshot, after: Snapshot) -> tuple[str, str]:
    """Return what changed between two contents, as the two texts of an event (JSON)."""
    if before.plans is not after.plans:
        return scenarios_before_and_after(before.plans, after.plans, after.state.periods)
    return before_and_after(before.state, after.state)
