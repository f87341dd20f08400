"""How the columns of an institution's own file were understood, to be remembered for next year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What each heading of one layout means; plain words, so that a project can store it.

    ``signature`` names the layout (its headings, whatever their order); ``columns`` pairs a
    heading with the field it holds, or with ``""`` where the column is to be left alone.
    ``institution`` is ``None`` where the mapping holds for everybody.
    """

    signature: str
    kind: str
    institution: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
