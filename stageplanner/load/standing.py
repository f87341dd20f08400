"""Where every component stands: peak, bound, target, changes and status, the same for every view.

Sentence, strip, card, letter, workbook and JSON show these numbers. They are measured of the plan
that is shown; what was proven is used only if it is of the same data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stageplanner.domain.plan import Plan, Proof, Status, changed_periods
from stageplanner.domain.state import State, fingerprint
from stageplanner.load.measures import ComponentLoad, Measures, measure
from stageplanner.load.rounding import round_down
from stageplanner.load.tolerances import TOLERANCE

#: Decimals of a fraction that is shown: a tenth of a percent.
SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A component of a plan: what is measured of it, and what is proven.

    ``wish_peak`` and ``peak`` are fractions of the places (``None`` without capacity); ``bound`` is
    the lower bound of the peak as it is shown, rounded down to a tenth of a percent, ``None`` if
    none is proven, and ``proven_bound`` that bound in full. ``shortage`` is in student-days.
    ``target``, ``changes_lower_bound`` and ``status`` are ``None`` if nothing is proven of these
    data. The bounds hold for the region: not those that are proven within the limits of a question.
    """

    programmes: tuple[str, ...]
    wish_peak: float | None
    peak: float | None
    bound: float | None
    proven_bound: float | None
    target: float | None
    wish_shortage: float
    shortage: float
    changes: int
    changes_lower_bound: int | None
    status: Status | None

    @property
    def shown_peak(self) -> float | None:
        """The peak to a tenth of a percent, never below the bound that is shown."""
        if self.peak is None or self.peak == float("inf"):
            return self.peak
        return max(round(self.peak, SHOWN_DIGITS), self.bound or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionStanding:
    """Where the region as a whole stands: of its peaks the highest, of all else the sum.

    Peaks are those of the components with known places (``None`` without any); a lower bound of one
    of them is one of the region. ``shortage`` counts every student-day without a place.
    """

    wish_peak: float | None
    peak: float | None
    bound: float | None
    wish_shortage: float
    shortage: float
    changes: int
    changes_lower_bound: int | None


def standings(
    state: State, plan: Plan | None, measured: tuple[Measures, Measures] | None = None
) -> tuple[Standing, ...]:
    """Return where every component of a plan stands.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan or None
        Any plan of it; ``None`` for the wishes.
    measured : tuple of Measures, optional
        The wishes and the plan, if they have been measured already.

    Returns
    -------
    tuple of Standing
        The component with most stage periods first.
    """
    wish, now = measured or (measure(state), measure(state, plan))
    after = {frozenset(load.programmes): load for load in now.components}
    changed = [] if plan is None else changed_periods(plan, state.periods)
    counts = Counter(period.programme for period in changed)
    proofs = valid_proofs(state, plan)
    return tuple(
        standing_of(
            before,
            after[frozenset(before.programmes)],
            proofs.get(frozenset(before.programmes)),
            sum(counts[name] for name in before.programmes),
        )
        for before in wish.components
    )


def region_standing(parts: Iterable[Standing]) -> RegionStanding:
    """Return where the region stands, from its components.

    Parameters
    ----------
    parts : iterable of Standing
        Those that the reader may see.

    Returns
    -------
    RegionStanding
        For every view of the whole region.
    """
    parts = tuple(parts)
    fewest = [p.changes_lower_bound for p in parts if p.changes_lower_bound is not None]
    return RegionStanding(
        wish_peak=max((p.wish_peak for p in parts if p.wish_peak is not None), default=None),
        peak=max((p.peak for p in parts if p.peak is not None), default=None),
        bound=max((p.bound for p in parts if p.bound is not None), default=None),
        wish_shortage=sum(p.wish_shortage for p in parts),
        shortage=sum(p.shortage for p in parts),
        changes=sum(p.changes for p in parts),
        changes_lower_bound=sum(fewest) if fewest else None,
    )


def valid_proofs(state: State, plan: Plan | None) -> dict[frozenset[str], Proof]:
    """Return what is proven of each component; nothing that was proven of other data.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan or None
        Any plan.

    Returns
    -------
    dict of frozenset of str to Proof
        By the programmes of the component.
    """
    if plan is None or not plan.proofs or plan.fingerprint != fingerprint(state):
        return {}
    return {frozenset(proof.programmes): proof for proof in plan.proofs}


def standing_of(
    before: ComponentLoad, after: ComponentLoad, proof: Proof | None, changes: int
) -> Standing:
    """Return where one component stands.

    Parameters
    ----------
    before, after : ComponentLoad
        The component in the wishes and in the plan.
    proof : Proof or None
        What is proven of it, of the same data.
    changes : int
        Of the plan, counted.

    Returns
    -------
    Standing
        For every view.
    """
    has_peak = before.has_capacity
    bound = None if proof is None else proof.region_bound
    if bound is not None and bound > after.peak + TOLERANCE:
        # Placed by hand outside its windows: what is proven of all plans within them is not of it.
        bound = None
    return Standing(
        programmes=before.programmes,
        wish_peak=before.peak if has_peak else None,
        peak=after.peak if has_peak else None,
        bound=shown_bound(bound, after.peak) if has_peak else None,
        proven_bound=bound if has_peak else None,
        target=None if proof is None else proof.target,
        wish_shortage=before.shortage_student_days,
        shortage=after.shortage_student_days,
        changes=changes,
        # What is proven within the limits of one question is told with them, not here.
        changes_lower_bound=proof.changes_lower_bound
        if proof is not None and proof.within is None
        else None,
        status=None if proof is None else proof.status,
    )


def shown_bound(bound: float | None, peak: float) -> float | None:
    """Return the lower bound of a peak as it is shown.

    Parameters
    ----------
    bound : float or None
        What is proven, as a fraction of the places.
    peak : float
        Of the plan that is shown, as a fraction of the places.

    Returns
    -------
    float or None
        Rounded down to a tenth of a percent, unless it is the peak itself; ``None`` if no bound, or
        only zero, is proven.
    """
    if not bound:
        return None
    if abs(peak - bound) < TOLERANCE:
        return round(peak, SHOWN_DIGITS)
    return round_down(bound, SHOWN_DIGITS)
