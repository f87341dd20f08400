"""Dividing over leerbedrijven: judged by the plain checker and by trying everything."""

from collections import defaultdict
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.checks.division import check_division
from stageplanner.domain.option import present_days, wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.policy import Policy
from stageplanner.domain.results.division import Division, DivisionProof, Share
from stageplanner.domain.state import calendar_of
from stageplanner.messages import LANGUAGES, line
from stageplanner.optimise.divide import exact_parts
from stageplanner.optimise.divide.divide import divide
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import Progress
from tests.builders import company, period, region, week
from tests.properties import examples
from tests.regions import PROGRAMMES, RHYTHMS

WISH = Plan()


def divided(state, plan=WISH, seconds=10.0, **wishes) -> Division:
    """A division that the plain checker passes."""
    division = divide(state, plan, TimeBudget(seconds, workers=1), **wishes)
    assert check_division(state, plan, division) == ()
    return division


def at(division):
    return {(s.period, s.leerbedrijf): s.students for s in division.shares}


def test_that_everybody_sits_at_an_accredited_leerbedrijf():
    state = region(
        [period("A", students=5), period("B", students=7, programme="25656")],
        [company("1", 5), company("2", 9, ["25656"])],
    )
    division = divided(state)
    assert at(division) == {("A", "1"): 5, ("B", "2"): 7}
    assert division.left_over == 0
    assert all(proof.is_proven for proof in division.proofs)


def test_that_a_group_stays_at_its_leerbedrijf_for_the_whole_period():
    """Each place is free for half of the weeks: together always one, never one to stay at."""
    first = company("1", 1, available_until=week(2))
    second = company("2", 1, available_from=week(2))
    division = divided(region([period(weeks=4, students=1)], [first, second]))
    assert division.placed == 0
    assert division.unplaced[0].problem.code == "divide_none_open"


def test_that_the_days_without_a_place_are_named():
    state = region(
        [period("A", weeks=4, students=9), period("B", weeks=2, students=5)], [company()]
    )
    division = divided(state)
    assert division.placed == 10
    [unplaced] = division.unplaced
    assert unplaced.students == 4
    assert unplaced.problem.code == "divide_full"
    assert unplaced.full_days[0] == week(0)
    assert len(unplaced.full_days) == 8


def test_that_no_accreditation_is_told_in_words():
    [unplaced] = divided(region([period(programme="25958")], [company()])).unplaced
    assert unplaced.problem.code == "divide_no_company"
    for language in LANGUAGES:
        assert "Linge College" in line(unplaced.problem, language)


def test_that_levels_are_respected():
    state = region([period(niveau=2, students=3)], [company("1", 9, levels=(3, 4))])
    assert divided(state).placed == 0
    assert divided(replace(state, leerbedrijven=(company("1", 9, levels=(2,)),))).placed == 3


def test_that_places_per_weekday_count():
    small_mondays = company("1", 9, places_per_weekday=(2, 9, 9, 9, 9))
    division = divided(region([period(days="ma di", students=5)], [small_mondays]))
    assert division.placed == 2


def test_that_a_closed_day_keeps_a_group_away():
    closed = company("1", 9, closed=(DateRange(start=week(1), end=week(1)),))
    assert divided(region([period(weeks=4)], [closed])).placed == 0
    assert divided(region([period(weeks=4, days="di wo")], [closed])).placed == 9


def test_that_niveau_2_is_served_first_where_not_all_can_be():
    state = region(
        [period("A", students=6, niveau=4), period("B", students=6, niveau=2)], [company("1", 8)]
    )
    assert at(divided(state)) == {("B", "1"): 6, ("A", "1"): 2}


def test_that_relations_come_before_travel():
    one = period(students=2, location="Lingen")
    near, known = company("1", 5, town="Lingen"), company("2", 5, town="Bommel")
    state = region([one], [near, known])
    assert at(divided(state)) == {("S1", "1"): 2}
    relations = {(one.institution, one.programme): frozenset(["2"])}
    division = divided(state, relations=relations)
    assert at(division) == {("S1", "2"): 2}
    assert division.related == 2


