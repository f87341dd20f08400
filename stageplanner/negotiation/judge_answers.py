"""Judge answers that were read of files: each is taken over whole, or refused with a reason.

Files are read by :mod:`stageplanner.sheets.reading.answers.read_answers`; what an answer does to
its proposal is in :mod:`stageplanner.domain.proposal`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.negotiation.answer_token import Token, UnaskedToken
from stageplanner.domain.negotiation.round_steps import proposal_of, round_numbered, with_round
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import (
    NEXT,
    PartyKind,
    Proposal,
    ProposalStatus,
    Round,
    answered,
    with_proposals,
)
from stageplanner.domain.state import State
from stageplanner.negotiation.counter_proposal import (
    Refused,
    counter_of,
    refusal,
    refuse_altered,
    stage_day_problems,
)
from stageplanner.negotiation.row_proposal import (
    asked_proposal,
    proposal_of_row,
    refuse_other_party,
    refuse_outdated,
)
from stageplanner.problems import Place, Problem, Severity, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.sheets.reading.answers.result import AnswerRow, CounterCells, RoundReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """An answer in words that are none of the known ones: a person decides what it is."""

    proposal: str
    words: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """The result of one file of answers.

    Attributes
    ----------
    name, path, sha256 : str
        The file.
    party, round : str
        The label of the party that answered and the id of the round; empty if unknown.
    taken : tuple of str
        Ids of the proposals that it answered.
    silent : tuple of str
        Ids of the proposals that it left open.
    unclear : tuple of Unclear
        Answers that only a person can read, of proposals that can be answered.
    problems : tuple of Problem
        Every cell that was not used, and why.
    is_refused : bool
        Whether the file could not be read at all.
    history_texts : tuple of str and str
        What it changed in the region, before and after.
    """

    name: str
    path: str
    sha256: str = ""
    party: str = ""
    round: str = ""
    taken: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_refused: bool = False
    history_texts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIntake:
    """A region after the answers of its parties, and the report of every file."""

    state: State
    files: tuple[AnswerReport, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files, in their order."""
        return tuple(problem for file in self.files for problem in file.problems)


def decide_answers(
    intake: AnswerIntake, decisions: Mapping[str, ProposalStatus], on: date
) -> AnswerIntake:
    """Return the intake with unclear answers as a person decided them.

    The words of the party stay: they are its remark, and the reason of a refusal.

    Parameters
    ----------
    intake : AnswerIntake
        From :func:`preview_answers`.
    decisions : mapping of str to ProposalStatus
        Agreed or refused, by the id of a proposal with an unclear answer.
    on : date
        The day on which the answers count.

    Returns
    -------
    AnswerIntake
        The decided answers are taken; the others stay unclear.
    """
    reports: list[AnswerReport] = []
    for file in intake.files:
        state = intake.state
        decided = tuple(entry for entry in file.unclear if entry.proposal in decisions)
        for entry in decided:
            round_, proposal = proposal_of(state, entry.proposal)
            status = decisions[entry.proposal]
            remark = "; ".join(part for part in (entry.words, entry.remark) if part)
            after = answered(proposal, status, on=on, remark=remark, origin=file.name)
            state = with_round(state, with_proposals(round_, {proposal.id: after}))
        names = tuple(entry.proposal for entry in decided)
        reports.append(
            replace(
                file,
                taken=(*file.taken, *names),
                history_texts=_both_texts(
                    file.history_texts, before_and_after(intake.state, state)
                ),
                unclear=tuple(entry for entry in file.unclear if entry not in decided),
            )
        )
        intake = replace(intake, state=state)
    return replace(intake, files=tuple(reports))


