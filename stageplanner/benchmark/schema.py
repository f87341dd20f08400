"""The schema of the JSON of the public data set, checked before anything is made of it.

Other programs write these files, so an error is reported with its place in the file and what
belongs there: ``placements.P12[0].students: a whole number``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from stageplanner.domain.calendar import WEEKDAYS as DAY_NAMES
from stageplanner.domain.form import Form
from stageplanner.problems import Problem, StagePlannerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value: its code in messages, and the test of a value."""

    code: str
    fits: Callable[[Any], bool]


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(date.fromisoformat(value).isoformat()) == len(value)
    except ValueError:
        return False


def _are_weekdays(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, str) and all(day in DAY_NAMES for day in value.split())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


TEXT = Kind(code="shape_text", fits=lambda value: isinstance(value, str))
COUNT = Kind(code="shape_count", fits=_is_count)
NIVEAU = Kind(code="shape_count", fits=lambda value: value is None or _is_count(value))
TRUTH = Kind(code="shape_truth", fits=lambda value: isinstance(value, bool))
DAY = Kind(code="shape_day", fits=_is_day)
FORM = Kind(code="shape_form", fits=lambda value: value in [form.value for form in Form])
WEEKDAYS = Kind(code="shape_weekdays", fits=_are_weekdays)
OBJECT = Kind(code="shape_object", fits=lambda value: isinstance(value, Mapping))
LIST = Kind(code="shape_list", fits=lambda value: isinstance(value, list))

#: A shape: a kind; ``[shape]``, a list of it; ``{name: shape}``, where a name that ends in ``?``
#: may be missing; ``{...: shape}``, whatever the names are.
Shape = Kind | list[Any] | dict[Any, Any]

OPTION: dict[Any, Any] = {
    "form": FORM,
    "start": DAY,
    "end": DAY,
    "days_per_week": COUNT,
    "weekdays?": WEEKDAYS,
}
PERIOD: dict[Any, Any] = {
    "id": TEXT,
    "institution": TEXT,
    "location?": TEXT,
    "programme": TEXT,
    "niveau?": NIVEAU,
    "year?": NIVEAU,
    "group?": TEXT,
    "region?": TEXT,
    "students": COUNT,
    **OPTION,
    "allowed_forms?": [FORM],
    "earliest_start?": DAY,
    "latest_end?": DAY,
    "fixed?": TRUTH,
}
COMPANY: dict[Any, Any] = {
    "id": TEXT,
    "accredited": [TEXT],
    "places?": COUNT,
    "occupied?": COUNT,
    "available_from?": DAY,
    "available_until?": DAY,
    "closed?": [[DAY]],
    "places_per_weekday?": [COUNT],
}
HOLIDAY: dict[Any, Any] = {"institution": TEXT, "start": DAY, "end": DAY}
INSTANCE: dict[Any, Any] = {
    "periods": [PERIOD],
    "leerbedrijven": [COMPANY],
    "holidays": [HOLIDAY],
    "region_holidays": [HOLIDAY],
}
PLAN: dict[Any, Any] = {
    "instance?": TEXT,
    "placements": {...: [{"students": COUNT, **OPTION}]},
}


def require(value: object, shape: Shape, place: str = "") -> None:
    """Raise if a value does not have a shape, with its place and what belongs there.

    Raises
    ------
    StagePlannerError
        For the first value that does not fit, or is missing.
    """
    if isinstance(shape, Kind):
        if not shape.fits(value):
            _refuse(place, shape)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            _refuse(place, LIST)
        for number, entry in enumerate(value):
            require(entry, shape[0], f"{place}[{number}]")
    else:
        if not isinstance(value, Mapping):
            _refuse(place, OBJECT)
        _require_fields(value, shape, place)


def _require_fields(value: Mapping[str, Any], shape: dict[Any, Any], place: str) -> None:
    for name, inner in shape.items():
        if name is ...:
            for key, entry in value.items():
                require(entry, inner, f"{place}.{key}")
            continue
        plain = name.removesuffix("?")
        here = f"{place}.{plain}" if place else plain
        if plain in value:
            require(value[plain], inner, here)
        elif plain == name:
            raise StagePlannerError(Problem(code="shape_missing", values={"place": here}))


def _refuse(place: str, kind: Kind) -> NoReturn:
    raise StagePlannerError(Problem(code=kind.code, values={"place": place or "."}))
