"""Build a region from DataFrames; a value that does not fit is refused with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from stageplanner.domain.calendar import DateRange, Holiday, parse_weekdays
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.problems import Problem, StagePlannerError

Values = dict[str, Any]


def state_from_frames(
    stage_periods: pd.DataFrame,
    leerbedrijven: pd.DataFrame,
    holidays: pd.DataFrame | None = None,
    plan: pd.DataFrame | None = None,
    *,
    region_holidays: tuple[Holiday, ...] = (),
) -> State:
    """Build the state of a region from its tables.

    Columns are those of :data:`~stageplanner.frames.COLUMNS`. A table needs no more than the
    columns without which its rows mean nothing; what else is missing is taken as not given.
    Derived columns (sector, changed) are not read.

    Parameters
    ----------
    stage_periods : pandas.DataFrame
        At least institution, programme, students, form, start, end and days_per_week.
    leerbedrijven : pandas.DataFrame
        At least leerbedrijf, accredited and places.
    holidays : pandas.DataFrame, optional
        At least institution, start and end.
    plan : pandas.DataFrame, optional
        A current plan: at least period, students, form, start, end and days_per_week, a row per
        part. Periods it does not name do their wish.
    region_holidays : tuple of Holiday, optional
        Holidays per vakantieregio, for institutions that sent none.

    Returns
    -------
    State
        The region.

    Raises
    ------
    StagePlannerError
        A column is missing, a value cannot be read, a row contradicts itself, an id occurs
        twice, or the plan names a stage period that does not exist.
    """
    state = State(
        periods=tuple(_build(_PERIODS, stage_periods)),
        leerbedrijven=tuple(_build(_COMPANIES, leerbedrijven)),
        holidays=() if holidays is None else tuple(_build(_HOLIDAYS, holidays)),
        region_holidays=region_holidays,
        plan=None if plan is None else _plan_from(plan),
    )
    _refuse_doubles("stage_periods", [period.id for period in state.periods])
    _refuse_doubles("leerbedrijven", [company.id for company in state.leerbedrijven])
    known = {period.id for period in state.periods}
    for name in () if state.plan is None else state.plan.placements:
        if name not in known:
            raise _refusal("frames_unknown_period", table="plan", period=name)
    return state


def _text(value: Any) -> str:  # noqa: ANN401 - a cell of any dtype
    return str(value).strip()


def _count(value: Any) -> int:  # noqa: ANN401
    number = int(value)
    if isinstance(value, bool) or number != float(value) or number < 0:
        raise ValueError(value)
    return number


def _number(value: Any) -> float:  # noqa: ANN401
    return float(value)


def _day(value: Any) -> date:  # noqa: ANN401
    if isinstance(value, str):
        return date.fromisoformat(value.strip())
    moment = pd.Timestamp(value)
    if isinstance(value, int | float) or moment != moment.normalize():
        raise ValueError(value)
    return moment.date()


def _flag(value: Any) -> bool:  # noqa: ANN401
    if value not in (True, False, 0, 1):
        raise ValueError(value)
    return bool(value)


def _weekdays(value: Any) -> tuple[int, ...] | None:  # noqa: ANN401
    return parse_weekdays(_text(value))


def _forms(value: Any) -> tuple[Form, ...]:  # noqa: ANN401
    return tuple(Form(word) for word in _text(value).split())


def _words(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(_text(value).split())


def _counts(value: Any) -> tuple[int, ...]:  # noqa: ANN401
    return tuple(_count(int(word)) for word in _text(value).split())


def _ranges(value: Any) -> tuple[DateRange, ...]:  # noqa: ANN401
    pairs = (word.split("/") for word in _text(value).split())
    return tuple(DateRange(start=_day(first), end=_day(last)) for first, last in pairs)


@dataclass(frozen=True, slots=True)
class _Table:
    """How the rows of a table become objects: the cells they need, those they may have."""

    name: str
    make: Callable[..., Any]
    needed: Mapping[str, Callable[[Any], Any]]
    optional: Mapping[str, Callable[[Any], Any]]
    #: The field of a column, where it is called otherwise.
    fields: Mapping[str, str]


def _form(value: Any) -> Form:  # noqa: ANN401
    return Form(_text(value))


_OPTION = {"form": _form, "start": _day, "end": _day, "days_per_week": _count}
_PERIODS = _Table(
    "stage_periods",
    StagePeriod,
    {"institution": _text, "programme": _text, "students": _count, **_OPTION},
    {
        "period": _text,
        "programme_name": _text,
        "niveau": _count,
        "leerweg": _text,
        "year": _count,
        "group": _text,
        "location": _text,
        "brin": _text,
        "weekdays": _weekdays,
        "hours_per_day": _number,
        "allowed_forms": _forms,
        "earliest_start": _day,
        "latest_end": _day,
        "splittable": _flag,
        "fixed": _flag,
        "region": _text,
    },
    {"period": "id"},
)
_COMPANIES = _Table(
    "leerbedrijven",
    Leerbedrijf,
    {"leerbedrijf": _text, "accredited": _words, "places": _count},
    {
        "name": _text,
        "location": _text,
        "town": _text,
        "branch": _text,
        "occupied": _count,
        "places_per_weekday": _counts,
        "available_from": _day,
        "available_until": _day,
        "closed": _ranges,
        "supervisors": _count,
        "levels": _counts,
        "form_preference": _text,
    },
    {"leerbedrijf": "id"},
)
_HOLIDAYS = _Table(
    "holidays",
    Holiday,
    {"institution": _text, "start": _day, "end": _day},
    {"name": _text},
    {},
)
_PARTS = _Table(
    "plan", dict, {"period": _text, "students": _count, **_OPTION}, {"weekdays": _weekdays}, {}
)


def _build(table: _Table, frame: pd.DataFrame) -> Iterator[Any]:
    """Make an object of every row."""
    for number, values in enumerate(_rows(table, frame), start=1):
        if table is _PERIODS:
            values.setdefault("id", f"P{number}")
        elif table is not _PARTS:
            values.setdefault("name", values.get("id", ""))
        try:
            yield table.make(**values)
        except ValueError as error:
            raise _refusal("frames_row_contradicts", table=table.name, row=number) from error


def _rows(table: _Table, frame: pd.DataFrame) -> Iterator[Values]:
    """Read every row of a frame as the fields of an object; missing cells are left out."""
    for column in table.needed:
        if column not in frame.columns:
            raise _refusal("frames_no_column", table=table.name, column=column)
    readers = {
        name: read
        for name, read in {**table.needed, **table.optional}.items()
        if name in frame.columns
    }
    columns = [frame[name].tolist() for name in readers]
    for number, cells in enumerate(zip(*columns, strict=True), start=1):
        values: Values = {}
        for (name, read), cell in zip(readers.items(), cells, strict=True):
            place = {"table": table.name, "row": number, "column": name}
            if pd.isna(cell) or cell == "":
                if name in table.needed:
                    raise _refusal("frames_no_value", **place)
                continue
            try:
                values[table.fields.get(name, name)] = read(cell)
            except (ValueError, TypeError, OverflowError) as error:
                raise _refusal("frames_bad_value", value=str(cell), **place) from error
        yield values


def _plan_from(frame: pd.DataFrame) -> Plan:
    """Build a plan of its parts, those of a split group together."""
    placements: dict[str, tuple[Placement, ...]] = {}
    for values in _build(_PARTS, frame):
        period, students = values.pop("period"), values.pop("students")
        option = Option(**{"weekdays": None, **values})
        part = Placement(option=option, students=students)
        placements[period] = (*placements.get(period, ()), part)
    return Plan(placements=placements)


def _refuse_doubles(table: str, ids: list[str]) -> None:
    if len(ids) != len(set(ids)):
        double = next(name for name in ids if ids.count(name) > 1)
        raise _refusal("frames_double_id", table=table, id=double)


def _refusal(code: str, **values: object) -> StagePlannerError:
    return StagePlannerError(Problem(code=code, values=values))