def test_that_distances_decide_where_they_are_given():
    one = period(students=3, location="Lingen")
    state = region([one], [company("1", 2, town="Ver"), company("2", 2, town="Dichtbij")])
    distances = {("Lingen", "Ver"): 40.0, ("Lingen", "Dichtbij"): 5.0}
    division = divided(state, distances=distances)
    assert at(division) == {("S1", "1"): 1, ("S1", "2"): 2}
    assert division.nearby == 2


def test_that_alike_leerbedrijven_are_used_evenly():
    state = region([period(students=6)], [company(str(i), 4) for i in range(3)])
    assert at(divided(state)) == {("S1", "0"): 2, ("S1", "1"): 2, ("S1", "2"): 2}


def test_that_a_heavier_student_takes_more_room():
    state = region([period(students=8, niveau=1)], [company("1", 9)])
    state = replace(state, policy=Policy(load_weights={1: 1.5}))
    assert divided(state).placed == 6


def test_that_the_parts_of_a_split_group_are_divided_each():
    one = period(students=8, weeks=2)
    early = wish_option(one)
    late = replace(early, start=week(4), end=week(5))
    plan = Plan(
        placements={"S1": (Placement(option=early, students=5), Placement(option=late, students=3))}
    )
    division = divided(region([one], [company("1", 5)]), plan)
    assert {(s.part, s.students) for s in division.shares} == {(0, 5), (1, 3)}


def test_that_the_bound_knows_students_are_whole():
    """Five groups of four days each leave another day free: the divisible load says 100%."""
    rhythms = ["ma di wo do", "ma di wo vr", "ma di do vr", "ma wo do vr", "di wo do vr"]
    groups = [period(f"S{i}", days=days, students=1) for i, days in enumerate(rhythms)]
    division = divided(region(groups, [company(str(i), 1) for i in range(4)]))
    assert (division.placed, division.proofs[0].at_most) == (4, 4)


@pytest.mark.parametrize("fault", ["room", "accredited", "count", "half", "unknown", "bound"])
def test_that_the_checker_tells_every_planted_fault(fault):
    one, other = period("A", students=5), period("B", students=2, programme="25656")
    state = region([one, other], [company("1", 5), company("2", 9, ["25656"])])
    good = divided(state)
    shares = {
        "room": (*good.shares, Share(period="A", leerbedrijf="1", students=1)),
        "accredited": (replace(good.shares[0], leerbedrijf="2"), good.shares[1]),
        "count": good.shares[:1],
        "half": (replace(good.shares[0], students=0), *good.shares),
        "unknown": (replace(good.shares[0], leerbedrijf="9"), *good.shares),
        "bound": good.shares,
    }[fault]
    proof = DivisionProof(programmes=("25655",), students=5, placed=5, at_most=4)
    bad = replace(good, shares=shares, proofs=(proof,) if fault == "bound" else good.proofs)
    code = {
        "room": "division_overfull",
        "accredited": "division_accredited",
        "count": "division_count",
        "half": "division_whole",
        "unknown": "division_unknown",
        "bound": "division_bound",
    }[fault]
    found = check_division(state, WISH, bad)
    assert code in {problem.code for problem in found}
    assert all(line(problem, language) for problem in found for language in LANGUAGES)


# --- trying everything -----------------------------------------------------------------------


