"""The changes and events of a verb as JSON for the functions of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Cast, cast

from stageplanner.domain.history import Event
from stageplanner.store.rows.region_rows import EVENT
from stageplanner.store.shared import tables
from stageplanner.store.shared.entries import write_value
from stageplanner.store.shared.merge import GONE, Changes


def changes_json(changes: Changes, positions: Mapping[str, Mapping[str, int]]) -> str:
    """Return changes as the server takes them: ``{part: {key: [position, cells] or null}}``.

    Parameters
    ----------
    changes : Changes
        By part and key.
    positions : mapping
        The place of every new value in the order of its part, by part and key.

    Returns
    -------
    str
        JSON.
    """
    parts = []
    for part, values in changes.items():
        pairs = [
            f"{json.dumps(key)}:null"
            if value is GONE
            else f"{json.dumps(key)}:[{positions[part][key]},{write_value(part, value)}]"
            for key, value in values.items()
        ]
        parts.append(f"{json.dumps(part)}:{{{','.join(pairs)}}}")
    return f"{{{','.join(parts)}}}"


def as_json(text: str) -> Cast[Any]:
    """Return a parameter that the server takes as JSON.

    Parameters
    ----------
    text : str
        JSON.

    Returns
    -------
    Cast
        For a statement.
    """
    return cast(text, tables.Json)


def events_json(events: tuple[Event, ...]) -> str:
    """Return events as the server takes them.

    Parameters
    ----------
    events : tuple of Event
        In their order.

    Returns
    -------
    str
        JSON.
    """
    return json.dumps([EVENT.row(event) for event in events], ensure_ascii=False)
