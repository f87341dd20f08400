"""The meaning of the columns of an institution's own file, remembered for the next import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """The meaning of each heading of one layout, as plain words that a project can store.

    ``signature`` identifies the layout (its headings, in any order); ``columns`` pairs a heading
    with its field, or with ``""`` if the column is ignored. ``institution`` is ``None`` if the
    mapping holds for all.
    """

    signature: str
    kind: str
    institution: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
