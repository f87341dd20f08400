"""Real work for child processes in tests."""

import os
import time

from stageplanner.problems import Problem, StagePlannerError


def count_to(number, progress):
    for i in range(number):
        progress.report(i)
        time.sleep(0.01)
        if progress.is_cancelled:
            return ("stopped at", i)
    return ("counted", number)


def refuse(progress):
    raise StagePlannerError(Problem(code="where_row", values={"row": 3}))


def fail(progress):
    raise ValueError("a defect")


def die(progress):
    os._exit(3)


def never_listen(progress):
    progress.report("begun")
    time.sleep(60)


def spin(seconds, progress):
    """Hold the interpreter lock, as building a model does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(20_000))
    return "done"


def fail_with(text):
    raise ValueError(text)
