"""Remembered columns, to and from the project file."""

from __future__ import annotations

import json

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.store.document import StoredMapping


def write_mapping(mapping: ColumnMapping) -> StoredMapping:
    """Return a mapping as it is stored; an empty institution means all."""
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
        If the content is something else.
    """
    content = json.loads(stored.content)
    return ColumnMapping(
        signature=stored.signature,
        kind=str(content["kind"]),
        institution=stored.institution or None,
        columns=tuple((str(heading), str(field)) for heading, field in content["columns"]),
    )
