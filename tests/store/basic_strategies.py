"""What the strategies of documents are made of."""

from __future__ import annotations

from hypothesis import strategies as st

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.stage_period import Source

TEXT = st.text(max_size=12)
COUNT = st.integers(0, 10**6)
DAY = st.dates()
MAYBE_DAY = st.none() | DAY
MAYBE_INT = st.none() | st.integers(-(2**63), 2**63 - 1)
NUMBER = st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)
MAYBE_NUMBER = st.none() | NUMBER
FORM = st.sampled_from(Form)
FORMS = st.lists(FORM, max_size=2).map(tuple)
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
DATES = st.tuples(DAY, DAY).map(sorted)
SOURCE = st.none() | st.builds(Source, file=TEXT, sheet=TEXT, row=COUNT)


@st.composite
def options(draw) -> Option:
    start, end = draw(DATES)
    weekdays = draw(st.none() | WEEKDAYS)
    days = draw(st.integers(1, 7))
    return Option(form=draw(FORM), start=start, end=end, days_per_week=days, weekdays=weekdays)


PLACEMENTS = st.lists(st.builds(Placement, option=options(), students=COUNT), max_size=3).map(tuple)


def many(strategy):
    return st.lists(strategy, max_size=3).map(tuple)
