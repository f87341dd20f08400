"""A project file for the next school year."""

from __future__ import annotations

from dataclasses import replace

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
    """Begin the next school year; mappings and history are kept, scenarios are not.

    Parameters
    ----------
    document : Document
        The document of the year that ends.
    wish_from_plan : bool, optional
        Begin with the placements of the current plan instead of the wishes.
    user : str, optional
        The user, for the history.
    file, sha256 : str, optional
        The project file of the year that ends, for the history.

    Raises
    ------
    ValueError
        If there is no stage period, so no year to begin from.
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
    """Return a school year as people write it: ``2027-2028``."""
    return f"{year}-{year + 1}"
