"""A whole document as the rows of every table, and back.

A new part of the state needs a table in ``tables.py``, a shape in one of the files of rows, and one
line in each of the two functions here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.plan import Placement, Plan, Proof
from stageplanner.domain.policy import Policy
from stageplanner.domain.proposal import Round
from stageplanner.domain.state import State
from stageplanner.store.document import Document
from stageplanner.store.rows import negotiation_rows, plan_rows, policy_rows, region_rows
from stageplanner.store.rows.agreement_rows import AGREEMENT
from stageplanner.store.rows.cells import Cell, Row, read_number

Rows = Mapping[str, Sequence[Row]]


def rows_of(document: Document) -> dict[str, list[Row]]:
    """Return every table of a document by name, its rows in order."""
    state = document.state
    tables: dict[str, list[Row]] = {
        "about": [
            *policy_rows.about_rows(state.policy),
            ("region_id", state.region_id),
            *_ground_rules_rows(state),
        ],
        "period": [region_rows.PERIOD.row(period) for period in state.periods],
        "leerbedrijf": [region_rows.LEERBEDRIJF.row(company) for company in state.leerbedrijven],
        "holiday": [
            *(region_rows.holiday_row(holiday, of_region=False) for holiday in state.holidays),
            *(
                region_rows.holiday_row(holiday, of_region=True)
                for holiday in state.region_holidays
            ),
        ],
        "rules": [
            policy_rows.rules_row(None, state.policy.rules),
            *(
                policy_rows.rules_row(name, rules)
                for name, rules in state.policy.institutions.items()
            ),
        ],
        "load_weight": list(state.policy.load_weights.items()),
        "goal": policy_rows.goal_rows(state.policy.goals),
        "delivery": [region_rows.DELIVERY.row(delivery) for delivery in state.deliveries],
        "base_load": [region_rows.BASE_LOAD.row(base) for base in state.base_load],
        "event": [region_rows.EVENT.row(event) for event in document.history],
        "mapping": [region_rows.MAPPING.row(mapping) for mapping in document.mappings],
    }
    return tables | _plan_rows(document) | _negotiation_rows(state)


def document_of(tables: Rows) -> Document:
    """Build the document of the rows of :func:`rows_of`.

    Raises
    ------
    ValueError, TypeError, LookupError
        If a row holds what StagePlanner never writes.
    """
    current, plans = _plans(tables)
    holidays = tables["holiday"]
    rounds = negotiation_rows.rounds_of(tables["round"], tables["proposal"])
    state = State(
        region_id=_region_id(tables, rounds),
        periods=region_rows.PERIOD.every(tables["period"]),
        leerbedrijven=region_rows.LEERBEDRIJF.every(tables["leerbedrijf"]),
        holidays=tuple(map(region_rows.holiday_of, [row for row in holidays if not row[0]])),
        region_holidays=tuple(map(region_rows.holiday_of, [row for row in holidays if row[0]])),
        policy=_policy(tables),
        plan=current,
        deliveries=region_rows.DELIVERY.every(tables["delivery"]),
        rounds=rounds,
        agreements=AGREEMENT.every(tables["agreement"]),
        balances=negotiation_rows.BALANCE.every(tables["balance"]),
        shortages=negotiation_rows.SHORTAGE.every(tables["shortage"]),
        contacts=negotiation_rows.CONTACT.every(tables["contact"]),
        ground_rules=_ground_rules(tables),
        base_load=region_rows.BASE_LOAD.every(tables["base_load"]),
    )
    return Document(
        state=state,
        plans=plans,
        history=region_rows.EVENT.every(tables["event"]),
        mappings=region_rows.MAPPING.every(tables["mapping"]),
    )


def _negotiation_rows(state: State) -> dict[str, list[Row]]:
    """Return the rows of rounds, agreements, balances, shortages and contacts."""
    write = negotiation_rows
    return {
        "round": [write.round_row(round_) for round_ in state.rounds],
        "proposal": [write.proposal_row(r.number, p) for r in state.rounds for p in r.proposals],
        "agreement": [AGREEMENT.row(agreement) for agreement in state.agreements],
        "balance": [write.BALANCE.row(balance) for balance in state.balances],
        "shortage": [write.SHORTAGE.row(figure) for figure in state.shortages],
        "contact": [write.CONTACT.row(contact) for contact in state.contacts],
    }


def _region_id(tables: Rows, rounds: tuple[Round, ...]) -> str:
    """Return the id of the region; a file without one gets one that it keeps at every opening."""
    for name, value in tables["about"]:
        if name == "region_id":
            return str(value)
    firsts = [str(tables[table][0]) for table in ("event", "delivery", "period") if tables[table]]
    return hashlib.sha256("\n".join([*(r.key for r in rounds[:1]), *firsts]).encode()).hexdigest()


def _ground_rules_rows(state: State) -> list[Row]:
    """Return the row of the ground rules; none if they are the default."""
    if state.ground_rules == GroundRules():
        return []
    return [("ground_rules", negotiation_rows.write_ground_rules(state.ground_rules))]


def _ground_rules(tables: Rows) -> GroundRules:
    texts = [str(value) for name, value in tables["about"] if name == "ground_rules"]
    return negotiation_rows.read_ground_rules(texts[0]) if texts else GroundRules()


def _plan_rows(document: Document) -> dict[str, list[Row]]:
    """Return the rows of the current plan, if any, and then of the scenarios."""
    current = document.state.plan
    plans = [*([] if current is None else [current]), *document.plans]
    tables: dict[str, list[Row]] = {"plan": [], "placement": [], "proof": [], "reason": []}
    for number, plan in enumerate(plans, start=1):
        is_current = current is not None and number == 1
        tables["plan"].append((int(is_current), plan.name, plan.fingerprint))
        for period, placements in plan.placements.items():
            tables["placement"] += plan_rows.placement_rows(number, period, placements)
        tables["proof"] += [plan_rows.proof_row(number, proof) for proof in plan.proofs]
        tables["reason"] += [(number, period, reason) for period, reason in plan.reasons.items()]
    return tables


def _plans(tables: Rows) -> tuple[Plan | None, tuple[Plan, ...]]:
    placements: dict[Cell, dict[str, tuple[Placement, ...]]] = defaultdict(dict)
    for row in tables["placement"]:
        number, period, placement = plan_rows.placement_of(row)
        earlier = placements[number].get(period, ())
        placements[number][period] = earlier if placement is None else (*earlier, placement)
    proofs: dict[Cell, list[Proof]] = defaultdict(list)
    for row in tables["proof"]:
        number, proof = plan_rows.proof_of(row)
        proofs[number].append(proof)
    reasons: dict[Cell, dict[str, str]] = defaultdict(dict)
    for number, period, reason in tables["reason"]:
        reasons[number][str(period)] = str(reason)
    current: list[Plan] = []
    plans: list[Plan] = []
    for number, (is_current, name, fingerprint) in enumerate(tables["plan"], start=1):
        plan = Plan(
            placements=placements.get(number, {}),
            proofs=tuple(proofs.get(number, ())),
            reasons=reasons.get(number, {}),
            fingerprint=str(fingerprint),
            name=str(name),
        )
        (current if is_current else plans).append(plan)
    return (current[0] if current else None), tuple(plans)


def _policy(tables: Rows) -> Policy:
    every = [*map(policy_rows.rules_of, tables["rules"])]
    return Policy(
        rules=next(rules for name, rules in every if name is None),
        institutions={name: rules for name, rules in every if name is not None},
        load_weights=dict(map(policy_rows.load_weight_of, tables["load_weight"])),
        target=next(read_number(value) for name, value in tables["about"] if name == "target"),
        goals=policy_rows.goals_of(tables["goal"]),
        served_first=next(
            (
                policy_rows.served_first_of(row)
                for row in tables["about"]
                if row[0] == "served_first"
            ),
            Policy().served_first,
        ),
    )
