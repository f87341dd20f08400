"""Remembered columns as the project file keeps them: one JSON text per layout."""

from __future__ import annotations

import json

from stageplanner.domain.mapping import ColumnMapping
from stageplanner.store.document import StoredMapping


def write_mapping(mapping: ColumnMapping) -> StoredMapping:
    """A mapping as it is stored."""
    content = json.dumps({"kind": mapping.kind, "columns": mapping.columns}, ensure_ascii=False)
    return StoredMapping(
        institution=mapping.institution or "", signature=mapping.signature, content=content
    )


def read_mapping(stored: StoredMapping) -> ColumnMapping:
    """A stored mapping as ``sheets`` uses it."""
    content = json.loads(stored.content)
    return ColumnMapping(
        signature=stored.signature,
        kind=content["kind"],
        institution=stored.institution or None,
        columns=tuple((heading, name) for heading, name in content["columns"]),
    )