@st.composite
def tiny(draw):
    """Regions small enough to try every division."""
    groups = [
        period(
            f"S{i}",
            start=draw(st.integers(0, 2)),
            weeks=draw(st.integers(1, 2)),
            days=draw(st.sampled_from([rhythm for rhythm in RHYTHMS if rhythm])),
            students=draw(st.integers(1, 2)),
            programme=draw(st.sampled_from(PROGRAMMES[:2])),
            niveau=draw(st.sampled_from([2, 4])),
            location=draw(st.sampled_from(["Lingen", ""])),
            institution=draw(st.sampled_from(["Linge College", "Biesbos College"])),
        )
        for i in range(draw(st.integers(1, 4)))
    ]
    companies = [
        company(
            str(i),
            draw(st.integers(1, 2)),
            draw(st.sampled_from([PROGRAMMES[:1], PROGRAMMES[1:2], PROGRAMMES[:2]])),
            town=draw(st.sampled_from(["Lingen", "Bommel"])),
            levels=draw(st.sampled_from([None, None, (4,)])),
        )
        for i in range(draw(st.integers(1, 3)))
    ]
    known = draw(st.sampled_from([c.id for c in companies]))
    return region(groups, companies), {("Linge College", "25655"): frozenset([known])}


def best_of_all(state, relations):
    """The best (placed, placed first, related, less travel) by trying every division."""
    calendar = calendar_of(state)
    places = {(c.id, d): c.free_places(d) for c in state.leerbedrijven for d in days_of(state)}
    ways = []
    for p in state.periods:
        own = [
            c
            for c in state.leerbedrijven
            if p.programme in c.accredited and (c.levels is None or p.niveau in c.levels)
        ]
        days = list(present_days(wish_option(p), p.institution, calendar))
        seats = product(range(p.students + 1), repeat=len(own))
        ways.append([(p, own, days, s) for s in seats if sum(s) <= p.students])
    best = (-1, 0, 0, 0)
    for division in product(*ways):
        used = defaultdict(int)
        value = [0, 0, 0, 0]
        for p, own, days, seats in division:
            for c, n in zip(own, seats, strict=True):
                for day in days:
                    used[c.id, day] += n
                known = relations.get((p.institution, p.programme), ())
                value[0] += n
                value[1] += n * (p.niveau <= 2)
                value[2] += n * (c.id in known)
                value[3] -= n * (p.location != c.town)
        if tuple(value) > best and all(used[k] <= places[k] for k in used):
            best = tuple(value)
    return best


def days_of(state):
    calendar = calendar_of(state)
    return {d for p in state.periods for d in present_days(wish_option(p), p.institution, calendar)}


def value_of(state, division, relations):
    periods = {p.id: p for p in state.periods}
    towns = {c.id: c.town for c in state.leerbedrijven}
    value = [0, 0, 0, 0]
    for share in division.shares:
        p = periods[share.period]
        value[0] += share.students
        value[1] += share.students * (p.niveau <= 2)
        value[2] += share.students * (
            share.leerbedrijf in relations.get((p.institution, p.programme), ())
        )
        value[3] -= share.students * (p.location != towns[share.leerbedrijf])
    return tuple(value)


@examples(60, *HealthCheck)
@given(tiny())
def test_that_no_division_is_better(case):
    state, relations = case
    division = divided(state, relations=relations)
    assert value_of(state, division, relations) == best_of_all(state, relations)
    assert all(proof.is_proven for proof in division.proofs)


@examples(40, *HealthCheck)
@given(tiny())
def test_that_dividing_in_parts_keeps_every_rule_and_bound(case):
    state, relations = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact_parts, "ALL_AT_ONCE", -1)
        patch.setattr(exact_parts, "PATIENCE", 4)
        division = divided(state, relations=relations)
    best = best_of_all(state, relations)[0]
    assert sum(proof.at_most for proof in division.proofs) >= best >= division.placed


def test_that_stopping_at_once_still_gives_a_sound_division():
    state = region(
        [period(f"S{i}", start=i % 3, students=9) for i in range(8)],
        [company(str(i), 3) for i in range(12)],
    )
    division = divide(state, WISH, TimeBudget(10, Progress(is_cancelled=lambda: True)))
    assert check_division(state, WISH, division) == ()
    assert division.seconds < 1
