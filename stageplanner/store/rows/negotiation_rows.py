"""The rows of rounds with their proposals, of balances, shortages, contacts and ground rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from stageplanner.domain.contact import Contact
from stageplanner.domain.ground_rules import Balance, FairnessRule, GroundRules, ShortageFigure
from stageplanner.domain.proposal import Accepted, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.store.rows.agreement_rows import PARTY
from stageplanner.store.rows.cells import (
    DAY,
    DAY_OR_NONE,
    FLAG,
    NUMBER,
    PLAIN,
    Codec,
    Row,
    one_of,
    read_list,
    read_number,
    write_json,
)
from stageplanner.store.rows.plan_rows import read_placements, write_placements
from stageplanner.store.rows.row_shapes import Shape


def _write_accepted(accepted: Iterable[Accepted]) -> str:
    return write_json([[one.version, write_placements(one.placements)] for one in accepted])


def _read_accepted(cell: str) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(version=int(version), placements=read_placements(rows))
        for version, rows in read_list(cell)
    )


_ROUND = Shape(
    Round,
    {
        "number": PLAIN,
        "key": PLAIN,
        "title": PLAIN,
        "deadline": DAY,
        "opened_on": DAY,
        "plan": PLAIN,
        "fingerprint": PLAIN,
        "version": PLAIN,
        "sent_on": DAY_OR_NONE,
        "closed_on": DAY_OR_NONE,
    },
)
_PROPOSAL = Shape(
    Proposal,
    {
        "id": PLAIN,
        "party": PARTY,
        "period": PLAIN,
        "students": PLAIN,
        "reason": PLAIN,
        "status": one_of(ProposalStatus),
        "version": PLAIN,
        "remark": PLAIN,
        "answered_on": DAY_OR_NONE,
        "origin": PLAIN,
        "agreement": PLAIN,
        "accepted_before": Codec(_write_accepted, _read_accepted),
    },
    needed=13,
)
#: The index of the cell with the placements of a proposal: before, asked, counter.
_SIDES = 6
BALANCE = Shape(
    Balance,
    {
        "institution": PLAIN,
        "school_year": PLAIN,
        "changes": PLAIN,
        "student_weeks": PLAIN,
        "due": NUMBER,
    },
)
SHORTAGE = Shape(
    ShortageFigure,
    {
        "on": DAY,
        "region": PLAIN,
        "sector": PLAIN,
        "programme": PLAIN,
        "niveau": PLAIN,
        "leerweg": PLAIN,
        "number": PLAIN,
        "file": PLAIN,
    },
)
CONTACT = Shape(Contact, {"kind": one_of(PartyKind), "party": PLAIN, "email": PLAIN, "role": PLAIN})
_GROUND_RULES = Shape(
    GroundRules,
    {
        "region": PLAIN,
        "code": PLAIN,
        "fairness": one_of(FairnessRule),
        "key": Codec(dict, lambda key: {str(n): read_number(w) for n, w in dict(key).items()}),
        "masks_small": FLAG,
        "contact_capacity": Codec(dict, lambda most: {str(n): int(m) for n, m in most.items()}),
    },
)


def round_row(round_: Round) -> Row:
    """Return a round without its proposals as a row of ``round``."""
    return _ROUND.row(round_)


def round_of(row: Sequence[Any], proposals: tuple[Proposal, ...] = ()) -> Round:
    """Return the round of a row of ``round``, with its proposals."""
    return _ROUND.of(row, proposals=proposals)


def proposal_row(number: int, proposal: Proposal) -> Row:
    """Return a proposal as a row of ``proposal``."""
    sides = write_json(
        [write_placements(side) for side in (proposal.before, proposal.asked, proposal.counter)]
    )
    cells = _PROPOSAL.row(proposal)
    return (number, *cells[:_SIDES], sides, *cells[_SIDES:])


def proposal_of(row: Sequence[Any]) -> tuple[int, Proposal]:
    """Return the number of the round and the proposal of a row of ``proposal``."""
    number, *cells = row
    sides = read_list(cells.pop(_SIDES))
    before, asked, counter = (read_placements(side) for side in sides)
    return number, _PROPOSAL.of(cells, before=before, asked=asked, counter=counter)


def write_round(round_: Round) -> list[Any]:
    """Return a round with its proposals, for the journal."""
    return [
        round_row(round_),
        [proposal_row(round_.number, proposal) for proposal in round_.proposals],
    ]


def read_round(entry: Sequence[Any]) -> Round:
    """Read what :func:`write_round` writes."""
    row, proposals = entry
    return round_of(row, tuple(proposal_of(proposal)[1] for proposal in proposals))


def rounds_of(round_rows: Iterable[Row], proposal_rows: Iterable[Row]) -> tuple[Round, ...]:
    """Return every round with its proposals."""
    proposals: dict[int, list[Proposal]] = defaultdict(list)
    for row in proposal_rows:
        number, proposal = proposal_of(row)
        proposals[number].append(proposal)
    return tuple(round_of(row, tuple(proposals.get(row[0], ()))) for row in round_rows)


def write_ground_rules(rules: GroundRules) -> str:
    """Return the ground rules as the value of a row of ``about``."""
    return write_json(_GROUND_RULES.row(rules))


def read_ground_rules(text: str) -> GroundRules:
    """Read what :func:`write_ground_rules` writes."""
    return _GROUND_RULES.of(read_list(text))
