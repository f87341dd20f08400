"""Values of the domain that JSON can hold and people can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from stageplanner.domain.agreement import AgreementParty, Clause, Effect, Scope
from stageplanner.domain.calendar import DateRange, format_weekdays
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.policy import Forbidden
from stageplanner.domain.proposal import Party

#: Plain values that JSON can hold.
Plain = str | int | float | bool | None


def plain(value: Any, name: str = "") -> Plain:  # noqa: ANN401 - any field of a dataclass
    """Return a value of a row as JSON can hold it and people can read it."""
    result: Plain = value
    match value:
        case tuple() if name in ("weekdays", "school_days"):
            result = format_weekdays(value)
        case tuple() if name == "weekday_sets":
            result = "; ".join(format_weekdays(days) or "" for days in value)
        case tuple():
            result = ", ".join(str(plain(item)) for item in value)
        case StrEnum():
            result = value.value
        case date():
            result = value.isoformat()
        case DateRange():
            result = f"{value.start} / {value.end}"
        case Mapping():
            result = ", ".join(f"{key}: {plain(item)}" for key, item in value.items())
        case Option():
            days = format_weekdays(value.weekdays) or f"{value.days_per_week} d"
            result = f"{value.form.value} {value.start} / {value.end} {days}"
        case Placement():
            result = f"{value.students} x {plain(value.option)}"
        case Forbidden():
            result = _stretch(value)
        case Party():
            result = value.label
        case AgreementParty() | Clause() | Scope() | Effect():
            result = value.summary
    return result


def _stretch(barred: Forbidden) -> str:
    when = f"{barred.first_lesweek}-{barred.last_lesweek}"
    if barred.start is not None:
        when = f"{barred.start} / {barred.end}"
    groups = [barred.programme, "" if barred.year is None else f"year {barred.year}"]
    return " ".join([f"{barred.name}: {when}", *filter(None, groups)])
