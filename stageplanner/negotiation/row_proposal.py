"""The proposal that a row of a file of answers is about, and why the row may not answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from stageplanner.domain.negotiation.answer_token import (
    Token,
    UnaskedToken,
    is_genuine,
    is_still_so,
)
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.negotiation.round_steps import volunteered_proposal
from stageplanner.domain.proposal import Proposal, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.negotiation.counter_proposal import refusal
from stageplanner.problems import Place

if TYPE_CHECKING:
    from stageplanner.sheets.reading.answers.result import AnswerRow

#: A condition under which a row is refused; the code, cell and values of the problem.
Refusal = tuple[bool, str, Place, Mapping[str, object]]


def asked_proposal(state: State, token: Token) -> tuple[Round, Proposal] | None:
    """Return the proposal of a token and its round.

    Parameters
    ----------
    state : State
        The region.
    token : Token
        The mark of a row.

    Returns
    -------
    tuple of Round and Proposal, or None
        ``None`` if the region has no such proposal.
    """
    for round_ in state.rounds:
        for proposal in round_.proposals:
            if (round_.key, proposal.id) == (token.key, token.proposal):
                return round_, proposal
    return None


def proposal_of_row(state: State, row: AnswerRow) -> tuple[Round, Proposal]:
    """Return the proposal that a row answers and its round.

    Parameters
    ----------
    state : State
        The region.
    row : AnswerRow
        A row with the mark of a proposal, or one by which an institution proposes something
        itself; then the proposal is a new one, unless it made one before.

    Returns
    -------
    tuple of Round and Proposal
        What the answer is put into.

    Raises
    ------
    Refused
        The row belongs to another region, or what it is about is gone.
    """
    token = row.token
    if isinstance(token, UnaskedToken):
        return _volunteered(state, row, token)
    if all(round_.key != token.key for round_ in state.rounds):
        raise refusal("answer_other_region", row.place, proposal=token.proposal)
    asked = asked_proposal(state, token)
    if asked is None:
        raise refusal("answer_unknown_proposal", row.place, proposal=token.proposal)
    return asked


def refuse_other_party(row: AnswerRow, proposal: Proposal, mark: Mapping[str, str]) -> None:
    """Refuse a row about another party than the file is of.

    Parameters
    ----------
    row : AnswerRow
        The row.
    proposal : Proposal
        What it answers.
    mark : mapping of str to str
        The party that the file says it is of: ``party_kind`` and ``party``, or neither.

    Raises
    ------
    Refused
        The parties differ.
    """
    party = proposal.party
    named = (mark.get("party_kind"), mark.get("party"))
    if mark.get("party") and named != (party.kind.value, party.id):
        raise refusal("answer_other_party", row.place, proposal=proposal.id, party=mark["party"])


def refuse_outdated(state: State, row: AnswerRow, round_: Round, proposal: Proposal) -> None:
    """Refuse a row that was written for something else than what is asked now.

    Parameters
    ----------
    state : State
        The region.
    row : AnswerRow
        The row.
    round_, proposal : Round, Proposal
        What it answers, see :func:`proposal_of_row`.

    Raises
    ------
    Refused
        It is of another version, was altered, its round is closed, or an institution may not
        propose this itself.
    """
    token = row.token
    if isinstance(token, UnaskedToken):
        refusals = _unasked_refusals(state, row, token)
    else:
        refusals = _asked_refusals(row, token, round_, proposal)
    for is_refused, code, place, values in refusals:
        if is_refused:
            raise refusal(code, place, **values)


def _asked_refusals(
    row: AnswerRow, token: Token, round_: Round, proposal: Proposal
) -> Iterable[Refusal]:
    """Return why a row may not answer what was asked."""
    from stageplanner.sheets.columns import Field

    place, values = row.place, {"proposal": proposal.id}
    versions = values | {"version": token.version, "now": proposal.version}
    return (
        (token.version != proposal.version, "answer_old_version", place, versions),
        (not is_genuine(token, round_, proposal), "answer_bad_token", row.at(Field.TOKEN), {}),
        (round_.is_closed, "answer_round_closed", place, values | {"title": round_.title}),
    )


def _volunteered(state: State, row: AnswerRow, token: UnaskedToken) -> tuple[Round, Proposal]:
    """Return the proposal that an institution makes itself: as it made it before, or a new one."""
    round_ = next((round_ for round_ in state.rounds if round_.key == token.key), None)
    if round_ is None:
        raise refusal("answer_other_region", row.place, proposal=token.period)
    period = _period_of(state, token)
    if period is None:
        raise refusal("answer_unasked_gone", row.place, period=token.period)
    volunteered = (pair for pair in _open_proposals(state, period) if pair[1].is_unasked)
    return next(volunteered, None) or (round_, volunteered_proposal(round_, period))


def _unasked_refusals(state: State, row: AnswerRow, token: UnaskedToken) -> Iterable[Refusal]:
    """Return why an institution may not propose something itself for a stage period."""
    round_ = next(round_ for round_ in state.rounds if round_.key == token.key)
    period = _period_of(state, token)
    if period is None:
        return ()
    known = [proposal for _, proposal in _open_proposals(state, period)]
    is_asked = bool(known) and not any(proposal.is_unasked for proposal in known)
    group = period.group or period.id
    place, values = row.place, {"group": group}
    round_values = {"proposal": group, "title": round_.title}
    known_values = values | {"proposal": known[0].id if known else ""}
    is_countered = row.answer in (None, ProposalStatus.COUNTERED)
    return (
        (not is_still_so(token, period), "answer_unasked_stale", place, values),
        (round_.is_closed, "answer_round_closed", place, round_values),
        (period.id in agreed_placements(state), "answer_unasked_settled", place, values),
        (is_asked, "answer_unasked_asked", place, known_values),
        (not is_countered, "answer_unasked_word", place, values),
    )


def _period_of(state: State, token: UnaskedToken) -> StagePeriod | None:
    return next((period for period in state.periods if period.id == token.period), None)


def _open_proposals(state: State, period: StagePeriod) -> list[tuple[Round, Proposal]]:
    """Return the proposals of open rounds to an institution about one of its stage periods."""
    party = institution_party(period.institution)
    return [
        (round_, proposal)
        for round_ in state.rounds
        if not round_.is_closed
        for proposal in round_.proposals_to(party)
        if proposal.period == period.id and proposal.status is not ProposalStatus.WITHDRAWN
    ]
