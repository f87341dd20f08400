"""Counter-proposals: the cells that a party filled in as placements, or why they cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.option import Option, stage_days
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Proposal
from stageplanner.domain.state import State, calendar_of
from stageplanner.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from stageplanner.sheets.reading.answers.result import AnswerRow, CounterCells


class Refused(Exception):  # noqa: N818 - no error of the program
    """The answer to one proposal cannot be taken; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def refusal(code: str, place: Place, **values: object) -> Refused:
    """Return the refusal of an answer, to be raised.

    Parameters
    ----------
    code : str
        Of the problem.
    place : Place
        The cell or row.
    **values
        Of the sentence.

    Returns
    -------
    Refused
        An exception.
    """
    return Refused(Problem(code=code, place=place, values=values))


def counter_of(
    proposal: Proposal, counters: dict[int, CounterCells], parts: dict[int, AnswerRow]
) -> tuple[Placement, ...]:
    """Return what is proposed instead: each part as it was asked, but for the cells filled in.

    Parameters
    ----------
    proposal : Proposal
        What was asked.
    counters : dict of int to CounterCells
        The cells filled in, per part from 1.
    parts : dict of int to AnswerRow
        The row of every part.

    Returns
    -------
    tuple of Placement
        One per part.

    Raises
    ------
    Refused
        Nothing is filled in, or it does not go together.
    """
    if not counters:
        raise refusal("answer_empty_counter", parts[min(parts)].place, proposal=proposal.id)
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
        raise refusal(
            "answer_split_students",
            place,
            proposal=proposal.id,
            total=total,
            students=proposal.students,
        )
    if len(placements) == 2 and placements[0].option == placements[1].option:
        raise refusal("answer_parts_same", place, proposal=proposal.id)
    return tuple(placements)


def stage_day_problems(
    state: State, proposal: Proposal, placements: tuple[Placement, ...], place: Place
) -> Iterator[Problem]:
    """Warn if a counter-proposal changes the number of stage days; refuse it if none are left.

    Parameters
    ----------
    state : State
        The region.
    proposal : Proposal
        What was asked.
    placements : tuple of Placement
        What is proposed instead.
    place : Place
        The cell to report.

    Yields
    ------
    Problem
        A warning per part with fewer or more stage days than the wish.

    Raises
    ------
    Refused
        A part has no stage day at all.
    """
    calendar = calendar_of(state)
    period = next((p for p in state.periods if p.id == proposal.period), None)
    if period is None:
        return
    wished = stage_days(proposal.before[0].option, period.institution, calendar)
    for placement in placements:
        days = stage_days(placement.option, period.institution, calendar)
        if days == 0:
            raise refusal("answer_no_stage_days", place, proposal=proposal.id)
        if not wished <= days < wished + placement.option.days_per_week:
            yield Problem(
                code="answer_stage_days",
                severity=Severity.WARNING,
                place=place,
                values={"proposal": proposal.id, "days": days, "wished": wished},
            )


def _option(base: Option, counter: CounterCells, row: AnswerRow, proposal: Proposal) -> Option:
    """Return an option with the cells that were filled in; raise if they do not go together."""
    from stageplanner.sheets.columns import Field

    start, end = counter.start or base.start, counter.end or base.end
    if end < start:
        at = row.at(Field.COUNTER_END if counter.end else Field.COUNTER_START)
        raise refusal("answer_end_before_start", at, proposal=proposal.id, start=start, end=end)
    weekdays, days = counter.weekdays, counter.days
    if weekdays is not None and days is not None and len(weekdays) != days:
        raise refusal(
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


def refuse_altered(row: AnswerRow, proposal: Proposal) -> None:
    """Refuse a row in which what was proposed was changed: that is no answer.

    Parameters
    ----------
    row : AnswerRow
        The row.
    proposal : Proposal
        What was asked.

    Raises
    ------
    Refused
        A protected cell differs.
    """
    from stageplanner.sheets.columns import Field
    from stageplanner.sheets.reading.answers.answer_cells import plain
    from stageplanner.sheets.writing.plan_cells import PLANNED

    if row.token.part > len(proposal.asked):
        return  # the empty second part
    placement = proposal.asked[row.token.part - 1]
    wanted = {field: plain(value(placement.option)) for field, value in PLANNED.items()}
    wanted[Field.STUDENTS] = str(placement.students)
    for field, shown in row.proposed.items():
        is_masked = field is Field.STUDENTS and shown.startswith("<")
        if field in wanted and shown != wanted[field] and not is_masked:
            raise refusal("answer_altered", row.at(field), proposal=proposal.id, shown=shown)
