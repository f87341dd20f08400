"""Every other way of a stage period: as full measuring finds it, and none breaks a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import build_options, wish_option
from stageplanner.domain.plan import (
    ChangeKind,
    Placement,
    Plan,
    plan_of,
    with_placements,
)
from stageplanner.domain.policy import Policy, Rules
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.alternatives import find_alternatives
from stageplanner.load.measures import measure
from stageplanner.load.tolerances import FULL, ROUNDING
from tests.builders import company, period, region
from tests.regions import regions

BOTH = (Form.LINT, Form.BLOK)


@st.composite
def planned_regions(draw):
    """A small region, with or without a plan of options by hand."""
    state = draw(regions())
    state = replace(
        state, periods=tuple(replace(p, splittable=draw(st.booleans())) for p in state.periods)
    )
    if draw(st.booleans()):
        return state
    terms, calendar = all_terms(state), calendar_of(state)
    ways = {
        p.id: draw(st.sampled_from(build_options(p, terms[p.id], calendar))) for p in state.periods
    }
    return replace(state, plan=plan_of(state.periods, ways))


def part_of(state, plan, programme):
    return next(c for c in measure(state, plan).components if programme in c.programmes)


def placed(state, chosen, placements):
    return with_placements(state.plan or Plan(), chosen, placements)


@given(planned_regions(), st.data())
def test_that_every_way_is_as_full_measuring_finds_it(state, data):
    chosen = data.draw(st.sampled_from(state.periods))
    found = find_alternatives(state, chosen.id)
    for way in (found.now, *found.others):
        part = part_of(state, placed(state, chosen, way.placements), chosen.programme)
        if not part.has_capacity:
            assert way.peak is None and way.shortage == 0
            continue
        assert way.peak == pytest.approx(part.peak)
        assert way.shortage == pytest.approx(part.shortage_student_days, abs=1e-6)


@given(planned_regions(), st.data())
def test_that_no_way_breaks_a_rule_and_none_is_left_out(state, data):
    chosen = data.draw(st.sampled_from(state.periods))
    found = find_alternatives(state, chosen.id)

    def broken(plan):
        return {(p.code, p.place.period) for p in check_plan(state, replace(plan, proofs=()))}

    before = broken(state.plan or Plan())
    kept = {way.placements for way in found.others}
    for placements in kept:
        assert broken(placed(state, chosen, placements)) <= before
    options = build_options(chosen, all_terms(state)[chosen.id], calendar_of(state))
    for option in options:
        placements = (Placement(option=option, students=chosen.students),)
        if placements not in kept and placements != found.now.placements:
            assert not broken(placed(state, chosen, placements)) <= before


@given(planned_regions(), st.data())
def test_that_who_is_hurt_has_students_on_a_day_that_gets_fuller(state, data):
    chosen = data.draw(st.sampled_from(state.periods))
    found = find_alternatives(state, chosen.id)
    now = part_of(state, state.plan or Plan(), chosen.programme)
    for way in found.others:
        after = part_of(state, placed(state, chosen, way.placements), chosen.programme)
        is_worse = any(
            new > FULL and new > old + ROUNDING
            for new, old in zip(after.daily_peaks, now.daily_peaks, strict=False)
        )
        assert chosen.institution not in way.hurt
        if after.has_capacity and len(after.daily_peaks) == len(now.daily_peaks):
            assert is_worse or not way.hurt


def crowded():
    """Two schools on the same four days with ten places; the first may go elsewhere."""
    return region(
        [
            period("S1", students=8, allowed_forms=BOTH, latest=20),
            period("S2", students=8, institution="Biesbos College", start=0),
        ],
        [company(places=10)],
    )


def test_that_the_best_way_comes_first_and_who_would_be_hurt_is_named():
    state = crowded()
    found = find_alternatives(state, "S1")
    assert found.now.peak == pytest.approx(1.6) and found.now.shortage == pytest.approx(96)
    best = found.others[0]
    assert best.shortage == 0 and best.hurt == ()
    assert best.kinds == {ChangeKind.WEEKS}, "the lightest that helps"
    assert best.placements[0].option.start == min(
        way.placements[0].option.start
        for way in found.others
        if way.shortage == 0 and way.kinds == {ChangeKind.WEEKS}
    )
    moved = replace(state, plan=plan_of(state.periods, {"S1": best.placements[0].option}))
    back = next(w for w in find_alternatives(moved, "S1").others if not w.kinds)
    assert back.placements[0].option == wish_option(state.periods[0])
    assert back.hurt == ("Biesbos College",)
    assert [w.shortage for w in find_alternatives(moved, "S1").others] == sorted(
        w.shortage for w in find_alternatives(moved, "S1").others
    )


def test_that_a_fixed_period_has_no_other_way():
    state = crowded()
    state = replace(state, periods=(replace(state.periods[0], fixed=True), state.periods[1]))
    assert find_alternatives(state, "S1").others == ()


def test_that_a_group_that_may_be_split_is_offered_so():
    state = crowded()
    state = replace(state, periods=(replace(state.periods[0], splittable=True), state.periods[1]))
    split = [w for w in find_alternatives(state, "S1").others if len(w.placements) > 1]
    assert split and all(sum(p.students for p in w.placements) == 8 for w in split)
    assert all(ChangeKind.SPLIT in w.kinds for w in split)
    rules = replace(Rules(), proposes_splits=True)
    free = replace(state.periods[0], latest_end=None)
    state = replace(state, periods=(free, state.periods[1]), policy=Policy(rules=rules))
    halves = [w for w in find_alternatives(state, "S1").others if len(w.placements) > 1]
    assert (
        max(p.option.start for w in halves for p in w.placements)
        > split[0].placements[0].option.end
    )


def test_that_a_limit_of_the_institution_is_kept():
    state = region(
        [period("S1", students=8, latest=20), period("S3", start=4, students=8, group="X")],
        [company(places=30)],
    )
    state = replace(state, policy=Policy(rules=replace(Rules(), most_away=8)))
    firsts = [w.placements[0].option for w in find_alternatives(state, "S1").others]
    other = wish_option(state.periods[1])
    assert firsts and all(o.end < other.start or o.start > other.end for o in firsts)


def test_that_the_order_of_a_group_is_kept():
    state = region(
        [period("S1", latest=20, group="A"), period("S2", start=6, latest=20, group="A")],
        [company(places=30)],
    )
    ends = [w.placements[0].option.end for w in find_alternatives(state, "S1").others]
    assert ends and max(ends) < state.periods[1].start
