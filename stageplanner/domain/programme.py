"""Programmes of study."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A qualification, known by its crebo."""

    crebo: str
    name: str
    niveau: int | None = None
    dossier: str | None = None
