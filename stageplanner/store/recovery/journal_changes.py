"""The change that one edit made to a document, small enough to write at once.

Documents share every object that did not change, so an edit is found by identity: of each part only
the stretch that differs is written, as the rows of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_
from typing import Any, NamedTuple

from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.policy import Policy
from stageplanner.store.document import Document
from stageplanner.store.rows import negotiation_rows, plan_rows, policy_rows, region_rows
from stageplanner.store.rows.agreement_rows import AGREEMENT
from stageplanner.store.rows.cells import Row, read_number, read_numbers, write_numbers
from stageplanner.store.rows.row_shapes import Shape

#: Each part that changed, by name, with its change; values that JSON can hold.
Changes = dict[str, Any]


class _Part(NamedTuple):
    """A tuple of a document, with functions to write and read one of its objects as a row."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _part(shape: Shape[Any]) -> _Part:
    return _Part(shape.row, shape.of)


def changes_between(before: Document, after: Document) -> Changes:
    """Return the changes that turn ``before`` into ``after``; empty if there are none."""
    changes: Changes = {}
    for holder in ("state", ""):
        old, new = _holder(before, holder), _holder(after, holder)
        for name, part in _PARTS[holder].items():
            if (splice := _splice(getattr(old, name), getattr(new, name), part)) is not None:
                changes[name] = splice
    if after.state.policy is not before.state.policy:
        changes["policy"] = _write_policy(after.state.policy)
    if after.state.ground_rules is not before.state.ground_rules:
        changes["ground_rules"] = negotiation_rows.write_ground_rules(after.state.ground_rules)
    if after.state.region_id != before.state.region_id:
        changes["region_id"] = after.state.region_id
    if after.state.plan is not before.state.plan:
        changes["plan"] = _plan_change(before.state.plan, after.state.plan)
    return changes


def apply_changes(document: Document, changes: Changes) -> Document:
    """Apply to a document what :func:`changes_between` returned.

    Raises
    ------
    ValueError, TypeError, LookupError
        If the changes do not fit the document.
    """
    state = document.state
    of_state: dict[str, Any] = {}
    of_document: dict[str, Any] = {}
    for name, change in changes.items():
        if name == "policy":
            of_state[name] = _read_policy(change)
        elif name == "ground_rules":
            of_state[name] = negotiation_rows.read_ground_rules(change)
        elif name == "region_id":
            of_state[name] = str(change)
        elif name == "plan":
            of_state[name] = _changed_plan(state.plan, change)
        elif name in _PARTS["state"]:
            of_state[name] = _spliced(getattr(state, name), change, _PARTS["state"][name])
        else:
            of_document[name] = _spliced(getattr(document, name), change, _PARTS[""][name])
    return replace(document, state=replace(state, **of_state), **of_document)


def _holder(document: Document, holder: str) -> Any:  # noqa: ANN401 - a state or a document
    return document.state if holder == "state" else document


# --- tuples ---------------------------------------------------------------------------------


def _splice(old: tuple[Any, ...], new: tuple[Any, ...], part: _Part) -> list[Any] | None:
    """Return where the difference begins, how many objects are removed, and the rows to insert."""
    if old is new:
        return None
    shared = min(len(old), len(new))
    head = _same(old[:shared], new[:shared])
    tail = _same(old[len(old) - (shared - head) :][::-1], new[len(new) - (shared - head) :][::-1])
    removed, added = len(old) - head - tail, new[head : len(new) - tail]
    if not removed and not added:
        return None
    return [head, removed, [part.write(item) for item in added]]


