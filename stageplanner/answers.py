"""Judging the answers that were read of a file: taken over whole, or told why not.

Reading is done by :mod:`stageplanner.sheets.read_round`; what an answer does to its proposal is
in :mod:`stageplanner.domain.negotiation`. Belongs to :mod:`stageplanner.negotiation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.negotiation import (
    Proposal,
    ProposalStatus,
    Round,
    answered,
    with_proposals,
)
from stageplanner.domain.option import Option, stage_days
from stageplanner.domain.plan import Placement
from stageplanner.domain.records import before_and_after
from stageplanner.domain.rounds import with_round
from stageplanner.domain.state import State, calendar_of
from stageplanner.domain.token import is_genuine
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.sheets.read_round import AnswerRow, Counter, RoundReading


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
    told: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIntake:
    """A region after its parties' answers, and the report per file."""

    state: State
    files: tuple[AnswerReport, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is told, file after file."""
        return tuple(problem for file in self.files for problem in file.problems)


def preview_answers(state: State, paths: Iterable[Path], on: date) -> AnswerIntake:
    """Read files of answers and tell what they would do; nothing is changed.

    A file that cannot be read at all changes nothing and is reported.
    """
    from stageplanner.sheets.read_round import read_round

    reports: list[AnswerReport] = []
    for path in dict.fromkeys(map(Path, paths)):
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


class _Refused(Exception):  # noqa: N818 - no error of the program
    """One proposal's answer cannot be taken; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


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
            self.tell("answers_of_several_parties", Place(file=self.reading.file))
            return self.state
        rows: dict[str, list[AnswerRow]] = defaultdict(list)
        for row in self.reading.rows:
            rows[f"{row.token.key}.{row.token.proposal}"].append(row)
        state = self.state
        for own in rows.values():
            try:
                found = self._answer(own)
            except _Refused as refused:
                self.problems.append(refused.problem)
                continue
            except StagePlannerError as error:
                place = replace(own[0].place, period=error.problem.place.period)
                self.problems.append(replace(error.problem, place=place))
                continue
            if found is not None:
                number, proposal = found
                of_round = next(r for r in state.rounds if r.number == number)
                state = with_round(state, with_proposals(of_round, {proposal.id: proposal}))
                self.taken.append(proposal.id)
        self._tell_missing()
        return state

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
            told=told,
        )

    def tell(
        self, code: str, place: Place, severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.problems.append(Problem(code=code, severity=severity, place=place, values=values))

    # --- whose file it is ------------------------------------------------------------------

    def _find(self, row: AnswerRow) -> tuple[Round, Proposal] | None:
        for own in self.state.rounds:
            for proposal in own.proposals:
                if (own.key, proposal.id) == (row.token.key, row.token.proposal):
                    return own, proposal
        return None

    def _is_of_several_parties(self) -> bool:
        """Rows of several parties in a file that does not say whose it is: nobody's answer."""
        found = [self._find(row) for row in self.reading.rows]
        parties = {(p.party.kind, p.party.id) for pair in found if pair for p in pair[1:]}
        return len(parties) > 1 and not self.reading.mark.get("party")

    def _proposal(self, row: AnswerRow) -> tuple[Round, Proposal]:
        """The proposal of a row; it must be this party's, of this version, and unaltered."""
        token = row.token
        values = {"proposal": token.proposal}
        if all(own.key != token.key for own in self.state.rounds):
            raise _refuse("answer_other_region", row.place, **values)
        found = self._find(row)
        if found is None:
            raise _refuse("answer_unknown_proposal", row.place, **values)
        own, proposal = found
        mark = self.reading.mark
        whose = (mark.get("party_kind"), mark.get("party"))
        if mark.get("party") and whose != (proposal.party.kind.value, proposal.party.id):
            raise _refuse("answer_other_party", row.place, **values, party=mark["party"])
        self.round, self.party = own, proposal.party.told
        if token.version != proposal.version:
            raise _refuse(
                "answer_old_version",
                row.place,
                **values,
                version=token.version,
                now=proposal.version,
            )
        if not is_genuine(token, own, proposal):
            from stageplanner.sheets.columns import Field

            raise _refuse("answer_bad_token", row.at(Field.TOKEN))
        if own.is_closed:
            raise _refuse("answer_round_closed", row.place, **values, title=own.title)
        return own, proposal

    # --- one answer ------------------------------------------------------------------------

    def _answer(self, rows: list[AnswerRow]) -> tuple[int, Proposal] | None:
        """The proposal with the answer of its rows; ``None`` where there is nothing to take."""
        own, proposal = self._proposal(rows[0])
        parts: dict[int, AnswerRow] = {}
        for row in rows:
            if row.is_refused:
                return None  # its cell was told
            self._proposal(row)
            _refuse_altered(row, proposal)
            known = parts.get(row.token.part)
            if known is not None and known.content != row.content:
                raise _refuse("answer_twice", row.place, proposal=proposal.id)
            parts[row.token.part] = row
        words = {row.answer for row in parts.values() if row.answer is not None}
        counters = {k: row.counter for k, row in parts.items() if not row.counter.is_empty}
        said = " ".join(row.remark for row in parts.values() if row.remark)
        place = rows[0].place
        if len(words) > 1:
            raise _refuse("answer_parts_differ", place, proposal=proposal.id)
        if not words:
            self._tell_silence(proposal, place, counters, said)
            return None
        status = ProposalStatus(words.pop())
        if counters and status is not ProposalStatus.COUNTERED:
            code = f"answer_{status.value}_with_counter"
            raise _refuse(code, place, proposal=proposal.id)
        counter: tuple[Placement, ...] = ()
        if status is ProposalStatus.COUNTERED:
            counter = self._counter(proposal, counters, parts)
        same = (proposal.status, proposal.said, proposal.counter)
        if (status, said, counter) == same or (status is proposal.status is ProposalStatus.AGREED):
            self.tell("answer_known", place, Severity.INFO, proposal=proposal.id)
            return None
        after = answered(
            proposal, status, on=self.on, said=said, counter=counter, origin=self.reading.file
        )
        return own.number, after

    def _tell_silence(
        self, proposal: Proposal, place: Place, counters: dict[int, Counter], said: str
    ) -> None:
        """No answer, or cells filled in without saying what they mean."""
        self.silent.append(proposal.id)
        if proposal.is_answered and not counters and not said:
            return
        code = "answer_no_word" if counters or said else "answer_open"
        severity = Severity.ERROR if counters or said else Severity.INFO
        self.tell(code, place, severity, proposal=proposal.id)

    def _tell_missing(self) -> None:
        """Proposals to this party whose rows are gone from the file."""
        if self.round is None:
            return
        seen = {row.token.proposal for row in self.reading.rows}
        for proposal in self.round.proposals:
            is_own = proposal.party.told == self.party
            if is_own and proposal.id not in seen and proposal.status is ProposalStatus.SENT:
                place = Place(file=self.reading.file)
                self.tell("answer_row_gone", place, Severity.WARNING, proposal=proposal.id)

    # --- counter-proposals -----------------------------------------------------------------

    def _counter(
        self, proposal: Proposal, counters: dict[int, Counter], parts: dict[int, AnswerRow]
    ) -> tuple[Placement, ...]:
        """What is proposed instead: each part as it was asked, but for the cells filled in."""
        if not counters:
            raise _refuse("answer_empty_counter", parts[min(parts)].place, proposal=proposal.id)
        placements: list[Placement] = []
        for part in sorted({*range(1, len(proposal.asked) + 1), *counters}):
            base = proposal.asked[min(part, len(proposal.asked)) - 1]
            counter = counters.get(part)
            if counter is None:
                placements.append(base)
                continue
            option = _option(base.option, counter, parts[part], proposal)
            students = base.students if part <= len(proposal.asked) else 0
            placements.append(Placement(option=option, students=counter.students or students))
        total = sum(placement.students for placement in placements)
        place = parts[min(counters)].place
        if total != proposal.students or any(not p.students for p in placements):
            raise _refuse(
                "answer_split_students",
                place,
                proposal=proposal.id,
                total=total,
                students=proposal.students,
            )
        if len(placements) == 2 and placements[0].option == placements[1].option:
            raise _refuse("answer_parts_same", place, proposal=proposal.id)
        self._tell_stage_days(proposal, placements, place)
        return tuple(placements)

    def _tell_stage_days(
        self, proposal: Proposal, placements: list[Placement], place: Place
    ) -> None:
        """A counter-proposal with fewer or more stage days is taken, and told; without any not."""
        calendar = calendar_of(self.state)
        period = next((p for p in self.state.periods if p.id == proposal.period), None)
        if period is None:
            return
        wished = stage_days(proposal.before[0].option, period.institution, calendar)
        for placement in placements:
            days = stage_days(placement.option, period.institution, calendar)
            if days == 0:
                raise _refuse("answer_no_stage_days", place, proposal=proposal.id)
            if not wished <= days < wished + placement.option.days_per_week:
                self.tell(
                    "answer_stage_days",
                    place,
                    Severity.WARNING,
                    proposal=proposal.id,
                    days=days,
                    wished=wished,
                )


def _option(base: Option, counter: Counter, row: AnswerRow, proposal: Proposal) -> Option:
    """An option with the cells that were filled in; they must go together."""
    from stageplanner.sheets.columns import Field

    start, end = counter.start or base.start, counter.end or base.end
    if end < start:
        at = row.at(Field.COUNTER_END if counter.end else Field.COUNTER_START)
        raise _refuse("answer_end_before_start", at, proposal=proposal.id, start=start, end=end)
    weekdays, days = counter.weekdays, counter.days
    if weekdays is not None and days is not None and len(weekdays) != days:
        raise _refuse(
            "answer_days_differ",
            row.at(Field.COUNTER_DAYS),
            proposal=proposal.id,
            days=days,
            weekdays=format_weekdays(weekdays) or "",
        )
    if weekdays is None:
        weekdays = base.weekdays if days in (None, base.days_per_week) else None
        days = days or base.days_per_week
    return Option(
        form=counter.form or base.form,
        start=start,
        end=end,
        days_per_week=len(weekdays) if weekdays is not None else days or base.days_per_week,
        weekdays=weekdays,
    )


def _refuse_altered(row: AnswerRow, proposal: Proposal) -> None:
    """What was proposed may not have been changed in the file: that is no answer."""
    from stageplanner.sheets.columns import Field
    from stageplanner.sheets.read_round import plain
    from stageplanner.sheets.write_plan import PLANNED

    if row.token.part > len(proposal.asked):
        return  # the empty second part
    placement = proposal.asked[row.token.part - 1]
    wanted = {field: plain(value(placement.option)) for field, value in PLANNED.items()}
    wanted[Field.STUDENTS] = str(placement.students)
    for field, shown in row.proposed.items():
        is_masked = field is Field.STUDENTS and shown.startswith("<")
        if field in wanted and shown != wanted[field] and not is_masked:
            raise _refuse("answer_altered", row.at(field), proposal=proposal.id, shown=shown)


def _refuse(code: str, place: Place, **values: object) -> _Refused:
    return _Refused(Problem(code=code, place=place, values=values))
