"""What a party is asked, and the status of each question: one list for all its documents.

The letter, the sheet and the rows to answer all use this list, so that no two documents differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.masking import Masking
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, is_changed, placements_of
from stageplanner.domain.proposal import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements, binds
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State

#: Not answered yet.
OPEN = frozenset({ProposalStatus.DRAFT, ProposalStatus.SENT})
#: The order of statuses in a document: open questions first.
STATUS_GROUPS: tuple[tuple[ProposalStatus, ...], ...] = (
    (ProposalStatus.DRAFT, ProposalStatus.SENT),
    (ProposalStatus.COUNTERED,),
    (ProposalStatus.AGREED,),
    (ProposalStatus.REFUSED,),
    (ProposalStatus.LAPSED,),
    (ProposalStatus.WITHDRAWN,),
)
_WITHDRAWN = ProposalStatus.WITHDRAWN
#: The party's group does its wish, whatever was asked.
GIVEN_UP = frozenset({ProposalStatus.REFUSED, ProposalStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a party is asked for one stage period, and its answer.

    ``students`` are those of this party. ``proposal`` is the number of the proposal, empty if the
    plan is asked outside a round; ``agreement`` that of the agreement. ``asked_on`` is the day on
    which it was sent, if the round was sent once: of a later sending it is not known which
    proposals were new.
    """

    party: Party
    period: StagePeriod
    students: int
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    status: ProposalStatus = ProposalStatus.SENT
    reason: str = ""
    proposal: str = ""
    remark: str = ""
    counter: tuple[Placement, ...] = ()
    asked_on: date | None = None
    answered_on: date | None = None
    agreement: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the party has yet to answer."""
        return self.status in OPEN


#: The reason of what a stage period (by its id) is asked, given what was written down.
ReasonOf = Callable[[str, str, tuple[Placement, ...]], str]


def current_round(state: State) -> Round | None:
    """Return the latest round that is open and asks something; ``None`` without one."""
    for round_ in reversed(state.rounds):
        if not round_.is_closed and any(p.status is not _WITHDRAWN for p in round_.proposals):
            return round_
    return None


def asks_for(
    state: State, plan: Plan, party: Party, periods: Iterable[StagePeriod], reason_of: ReasonOf
) -> tuple[Ask, ...]:
    """Return what a party is asked now: in the open round, else by the plan."""
    round_ = current_round(state)
    if round_ is not None and round_.proposals_to(party):
        return asks_of_round(state, round_, party, reason_of)
    return asks_of_plan(state, plan, party, periods, reason_of)


def asks_of_round(
    state: State, round_: Round, party: Party, reason_of: ReasonOf
) -> tuple[Ask, ...]:
    """Return what a party is asked in a round, for groups that still exist, in its order."""
    periods = {period.id: period for period in state.periods}
    return tuple(
        _of_proposal(round_, proposal, periods[proposal.period], reason_of)
        for proposal in round_.proposals_to(party)
        if proposal.period in periods
    )


def _of_proposal(
    round_: Round, proposal: Proposal, period: StagePeriod, reason_of: ReasonOf
) -> Ask:
    is_known = proposal.status is ProposalStatus.SENT and round_.version == 1
    return Ask(
        party=proposal.party,
        period=period,
        students=proposal.students,
        before=proposal.before,
        after=proposal.asked,
        status=proposal.status,
        reason=reason_of(period.id, proposal.reason, proposal.asked),
        proposal=proposal.id,
        remark=proposal.remark,
        counter=proposal.counter,
        asked_on=round_.sent_on if is_known else None,
        answered_on=proposal.answered_on,
        agreement=proposal.agreement,
    )


def asks_of_plan(
    state: State, plan: Plan, party: Party, periods: Iterable[StagePeriod], reason_of: ReasonOf
) -> tuple[Ask, ...]:
    """Return what a plan asks of an institution outside a round; settled periods are agreed."""
    if party.kind is not PartyKind.INSTITUTION:
        return ()
    settled = agreed_placements(state)
    numbers = _numbers(state)
    asks: list[Ask] = []
    for period in periods:
        if period.institution != party.id or not is_changed(plan, period):
            continue
        after = placements_of(plan, period)
        is_settled = settled.get(period.id) == after
        wish = Placement(option=wish_option(period), students=period.students)
        ask = Ask(
            party=party,
            period=period,
            students=period.students,
            before=(wish,),
            after=after,
            reason=reason_of(period.id, "", after),
        )
        if is_settled:
            number = numbers.get(period.id, "")
            ask = replace(ask, status=ProposalStatus.AGREED, agreement=number)
        asks.append(ask)
    return tuple(asks)


def _numbers(state: State) -> dict[str, str]:
    """Return the number of the agreement that binds each stage period."""
    periods = {period.id: period for period in state.periods}
    return {
        clause.period: agreement.number
        for agreement in state.agreements
        if agreement.is_binding
        for clause in agreement.clauses
        if clause.period in periods and binds(agreement, clause, periods[clause.period])
    }


def masked_ask(ask: Ask, masking: Masking) -> Ask:
    """Return a question with the small counts in its reason hidden from its reader."""
    return replace(ask, reason=masking.words(ask.reason, ask.period.institution))
