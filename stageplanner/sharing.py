"""An institution's own file: made by the region, worked on by the institution, answered back.

What is in it, and what is not, is in :mod:`stageplanner.load.own_view`. The answer is the
workbook of the round, filled in, so that the region reads it like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stageplanner.domain.negotiation import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.plan import Placement, changed_periods
from stageplanner.domain.state import State
from stageplanner.load.own_view import OwnView, own_institution, own_view
from stageplanner.messages import text
from stageplanner.problems import Place, Problem, Severity, StagePlannerError
from stageplanner.project import Project

#: A proposal that can be answered now.
_OPEN = frozenset({ProposalStatus.SENT, ProposalStatus.REFUSED, ProposalStatus.COUNTERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an institution says of one proposal."""

    proposal: str
    status: ProposalStatus
    said: str = ""
    counter: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer file of an institution, and what could not be put in it."""

    path: Path | None
    round: str
    replies: tuple[Reply, ...]
    problems: tuple[Problem, ...]


def share(state: State, institution: str, path: Path, language: str = "nl") -> OwnView:
    """Write the file of one institution: its own rows in full, all others as totals.

    Raises
    ------
    StagePlannerError
        There is no such institution, or another file stands there that would be lost.
    """
    if path.exists():
        # It may hold what the institution tried and answered.
        raise StagePlannerError(Problem(code="share_exists", values={"path": path.name}))
    view = own_view(state, institution, text("share_pool", language))
    Project(view.state).save(path)
    return view


def share_problems(view: OwnView) -> tuple[Problem, ...]:
    """What totals cannot hide, for whoever sends the file."""
    told: list[Problem] = []
    if view.only_one_other:
        programmes = list(view.only_one_other)
        told.append(_told("share_only_one_other", programmes=programmes))
    if any(base.is_masked for base in view.state.base_load):
        told.append(_told("share_masked"))
    if view.single_pools:
        told.append(_told("share_single_pools", count=view.single_pools))
    return tuple(told)


def _told(code: str, severity: Severity = Severity.INFO, **values: object) -> Problem:
    return Problem(code=code, severity=severity, values=values)


# --- answering ------------------------------------------------------------------------------


def replies_of(state: State, own: Round) -> tuple[tuple[Reply, ...], tuple[Problem, ...]]:
    """What an institution's own file says of a round, and what it leaves open.

    An answer that was written down counts. Without one a group that was placed otherwise than
    asked, and otherwise than wished, is a counter-proposal; nothing else is guessed.
    """
    replies: list[Reply] = []
    told: list[Problem] = []
    for proposal in own.proposals:
        if proposal.is_answered:
            replies.append(
                Reply(
                    proposal=proposal.id,
                    status=proposal.status,
                    said=proposal.said,
                    counter=proposal.counter,
                )
            )
        elif proposal.status in _OPEN:
            tried = _tried(state, proposal)
            if tried is None:
                place = Place(period=proposal.period)
                told.append(replace(_told("reply_open", proposal=proposal.id), place=place))
            else:
                status = ProposalStatus.COUNTERED
                replies.append(Reply(proposal=proposal.id, status=status, counter=tried))
    told += _not_asked(state, own)
    return tuple(replies), tuple(told)


def _tried(state: State, proposal: Proposal) -> tuple[Placement, ...] | None:
    """What was tried instead, if anything."""
    tried = () if state.plan is None else state.plan.placements.get(proposal.period, ())
    return None if not tried or tried in (proposal.asked, proposal.before) else tried


def _not_asked(state: State, own: Round) -> list[Problem]:
    """Groups that were changed here and that the round asks nothing of: they are not sent."""
    if state.plan is None:
        return []
    asked = {proposal.period for each in state.rounds for proposal in each.proposals}
    extra = [p.id for p in changed_periods(state.plan, state.periods) if p.id not in asked]
    if not extra:
        return []
    return [_told("reply_not_asked", Severity.WARNING, periods=extra, round=own.id)]


def write_answer(
    state: State, path: Path, language: str = "nl", *, round_number: int | None = None
) -> Answer:
    """Write the answer of an institution to a round: the last one, where nothing else is said.

    The file is read back before it counts: what the region would read is what is meant here.

    Raises
    ------
    StagePlannerError
        It is no institution's own file, there is no such round, there is nothing to answer, or
        the file cannot be written.
    """
    institution = own_institution(state)
    rounds = [r for r in state.rounds if round_number is None or r.number == round_number]
    if not rounds:
        raise StagePlannerError(Problem(code="reply_no_round"))
    own = rounds[-1]
    replies, told = replies_of(state, own)
    if not replies:
        raise StagePlannerError(Problem(code="reply_nothing", values={"round": own.id}))
    _write(state, own, institution, replies, path, language)
    problems = _misread(state, own, replies, path)
    if problems:
        path.unlink(missing_ok=True)
        raise StagePlannerError(problems[0])
    return Answer(path=path, round=own.id, replies=replies, problems=told)


def _write(  # noqa: PLR0917 - a file and all that is in it
    state: State,
    own: Round,
    institution: str,
    replies: tuple[Reply, ...],
    path: Path,
    language: str,
) -> None:
    from stageplanner.questions import explain
    from stageplanner.roundfiles import plan_of_round
    from stageplanner.sheets.fill_answer import fill_answers
    from stageplanner.sheets.write_facts import gather_facts
    from stageplanner.sheets.write_round import Asked, build_round_book
    from stageplanner.sheets.write_workbook import save_all

    planned = replace(state, plan=plan_of_round(state, own))
    facts = gather_facts(planned, explain(planned), language, date.today())
    party = Party(kind=PartyKind.INSTITUTION, id=institution)
    party = next((p for p in own.parties if p.id == institution), party)
    book = build_round_book(Asked(own=own, party=party, facts=facts))
    asked = {proposal.id: proposal.asked for proposal in own.proposals}
    fill_answers(
        book,
        {r.proposal: (r.status.value, r.said, r.counter, asked[r.proposal]) for r in replies},
    )
    save_all({path.name: book}, path.parent)


def _misread(
    state: State, own: Round, replies: tuple[Reply, ...], path: Path
) -> tuple[Problem, ...]:
    """What the region would read otherwise than it was meant."""
    from stageplanner.answers import preview_answers

    sent = tuple(
        replace(p, status=ProposalStatus.SENT, said="", counter=(), answered_on=None)
        for p in own.proposals
    )
    fresh = replace(state, rounds=(replace(own, proposals=sent, closed_on=None),))
    read = preview_answers(fresh, (path,), date.today()).state.rounds[0]
    found = {p.id: (p.status, p.counter) for p in read.proposals}
    return tuple(
        Problem(code="reply_misread", values={"proposal": reply.proposal})
        for reply in replies
        if found.get(reply.proposal) != (reply.status, reply.counter)
    )
