"""The answer of an institution to a round, from its own file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stageplanner.domain.plan import Placement, Plan, changed_periods
from stageplanner.domain.proposal import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State
from stageplanner.own_file.view import institution_of_file
from stageplanner.problems import Place, Problem, Severity, StagePlannerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to one proposal, or (without one) the institution's own proposal for a period."""

    proposal: str
    status: ProposalStatus
    remark: str = ""
    counter: tuple[Placement, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer file of an institution, and the problems of what is not in it."""

    path: Path | None
    round: str
    replies: tuple[Reply, ...]
    problems: tuple[Problem, ...]


def replies_of(
    state: State,
    round_: Round,
    shared: Plan | None = None,
    unasked: Collection[str] | None = None,
) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """Return the replies to a round in an institution's own file, and what they leave open.

    An answer that was written down counts. Without one, a group that is placed neither as asked
    nor as wished is a counter-proposal.

    Parameters
    ----------
    state
        The state of the institution's own file.
    round_
        The round to answer.
    shared
        The plan that the region put in the file, see
        :func:`stageplanner.own_file.share.shared_plan`: a group that is still placed as in this
        plan is no counter-proposal.
    unasked
        Ids of the stage periods that the round does not ask about and for which the institution
        sends a proposal of its own. By default those that it moved since ``shared``; without
        ``shared`` none.

    Returns
    -------
    tuple of Reply
        The answers in the order of the round, then the institution's own proposals.
    tuple of Problem
        Proposals without an answer or too late for one, and moved groups that are not sent.
    """
    moved = _moved_periods(state, shared)
    if unasked is None:
        unasked = () if shared is None else moved
    replies = [_reply_to(state, proposal, shared) for proposal in round_.proposals]
    problems = [_problem_of(state, proposal, shared) for proposal in round_.proposals]
    problems.append(_not_sent(round_, moved, unasked))
    return (
        (*filter(None, replies), *_unasked_replies(state, unasked)),
        tuple(filter(None, problems)),
    )


def _reply_to(state: State, proposal: Proposal, shared: Plan | None) -> Reply | None:
    """Return the answer that was written down, or else the counter-proposal that was tried."""
    if proposal.is_answered:
        return Reply(
            proposal=proposal.id,
            status=proposal.status,
            remark=proposal.remark,
            counter=proposal.counter,
            period=proposal.period,
        )
    tried = _tried_instead(state, proposal, shared)
    if proposal.status is not ProposalStatus.SENT or not tried:
        return None
    return Reply(
        proposal=proposal.id,
        status=ProposalStatus.COUNTERED,
        counter=tried,
        period=proposal.period,
    )


def _problem_of(state: State, proposal: Proposal, shared: Plan | None) -> Problem | None:
    """Return the problem of a proposal that has no answer, or a counter-proposal too late."""
    tried = _tried_instead(state, proposal, shared)
    if proposal.status is ProposalStatus.SENT and not tried:
        code, severity = "reply_open", Severity.INFO
    elif proposal.status is ProposalStatus.LAPSED and tried:
        code, severity = "reply_lapsed", Severity.WARNING
    else:
        return None
    return Problem(
        code=code,
        severity=severity,
        place=Place(period=proposal.period),
        values={"proposal": proposal.id},
    )


def _tried_instead(
    state: State, proposal: Proposal, shared: Plan | None
) -> tuple[Placement, ...] | None:
    """Return where the group of a proposal is placed if neither as asked, wished nor shared."""
    tried = () if state.plan is None else state.plan.placements.get(proposal.period, ())
    if not tried or tried in (proposal.asked, proposal.before):
        return None
    is_as_shared = shared is not None and shared.placements.get(proposal.period) == tried
    return None if is_as_shared else tried


def _unasked_replies(state: State, unasked: Collection[str]) -> tuple[Reply, ...]:
    """Return the institution's own proposals for stage periods that no round asks about."""
    placements = {} if state.plan is None else state.plan.placements
    return tuple(
        Reply(
            proposal="",
            status=ProposalStatus.COUNTERED,
            counter=placements[period],
            period=period,
        )
        for period in unasked_changes(state)
        if period in unasked
    )


def _not_sent(round_: Round, moved: Collection[str], sent: Collection[str]) -> Problem | None:
    """Return the problem that groups were moved for which nothing is sent."""
    left = [period for period in moved if period not in sent]
    if not left:
        return None
    return Problem(
        code="reply_not_asked",
        severity=Severity.WARNING,
        values={"periods": left, "round": round_.id},
    )


def unasked_changes(state: State) -> tuple[str, ...]:
    """Return the ids of the groups placed otherwise than wished that no round asks about."""
    if state.plan is None:
        return ()
    asked = {
        proposal.period
        for round_ in state.rounds
        for proposal in round_.proposals
        if proposal.status is not ProposalStatus.WITHDRAWN
    }
    settled = agreed_placements(state)
    changed = changed_periods(state.plan, state.periods)
    return tuple(p.id for p in changed if p.id not in asked and p.id not in settled)


def _moved_periods(state: State, shared: Plan | None) -> tuple[str, ...]:
    """Return the unasked changes that are not in the plan that the region shared."""
    changes = unasked_changes(state)
    if shared is None:
        return changes
    placements = {} if state.plan is None else state.plan.placements
    return tuple(p for p in changes if placements.get(p) != shared.placements.get(p))


def write_answer(
    state: State,
    path: Path,
    language: str = "nl",
    *,
    round_number: int | None = None,
    shared: Plan | None = None,
    unasked: Collection[str] | None = None,
) -> Answer:
    """Write the answer of an institution to a round as the region's workbook, filled in.

    The file is read back as the region will read it; it is deleted if that gives other replies.

    Parameters
    ----------
    state
        The state of the institution's own file.
    path
        The workbook to write.
    language
        The language of the workbook.
    round_number
        The round to answer; by default the last open one, or else the last.
    shared, unasked
        See :func:`replies_of`.

    Raises
    ------
    StagePlannerError
        If this is no institution's own file, there is no such round, there is nothing to answer,
        or the file cannot be written.
    """
    institution = institution_of_file(state)
    round_ = round_to_answer(state, round_number)
    _refuse_unknown(state, unasked or ())
    replies, problems = replies_of(state, round_, shared, unasked)
    if not replies:
        raise StagePlannerError(Problem(code="reply_nothing", values={"round": round_.id}))
    _write(state, round_, institution, replies, path, language)
    misread = _misread(state, round_, replies, path)
    if misread:
        path.unlink(missing_ok=True)
        raise StagePlannerError(misread[0])
    return Answer(path=path, round=round_.id, replies=replies, problems=problems)


def round_to_answer(state: State, number: int | None = None) -> Round:
    """Return the round of a number; without a number the last open round, or else the last.

    Raises
    ------
    StagePlannerError
        If there is no such round.
    """
    rounds = [r for r in state.rounds if number in (None, r.number)]
    still_open = [r for r in rounds if not r.is_closed]
    if not rounds:
        raise StagePlannerError(Problem(code="reply_no_round"))
    return (still_open or rounds)[-1]


def _refuse_unknown(state: State, unasked: Collection[str]) -> None:
    """Raise if one of the stage periods to send is no unasked change."""
    known = unasked_changes(state)
    for period in unasked:
        if period not in known:
            values = {"period": period, "known": list(known) or ["-"]}
            raise StagePlannerError(Problem(code="reply_not_moved", values=values))


def _write(  # noqa: PLR0917 - a file and all that is in it
    state: State,
    round_: Round,
    institution: str,
    replies: tuple[Reply, ...],
    path: Path,
    language: str,
) -> None:
    """Write the workbook of the round with the replies filled in."""
    from stageplanner.domain.negotiation.plan_of_round import plan_of_round
    from stageplanner.planning import explain
    from stageplanner.reporting.facts import gather_facts
    from stageplanner.sheets.writing.filled_answer import add_unasked, fill_answers
    from stageplanner.sheets.writing.round_workbook import RoundSheet, build_round_book
    from stageplanner.sheets.writing.save import save_all

    planned = replace(state, plan=plan_of_round(state, round_))
    facts = gather_facts(planned, explain(planned), language, date.today())
    party = Party(kind=PartyKind.INSTITUTION, id=institution)
    party = next((p for p in round_.parties if p.id == institution), party)
    book = build_round_book(RoundSheet(round_=round_, party=party, facts=facts))
    asked = {proposal.id: proposal.asked for proposal in round_.proposals}
    fill_answers(
        book,
        {
            r.proposal: (r.status.value, r.remark, r.counter, asked[r.proposal])
            for r in replies
            if r.proposal
        },
    )
    add_unasked(book, round_, facts, {r.period: r.counter for r in replies if not r.proposal})
    save_all({path.name: book}, path.parent)


def _misread(
    state: State, round_: Round, replies: tuple[Reply, ...], path: Path
) -> tuple[Problem, ...]:
    """Return a problem per reply that the region would read otherwise than it was meant."""
    from stageplanner.negotiation.judge_answers import preview_answers

    sent = tuple(
        replace(p, status=ProposalStatus.SENT, remark="", counter=(), answered_on=None)
        for p in round_.proposals
    )
    fresh = replace(state, rounds=(replace(round_, proposals=sent, closed_on=None),), agreements=())
    read = preview_answers(fresh, (path,), date.today()).state.rounds[0]
    answers = {p.period: (p.status, p.counter) for p in read.proposals}
    return tuple(
        Problem(code="reply_misread", values={"proposal": reply.proposal or reply.period})
        for reply in replies
        if answers.get(reply.period) != (reply.status, reply.counter)
    )
