"""The AppImage without its runtime: what refuses, what is said, and what lies behind the runtime.

The tests that run one are in ``test_installed.py``, for machines that have the runtime.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys

import pytest

import build_installer
from resources.packaging import appimage, freeze, icons, machine, pins
from resources.packaging.contents import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an AppImage is made on Linux")
STAND_IN = b"\x7fELF, in the place of a runtime"


@pytest.fixture
def give(tmp_path, monkeypatch):
    """Give a file as the runtime."""

    def given(content):
        path = tmp_path / "runtime"
        path.write_bytes(content)
        monkeypatch.setenv(appimage.RUNTIME, str(path))
        return path

    return given


@pytest.fixture
def build(tmp_path, qapp):
    """Stand in for a built program: a folder with a file, and the real icons."""
    made = freeze.Build(work=tmp_path / "work", out=tmp_path / "out")
    made.program.mkdir(parents=True)
    made.out.mkdir()
    made.console.write_text("#!/bin/sh\necho started\n")
    made.console.chmod(0o755)
    icons.write_icons(ROOT / "resources" / "icons" / "app.svg", made.icons)
    return made


def pin(monkeypatch, content):
    checksum = hashlib.sha256(content).hexdigest()
    monkeypatch.setitem(pins.APPIMAGE_RUNTIME, platform.machine(), checksum)


def test_that_a_pin_is_a_checksum_of_a_release_that_stays():
    assert set(pins.APPIMAGE_RUNTIME) == {"x86_64", "aarch64"}
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in pins.APPIMAGE_RUNTIME.values())
    assert re.search(r"/type2-runtime/releases/tag/\d{8}$", pins.APPIMAGE_RUNTIME_RELEASE)


def test_that_another_file_than_the_pinned_one_is_refused(give, monkeypatch):
    pin(monkeypatch, STAND_IN)
    path = give(STAND_IN + b".")
    with pytest.raises(freeze.CannotBuildError, match=r"has checksum [0-9a-f]{64}, not"):
        appimage.read_runtime()
    path.unlink()
    assert "cannot be read" in appimage.runtime_fault()
    give(STAND_IN)
    assert appimage.read_runtime() == STAND_IN
    assert appimage.runtime_fault() == ""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert "no checksum for riscv64" in appimage.runtime_fault()


def test_that_the_other_packages_are_made_without_a_runtime(build, capsys, monkeypatch):
    """Only the program and the tools of the machine are stand-ins; the need is judged as ever."""
    monkeypatch.delenv(appimage.RUNTIME, raising=False)
    monkeypatch.setattr(build_installer, "selftest", lambda build: None)
    monkeypatch.setattr(build_installer, "_stop_where_lacking", lambda kind: None)
    judge = machine.lacking
    monkeypatch.setattr(
        build_installer,
        "lacking",
        lambda kind: [need for need in judge(kind) if need.kind == "appimage"],
    )

    def stand_in(kind):
        def maker(build):
            file = build.out / kind
            file.touch()
            return file

        return maker

    for kind in build_installer.MAKERS:
        monkeypatch.setitem(build_installer.MAKERS, kind, stand_in(kind))
    assert build_installer.make(build, ("deb", "archive", "appimage"), keep=True) == 1
    assert sorted(path.name for path in build.out.iterdir()) == ["archive", "deb"]
    error = capsys.readouterr().err
    assert (
        "appimage not made: the type 2 runtime of AppImage is lacking. download runtime-" in error
    )
    assert pins.APPIMAGE_RUNTIME_RELEASE in error and appimage.RUNTIME in error


@pytest.mark.skipif(shutil.which("mksquashfs") is None, reason="mksquashfs (squashfs-tools)")
def test_that_the_image_lies_right_behind_the_runtime(build, give, monkeypatch, tmp_path):
    pin(monkeypatch, STAND_IN)
    give(STAND_IN)
    made = appimage.build_appimage(build)
    first = made.read_bytes()
    assert first.startswith(STAND_IN + b"hsqs")
    assert os.access(made, os.X_OK)
    assert appimage.build_appimage(build).read_bytes() == first, "the same source, the same bytes"
    folder = tmp_path / "unpacked"
    unpack = ["unsquashfs", "-no-progress", "-offset", str(len(STAND_IN)), "-dest", str(folder)]
    subprocess.run([*unpack, str(made)], check=True, capture_output=True)
    assert (folder / ".DirIcon").resolve().read_bytes().startswith(b"\x89PNG")
    assert "Exec=stageplanner %f" in (folder / "stageplanner.desktop").read_text("utf-8")
    assert (folder / "usr/share/metainfo/stageplanner.appdata.xml").is_file()
    licence = folder / "usr/share/doc/stageplanner" / appimage.RUNTIME_LICENCE
    assert "type 2 runtime" in licence.read_text("utf-8")
    done = subprocess.run([folder / "AppRun"], capture_output=True, text=True, check=True)
    assert done.stdout == "started\n"
