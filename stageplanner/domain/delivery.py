"""What changed between two deliveries of the same institution: new, gone, changed cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from stageplanner.domain.period import StagePeriod

#: What a delivery does not say about a stage period: its id here, and where it stood.
_NOT_DELIVERED = frozenset({"id", "source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value that differs; the field under its name in :class:`StagePeriod`."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChange:
    """A stage period that was delivered before and comes with other values now."""

    old: StagePeriod
    new: StagePeriod
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryComparison:
    """A new delivery beside the previous one, in the order in which rows were delivered."""

    new: tuple[StagePeriod, ...] = ()
    gone: tuple[StagePeriod, ...] = ()
    changed: tuple[PeriodChange, ...] = ()
    same: tuple[StagePeriod, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Tell whether nothing changed."""
        return not (self.new or self.gone or self.changed)


def compare_deliveries(
    old: Iterable[StagePeriod], new: Iterable[StagePeriod]
) -> DeliveryComparison:
    """Compare a delivery with the previous one of the same institutions.

    Periods of the same group are paired: equal ones first, then those that differ least;
    what remains is new or gone. ``same`` and ``old`` keep the ids of the project, so that
    plans and agreements can be found again.
    """
    before = list(old)
    unpaired: dict[object, list[StagePeriod]] = {}
    for period in before:
        unpaired.setdefault(period.key, []).append(period)
    after = list(new)
    pairs: dict[int, StagePeriod] = {}
    for k, period in enumerate(after):
        for other in unpaired.get(period.key, ()):
            if not changes_between(other, period):
                pairs[k] = other
                unpaired[period.key].remove(other)
                break
    for k, period in enumerate(after):
        others = unpaired.get(period.key)
        if k not in pairs and others:
            pairs[k] = min(others, key=lambda o, p=period: _distance(o, p))  # type: ignore[misc]
            others.remove(pairs[k])
    return _sorted_out(before, after, pairs)


def _sorted_out(
    before: Sequence[StagePeriod], after: Sequence[StagePeriod], pairs: dict[int, StagePeriod]
) -> DeliveryComparison:
    changed = []
    same = []
    for k, period in enumerate(after):
        if k in pairs:
            changes = changes_between(pairs[k], period)
            if changes:
                changed.append(PeriodChange(old=pairs[k], new=period, changes=changes))
            else:
                same.append(pairs[k])
    kept = {id(other) for other in pairs.values()}
    return DeliveryComparison(
        new=tuple(p for k, p in enumerate(after) if k not in pairs),
        gone=tuple(p for p in before if id(p) not in kept),
        changed=tuple(changed),
        same=tuple(same),
    )


def changes_between(old: StagePeriod, new: StagePeriod) -> tuple[FieldChange, ...]:
    """The values in which two rows of the same group differ."""
    return tuple(
        FieldChange(field=f.name, old=getattr(old, f.name), new=getattr(new, f.name))
        for f in fields(StagePeriod)
        if f.name not in _NOT_DELIVERED and getattr(old, f.name) != getattr(new, f.name)
    )


def _distance(old: StagePeriod, new: StagePeriod) -> tuple[int, int]:
    """How much two periods of a group differ: days between their starts, then values."""
    return abs((old.start - new.start).days), len(changes_between(old, new))
