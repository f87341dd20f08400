"""What was agreed stays: optimising, the curve and planning again leave it as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, is_changed
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.load.measures import measure
from stageplanner.optimise.frontier import frontier
from stageplanner.optimise.repair.find_repairs import Answers, find_repairs
from stageplanner.optimise.result import Settings
from stageplanner.optimise.solve import optimise
from tests.builders import company, period, region, week
from tests.store.negotiation_strategies import negotiated

(ROUND,) = negotiated()["rounds"]


def option(start, weeks=2, weekdays=(0, 1, 2, 3)):
    return Option(
        form=Form.BLOK,
        start=week(start),
        end=replace(period(start=start, weeks=weeks)).end,
        days_per_week=len(weekdays),
        weekdays=weekdays,
    )


def busy(**agreed):
    """Three groups of six on the same days, twelve places; some have agreed to something."""
    groups = [
        period(name, students=6, weeks=2, latest=7, allowed_forms=(Form.BLOK,), splittable=False)
        for name in ("S1", "S2", "S3")
    ]
    proposals = tuple(
        replace(
            ROUND.proposals[0],
            id=f"R1-{number:03}",
            period=name,
            asked=placements,
            status=ProposalStatus.AGREED,
        )
        for number, (name, placements) in enumerate(agreed.items(), start=1)
    )
    state = region(groups, [company(places=12)])
    return replace(state, rounds=(replace(ROUND, proposals=proposals),))


SPLIT = (
    Placement(option=option(2), students=2),
    Placement(option=option(5, weekdays=(1, 2, 3, 4)), students=4),
)


@pytest.mark.parametrize("target", [1.0, None])
@pytest.mark.parametrize(
    "agreed", [(Placement(option=option(4), students=6),), SPLIT], ids=["moved", "split"]
)
def test_that_the_optimiser_leaves_what_was_agreed(agreed, target):
    state = busy(S2=agreed)
    plan = optimise(state, Settings(target=target, time_limit=10, workers=1))
    assert plan.placements["S2"] == agreed
    assert check_plan(state, plan) == ()
    (proof,) = plan.proofs
    assert proof.wish_peak == pytest.approx(1.5)
    assert proof.peak == pytest.approx(measure(state, plan).components[0].peak)
    assert proof.changes == sum(is_changed(plan, p) for p in state.periods)
    assert proof.changes_lower_bound <= proof.changes
    if target:
        # Agreeing on one change was enough: nothing else is asked.
        assert set(plan.placements) == {"S2"}
        assert (proof.changes, proof.changes_lower_bound) == (1, 1)


def test_that_an_agreed_wish_is_not_moved():
    wish = (Placement(option=option(0), students=6),)
    state = busy(S1=wish, S2=wish)
    plan = optimise(state, Settings(target=1.0, time_limit=10, workers=1))
    assert set(plan.placements) == {"S3"}
    assert check_plan(state, plan) == ()


def test_that_the_curve_begins_with_what_was_agreed():
    state = busy(S2=SPLIT)
    points = frontier(state, 10)
    assert points[0].changes == 1
    for point in points:
        assert point.plan.placements["S2"] == SPLIT
        assert check_plan(state, point.plan) == ()


def test_that_planning_again_leaves_what_was_agreed_before():
    state = busy(S2=(Placement(option=option(4), students=6),))
    state = replace(state, plan=optimise(state, Settings(time_limit=10, workers=1)))
    counter = Answers(counters={"S3": option(4)})
    for repair in find_repairs(state, counter, time_limit=10, workers=1):
        assert repair.plan.placements["S2"] == state.plan.placements["S2"]
        assert repair.reaches_target


def test_that_an_agreement_may_break_the_order_of_a_group_and_is_told():
    first = period("S1", group="A", students=6, weeks=2, latest=9)
    second = period("S2", group="A", students=6, start=3, weeks=2, latest=9)
    state = region([first, second], [company(places=12)])
    proposal = replace(
        ROUND.proposals[0],
        period="S1",
        asked=(Placement(option=option(3), students=6),),
        status=ProposalStatus.AGREED,
    )
    state = replace(state, rounds=(replace(ROUND, proposals=(proposal,)),))
    plan = optimise(state, Settings(time_limit=10, workers=1))
    assert [problem.code for problem in check_plan(state, plan)] == ["check_group_order"]


def test_that_a_plan_that_forgets_an_agreement_is_told():
    state = busy(S2=SPLIT)
    assert [p.code for p in check_plan(state)] == ["check_agreed"]
