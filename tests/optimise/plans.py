"""Plans of any choices, also of those that the optimiser would not hand out."""

from stageplanner.optimise.hand_out import plan_of_trimmed
from stageplanner.optimise.ranking.idle_changes import Trimmed


def plan_of_choices(state, choices):
    """The plan of a choice per component, with its idle changes."""
    return plan_of_trimmed(state, [Trimmed(instance, choice) for instance, choice in choices])
