"""Agreements in the next school year: some are renewed, the others are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from stageplanner.domain.agreement import Agreement, AgreementStatus, Clause, next_number
from stageplanner.domain.calendar import years_later
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.settled import fitted
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Place, Problem, Severity

#: Brings a stage period of the old year to the same lesweken of the new one.
Mover = Callable[[StagePeriod], StagePeriod]


def renewed_agreements(
    agreements: tuple[Agreement, ...],
    periods: Mapping[str, StagePeriod],
    move: Mover,
    *,
    code: str,
    year: int,
    problems: list[Problem],
) -> tuple[Agreement, ...]:
    """Return the agreements of the school year that begins in ``year``.

    One that renews gets a new number and has to be signed again; one whose validity continues stays
    as it is. The stage periods they settle keep their lesweken.

    Parameters
    ----------
    agreements : tuple of Agreement
        Those of the old year.
    periods : Mapping[str, StagePeriod]
        The stage periods of the new year, by id.
    move : Mover
        Moves a stage period of the old year to the new one.
    code : str
        The start of the numbers of the region.
    year : int
        The calendar year in which the new school year begins.
    problems : list of Problem
        Gets a problem for every agreement or clause that needs attention.
    """
    begin = date(year, 8, 1)
    renewed: list[Agreement] = []
    for agreement in agreements:
        if agreement.is_over:
            continue
        values = {"number": agreement.number, "title": agreement.title}
        if not agreement.is_binding:
            problems.append(_warning("rollover_agreement_open", **values))
        elif agreement.valid_until >= begin:
            renewed.append(_with_clauses(agreement, periods, move, problems))
        elif agreement.renews:
            number = next_number(code, year, [other.number for other in renewed])
            fresh = _renewed(agreement, number, year)
            renewed.append(_with_clauses(fresh, periods, move, problems))
            problems.append(_info("rollover_agreement_renewed", **values, new=number))
        else:
            problems.append(
                _warning("rollover_agreement_expired", **values, day=agreement.valid_until)
            )
    return tuple(renewed)


def _renewed(agreement: Agreement, number: str, year: int) -> Agreement:
    """Return the agreement for another year: agreed, not signed yet."""
    years = year - agreement.school_year
    return replace(
        agreement,
        number=number,
        version=1,
        status=AgreementStatus.AGREED,
        school_year=year,
        parties=tuple(
            replace(party, signed_by="", signed_role="", signed_on=None)
            for party in agreement.parties
        ),
        effect=None,
        valid_from=years_later(agreement.valid_from, years),
        valid_until=years_later(agreement.valid_until, years),
        replaces=agreement.number,
        evaluation="",
        evaluated_on=None,
        log=(),
    )


def _with_clauses(
    agreement: Agreement, periods: Mapping[str, StagePeriod], move: Mover, problems: list[Problem]
) -> Agreement:
    return replace(agreement, clauses=tuple(_clauses(agreement, periods, move, problems)))


def _clauses(
    agreement: Agreement, periods: Mapping[str, StagePeriod], move: Mover, problems: list[Problem]
) -> Iterator[Clause]:
    """Yield the clauses of the stage periods that exist in the new year."""
    for clause in agreement.clauses:
        period = periods.get(clause.period)
        key = (clause.institution, clause.programme)
        if period is None or (period.institution, period.programme) != key:
            values = {"number": agreement.number, "group": clause.group or clause.period}
            problems.append(
                _warning("rollover_clause_gone", institution=clause.institution, **values)
            )
            continue
        wish = Placement(option=wish_option(period), students=period.students)
        after = tuple(_moved(placement, period, move) for placement in clause.after)
        yield replace(
            clause,
            students=period.students,
            before=(wish,),
            after=fitted(after, period.students),
            realised=None,
        )


def _moved(placement: Placement, period: StagePeriod, move: Mover) -> Placement:
    """Return the placement in the same lesweken of the new year."""
    option = placement.option
    moved = move(
        replace(
            period,
            form=option.form,
            start=option.start,
            end=option.end,
            days_per_week=option.days_per_week,
            weekdays=option.weekdays,
            earliest_start=None,
            latest_end=None,
            fixed=False,
        )
    )
    return replace(placement, option=replace(option, start=moved.start, end=moved.end))


def _warning(code: str, *, institution: str = "", **values: object) -> Problem:
    return Problem(
        code=code, severity=Severity.WARNING, values={"institution": institution, **values}
    )


def _info(code: str, **values: object) -> Problem:
    return Problem(code=code, severity=Severity.INFO, place=Place(), values=values)
