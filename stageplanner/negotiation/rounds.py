"""The verbs of negotiating: rounds, answers, repairs. Reached as ``project.negotiation``.

What a step does is in :mod:`stageplanner.domain.negotiation.round_steps`; here it becomes a verb
that can be undone and is in the history. The register of agreements is ``project.register``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.documents.mail_drafts import Mail
from stageplanner.documents.round_workbooks import write_round
from stageplanner.domain.contact import Contact
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.history import file_origin
from stageplanner.domain.negotiation import round_steps as rounds
from stageplanner.domain.plan import Placement
from stageplanner.domain.planning.scenarios import CURRENT, plan_named
from stageplanner.domain.proposal import (
    Proposal,
    ProposalStatus,
    Round,
    answered,
    changed,
    next_status,
    with_proposals,
)
from stageplanner.domain.results.division import Share
from stageplanner.domain.state import State
from stageplanner.negotiation.counter_effect import round_repairs
from stageplanner.negotiation.judge_answers import AnswerIntake, preview_answers
from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair
    from stageplanner.workspace.undo import UndoableRegion

#: Most parties that an event of the history names.
NAMED = 5


class Negotiation:
    """The rounds of a project; every verb is one step that can be undone.

    Days are today unless given.

    Parameters
    ----------
    project : UndoableRegion
        The open project.
    """

    def __init__(self, project: UndoableRegion) -> None:
        self._project = project

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Every round, the first one first."""
        return self._project.state.rounds

    def round(self, number: int) -> Round:
        """Return the round of a number.

        Parameters
        ----------
        number : int
            From 1.

        Returns
        -------
        Round
            The round.

        Raises
        ------
        StagePlannerError
            There is no such round.
        """
        return rounds.round_numbered(self._project.state, number)

    def set_ground_rules(self, rules: GroundRules) -> None:
        """Set how the region negotiates: its name, what it calls fair, what it hides.

        Parameters
        ----------
        rules : GroundRules
            The ground rules.
        """
        state = replace(self._project.state, ground_rules=rules)
        self._project.commit_state(state, "ground_rules", rules.region)

    def set_contacts(self, contacts: tuple[Contact, ...]) -> None:
        """Set where parties are written to; the history names the parties, never an address.

        Parameters
        ----------
        contacts : tuple of Contact
            All contacts, made with :func:`stageplanner.domain.contact.with_contact`.
        """
        state = self._project.state
        if contacts != state.contacts:
            parties = sorted({contact.party for contact in {*contacts} ^ {*state.contacts}})
            subject = ", ".join(parties[:NAMED])
            self._project.commit_state(replace(state, contacts=contacts), "contact", subject)

    # --- a round ---------------------------------------------------------------------------

    def start_round(
        self,
        title: str,
        deadline: date,
        *,
        plan: str = CURRENT,
        periods: Collection[str] | None = None,
        shares: Iterable[Share] = (),
        reasons: Mapping[str, str] | None = None,
        on: date | None = None,
    ) -> Round:
        """Start a round with what a plan asks: a draft proposal per party and stage period.

        Parameters
        ----------
        title : str
            Of the round.
        deadline : date
            The last day to answer.
        plan : str
            ``"current"`` or the name of a scenario.
        periods : collection of str, optional
            Ids of the stage periods to ask about; by default all that the plan changes.
        shares : iterable of Share
            How students are divided over leerbedrijven, to ask those too.
        reasons : mapping of str to str, optional
            Reasons by the id of the stage period.
        on : date, optional
            The day it starts.

        Returns
        -------
        Round
            The new round.

        Raises
        ------
        StagePlannerError
            There is no such plan, or a round cannot be built of it
            (:func:`stageplanner.domain.negotiation.round_steps.build_round`).
        """
        asked_plan = plan_named(self._project.plans, self._project.state.plan, plan)
        if asked_plan is None:
            raise StagePlannerError(Problem(code="round_no_plan"))
        round_ = rounds.build_round(
            self._project.state,
            asked_plan,
            key=secrets.token_hex(4),
            title=title,
            deadline=deadline,
            on=on or date.today(),
            periods=periods,
            shares=shares,
            reasons=reasons,
        )
        self._do(round_, "start_round", round_.id)
        return round_

    def send(self, number: int, *, deadline: date | None = None, on: date | None = None) -> Round:
        """Send every draft of a round; with a new deadline also what had expired.

        Parameters
        ----------
        number : int
            An open round.
        deadline : date, optional
            A new last day to answer.
        on : date, optional
            The day it is sent.

        Returns
        -------
        Round
            As it was sent.

        Raises
        ------
        StagePlannerError
            The round is not open, or cannot be sent.
        """
        round_ = rounds.open_round(self._project.state, number)
        after = rounds.send_round(round_, on or date.today(), deadline)
        self._do(after, "send", round_.id)
        return after

    def extend(
        self,
        number: int,
        deadline: date,
        *,
        again: Collection[str] | None = None,
        on: date | None = None,
    ) -> Round:
        """Give the parties of a round longer to answer; what had expired is sent again.

        Parameters
        ----------
        number : int
            An open round.
        deadline : date
            The new last day to answer.
        again : collection of str, optional
            Ids of the expired proposals to send again; by default every one that can be.
        on : date, optional
            The day of extending.

        Returns
        -------
        Round
            With the new deadline.

        Raises
        ------
        StagePlannerError
            The day is past or not later than the deadline, or a proposal cannot be sent again.
        """
        state = self._project.state
        round_ = rounds.open_round(state, number)
        after = rounds.extended(state, round_, on or date.today(), deadline, again)
        self._do(after, "extend_round", round_.id)
        return after

    def expire(self, on: date | None = None) -> int:
        """Expire what was not answered before its deadline, in every round.

        Parameters
        ----------
        on : date, optional
            The day to compare deadlines with.

        Returns
        -------
        int
            How many proposals expired.
        """
        state, day = self._project.state, on or date.today()
        after = tuple(rounds.expire_round(round_, day) for round_ in state.rounds)
        if all(old is new for old, new in zip(state.rounds, after, strict=True)):
            return 0
        self._project.commit_state(replace(state, rounds=after), "expire", str(day))
        return _count(after, ProposalStatus.LAPSED) - _count(state.rounds, ProposalStatus.LAPSED)

    def close_round(self, number: int, on: date | None = None) -> Round:
        """Close a round: drafts are withdrawn, what was not answered expires.

        Parameters
        ----------
        number : int
            An open round.
        on : date, optional
            The day it closes.

        Returns
        -------
        Round
            The closed round.

        Raises
        ------
        StagePlannerError
            There is no such round, or it is closed already.
        """
        round_ = rounds.open_round(self._project.state, number)
        after = rounds.close_round(round_, on or date.today())
        self._do(after, "close_round", round_.id)
        return after

    # --- answers ---------------------------------------------------------------------------

    def record_answer(
        self,
        proposal: str,
        status: ProposalStatus,
        remark: str = "",
        *,
        counter: tuple[Placement, ...] = (),
        origin: str = "",
        on: date | None = None,
    ) -> Proposal:
        """Record the answer of a party: agreed, refused (with its reason) or a counter-proposal.

        Parameters
        ----------
        proposal : str
            The id of the proposal.
        status : ProposalStatus
            Agreed, refused or countered.
        remark : str
            The words of the party.
        counter : tuple of Placement
            What it proposes instead.
        origin : str
            Where the answer came from, such as a file.
        on : date, optional
            The day of the answer.

        Returns
        -------
        Proposal
            As answered.

        Raises
        ------
        StagePlannerError
            It cannot be answered in its status, or the answer is not complete.
        """
        round_, known = self._open(proposal)
        after = answered(
            known, status, on=on or date.today(), remark=remark, counter=counter, origin=origin
        )
        self._do(with_proposals(round_, {known.id: after}), f"answer_{status.value}", known.id)
        return after

    def record_answers(
        self,
        proposals: Iterable[str],
        status: ProposalStatus,
        remark: str = "",
        *,
        on: date | None = None,
    ) -> None:
        """Record the same answer of several parties, in one step.

        Parameters
        ----------
        proposals : iterable of str
            Ids of the proposals.
        status : ProposalStatus
            Agreed or refused.
        remark : str
            The words of the parties.
        on : date, optional
            The day of the answers.

        Raises
        ------
        StagePlannerError
            One of them cannot be answered so; then none of them is.
        """
        day = on or date.today()
        self._each(
            proposals,
            lambda p: answered(p, status, on=day, remark=remark),
            f"answer_{status.value}",
        )

    def import_answers(self, paths: Iterable[Path], on: date | None = None) -> AnswerIntake:
        """Read the parties' workbooks and take over every answer that can be taken, in one step.

        Parameters
        ----------
        paths : iterable of Path
            The workbooks.
        on : date, optional
            The day of the answers.

        Returns
        -------
        AnswerIntake
            Per file what was taken, what was left open, and every cell that was not used.
        """
        intake = preview_answers(self._project.state, paths, on or date.today())
        self.adopt_answers(intake)
        return intake

    def adopt_answers(self, intake: AnswerIntake) -> None:
        """Take over answers that were previewed.

        Parameters
        ----------
        intake : AnswerIntake
            From :func:`stageplanner.negotiation.judge_answers.preview_answers`.
        """
        files = [file for file in intake.files if file.taken]
        if not files:
            return
        events = tuple(
            self._project.event(
                "answers", file.name, file.history_texts, file_origin(file.name, file.sha256)
            )
            for file in files
        )
        content = replace(self._project.content, state=intake.state)
        self._project.commit(content, "answers", ", ".join(file.name for file in files), events)

    def write_files(
        self,
        number: int,
        folder: Path,
        language: str = "nl",
        *,
        parties: Collection[str] | None = None,
        mail: Mail | None = None,
    ) -> tuple[Path, ...]:
        """Write a workbook per party of a round.

        Parameters
        ----------
        number : int
            The round.
        folder : Path
            Where the workbooks go.
        language : str
            ``"nl"`` or ``"en"``.
        parties : collection of str, optional
            Ids of the parties to write for; by default all.
        mail : Mail, optional
            Writes e-mail drafts with the workbook attached too, or only reminders.

        Returns
        -------
        tuple of Path
            See :func:`stageplanner.documents.round_workbooks.write_round`.

        Raises
        ------
        StagePlannerError
            There is no such round, or the folder cannot be written.
        """
        return write_round(
            self._project.state, self.round(number), folder, language, parties=parties, mail=mail
        )

    def record_counter(
        self,
        proposal: str,
        counter: tuple[Placement, ...],
        remark: str = "",
        *,
        on: date | None = None,
    ) -> Proposal:
        """Record a counter-proposal: other weeks, form, weekdays, or a split.

        Parameters
        ----------
        proposal : str
            The id of the proposal.
        counter : tuple of Placement
            What the party proposes instead.
        remark : str
            The words of the party.
        on : date, optional
            The day of the answer.

        Returns
        -------
        Proposal
            As answered.

        Raises
        ------
        StagePlannerError
            It cannot be answered in its status.
        """
        return self.record_answer(
            proposal, ProposalStatus.COUNTERED, remark, counter=counter, on=on
        )

    def record_with_repair(
        self,
        proposal: str,
        placements: tuple[Placement, ...],
        repair: Repair,
        remark: str = "",
        *,
        asks: bool = False,
        on: date | None = None,
    ) -> Round:
        """Take a counter-proposal over together with the repair it needs, in one step.

        Parameters
        ----------
        proposal : str
            The id of the proposal.
        placements : tuple of Placement
            The counter-proposal.
        repair : Repair
            One of :func:`stageplanner.negotiation.counter_effect.counter_effect` for these
            placements.
        remark : str
            The words of the party, or the reason of the region.
        asks : bool
            The region asks for this instead; the party has yet to answer.
        on : date, optional
            The day of the answer.

        Returns
        -------
        Round
            With the proposals that the repair asks.

        Raises
        ------
        StagePlannerError
            It cannot be answered or changed in its status.
        """
        round_, known = self._open(proposal)
        day = on or date.today()
        if asks:
            after = changed(known, placements, remark)
        else:
            status = ProposalStatus.COUNTERED
            after = answered(known, status, on=day, remark=remark, counter=placements)
        state = rounds.with_round(self._project.state, with_proposals(round_, {known.id: after}))
        verb = "change_with_repair" if asks else "counter_with_repair"
        return self._take_repair(state, round_.number, repair, day, (verb, known.id))

    def accept_counter(self, proposal: str, on: date | None = None) -> Proposal:
        """Accept the counter-proposal of a party; the stage period is settled then.

        Parameters
        ----------
        proposal : str
            The id of the proposal.
        on : date, optional
            The day of accepting.

        Returns
        -------
        Proposal
            As agreed.

        Raises
        ------
        StagePlannerError
            There is no counter-proposal.
        """
        self.accept_counters((proposal,), on)
        return rounds.proposal_of(self._project.state, proposal)[1]

    def accept_counters(self, proposals: Iterable[str], on: date | None = None) -> None:
        """Accept the counter-proposals of several parties, in one step.

        Parameters
        ----------
        proposals : iterable of str
            Ids of the proposals.
        on : date, optional
            The day of accepting.

        Raises
        ------
        StagePlannerError
            One of them has no counter-proposal; then none is accepted.
        """
        day = on or date.today()
        self._each(proposals, lambda p: rounds.counter_accepted(p, day), "accept_counter")

    def change(self, proposal: str, asked: tuple[Placement, ...], reason: str = "") -> Proposal:
        """Ask something else; the proposal is open again, whatever was answered to the old one.

        Parameters
        ----------
        proposal : str
            The id of the proposal.
        asked : tuple of Placement
            What is asked now.
        reason : str
            The reason of the region.

        Returns
        -------
        Proposal
            Its next version.

        Raises
        ------
        StagePlannerError
            Its round is closed, or it cannot be changed in its status.
        """
        round_, known = self._open(proposal)
        after = changed(known, asked, reason)
        self._do(with_proposals(round_, {known.id: after}), "change_proposal", known.id)
        return after

    def withdraw(self, *proposals: str) -> None:
        """Withdraw proposals, in one step.

        Parameters
        ----------
        *proposals : str
            Ids of the proposals.

        Raises
        ------
        StagePlannerError
            One of them cannot be withdrawn; then none is.
        """
        self._each(proposals, lambda p: next_status(p, ProposalStatus.WITHDRAWN), "withdraw")

    def _each(
        self, proposals: Iterable[str], taken: Callable[[Proposal], Proposal], verb: str
    ) -> None:
        """Take one step with each of these proposals: all of them, or none."""
        names = tuple(dict.fromkeys(proposals))
        state = self._project.state
        known = {p.id: (round_.number, p) for round_ in state.rounds for p in round_.proposals}
        of_round: dict[int, dict[str, Proposal]] = {}
        for name in names:
            if name not in known:
                rounds.proposal_of(state, name)  # refuses
            number, proposal = known[name]
            rounds.open_round(state, number)
            of_round.setdefault(number, {})[name] = taken(proposal)
        for number, new in of_round.items():
            round_ = rounds.round_numbered(state, number)
            state = rounds.with_round(state, with_proposals(round_, new))
        if state is not self._project.state:
            self._project.commit_state(state, verb, " ".join(names))

    # --- repairs ---------------------------------------------------------------------------

    def find_repairs(self, number: int, *, time_limit: float = 10.0) -> tuple[Repair, ...]:
        """Find repairs of the plan around the answers of a round; the region stays as it is.

        Parameters
        ----------
        number : int
            An open round.
        time_limit : float
            Seconds.

        Returns
        -------
        tuple of Repair
            See :func:`stageplanner.negotiation.counter_effect.round_repairs`.

        Raises
        ------
        StagePlannerError
            There is no such round, or it is closed.
        """
        return round_repairs(self._project.state, number, time_limit=time_limit)

    def take_repair(self, number: int, repair: Repair, on: date | None = None) -> Round:
        """Make a repair the plan; what it asks otherwise becomes a draft in the round.

        Parameters
        ----------
        number : int
            An open round.
        repair : Repair
            One of :meth:`find_repairs`.
        on : date, optional
            The day of the drafts.

        Returns
        -------
        Round
            With the new drafts.

        Raises
        ------
        StagePlannerError
            There is no such round, or it is closed.
        """
        state, day = self._project.state, on or date.today()
        round_ = rounds.open_round(state, number)
        return self._take_repair(state, number, repair, day, ("take_repair", round_.id))

    def _take_repair(
        self, state: State, number: int, repair: Repair, on: date, step_of: tuple[str, str]
    ) -> Round:
        round_ = rounds.round_numbered(state, number)
        plan = repair.plan
        if state.plan is not None:
            old = state.plan
            kept = {
                name: why
                for name, why in old.reasons.items()
                if plan.placements.get(name) == old.placements.get(name)
            }
            plan = replace(plan, reasons={**kept, **plan.reasons})
        after = rounds.with_new_plan(round_, state, plan, on)
        state = replace(rounds.with_round(state, after), plan=plan)
        self._project.commit_state(state, *step_of)
        return after

    def _open(self, proposal: str) -> tuple[Round, Proposal]:
        """Return a proposal and its round, which must be open."""
        state = self._project.state
        round_, known = rounds.proposal_of(state, proposal)
        return rounds.open_round(state, round_.number), known

    def _do(self, round_: Round, verb: str, subject: str) -> None:
        self._project.commit_state(rounds.with_round(self._project.state, round_), verb, subject)


def _count(rounds_: Iterable[Round], status: ProposalStatus) -> int:
    return sum(proposal.status is status for round_ in rounds_ for proposal in round_.proposals)
