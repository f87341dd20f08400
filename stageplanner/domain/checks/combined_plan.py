"""The judge of plans that were combined component by component.

An institution may have groups in several components. Two plans that each keep its limits (the
most students away on a day, the most contact moments in a week) may break them once one
component is taken from one plan and the rest from the other.
"""

from __future__ import annotations

from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.coupling import contact_moments_at_most, students_away_at_most
from stageplanner.domain.plan import Plan, with_component
from stageplanner.domain.state import State
from stageplanner.problems import Problem, StagePlannerError


def shared_breaches(state: State, plan: Plan) -> tuple[Problem, ...]:
    """Return the limits of institutions that a plan breaks by more than the wishes do."""
    if not _has_limits(state):
        return ()
    cases = cases_of(state, plan)
    return (*students_away_at_most(state, cases), *contact_moments_at_most(state, cases))


def worse_together(state: State, before: Plan, after: Plan) -> tuple[Problem, ...]:
    """Return the limits of institutions that a plan breaks by more than another plan."""
    broken = shared_breaches(state, after)
    if not broken:
        return ()
    sizes = {_limit(problem): _size(problem) for problem in shared_breaches(state, before)}
    return tuple(
        problem
        for problem in broken
        if any(
            now > was
            for now, was in zip(_size(problem), sizes.get(_limit(problem), (0, 0)), strict=True)
        )
    )


def joined(state: State, plan: Plan, part: Plan, programmes: tuple[str, ...]) -> Plan:
    """Return the plan with one component as in another plan.

    Raises
    ------
    StagePlannerError
        If together they break a limit of an institution.
    """
    together = with_component(plan, part, state.periods, programmes)
    broken = worse_together(state, plan, together)
    if broken:
        code = {"check_away": "join_away", "check_contacts": "join_contacts"}[broken[0].code]
        raise StagePlannerError(Problem(code=code, values=broken[0].values))
    return together


def _limit(problem: Problem) -> tuple[str, object]:
    return problem.code, problem.values["institution"]


def _size(problem: Problem) -> tuple[float, float]:
    """Return how often a limit is broken, and by how many students at the worst."""
    return float(str(problem.values["times"])), float(str(problem.values["students"]))


def _has_limits(state: State) -> bool:
    rules = (state.policy.rules, *state.policy.institutions.values())
    return any(r.most_away is not None or r.most_contact_moments is not None for r in rules)
