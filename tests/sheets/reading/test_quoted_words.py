"""A message about words that were not read quotes words of the cell, and no others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.values.choices import yes_no_notes
from stageplanner.sheets.reading.values.date_spans import Hint, read_spans
from stageplanner.sheets.reading.values.leftover import not_read, quoted
from tests.properties import examples
from tests.sheets.reading.test_period_grammar import UNKNOWN

WORDS = (
    *UNKNOWN,
    "anders",
    "anders dan",
    "uitgezonderd",
    "m.u.v.",
    "of",
    "en",
    "t/m",
    "tot en met",
    "bis",
    "ab",
    "KW 40",
    "elke week",
    "om de week",
    "vanaf",
    "start",
    "einde",
    "ma",
    "di",
    "wk",
    "week 50",
    "nov",
    "P2",
    "kerst",
    "behalve",
    "except",
    "or",
    "otherwise",
    "2x",
    "½",
)
BEGINNINGS = ("wk 36 t/m 45", "1-9-2026 t/m 30-10-2026", "week 36-45", "P1", "sept t/m nov", "Q1")


def is_quoted(left, value):
    """Whether every word stands in the cell."""
    folded = " ".join(value.casefold().split())
    if folded.endswith(" ".join(left.casefold().split())):
        return True
    words = re.findall(r"\w+", left.casefold())
    return all(re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", folded) for word in words)


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("wk 36 t/m 45 tenzij anders", "tenzij anders"),
        ("wk 36 t/m 45 Tenzij Anders", "Tenzij Anders"),
        ("Week 36 t/m 45 indien mogelijk", "indien"),
    ],
)
def test_that_the_words_are_those_of_the_cell(value, left):
    note = not_read(read_spans(value, Hint.WEEK), Field.START, value)
    assert note.values["value"] == value
    assert is_quoted(note.values["left"], value)
    assert note.values["left"].startswith(left)


def test_that_a_word_that_is_part_of_another_is_not_in_the_cell():
    assert quoted("wk 36 softwarebouw", "of") == "wk 36 softwarebouw"


@examples(300)
@given(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_that_any_cell_is_quoted_in_its_own_words(beginning, more):
    value = " ".join((beginning, *more))
    reading = read_spans(value, Hint.WEEK)
    notes = [not_read(reading, Field.START, value), *yes_no_notes(value, Field.FIXED)]
    for note in notes:
        if "left" in note.values:
            assert is_quoted(note.values["left"], value), (value, note.values["left"])
