"""Numbers and dates as readers write them, the same as Babel itself would."""

from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.formatting import format_day, format_number, month_names, weekday_names

LANGUAGES = st.sampled_from(("nl", "en"))


@pytest.mark.parametrize(
    ("pattern", "dutch", "english"),
    [
        ("d-M-y", "9-2-2027", "9-2-2027"),
        ("d MMM", "9 feb", "9 Feb"),
        ("d MMM y", "9 feb 2027", "9 Feb 2027"),
        ("EEE d-M-y", "di 9-2-2027", "Tue 9-2-2027"),
        ("EEEE d MMM y", "dinsdag 9 feb 2027", "Tuesday 9 Feb 2027"),
    ],
)
def test_that_dates_are_written_as_readers_do(pattern, dutch, english):
    assert format_day(date(2027, 2, 9), pattern, "nl") == dutch
    assert format_day(date(2027, 2, 9), pattern, "en") == english


def test_that_names_are_those_of_the_language():
    assert " ".join(month_names("nl")) == "jan feb mrt apr mei jun jul aug sep okt nov dec"
    assert " ".join(month_names("en")) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    assert " ".join(weekday_names("nl")) == "ma di wo do vr za zo"
    assert " ".join(weekday_names("en")) == "Mon Tue Wed Thu Fri Sat Sun"
    assert weekday_names("nl", "wide")[0] == "maandag"
    assert weekday_names("en", "wide")[6] == "Sunday"


@given(st.integers(-(10**15), 10**15), LANGUAGES)
def test_that_whole_numbers_are_written_as_babel_does(number, language):
    assert format_number(number, ",d", language) == format_decimal(number, "#,##0", language)


@given(st.decimals(-(10**9), 10**9, places=2), LANGUAGES)
def test_that_decimals_are_written_as_babel_does(number, language):
    number = abs(number)
    assert format_number(number, ",.2f", language) == format_decimal(number, "#,##0.00", language)
    assert format_number(number, ".1f", language) == format_decimal(number, "0.0", language)
