"""Scenarios: named plans of one region to compare; the baseline is the wish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from stageplanner.domain.plan import Plan, changed_periods
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Problem, StagePlannerError

#: Names that are no scenarios: the baseline and the current plan.
WISH, CURRENT = "wish", "current"
_RESERVED = frozenset({WISH, CURRENT, "voorkeur", "huidig"})

LONGEST_NAME = 80

#: So many computed proposals are kept by themselves; of more, the oldest goes.
MOST_PROPOSALS = 10
#: The names that the window gives to proposals, in its languages. One that the user renames is
#: kept for good.
_PROPOSAL_NAME = re.compile(r"(?:Voorstel|Proposal) \d{1,2} \S+ \d\d:\d\d(?: \(\d+\))?")


def plan_named(plans: Iterable[Plan], current: Plan | None, name: str) -> Plan | None:
    """Return the plan with a name: ``"wish"`` (``None``), ``"current"`` or a scenario.

    Raises
    ------
    StagePlannerError
        If there is no plan with that name.
    """
    if name == WISH:
        return None
    if name == CURRENT:
        return current
    known = {plan.name: plan for plan in plans}
    if name not in known:
        names = (WISH, CURRENT, *known)
        raise _refusal("scenario_unknown", name=name, names=names)
    return known[name]


def with_scenario(plans: tuple[Plan, ...], plan: Plan, name: str) -> tuple[Plan, ...]:
    """Return the scenarios with a plan added under a name, or replaced."""
    named = replace(plan, name=_good_name(name))
    if all(other.name != named.name for other in plans):
        return (*plans, named)
    return tuple(named if other.name == named.name else other for other in plans)


def is_proposal(plan: Plan) -> bool:
    """Return whether a scenario is a proposal that was kept by itself."""
    return _PROPOSAL_NAME.fullmatch(plan.name) is not None


def with_proposal(plans: tuple[Plan, ...], plan: Plan, name: str) -> tuple[Plan, ...]:
    """Return the scenarios with a computed proposal, and without the oldest if they are many.

    Parameters
    ----------
    plans : tuple of Plan
        The scenarios, the oldest first.
    plan : Plan
        The proposal. The same placements for the same data are kept once; a proposal without any
        is the wish, and not kept.
    name : str
        Its name; a number is added if it is taken.

    Returns
    -------
    tuple of Plan
        The same object if nothing is added.
    """
    same = [other for other in plans if other.placements == plan.placements]
    is_known = any(other.fingerprint == plan.fingerprint for other in same)
    if not plan.placements or is_known:
        return plans
    kept = [other for other in plans if not (other in same and is_proposal(other))]
    taken, wanted, number = {other.name for other in kept}, name, 2
    while wanted in taken:
        wanted, number = f"{name} ({number})", number + 1
    kept.append(replace(plan, name=_good_name(wanted)))
    old = [other for other in kept if is_proposal(other)][:-MOST_PROPOSALS]
    return tuple(other for other in kept if other not in old)


def renamed(plans: tuple[Plan, ...], name: str, new_name: str) -> tuple[Plan, ...]:
    """Return the scenarios with one renamed.

    Raises
    ------
    StagePlannerError
        If there is none with that name, or the new name is taken or not allowed.
    """
    scenario = _scenario(plans, name)
    wanted = _good_name(new_name)
    if wanted != name and any(plan.name == wanted for plan in plans):
        raise _refusal("scenario_exists", name=wanted)
    return tuple(replace(plan, name=wanted) if plan is scenario else plan for plan in plans)


def without_scenario(plans: tuple[Plan, ...], name: str) -> tuple[Plan, ...]:
    """Return the scenarios without one."""
    scenario = _scenario(plans, name)
    return tuple(plan for plan in plans if plan is not scenario)


def adoptable(plans: tuple[Plan, ...], name: str, periods: Iterable[StagePeriod]) -> Plan:
    """Return a scenario as a current plan, without stage periods that no longer exist."""
    plan = _scenario(plans, name)
    known = {period.id for period in periods}
    if plan.placements.keys() <= known:
        return plan
    return replace(
        plan,
        placements={key: placed for key, placed in plan.placements.items() if key in known},
        reasons={key: reason for key, reason in plan.reasons.items() if key in known},
    )


def scenarios_before_and_after(
    before: tuple[Plan, ...], after: tuple[Plan, ...], periods: tuple[StagePeriod, ...]
) -> tuple[str, str]:
    """Return which scenarios changed, as the two texts of an event (JSON)."""
    old, new = {plan.name: plan for plan in before}, {plan.name: plan for plan in after}
    names = [name for name in {**old, **new} if old.get(name) is not new.get(name)]
    return _placed_text(old, names, periods), _placed_text(new, names, periods)


def _placed_text(plans: dict[str, Plan], names: list[str], periods: tuple[StagePeriod, ...]) -> str:
    summaries = {
        name: {
            "changes": len(changed_periods(plans[name], periods)),
            "fingerprint": plans[name].fingerprint,
        }
        for name in names
        if name in plans
    }
    return json.dumps({"scenario": summaries}, ensure_ascii=False) if summaries else ""


def _scenario(plans: tuple[Plan, ...], name: str) -> Plan:
    scenario = plan_named(plans, None, name)
    if scenario is None:
        raise _refusal("scenario_unknown", name=name, names=tuple(plan.name for plan in plans))
    return scenario


def _good_name(name: str) -> str:
    """Return a name with single spaces; raise if it is empty, reserved or too long."""
    wanted = " ".join(name.split())
    if not wanted or not wanted.isprintable():
        raise _refusal("scenario_no_name")
    if wanted.casefold() in _RESERVED:
        raise _refusal("scenario_reserved", name=wanted)
    if len(wanted) > LONGEST_NAME:
        raise _refusal("scenario_long_name", most=LONGEST_NAME)
    return wanted


def _refusal(code: str, **values: object) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values=values))
