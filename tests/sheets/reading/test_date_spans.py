"""Weeks, dates and periods in every spelling, and what they mean in a school year."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from stageplanner.domain.calendar import Calendar, DateRange
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.values.school_year import build_school_time, resolve_span
from stageplanner.workspace.shipped_data import region_holidays

OFF = Calendar.from_holidays(region_holidays()).days_off["midden"]
TIME = build_school_time(2026, OFF, OFF)


def read(value, hint=Hint.NONE, *, single=False) -> str:
    """Return the dates of a cell, as "start/end" of each stretch."""
    texts = []
    for span in parse_spans(value, hint, single=single):
        found = resolve_span(span, TIME)
        texts.append(
            f"{found.value.start}/{found.value.end}" if found.value else found.notes[0].code
        )
    return " ".join(texts) or "nothing"


WEEKS_36_45 = "2026-08-31/2026-11-06"


@pytest.mark.parametrize(
    "text",
    [
        "wk 36 t/m 45",
        "36-45",
        "36 - 45",
        "wk36-wk45",
        "week 36 tot en met 45",
        "wk 36 t/m wk 45",
        "weken 36 t/m 45",
        "W36-W45",
        "36/45",
        "2026-36 t/m 2026-45",
        "2026-W36 - 2026-W45",
        "202636-202645",
        "wk. 36 (2026) t/m wk. 45 (2026)",
        "van week 36 tot week 45",
        "36–45",
        "wk 36 tm 45",
        "week 36 to 45",
        "weeks 36 through 45",
        "2026-2027: wk 36 t/m 45",
        "WK 36 T/M 45",
        "31-08-2026 t/m 06-11-2026",
        "31-8-'26 t/m 6-11-'26",
        "31 aug t/m 6 nov",
        "31 aug. 2026 - 6 nov. 2026",
        "31/08/2026 - 06/11/2026",
        "ma 31 aug 2026 - vr 6 nov 2026",
        "maandag 31-8-2026 t/m vrijdag 6-11-2026",
        "8/31/2026 - 11/6/2026",
        "2026-08-31 / 2026-11-06",
        "Aug 31, 2026 to Nov 6, 2026",
        "31.08.2026 – 06.11.2026",
        "31-08 t/m 06-11",
    ],
)
def test_that_a_stretch_is_read_in_every_spelling(text):
    assert read(text) == WEEKS_36_45


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("1 sept. 2026", "2026-09-01"),
        ("01-09-'26", "2026-09-01"),
        ("1-9-26", "2026-09-01"),
        ("01-09-2026", "2026-09-01"),
        ("2026-09-01", "2026-09-01"),
        (46266, "2026-09-01"),
        (20260901, "2026-09-01"),
        (datetime(2026, 9, 1), "2026-09-01"),
        ("1 september", "2026-09-01"),
        ("1e september 2026", "2026-09-01"),
        ("09/30/2026", "2026-09-30"),
        ("1 mrt 2027", "2027-03-01"),
        ("01-02", "2027-02-01"),
        ("2026-09-01 00:00:00", "2026-09-01"),
        ("Sept 1, 2026", "2026-09-01"),
        (date(2026, 9, 1), "2026-09-01"),
    ],
)
def test_that_a_day_is_read_in_every_spelling(value, start):
    spans = parse_spans(value, single=True)
    assert len(spans) == 1
    assert TIME.first(spans[0].start).isoformat() == start


@pytest.mark.parametrize(
    ("value", "monday"),
    [
        (36, "2026-08-31"),
        (36.0, "2026-08-31"),
        ("wk 5", "2027-02-01"),
        ("2026-36", "2026-08-31"),
        ("2026-W53", "2026-12-28"),
        (53, "2026-12-28"),
        (202653, "2026-12-28"),
        (1, "2027-01-04"),
        ("week 36-2026", "2026-08-31"),
        ("36-2026", "2026-08-31"),
        ("2027W05", "2027-02-01"),
        ("w 36", "2026-08-31"),
        ("36 (2026)", "2026-08-31"),
        ("weeknr. 36", "2026-08-31"),
    ],
)
def test_that_a_week_is_read_in_every_spelling(value, monday):
    spans = parse_spans(value, Hint.WEEK, single=True)
    assert len(spans) == 1
    assert TIME.first(spans[0].start).isoformat() == monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1", "2026-08-31/2026-11-13"),
        ("periode 2", "2026-11-16/2027-02-05"),
        ("P3 t/m P4", "2027-02-08/2027-07-09"),
        ("2e semester", "2027-02-08/2027-07-09"),
        ("hele schooljaar", "2026-08-31/2027-07-09"),
        ("wk 6, 20 weken", "2027-02-08/2027-07-09"),
        ("wk 36-45 en wk 6-15", f"{WEEKS_36_45} 2027-02-08/2027-04-16"),
        ("wk 36 t/m 5", "2026-08-31/2027-02-05"),
        ("1 t/m 12 okt 2026", "2026-10-01/2026-10-12"),
        ("februari t/m juni", "2027-02-01/2027-06-30"),
        ("vanaf wk 6", "2027-02-08/2027-07-16"),
    ],
)
def test_that_periods_of_a_school_are_dates(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wk 45 t/m 36", "import_end_before_start"),
        ("wk 54", "import_no_such_week"),
        ("2027-W53", "import_no_such_week"),
        ("P9", "nothing"),
        ("gauw", "nothing"),
        ("31-02-2027 t/m 05-03-2027", "nothing"),
        ("", "nothing"),
        ("t/m wk 45", "import_no_start"),
    ],
)
def test_that_nonsense_is_no_period(text, expected):
    found = read(text)
    assert found == expected or (expected == "nothing" and "/" not in found)


def test_that_a_five_week_scheme_has_eight_periods():
    time = build_school_time(2026, OFF, OFF, block_weeks=5)
    spans = [parse_spans(f"P{k}")[0] for k in (1, 8)]
    found = [resolve_span(span, time).value for span in spans]
    assert found[0] == DateRange(start=date(2026, 8, 31), end=date(2026, 10, 2))
    assert found[1] == DateRange(start=date(2027, 6, 7), end=date(2027, 7, 9))
