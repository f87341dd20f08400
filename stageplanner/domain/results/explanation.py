"""Why each change is asked, and why a peak can go no lower: facts, with the code of a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stageplanner.domain.results.rule_conflict import RuleConflict


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReason:
    """What happens if one change is refused and all else stays.

    The bottleneck is the one that gets worst on ``day``: ``students`` of ``programmes`` would be
    there, ``places`` are free; ``peak`` is the utilisation then, ``peak_now`` with the change.
    ``days_over`` counts days over 100% that get fuller without it, ``shortage`` the student-days
    of tekort that come back. ``day`` is ``None`` if nothing gets worse. The sentence is
    ``messages.text(code, language, **values)``.
    """

    period: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    day: date | None = None
    programmes: tuple[str, ...] = ()
    students: float = 0.0
    places: float = 0.0
    peak: float = 0.0
    peak_now: float = 0.0
    days_over: int = 0
    shortage: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Why the peak of a component can go no lower than its bound.

    ``proof`` is its counting proof and ``clashes`` are the rules that keep the target out of reach,
    if they were asked for.
    """

    programmes: tuple[str, ...]
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    proof: LimitProof | None = None
    clashes: tuple[RuleConflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitProof:
    """Stage days that must fall in some stretch however groups are placed, and its places.

    ``stage_days`` of ``programmes`` at the least, weighted; ``place_days`` of the ``leerbedrijven``
    accredited for any of them; ``days`` days from ``start`` to ``end``.
    """

    programmes: tuple[str, ...]
    start: date
    end: date
    days: int
    leerbedrijven: int
    stage_days: float
    place_days: float

    @property
    def bound(self) -> float:
        """Lower bound of the peak of every plan, as a fraction of capacity."""
        return self.stage_days / self.place_days if self.place_days else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The reasons of a plan: one per change, and the limits per component.

    ``is_full`` is true if proofs and clashes of the limits were looked for. ``made_for`` is the
    fingerprint of the plan and the data that were explained
    (:func:`stageplanner.domain.state.plan_fingerprint`): of any other it says nothing.
    """

    changes: tuple[ChangeReason, ...] = ()
    limits: tuple[Limit, ...] = ()
    is_full: bool = False
    made_for: str = ""

    def reason_of(self, period: str) -> ChangeReason | None:
        """Return the reason of the change of one stage period."""
        return next((reason for reason in self.changes if reason.period == period), None)
