"""What Linux users expect: a .deb that apt installs, an AppImage, and a plain archive."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from resources.packaging.contents import ROOT
from resources.packaging.freeze import HERE, VERSION, Build, run, sign

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
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def machine() -> str:
    """The processor as Debian names it."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())


def _epoch() -> int:
    """The moment that is written into archives: that of the last commit, else of the version."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(git, capture_output=True, text=True, check=True)
        return int(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 1_790_000_000


def _put(source: Path, target: Path, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _lay_out(build: Build, root: Path) -> None:
    """The desktop's view of the program under ``root``: menu, icons, kind of file."""
    share = root / "usr" / "share"
    files = HERE / "files"
    _put(files / "stageplanner.desktop", share / "applications" / "stageplanner.desktop")
    _put(files / "stageplanner.xml", share / "mime" / "packages" / "stageplanner.xml")
    icons = share / "icons" / "hicolor"
    for size in ICON_SIZES:
        picture = build.icons / f"stageplanner-{size}.png"
        _put(picture, icons / f"{size}x{size}" / "apps" / "stageplanner.png")
    svg = ROOT / "resources" / "icons" / "app.svg"
    _put(svg, icons / "scalable" / "apps" / "stageplanner.svg")


def _take_program(build: Build, target: Path) -> None:
    """The built program at its place, readable by all, whatever this user's umask is."""
    shutil.copytree(build.program, target, symlinks=True)
    for path in (target, *target.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or (os.access(path, os.X_OK) and ".so" not in path.name)
        path.chmod(0o755 if runs else 0o644)


def build_deb(build: Build) -> Path:
    """A package for Debian and Ubuntu; taking it away leaves what users made."""
    root = build.work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(build, root)
    _take_program(build, root / "usr" / "lib" / "stageplanner")
    shutil.rmtree(root / "usr" / "lib" / "stageplanner" / "licences")
    command = root / "usr" / "bin" / "stageplanner"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/stageplanner/stageplanner")
    about = root / "usr" / "share" / "doc" / "stageplanner"
    shutil.copytree(build.licences, about / "licences")
    (about / "copyright").write_text(_copyright(), encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (about / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    for path in (root, *root.rglob("*")):
        if not path.is_symlink() and (path.is_dir() or path.is_relative_to(about)):
            path.chmod(0o755 if path.is_dir() else 0o644)
    size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(size), encoding="utf-8")
    target = build.out / f"stageplanner_{VERSION}_{machine()}.deb"
    times = {**os.environ, "SOURCE_DATE_EPOCH": str(_epoch())}
    pack = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z6"]
    run([*pack, root, target], env=times)
    sign(target)
    return target


def _control(size: int) -> str:
    libc = ".".join(platform.libc_ver()[1].split(".")[:2]) or "2.31"
    depends = ", ".join((f"libc6 (>= {libc})", *DEPENDS))
    return (
        f"Package: stageplanner\nVersion: {VERSION}\nArchitecture: {machine()}\n"
        "Maintainer: StagePlanner <stageplanner@localhost>\nSection: education\n"
        f"Priority: optional\nInstalled-Size: {size // 1024}\nDepends: {depends}\n"
        "Recommends: shared-mime-info, desktop-file-utils\n"
        "Description: spreads placements so that supervisors are not overrun\n"
        " StagePlanner puts the placement plans of schools in one picture, shows where\n"
        " they collide, and proposes the fewest changes that remove the overload, with\n"
        " proof. Agreements go out as Excel workbooks.\n"
    )


def _copyright() -> str:
    return (
        "Copyright: the authors of StagePlanner, as its history names them.\n\n"
        "StagePlanner is licensed under the European Union Public Licence 1.2; its text is in\n"
        "licences/StagePlanner.txt. The licences of the libraries that are shipped with it are\n"
        "in the other folders there; licences/index.txt lists them.\n\n"
        "Qt (PySide6, shiboken6) is used under the LGPL 3. Its libraries lie as files of their\n"
        "own in /usr/lib/stageplanner/_internal/PySide6 and may be replaced by others.\n"
    )


def build_archive(build: Build) -> Path:
    """The program in a .tar.gz: unpack it anywhere and run it."""
    target = build.out / f"StagePlanner-{VERSION}-linux-{platform.machine()}.tar.gz"
    moment = _epoch()

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        archive.add(build.program, arcname=f"StagePlanner-{VERSION}", filter=plain)
    sign(target)
    return target


def runtime() -> Path | None:
    """The small program that begins every AppImage, where the build machine has it."""
    given = os.environ.get("STAGEPLANNER_APPIMAGE_RUNTIME")
    return Path(given) if given and Path(given).is_file() else None


def build_app_folder(build: Build) -> Path:
    """What an AppImage holds: the program, its picture and how it begins."""
    root = build.work / "AppDir"
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(build, root)
    _take_program(build, root / "usr" / "lib" / "stageplanner")
    for link, target in _links():
        (root / link).symlink_to(target)
    return root


def _links() -> Iterator[tuple[str, str]]:
    yield "AppRun", "usr/lib/stageplanner/stageplanner"
    yield "stageplanner.desktop", "usr/share/applications/stageplanner.desktop"
    yield "stageplanner.png", "usr/share/icons/hicolor/256x256/apps/stageplanner.png"
    yield ".DirIcon", "stageplanner.png"


def build_appimage(build: Build) -> Path:
    """One file that runs on any Linux that is not older than the build machine."""
    root = build_app_folder(build)
    target = build.out / f"StagePlanner-{VERSION}-{platform.machine()}.AppImage"
    begin = runtime()
    if begin is None:
        tool = shutil.which("appimagetool") or "appimagetool"
        run([tool, "--no-appstream", root, target], env={**os.environ, "VERSION": VERSION})
    else:
        image = build.work / "app.squashfs"
        image.unlink(missing_ok=True)
        pack = ["mksquashfs", root, image, "-root-owned", "-noappend", "-quiet", "-no-progress"]
        run([*pack, "-comp", "zstd", "-mkfs-time", str(_epoch()), "-all-time", str(_epoch())])
        with target.open("wb") as whole:
            whole.write(begin.read_bytes())
            whole.write(image.read_bytes())
    target.chmod(0o755)
    sign(target)
    return target
