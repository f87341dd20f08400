"""Institutions and programmes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A school, known by its name in this region; ``region`` is its vakantieregio."""

    name: str
    brin: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A qualification, known by its crebo."""

    crebo: str
    name: str
    niveau: int | None = None
    dossier: str | None = None
