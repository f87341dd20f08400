"""Remembered columns to and from what a project file holds of them."""

from __future__ import annotations

import json

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.store.document import StoredMapping


def write_mapping(mapping: ColumnMapping) -> StoredMapping:
    """A mapping as the file keeps it; an empty institution stands for everybody."""
    content = {"kind": mapping.kind, "columns": mapping.columns}
    return StoredMapping(
        institution=mapping.institution or "",
        signature=mapping.signature,
        content=json.dumps(content, ensure_ascii=False),
    )


def read_mapping(stored: StoredMapping) -> ColumnMapping:
    """Read what :func:`write_mapping` writes.

    Raises
    ------
    ValueError, TypeError, KeyError
        The content is something else.
    """
    content = json.loads(stored.content)
    return ColumnMapping(
        signature=stored.signature,
        kind=str(content["kind"]),
        institution=stored.institution or None,
        columns=tuple((str(heading), str(field)) for heading, field in content["columns"]),
    )
