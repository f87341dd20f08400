"""The real thing: built, installed into a clean root, started there. ``pytest -m installer``.

Needs what ``python build_installer.py --check`` lists; installing needs root, a network,
debootstrap and Xvfb as well. ``STAGEPLANNER_BUILT`` may name a folder with the ``work`` and
``out`` of an earlier build.
"""

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import tarfile
import time
from contextlib import contextmanager, suppress

import pytest

from resources.packaging.freeze import VERSION
from resources.packaging.machine import ALWAYS, lacking, system
from tests.packaging.clean_root import LACKING, can_be_made, clean_root, pixels_of, screen

pytestmark = [
    pytest.mark.installer,
    pytest.mark.skipif(system() != "linux", reason="these are the tests of the Linux packages"),
    pytest.mark.skipif(bool(lacking(ALWAYS)), reason="python build_installer.py --check"),
]


@pytest.fixture(scope="module")
def root(build, tmp_path_factory):
    if not can_be_made():
        pytest.skip(LACKING)
    with clean_root(tmp_path_factory.mktemp("clean") / "root") as made:
        package = next(build.out.glob("*.deb"))
        done = made.install(package)
        assert done.returncode == 0, done.stdout + done.stderr
        yield made


def test_that_the_built_program_tests_itself_where_nothing_else_is(build):
    done = subprocess.run(
        [str(build.console), "--selftest"],
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(build.work)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("ok") == len(done.stdout.splitlines())


def test_that_what_is_not_used_is_left_out(build):
    names = [path.name.lower() for path in build.program.rglob("*") if path.is_file()]
    for part in ("qt6quick", "qt6qml", "qt6pdf", "libgtk", "virtualkeyboard", "_tkinter"):
        assert not [name for name in names if part in name], part
    assert not list(build.program.rglob("pandas/tests"))


def test_that_licences_and_the_list_of_what_is_shipped_go_along(build):
    listed = json.loads((build.program / "sbom.cdx.json").read_text("utf-8"))
    for item in listed["components"]:
        texts = list((build.program / "licences" / item["name"]).iterdir())
        assert texts, item["name"]
    kinds = {item["purl"].split("/")[0] for item in listed["components"]}
    assert {"pkg:pypi", "pkg:generic", "pkg:deb"} <= kinds


def test_that_the_archive_runs_where_it_is_unpacked(build, tmp_path):
    with tarfile.open(next(build.out.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="tar")
    program = tmp_path / f"StagePlanner-{VERSION}" / "stageplanner"
    told = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"StagePlanner {VERSION}"


def test_that_the_demo_runs_in_a_clean_root(root):
    done = root.run("stageplanner", "demo", "--out", "/root/demo", "--json", timeout=600)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert all(part["changes"] == part["changes_lower_bound"] for part in answer["components"])
    for name in answer["files"]:
        assert (root.folder / name.lstrip("/")).stat().st_size > 1000


def test_that_the_program_tests_itself_in_a_clean_root(root):
    done = root.run("stageplanner", "--selftest", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def started(root, display, *command):
    """A command in the clean root with a screen, and nothing else of this machine."""
    bare = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": "/root", "DISPLAY": display}
    window = subprocess.Popen(
        ["chroot", str(root.folder), *command],
        env={**bare, "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield window
    finally:
        # xdg-open starts others; all of them are in a session of their own.
        with suppress(ProcessLookupError):
            os.killpg(window.pid, signal.SIGTERM)
        window.wait(20)


def project_in(root):
    """The project file that the demo left, as it is called here and inside."""
    file = next(iter(sorted((root.folder / "root" / "demo").glob("*.stageplan"))))
    return file.name, f"/{file.relative_to(root.folder)}"


def wait_for_title(display, wanted, seconds=60):
    end = time.monotonic() + seconds
    while wanted not in (titles := _titles(display)) and time.monotonic() < end:
        time.sleep(0.5)
    return titles


def test_that_the_window_opens_on_a_real_screen_and_once_for_a_file(root, tmp_path):
    """Found by its title, painted; a second start brings it forward and ends."""
    name, inside = project_in(root)
    with screen(tmp_path) as display, started(root, display, "stageplanner", inside) as window:
        assert name in wait_for_title(display, name)
        end = time.monotonic() + 60
        while _shades(tmp_path) <= 100 and window.poll() is None and time.monotonic() < end:
            time.sleep(0.2)
        assert window.poll() is None, window.stdout.read()
        assert _shades(tmp_path) > 100
        with started(root, display, "stageplanner", inside) as second:
            assert second.wait(30) == 0
        assert window.poll() is None
        assert _titles(display).count(f'"{name}') <= 1


def test_that_the_desktop_opens_a_project_with_the_program(root, tmp_path):
    """As a double click does: by the kind of file, with what a desktop has installed."""
    done = root.run("apt-get", "install", "-y", "-qq", "shared-mime-info", "xdg-utils", "file")
    assert done.returncode == 0, done.stderr
    name, inside = project_in(root)
    kind = root.run("xdg-mime", "query", "filetype", inside, DISPLAY=":0").stdout.strip()
    assert kind == "application/x-stageplan"
    program = root.run("xdg-mime", "query", "default", kind).stdout.strip()
    assert program == "stageplanner.desktop"
    with screen(tmp_path) as display, started(root, display, "xdg-open", inside):
        assert name in wait_for_title(display, name)


def test_that_the_package_tells_of_itself_as_debian_asks(root, build):
    share = root.folder / "usr" / "share"
    for place, word in (("man1", "COMMANDS"), ("nl/man1", "OPDRACHTEN")):
        page = gzip.decompress((share / "man" / place / "stageplanner.1.gz").read_bytes()).decode()
        assert page.startswith(".TH STAGEPLANNER 1 ")
        assert f".SH {word}" in page
    about = share / "doc" / "stageplanner"
    assert (about / "copyright").read_text("utf-8").startswith("Format: https://www.debian.org/")
    assert gzip.decompress((about / "changelog.Debian.gz").read_bytes()).startswith(
        b"stageplanner ("
    )
    assert list((share / "metainfo").glob("nl.stageplanner*.xml"))
    assert root.run("dpkg", "--verify", "stageplanner").stdout == ""


def test_that_no_library_looks_into_folders_of_the_build_machine(build):
    for path in sorted(build.program.rglob("*.so*")):
        command = ["readelf", "-d", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        for places in re.findall(r"R(?:UN)?PATH.*\[(.*)\]", told):
            assert all(part.startswith("$ORIGIN") for part in places.split(":")), path.name


@pytest.mark.parametrize(
    "tool,command",
    [
        ("lintian", ["lintian", "--allow-root", "--fail-on", "error,warning"]),
        ("desktop-file-validate", ["desktop-file-validate"]),
        ("appstreamcli", ["appstreamcli", "validate", "--no-net"]),
    ],
)
def test_that_the_tools_of_debian_find_no_fault(build, tool, command):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    folder = build.work / "deb" / "usr" / "share"
    target = {
        "lintian": next(build.out.glob("*.deb")),
        "desktop-file-validate": folder / "applications" / "stageplanner.desktop",
        "appstreamcli": next((folder / "metainfo").glob("*.xml")),
    }[tool]
    done = subprocess.run([*command, target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _titles(display):
    told = subprocess.run(
        ["xwininfo", "-root", "-tree", "-display", display],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout


def _shades(folder):
    """How many colours the screen shows: an empty one shows one or two."""
    frame = folder / "Xvfb_screen0"
    pixels = frame.read_bytes()[pixels_of(frame) :]
    return len({pixels[i : i + 3] for i in range(0, len(pixels) - 4, 4)})


def test_that_the_desktop_knows_the_program_and_its_files(root):
    share = root.folder / "usr" / "share"
    assert (share / "applications" / "stageplanner.desktop").is_file()
    assert (share / "mime" / "packages" / "stageplanner.xml").is_file()
    assert (share / "icons" / "hicolor" / "48x48" / "apps" / "stageplanner.png").is_file()


def test_that_taking_it_away_leaves_what_the_user_made(root):
    before = sorted(path for path in (root.folder / "root").rglob("*") if path.is_file())
    assert any(path.suffix == ".stageplan" for path in before)
    done = root.run("dpkg", "--purge", "stageplanner")
    assert done.returncode == 0, done.stderr
    assert not (root.folder / "usr" / "lib" / "stageplanner").exists()
    assert not (root.folder / "usr" / "bin" / "stageplanner").exists()
    after = sorted(path for path in (root.folder / "root").rglob("*") if path.is_file())
    assert after == before
