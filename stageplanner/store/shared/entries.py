"""A document as entries: pieces that several users change at once, each with a part and a key.

An entry is one stage period, one placement, one proposal: what two people may not change at the
same moment. Documents share every object that did not change, so entries are compared by identity
first. A new part of the state needs a line in ``_TUPLES`` or a class in ``_HOLDERS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from stageplanner.domain.plan import Plan
from stageplanner.domain.policy import Policy
from stageplanner.store.document import Document
from stageplanner.store.recovery.journal_changes import read_plan, write_plan
from stageplanner.store.rows import negotiation_rows, plan_rows, policy_rows, region_rows
from stageplanner.store.rows.agreement_rows import AGREEMENT
from stageplanner.store.rows.cells import read_numbers, write_numbers

#: The values of one part by their key, in the order of the document.
Values = dict[str, Any]
#: All values of a document, by part.
Entries = dict[str, Values]


class Part(NamedTuple):
    """How the values of one part are written as JSON, and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def key_of(*names: object) -> str:
    """Return the key of names: the name itself, or a JSON list of several."""
    if len(names) == 1:
        return str(names[0])
    return json.dumps([str(name) for name in names], ensure_ascii=False)


class _Tuple(NamedTuple):
    """A tuple of a document, whose objects are the values of one part."""

    key: Callable[[Any], tuple[object, ...]]
    part: Part


def _shaped(shape: Any, *names: str) -> _Tuple:  # noqa: ANN401 - shapes of any object
    part = Part(shape.row, shape.of)
    return _Tuple(lambda item: tuple(getattr(item, name) for name in names), part)


def _holidays(*, of_region: bool) -> _Tuple:
    part = Part(lambda h: region_rows.holiday_row(h, of_region=of_region), region_rows.holiday_of)
    return _Tuple(lambda h: (h.institution, h.name), part)


_STATE: dict[str, _Tuple] = {
    "periods": _shaped(region_rows.PERIOD, "id"),
    "leerbedrijven": _shaped(region_rows.LEERBEDRIJF, "id"),
    "holidays": _holidays(of_region=False),
    "region_holidays": _holidays(of_region=True),
    "deliveries": _shaped(region_rows.DELIVERY, "file"),
    "base_load": _shaped(region_rows.BASE_LOAD, "programme", "niveau", "monday"),
    "agreements": _shaped(AGREEMENT, "number"),
    "balances": _shaped(negotiation_rows.BALANCE, "institution", "school_year"),
    "shortages": _shaped(
        negotiation_rows.SHORTAGE, "on", "region", "sector", "programme", "niveau", "leerweg"
    ),
    "contacts": _shaped(negotiation_rows.CONTACT, "kind", "party"),
}
_DOCUMENT: dict[str, _Tuple] = {
    "scenarios": _Tuple(lambda plan: (plan.name,), Part(write_plan, read_plan)),
    "mappings": _shaped(region_rows.MAPPING, "institution", "signature"),
}
_ROUND, _PROPOSAL = "rounds", "proposals"
_ABOUT, _RULES, _WEIGHT, _GOAL = "about", "rules", "load_weights", "goals"
_PLAN, _PLACEMENT, _PROOF, _REASON = "plan", "placements", "proofs", "reasons"

#: How every part is written and read.
PARTS: dict[str, Part] = {
    **{name: of.part for name, of in {**_STATE, **_DOCUMENT}.items()},
    _ROUND: Part(negotiation_rows.round_row, negotiation_rows.round_of),
    _PROPOSAL: Part(
        lambda pair: negotiation_rows.proposal_row(*pair), negotiation_rows.proposal_of
    ),
    _ABOUT: Part(lambda value: [value], lambda cells: cells[0]),
    _RULES: Part(lambda pair: policy_rows.rules_row(*pair), policy_rows.rules_of),
    _WEIGHT: Part(list, lambda cells: policy_rows.load_weight_of(tuple(cells))),
    _GOAL: Part(list, lambda cells: policy_rows.goal_of(tuple(cells))),
    _PLAN: Part(list, tuple),
    _PLACEMENT: Part(plan_rows.write_placements, plan_rows.read_placements),
    _PROOF: Part(
        lambda proof: plan_rows.proof_row(0, proof)[1:],
        lambda cells: plan_rows.proof_of((0, *cells))[1],
    ),
    _REASON: Part(lambda reason: [reason], lambda cells: str(cells[0])),
}
#: Parts that follow from others: who changes them last is right, nobody is asked.
DERIVED = frozenset({_PLAN, _PROOF, _REASON, "deliveries"})


