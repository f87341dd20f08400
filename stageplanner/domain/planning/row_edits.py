"""Rows edited by hand: what a changed value does to the rest of its row, and to the plan.

Values that do not fit together are refused with the field that is wrong; nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from stageplanner.domain.calendar import Holiday, format_weekdays
from stageplanner.domain.form import form_of
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State

#: A row of any of the three lists that can be edited.
Row = StagePeriod | Leerbedrijf | Holiday
Values = Mapping[str, object]

#: The fields that a new row needs, per kind; a stage period may have weekdays for days a week.
REQUIRED: dict[str, tuple[str, ...]] = {
    "period": ("institution", "programme", "students", "start", "end", "days_per_week"),
    "leerbedrijf": ("name", "accredited", "places"),
    "holiday": ("institution", "name", "start", "end"),
}
LONGEST_DAYS = 800


class UnfitError(ValueError):
    """A value that does not fit the rest of its row: the field, and the code of the sentence."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


# --- one row ---------------------------------------------------------------------------------


def edited_period(period: StagePeriod, values: Values) -> StagePeriod:
    """Return a stage period with other values.

    Weekdays set the days a week; another number of days leaves the weekdays open.

    Raises
    ------
    UnfitError
        If the values do not fit together, such as an end before the start.
    """
    changes = {**_rhythm(period, values), **_row_fields(values)}
    start, end = changes.get("start", period.start), changes.get("end", period.end)
    _check_dates(start, end, values)
    return replace(period, **changes)


def edited_leerbedrijf(company: Leerbedrijf, values: Values) -> Leerbedrijf:
    """Return a leerbedrijf with other values.

    Raises
    ------
    UnfitError
        If it would be available until before it is available.
    """
    changes = _row_fields(values)
    first = changes.get("available_from", company.available_from)
    last = changes.get("available_until", company.available_until)
    if first is not None and last is not None and last < first:
        field = "available_until" if "available_until" in values else "available_from"
        raise UnfitError(field, "edit_end_before_start", start=first, end=last)
    return replace(company, **changes)


def edited_holiday(holiday: Holiday, values: Values) -> Holiday:
    """Return a holiday with other values.

    Raises
    ------
    UnfitError
        If it would end before it starts.
    """
    changes = _row_fields(values)
    _check_dates(changes.get("start", holiday.start), changes.get("end", holiday.end), values)
    return replace(holiday, **changes)


def edited(row: Row, values: Values) -> Row:
    """Return a row of any kind with other values."""
    if isinstance(row, StagePeriod):
        return edited_period(row, values)
    if isinstance(row, Leerbedrijf):
        return edited_leerbedrijf(row, values)
    return edited_holiday(row, values)


def new_period(name: str, values: Values) -> StagePeriod:
    """Build a stage period under a new id from values with all required fields."""
    days = _rhythm(None, values)
    count = days["days_per_week"]
    fields = {"form": form_of(int(str(count))), **_row_fields(values), **days}
    _check_dates(fields["start"], fields["end"], values)
    return StagePeriod(id=name, **fields)


def new_leerbedrijf(values: Values) -> Leerbedrijf:
    """Build a leerbedrijf; one without a LeerbedrijfID gets an id made from its name."""
    fields = _row_fields(values)
    if not fields.get("id"):
        parts = "|".join(str(fields.get(name, "")) for name in ("name", "location", "town"))
        fields["id"] = f"x{hashlib.sha256(parts.casefold().encode()).hexdigest()[:8]}"
    blank = Leerbedrijf(id=str(fields["id"]), name="", accredited=(), places=0)
    return edited_leerbedrijf(blank, fields)


def new_holiday(values: Values) -> Holiday:
    """Build a holiday."""
    fields = _row_fields(values)
    _check_dates(fields["start"], fields["end"], values)
    return Holiday(**fields)


def missing_fields(kind: str, values: Values) -> tuple[str, ...]:
    """Return the required fields that a new row lacks; weekdays give the days a week."""
    required = REQUIRED[kind]
    if values.get("weekdays") is not None:
        required = tuple(name for name in required if name != "days_per_week")
    return tuple(name for name in required if values.get(name) in (None, "", ()))


def _row_fields(values: Values) -> dict[str, Any]:
    return dict(values)


def _rhythm(period: StagePeriod | None, values: Values) -> dict[str, Any]:
    """Return days a week and weekdays that agree."""
    if "weekdays" not in values and "days_per_week" not in values:
        return {}
    days, weekdays = values.get("days_per_week"), values.get("weekdays")
    if isinstance(weekdays, tuple):
        if days is not None and days != len(weekdays):
            shown = format_weekdays(weekdays)
            raise UnfitError("weekdays", "edit_days_differ", count=days, weekdays=shown)
        return {"days_per_week": len(weekdays), "weekdays": weekdays}
    if "weekdays" in values or period is None or period.weekdays is None:
        count = days if period is None or days is not None else period.days_per_week
        return {"days_per_week": count, "weekdays": None}
    is_same = days == len(period.weekdays)
    return {"days_per_week": days, "weekdays": period.weekdays if is_same else None}


def _check_dates(start: date, end: date, values: Values) -> None:
    field = "end" if "end" in values else "start"
    if end < start:
        raise UnfitError(field, "edit_end_before_start", start=start, end=end)
    if (end - start).days > LONGEST_DAYS:
        raise UnfitError(field, "edit_too_many_days", start=start, end=end)


# --- the region ------------------------------------------------------------------------------


def with_periods(
    state: State, changed: Mapping[str, StagePeriod], new: Sequence[StagePeriod] = ()
) -> State:
    """Return the region with some stage periods corrected, and new ones added.

    The plan follows: a placement of a whole group gets its new number of students.
    """
    periods = (*(changed.get(period.id, period) for period in state.periods), *new)
    plan = state.plan
    if plan is not None:
        followed = {name: _followed(plan, period) for name, period in changed.items()}
        placements = {**plan.placements, **{k: v for k, v in followed.items() if v is not None}}
        if placements != plan.placements:
            plan = replace(plan, placements=placements)
    return replace(state, periods=periods, plan=plan)


def _followed(plan: Plan, period: StagePeriod) -> Any:  # noqa: ANN401 - placements or nothing
    placed = plan.placements.get(period.id)
    if placed is None or len(placed) != 1:
        return placed
    return (replace(placed[0], students=period.students),)


def without_periods(state: State, names: Collection[str]) -> State:
    """Return the region and its current plan without some stage periods."""
    removed = frozenset(names)
    plan = state.plan
    if plan is not None and removed & plan.placements.keys():
        plan = replace(
            plan,
            placements={k: placed for k, placed in plan.placements.items() if k not in removed},
            reasons={k: reason for k, reason in plan.reasons.items() if k not in removed},
        )
    periods = tuple(period for period in state.periods if period.id not in removed)
    return replace(state, periods=periods, plan=plan)


def fresh_ids(state: State) -> Iterator[str]:
    """Yield ids that no stage period has, nor had when the current plan was made."""
    used = {period.id for period in state.periods}
    if state.plan is not None:
        used |= state.plan.placements.keys()
    number = 0
    while True:
        number += 1
        name = f"S{number:04d}"
        if name not in used:
            yield name
