"""Why the target is out of reach: the rules that conflict, found by leaving them out.

Families of rules are left out alone and together until the target can be reached, and put back
one by one if it still can (a deletion filter). What is shown is a plan that reaches the target
without those rules: the plain checker counts it again, and names the stage periods that break which
rule in it.

Source: J. W. Chinneck and E. W. Dravnieks, Locating minimal infeasible constraint sets in linear
programs, ORSA J. Computing 3, 1991 (deletion filter).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.check_plan import CLOSE, check_plan, daily_demand, peak_at_most
from stageplanner.domain.plan import WISH_PLAN, Proof, Status, changed_periods
from stageplanner.domain.results.rule_conflict import (
    Family,
    RuleConflict,
    rule_families,
    without_rules,
)
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.load.tolerances import ROUNDING
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.ranking.held_goals import Peak
from stageplanner.optimise.ranking.idle_changes import Part, wishes, without_idle_changes
from stageplanner.optimise.time_budget import Stopped, TimeBudget
from stageplanner.problems import Problem

#: Seconds for all components, by default.
SECONDS = 20.0
#: Seconds to search for few changes; after that any plan is good enough.
QUICK = 1.0
#: The most groups that a sentence names.
NAMED = 4
#: The families of the problems that the checker reports.
FAMILY_OF: Mapping[str, tuple[Family, ...]] = {
    "check_agreed": (Family.AGREED,),
    "check_fixed": (Family.FIXED,),
    "check_rhythm": (Family.SCHOOL_DAYS,),
    "check_forbidden": (Family.FORBIDDEN,),
    "check_contacts": (Family.CONTACTS,),
    "check_away": (Family.AWAY,),
    "check_group_gap": (Family.GAP,),
    "check_window": (Family.FIRST_YEAR, Family.WINDOW),
    "check_shift": (Family.SHIFT,),
    "check_form": (Family.FORM,),
}


@dataclass(frozen=True, eq=False)
class _Way:
    """A plan that reaches the target without some rules, and what it breaks of them.

    If ``is_impossible`` it is proven that there is none.
    """

    families: tuple[Family, ...]
    changes: int = 0
    broken: tuple[Problem, ...] = ()
    is_impossible: bool = False


def find_rule_conflicts(
    state: State, time_budget: TimeBudget | None = None
) -> dict[tuple[str, ...], tuple[RuleConflict, ...]]:
    """Find the rules in the way of the target, per component that cannot reach it.

    Parameters
    ----------
    state : State
        The region with its current plan and proofs.
    time_budget : TimeBudget, optional
        By default ``SECONDS`` for all components.

    Returns
    -------
    dict of tuple of str to tuple of RuleConflict
        By the programmes of the component. Several conflicts are each enough alone; one with
        several families needs them all together. What was not found in time is left out.
    """
    time_budget = TimeBudget(SECONDS) if time_budget is None else time_budget
    plan = state.plan or WISH_PLAN
    asked = [p for p in plan.proofs if p.status is Status.TARGET_IMPOSSIBLE and p.target]
    conflicts: dict[tuple[str, ...], tuple[RuleConflict, ...]] = {}
    for k, proof in enumerate(sorted(asked, key=lambda p: p.periods)):
        search = _ConflictSearch(state, proof, time_budget.part(1 / (len(asked) - k)))
        with suppress(Stopped):
            if answer := search.answer():
                conflicts[proof.programmes] = answer
    return conflicts


class _ConflictSearch:
    """Searches the rule conflicts of one component whose target is out of reach."""

    def __init__(self, state: State, proof: Proof, time_budget: TimeBudget) -> None:
        self.state, self.proof, self.time_budget = state, proof, time_budget
        self.target = float(proof.target or 1.0)
        self.names = frozenset(proof.programmes)
        self.periods = {period.id: period for period in state.periods}

    def answer(self) -> tuple[RuleConflict, ...]:
        """Return the rules in the way: each that is enough alone, else a few that are together."""
        every = rule_families(self.state, self.names)
        way = self._reach(every, 0.3)
        if way is not None and way.is_impossible:
            code = ("clash_none", {"target": self._percent})
            return (RuleConflict(programmes=self.proof.programmes, is_proven=True, parts=(code,)),)
        if way is None:
            return ()
        if len(every) == 1:
            return (self._conflict_of(way),)
        alone = [self._reach((family,), 0.5 / (len(every) - k)) for k, family in enumerate(every)]
        enough = [trial for trial in alone if trial is not None and not trial.is_impossible]
        if enough:
            return tuple(self._conflict_of(trial) for trial in enough)
        for k, family in enumerate(every):
            rest = tuple(kept for kept in way.families if kept != family)
            less = self._reach(rest, 1 / (len(every) - k))
            way = way if less is None or less.is_impossible else less
        return (self._conflict_of(way),)

    @property
    def _percent(self) -> float:
        return round(100 * self.target, 1)

    def _reach(self, families: tuple[Family, ...], share: float) -> _Way | None:
        """Return a plan that reaches the target without these rules, or that there is none.

        ``None`` if neither was found in time.
        """
        time_budget = self.time_budget.part(share)
        state = without_rules(self.state, frozenset(families), self.names)
        instances = build_instances(state, time_budget=time_budget)
        instance = next(i for i in instances if self.names & set(i.programmes))
        pool = CutPool(instance)
        bound = lowest_bound(instance, pool, time_budget.part(0.5))
        if bound is None or not instance.has_capacity or instance.has_homeless:
            return None
        if bound.value > self.target + ROUNDING:
            return _Way(families, is_impossible=True)
        quick = time_budget.part(min(1.0, QUICK / max(time_budget.left, QUICK)))
        fewest = fewest_changes(instance, pool, self.target, quick)
        if fewest.choice is None and not fewest.is_impossible:
            fewest = fewest_changes(instance, pool, self.target, time_budget)
        if fewest.choice is None:
            return _Way(families, is_impossible=True) if fewest.is_impossible else None
        held = (Peak(most=self.target),)
        part = Part(instance, pool, fewest.choice, held, None, state.policy.goals)
        rest = [wishes(other) for other in instances if other is not instance]
        plan = plan_of_trimmed(state, [*without_idle_changes([part]), *rest])
        # Checked independently: the plan keeps all other rules, and reaches the target.
        days = daily_demand(state, cases_of(state, plan))
        if check_plan(state, plan) or not peak_at_most(
            state, days, set(instance.programmes), self.target + CLOSE
        ):
            return None
        broken = tuple(
            problem
            for problem in check_plan(self.state, plan)
            if set(FAMILY_OF.get(problem.code, ())) & set(families)
        )
        # A plan that breaks nothing would contradict the proof: it is left out.
        changes = len(changed_periods(plan, state.periods))
        return _Way(families, changes, broken) if broken else None

    def _conflict_of(self, way: _Way) -> RuleConflict:
        broken: dict[Family, dict[str, None]] = defaultdict(dict)
        for problem in way.broken:
            broken[self._family(problem, way.families)][self._who(problem)] = None
        needed = tuple(family for family in way.families if family in broken)
        values = {"target": self._percent, "changes": way.changes, "rules": len(needed)}
        head = "clash_alone" if len(needed) == 1 else "clash_together"
        return RuleConflict(
            programmes=self.proof.programmes,
            families=needed,
            periods=_periods(way.broken),
            changes=way.changes,
            parts=(
                (head, values),
                *((f"clash_{family}", _named(broken[family])) for family in needed),
            ),
        )

    def _family(self, problem: Problem, families: tuple[Family, ...]) -> Family:
        """Return the family that a stage period breaks, if the code of the checker fits two."""
        fits = [family for family in FAMILY_OF[problem.code] if family in families]
        period = self.periods.get(problem.place.period or "")
        is_first = period is not None and period.year == 1
        return fits[0] if is_first or Family.FIRST_YEAR not in fits else fits[-1]

    def _who(self, problem: Problem) -> str:
        period = self.periods.get(problem.place.period or "")
        return _name(period) if period is not None else str(problem.values.get("institution"))


def _name(period: StagePeriod) -> str:
    return f"{period.group or period.id} ({period.institution})"


def _periods(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.place.period for p in problems if p.place.period is not None))


def _named(who: Iterable[str]) -> Mapping[str, object]:
    names = tuple(who)
    more = f" (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return {"count": len(names), "names": ", ".join(names[:NAMED]) + more}
