"""The parts of a build that can be judged without building: icons, contents, licences, scripts."""

import configparser
import json
import re
import struct
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import build_installer
from resources.packaging import (
    audit,
    contents,
    debian,
    freeze,
    icons,
    machine,
    macos,
    pins,
    shipped,
    windows,
)

ROOT = Path(__file__).resolve().parents[2]
#: What makes the program, and is no part of it.
NOT_SHIPPED = ("packaging", "lock", "__pycache__")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory, qapp):
    folder = tmp_path_factory.mktemp("icons")
    icons.write_icons(ROOT / "resources" / "icons" / "app.svg", folder)
    return folder


def test_that_the_icon_is_drawn_in_every_size(pictures, qapp):
    from PySide6.QtGui import QImage

    for size in icons.SIZES:
        image = QImage(str(pictures / f"stageplanner-{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        middle = image.pixelColor(size // 2, size // 2)
        corner = image.pixelColor(0, 0)
        assert middle.alpha() == 255
        assert corner.alpha() == 0


def test_that_qt_reads_the_windows_icon_back(pictures, qapp):
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(pictures / "stageplanner.ico"))
    sizes = set()
    for i in range(reader.imageCount()):
        reader.jumpToImage(i)
        sizes.add(reader.read().width())
    assert sizes == {16, 24, 32, 48, 64, 128, 256}


def test_that_the_mac_icon_holds_whole_pictures(pictures):
    data = (pictures / "stageplanner.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    place, kinds = 8, []
    while place < len(data):
        kind, size = data[place : place + 4], struct.unpack(">I", data[place + 4 : place + 8])[0]
        assert data[place + 8 : place + 16] == PNG
        kinds.append(kind)
        place += size
    assert place == len(data)
    assert {b"ic07", b"ic08", b"ic09", b"ic10"} <= set(kinds)


def test_that_everything_the_code_reads_from_resources_goes_along():
    folders = {Path(folder).parts[1] for _, folder in contents.our_files()}
    source = "\n".join(
        path.read_text("utf-8")
        for room in ("stageplanner", "ui")
        for path in (ROOT / room).rglob("*.py")
    )
    for folder in (ROOT / "resources").iterdir():
        named = re.search(rf'"{folder.name}"', source)
        if folder.is_dir() and folder.name not in NOT_SHIPPED and named:
            assert folder.name in folders, f"resources/{folder.name} is read and not shipped"


@pytest.mark.parametrize(
    "place,wanted",
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6\\Qt6Pdf.dll", False),
        ("PySide6/Qt/translations/qtbase_nl.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("resources/translations/stageplanner_en.qm", True),
        ("ortools/.libs/libortools.so.9", True),
        ("babel/global.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/nl_NL.dat", True),
        ("babel\\locale-data\\fr.dat", False),
    ],
)
def test_that_files_are_kept_and_left_out_as_meant(place, wanted):
    assert contents.is_needed(place) is wanted


def test_that_a_library_that_nothing_asks_for_any_more_is_left_out():
    entries = [
        ("PySide6/QtGui.so", "/venv/QtGui.so", "EXTENSION"),
        ("libwanted.so.1", "/usr/lib/libwanted.so.1", "BINARY"),
        ("libdeep.so.1", "/usr/lib/libdeep.so.1", "BINARY"),
        ("libgtk.so.3", "/usr/lib/libgtk.so.3", "BINARY"),
        ("libcairo.so.2", "/usr/lib/libcairo.so.2", "BINARY"),
    ]
    asks = {
        "/venv/QtGui.so": ["libwanted.so.1"],
        "/usr/lib/libwanted.so.1": ["libdeep.so.1"],
        "/usr/lib/libgtk.so.3": ["libcairo.so.2"],
    }
    kept = contents.still_needed(entries, lambda source: asks.get(source, []))
    assert [place for place, _, _ in kept] == ["PySide6/QtGui.so", "libwanted.so.1", "libdeep.so.1"]


def test_that_every_shipped_library_has_a_licence_that_fits_and_its_text(tmp_path):
    components = (shipped.python_itself(), *shipped.libraries())
    names = {component.name for component in components}
    assert {"pyside6-essentials", "ortools", "numpy", "pandas", "sqlalchemy"} <= names
    assert not names & {"pytest", "ruff", "mypy", "pyinstaller"}
    assert audit.licence_findings(components) == []
    shipped.write_licences(components, tmp_path / "licences")
    assert (tmp_path / "licences" / "StagePlanner.txt").stat().st_size > 10_000
    for component in components:
        texts = list((tmp_path / "licences" / component.name).iterdir())
        assert sum(text.stat().st_size for text in texts) > 100, component.name


@pytest.mark.parametrize(
    "licence,fits",
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("unknown", False),
    ],
)
def test_that_a_licence_is_judged_by_its_choices(licence, fits):
    part = shipped.Component(name="x", version="1", licence=licence, purl="pkg:pypi/x@1")
    assert part.is_allowed is fits


def test_that_a_missing_text_and_another_version_are_found():
    part = shipped.Component(name="numpy", version="1.0", licence="MIT", purl="p")
    stranger = shipped.Component(name="stranger", version="1.0", licence="MIT", purl="p")
    assert any("no licence text" in line for line in audit.licence_findings([part]))
    assert "1.0 is installed" in audit.pin_findings([part])[0]
    assert "not in" in audit.pin_findings([stranger])[0]


def test_that_what_is_shipped_is_pinned():
    assert not [line for line in audit.pin_findings(shipped.libraries()) if "not in" in line]


@pytest.mark.parametrize("purpose", sorted(pins.PURPOSES))
def test_that_every_pin_is_known_by_its_checksum(purpose):
    counts = pins.checksums(purpose)
    assert {name.lower() for name in counts} == set(pins.pinned(purpose))
    assert [name for name, count in counts.items() if not count] == []
    assert "setuptools" in counts, "else pip fetches one of its own choice to install our code"


def test_that_the_lists_of_the_lock_agree_and_hold_all_that_is_asked():
    lists = {purpose: pins.pinned(purpose) for purpose in pins.PURPOSES}
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for purpose, extras in pins.PURPOSES.items():
        assert lists["run"].items() <= lists[purpose].items()
        more = [line for extra in extras for line in asked["optional-dependencies"][extra]]
        for line in (*asked["dependencies"], *more):
            name = re.split(r"[<>=\[ ;]", line)[0].lower()
            assert name in lists[purpose], f"{name}: python build_installer.py --lock"


def test_that_what_windows_and_macos_need_besides_is_pinned_as_well():
    text = pins.lock_of("build").read_text("utf-8")
    for name, system in (("pefile", "win32"), ("macholib", "darwin")):
        assert re.search(rf"^{name}==.*sys_platform == '{system}'", text, flags=re.MULTILINE)


def test_that_weaknesses_are_told_and_silence_is_not_taken_for_safety():
    weak = {"id": "CVE-1", "fix_versions": ["2.0"]}
    known = {"name": "a", "version": "1.0", "vulns": [weak]}
    sound = {"name": "b", "version": "1.0", "vulns": []}
    unknown = {"name": "c", "skip_reason": "Dependency not found"}
    told = audit.weaknesses_of(json.dumps({"dependencies": [known, sound]}))
    assert told == audit.Weaknesses(found=("a 1.0: CVE-1 (mended in 2.0)",))
    assert audit.weaknesses_of(json.dumps({"dependencies": [sound]})) == audit.Weaknesses()
    told = audit.weaknesses_of(json.dumps({"dependencies": [sound, unknown]}))
    assert told.not_looked_up == "the service does not know c"
    told = audit.weaknesses_of("", "Traceback\nConnectionError: no network")
    assert "is there a network? ConnectionError: no network" in told.not_looked_up


def test_that_an_audit_that_could_not_look_is_not_a_good_one(capsys, monkeypatch):
    """This environment has no pip-audit, or no network: 2 and why, never 0."""
    monkeypatch.setattr(audit, "weaknesses", lambda: audit.Weaknesses(not_looked_up="no network"))
    monkeypatch.setattr(audit, "pin_findings", lambda _: [])
    assert build_installer.main(["--audit"]) == 2
    assert "weaknesses not looked up: no network" in capsys.readouterr().err


def test_that_the_list_of_what_is_shipped_names_everything_once():
    components = shipped.libraries()
    listed = shipped.sbom(components, "1.2.3")
    json.dumps(listed)
    assert listed["bomFormat"] == "CycloneDX"
    refs = [item["bom-ref"] for item in listed["components"]]
    assert len(refs) == len(set(refs)) == len(components)
    assert listed["dependencies"][0]["dependsOn"] == refs
    assert listed == shipped.sbom(components, "1.2.3")


def test_that_the_kind_of_file_is_the_same_on_every_system():
    files = ROOT / "resources" / "packaging" / "files"
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str
    desktop.read(files / "stageplanner.desktop", encoding="utf-8")
    kind = desktop["Desktop Entry"]["MimeType"].rstrip(";")
    tree = ET.parse(files / "stageplanner.xml")
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert tree.find(f"{space}mime-type").get("type") == kind
    assert tree.find(f".//{space}glob").get("pattern") == "*.stageplan"
    assert desktop["Desktop Entry"]["Exec"] == "stageplanner %f"
    assert r"\.stageplan" in (files / "setup.iss").read_text("utf-8")
    spec = (ROOT / "resources" / "packaging" / "stageplanner.spec").read_text("utf-8")
    assert '"public.filename-extension": ["stageplan"]' in spec


def test_that_the_setup_script_gets_every_value_it_asks_for():
    script = (ROOT / "resources" / "packaging" / "files" / "setup.iss").read_text("utf-8")
    asked = set(re.findall(r"\{#(\w+)\}", script)) - {"Key"}
    build = freeze.Build(work=Path("work"), out=Path("out"))
    command = [str(part) for part in windows.setup_command(build, "iscc")]
    given = {part[2:].split("=")[0] for part in command if part.startswith("/D")}
    assert asked == given
    sections = set(re.findall(r"^\[(\w+)\]", script, flags=re.MULTILINE))
    assert {"Setup", "Files", "Icons", "Registry", "Languages", "Run"} <= sections
    assert "UninstallDelete" not in sections, "what users made stays"


def test_that_the_disk_image_is_asked_for_with_both_places():
    command = [str(part) for part in macos.dmg_command(Path("folder"), Path("x.dmg"))]
    assert command[:2] == ["hdiutil", "create"]
    assert command[-3:] == ["-srcfolder", "folder", "x.dmg"]


def test_that_the_package_asks_for_a_new_enough_c_library():
    control = debian.control_of(5_000_000)
    assert re.search(r"^Depends: libc6 \(>= \d+\.\d+\), ", control, flags=re.MULTILINE)
    assert f"Version: {freeze.VERSION}-1\n" in control
    assert control.endswith("\n")


def test_that_a_file_is_signed_by_the_command_that_was_given(tmp_path, monkeypatch):
    script = tmp_path / "sign.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1] + '.sig').touch()\n")
    target = tmp_path / "a file.deb"
    target.touch()
    monkeypatch.setenv("STAGEPLANNER_SIGN", f"{sys.executable} {script} {{file}}")
    freeze.sign(target)
    assert (tmp_path / "a file.deb.sig").exists()
    monkeypatch.setenv("STAGEPLANNER_SIGN", f"{sys.executable} -c 1/0 {{file}}")
    with pytest.raises(freeze.CannotBuildError, match="ZeroDivisionError"):
        freeze.sign(target)


def test_that_a_check_names_what_is_lacking_and_its_cure(capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert build_installer.main(["--check"]) == 1
    said = capsys.readouterr().out
    for need in machine.needs():
        assert need.name in said
        if not need.is_there:
            assert need.cure in said
    for kind in machine.kinds():
        assert kind in said


def test_that_nothing_is_built_where_the_machine_lacks_something(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", [p for p in sys.path if "site-packages" not in p])
    missing = [need for need in machine.needs() if not need.is_there and need.kind == "program"]
    assert missing
    code = build_installer.main(["--out", str(tmp_path / "out"), "--work", str(tmp_path / "work")])
    assert code == 2
    assert missing[0].cure in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_that_the_licence_is_the_one_that_is_named():
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text("utf-8")
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text("utf-8")
