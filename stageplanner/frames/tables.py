"""Build the tables of a region as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from stageplanner.domain.agreement import Agreement
from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.plan import Plan, change_kinds, changed_periods, placements_of
from stageplanner.domain.sectors import sector_of
from stageplanner.domain.state import fingerprint
from stageplanner.frames.columns import COLUMNS, OVERVIEW, Column
from stageplanner.load.demand import build_demand, build_grid
from stageplanner.load.measures import Measures, measure

if TYPE_CHECKING:
    from stageplanner.domain.leerbedrijf import Leerbedrijf
    from stageplanner.domain.option import Option
    from stageplanner.domain.stage_period import StagePeriod
    from stageplanner.domain.state import State

Row = dict[str, Any]


def stage_periods(state: State) -> pd.DataFrame:
    """Return the stage periods as the institutions wish them, a row each.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["stage_periods"]``.
    """
    return _frame("stage_periods", (_period_row(period) for period in state.periods))


def leerbedrijven(state: State) -> pd.DataFrame:
    """Return the leerbedrijven with their places a day, a row each.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["leerbedrijven"]``.
    """
    return _frame("leerbedrijven", (_company_row(company) for company in state.leerbedrijven))


def holidays(state: State) -> pd.DataFrame:
    """Return the holidays that institutions sent, a row each.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["holidays"]``.
    """
    return _frame(
        "holidays",
        (
            {"institution": h.institution, "name": h.name, "start": h.start, "end": h.end}
            for h in state.holidays
        ),
    )


def load(state: State) -> pd.DataFrame:
    """Count the students present per day and programme, wishes and current plan.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["load"]``, a row per day and programme with students in either.
    """
    grid = build_grid(state)
    wish, planned = build_demand(state, None, grid), build_demand(state, state.plan, grid)
    days, programmes = (wish.heads + planned.heads).nonzero()
    return _typed(
        "load",
        pd.DataFrame(
            {
                "date": [grid.days[day] for day in days],
                "programme": [wish.programmes[column] for column in programmes],
                "students_wish": wish.heads[days, programmes],
                "students": planned.heads[days, programmes],
                "load_wish": wish.load[days, programmes],
                "load": planned.load[days, programmes],
            }
        ),
    )


def plan(state: State) -> pd.DataFrame:
    """Return what every stage period does under the current plan, a row per part.

    Parameters
    ----------
    state : State
        The region; without a plan every period does its wish.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["plan"]``.
    """
    current = state.plan or Plan()
    changed = {period.id for period in changed_periods(current, state.periods)}
    return _frame(
        "plan",
        (
            {**_group(period), **part, "changed": period.id in changed}
            for period in state.periods
            for part in _parts(placements_of(current, period))
        ),
    )


def changes(state: State) -> pd.DataFrame:
    """Return the stage periods that the current plan asks to change, a row per part.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["changes"]``; empty without a plan.
    """
    current = state.plan or Plan()
    return _frame("changes", _change_rows(current, state.periods))


def agreements(state: State) -> pd.DataFrame:
    """Return what was agreed, a row per agreement, stage period and part; no persons.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["agreements"]``.
    """
    return _frame("agreements", (row for each in state.agreements for row in _agreed_rows(each)))


def shortages(state: State) -> pd.DataFrame:
    """Measure the students without a place per day and component.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["shortages"]``, a row per day and component with students.
    """
    wish, planned, days = _measured(state)
    return _frame(
        "shortages",
        (
            {
                "date": day,
                "component": " ".join(before.programmes),
                "shortage_wish": before.daily_shortages[i],
                "shortage": after.daily_shortages[i],
                "utilisation_wish": before.daily_peaks[i],
                "utilisation": after.daily_peaks[i],
            }
            for before, after in zip(wish.components, planned.components, strict=True)
            for i, day in enumerate(days)
            if before.daily_students[i] or after.daily_students[i]
        ),
    )


def components(state: State) -> pd.DataFrame:
    """Sum a region up per component: peak, bound, shortage, changes and agreements.

    Parameters
    ----------
    state : State
        The region.

    Returns
    -------
    pandas.DataFrame
        Columns of ``COLUMNS["components"]``, the largest component first.
    """
    wish, planned, _ = _measured(state)
    current = state.plan or Plan()
    # A bound that was proven of other data, or within the limits of one question, is none.
    proofs = current.proofs if current.fingerprint == fingerprint(state) else ()
    bounds = {frozenset(proof.programmes): proof.region_bound for proof in proofs}
    changed = [period.programme for period in changed_periods(current, state.periods)]
    agreed = {
        (agreement.number, clause.programme)
        for agreement in state.agreements
        if agreement.is_binding
        for clause in agreement.clauses
    }
    return _frame(
        "components",
        (
            {
                "component": " ".join(before.programmes),
                "periods": before.periods,
                "students": sum(
                    p.students for p in state.periods if p.programme in before.programmes
                ),
                "peak_wish": before.peak,
                "peak": after.peak,
                "lower_bound": bounds.get(frozenset(before.programmes)),
                "shortage_wish": before.shortage_student_days,
                "shortage": after.shortage_student_days,
                "changes": sum(name in before.programmes for name in changed),
                "agreements": len({n for n, name in agreed if name in before.programmes}),
                "year_balance": before.year_balance,
            }
            for before, after in zip(wish.components, planned.components, strict=True)
        ),
    )


#: Every table by its name, as :data:`COLUMNS` documents it.
TABLES: Mapping[str, Callable[[State], pd.DataFrame]] = {
    "stage_periods": stage_periods,
    "leerbedrijven": leerbedrijven,
    "holidays": holidays,
    "load": load,
    "plan": plan,
    "changes": changes,
    "agreements": agreements,
    "shortages": shortages,
    "components": components,
}


def national(regions: Mapping[str, State]) -> pd.DataFrame:
    """Put the components of several regions in one table, for a national roll-up.

    Parameters
    ----------
    regions : mapping of str to State
        The regions by name.

    Returns
    -------
    pandas.DataFrame
        Column ``region`` (str), then those of ``COLUMNS["components"]``.
    """
    tables = [components(state).assign(region=name) for name, state in regions.items()]
    whole = pd.concat(tables or [_frame("components", ()).assign(region="")], ignore_index=True)
    whole["region"] = whole["region"].astype("str")
    return whole[["region", *(column.name for column in COLUMNS["components"])]]


def overview(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Put what was agreed in the regions of a server in one table.

    Parameters
    ----------
    rows : iterable of mapping
        Of :func:`stageplanner.shared.overview.overview_rows`.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`OVERVIEW`.
    """
    return _with_columns(OVERVIEW, rows)


