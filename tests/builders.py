"""Short ways to build a region for a test."""

from datetime import date, timedelta

import pytest

from stageplanner import messages
from stageplanner.domain.calendar import Holiday, parse_weekdays
from stageplanner.domain.form import Form, form_of
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.problems import StagePlannerError

#: A Monday in the autumn of 2026, without holidays around it.
MONDAY = date(2026, 9, 7)
SCHOOL = "Linge College"


def week(number: int, first: date = MONDAY) -> date:
    """The Monday ``number`` weeks after the first."""
    return first + timedelta(weeks=number)


def period(name="S1", start=0, weeks=4, days="ma di wo do", students=10, **fields):
    """A stage period of some weeks from ``start`` weeks after MONDAY."""
    weekdays = parse_weekdays(days)
    count = fields.pop("days_per_week", len(weekdays or ()))
    first = week(start)
    return StagePeriod(
        id=name,
        institution=fields.pop("institution", SCHOOL),
        programme=fields.pop("programme", "25655"),
        group=fields.pop("group", name),
        students=students,
        form=fields.pop("form", form_of(count)),
        start=first,
        end=fields.pop("end", week(start + weeks - 1) + timedelta(days=4)),
        days_per_week=count,
        weekdays=weekdays,
        earliest_start=fields.pop("earliest_start", week(fields.pop("earliest", 0))),
        latest_end=fields.pop("latest_end", week(fields.pop("latest", 11)) + timedelta(days=4)),
        splittable=fields.pop("splittable", False),
        **fields,
    )


def blok_period(**fields) -> StagePeriod:
    """A group of 24 with a blokstage of four days a week, without limits; or other fields."""
    values = {
        "id": "S1",
        "institution": "ROC X",
        "programme": "25656",
        "group": "VIG2",
        "students": 24,
        "form": Form.BLOK,
        "start": MONDAY,
        "end": date(2026, 11, 13),
        "days_per_week": 4,
        "weekdays": (0, 1, 3, 4),
    }
    return StagePeriod(**values | fields)


def company(name="100000001", places=10, accredited=("25655",), **fields):
    """A leerbedrijf that is always open."""
    return Leerbedrijf(
        id=name, name=f"Bedrijf {name}", places=places, accredited=tuple(accredited), **fields
    )


def region(periods, companies, holidays=()) -> State:
    """A state of stage periods and leerbedrijven."""
    return State(periods=tuple(periods), leerbedrijven=tuple(companies), holidays=tuple(holidays))


def holiday(start: int, weeks: int = 1, institution=SCHOOL) -> Holiday:
    """Whole weeks off, Saturday before to Sunday after."""
    return Holiday(
        institution=institution,
        name="Vakantie",
        start=week(start) - timedelta(days=2),
        end=week(start + weeks) - timedelta(days=1),
    )


def refused(function, *arguments, **more) -> str:
    """The code with which a verb is refused; its sentence exists in every language."""
    with pytest.raises(StagePlannerError) as caught:
        function(*arguments, **more)
    for language in messages.LANGUAGES:
        assert messages.line(caught.value.problem, language)
    return caught.value.problem.code
