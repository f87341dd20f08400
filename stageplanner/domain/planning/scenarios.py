"""Scenarios: named plans of one region to compare; the baseline is the wish."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from stageplanner.domain.plan import Plan, changed_periods
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Problem, StagePlannerError

#: Names that are no scenarios: the baseline and the current plan.
WISH, CURRENT = "wish", "current"
_RESERVED = frozenset({WISH, CURRENT, "voorkeur", "huidig"})

LONGEST_NAME = 80


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
