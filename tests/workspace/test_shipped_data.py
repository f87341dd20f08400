"""The shipped school holidays: the same as the package ``holidays`` knows, and long enough.

The truth is what Rijksoverheid publishes. Where the two differ, look there first, then mend the
table or add the difference to ``KNOWN_DIFFERENCES``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import pytest

from stageplanner.domain.calendar import ONE_DAY, VAKANTIEREGIOS
from stageplanner.workspace.shipped_data import region_holidays

#: Dates that ``holidays`` has otherwise than Rijksoverheid, as (region, name, start): why.
#: None: ``holidays`` 0.109 has all 45 holidays of 2025-28 to the day.
KNOWN_DIFFERENCES: dict[tuple[str, str, date], str] = {}
ONE_SCHOOL_YEAR = timedelta(days=365)

Stretch = tuple[str, date, date]


def shipped(region: str) -> list[Stretch]:
    return sorted((h.name, h.start, h.end) for h in region_holidays() if h.institution == region)


@cache
def known(region: str) -> tuple[Stretch, ...]:
    """Return what ``holidays`` knows of a region, as runs of days with one name."""
    days = holidays.country_holidays(
        "NL",
        subdiv=region.capitalize(),
        categories=holidays.SCHOOL,
        language="nl",
        years=range(2025, 2041),
    )
    runs: list[Stretch] = []
    for day, name in sorted(days.items()):
        if runs and runs[-1][0] == name and runs[-1][2] + ONE_DAY == day:
            runs[-1] = (name, runs[-1][1], day)
        else:
            runs.append((name, day, day))
    return tuple(runs)


def last_days() -> tuple[date, date]:
    """Return until when every region is known: in the shipped table, and by ``holidays``."""
    summers = (
        [e for name, _, e in known(region) if name == "Zomervakantie"] for region in VAKANTIEREGIOS
    )
    return min(max(e for _, _, e in shipped(r)) for r in VAKANTIEREGIOS), min(map(max, summers))


def extension_due(today: date, end: date, further: date) -> str:
    """Return what to do where the table ends within a school year and can be extended, else ''."""
    if end - today >= ONE_SCHOOL_YEAR or further - end < ONE_SCHOOL_YEAR / 2:
        return ""
    return (
        f"resources/holidays/school_holidays.json ends on {end}, less than a school year from"
        f" {today}. holidays {holidays.__version__} knows the holidays until {further}: add them,"
        " as Rijksoverheid publishes them."
    )


@pytest.mark.parametrize("region", VAKANTIEREGIOS)
def test_that_the_shipped_holidays_are_those_that_are_known(region):
    table = shipped(region)
    first, last = min(start for _, start, _ in table), max(start for _, start, _ in table)
    inside = {run for run in known(region) if first <= run[1] <= last}
    different = {
        (name, start, end)
        for name, start, end in inside ^ set(table)
        if (region, name, start) not in KNOWN_DIFFERENCES
    }
    assert sorted(different) == []


def test_that_the_shipped_holidays_reach_a_school_year_ahead():
    assert extension_due(date.today(), *last_days()) == ""


def test_that_an_ending_table_is_named_with_its_last_day():
    end, further = date(2028, 8, 20), date(2030, 8, 18)
    assert extension_due(end - ONE_SCHOOL_YEAR, end, further) == ""
    assert extension_due(end, end, end + ONE_DAY) == "", "nothing is known to add"
    sentence = extension_due(end - ONE_SCHOOL_YEAR + ONE_DAY, end, further)
    assert "ends on 2028-08-20, less than a school year from 2027-08-22" in sentence
    assert "knows the holidays until 2030-08-18" in sentence
