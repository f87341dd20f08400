"""How properties are tried: profiles of hypothesis, and how many examples each takes.

Without more, examples are drawn anew at every run. ``--hypothesis-profile`` chooses another
profile: ``ci`` draws the same ones every time and is what a build server takes by itself,
``thorough`` draws ten times as many. A failing example is always shrunk.
"""

import os

from hypothesis import HealthCheck, settings

#: So many times the examples that a test asks for.
TIMES = {"usual": 1, "ci": 1, "thorough": 10}


def register_profiles():
    """Make the profiles known and load the usual one, or that of a build server."""
    # What is slow on a busy machine says nothing of a property.
    usual = settings(
        deadline=None,
        derandomize=False,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile("usual", usual)
    settings.register_profile("ci", usual, derandomize=True, database=None)
    settings.register_profile("thorough", usual)
    settings.load_profile("ci" if os.environ.get("CI") else "usual")


def examples(number, *ignored):
    """Try a property on so many examples, times what the profile says.

    ``ignored``: warnings of hypothesis that say nothing of this property.
    """
    times = TIMES.get(settings.get_current_profile_name(), 1)
    return settings(
        max_examples=number * times, suppress_health_check=[HealthCheck.too_slow, *ignored]
    )