def _same(some: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """Count the objects at the beginning that are identical (by identity, which is quick)."""
    try:
        return list(map(is_, some, other)).index(False)
    except ValueError:
        return len(some)


def _spliced(old: tuple[Any, ...], splice: list[Any], part: _Part) -> tuple[Any, ...]:
    head, removed, added = splice
    if head < 0 or removed < 0 or head + removed > len(old):
        raise ValueError(f"{len(old)} rows, {removed} to go from {head}")
    return (*old[:head], *[part.read(row) for row in added], *old[head + removed :])


# --- policy and plans -----------------------------------------------------------------------


def _write_policy(policy: Policy) -> list[Any]:
    every = [(None, policy.rules), *policy.institutions.items()]
    rows = [policy_rows.rules_row(name, rules) for name, rules in every]
    weights = list(policy.load_weights.items())
    goals = policy_rows.goal_rows(policy.goals)
    return [rows, weights, policy.target, goals, write_numbers(policy.served_first)]


def _read_policy(change: list[Any]) -> Policy:
    # A journal from before there were goals, or niveaus served first, lacks them.
    every, weights, target, *later = change
    goals = later[0] if later else []
    served = later[1] if len(later) > 1 else None
    (_, rules), *institutions = [policy_rows.rules_of(row) for row in every]
    return Policy(
        rules=rules,
        institutions={str(name): of for name, of in institutions},
        load_weights=dict(map(policy_rows.load_weight_of, weights)),
        target=read_number(target),
        goals=policy_rows.goals_of(goals),
        served_first=Policy().served_first if served is None else read_numbers(served) or (),
    )


def write_plan(plan: Plan) -> dict[str, Any]:
    """Return a whole plan as JSON can hold it.

    Parameters
    ----------
    plan : Plan
        A scenario.

    Returns
    -------
    dict
        For :func:`read_plan`.
    """
    return _plan_change(Plan(), plan) or {}


def _plan_change(old: Plan | None, new: Plan | None) -> dict[str, Any] | None:
    """Return a plan as its difference with the previous plan; ``None`` without a plan."""
    if new is None:
        return None
    if old is None:
        old = Plan()
    changed_rows: list[Row] = []
    for period, placements in new.placements.items():
        if old.placements.get(period) is not placements:
            changed_rows += plan_rows.placement_rows(0, period, placements)
    change: dict[str, Any] = {
        "name": new.name,
        "fingerprint": new.fingerprint,
        "placements": changed_rows,
        "gone": [period for period in old.placements if period not in new.placements],
        "reasons": {p: r for p, r in new.reasons.items() if old.reasons.get(p) != r},
        "reasons_gone": [period for period in old.reasons if period not in new.reasons],
    }
    if new.proofs != old.proofs:
        change["proofs"] = [plan_rows.proof_row(0, proof) for proof in new.proofs]
    return change


def _changed_plan(old: Plan | None, change: Mapping[str, Any] | None) -> Plan | None:
    return None if change is None else read_plan(change, old or Plan())


def read_plan(change: Mapping[str, Any], old: Plan | None = None) -> Plan:
    """Read what :func:`write_plan` writes, or a change of an old plan.

    Parameters
    ----------
    change : mapping
        What was written.
    old : Plan, optional
        The plan that was changed; an empty one by default.

    Returns
    -------
    Plan
        The plan with the change.

    Raises
    ------
    ValueError, TypeError, LookupError
        If StagePlanner never writes such a change.
    """
    old = old or Plan()
    added: dict[str, tuple[Placement, ...]] = {}
    for row in change["placements"]:
        _, period, placement = plan_rows.placement_of(row)
        added[period] = added.get(period, ()) + (() if placement is None else (placement,))
    removed, reasons_gone = set(change["gone"]), set(change["reasons_gone"])
    placements = {
        period: placed for period, placed in old.placements.items() if period not in removed
    }
    reasons = {
        period: reason for period, reason in old.reasons.items() if period not in reasons_gone
    }
    return Plan(
        placements=placements | added,
        proofs=tuple(plan_rows.proof_of(row)[1] for row in change["proofs"])
        if "proofs" in change
        else old.proofs,
        reasons=reasons | change["reasons"],
        fingerprint=change["fingerprint"],
        name=change["name"],
    )


#: Every tuple of a document; a new one needs a line here.
_PARTS: dict[str, dict[str, _Part]] = {
    "state": {
        "periods": _part(region_rows.PERIOD),
        "leerbedrijven": _part(region_rows.LEERBEDRIJF),
        "holidays": _Part(
            lambda h: region_rows.holiday_row(h, of_region=False), region_rows.holiday_of
        ),
        "region_holidays": _Part(
            lambda h: region_rows.holiday_row(h, of_region=True), region_rows.holiday_of
        ),
        "deliveries": _part(region_rows.DELIVERY),
        "base_load": _part(region_rows.BASE_LOAD),
        "rounds": _Part(negotiation_rows.write_round, negotiation_rows.read_round),
        "agreements": _part(AGREEMENT),
        "balances": _part(negotiation_rows.BALANCE),
        "shortages": _part(negotiation_rows.SHORTAGE),
        "contacts": _part(negotiation_rows.CONTACT),
    },
    "": {
        "plans": _Part(write_plan, read_plan),
        "history": _part(region_rows.EVENT),
        "mappings": _part(region_rows.MAPPING),
    },
}
