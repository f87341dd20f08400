"""Plans: one option per stage period, more if a group is split."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from stageplanner.domain.calendar import monday_of
from stageplanner.domain.option import Option, wish_option
from stageplanner.domain.stage_period import StagePeriod

#: How much of a share may be missing by rounding.
NEARLY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A number of students of one stage period with the same option."""

    option: Option
    students: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One way to do a stage period: its students in parts, each part with its option."""

    parts: tuple[Placement, ...]

    @property
    def start(self) -> date:
        """First day of the earliest part."""
        return min(part.option.start for part in self.parts)

    @property
    def end(self) -> date:
        """Last day of the latest part."""
        return max(part.option.end for part in self.parts)


#: What a stage period can do: one option for all students, or a split.
Way = Option | Split


def parts_of(way: Way, students: int) -> tuple[Placement, ...]:
    """Return the placements of a group of ``students`` that goes this way."""
    return way.parts if isinstance(way, Split) else (Placement(option=way, students=students),)


def way_of(placements: tuple[Placement, ...]) -> Way:
    """Return the way of some placements."""
    return placements[0].option if len(placements) == 1 else Split(parts=placements)


class Status(StrEnum):
    """What is known about a component of a plan.

    ``PROVEN``: no better plan exists. ``WITHIN_GAP``: the peak is proven to be close to the
    lowest. ``BEST_FOUND``: a good plan, not proven best. ``TARGET_IMPOSSIBLE``: no plan
    reaches the target, this is the lowest peak. ``LIMITED``: the limits of the question, or a
    limit that components share, keep the peak above the target. ``NO_CAPACITY``: no leerbedrijf
    is known, so the most students on one day were minimised. ``NOT_SOLVED``: no plan that
    reaches the target was found in time.
    """

    PROVEN = "proven"
    WITHIN_GAP = "within_gap"
    BEST_FOUND = "best_found"
    TARGET_IMPOSSIBLE = "target_impossible"
    NO_CAPACITY = "no_capacity"
    LIMITED = "limited"
    NOT_SOLVED = "not_solved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The limits of one question, besides those of the policy.

    ``max_changes`` are the most changes in the whole region, ``institutions`` those that may be
    asked, ``most_weeks_shift`` the most lesweken that a stage period moves; ``None`` is no limit.
    Without them no plan of the component has a peak below ``lower_bound`` (``None``: not known).
    """

    max_changes: int | None = None
    institutions: tuple[str, ...] | None = None
    most_weeks_shift: int | None = None
    lower_bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageProof:
    """What can be taken away of the tekort of a component whose target is out of reach.

    Student-days over the year: ``wish`` of the wishes, ``left`` of the plan, ``least`` the least
    that was found by rank (niveaus served first before the others); no plan has less than
    ``lower_bound``. The plan takes away at least ``share`` of ``wish`` - ``least`` with the fewest
    changes, unless other components take the room for that under a limit that they share. All of
    it takes ``changes``, and no fewer than ``changes_lower_bound``.
    """

    share: float
    wish: float
    left: float
    least: float
    lower_bound: float
    changes: int
    changes_lower_bound: int

    @property
    def removable(self) -> float:
        """Student-days that can be taken away."""
        return max(0.0, self.wish - self.least)

    @property
    def taken(self) -> float:
        """The fraction of what can be taken away that the plan takes away, at most 1."""
        return min(1.0, (self.wish - self.left) / self.removable) if self.removable else 0.0

    @property
    def is_crowded(self) -> bool:
        """Whether the plan takes away less than the share: others took the room for that."""
        return self.removable > NEARLY and self.taken < self.share - NEARLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is proven about one component of programmes and leerbedrijven of a plan.

    Peaks and bounds are fractions of capacity (``None`` without any capacity). No plan of the
    component has a peak below ``lower_bound``; no plan reaches ``target`` with fewer changes
    than ``changes_lower_bound``. If the question had limits of its own (``within``), that holds
    within them. Where the target is out of reach, ``shortage`` says what can be taken away of the
    tekort; then no plan takes away so much with fewer changes.
    """

    programmes: tuple[str, ...]
    periods: int
    wish_peak: float | None
    peak: float | None
    lower_bound: float | None
    target: float | None
    changes: int
    changes_lower_bound: int
    status: Status
    seconds: float = 0.0
    within: Within | None = None
    shortage: ShortageProof | None = None

    @property
    def region_bound(self) -> float | None:
        """The lower bound of the peak for any plan of the region; ``None`` if it is not known."""
        return self.lower_bound if self.within is None else self.within.lower_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What every stage period does; a stage period that is not named does its wish.

    ``fingerprint`` is that of the data the plan was made from
    (:func:`stageplanner.domain.state.fingerprint`).
    """

    placements: Mapping[str, tuple[Placement, ...]] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    name: str = ""


class ChangeKind(StrEnum):
    """The kind of change that a coordinator has to discuss, the lightest first."""

    WEEKDAYS = "weekdays"
    WEEKS = "weeks"
    FORM = "form"
    SPLIT = "split"


WISH_PLAN = Plan(name="wish")


def placements_of(plan: Plan, period: StagePeriod) -> tuple[Placement, ...]:
    """Return the placements of a stage period in a plan."""
    placed = plan.placements.get(period.id)
    if placed is None:
        return (Placement(option=wish_option(period), students=period.students),)
    return placed


