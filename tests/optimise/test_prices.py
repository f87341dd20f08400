"""What would help: every price is what solving the roomier region from scratch gives."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given

from stageplanner.domain.form import Form
from stageplanner.domain.plan import Plan
from stageplanner.domain.results.price import Relaxation, RelaxationKind, relaxed
from stageplanner.domain.state import all_terms
from stageplanner.messages import LANGUAGES, text
from stageplanner.optimise.changes.fewest_changes import fewest_changes
from stageplanner.optimise.explaining.prices import prices
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.relaxation import lowest_bound
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.progress import Progress
from tests.builders import company, period, region, week
from tests.properties import examples
from tests.regions import regions

WISH = Plan()


def priced(state, plan=WISH, **more):
    return prices(state, plan, time_budget=TimeBudget(20, workers=1), **more)


def crowded(**fields):
    """Two groups of ten on the same days, ten places, no way out."""
    common = {"weeks": 2, "latest": 1, "earliest": 0, "allowed_forms": (Form.BLOK,)} | fields
    return region([period("A", fixed=True, **common), period("B", **common)], [company()])


def test_that_more_places_are_priced_where_nobody_can_move():
    found = [
        price
        for price in priced(crowded(), places=10)
        if price.relaxation.kind is RelaxationKind.PLACES and price.relaxation.weekday is None
    ]
    assert [(p.bound_before, p.bound, p.changes) for p in found] == [(2.0, pytest.approx(1.0), 0)]


def test_that_a_wider_window_brings_the_target_within_reach():
    [price] = [p for p in priced(crowded()) if p.relaxation.kind is RelaxationKind.WINDOW]
    assert price.relaxation.periods == ("B",)
    assert (price.changes_before, price.changes) == (None, 1)
    assert price.bound == pytest.approx(1.0)


def test_that_the_other_form_is_priced_where_it_helps():
    """Monday to Wednesday are full for four weeks: only a lint of two days fits beside."""
    full = period("A", weeks=4, days="ma di wo", fixed=True)
    lint = period("B", weeks=2, days="ma di wo vr", latest=3, allowed_forms=(Form.BLOK,))
    found = priced(region([full, lint], [company()]), weeks=0)
    [price] = [p for p in found if p.relaxation.kind is RelaxationKind.FORM]
    assert price.relaxation.periods == ("B",)
    assert price.bound < price.bound_before


def test_that_only_one_weekday_is_asked_where_one_is_enough():
    monday = period("A", weeks=2, days="ma", students=12, fixed=True)
    found = priced(region([monday], [company()]), places=2)
    assert [(p.relaxation.weekday, p.relaxation.amount) for p in found] == [(0, 2)]
    assert found[0].bound == pytest.approx(1.0)


def test_that_nothing_is_listed_where_nothing_helps():
    assert priced(region([period(fixed=True)], [company("1", 100)]), places=0, weeks=0) == ()


def test_that_every_price_can_be_said():
    for price in priced(crowded()):
        for language in LANGUAGES:
            assert "{" not in text(price.code, language, **price.values)


def test_that_a_fixed_period_gets_no_wider_window():
    state = crowded()
    wider = Relaxation(kind=RelaxationKind.WINDOW, amount=2, periods=("A", "B"))
    before, after = all_terms(state), all_terms(relaxed(state, wider))
    assert after["A"] == before["A"]
    assert after["B"].latest_end == before["B"].latest_end + timedelta(weeks=2)
    assert after["B"].earliest_start == before["B"].earliest_start - timedelta(weeks=2)


def test_that_places_on_one_weekday_leave_the_others():
    one = Relaxation(kind=RelaxationKind.PLACES, amount=3, leerbedrijf="100000001", weekday=1)
    [leerbedrijf] = relaxed(crowded(), one).leerbedrijven
    assert [leerbedrijf.free_places(week(0) + timedelta(days=d)) for d in range(6)] == [
        10,
        13,
        10,
        10,
        10,
        0,
    ]


def solved_anew(state, programmes, target):
    """The limit and the fewest changes of a component, with nothing known beforehand."""
    instance = next(i for i in build_instances(state) if set(programmes) & set(i.programmes))
    pool = CutPool(instance)
    bound = lowest_bound(instance, pool, TimeBudget(20, workers=1))
    fewest = fewest_changes(instance, CutPool(instance), target, TimeBudget(20, workers=1))
    return bound.value, None if fewest.choice is None else fewest.changes


@examples(25, *HealthCheck)
@given(regions(most=4))
def test_that_a_price_is_what_solving_anew_gives(state):
    for price in priced(state, few=2):
        limit, changes = solved_anew(
            relaxed(state, price.relaxation), price.programmes, price.target
        )
        if price.changes is not None:
            assert price.changes == changes
        if price.bound is not None and not price.is_impossible:
            assert price.bound == pytest.approx(min(limit, price.bound_before), abs=1e-5)
        assert price.helps


def test_that_stopping_keeps_what_was_solved():
    state = replace(crowded())
    assert (
        prices(state, WISH, time_budget=TimeBudget(20, Progress(is_cancelled=lambda: True))) == ()
    )


def test_that_stopping_half_way_keeps_the_prices_found():
    asked = iter(range(10_000))
    found = prices(
        crowded(),
        WISH,
        time_budget=TimeBudget(20, Progress(is_cancelled=lambda: next(asked) > 40), workers=1),
    )
    everything = priced(crowded())
    assert {p.relaxation for p in found} <= {p.relaxation for p in everything}
