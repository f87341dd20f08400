"""A whole document as the rows of every table, and back.

A new part of the state gets a table in ``tables.py``, two functions in ``rows.py``, and one
line in each of the two functions here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.plan import Placement, Plan, Proof
from stageplanner.domain.policy import Policy
from stageplanner.domain.state import State
from stageplanner.store import negotiation_rows, rows
from stageplanner.store.document import Document
from stageplanner.store.rows import Cell, Row

Rows = Mapping[str, Sequence[Row]]


def rows_of(document: Document) -> dict[str, list[Row]]:
    """Every table of a document, by name, in the order in which things stand."""
    state = document.state
    found: dict[str, list[Row]] = {
        "about": [*rows.about_rows(state.policy), *_ground_rules_rows(state)],
        "period": [rows.period_row(period) for period in state.periods],
        "leerbedrijf": [rows.leerbedrijf_row(company) for company in state.leerbedrijven],
        "holiday": [
            *(rows.holiday_row(holiday, of_region=False) for holiday in state.holidays),
            *(rows.holiday_row(holiday, of_region=True) for holiday in state.region_holidays),
        ],
        "rules": [
            rows.rules_row(None, state.policy.rules),
            *(rows.rules_row(name, own) for name, own in state.policy.institutions.items()),
        ],
        "load_weight": list(state.policy.load_weights.items()),
        "goal": rows.goal_rows(state.policy.goals),
        "delivery": [rows.delivery_row(delivery) for delivery in state.deliveries],
        "base_load": [rows.base_load_row(base) for base in state.base_load],
        "event": [rows.event_row(event) for event in document.history],
        "mapping": [rows.mapping_row(mapping) for mapping in document.mappings],
    }
    return found | _plan_rows(document) | _negotiation_rows(state)


def document_of(found: Rows) -> Document:
    """The document that :func:`rows_of` took apart.

    Raises
    ------
    ValueError, TypeError, LookupError
        A row holds what StagePlanner never writes.
    """
    current, plans = _plans(found)
    holidays = found["holiday"]
    state = State(
        periods=rows.read_all(rows.period_of, found["period"]),
        leerbedrijven=rows.read_all(rows.leerbedrijf_of, found["leerbedrijf"]),
        holidays=rows.read_all(rows.holiday_of, [row for row in holidays if not row[0]]),
        region_holidays=rows.read_all(rows.holiday_of, [row for row in holidays if row[0]]),
        policy=_policy(found),
        plan=current,
        deliveries=rows.read_all(rows.delivery_of, found["delivery"]),
        rounds=negotiation_rows.rounds_of(found["round"], found["proposal"]),
        agreements=rows.read_all(negotiation_rows.agreement_of, found["agreement"]),
        balances=rows.read_all(negotiation_rows.balance_of, found["balance"]),
        shortages=rows.read_all(negotiation_rows.shortage_of, found["shortage"]),
        ground_rules=_ground_rules(found),
        base_load=rows.read_all(rows.base_load_of, found["base_load"]),
    )
    return Document(
        state=state,
        plans=plans,
        history=rows.read_all(rows.event_of, found["event"]),
        mappings=rows.read_all(rows.mapping_of, found["mapping"]),
    )


def _negotiation_rows(state: State) -> dict[str, list[Row]]:
    """Rounds, agreements, and what is kept over the years."""
    write = negotiation_rows
    return {
        "round": [write.round_row(own) for own in state.rounds],
        "proposal": [write.proposal_row(r.number, p) for r in state.rounds for p in r.proposals],
        "agreement": [write.agreement_row(agreement) for agreement in state.agreements],
        "balance": [write.balance_row(balance) for balance in state.balances],
        "shortage": [write.shortage_row(figure) for figure in state.shortages],
    }


def _ground_rules_rows(state: State) -> list[Row]:
    """The ground rules, where the region settled any."""
    if state.ground_rules == GroundRules():
        return []
    return [("ground_rules", negotiation_rows.write_ground_rules(state.ground_rules))]


def _ground_rules(found: Rows) -> GroundRules:
    texts = [str(value) for name, value in found["about"] if name == "ground_rules"]
    return negotiation_rows.read_ground_rules(texts[0]) if texts else GroundRules()


def _plan_rows(document: Document) -> dict[str, list[Row]]:
    """The plan that is looked at, if any, and then the named scenarios."""
    current = document.state.plan
    plans = [*([] if current is None else [current]), *document.plans]
    found: dict[str, list[Row]] = {"plan": [], "placement": [], "proof": [], "reason": []}
    for number, plan in enumerate(plans, start=1):
        is_current = current is not None and number == 1
        found["plan"].append((int(is_current), plan.name, plan.fingerprint))
        for period, placements in plan.placements.items():
            found["placement"] += rows.placement_rows(number, period, placements)
        found["proof"] += [rows.proof_row(number, proof) for proof in plan.proofs]
        found["reason"] += [(number, period, reason) for period, reason in plan.reasons.items()]
    return found


def _plans(found: Rows) -> tuple[Plan | None, tuple[Plan, ...]]:
    placements: dict[Cell, dict[str, tuple[Placement, ...]]] = defaultdict(dict)
    for row in found["placement"]:
        number, period, placement = rows.placement_of(row)
        earlier = placements[number].get(period, ())
        placements[number][period] = earlier if placement is None else (*earlier, placement)
    proofs: dict[Cell, list[Proof]] = defaultdict(list)
    for row in found["proof"]:
        number, proof = rows.proof_of(row)
        proofs[number].append(proof)
    reasons: dict[Cell, dict[str, str]] = defaultdict(dict)
    for number, period, reason in found["reason"]:
        reasons[number][str(period)] = str(reason)
    current: list[Plan] = []
    plans: list[Plan] = []
    for number, (is_current, name, fingerprint) in enumerate(found["plan"], start=1):
        plan = Plan(
            placements=placements.get(number, {}),
            proofs=tuple(proofs.get(number, ())),
            reasons=reasons.get(number, {}),
            fingerprint=str(fingerprint),
            name=str(name),
        )
        (current if is_current else plans).append(plan)
    return (current[0] if current else None), tuple(plans)


def _policy(found: Rows) -> Policy:
    every = rows.read_all(rows.rules_of, found["rules"])
    return Policy(
        rules=next(own for name, own in every if name is None),
        institutions={name: own for name, own in every if name is not None},
        load_weights=dict(rows.read_all(rows.load_weight_of, found["load_weight"])),
        target=next(rows.read_number(value) for name, value in found["about"] if name == "target"),
        goals=rows.goals_of(found["goal"]),
        served_first=next(
            (rows.served_first_of(row) for row in found["about"] if row[0] == "served_first"),
            Policy().served_first,
        ),
    )
