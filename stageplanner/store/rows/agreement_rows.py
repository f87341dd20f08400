"""The rows of agreements.

The parties, clauses, effect and log of an agreement are JSON lists in cells of its row.
"""

from __future__ import annotations

from stageplanner.domain.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    Clause,
    Effect,
    LogEntry,
    PartyStatus,
    Scope,
)
from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.store.rows.cells import (
    DAY,
    DAY_OR_NONE,
    FLAG,
    MOMENT,
    NUMBER,
    PLAIN,
    TEXT,
    TUPLE,
    WHOLE,
    Codec,
    one_of,
    read_list,
    write_json,
)
from stageplanner.store.rows.plan_rows import read_placements, write_placements
from stageplanner.store.rows.row_shapes import Shape

PARTY = Shape(Party, {"kind": one_of(PartyKind), "id": TEXT, "name": TEXT})

_AGREEMENT_PARTY = Shape(
    AgreementParty,
    {
        "party": PARTY,
        "status": one_of(PartyStatus),
        "contact": TEXT,
        "role": TEXT,
        "email": TEXT,
        "signed_by": TEXT,
        "signed_role": TEXT,
        "signed_on": DAY_OR_NONE,
    },
)
_PLACEMENTS = Codec(write_placements, read_placements)
_CLAUSE = Shape(
    Clause,
    {
        "period": TEXT,
        "institution": TEXT,
        "programme": TEXT,
        "programme_name": TEXT,
        "niveau": PLAIN,
        "year": PLAIN,
        "group": TEXT,
        "students": WHOLE,
        "before": _PLACEMENTS,
        "after": _PLACEMENTS,
        "realised": PLAIN,
    },
)
_SCOPE = Shape(Scope, {"sector": PLAIN, "programmes": TUPLE, "niveaus": TUPLE, "years": TUPLE})
_EFFECT = Shape(
    Effect,
    {
        "peak_before": NUMBER,
        "peak_after": NUMBER,
        "shortage_before": NUMBER,
        "shortage_after": NUMBER,
        "fingerprint": TEXT,
    },
)
_ENTRY = Shape(LogEntry, {"when": MOMENT, "user": TEXT, "what": TEXT, "note": TEXT})


def _read_effect(text: str) -> Effect | None:
    cells = read_list(text)
    return _EFFECT.of(cells) if cells else None


def _write_effect(effect: Effect | None) -> str:
    return write_json([] if effect is None else _EFFECT.row(effect))


def _read_scope(text: str) -> Scope:
    return _SCOPE.of(read_list(text))


AGREEMENT = Shape(
    Agreement,
    {
        "number": PLAIN,
        "version": PLAIN,
        "title": PLAIN,
        "kind": one_of(AgreementKind),
        "status": one_of(AgreementStatus),
        "school_year": PLAIN,
        "scope": Codec(lambda scope: write_json(_SCOPE.row(scope)), _read_scope),
        "parties": _AGREEMENT_PARTY.listed(),
        "clauses": _CLAUSE.listed(),
        "conditions": PLAIN,
        "effect": Codec(_write_effect, _read_effect),
        "valid_from": DAY,
        "valid_until": DAY,
        "renews": FLAG,
        "replaces": PLAIN,
        "holder": PLAIN,
        "evaluation": PLAIN,
        "evaluated_on": DAY_OR_NONE,
        "log": _ENTRY.listed(),
    },
)
