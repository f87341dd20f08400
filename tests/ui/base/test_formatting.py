"""Numbers as the screen writes them: a tie goes away from zero, as in the cells of a workbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ui.base.formatting import LOCALES, Words

NUMBERS = st.floats(-1e9, 1e9) | st.integers(-(10**8), 10**8).map(lambda number: number / 16)


@given(NUMBERS, st.integers(0, 3), st.sampled_from(("nl", "en")))
def test_that_decimals_are_written_as_qt_does(number, digits, language):
    expected = QLocale(LOCALES[language]).toString(number, "f", digits)
    assert Words(language).decimal(number, digits) == expected


@pytest.mark.parametrize(
    ("fraction", "digits", "shown"),
    [
        (1.0625, 1, "106,3%"),
        (0.8425, 1, "84,3%"),
        (12.5, 0, "1.250%"),
        (1.0002, 0, "100,0%"),
        (1.002, 0, "100,2%"),
        (float("inf"), 1, "∞"),
        (None, 1, "–"),
    ],
)
def test_that_percentages_are_written_as_readers_do(fraction, digits, shown):
    assert Words().percent(fraction, digits) == shown
