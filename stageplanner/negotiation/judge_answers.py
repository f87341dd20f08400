"""Judging the answers that were read of a file: taken over whole, or told why not.

Reading is done by :mod:`stageplanner.sheets.reading.answers.read_answers`; what an answer does to
its proposal is
in :mod:`stageplanner.domain.proposal`. Belongs to :mod:`stageplanner.negotiation.rounds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.negotiation.answer_token import (
    Token,
    UnaskedToken,
    is_genuine,
    is_still_so,
)
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.negotiation.round_steps import (
    round_numbered,
    volunteered_proposal,
    with_round,
)
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import (
    PartyKind,
    Proposal,
    ProposalStatus,
    Round,
    answered,
    with_proposals,
)
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State
from stageplanner.negotiation.counter_proposal import (
    Refused,
    counter_of,
    refusal,
    refuse_altered,
    stage_day_problems,
)
from stageplanner.problems import Place, Problem, Severity, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.sheets.reading.answers.result import AnswerRow, CounterCells, RoundReading


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """What became of one file of answers.

    ``taken`` are the ids of the proposals it answered, ``silent`` those it left open.
    """

    name: str
    path: str
    sha256: str = ""
    party: str = ""
    round: str = ""
    taken: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_refused: bool = False
    history_texts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIntake:
    """A region after its parties' answers, and the report per file."""

    state: State
    files: tuple[AnswerReport, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is told, file after file."""
        return tuple(problem for file in self.files for problem in file.problems)


def preview_answers(
    state: State,
    paths: Iterable[Path],
    on: date,
    progress: Progress = NO_PROGRESS,
) -> AnswerIntake:
    """Read files of answers and tell what they would do; nothing is changed.

    A file that cannot be read at all changes nothing and is reported.

    Parameters
    ----------
    progress
        Gets the fraction of the files that is read; cancelled before a file, the answers of the
        files so far come back.
    """
    from stageplanner.sheets.reading.answers.read_answers import read_round

    reports: list[AnswerReport] = []
    files = tuple(dict.fromkeys(map(Path, paths)))
    for done, path in enumerate(files):
        if progress.is_cancelled:
            break
        progress.report(done / len(files))
        try:
            reading = read_round(path)
        except StagePlannerError as error:
            problem = error.problem
            if problem.place.file is None:
                problem = replace(problem, place=Place(file=path.name))
            reports.append(
                AnswerReport(name=path.name, path=str(path), problems=(problem,), is_refused=True)
            )
            continue
        judge = _Judge(state, reading, on)
        after = judge.run()
        reports.append(judge.report(path, before_and_after(state, after)))
        state = after
    return AnswerIntake(state=state, files=tuple(reports))


class _Judge:
    """One file of answers against the rounds of a region."""

    def __init__(self, state: State, reading: RoundReading, on: date) -> None:
        self.state, self.reading, self.on = state, reading, on
        self.problems: list[Problem] = list(reading.problems)
        self.taken: list[str] = []
        self.silent: list[str] = []
        self.round: Round | None = None
        self.party = ""

    def run(self) -> State:
        """The state with every answer that can be taken."""
        if self._is_of_several_parties():
            self.add_problem("answers_of_several_parties", Place(file=self.reading.file))
            return self.state
        rows: dict[str, list[AnswerRow]] = defaultdict(list)
        for row in self.reading.rows:
            about = row.token.proposal if isinstance(row.token, Token) else f"P{row.token.period}"
            rows[f"{row.token.key}.{about}"].append(row)
        for own in rows.values():
            try:
                found = self._answer(own)
            except Refused as refused:
                self.problems.append(refused.problem)
                continue
            except StagePlannerError as error:
                place = replace(own[0].place, period=error.problem.place.period)
                self.problems.append(replace(error.problem, place=place))
                continue
            if found is not None:
                number, proposal = found
                of_round = round_numbered(self.state, number)
                if all(known.id != proposal.id for known in of_round.proposals):
                    of_round = replace(of_round, proposals=(*of_round.proposals, proposal))
                after = with_proposals(of_round, {proposal.id: proposal})
                self.state = with_round(self.state, after)
                self.taken.append(proposal.id)
        self._report_missing()
        return self.state

    def report(self, path: Path, told: tuple[str, str]) -> AnswerReport:
        """What became of the file."""
        return AnswerReport(
            name=path.name,
            path=str(path),
            sha256=self.reading.sha256,
            party=self.party,
            round="" if self.round is None else self.round.id,
            taken=tuple(self.taken),
            silent=tuple(self.silent),
            problems=tuple(self.problems),
            history_texts=told,
        )

    def add_problem(
        self, code: str, place: Place, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(code=code, severity=severity, place=place, values=values))

    # --- whose file it is ------------------------------------------------------------------

    def _find(self, token: Token) -> tuple[Round, Proposal] | None:
        for own in self.state.rounds:
            for proposal in own.proposals:
                if (own.key, proposal.id) == (token.key, token.proposal):
                    return own, proposal
        return None

    def _is_of_several_parties(self) -> bool:
        """Rows of several parties in a file that does not say whose it is: nobody's answer."""
        schools = {period.id: period.institution for period in self.state.periods}
        parties = set()
        for row in self.reading.rows:
            if isinstance(row.token, UnaskedToken):
                parties.add((PartyKind.INSTITUTION, schools.get(row.token.period, "")))
            elif found := self._find(row.token):
                parties.add((found[1].party.kind, found[1].party.id))
        return len(parties) > 1 and not self.reading.mark.get("party")

    def _proposal(self, row: AnswerRow) -> tuple[Round, Proposal]:
        """The proposal of a row; it must be this party's, of this version, and unaltered."""
        token = row.token
        if isinstance(token, UnaskedToken):
            return self._unasked(row, token)
        values = {"proposal": token.proposal}
        if all(own.key != token.key for own in self.state.rounds):
            raise refusal("answer_other_region", row.place, **values)
        found = self._find(token)
        if found is None:
            raise refusal("answer_unknown_proposal", row.place, **values)
        own, proposal = found
        self._take_party(own, proposal, row)
        if token.version != proposal.version:
            raise refusal(
                "answer_old_version",
                row.place,
                **values,
                version=token.version,
                now=proposal.version,
            )
        if not is_genuine(token, own, proposal):
            from stageplanner.sheets.columns import Field

            raise refusal("answer_bad_token", row.at(Field.TOKEN))
        if own.is_closed:
            raise refusal("answer_round_closed", row.place, **values, title=own.title)
        return own, proposal

    def _take_party(self, own: Round, proposal: Proposal, row: AnswerRow) -> None:
        """Remember whose answer it is; a file of another party may not speak for this one."""
        party, mark = proposal.party, self.reading.mark
        whose = (mark.get("party_kind"), mark.get("party"))
        if mark.get("party") and whose != (party.kind.value, party.id):
            values = {"proposal": proposal.id, "party": mark["party"]}
            raise refusal("answer_other_party", row.place, **values)
        self.round, self.party = own, party.label

    def _unasked(self, row: AnswerRow, token: UnaskedToken) -> tuple[Round, Proposal]:
        """The proposal that an institution came with itself: a new one, or as it came before."""
        own = next((own for own in self.state.rounds if own.key == token.key), None)
        if own is None:
            raise refusal("answer_other_region", row.place, proposal=token.period)
        period = next((p for p in self.state.periods if p.id == token.period), None)
        if period is None:
            raise refusal("answer_unasked_gone", row.place, period=token.period)
        known = [
            (each, p)
            for each in self.state.rounds
            if not each.is_closed
            for p in each.proposals_to(institution_party(period.institution))
            if p.period == period.id and p.status is not ProposalStatus.WITHDRAWN
        ]
        found = next((pair for pair in known if pair[1].is_unasked), None)
        of_round, proposal = found or (own, volunteered_proposal(own, period))
        self._take_party(own, proposal, row)
        group = period.group or period.id
        if not is_still_so(token, period):
            raise refusal("answer_unasked_stale", row.place, group=group)
        if own.is_closed:
            values = {"proposal": group, "title": own.title}
            raise refusal("answer_round_closed", row.place, **values)
        if period.id in agreed_placements(self.state):
            raise refusal("answer_unasked_settled", row.place, group=group)
        if found is None and known:
            values = {"group": group, "proposal": known[0][1].id}
            raise refusal("answer_unasked_asked", row.place, **values)
        if row.answer not in (None, ProposalStatus.COUNTERED):
            raise refusal("answer_unasked_word", row.place, group=group)
        return of_round, proposal

    # --- one answer ------------------------------------------------------------------------

    def _answer(self, rows: list[AnswerRow]) -> tuple[int, Proposal] | None:
        """The proposal with the answer of its rows; ``None`` where there is nothing to take."""
        own, proposal = self._proposal(rows[0])
        parts: dict[int, AnswerRow] = {}
        for row in rows:
            if row.is_refused:
                return None  # its cell was told
            self._proposal(row)
            refuse_altered(row, proposal)
            known = parts.get(row.token.part)
            if known is not None and known.content != row.content:
                raise refusal("answer_twice", row.place, proposal=proposal.id)
            parts[row.token.part] = row
        words = {row.answer for row in parts.values() if row.answer is not None}
        counters = {k: row.counter for k, row in parts.items() if not row.counter.is_empty}
        said = " ".join(row.remark for row in parts.values() if row.remark)
        place = rows[0].place
        if len(words) > 1:
            raise refusal("answer_parts_differ", place, proposal=proposal.id)
        if not words:
            self._report_silence(proposal, place, counters, said)
            return None
        status = ProposalStatus(words.pop())
        if counters and status is not ProposalStatus.COUNTERED:
            code = f"answer_{status.value}_with_counter"
            raise refusal(code, place, proposal=proposal.id)
        counter: tuple[Placement, ...] = ()
        if status is ProposalStatus.COUNTERED:
            counter = counter_of(proposal, counters, parts)
            at = parts[min(counters)].place
            self.problems += stage_day_problems(self.state, proposal, counter, at)
        same = (proposal.status, proposal.remark, proposal.counter)
        if (status, said, counter) == same or (status is proposal.status is ProposalStatus.AGREED):
            self.add_problem("answer_known", place, Severity.INFO, proposal=proposal.id)
            return None
        after = answered(
            proposal, status, on=self.on, remark=said, counter=counter, origin=self.reading.file
        )
        return own.number, after

    def _report_silence(
        self, proposal: Proposal, place: Place, counters: dict[int, CounterCells], said: str
    ) -> None:
        """No answer, or cells filled in without saying what they mean."""
        self.silent.append(proposal.id)
        if proposal.is_answered and not counters and not said:
            return
        code = "answer_no_word" if counters or said else "answer_open"
        severity = Severity.ERROR if counters or said else Severity.INFO
        self.add_problem(code, place, severity, proposal=proposal.id)

    def _report_missing(self) -> None:
        """Proposals to this party whose rows are gone from the file."""
        if self.round is None:
            return
        tokens = [row.token for row in self.reading.rows]
        seen = {token.proposal for token in tokens if isinstance(token, Token)}
        for proposal in self.round.proposals:
            is_own = proposal.party.label == self.party
            if is_own and proposal.id not in seen and proposal.status is ProposalStatus.SENT:
                place = Place(file=self.reading.file)
                self.add_problem("answer_row_gone", place, Severity.WARNING, proposal=proposal.id)
