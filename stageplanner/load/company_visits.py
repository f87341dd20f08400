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
    """The students on the busiest day of a week: those that are shown, and whether more come.

    Hidden counts are never added: a sum would tell them.
    """

    shown: int
    has_hidden: bool = False

    @property
    def height(self) -> float:
        """How high a picture draws the week: what is hidden always alike."""
        return float(self.shown) if self.shown or not self.has_hidden else HIDDEN_HEIGHT


def busy_weeks(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]],
    calendar: Calendar,
    masking: Masking,
) -> dict[date, Busy]:
    """The busiest day of every week with somebody, by its Monday."""
    seen: list[tuple[StagePeriod, Iterable[Placement]]] = []
    hidden: list[tuple[StagePeriod, Iterable[Placement]]] = []
    for period, placements in groups:
        for placement in placements:
            is_hidden = masking.hides(placement.students, period.institution)
            # A few of a group on a day are as few, though the group is larger.
            daily = placement.students * placement.option.share
            is_hidden = is_hidden or masking.hides(round(daily), period.institution)
            (hidden if is_hidden else seen).append((period, (placement,)))
    shown = {monday: n for monday, n in busiest_days(seen, calendar).items() if n}
    extra = {monday for monday, n in busiest_days(hidden, calendar).items() if n}
    return {
        monday: Busy(shown=shown.get(monday, 0), has_hidden=monday in extra)
        for monday in sorted(shown.keys() | extra)
    }


def busiest_days(
    groups: Iterable[tuple[StagePeriod, Iterable[Placement]]], calendar: Calendar
) -> Counter[date]:
    """The most students on one day, by the Monday of every week."""
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