def _measured(state: State) -> tuple[Measures, Measures, tuple[date, ...]]:
    """Measure wishes and current plan on the same days."""
    grid = build_grid(state)
    return measure(state, None, grid), measure(state, state.plan, grid), grid.days


def _frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Build a table from its rows, with the documented columns and dtypes."""
    return _with_columns(COLUMNS[table], rows)


def _with_columns(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    names, listed = [column.name for column in columns], list(rows)
    frame = pd.DataFrame({name: [row.get(name) for row in listed] for name in names})
    return _with_dtypes(frame, columns)


def _typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give every column its documented dtype."""
    return _with_dtypes(frame, COLUMNS[table])


def _with_dtypes(frame: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    dtypes: Any = {column.name: column.dtype for column in columns}
    return frame.astype(dtypes)


def _group(period: StagePeriod) -> Row:
    return {
        "period": period.id,
        "institution": period.institution,
        "programme": period.programme,
    }


def _placed(option: Option | StagePeriod) -> Row:
    return {
        "form": option.form.value,
        "start": option.start,
        "end": option.end,
        "days_per_week": option.days_per_week,
        "weekdays": format_weekdays(option.weekdays),
    }


def _parts(placements: Iterable[Any]) -> Iterator[Row]:
    for part, placement in enumerate(placements, start=1):
        yield {"part": part, "students": placement.students, **_placed(placement.option)}


def _period_row(period: StagePeriod) -> Row:
    forms = period.allowed_forms
    return {
        **_group(period),
        **_placed(period),
        "programme_name": period.programme_name,
        "sector": sector_of(period.programme, period.niveau),
        "niveau": period.niveau,
        "leerweg": period.leerweg,
        "year": period.year,
        "group": period.group,
        "location": period.location,
        "brin": period.brin,
        "students": period.students,
        "hours_per_day": period.hours_per_day,
        "allowed_forms": None if forms is None else " ".join(form.value for form in forms),
        "earliest_start": period.earliest_start,
        "latest_end": period.latest_end,
        "splittable": period.splittable,
        "fixed": period.fixed,
        "region": period.region,
    }


def _company_row(company: Leerbedrijf) -> Row:
    weekly = company.places_per_weekday
    return {
        "leerbedrijf": company.id,
        "name": company.name,
        "location": company.location,
        "town": company.town,
        "branch": company.branch,
        "accredited": " ".join(company.accredited),
        "places": company.places,
        "occupied": company.occupied,
        "places_per_weekday": None if weekly is None else " ".join(map(str, weekly)),
        "available_from": company.available_from,
        "available_until": company.available_until,
        "closed": " ".join(f"{r.start}/{r.end}" for r in company.closed),
        "supervisors": company.supervisors,
        "levels": None if company.levels is None else " ".join(map(str, company.levels)),
        "form_preference": company.form_preference,
    }


def _change_rows(current: Plan, periods: Iterable[StagePeriod]) -> Iterator[Row]:
    for period in changed_periods(current, periods):
        placements = placements_of(current, period)
        kinds = sorted(kind.value for kind in change_kinds(period, placements))
        for part in _parts(placements):
            yield {
                **_group(period),
                "kinds": " ".join(kinds),
                "form_wish": period.form.value,
                "start_wish": period.start,
                "end_wish": period.end,
                "weekdays_wish": format_weekdays(period.weekdays),
                **part,
            }


def _agreed_rows(agreement: Agreement) -> Iterator[Row]:
    for clause in agreement.clauses:
        for part in _parts(clause.after):
            yield {
                "agreement": agreement.number,
                "version": agreement.version,
                "status": agreement.status.value,
                "school_year": agreement.school_year,
                "valid_from": agreement.valid_from,
                "valid_until": agreement.valid_until,
                "period": clause.period,
                "institution": clause.institution,
                "programme": clause.programme,
                "niveau": clause.niveau,
                "sector": sector_of(clause.programme, clause.niveau),
                "realised": clause.realised,
                **part,
            }