def plan_of(periods: Iterable[StagePeriod], ways: Mapping[str, Way]) -> Plan:
    """Build a plan from the way of each stage period, by id; wishes need not be named."""
    return Plan(
        placements={
            period.id: parts_of(ways[period.id], period.students)
            for period in periods
            if period.id in ways and ways[period.id] != wish_option(period)
        }
    )


def with_placements(plan: Plan, period: StagePeriod, placements: tuple[Placement, ...]) -> Plan:
    """Return the plan with one stage period placed by hand; its wish removes it.

    A proof of the fewest changes holds no longer; the lower bound of the peak does. The caller has
    to measure ``peak`` and ``changes`` of the proofs again.
    """
    placed = dict(plan.placements)
    reasons = {name: reason for name, reason in plan.reasons.items() if name != period.id}
    if placements == (Placement(option=wish_option(period), students=period.students),):
        placed.pop(period.id, None)
    else:
        placed[period.id] = placements
    proofs = tuple(
        replace(
            proof,
            lower_bound=None if proof.lower_bound is None else proof.region_bound or 0.0,
            changes_lower_bound=0,
            target=None,
            status=Status.BEST_FOUND,
            within=None,
            shortage=None,
        )
        for proof in plan.proofs
    )
    return replace(plan, placements=placed, reasons=reasons, proofs=proofs, name="hand")


def with_component(
    plan: Plan, part: Plan, periods: Iterable[StagePeriod], programmes: Iterable[str]
) -> Plan:
    """Return the plan with the programmes of one component as in another plan.

    The rest of the region keeps its placements and proofs. A lower bound of the peak that was
    proven for the component from the same data holds for every plan of it. An outdated plan stays
    outdated.
    """
    component = frozenset(programmes)
    inside = {period.id for period in periods if period.programme in component}
    is_same_data = plan.fingerprint == part.fingerprint
    previous = next((p for p in plan.proofs if frozenset(p.programmes) == component), None)
    proofs = [proof for proof in plan.proofs if proof is not previous]
    for proof in part.proofs:
        if frozenset(proof.programmes) != component:
            continue
        bounds = [proof.lower_bound]
        if previous is not None and is_same_data:
            bounds.append(previous.region_bound)
        best = max((bound for bound in bounds if bound is not None), default=None)
        proofs.append(replace(proof, lower_bound=best))
    return replace(
        part,
        placements={
            **{name: placed for name, placed in plan.placements.items() if name not in inside},
            **{name: placed for name, placed in part.placements.items() if name in inside},
        },
        reasons={
            **{name: reason for name, reason in plan.reasons.items() if name not in inside},
            **{name: reason for name, reason in part.reasons.items() if name in inside},
        },
        proofs=tuple(proofs),
        fingerprint=part.fingerprint if is_same_data or not plan.placements else plan.fingerprint,
    )


def change_kinds(period: StagePeriod, placements: tuple[Placement, ...]) -> frozenset[ChangeKind]:
    """Return in what placements differ from the wish; empty if that is no change.

    Filling in weekdays that the institution left open is no change.
    """
    wish = wish_option(period)
    kinds: set[ChangeKind] = set()
    if len(placements) > 1:
        kinds.add(ChangeKind.SPLIT)
    for placement in placements:
        option = placement.option
        if option.form != wish.form or option.days_per_week != wish.days_per_week:
            kinds.add(ChangeKind.FORM)
        elif _weeks_differ(option, wish):
            kinds.add(ChangeKind.WEEKS)
        elif wish.weekdays is not None and option.weekdays != wish.weekdays:
            kinds.add(ChangeKind.WEEKDAYS)
    return frozenset(kinds)


def is_changed(plan: Plan, period: StagePeriod) -> bool:
    """Return whether the plan asks the institution to change this stage period."""
    placed = plan.placements.get(period.id)
    return placed is not None and bool(change_kinds(period, placed))


def changed_periods(plan: Plan, periods: Iterable[StagePeriod]) -> tuple[StagePeriod, ...]:
    """Return the stage periods that the plan asks to change, in the given order."""
    return tuple(period for period in periods if is_changed(plan, period))


def _weeks_differ(option: Option, wish: Option) -> bool:
    return monday_of(option.start) != monday_of(wish.start) or monday_of(option.end) != monday_of(
        wish.end
    )


def recounted(plan: Plan, periods: Iterable[StagePeriod], programmes: Collection[str]) -> Plan:
    """Return a plan after an edit, with the changes in its proofs counted again.

    The peak of the components that were edited is left open: measuring takes longer than a hand
    should wait, and every view that shows a peak measures it anyway.

    Parameters
    ----------
    plan : Plan
        With the edit.
    periods : iterable of StagePeriod
        Of the region.
    programmes : collection of str
        Those of which a stage period was edited.

    Returns
    -------
    Plan
        The same placements.
    """
    changed = [period.programme for period in changed_periods(plan, periods)]
    proofs = tuple(
        replace(
            proof,
            peak=proof.peak if set(programmes).isdisjoint(proof.programmes) else None,
            changes=sum(name in proof.programmes for name in changed),
        )
        for proof in plan.proofs
    )
    return replace(plan, proofs=proofs)
