"""The test command: everything, in parallel, and the first step that fails ends it."""

import subprocess
from pathlib import Path

import pytest

from stageplanner import bootstrap


@pytest.fixture
def steps(monkeypatch):
    """The commands that are run; those with a module in ``failing`` fail."""
    made = []

    def run(command, **_):
        made.append(command[2:])
        return subprocess.CompletedProcess(command, int(command[2] in run.failing))

    run.failing = ()
    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    return made, run


def test_that_the_tests_run_on_every_core_and_none_is_left_out(steps):
    made, _ = steps
    assert bootstrap.run_tests(Path("python"), ["-k", "word", "-n", "0"]) == 0
    assert [step[0] for step in made] == ["ruff", "ruff", "mypy", "pytest"]
    command = made[-1]
    assert command[1:3] == ["-n", "auto"]
    assert command[-4:] == ["-k", "word", "-n", "0"], "what is asked for counts last"
    assert "-m" not in bootstrap.PARALLEL


def test_that_the_first_step_that_fails_ends_it(steps):
    made, run = steps
    run.failing = ("mypy",)
    assert bootstrap.run_tests(Path("python"), []) == 1
    assert made[-1] == ["mypy"]
