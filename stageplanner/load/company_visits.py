"""The students at one leerbedrijf week by week, as it may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.calendar import Calendar, monday_of
from stageplanner.domain.masking import HIDDEN_HEIGHT, Masking
from stageplanner.domain.option import present_days
from stageplanner.domain.plan import Placement
from stageplanner.domain.stage_period import StagePeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """The students on the busiest day of a week: those shown, and whether others are hidden.

    Hidden counts are never added: a sum would give them away.
    """

    shown: int
    has_hidden: bool = False

    @property
    def height(self) -> float:
        """Height of the week in a picture, in students; the same for every hidden count."""
        return float(self.shown) if self.shown or not self.has_hidden else HIDDEN_HEIGHT


def busy_weeks(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]],
    calendar: Calendar,
    masking: Masking,
) -> dict[date, Busy]:
    """Return the busiest day of every week that has students.

    Parameters
    ----------
    groups : Iterable[tuple[StagePeriod, Iterable[Placement]]]
        The stage periods at the leerbedrijf with their placements.
    calendar : Calendar
        The days off per institution.
    masking : Masking
        Which counts the reader may not see.

    Returns
    -------
    dict[date, Busy]
        By the Monday of the week, in order.
    """
    visible: list[tuple[StagePeriod, Iterable[Placement]]] = []
    hidden: list[tuple[StagePeriod, Iterable[Placement]]] = []
    for period, placements in groups:
        for placement in placements:
            is_hidden = masking.hides(placement.students, period.institution)
            # A few students a day are hidden too if the group itself is larger.
            daily = placement.students * placement.option.share
            is_hidden = is_hidden or masking.hides(round(daily), period.institution)
            (hidden if is_hidden else visible).append((period, (placement,)))
    shown = {monday: n for monday, n in busiest_days(visible, calendar).items() if n}
    with_hidden = {monday for monday, n in busiest_days(hidden, calendar).items() if n}
    return {
        monday: Busy(shown=shown.get(monday, 0), has_hidden=monday in with_hidden)
        for monday in sorted(shown.keys() | with_hidden)
    }


def busiest_days(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]], calendar: Calendar
) -> Counter[date]:
    """Count the students on the busiest day of every week.

    Parameters
    ----------
    groups : Iterable[tuple[StagePeriod, Iterable[Placement]]]
        The stage periods with their placements.
    calendar : Calendar
        The days off per institution.

    Returns
    -------
    Counter[date]
        Students on one day, by the Monday of the week.
    """
    days: Counter[date] = Counter()
    for period, placements in groups:
        for placement in placements:
            count = round(placement.students * placement.option.share)
            for day in present_days(placement.option, period.institution, calendar):
                days[day] += count
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        monday = monday_of(day)
        weeks[monday] = max(weeks[monday], count)
    return weeks
