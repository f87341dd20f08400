"""What would help: a price list of a little more room, each entry found by solving again.

Which of the thousands of possibilities are worth solving is read off two sets of prices: the
dual prices of the relaxation (what bounds the lowest peak) and the overload of the wishes
(what asks for changes). The best few of each kind are then solved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from stageplanner.domain.calendar import WEEKDAYS
from stageplanner.domain.plan import WISH_PLAN, Plan, Proof
from stageplanner.domain.results.price import Price, Relaxation, RelaxationKind, relaxed
from stageplanner.domain.state import State
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.explaining.promising_relaxations import (
    CHANGES,
    LIMIT,
    Promising,
    Solved,
    same_component,
)
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Instance
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.problems import Percentage

#: Seconds for the whole price list, by default.
SECONDS = 30.0
#: How many lesweken and places more are tried.
WEEKS, PLACES = 2, 5
#: How many of each kind are solved again.
FEW = 3


def prices(
    state: State,
    plan: Plan | None = None,
    programmes: tuple[str, ...] | None = None,
    time_budget: TimeBudget | None = None,
    *,
    weeks: int = WEEKS,
    places: int = PLACES,
    few: int = FEW,
) -> tuple[Price, ...]:
    """List what would help a component: wider windows, the other form, more places.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        Its target is asked for and its changes are compared; by default the current plan.
    programmes : tuple of str, optional
        Any programmes of the component; by default every component is looked at.
    time_budget : TimeBudget, optional
        By default ``SECONDS`` for all components.
    weeks, places : int
        How many lesweken and places more are tried.
    few : int
        How many of each kind are solved again.

    Returns
    -------
    tuple of Price
        What helps most first; only what was solved in time, and only what helps.
    """
    time_budget = TimeBudget(SECONDS) if time_budget is None else time_budget
    plan = plan or state.plan or WISH_PLAN
    try:
        instances = build_instances(state, time_budget=time_budget)
    except Stopped:
        return ()
    wanted = [
        instance
        for instance in instances
        if instance.has_capacity
        and (programmes is None or set(programmes) & set(instance.programmes))
    ]
    listed: list[Price] = []
    for k, instance in enumerate(sorted(wanted, key=lambda i: len(i.tasks))):
        if time_budget.is_over():
            break
        search = _PriceSearch(state, plan, instance, time_budget.part(1 / (len(wanted) - k)))
        # Stopped while building a model: the prices found so far are kept.
        with suppress(Stopped):
            for price in search.prices(weeks, places, few):
                listed.append(price)
    return tuple(sorted(_without_excess(listed), key=_rank))


def _without_excess(listed: list[Price]) -> list[Price]:
    """Leave out more places on every day if one weekday does as much."""

    def effect(price: Price) -> tuple[object, ...]:
        bound = None if price.bound is None else round(price.bound, 3)
        return price.relaxation.leerbedrijf, price.changes, bound

    single = {effect(price) for price in listed if price.relaxation.weekday is not None}
    return [
        price
        for price in listed
        if price.relaxation.kind is not RelaxationKind.PLACES
        or price.relaxation.weekday is not None
        or effect(price) not in single
    ]


def _rank(price: Price) -> tuple[object, ...]:
    opens = price.changes is not None and price.changes_before is None
    saved = (price.changes_before or 0) - price.changes if price.changes is not None else 0
    lower = price.bound_before - (price.bound if price.bound is not None else price.bound_before)
    return (not opens, -saved, -lower, len(price.relaxation.periods))


class _PriceSearch:
    """What holds one component now, what to try, and what each trial gives."""

    def __init__(
        self, state: State, plan: Plan, instance: Instance, time_budget: TimeBudget
    ) -> None:
        self.state, self.plan, self.instance, self.time_budget = state, plan, instance, time_budget
        proof = _proof_of(plan, instance)
        self.target = proof.target if proof and proof.target else state.policy.target

    def prices(self, weeks: int, places: int, few: int) -> Iterator[Price]:
        """Solve the most promising relaxations again, one by one, while there is time."""
        before = self._before(self.time_budget.part(0.4))
        if before is None:
            return
        promising = Promising(self.state, self.instance, self.target, self.time_budget)
        tried = promising.relaxations(before, weeks, places, few)
        for k, (relaxation, asks) in enumerate(tried.items()):
            if self.time_budget.is_over():
                return
            instances = build_instances(
                relaxed(self.state, relaxation), time_budget=self.time_budget
            )
            instance = same_component(instances, self.instance)
            part = self.time_budget.part(1 / (len(tried) - k))
            after = self._after(instance, part, before, asks)
            if (price := self._price(relaxation, before, after)).helps:
                yield price

    def _before(self, time_budget: TimeBudget) -> Solved | None:
        pool = CutPool(self.instance)
        bound = lowest_bound(self.instance, pool, time_budget.part(0.7))
        if bound is None:
            return None
        blank = Solved(pool, bound, bound.value, None, 0, bound.value > self.target + ROUNDING)
        return blank if blank.is_impossible else self._fewest(self.instance, time_budget, blank)

    def _after(
        self, instance: Instance, time_budget: TimeBudget, before: Solved, asks: str
    ) -> Solved:
        """Solve with a little more room: for the limit, or for the changes.

        The programme sets that mattered before are known from the start.
        """
        pool = CutPool(instance)
        pool.add(before.pool.members)
        after = replace(before, pool=pool, value=None, changes=None, at_least=0)
        if asks == LIMIT:
            bound = lowest_bound(instance, pool, time_budget.part(0.7))
            if bound is None or bound.value > self.target + ROUNDING:
                return replace(after, value=None if bound is None else bound.value)
            after = replace(after, value=bound.value)
        if asks == CHANGES or before.is_impossible:
            after = self._fewest(instance, time_budget, after)
            if after.is_impossible and after.value is not None:
                # No plan reaches the target: that is a higher limit than the relaxation's.
                after = replace(after, value=max(after.value, self.target))
        return after

    def _fewest(self, instance: Instance, time_budget: TimeBudget, known: Solved) -> Solved:
        now = instance.choice_of(self.plan)
        fewest = fewest_changes(instance, known.pool, self.target, time_budget, known=now)
        changes = fewest.changes if fewest.choice is not None else None
        return replace(
            known, changes=changes, at_least=fewest.at_least, is_impossible=fewest.is_impossible
        )

    def _price(self, relaxation: Relaxation, before: Solved, after: Solved) -> Price:
        # Whatever was possible stays possible with more room.
        bound = None if after.value is None else min(before.bound.value, after.value)
        changes = after.changes
        if changes is not None and before.changes is not None:
            changes = min(changes, before.changes)
        what, values = _sentence_values(self.state, relaxation)
        asked = "both" if bound is not None else "changes"
        if changes is None:
            asked = "limit"
        return Price(
            relaxation=relaxation,
            programmes=self.instance.programmes,
            target=self.target,
            bound_before=before.bound.value,
            bound=bound,
            changes_before=before.changes,
            changes=changes,
            changes_at_least=after.at_least,
            is_impossible=after.is_impossible,
            code=f"price_{what}_{asked}",
            values=values
            | {
                "target": Percentage(self.target),
                "bound_before": Percentage(before.bound.value),
                "bound": "-" if bound is None else Percentage(bound),
                "changes_before": "-" if before.changes is None else before.changes,
                "changes": "-" if changes is None else changes,
            },
        )


def _proof_of(plan: Plan, instance: Instance) -> Proof | None:
    names = set(instance.programmes)
    return next((proof for proof in plan.proofs if names & set(proof.programmes)), None)


def _sentence_values(state: State, relaxation: Relaxation) -> tuple[str, dict[str, object]]:
    """Return the ending of the sentence's code, and the names and numbers in it."""
    if relaxation.kind is RelaxationKind.PLACES:
        company = next(c for c in state.leerbedrijven if c.id == relaxation.leerbedrijf)
        name = f"{company.name}, {company.location}" if company.location else company.name
        values: dict[str, object] = {"company": name, "amount": relaxation.amount}
        if relaxation.weekday is None:
            return "places", values
        return "places_weekday", values | {"weekday": WEEKDAYS[relaxation.weekday]}
    values = {"institution": relaxation.institution, "amount": relaxation.amount}
    if len(relaxation.periods) > 1:
        return f"{relaxation.kind}_institution", values | {"groups": len(relaxation.periods)}
    period = next(p for p in state.periods if p.id == relaxation.periods[0])
    return f"{relaxation.kind}_group", values | {"group": period.group or period.id}
