"""The files of a round: a workbook per party to answer in. Nothing is half written.

Belongs to :mod:`stageplanner.negotiation`; like it, it knows all rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.domain.lazily import Lazily
from stageplanner.domain.locks import agreed_placements
from stageplanner.domain.negotiation import PartyKind, ProposalStatus, Round
from stageplanner.domain.plan import Placement, Plan, Proof, is_changed, placements_of
from stageplanner.domain.state import State
from stageplanner.domain.watching import UNWATCHED, Watch
from stageplanner.questions import explain

if TYPE_CHECKING:
    from stageplanner.sheets.proofread import Recount
    from stageplanner.sheets.write_facts import Facts

#: What is on the table: the region looks like this if everybody accepts.
_ASKED = frozenset(
    {ProposalStatus.DRAFT, ProposalStatus.SENT, ProposalStatus.COUNTERED, ProposalStatus.LAPSED}
)


def plan_of_round(state: State, own: Round) -> Plan:
    """The plan if everybody accepts what a round asks, beside what is settled."""
    known = {period.id for period in state.periods}
    asked: dict[str, tuple[Placement, ...]] = {
        p.period: p.asked
        for p in own.proposals
        if p.party.kind is PartyKind.INSTITUTION and p.status in _ASKED and p.period in known
    }
    reasons = {p.period: p.reason for p in own.proposals if p.reason and p.period in known}
    # Weekdays that were open and are filled in are part of the plan, and no proposal.
    filled = {} if state.plan is None else _fillings(state, state.plan)
    plan = Plan(
        placements={**filled, **agreed_placements(state), **asked},
        reasons=reasons,
        fingerprint=own.fingerprint,
        name=own.id,
    )
    return replace(plan, proofs=_still_proven(state, plan))


def _still_proven(state: State, plan: Plan) -> tuple[Proof, ...]:
    """The proofs of the current plan, of the components where a round asks exactly that plan."""
    current = state.plan
    if current is None or current.fingerprint != plan.fingerprint:
        return ()
    moved = {
        period.programme
        for period in state.periods
        if placements_of(plan, period) != placements_of(current, period)
    }
    return tuple(proof for proof in current.proofs if moved.isdisjoint(proof.programmes))


def _fillings(state: State, plan: Plan) -> dict[str, tuple[Placement, ...]]:
    return {
        period.id: plan.placements[period.id]
        for period in state.periods
        if period.id in plan.placements and not is_changed(plan, period)
    }


def write_round(
    state: State,
    own: Round,
    folder: Path,
    language: str = "nl",
    *,
    parties: Collection[str] | None = None,
    watch: Watch = UNWATCHED,
) -> tuple[Path, ...]:
    """Write a workbook per party of a round into a folder.

    Parameters
    ----------
    parties
        Ids of the parties (names of institutions, LeerbedrijfIDs) to write for; all by default.
    watch
        Told of every file, and asked whether to stop; then none is kept.

    Returns
    -------
    tuple of Path
        ``Voorstel R1 <party>.xlsx``, in the order of the round.

    Raises
    ------
    StagePlannerError
        The folder cannot be written, or a file is open elsewhere.
    """
    from stageplanner.sheets.paper import file_name
    from stageplanner.sheets.proofread import count_anew
    from stageplanner.sheets.write_facts import gather_facts
    from stageplanner.sheets.write_round import Asked, build_round_book
    from stageplanner.sheets.write_workbook import save_all

    planned = replace(state, plan=plan_of_round(state, own))
    facts = gather_facts(planned, explain(planned), language, date.today())
    books: dict[str, Callable[[], Any]] = {}
    taken = set[str]()
    for party in own.parties:
        asked = Asked(own=own, party=party, facts=facts)
        wanted = parties is None or party.id in parties
        if wanted and asked.is_on_the_table:
            name = file_name(f"Voorstel {own.id} {party.told}", taken)
            books[f"{name}.xlsx"] = partial(build_round_book, asked)
    check = partial(_proofread, facts, cache(partial(count_anew, facts)))
    return save_all(Lazily(books), folder, check=check, watch=watch)


def _proofread(facts: Facts, counted: Callable[[], Recount], path: Path) -> None:
    """Compare a party's workbook with what is counted anew of the rows that the round asks."""
    from stageplanner.sheets.proofread import proofread

    proofread(path, facts, counted())
