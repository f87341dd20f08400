"""The differences between two deliveries of an institution: new, gone and changed rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import fields, replace

from stageplanner.domain.comparison.difference import Fate, RowDifference, difference_of_states
from stageplanner.domain.plan import Plan, is_changed
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, institutions_of

#: Larger groups are paired in the order of their first days: finding the nearest is too slow.
_MANY = 100

#: Fields that do not come from the delivery itself.
_NOT_DELIVERED = frozenset({"id", "source"})


def pair_deliveries(
    before: Sequence[StagePeriod], after: Sequence[StagePeriod]
) -> tuple[StagePeriod | None, ...]:
    """Pair each new row with its row in the previous delivery; ``None`` for a new one.

    Periods of the same group are paired: equal ones first, then those that differ least. The rows
    of the previous delivery keep the ids of the project, so that plans and agreements can be found
    again.
    """
    pairs = _equal_pairs(before, after)
    taken = {id(other) for other in pairs.values()}
    unpaired: dict[object, list[StagePeriod]] = {}
    for period in before:
        if id(period) not in taken:
            unpaired.setdefault(period.key, []).append(period)
    for k, period in enumerate(after):
        others = unpaired.get(period.key)
        if k not in pairs and others:
            nearest = others if len(others) <= _MANY else others[:1]
            pairs[k] = min(nearest, key=lambda o, p=period: _distance(o, p))  # type: ignore[misc]
            others.remove(pairs[k])
    return tuple(pairs.get(k) for k in range(len(after)))


def _equal_pairs(
    before: Sequence[StagePeriod], after: Sequence[StagePeriod]
) -> dict[int, StagePeriod]:
    """Pair the unchanged rows: the position in the new delivery, the old row."""
    if not before:
        return {}
    waiting: dict[StagePeriod, list[StagePeriod]] = {}
    for period in before:
        waiting.setdefault(_delivered(period), []).append(period)
    pairs: dict[int, StagePeriod] = {}
    for k, period in enumerate(after):
        if others := waiting.get(_delivered(period)):
            pairs[k] = others.pop(0)
    return pairs


def _delivered(period: StagePeriod) -> StagePeriod:
    return replace(period, id="", source=None)


def _distance(old: StagePeriod, new: StagePeriod) -> tuple[int, int]:
    """Return how much two periods of a group differ: days between starts, then values."""
    others = (f.name for f in fields(StagePeriod) if f.name not in _NOT_DELIVERED)
    differ = sum(getattr(old, name) != getattr(new, name) for name in others)
    return abs((old.start - new.start).days), differ


# --- a whole delivery and the region ---------------------------------------------------------


def changes_of_delivery(before: State, after: State) -> tuple[RowDifference, ...]:
    """Return what a new delivery changes in the previous one: new, gone, changed.

    The first stage periods or holidays of an institution, and the first leerbedrijven, have nothing
    to be compared with: their rows are no changes.
    """
    schools = set(institutions_of(before))
    with_holidays = {holiday.institution for holiday in before.holidays}
    known = {period.id for period in after.periods if period.institution in schools}

    def is_first(row: RowDifference) -> bool:
        if row.fate is not Fate.NEW:
            return False
        if row.kind == "period":
            return row.id not in known
        if row.kind == "leerbedrijf":
            return not before.leerbedrijven
        return not any(row.label.startswith(f"{name}, ") for name in with_holidays)

    return tuple(row for row in difference_of_states(before, after).rows if not is_first(row))


def touched_proposals(
    before: State, changes: Iterable[RowDifference], bound: Container[str] = ()
) -> tuple[StagePeriod, ...]:
    """Return the stage periods whose delivery changed or went, of those that a plan changes.

    Those in ``bound`` are named whatever the plan says: they are asked or agreed.
    """
    named = {row.id for row in changes if row.kind == "period" and row.fate is not Fate.NEW}
    plan = before.plan or Plan()
    return tuple(
        p for p in before.periods if p.id in named and (p.id in bound or is_changed(plan, p))
    )
