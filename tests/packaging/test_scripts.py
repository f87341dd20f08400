"""The scripts that run elsewhere, judged here: Inno Setup, macOS, and the workflow of CI."""

import importlib.util
import plistlib
import re
import sys
import tomllib
from pathlib import Path

import pytest

import build_installer
from resources.packaging import contents, freeze, icons, windows
from stageplanner import __version__

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "resources" / "packaging" / "files"
SETUP = (FILES / "setup.iss").read_text("utf-8")
SPEC = (ROOT / "resources" / "packaging" / "stageplanner.spec").read_text("utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8")


def entries(section):
    """The lines of a section of the setup script, each as its parameters."""
    body = re.search(rf"^\[{section}\]\n(.*?)(?=^\[|\Z)", SETUP, flags=re.M | re.S)[1]
    lines = [line for line in body.splitlines() if line and not line.startswith((";", "#"))]
    part = re.compile(r'(\w+): ((?:"(?:[^"]|"")*"|[^;"])+)(?:; |$)')
    found = []
    for line in lines:
        pieces = list(part.finditer(line))
        assert "".join(piece[0] for piece in pieces) == line, f"not understood: {line}"
        found.append({piece[1]: piece[2].removeprefix('"').removesuffix('"') for piece in pieces})
    return found


def settings():
    body = SETUP.split("[Setup]")[1].split("[Languages]")[0]
    return dict(line.split("=", 1) for line in body.splitlines() if re.match(r"\w+=", line))


def test_that_the_setup_program_needs_no_administrator_and_knows_its_former_self():
    assert settings()["PrivilegesRequired"] == "lowest"
    assert settings()["DefaultDirName"].startswith("{autopf}")
    assert re.fullmatch(r"\{\{[0-9A-F-]{36}\}", settings()["AppId"])
    assert all(entry["Root"] == "HKA" for entry in entries("Registry"))


def test_that_the_setup_program_names_only_programs_that_are_built(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    built = {f"{name}.exe" for name in contents.executable_names()}
    named = set(re.findall(r"\{app\}\\([\w-]+\.exe)", SETUP))
    assert named == {"StagePlanner.exe"}
    assert named < built


def test_that_a_double_click_opens_a_file_whose_path_has_spaces():
    keys = {(entry["Subkey"], entry["ValueName"]): entry for entry in entries("Registry")}
    kind = keys[(r"{#Key}\.stageplan", "")]["ValueData"]
    command = keys[(rf"{{#Key}}\{kind}\shell\open\command", "")]["ValueData"]
    assert command.replace('""', '"') == r'"{app}\StagePlanner.exe" "%1"'
    assert (rf"{{#Key}}\{kind}\DefaultIcon", "") in keys
    assert keys[(r"{#Key}\.stageplan\OpenWithProgids", kind)]


def test_that_taking_it_away_takes_what_it_wrote_and_nothing_of_the_user():
    assert "[UninstallDelete]" not in SETUP
    deleted = [entry["Name"] for entry in entries("InstallDelete")]
    assert deleted == [r"{app}\_internal"]
    for entry in entries("Registry"):
        below = entry["Subkey"].startswith("{#Key}\\StagePlanner.Project\\")
        assert below or "uninsdelete" in entry["Flags"], entry["Subkey"]


def test_that_the_setup_program_and_its_uninstaller_are_signed_where_asked(monkeypatch):
    build = freeze.Build(work=Path("a work"), out=Path("an out"))
    monkeypatch.delenv("STAGEPLANNER_SIGN", raising=False)
    assert not [p for p in windows.setup_command(build, "iscc") if str(p).startswith("/S")]
    monkeypatch.setenv("STAGEPLANNER_SIGN", 'signtool sign /a "{file}"')
    command = [str(part) for part in windows.setup_command(build, "iscc")]
    assert "/Ssign=signtool sign /a $f" in command
    assert "/DSigned=1" in command
    assert "#ifdef Signed" in SETUP
    assert "SignTool=sign" in SETUP


def test_that_the_version_stands_in_one_place():
    places = [FILES / "setup.iss", ROOT / "pyproject.toml", ROOT / ".github/workflows/build.yml"]
    places += [*(ROOT / "resources" / "packaging").glob("*.py"), *FILES.glob("*.xml")]
    for path in places:
        assert __version__ not in path.read_text("utf-8"), path.name
    settled = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    assert settled["dynamic"]["version"] == {"attr": "stageplanner.__version__"}
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", changes, flags=re.M), "tell what is new"


def test_that_the_specification_of_the_build_names_what_exists():
    assert (ROOT / "resources" / "packaging" / "entry.py").is_file()
    hidden = re.search(r"hiddenimports=\[(.*?)\]", SPEC, flags=re.S)[1]
    for name in re.findall(r'"([\w.]+)"', hidden):
        assert importlib.util.find_spec(name), name
    for name in re.findall(r'"(stageplanner\.(?:ico|icns))"', SPEC):
        assert f'"{name}"' in Path(icons.__file__).read_text("utf-8")
    assert compile(SPEC, "stageplanner.spec", "exec")


def test_that_macos_is_told_what_python_needs_to_run_signed():
    rights = plistlib.loads((FILES / "entitlements.plist").read_bytes())
    assert rights and all(key.startswith("com.apple.security.cs.") for key in rights)
    assert "com.apple.security.cs.disable-library-validation" in rights


def test_that_every_action_of_the_workflow_is_pinned():
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert len(used) > 5
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+", one)] == []
    assert "releases/download/continuous" not in WORKFLOW
    assert "permissions:\n  contents: read" in WORKFLOW


def test_that_the_workflow_tests_every_system_with_the_oldest_and_the_newest_python():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest, end = re.fullmatch(r">=(3\.\d+),<3\.(\d+)", asked["requires-python"]).groups()
    job = WORKFLOW.split("\n  test:")[1].split("\n  build:")[0]
    assert f'python: ["{oldest}", "3.{int(end) - 1}"]' in job
    for job_name in ("test", "build"):
        job = WORKFLOW.split(f"\n  {job_name}:")[1].split("\n  release:")[0]
        for system in ("ubuntu", "windows", "macos"):
            assert re.search(rf"{system}-\d", job), f"{job_name}: {system}"


def test_that_the_workflow_names_only_what_exists():
    for path in re.findall(r"resources/[\w./-]*\w", WORKFLOW):
        assert (ROOT / path).exists(), path
    for name in re.findall(r"-m ((?:tests|stageplanner|resources)[\w.]*)", WORKFLOW):
        assert importlib.util.find_spec(name), name
    told = build_installer._parser().format_help()
    for line in re.findall(r"python build_installer.py(.*)", WORKFLOW):
        assert all(flag in told for flag in re.findall(r"--\w+", line)), line
    jobs = set(re.findall(r"^  (\w+):$", WORKFLOW.split("\njobs:")[1], flags=re.M))
    for needed in re.findall(r"needs: \[?([\w, ]+)", WORKFLOW):
        assert {name.strip() for name in needed.split(",")} <= jobs


@pytest.mark.parametrize("name", ["a folder with spaces", "één map"])
def test_that_folders_with_odd_names_stay_whole_in_commands(name):
    build = freeze.Build(work=Path(name) / "w", out=Path(name) / "o")
    command = [str(part) for part in windows.setup_command(build, "iscc")]
    assert f"/DOut={Path(name) / 'o'}" in command, "an argument of its own, which needs no quotes"
