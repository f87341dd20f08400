"""The busiest day and week of each institution, compared with what the judge counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.checks.case import cases_of
from stageplanner.domain.checks.coupling import contact_moments, students_away
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Plan, plan_of
from stageplanner.domain.planning.split import build_ways
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.institution_loads import institution_loads
from tests.builders import SCHOOL, company, period, region, week
from tests.properties import examples
from tests.regions import regions


def test_that_the_busiest_day_and_week_are_told():
    one = period("S1", start=0, weeks=10, students=6)
    two = period("S2", start=4, weeks=4, students=5, days="ma di", form=Form.LINT)
    (load,) = institution_loads(region([one, two], [company()]))
    assert (load.institution, load.away, load.away_day) == (SCHOOL, 11, week(4))
    # In week 4 the blok is halfway, and the lint begins.
    assert (load.contacts, load.contacts_week) == (11, week(4))


def test_that_an_institution_without_students_on_placement_has_no_day():
    closed = period("S1", students=0)
    (load,) = institution_loads(region([closed], []))
    assert (load.away, load.contacts) == (0, 0)


@examples(40)
@given(regions(), st.data())
def test_that_measure_and_judge_count_the_same(state, data):
    terms, calendar = all_terms(state), calendar_of(state)
    chosen = {
        p.id: data.draw(st.sampled_from(build_ways(p, terms[p.id], calendar)))
        for p in state.periods
    }
    plan: Plan = plan_of(state.periods, chosen)
    cases = cases_of(replace(state, plan=plan), plan)
    away, contacts = students_away(cases), contact_moments(cases)
    for load in institution_loads(state, plan):
        assert load.away == pytest.approx(max(away[load.institution].values(), default=0))
        assert load.contacts == max(contacts[load.institution].values(), default=0)
