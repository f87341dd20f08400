"""The contents of one project file."""

from __future__ import annotations

from dataclasses import dataclass, field

from stageplanner.domain.history import Event
from stageplanner.domain.plan import Plan
from stageplanner.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMapping:
    """How the columns of one institution's file were read, remembered for next year.

    ``signature`` identifies the layout; ``content`` is JSON that
    :mod:`stageplanner.store.rows.column_mappings` reads.
    """

    institution: str
    signature: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A region with its scenarios, history and remembered columns: one ``.stageplan`` file.

    ``plans`` are the named scenarios; the current plan is ``state.plan``.
    """

    state: State = field(default_factory=State)
    plans: tuple[Plan, ...] = ()
    history: tuple[Event, ...] = ()
    mappings: tuple[StoredMapping, ...] = ()
