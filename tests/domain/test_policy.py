"""The region's goals: what they change of a plan's standing, and of a comparison."""

from dataclasses import replace

from stageplanner.domain.comparison.difference import difference_of_states
from stageplanner.domain.policy import Goals, Policy
from stageplanner.domain.state import fingerprint
from tests.builders import company, period, region


def test_that_goals_as_they_come_leave_the_plans_of_before_up_to_date():
    """A plan of a file from before there were goals is still of these data."""
    state = region([period()], [company()])
    assert "goals" not in repr(state.policy)
    assert fingerprint(state) == fingerprint(replace(state, policy=Policy(goals=Goals())))


def test_that_other_goals_outdate_a_plan_and_are_told_as_a_difference():
    state = region([period()], [company()])
    weighing = replace(state, policy=Policy(goals=Goals(weigh=True, changes=2)))
    assert fingerprint(weighing) != fingerprint(state)
    differences = {
        f.name: (f.before, f.after) for f in difference_of_states(state, weighing).policy
    }
    assert differences == {"goals.weigh": (False, True), "goals.changes": (0, 2)}
