"""Pictures are drawn without a screen; the program is built once for the tests that run it."""

import os
from pathlib import Path

import pytest

import build_installer
from resources.packaging.freeze import Build

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    given = os.environ.get("STAGEPLANNER_BUILT")
    folder = Path(given) if given else tmp_path_factory.mktemp("build")
    made = Build(work=folder / "work", out=folder / "out")
    if not list(made.out.glob("*.deb")):
        options = ["--work", str(made.work), "--out", str(made.out)]
        assert build_installer.main([*options, "--kind", "deb", "--kind", "archive"]) == 0
    return made
