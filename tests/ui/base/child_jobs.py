"""Real work for child processes in tests."""

import os
import time

from stageplanner.problems import Problem, StagePlannerError


def count_to(number, progress, is_stopped):
    for i in range(number):
        progress(i)
        time.sleep(0.01)
        if is_stopped():
            return ("stopped at", i)
    return ("counted", number)


def refuse(progress, is_stopped):
    raise StagePlannerError(Problem(code="where_row", values={"row": 3}))


def fail(progress, is_stopped):
    raise ValueError("a defect")


def die(progress, is_stopped):
    os._exit(3)


def never_listen(progress, is_stopped):
    progress("begun")
    time.sleep(60)


def spin(seconds, progress, is_stopped):
    """Hold the interpreter lock, as building a model does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(20_000))
    return "done"
