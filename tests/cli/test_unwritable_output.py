"""Output that cannot be written ends with a sentence and exit 2, never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import saved_in

COMMAND = (sys.executable, "-m", "stageplanner.cli")


@pytest.fixture
def project_file(tmp_path):
    return saved_in(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
@pytest.mark.parametrize("json", [(), ("--json",)])
def test_that_a_full_output_is_told(json, project_file):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "periods", str(project_file), "--lang", "en", *json],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("The output cannot be written: No space left on device.")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_that_a_closed_output_is_told(project_file):
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *COMMAND, "periods", str(project_file)],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("De uitvoer kan niet worden geschreven") and (
        done.stderr.count("\n") == 1
    )
