"""Remembered columns and answers, to and from the project file."""

from __future__ import annotations

import json

from stageplanner.domain.column_mapping import ColumnMapping, LayoutAnswer
from stageplanner.store.document import StoredMapping


def write_mapping(mapping: ColumnMapping) -> StoredMapping:
    """Return a mapping as it is stored; an empty institution means all."""
    content: dict[str, object] = {"kind": mapping.kind, "columns": mapping.columns}
    if mapping.answers:
        content["answers"] = [
            [*answer.key, answer.answer] for answer in mapping.answers if not answer.is_withdrawn
        ]
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
        answers=tuple(
            LayoutAnswer(
                question=str(question),
                heading=str(heading),
                value=str(value),
                answer=None if answer is None else str(answer),
            )
            for question, heading, value, answer in content.get("answers", ())
        ),
    )
