"""Groups in two halves: which ways there are, and what binds them."""

from dataclasses import replace

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, Split, parts_of, way_of
from stageplanner.domain.planning.split import build_splits, build_ways
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.domain.state import all_terms, calendar_of
from tests.builders import company, period, region, week

SPLITS = Rules(proposes_splits=True)
FREE = {"earliest_start": None, "latest_end": None, "splittable": True}


def splits_of(one, rules=SPLITS):
    state = replace(region([one], [company()]), policy=Policy(rules=rules))
    return build_splits(one, all_terms(state)[one.id], calendar_of(state)), state


def blok(**fields):
    return period(**{"weeks": 4, "students": 9, "allowed_forms": (Form.BLOK,), **FREE, **fields})


def test_that_half_keeps_its_wish_and_half_goes_in_the_other_half_of_the_year():
    one = blok(start=2)
    found, state = splits_of(one)
    assert len(found) > 10
    for split in found:
        wish, other = split.parts
        assert (wish.option, wish.students, other.students) == (wish_option(one), 5, 4)
        assert other.option.start >= week(20)
        assert check_plan(state, Plan(placements={one.id: split.parts})) == ()


def test_that_a_wish_in_spring_sends_the_smaller_half_in_autumn():
    found, _ = splits_of(blok(start=25))
    assert {(s.parts[0].students, s.parts[1].students) for s in found} == {(4, 5)}
    assert all(s.parts[0].option.end < week(20) for s in found)
    assert all(s.parts[1].option.start == week(25) for s in found)


def test_that_a_wish_across_the_middle_sends_both_halves_equally_far_into_theirs():
    found, state = splits_of(blok(start=18))
    assert found
    for split in found:
        first, second = (part.option for part in split.parts)
        assert first.end < week(20) <= second.start
        assert check_plan(state, Plan(placements={"S1": split.parts})) == ()
    assert len({(b.option.start - a.option.start).days for a, b in (s.parts for s in found)}) == 1


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({}, Rules()),
        ({"splittable": False}, SPLITS),
        ({"splittable": None, "students": 23}, SPLITS),
        ({"fixed": True}, SPLITS),
        ({"students": 1}, SPLITS),
        ({"latest_end": week(19)}, SPLITS),
        ({}, replace(SPLITS, most_weeks_shift=3)),
        ({}, replace(SPLITS, forbidden=(Forbidden(name="X", start=week(20), end=week(60)),))),
    ],
)
def test_that_nothing_is_split_where_it_may_not(fields, rules):
    assert splits_of(blok(start=2, **fields), rules)[0] == ()


def test_that_a_group_is_split_from_the_size_that_the_policy_says():
    assert splits_of(blok(start=2, splittable=None, students=24))[0]


def test_that_first_years_keep_their_first_lesweek_in_a_half_too():
    found, state = splits_of(blok(start=25, year=1), replace(SPLITS, first_year_lesweek=11))
    lesweken = calendar_of(state).lesweken("Linge College", week(-5), week(30))
    assert min(s.parts[0].option.start for s in found) >= lesweken[9]


def test_that_the_second_half_begins_with_a_period_of_the_scheme():
    ten = replace(SPLITS, scheme_weeks=10)
    one = blok(start=2)
    terms = all_terms(splits_of(one, ten)[1])[one.id]
    assert terms.halves[1].start in terms.scheme_starts


def test_that_ways_are_the_wish_the_options_and_then_the_splits():
    one = blok(start=2)
    _, state = splits_of(one)
    ways = build_ways(one, all_terms(state)[one.id], calendar_of(state))
    assert ways[0] == wish_option(one)
    kinds = [isinstance(way, Split) for way in ways]
    assert kinds == sorted(kinds)
    assert all(way_of(parts_of(way, one.students)) == way for way in ways)


def test_that_the_judge_tells_of_a_half_outside_the_year_or_in_a_forbidden_stretch():
    one = blok(start=2)
    found, state = splits_of(one)
    wish, other = found[0].parts
    late = replace(other.option, start=week(60), end=week(63))
    placed = (wish, Placement(option=late, students=other.students))
    codes = {p.code for p in check_plan(state, Plan(placements={one.id: placed}))}
    assert codes >= {"check_window"}
    barred = Forbidden(name="P3", start=other.option.start, end=other.option.start)
    strict = replace(state, policy=Policy(rules=replace(SPLITS, forbidden=(barred,))))
    codes = {p.code for p in check_plan(strict, Plan(placements={one.id: found[0].parts}))}
    assert codes == {"check_forbidden"}
