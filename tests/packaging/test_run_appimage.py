"""The AppImage, run mounted and unpacked. ``pytest -m installer``; it needs AppImage's runtime."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from resources.packaging import appimage
from resources.packaging.freeze import VERSION
from resources.packaging.machine import ALWAYS, lacking, system

pytestmark = [
    pytest.mark.installer,
    pytest.mark.skipif(system() != "linux", reason="an AppImage is made on Linux"),
    pytest.mark.skipif(bool(lacking(ALWAYS)), reason="python build_installer.py --check"),
]


@pytest.fixture(scope="module")
def image(build):
    """The AppImage, made where the build did not."""
    made = sorted(build.out.glob("*.AppImage"))
    missing = lacking("appimage")
    if missing and not made:
        pytest.skip("; ".join(f"{need.name} is lacking: {need.cure}" for need in missing))
    return made[0] if made else appimage.build_appimage(build)


CAN_MOUNT = os.access("/dev/fuse", os.W_OK) and bool(shutil.which("fusermount3"))


def wait_until(condition, seconds=60):
    """Tell whether something came true in time: what was mounted goes after the program does."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.2)
    return condition()


def run_image(image, *arguments, **variables):
    command = [str(image), *arguments]
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **variables}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=surroundings, timeout=600
    )


def test_that_the_appimage_is_one_of_type_2(image):
    head = image.read_bytes()[:16]
    assert head[:4] == b"\x7fELF"
    assert head[8:11] == b"AI\x02"
    place = int(run_image(image, "--appimage-offset").stdout)
    with image.open("rb") as file:
        file.seek(place)
        assert file.read(4) == b"hsqs", "the image begins where it is looked for"


@pytest.mark.parametrize("way", ["mounted", "unpacked"])
def test_that_the_appimage_does_the_main_job_and_leaves_nothing_behind(image, tmp_path, way):
    if way == "mounted" and not CAN_MOUNT:
        pytest.skip("this machine mounts nothing for its users")
    scratch, out = tmp_path / "scratch", tmp_path / "demo"
    scratch.mkdir()
    variables = {"TMPDIR": str(scratch), "HOME": str(tmp_path)}
    if way == "unpacked":
        variables["APPIMAGE_EXTRACT_AND_RUN"] = "1"
    done = run_image(image, "demo", "--out", str(out), "--json", **variables)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"]
    assert wait_until(lambda: not list(scratch.iterdir()))
    assert run_image(image, "optimise", **variables).returncode == 2, "its exit codes come through"


def test_that_the_appimage_tells_the_desktop_what_it_is(image, tmp_path):
    unpack = [str(image), "--appimage-extract"]
    subprocess.run(unpack, check=True, capture_output=True, cwd=tmp_path)
    folder = tmp_path / "squashfs-root"
    assert (folder / ".DirIcon").resolve().read_bytes().startswith(b"\x89PNG")
    assert "Exec=stageplanner %f" in (folder / "stageplanner.desktop").read_text("utf-8")
    assert (folder / "usr/share/metainfo/stageplanner.appdata.xml").is_file()
    told = subprocess.run(
        [str(folder / "AppRun"), "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == f"StagePlanner {VERSION}"
    assert (folder / "usr/share/doc/stageplanner" / appimage.RUNTIME_LICENCE).is_file()


@pytest.mark.skipif(not CAN_MOUNT, reason="this machine mounts nothing for its users")
def test_that_an_appimage_that_is_stopped_stops_its_program(image, tmp_path):
    """The window is told to close, and what was mounted is taken away."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TMPDIR": str(scratch)}
    window = subprocess.Popen([str(image)], env={**surroundings, "QT_QPA_PLATFORM": "offscreen"})
    try:
        program = Path(f"/proc/{window.pid}/exe")
        assert wait_until(lambda: program.resolve().is_relative_to(scratch))
        time.sleep(3)
        assert window.poll() is None
        assert list(scratch.glob(".mount_*"))
    finally:
        window.terminate()
        window.wait(30)
    assert wait_until(lambda: not list(scratch.iterdir()))
