"""Merge two people's changes of one region, entry by entry, or say where they touch.

Two changes touch if both change the same entry to something else, or if one changes a stage period
of which the other changes the placement, or takes out a stage period that the other negotiates
about. Then a person decides; all else is both done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stageplanner.domain.plan import recounted
from stageplanner.store.document import Document
from stageplanner.store.shared.entries import DERIVED, Entries, document_of, entries_of


class Gone:
    """The value of an entry that is not there."""

    def __repr__(self) -> str:
        return "GONE"


GONE = Gone()
#: What changed: by part and key the new value, or ``GONE``.
Changes = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An entry about which two people differ.

    Attributes
    ----------
    part, key : str
        The entry.
    base, mine, theirs : object
        Its value before both, and what either made of it; ``GONE`` if it is not there.
    """

    part: str
    key: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Both changes in one document, and what a person has to decide.

    Attributes
    ----------
    document : Document
        Where they touch, with what the other made of it, or what was decided.
    conflicts : tuple of Conflict
        Those without a decision.
    """

    document: Document
    conflicts: tuple[Conflict, ...]


def changes_of(before: Entries, after: Entries) -> Changes:
    """Return what turns one set of entries into another.

    Parameters
    ----------
    before, after : Entries
        Of the same region; parts and values that are the same objects are not looked into.

    Returns
    -------
    Changes
        Without parts that are equal.
    """
    changes: Changes = {}
    for part, new in after.items():
        old = before[part]
        if old is new:
            continue
        changed = {
            key: value
            for key, value in new.items()
            if (known := old.get(key, GONE)) is not value and known != value
        }
        changed.update({key: GONE for key in old if key not in new})
        if changed:
            changes[part] = changed
    return changes


def with_changes(entries: Entries, changes: Changes) -> Entries:
    """Return entries with changes; new ones come after the others of their part.

    Parameters
    ----------
    entries : Entries
        Not changed; parts without changes are shared.
    changes : Changes
        By part and key.

    Returns
    -------
    Entries
        With the changes.
    """
    changed = dict(entries)
    for part, values in changes.items():
        merged = {**entries[part], **values}
        changed[part] = {key: value for key, value in merged.items() if value is not GONE}
    return changed


def merge(
    base: Document,
    mine: Document,
    theirs: Document,
    decisions: Mapping[tuple[str, str], bool] | None = None,
) -> Merged:
    """Merge my changes of a document into what others made of it.

    Parameters
    ----------
    base : Document
        What both began from.
    mine, theirs : Document
        What I made of it, and what others did.
    decisions : mapping of (str, str) to bool, optional
        By part and key of a conflict, whether mine is taken.

    Returns
    -------
    Merged
        With the history of both: theirs, then mine.
    """
    old = entries_of(base)
    theirs_entries = entries_of(theirs, (base, old))
    my_changes = changes_of(old, entries_of(mine, (base, old)))
    their_changes = changes_of(old, theirs_entries)
    decided = decisions or {}
    conflicts = [
        Conflict(
            part=part,
            key=key,
            base=old[part].get(key, GONE),
            mine=my_changes[part][key],
            theirs=theirs_entries[part].get(key, GONE),
        )
        for part, key in sorted(_touching(my_changes, their_changes))
    ]
    refused = {(c.part, c.key) for c in conflicts if not decided.get((c.part, c.key), False)}
    kept = {
        part: {key: value for key, value in values.items() if (part, key) not in refused}
        for part, values in my_changes.items()
    }
    merged = document_of(with_changes(theirs_entries, kept), (theirs, theirs_entries))
    merged = replace(merged, history=_history(base, mine, theirs))
    if _touches_plan(my_changes) and _touches_plan(their_changes):
        merged = _recounted(merged, {*_periods(my_changes), *_periods(their_changes)})
    open_ones = tuple(c for c in conflicts if (c.part, c.key) not in decided)
    return Merged(document=merged, conflicts=open_ones)


def _touching(mine: Changes, theirs: Changes) -> Iterator[tuple[str, str]]:
    """Yield part and key of my changes that touch those of others."""
    for part, values in mine.items():
        for key, value in values.items():
            other = theirs.get(part, {}).get(key, _SAME)
            if other is not _SAME:
                is_same = part in DERIVED or other is value or other == value
            else:
                is_same = not _is_linked(part, key, value, theirs)
            if not is_same:
                yield part, key


#: Of an entry that others left as it was.
_SAME = object()


def _is_linked(part: str, key: str, value: Any, theirs: Changes) -> bool:  # noqa: ANN401
    """Return whether others changed a stage period that my change is about, or the reverse."""
    periods = theirs.get("periods", {})
    if part == "placements":
        return key in periods
    if part == "proposals":
        return value is not GONE and periods.get(value[1].period, _SAME) is GONE
    if part == "agreements":
        clauses = () if value is GONE else value.clauses
        return any(periods.get(clause.period, _SAME) is GONE for clause in clauses)
    return part == "periods" and (
        key in theirs.get("placements", {}) or (value is GONE and key in _negotiated(theirs))
    )


def _negotiated(theirs: Changes) -> Collection[str]:
    """Return the stage periods of proposals and agreements that others made or changed."""
    proposals = (p[1] for p in theirs.get("proposals", {}).values() if p is not GONE)
    agreements = (a for a in theirs.get("agreements", {}).values() if a is not GONE)
    return {*(p.period for p in proposals), *(c.period for a in agreements for c in a.clauses)}


def _touches_plan(changes: Changes) -> bool:
    return bool({"plan", "placements", "proofs"} & changes.keys())


def _periods(changes: Changes) -> Collection[str]:
    return {*changes.get("placements", {}), *changes.get("periods", {})}


def _recounted(document: Document, touched: Collection[str]) -> Document:
    """Return a document whose proofs are counted again: they were made for either plan alone."""
    state = document.state
    if state.plan is None:
        return document
    programmes = {p.programme for p in state.periods if p.id in touched}
    plan = recounted(state.plan, state.periods, programmes)
    return replace(document, state=replace(state, plan=plan))


def _history(base: Document, mine: Document, theirs: Document) -> tuple[Any, ...]:
    return (*theirs.history, *mine.history[len(base.history) :])
