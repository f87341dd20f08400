"""A project file for the next school year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stageplanner.domain.history import Event, file_origin, now
from stageplanner.domain.planning.next_year import RollOver, roll_over
from stageplanner.store.document import Document


def document_of_next_year(
    document: Document,
    *,
    wish_from_plan: bool = False,
    user: str = "",
    file: str = "",
    sha256: str = "",
) -> tuple[Document, RollOver]:
    """Begin the next school year; mappings and history come along, scenarios do not.

    Parameters
    ----------
    file, sha256
        The project file of the year that ends, for the history.

    Raises
    ------
    ValueError
        There is no stage period, so there is no year to begin from.
    """
    rolled = roll_over(document.state, wish_from_plan=wish_from_plan)
    event = Event(
        when=now(),
        user=user,
        verb="rollover",
        subject=year_label(rolled.year),
        before=year_label(rolled.year - 1),
        after=year_label(rolled.year),
        origin=file_origin(file, sha256) if file else "",
    )
    fresh = replace(document, state=rolled.state, plans=(), history=(*document.history, event))
    return fresh, rolled


def year_label(year: int) -> str:
    """A school year as people write it: ``2027-2028``."""
    return f"{year}-{year + 1}"


def path_of_year(path: Path, year: int) -> Path:
    """Where the file of a school year goes: ``regio 2027-2028.stageplan`` beside the old one."""
    stem = path.stem.removesuffix(year_label(year - 1)).rstrip()
    return path.with_name(f"{stem} {year_label(year)}{path.suffix}".lstrip())