def entries_of(document: Document, known: tuple[Document, Entries] | None = None) -> Entries:
    """Return all entries of a document.

    Parameters
    ----------
    document : Document
        The document.
    known : (Document, Entries), optional
        An earlier one with its entries, of which unchanged parts are taken over as they are.

    Returns
    -------
    Entries
        By part and key, in the order of the document. The history is no entry.
    """
    old, of_old = known if known is not None else (None, {})
    entries: Entries = {}
    for source in _SOURCES:
        value = source.get(document)
        if old is not None and source.get(old) is value:
            entries.update({part: of_old[part] for part in source.parts})
        else:
            entries.update(source.split(value))
    entries[_ABOUT] = _about(document, of_old.get(_ABOUT))
    return entries


def document_of(entries: Entries, known: tuple[Document, Entries] | None = None) -> Document:
    """Build the document of entries; its history is that of the earlier one.

    Parameters
    ----------
    entries : Entries
        All parts.
    known : (Document, Entries), optional
        An earlier document with its entries: parts that are the same objects are taken over.

    Returns
    -------
    Document
        The document.

    Raises
    ------
    ValueError, TypeError, LookupError
        If the entries hold what StagePlanner never writes.
    """
    old, of_old = known if known is not None else (Document(), {})
    of_state: dict[str, Any] = {}
    of_document: dict[str, Any] = {}
    for source in _SOURCES:
        if all(entries[part] is of_old.get(part) for part in source.parts):
            continue
        where = of_document if source.is_of_document else of_state
        where[source.name] = source.join(entries)
    about = entries[_ABOUT]
    if about is not of_old.get(_ABOUT) or "policy" in of_state:
        policy = of_state.get("policy", old.state.policy)
        of_state["policy"] = replace(
            policy, target=about["target"], served_first=read_numbers(about["served_first"]) or ()
        )
        of_state["ground_rules"] = negotiation_rows.read_ground_rules(about["ground_rules"])
        of_state["region_id"] = str(about["region_id"])
    return replace(old, state=replace(old.state, **of_state), **of_document)


def _about(document: Document, known: Values | None) -> Values:
    """Return the single values of a region; the known ones if they are the same."""
    state = document.state
    values = {
        "target": state.policy.target,
        "served_first": write_numbers(state.policy.served_first),
        "ground_rules": negotiation_rows.write_ground_rules(state.ground_rules),
        "region_id": state.region_id,
    }
    return known if known is not None and repr(known) == repr(values) else values


def keyed(items: Iterable[Any], key: Callable[[Any], tuple[object, ...]]) -> Values:
    """Return items by their key; a second one of the same key gets a number."""
    values: Values = {}
    for item in items:
        name = first = key_of(*key(item))
        number = 1
        while name in values:
            number += 1
            name = f"{first} #{number}"
        values[name] = item
    return values


class _Source(NamedTuple):
    """A field of a state or document, and the parts that it is split into."""

    name: str
    parts: tuple[str, ...]
    get: Callable[[Document], Any]
    split: Callable[[Any], Entries]
    join: Callable[[Mapping[str, Values]], Any]
    is_of_document: bool = False


def _tuple_source(part: str, field: str, of: _Tuple, *, is_of_document: bool = False) -> _Source:
    def get(document: Document) -> Any:  # noqa: ANN401 - a tuple of any objects
        return getattr(document if is_of_document else document.state, field)

    return _Source(
        field,
        (part,),
        get,
        lambda items: {part: keyed(items, of.key)},
        lambda entries: tuple(entries[part].values()),
        is_of_document,
    )


def _split_rounds(rounds: Any) -> Entries:  # noqa: ANN401 - the value of a source
    return {
        _ROUND: keyed((replace(r, proposals=()) for r in rounds), lambda r: (r.number,)),
        _PROPOSAL: {
            key_of(r.number, proposal.id): (r.number, proposal)
            for r in rounds
            for proposal in r.proposals
        },
    }


