"""One source for peak, bound and changes: every view says the same of any plan."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.domain.option import build_options
from stageplanner.domain.plan import Placement
from stageplanner.domain.state import all_terms, calendar_of, fingerprint
from stageplanner.frames.tables import components
from stageplanner.load.measures import measure
from stageplanner.load.standing import standings
from stageplanner.optimise.result import Settings
from stageplanner.planning import explain
from stageplanner.project import Project
from stageplanner.reporting.facts import gather_facts
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import crowded, regions


def moved_by_hand(state, draw):
    """The proposal, and after some moves by hand of any stage period to any of its options."""
    project = Project(state)
    project.optimise(Settings(time_limit=3, workers=1))
    for _ in range(draw(st.integers(0, 2))):
        chosen = draw(st.sampled_from(state.periods))
        terms, calendar = all_terms(state)[chosen.id], calendar_of(state)
        option = draw(st.sampled_from(build_options(chosen, terms, calendar)))
        project.place(chosen.id, (Placement(option=option, students=chosen.students),))
    return project.state


def as_percent(fraction):
    return round(100 * fraction, 1)


@pytest.mark.slow
@examples(25, HealthCheck.filter_too_much, HealthCheck.too_slow)
@given(st.one_of(crowded(), regions(3)), st.data())
def test_that_every_view_says_the_same_of_any_plan(state, data):
    from ui.facts.load_sentences import kpis_of
    from ui.facts.screen_facts import build_facts
    from ui.widgets.kpi_data import REGION

    state = moved_by_hand(state, data.draw)
    measured = {c.programmes: c for c in measure(state, state.plan).components}
    told = {s.programmes: s for s in standings(state, state.plan)}
    assert told.keys() == measured.keys()
    sentences = {frozenset(limit.programmes): limit.values for limit in explain(state).limits}
    written = {
        c.before.programmes: c
        for c in gather_facts(state, explain(state), "nl", date(2026, 9, 1)).components
    }
    for reason in explain(state).changes:
        if reason.code.startswith("reason_overload"):
            # Never "112,2%; 0 dagen boven de grens".
            assert reason.days_over >= 1
            assert reason.peak > max(1.0, reason.peak_now)
    names_of = tuple(told)
    parts = [kpi for kpi in kpis_of(build_facts(state)) if kpi.component != REGION]
    strip = {names_of[kpi.component]: kpi for kpi in parts}
    assert strip.keys() == told.keys()
    table = components(state).set_index("component")
    for names, standing in told.items():
        load = measured[names]
        assert written[names].standing == standing
        kpi, row = strip[names], table.loc[" ".join(names)]
        assert (kpi.peak, row["peak"]) == (load.peak, load.peak)
        assert kpi.lower_bound == standing.bound
        assert kpi.changes == standing.changes == written[names].changes == row["changes"]
        assert kpi.changes_lower_bound == standing.changes_lower_bound
        if not standing.peak or standing.peak == float("inf"):
            continue
        values = sentences[frozenset(names)]
        assert values["peak"] == as_percent(standing.shown_peak)
        assert abs(standing.shown_peak - load.peak) <= 0.001
        assert values["changes"] == standing.changes
        assert values["bound"] == as_percent(standing.bound or 0.0)
        assert (standing.bound or 0.0) <= standing.shown_peak


def proposed():
    state = region([period("S1", latest=11), period("S2", latest=11)], [company(places=10)])
    project = Project(state)
    project.optimise(Settings(time_limit=3, workers=1))
    return project


def test_that_a_move_by_hand_leaves_no_peak_of_zero():
    project = proposed()
    (moved,) = project.state.plan.placements
    chosen = next(p for p in project.state.periods if p.id == moved)
    terms = all_terms(project.state)[moved]
    option = build_options(chosen, terms, calendar_of(project.state))[-1]
    project.place(moved, (Placement(option=option, students=chosen.students),))
    (limit,) = explain(project.state).limits
    (load,) = measure(project.state, project.state.plan).components
    assert limit.values["peak"] == as_percent(load.peak) > 0


def test_that_nothing_proven_of_other_data_is_shown():
    state = proposed().state
    other = replace(state, leerbedrijven=(company(places=20),))
    assert fingerprint(other) != state.plan.fingerprint
    (standing,) = standings(other, other.plan)
    assert (standing.bound, standing.status, standing.changes_lower_bound) == (None, None, None)
    assert explain(other).limits == ()
    assert explain(other).made_for != explain(state).made_for


def test_that_reasons_carry_the_plan_and_the_data_they_were_made_for():
    state = proposed().state
    assert explain(state).made_for == explain(state).made_for
    assert explain(replace(state, plan=None)).made_for != explain(state).made_for
