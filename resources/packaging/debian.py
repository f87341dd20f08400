"""The package for Debian and Ubuntu: its control data, texts and contents."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

from resources.packaging import manpage
from resources.packaging.contents import ROOT
from resources.packaging.desktop import lay_out, put, take_program
from resources.packaging.freeze import HERE, VERSION, Build, run, sign
from resources.packaging.moment import day, epoch, when

#: The version as Debian has it: ours, and the first packing of it.
DEBIAN_VERSION = f"{VERSION}-1"

#: What the program asks of the system besides its C library: graphics, fonts, the desktop.
DEPENDS = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
)


def machine() -> str:
    """Return the processor as Debian names it."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())


def maintainer() -> str:
    """Who answers for the package: ``DEBFULLNAME`` and ``DEBEMAIL``, else the last author."""
    name, address = os.environ.get("DEBFULLNAME"), os.environ.get("DEBEMAIL")
    if name and address:
        return f"{name} <{address}>"
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%an <%ae>"]
    try:
        done = subprocess.run(git, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def build_deb(build: Build) -> Path:
    """Build a package for Debian and Ubuntu; removing it leaves the files of users."""
    root = build.work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(build, root)
    take_program(build, root / "usr" / "lib" / "stageplanner")
    shutil.rmtree(root / "usr" / "lib" / "stageplanner" / "licences")
    command = root / "usr" / "bin" / "stageplanner"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/stageplanner/stageplanner")
    _write_texts(build, root / "usr" / "share")
    for path in (root, *root.rglob("*")):
        if not path.is_symlink() and (path.is_dir() or path.is_relative_to(root / "usr/share")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    control = root / "DEBIAN"
    sums, size = _sums(root), _size(root)
    control.mkdir()
    (control / "control").write_text(control_of(size), encoding="utf-8")
    (control / "md5sums").write_text(sums, encoding="utf-8")
    target = build.out / f"stageplanner_{DEBIAN_VERSION}_{machine()}.deb"
    times = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    pack = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z6"]
    run([*pack, root, target], env=times)
    sign(target)
    return target


def _write_texts(build: Build, share: Path) -> None:
    """Write the rights, the changes, the manual pages and the lintian overrides."""
    about = share / "doc" / "stageplanner"
    shutil.copytree(build.licences, about / "licences")
    listed = json.loads((build.program / "sbom.cdx.json").read_text("utf-8"))["components"]
    (about / "copyright").write_text(copyright_of(listed, build), encoding="utf-8")
    _pack(about / "changelog.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    _pack(about / "changelog.Debian.gz", changelog())
    for language, place in (("en", "man1"), ("nl", "nl/man1")):
        _pack(share / "man" / place / "stageplanner.1.gz", manpage.write(language, day()))
    put(HERE / "files" / "lintian-overrides", share / "lintian" / "overrides" / "stageplanner")


def _pack(target: Path, said: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(said.encode(), 9, mtime=0))


def _contents(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def _size(root: Path) -> int:
    return sum(path.stat().st_size for path in _contents(root))


def _sums(root: Path) -> str:
    """List the checksum of every file, with which ``debsums`` finds a damaged one."""
    lines = []
    for path in _contents(root):
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "md5").hexdigest()
        lines.append(f"{found}  {path.relative_to(root).as_posix()}\n")
    return "".join(lines)


def control_of(size: int) -> str:
    """Write what apt must know, for a package of so many bytes."""
    libc = ".".join(platform.libc_ver()[1].split(".")[:2]) or "2.31"
    depends = ", ".join((f"libc6 (>= {libc})", *DEPENDS))
    return (
        f"Package: stageplanner\nVersion: {DEBIAN_VERSION}\nArchitecture: {machine()}\n"
        f"Maintainer: {maintainer()}\nSection: education\n"
        f"Priority: optional\nInstalled-Size: {size // 1024}\nDepends: {depends}\n"
        "Recommends: shared-mime-info, desktop-file-utils, xdg-utils\n"
        "Description: spreads placements so that supervisors are not overrun\n"
        " StagePlanner puts the placement plans of schools in one picture, shows where\n"
        " they collide, and proposes the fewest changes that remove the overload, with\n"
        " proof. Agreements go out as Excel workbooks.\n"
    )


def changelog() -> str:
    """Write the changes of the packaging as Debian writes them."""
    return (
        f"stageplanner ({DEBIAN_VERSION}) unstable; urgency=medium\n\n"
        f"  * Version {VERSION}; what is new is in changelog.gz.\n\n"
        f" -- {maintainer()}  {format_datetime(when())}\n"
    )


def copyright_of(listed: list[dict[str, object]], build: Build) -> str:
    """Whose work is shipped and under what, in the form that Debian's tools read (DEP 5)."""
    year = when().year
    stanzas = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: StagePlanner\n"
        "Comment: Everything shipped has a folder with its licence in\n"
        " /usr/share/doc/stageplanner/licences; index.txt there lists them.\n"
        " Qt (PySide6, shiboken6) is used under the LGPL 3, whose text is also in\n"
        " /usr/share/common-licenses/LGPL-3 and GPL-3. Its libraries lie as files of their\n"
        " own in /usr/lib/stageplanner/_internal/PySide6 and may be replaced by others.",
        f"Files: *\nCopyright: {year} the authors of StagePlanner, as its history names them\n"
        "License: EUPL-1.2\n"
        " The text is in /usr/share/doc/stageplanner/licences/StagePlanner.txt.",
    ]
    for item in listed:
        name = str(item["name"])
        holders = "\n ".join(_holders(build.licences / name) or ["see the text of its licence"])
        stanzas.append(
            f"Files: {_place(item, build.program)}\n"
            f"Copyright: {holders}\n"
            f"License: {_short(item)}\n"
            f" The text is in /usr/share/doc/stageplanner/licences/{name}/."
        )
    return "\n\n".join(stanzas) + "\n"


#: How the folder of a component is called, where that is not its own name.
_FOLDERS = {
    "protobuf": "google",
    "pyside6-essentials": "PySide6",
    "python": "libpython3",
    "python-calamine": "python_calamine",
    "python-dateutil": "dateutil",
}


def _place(item: dict[str, object], program: Path) -> str:
    """List the files of a component; pure Python lies in the program's own file."""
    name = str(item["name"])
    if str(item["purl"]).startswith("pkg:deb/"):
        return "usr/lib/stageplanner/_internal/*.so.*"
    part = _FOLDERS.get(name, name)
    if any((program / "_internal").glob(f"{part}*")):
        return f"usr/lib/stageplanner/_internal/{part}*"
    return "usr/lib/stageplanner/stageplanner"


def _short(item: dict[str, object]) -> str:
    """Return the licence in one word, as the form asks: choices with ``or``."""
    licences = item["licenses"]
    told = licences[0]["license"]["name"] if isinstance(licences, list) else "unknown"
    if told.startswith("see "):
        return "see-its-copyright-file"
    told = re.sub(r"\b(OR|AND|WITH)\b", lambda m: m[0].lower(), told)
    parts = re.split(r"( or | and )", told)
    return "".join(part if part in (" or ", " and ") else part.replace(" ", "-") for part in parts)


def _holders(folder: Path) -> list[str]:
    """Who holds the rights, as the texts of a licence say; each once, the first twelve."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*")):
        for line in path.read_text("utf-8", errors="replace").splitlines():
            told = re.match(r"\W*Copyright:? +((?:\(c\)|©)?.*\d{4}.*)", line.strip(), re.IGNORECASE)
            if told and "<" not in told[1].split("@")[0]:
                found[re.sub(r"^\(c\)\s*|^©\s*", "", told[1], flags=re.IGNORECASE).strip()] = None
    return list(found)[:12]
