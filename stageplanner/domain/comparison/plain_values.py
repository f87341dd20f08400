"""Values of the domain as JSON can hold them and people can read them."""

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
    """A value of a row as JSON can hold it and people can read it."""
    told: Plain = value
    match value:
        case tuple() if name in ("weekdays", "school_days"):
            told = format_weekdays(value)
        case tuple() if name == "weekday_sets":
            told = "; ".join(format_weekdays(days) or "" for days in value)
        case tuple():
            told = ", ".join(str(plain(item)) for item in value)
        case StrEnum():
            told = value.value
        case date():
            told = value.isoformat()
        case DateRange():
            told = f"{value.start} / {value.end}"
        case Mapping():
            told = ", ".join(f"{key}: {plain(item)}" for key, item in value.items())
        case Option():
            days = format_weekdays(value.weekdays) or f"{value.days_per_week} d"
            told = f"{value.form.value} {value.start} / {value.end} {days}"
        case Placement():
            told = f"{value.students} x {plain(value.option)}"
        case Forbidden():
            told = _stretch(value)
        case Party():
            told = value.label
        case AgreementParty() | Clause() | Scope() | Effect():
            told = value.summary
    return told


def _stretch(barred: Forbidden) -> str:
    when = f"{barred.first_lesweek}-{barred.last_lesweek}"
    if barred.start is not None:
        when = f"{barred.start} / {barred.end}"
    whose = [barred.programme, "" if barred.year is None else f"year {barred.year}"]
    return " ".join([f"{barred.name}: {when}", *filter(None, whose)])
