"""Scenarios: named plans of one region side by side; the wish is what they are compared with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from stageplanner.domain.plan import Plan, changed_periods
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Problem, StagePlannerError

#: Names that every region knows besides its scenarios: the baseline, and what is looked at.
WISH, CURRENT = "wish", "current"
_RESERVED = frozenset({WISH, CURRENT, "voorkeur", "huidig"})

LONGEST_NAME = 80


def plan_named(plans: Iterable[Plan], current: Plan | None, name: str) -> Plan | None:
    """The plan that a user names: ``"wish"`` (``None``), ``"current"`` or a scenario.

    Raises
    ------
    StagePlannerError
        There is no plan of that name.
    """
    if name == WISH:
        return None
    if name == CURRENT:
        return current
    known = {plan.name: plan for plan in plans}
    if name not in known:
        names = (WISH, CURRENT, *known)
        raise _refused("scenario_unknown", name=name, names=names)
    return known[name]


def with_scenario(plans: tuple[Plan, ...], plan: Plan, name: str) -> tuple[Plan, ...]:
    """The scenarios with a plan under a name; one of that name makes room where it stands."""
    named = replace(plan, name=_good_name(name))
    if all(other.name != named.name for other in plans):
        return (*plans, named)
    return tuple(named if other.name == named.name else other for other in plans)


def renamed(plans: tuple[Plan, ...], name: str, new_name: str) -> tuple[Plan, ...]:
    """The scenarios with one under another name.

    Raises
    ------
    StagePlannerError
        There is none of that name, or the new one is taken or no good name.
    """
    found = _scenario(plans, name)
    wanted = _good_name(new_name)
    if wanted != name and any(plan.name == wanted for plan in plans):
        raise _refused("scenario_exists", name=wanted)
    return tuple(replace(plan, name=wanted) if plan is found else plan for plan in plans)


def without_scenario(plans: tuple[Plan, ...], name: str) -> tuple[Plan, ...]:
    """The scenarios without one."""
    found = _scenario(plans, name)
    return tuple(plan for plan in plans if plan is not found)


def adoptable(plans: tuple[Plan, ...], name: str, periods: Iterable[StagePeriod]) -> Plan:
    """A scenario as the current plan: without stage periods that are no longer in the region."""
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
    """Which scenarios came, went or changed, as the two texts of an event (JSON)."""
    old, new = {plan.name: plan for plan in before}, {plan.name: plan for plan in after}
    names = [name for name in {**old, **new} if old.get(name) is not new.get(name)]
    return _placed_text(old, names, periods), _placed_text(new, names, periods)


def _placed_text(plans: dict[str, Plan], names: list[str], periods: tuple[StagePeriod, ...]) -> str:
    told = {
        name: {
            "changes": len(changed_periods(plans[name], periods)),
            "fingerprint": plans[name].fingerprint,
        }
        for name in names
        if name in plans
    }
    return json.dumps({"scenario": told}, ensure_ascii=False) if told else ""


def _scenario(plans: tuple[Plan, ...], name: str) -> Plan:
    found = plan_named(plans, None, name)
    if found is None:
        raise _refused("scenario_unknown", name=name, names=tuple(plan.name for plan in plans))
    return found


def _good_name(name: str) -> str:
    """A name as people can tell it apart from others."""
    wanted = " ".join(name.split())
    if not wanted or not wanted.isprintable():
        raise _refused("scenario_no_name")
    if wanted.casefold() in _RESERVED:
        raise _refused("scenario_reserved", name=wanted)
    if len(wanted) > LONGEST_NAME:
        raise _refused("scenario_long_name", most=LONGEST_NAME)
    return wanted


def _refused(code: str, **values: object) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values=values))