def _both_texts(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    """Return the texts of two changes of different proposals as those of one event."""
    merged: list[str] = []
    for one, other in zip(first, second, strict=True):
        rows = json.loads(one or "{}")
        for kind, more in json.loads(other or "{}").items():
            known = rows.get(kind)
            rows[kind] = {**known, **more} if isinstance(known, dict) else more
        merged.append(json.dumps(rows, ensure_ascii=False) if rows else "")
    return merged[0], merged[1]


def preview_answers(
    state: State,
    paths: Iterable[Path],
    on: date,
    progress: Progress = NO_PROGRESS,
) -> AnswerIntake:
    """Read files of answers and judge what they would do; nothing is changed.

    A file that cannot be read at all changes nothing and is reported.

    Parameters
    ----------
    state : State
        The region.
    paths : iterable of Path
        The files; each is read once.
    on : date
        The day on which the answers count.
    progress : Progress
        Gets the fraction of the files that is read. It is asked before every file whether it is
        cancelled; then the answers of the files so far are returned.

    Returns
    -------
    AnswerIntake
        The region with every answer that can be taken.
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
    """Judges one file of answers against the rounds of a region."""

    def __init__(self, state: State, reading: RoundReading, on: date) -> None:
        self.state, self.reading, self.on = state, reading, on
        self.problems: list[Problem] = list(reading.problems)
        self.taken: list[str] = []
        self.silent: list[str] = []
        self.unclear: list[Unclear] = []
        self.round: Round | None = None
        self.party = ""

    def run(self) -> State:
        """Return the state with every answer that can be taken."""
        if self._is_of_several_parties():
            self.add_problem("answers_of_several_parties", Place(file=self.reading.file))
            return self.state
        for rows in self._rows_by_proposal():
            try:
                answer = self._answer(rows)
            except Refused as refused:
                self.problems.append(refused.problem)
                continue
            except StagePlannerError as error:
                place = replace(rows[0].place, period=error.problem.place.period)
                self.problems.append(replace(error.problem, place=place))
                continue
            if answer is not None:
                self._take(*answer)
        self._report_missing()
        return self.state

    def report(self, path: Path, history_texts: tuple[str, str]) -> AnswerReport:
        """Return the result of the file."""
        return AnswerReport(
            name=path.name,
            path=str(path),
            sha256=self.reading.sha256,
            party=self.party,
            round="" if self.round is None else self.round.id,
            taken=tuple(self.taken),
            silent=tuple(self.silent),
            unclear=tuple(self.unclear),
            problems=tuple(self.problems),
            history_texts=history_texts,
        )

    def add_problem(
        self, code: str, place: Place, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(code=code, severity=severity, place=place, values=values))

    def _is_of_several_parties(self) -> bool:
        """Return whether the file has rows of several parties and does not name its own."""
        schools = {period.id: period.institution for period in self.state.periods}
        parties = set()
        for row in self.reading.rows:
            if isinstance(row.token, UnaskedToken):
                parties.add((PartyKind.INSTITUTION, schools.get(row.token.period, "")))
            elif asked := asked_proposal(self.state, row.token):
                parties.add((asked[1].party.kind, asked[1].party.id))
        return len(parties) > 1 and not self.reading.mark.get("party")

    def _rows_by_proposal(self) -> Iterable[list[AnswerRow]]:
        rows: dict[str, list[AnswerRow]] = defaultdict(list)
        for row in self.reading.rows:
            about = row.token.proposal if isinstance(row.token, Token) else f"P{row.token.period}"
            rows[f"{row.token.key}.{about}"].append(row)
        return rows.values()

    def _take(self, number: int, proposal: Proposal) -> None:
        """Put an answered proposal into its round."""
        round_ = round_numbered(self.state, number)
        if all(known.id != proposal.id for known in round_.proposals):
            round_ = replace(round_, proposals=(*round_.proposals, proposal))
        self.state = with_round(self.state, with_proposals(round_, {proposal.id: proposal}))
        self.taken.append(proposal.id)

    def _proposal(self, row: AnswerRow) -> tuple[Round, Proposal]:
        """Return the proposal of a row: of this party, of this version, and unaltered."""
        round_, proposal = proposal_of_row(self.state, row)
        refuse_other_party(row, proposal, self.reading.mark)
        # A proposal that the institution makes itself counts in the round that its file is of.
        self.round = next(r for r in self.state.rounds if r.key == row.token.key)
        self.party = proposal.party.label
        refuse_outdated(self.state, row, round_, proposal)
        return round_, proposal

    def _answer(self, rows: list[AnswerRow]) -> tuple[int, Proposal] | None:
        """Return the number of the round and the proposal as its rows answer it, if they do."""
        round_, proposal = self._proposal(rows[0])
        parts = self._parts(rows, proposal)
        if parts is None:
            return None
        answers = {row.answer for row in parts.values() if row.answer is not None}
        counters = {k: row.counter for k, row in parts.items() if not row.counter.is_empty}
        remark = " ".join(row.remark for row in parts.values() if row.remark)
        place = rows[0].place
        if len(answers) > 1:
            raise refusal("answer_parts_differ", place, proposal=proposal.id)
        if not answers:
            self._report_silence(proposal, place, counters, remark)
            return None
        status = ProposalStatus(answers.pop())
        if counters and status is not ProposalStatus.COUNTERED:
            code = f"answer_{status.value}_with_counter"
            raise refusal(code, place, proposal=proposal.id)
        counter: tuple[Placement, ...] = ()
        if status is ProposalStatus.COUNTERED:
            counter = counter_of(proposal, counters, parts)
            first = parts[min(counters)].place
            self.problems += stage_day_problems(self.state, proposal, counter, first)
        known = (proposal.status, proposal.remark, proposal.counter)
        is_agreed_before = status is proposal.status is ProposalStatus.AGREED
        if (status, remark, counter) == known or is_agreed_before:
            self.add_problem("answer_known", place, Severity.INFO, proposal=proposal.id)
            return None
        after = answered(
            proposal, status, on=self.on, remark=remark, counter=counter, origin=self.reading.file
        )
        return round_.number, after

    def _parts(self, rows: list[AnswerRow], proposal: Proposal) -> dict[int, AnswerRow] | None:
        """Return the row of every part of a proposal; ``None`` if a cell of one was refused."""
        parts: dict[int, AnswerRow] = {}
        for row in rows:
            if row.is_refused:
                # The reader has reported the cell.
                self._note_unclear(row, rows, proposal)
                return None
            self._proposal(row)
            refuse_altered(row, proposal)
            known = parts.get(row.token.part)
            if known is not None and known.content != row.content:
                raise refusal("answer_twice", row.place, proposal=proposal.id)
            parts[row.token.part] = row
        return parts

    def _note_unclear(self, row: AnswerRow, rows: list[AnswerRow], proposal: Proposal) -> None:
        """Note an answer that a person can decide: only its words are not known."""
        others = [other for other in rows if other is not row]
        is_alone = not any(other.answer or other.unclear for other in others)
        is_bare = all(entry.counter.is_empty for entry in rows)
        can_answer = ProposalStatus.AGREED in NEXT[proposal.status]
        if row.unclear and isinstance(row.token, Token) and is_alone and is_bare and can_answer:
            refuse_altered(row, proposal)
            unclear = Unclear(proposal=proposal.id, words=row.unclear, remark=row.remark)
            self.unclear.append(unclear)

    def _report_silence(
        self, proposal: Proposal, place: Place, counters: dict[int, CounterCells], remark: str
    ) -> None:
        """Report a proposal without an answer, or with cells that do not say what they mean."""
        self.silent.append(proposal.id)
        is_filled = bool(counters or remark)
        if proposal.is_answered and not is_filled:
            return
        code = "answer_no_word" if is_filled else "answer_open"
        severity = Severity.ERROR if is_filled else Severity.INFO
        self.add_problem(code, place, severity, proposal=proposal.id)

    def _report_missing(self) -> None:
        """Report proposals to this party whose rows are gone from the file."""
        if self.round is None:
            return
        tokens = [row.token for row in self.reading.rows]
        present = {token.proposal for token in tokens if isinstance(token, Token)}
        for proposal in self.round.proposals:
            is_to_party = proposal.party.label == self.party
            is_missing = proposal.id not in present and proposal.status is ProposalStatus.SENT
            if is_to_party and is_missing:
                place = Place(file=self.reading.file)
                self.add_problem("answer_row_gone", place, Severity.WARNING, proposal=proposal.id)
