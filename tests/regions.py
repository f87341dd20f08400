"""Small regions at random, for properties that must hold in every region."""

from hypothesis import strategies as st

from stageplanner.domain.form import Form
from tests.builders import company, holiday, period, region

PROGRAMMES = ("25655", "25656", "25958")
RHYTHMS = ("ma di", "wo do vr", "ma di wo vr", "do", "ma do", None)
INSTITUTIONS = ("Linge College", "Biesbos College")


@st.composite
def periods(draw, number: int):
    days = draw(st.sampled_from(RHYTHMS))
    start, weeks = draw(st.integers(0, 5)), draw(st.integers(1, 4))
    forms = draw(st.sampled_from([(Form.LINT,), (Form.BLOK,), (Form.LINT, Form.BLOK)]))
    fields = {} if days else {"days_per_week": draw(st.integers(1, 4))}
    return period(
        f"S{number}",
        start=start,
        weeks=weeks,
        days=days,
        students=draw(st.integers(1, 12)),
        programme=draw(st.sampled_from(PROGRAMMES)),
        institution=draw(st.sampled_from(INSTITUTIONS)),
        group=draw(st.sampled_from(["A", "B", "C"])),
        allowed_forms=forms,
        earliest=draw(st.integers(max(0, start - 2), start)),
        latest=start + weeks - 1 + draw(st.integers(0, 3)),
        fixed=draw(st.booleans()) and draw(st.booleans()),
        **fields,
    )


@st.composite
def regions(draw, most: int = 5):
    count = draw(st.integers(1, most))
    groups = [draw(periods(number)) for number in range(count)]
    kinds = draw(
        st.lists(
            st.lists(st.sampled_from(PROGRAMMES), min_size=1, max_size=3, unique=True),
            min_size=1,
            max_size=3,
        )
    )
    companies = [company(str(i), draw(st.integers(1, 20)), kind) for i, kind in enumerate(kinds)]
    holidays = [holiday(draw(st.integers(1, 6)), 1, INSTITUTIONS[0])] if draw(st.booleans()) else []
    return region(groups, companies, holidays)


@st.composite
def crowded(draw):
    """A region where a proposal asks something: groups that wish the same weeks, few places."""
    groups = [
        period(
            f"S{k}",
            institution=draw(st.sampled_from(INSTITUTIONS)),
            students=draw(st.integers(3, 9)),
            weeks=draw(st.integers(2, 4)),
            latest=draw(st.integers(6, 11)),
        )
        for k in range(draw(st.integers(2, 4)))
    ]
    elsewhere = [period("X", programme="25656", students=4)] if draw(st.booleans()) else []
    return region([*groups, *elsewhere], [company(places=draw(st.integers(5, 12)))])
