"""Answer a round from an institution's own file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stageplanner.domain.plan import Placement, Plan, changed_periods
from stageplanner.domain.proposal import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State
from stageplanner.own_file.share import _problem
from stageplanner.own_file.view import institution_of_file
from stageplanner.problems import Place, Problem, Severity, StagePlannerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an institution says of one proposal, or (without one) proposes itself for a period."""

    proposal: str
    status: ProposalStatus
    remark: str = ""
    counter: tuple[Placement, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer file of an institution, and what could not be put in it."""

    path: Path | None
    round: str
    replies: tuple[Reply, ...]
    problems: tuple[Problem, ...]


def replies_of(
    state: State, own: Round, shared: Plan | None = None, unasked: Collection[str] | None = None
) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """What an institution's own file says of a round, and what it leaves open.

    An answer that was written down counts. Without one a group that was placed otherwise than
    asked, and otherwise than wished, is a counter-proposal; nothing else is guessed.

    Parameters
    ----------
    shared
        The plan as the region handed it out, see :func:`shared_plan`: what still stands as it
        was is nobody's counter-proposal.
    unasked
        Ids of the stage periods of which nothing was asked and which the institution wants to
        place otherwise all the same; by default those that it moved from where the region had
        them. Without ``shared`` that is not known, and then none.
    """
    replies: list[Reply] = []
    told: list[Problem] = []
    for proposal in own.proposals:
        place = Place(period=proposal.period)
        if proposal.is_answered:
            replies.append(
                Reply(
                    proposal=proposal.id,
                    status=proposal.status,
                    remark=proposal.remark,
                    counter=proposal.counter,
                    period=proposal.period,
                )
            )
        elif proposal.status is ProposalStatus.SENT:
            tried = _tried(state, proposal, shared)
            if tried:
                status = ProposalStatus.COUNTERED
                reply = Reply(proposal=proposal.id, status=status, counter=tried)
                replies.append(replace(reply, period=proposal.period))
            else:
                told.append(replace(_problem("reply_open", proposal=proposal.id), place=place))
        elif proposal.status is ProposalStatus.LAPSED and _tried(state, proposal, shared):
            lapsed = _problem("reply_lapsed", Severity.WARNING, proposal=proposal.id)
            told.append(replace(lapsed, place=place))
    found = unasked_changes(state)
    moved = found if shared is None else tuple(p for p in found if _is_moved(state, p, shared))
    wanted = set(unasked if unasked is not None else () if shared is None else moved)
    known = {} if state.plan is None else state.plan.placements
    replies += [
        Reply(proposal="", status=ProposalStatus.COUNTERED, counter=known[name], period=name)
        for name in found
        if name in wanted
    ]
    left = [name for name in moved if name not in wanted]
    if left:
        told.append(_problem("reply_not_asked", Severity.WARNING, periods=left, round=own.id))
    return tuple(replies), tuple(told)


def _tried(
    state: State, proposal: Proposal, shared: Plan | None = None
) -> tuple[Placement, ...] | None:
    """What was tried instead, if anything."""
    tried = () if state.plan is None else state.plan.placements.get(proposal.period, ())
    if not tried or tried in (proposal.asked, proposal.before):
        return None
    is_as_shared = shared is not None and shared.placements.get(proposal.period) == tried
    return None if is_as_shared else tried


def unasked_changes(state: State) -> tuple[str, ...]:
    """The groups that are placed otherwise than wished while no round says anything of them."""
    if state.plan is None:
        return ()
    spoken = {
        proposal.period
        for own in state.rounds
        for proposal in own.proposals
        if proposal.status is not ProposalStatus.WITHDRAWN
    }
    settled = agreed_placements(state)
    changed = changed_periods(state.plan, state.periods)
    return tuple(p.id for p in changed if p.id not in spoken and p.id not in settled)


def _is_moved(state: State, period: str, shared: Plan) -> bool:
    """Tell whether a group stands otherwise than the region had it."""
    placed = {} if state.plan is None else state.plan.placements
    return placed.get(period) != shared.placements.get(period)


def write_answer(
    state: State,
    path: Path,
    language: str = "nl",
    *,
    round_number: int | None = None,
    shared: Plan | None = None,
    unasked: Collection[str] | None = None,
) -> Answer:
    """Write the answer of an institution to a round: the last one, where nothing else is said.

    The file is read back before it counts: what the region would read is what is meant here.

    Parameters
    ----------
    shared, unasked
        See :func:`replies_of`.

    Raises
    ------
    StagePlannerError
        It is no institution's own file, there is no such round, there is nothing to answer, or
        the file cannot be written.
    """
    institution = institution_of_file(state)
    own = round_to_answer(state, round_number)
    _refuse_unknown(state, unasked or ())
    replies, told = replies_of(state, own, shared, unasked)
    if not replies:
        raise StagePlannerError(Problem(code="reply_nothing", values={"round": own.id}))
    _write(state, own, institution, replies, path, language)
    problems = _misread(state, own, replies, path)
    if problems:
        path.unlink(missing_ok=True)
        raise StagePlannerError(problems[0])
    return Answer(path=path, round=own.id, replies=replies, problems=told)


def round_to_answer(state: State, number: int | None = None) -> Round:
    """The round that an own file answers: of a number, or the last one that is open.

    Raises
    ------
    StagePlannerError
        There is no such round.
    """
    rounds = [r for r in state.rounds if number in (None, r.number)]
    still_open = [r for r in rounds if not r.is_closed]
    if not rounds:
        raise StagePlannerError(Problem(code="reply_no_round"))
    return (still_open or rounds)[-1]


def _refuse_unknown(state: State, unasked: Collection[str]) -> None:
    """Only a group that stands otherwise than wished, and of which nothing is asked, can go."""
    known = unasked_changes(state)
    for name in unasked:
        if name not in known:
            values = {"period": name, "known": list(known) or ["-"]}
            raise StagePlannerError(Problem(code="reply_not_moved", values=values))


def _write(  # noqa: PLR0917 - a file and all that is in it
    state: State,
    own: Round,
    institution: str,
    replies: tuple[Reply, ...],
    path: Path,
    language: str,
) -> None:
    from stageplanner.domain.negotiation.plan_of_round import plan_of_round
    from stageplanner.planning import explain
    from stageplanner.reporting.facts import gather_facts
    from stageplanner.sheets.writing.filled_answer import add_unasked, fill_answers
    from stageplanner.sheets.writing.round_workbook import RoundSheet, build_round_book
    from stageplanner.sheets.writing.save import save_all

    planned = replace(state, plan=plan_of_round(state, own))
    facts = gather_facts(planned, explain(planned), language, date.today())
    party = Party(kind=PartyKind.INSTITUTION, id=institution)
    party = next((p for p in own.parties if p.id == institution), party)
    book = build_round_book(RoundSheet(round_=own, party=party, facts=facts))
    asked = {proposal.id: proposal.asked for proposal in own.proposals}
    fill_answers(
        book,
        {
            r.proposal: (r.status.value, r.remark, r.counter, asked[r.proposal])
            for r in replies
            if r.proposal
        },
    )
    add_unasked(book, own, facts, {r.period: r.counter for r in replies if not r.proposal})
    save_all({path.name: book}, path.parent)


def _misread(
    state: State, own: Round, replies: tuple[Reply, ...], path: Path
) -> tuple[Problem, ...]:
    """What the region would read otherwise than it was meant."""
    from stageplanner.negotiation.judge_answers import preview_answers

    sent = tuple(
        replace(p, status=ProposalStatus.SENT, remark="", counter=(), answered_on=None)
        for p in own.proposals
    )
    fresh = replace(state, rounds=(replace(own, proposals=sent, closed_on=None),), agreements=())
    read = preview_answers(fresh, (path,), date.today()).state.rounds[0]
    found = {p.period: (p.status, p.counter) for p in read.proposals}
    return tuple(
        Problem(code="reply_misread", values={"proposal": reply.proposal or reply.period})
        for reply in replies
        if found.get(reply.period) != (reply.status, reply.counter)
    )