def _join_rounds(entries: Mapping[str, Values]) -> Any:  # noqa: ANN401
    proposals: dict[int, list[Any]] = {}
    for number, proposal in entries[_PROPOSAL].values():
        proposals.setdefault(number, []).append(proposal)
    return tuple(
        replace(r, proposals=tuple(proposals.get(r.number, ()))) for r in entries[_ROUND].values()
    )


def _split_policy(policy: Any) -> Entries:  # noqa: ANN401
    every = [(None, policy.rules), *policy.institutions.items()]
    return {
        _RULES: {
            "" if name is None else f"institution {name}": (name, rules) for name, rules in every
        },
        _WEIGHT: {str(niveau): (niveau, w) for niveau, w in policy.load_weights.items()},
        _GOAL: {name: (name, value) for name, value in policy_rows.goal_rows(policy.goals)},
    }


def _join_policy(entries: Mapping[str, Values]) -> Any:  # noqa: ANN401
    rules = dict(entries[_RULES].values())
    return Policy(
        rules=rules.pop(None),
        institutions=rules,
        load_weights=dict(entries[_WEIGHT].values()),
        goals=policy_rows.goals_of(entries[_GOAL].values()),
    )


def _split_plan(plan: Any) -> Entries:  # noqa: ANN401
    if plan is None:
        return {_PLAN: {}, _PLACEMENT: {}, _PROOF: {}, _REASON: {}}
    return {
        _PLAN: {"": (plan.name, plan.fingerprint)},
        _PLACEMENT: dict(plan.placements),
        _PROOF: keyed(plan.proofs, lambda proof: proof.programmes or ("",)),
        _REASON: dict(plan.reasons),
    }


def _join_plan(entries: Mapping[str, Values]) -> Any:  # noqa: ANN401
    for name, fingerprint in entries[_PLAN].values():
        return Plan(
            placements=dict(entries[_PLACEMENT]),
            proofs=tuple(entries[_PROOF].values()),
            reasons=dict(entries[_REASON]),
            fingerprint=str(fingerprint),
            name=str(name),
        )
    return None


_SOURCES: tuple[_Source, ...] = (
    *(_tuple_source(name, name, of) for name, of in _STATE.items()),
    _tuple_source("scenarios", "plans", _DOCUMENT["scenarios"], is_of_document=True),
    _tuple_source("mappings", "mappings", _DOCUMENT["mappings"], is_of_document=True),
    _Source("rounds", (_ROUND, _PROPOSAL), lambda d: d.state.rounds, _split_rounds, _join_rounds),
    _Source(
        "policy", (_RULES, _WEIGHT, _GOAL), lambda d: d.state.policy, _split_policy, _join_policy
    ),
    _Source(
        "plan",
        (_PLAN, _PLACEMENT, _PROOF, _REASON),
        lambda d: d.state.plan,
        _split_plan,
        _join_plan,
    ),
)


def write_value(part: str, value: object) -> str:
    """Return a value as JSON text.

    Numbers keep their type: 8 stays 8 and 8.0 stays 8.0. Infinite ones, which JSON does not
    have, are written as the text of their sign.
    """
    return json.dumps(_finite(PARTS[part].write(value)), ensure_ascii=False, allow_nan=False)


def read_value(part: str, cells: Any) -> Any:  # noqa: ANN401 - JSON of any part
    """Read what :func:`write_value` writes, parsed.

    Raises
    ------
    ValueError, TypeError, LookupError
        If the cells hold what StagePlanner never writes.
    """
    return PARTS[part].read(_infinite(cells))


_NUMBERS = {"inf": float("inf"), "-inf": float("-inf")}


def _finite(cells: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(cells, float) and str(cells) in _NUMBERS:
        return {"number": str(cells)}
    if isinstance(cells, list | tuple):
        return [_finite(cell) for cell in cells]
    if isinstance(cells, dict):
        return {name: _finite(cell) for name, cell in cells.items()}
    return cells


def _infinite(cells: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(cells, dict) and cells.keys() == {"number"}:
        return _NUMBERS[cells["number"]]
    if isinstance(cells, list):
        return [_infinite(cell) for cell in cells]
    if isinstance(cells, dict):
        return {name: _infinite(cell) for name, cell in cells.items()}
    return cells
