"""Judge a proposal by trying every plan of a small region.

All combinations of options are measured with the plain load measures and ranked as the policy says;
the proposal has to be among the best, and no bound that it tells may lie above what some plan of
the question reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor

import numpy as np

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.plan import Plan, Proof, Status
from stageplanner.domain.policy import Goals
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.gaps_and_limits import limit_usage
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.goals import PEAK_SCALE, fullest_weeks, shortage, total_burden
from stageplanner.optimise.ranking.preferences import served_shortage
from stageplanner.planning import optimise
from tests.optimise.small_regions import Case

CLOSE = 1e-6


@dataclass(frozen=True)
class Tried:
    """What one component gets from one combination of its options."""

    served: tuple[float, ...]
    shortage: float
    peak: float
    weeks: tuple[float, ...]
    changes: int
    burden: int
    uses: tuple[tuple[object, bytes], ...]


#: One combination of the whole question: what every component gets.
Row = tuple[Tried, ...]


def tried(instance: Instance, choice: Choice) -> Tried:
    """Measure one combination of one component."""
    served = instance.served_first if instance.has_capacity else ()
    return Tried(
        served=tuple(
            served_shortage(instance, choice, served[: k + 1]) for k in range(len(served))
        ),
        shortage=shortage(instance, choice) if instance.has_capacity else 0.0,
        peak=instance.peak(choice),
        weeks=fullest_weeks(instance, choice) if instance.has_capacity else (),
        changes=instance.changes(choice),
        burden=total_burden(instance, choice),
        uses=tuple(
            (limit.key, limit_usage(instance.tasks, limit, choice).tobytes())
            for limit in instance.limits
        ),
    )


def every_plan(instance: Instance) -> list[Tried]:
    """Measure every lawful combination of a component; those that measure the same are one."""
    alone = instance.loosened
    choices = product(*(range(len(task.options)) for task in instance.tasks))
    arrays = (np.array(choice, dtype=np.intp) for choice in choices)
    return list({tried(instance, choice): None for choice in arrays if alone.is_feasible(choice)})


def keeps_limits(instances: Sequence[Instance], row: Row) -> bool:
    """Whether components together use no more of a limit than is allowed, or than the wishes."""
    allowed = {limit.key: limit.allowed for i in instances for limit in i.limits}
    used = {key: np.zeros_like(most) for key, most in allowed.items()}
    for one in row:
        for key, uses in one.uses:
            used[key] = used[key] + np.frombuffer(uses)
    return all(bool((used[key] <= most + CLOSE).all()) for key, most in allowed.items())


def narrowed(
    rows: list[Row], value: Callable[[Row], float], held: Callable[[float], float] = lambda b: b
) -> list[Row]:
    """Those that keep what the best reaches, within its tolerance."""
    best = min(map(value, rows))
    return [row for row in rows if value(row) <= held(best) + CLOSE]


def hundredths(peak: float) -> int:
    return ceil(peak * PEAK_SCALE - CLOSE)


def tiers(one: Tried) -> tuple[float, ...]:
    """The tekort by rank: of the niveaus served first, then of all."""
    return (*one.served, one.shortage)


class Alone:
    """What a component reaches with all the room that others could leave it.

    ``caps`` say how much tekort may remain of every rank if the target is out of reach.
    """

    def __init__(self, instance: Instance, target: float | None, share: float) -> None:
        self.plans = every_plan(instance)
        self.target, self.lowest = target, min(one.peak for one in self.plans)
        self.is_out_of_reach = target is not None and self.lowest > target + 1e-9
        self.least = min(map(tiers, self.plans))
        self.wish = tiers(tried(instance, instance.wish))
        self.caps = self.caps_of(share)

    def caps_of(self, share: float) -> tuple[float, ...]:
        """How much may remain of every rank to have taken away a share."""
        pairs = zip(self.wish, self.least, strict=True)
        return tuple(max(least, wish - share * (wish - least)) for wish, least in pairs)

    def keeps(self, one: Tried) -> bool:
        """Whether a plan reaches as much as is asked of the component alone."""
        if self.is_out_of_reach:
            return within(one, self.caps)
        return one.peak <= max(self.target or 0.0, self.lowest) + 1e-9


def within(one: Tried, caps: tuple[float, ...]) -> bool:
    """Whether no more tekort remains of any rank."""
    return all(left <= most + CLOSE for left, most in zip(tiers(one), caps, strict=True))


class Question:
    """All plans of some components in one question, and which of them are the best.

    With a share below 1 the knee is asked where the target is out of reach.
    """

    def __init__(
        self,
        instances: Sequence[Instance],
        target: float | None,
        goals: Goals,
        share: float = 1.0,
    ) -> None:
        self.instances, self.goals, self.share = instances, goals, share
        self.targets = [target if i.has_capacity else None for i in instances]
        self.alone = [
            Alone(instance, t, share) for instance, t in zip(instances, self.targets, strict=True)
        ]
        plans = product(*(alone.plans for alone in self.alone))
        self.rows = [row for row in plans if keeps_limits(instances, row)]

    def with_target(self, row: Row) -> Iterable[tuple[Tried, float]]:
        """What the components with a target get, each with its target."""
        return ((o, t) for o, t in zip(row, self.targets, strict=True) if t is not None)

    def reaches(self, row: Row) -> bool:
        """Whether every component with a target reaches it."""
        return all(one.peak <= target + 1e-9 for one, target in self.with_target(row))

    def best(self) -> list[list[Row]]:
        """The best plans; several lists where peaks that add up alike may be divided otherwise."""
        reaching = [row for row in self.rows if self.reaches(row)]
        if reaching and all(target is not None for target in self.targets):
            return [self.fewest(reaching)]
        return self.best_out_of_reach(self.rows)

    def best_within(self, most: int) -> list[list[Row]]:
        """The best plans with at most so many changes."""
        return self.best_out_of_reach([r for r in self.rows if changes(r) <= most])

    def best_out_of_reach(self, rows: list[Row]) -> list[list[Row]]:
        """The one place that says what is best where not everybody reaches the target.

        If every component can keep what it reaches alone, the knee: the fewest changes for that,
        and with so many the least tekort and the lowest peaks. Otherwise, or if all that can be
        taken away is asked, first the least tekort, of the niveaus served first and of all, then
        the peaks, the next fullest weeks, and the fewest changes.
        """
        if self.share < 1 and any(alone.is_out_of_reach for alone in self.alone):
            kept = [
                row
                for row in rows
                if all(a.keeps(one) for a, one in zip(self.alone, row, strict=True))
            ]
            if kept:
                rows = self._least_tekort(
                    self.lightest(kept) if self.goals.weigh else self.few(kept)
                )
                return [self.lightest(within) for within in self._lowest_peaks(rows)]
        rows = self._least_tekort(rows)
        split = []
        for within in self._lowest_peaks(rows):
            if any(target is not None for target in self.targets):
                fullest = min(map(self._levels, within))
                split.append(self.fewest([r for r in within if self._levels(r) == fullest]))
            else:
                split.append(self.fewest(within))
        return split

    def _least_tekort(self, rows: list[Row]) -> list[Row]:
        """Those with the least tekort: of the niveaus served first, then of all."""
        for k in range(max((len(i.served_first) for i in self.instances), default=0)):
            rows = narrowed(
                rows, lambda r, k=k: sum(o.served[k] for o, _ in self.with_target(r) if o.served)
            )
        return narrowed(rows, lambda r: sum(o.shortage for o, _ in self.with_target(r)))

    def _lowest_peaks(self, rows: list[Row]) -> Iterable[list[Row]]:
        """For every way to divide the lowest sum of peaks: the plans that keep it, by tolerance."""
        for within in self._lowest_of(rows, True):
            yield from self._lowest_of(within, False)

    def _lowest_of(self, rows: list[Row], has_target: bool) -> Iterable[list[Row]]:
        """The same for the components that have a target, or those that have none."""
        chosen = [k for k, t in enumerate(self.targets) if (t is not None) == has_target]
        floors = [hundredths(self.targets[k] or 0.0) for k in chosen]
        give = round(self.goals.peak * PEAK_SCALE) if has_target else 0

        def peaks_of(row: Row) -> tuple[int, ...]:
            each = [hundredths(row[k].peak) for k in chosen]
            return tuple(max(low, peak) for low, peak in zip(floors, each, strict=True))

        best = narrowed(rows, lambda row: sum(peaks_of(row)))
        for peaks in sorted({peaks_of(row) for row in best}):
            most = [p if p <= low else p + give for p, low in zip(peaks, floors, strict=True)]
            yield [r for r in rows if all(p <= m for p, m in zip(peaks_of(r), most, strict=True))]

    def _levels(self, row: Row) -> tuple[int, ...]:
        """The weeks above the target and the places, in steps of the tolerance of the peak."""
        step = max(self.goals.peak, 1 / PEAK_SCALE)
        full = max([1.0, *(target for target in self.targets if target is not None)])
        peaks = [peak for one, _ in self.with_target(row) for peak in one.weeks]
        return tuple(sorted((max(0, ceil((p - full) / step - CLOSE)) for p in peaks), reverse=True))

    def fewest(self, rows: list[Row]) -> list[Row]:
        """Those with the fewest changes, and of these the lighter ones."""
        return self.lightest(rows if self.goals.weigh else self.few(rows))

    def few(self, rows: list[Row]) -> list[Row]:
        """Those with the fewest changes, within their tolerance."""
        return narrowed(rows, changes, lambda best: best + self.goals.changes)

    def lightest(self, rows: list[Row]) -> list[Row]:
        """Those with the lighter changes, within their tolerance."""
        return narrowed(rows, weight, lambda best: floor(best * (1 + self.goals.burden)))


def weight(row: Row) -> int:
    return sum(one.burden for one in row)


def changes(row: Row) -> int:
    return sum(one.changes for one in row)


def groups_of(instances: Sequence[Instance]) -> list[list[int]]:
    """Components that have a limit in common, and each of the others alone."""
    group = list(range(len(instances)))
    for a, b in product(range(len(instances)), repeat=2):
        keys = [{limit.key for limit in instances[k].limits} for k in (a, b)]
        if keys[0] & keys[1]:
            group = [group[a] if g == group[b] else g for g in group]
    return [[k for k, g in enumerate(group) if g == name] for name in sorted(set(group))]


def disagreements(case: Case) -> list[str]:
    """What is wrong with the proposal for a question; nothing if no plan is better by rank."""
    plan = optimise(case.state, case.settings, limits=case.scope)
    told = [problem.code for problem in check_plan(case.state, plan)]
    return [*told, *judged(case, plan)]


def judged(case: Case, plan: Plan) -> list[str]:
    """Compare a plan and its proofs with every plan of the question."""
    state, settings = case.asked, case.settings
    instances = build_instances(state)
    goals, most = state.policy.goals, settings.max_changes
    found = [tried(instance, instance.choice_of(plan)) for instance in instances]
    proofs = {proof.programmes: proof for proof in plan.proofs}
    wrong: list[str] = []
    groups = groups_of(instances)
    asked = goals.shortage_share if settings.shortage_share is None else settings.shortage_share
    # Who says how many changes are allowed wants as much of them as can be.
    share = asked if most is None else 1.0
    questions = [Question([instances[k] for k in g], settings.target, goals, share) for g in groups]
    best = [question.best() for question in questions]
    free = sum(min(changes(rows[0]) for rows in lists) for lists in best)
    if most is not None and free > most:
        wanting = [
            k
            for g, lists in zip(groups, best, strict=True)
            for k in g
            if any(_wants(instances[j], settings.target, lists) for j in g)
        ]
        members = [k for g in groups if any(k in wanting for k in g) for k in g]
        questions = [Question([instances[k] for k in members], settings.target, goals)]
        groups, best = [members], [questions[0].best_within(most)]
        rest = [found[k].changes for k in range(len(instances)) if k not in members]
        wrong.extend(["changes where none are wanted"] if sum(rest) else [])
    for members, question, lists in zip(groups, questions, best, strict=True):
        row = tuple(found[k] for k in members)
        if not any(row in rows for rows in lists):
            wrong.append(_why(row, lists[0][0]))
        rows = question.rows
        if most is not None:
            rows = [r for r in rows if changes(r) <= most]
        for position, k in enumerate(members):
            proof = proofs[instances[k].programmes]
            wrong.extend(_false_claims(proof, [row[position] for row in rows], found[k]))
            wrong.extend(_false_shortage(proof, question.alone[position], found[k]))
    return wrong


def _wants(instance: Instance, target: float | None, lists: list[list[Row]]) -> bool:
    if target is None or not instance.has_capacity:
        return any(changes(row) for rows in lists for row in rows)
    return instance.start_peak > target + 1e-9


def _why(row: Row, other: Row) -> str:
    """The first goal in which a plan and a best plan differ."""

    def told(r: Row) -> str:
        return "; ".join(
            f"served {o.served} tekort {o.shortage:g} peak {o.peak:.4f} changes {o.changes} "
            f"burden {o.burden}"
            for o in r
        )

    return f"not the best: {told(row)} | best: {told(other)}"


def _false_shortage(proof: Proof, alone: Alone, found: Tried) -> list[str]:
    """What is told of the tekort that some plan contradicts."""
    told = proof.shortage
    if told is None:
        return []
    wrong = []
    if abs(told.left - found.shortage) > CLOSE or abs(told.wish - alone.wish[-1]) > CLOSE:
        wrong.append(f"told {told}, measured {found.shortage}")
    if told.lower_bound > min(one.shortage for one in alone.plans) + CLOSE:
        wrong.append(f"tekort bound {told.lower_bound} above a plan")
    if abs(told.least - alone.least[-1]) > CLOSE:
        wrong.append(f"least tekort {told.least}, not {alone.least[-1]}")
    for caps, bound in (
        (alone.caps, proof.changes_lower_bound),
        (alone.caps_of(1.0), told.changes_lower_bound),
    ):
        enough = min(one.changes for one in alone.plans if within(one, caps))
        if bound > enough:
            wrong.append(f"{bound} changes needed for the tekort, {enough} are enough")
    return wrong


def _false_claims(proof: Proof, plans: list[Tried], found: Tried) -> list[str]:
    """The bounds and the status that some plan of the question contradicts."""
    wrong = []
    lowest = min(one.peak for one in plans)
    if proof.peak is not None and (proof.lower_bound or 0.0) > lowest + CLOSE:
        wrong.append(f"bound {proof.lower_bound} above a plan of {lowest}")
    if proof.target is None:
        return wrong
    reaching = [one.changes for one in plans if one.peak <= proof.target + 1e-9]
    if reaching and proof.changes_lower_bound > min(reaching):
        wrong.append(f"{proof.changes_lower_bound} changes needed, {min(reaching)} are enough")
    if reaching and proof.status is Status.TARGET_IMPOSSIBLE:
        wrong.append("called impossible, but a plan reaches the target")
    if proof.status is Status.NOT_SOLVED:
        wrong.append("not solved")
    reaches = found.peak <= proof.target + 1e-9
    if proof.status is Status.PROVEN and not reaches:
        wrong.append("proven without reaching the target")
    return wrong
