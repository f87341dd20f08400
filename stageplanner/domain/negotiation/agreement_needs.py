"""Where agreements are needed: published shortages, each with the agreements about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.agreement import Agreement, Clause
from stageplanner.domain.ground_rules import ShortageFigure
from stageplanner.domain.sectors import SEVERAL, sector_code
from stageplanner.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A published shortage, and the agreements about it.

    ``students`` are those of the groups in the agreements that bind, each counted once.
    """

    sector: str
    programme: str
    niveau: int | None
    on: date
    number: int
    agreements: tuple[str, ...]
    students: int = 0

    def counts(self, clause: Clause) -> bool:
        """Return whether a group is of the programme, or else of the niveau, that is short."""
        if self.programme:
            names = {clause.programme_name.casefold(), clause.programme.casefold()}
            return self.programme.casefold() in names
        return self.niveau in (None, clause.niveau)


def needs(state: State) -> tuple[Need, ...]:
    """Return the last shortage figures, the largest first, with the agreements about each.

    A figure names a programme by crebo or by name; without a programme its sector and niveau
    decide. If a table has figures of this region, those of other regions are ignored.
    """
    region = state.ground_rules.region.casefold()
    here = [figure for figure in state.shortages if region and figure.region.casefold() == region]
    latest: dict[tuple[str, str, str, int | None, str], ShortageFigure] = {}
    for figure in here or state.shortages:
        key = (figure.region, figure.sector, figure.programme, figure.niveau, figure.leerweg)
        if key not in latest or latest[key].on < figure.on:
            latest[key] = figure
    results = [_need(figure, state.agreements) for figure in latest.values()]
    return tuple(sorted(results, key=lambda need: (-need.number, need.programme)))


def _need(figure: ShortageFigure, agreements: Iterable[Agreement]) -> Need:
    about = [agreement for agreement in agreements if _is_about(agreement, figure)]
    need = Need(
        sector=figure.sector,
        programme=figure.programme,
        niveau=figure.niveau,
        on=figure.on,
        number=figure.number,
        agreements=tuple(agreement.number for agreement in about),
    )
    groups = {
        clause.period: clause.students
        for agreement in about
        if agreement.is_binding
        for clause in agreement.clauses
        if need.counts(clause)
    }
    return replace(need, students=sum(groups.values()))


def _is_about(agreement: Agreement, figure: ShortageFigure) -> bool:
    """Return whether an agreement that is not over is about what a figure counts."""
    if agreement.is_over:
        return False
    scope = agreement.scope
    if figure.programme:
        names = {clause.programme_name.casefold() for clause in agreement.clauses}
        names |= {programme.casefold() for programme in scope.programmes}
        return figure.programme.casefold() in names - {""}
    if figure.sector and _sector_key(scope.sector) not in {_sector_key(figure.sector), SEVERAL}:
        return False
    if figure.niveau is None or not scope.niveaus:
        return bool(figure.sector)
    return figure.niveau in scope.niveaus


def _sector_key(named: str) -> str:
    """Return the code of a sectorkamer, or else the name, to compare sectors by."""
    return sector_code(named) or named.casefold()
