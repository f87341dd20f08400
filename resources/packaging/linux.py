"""What Linux users expect besides a package: an AppImage, and a plain archive."""

from __future__ import annotations

import os
import platform
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from resources.packaging.desktop import lay_out, take_program
from resources.packaging.freeze import VERSION, Build, run, sign
from resources.packaging.moment import epoch


def build_archive(build: Build) -> Path:
    """The program in a .tar.gz: unpack it anywhere and run it."""
    target = build.out / f"StagePlanner-{VERSION}-linux-{platform.machine()}.tar.gz"
    moment = epoch()

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
    lay_out(build, root)
    take_program(build, root / "usr" / "lib" / "stageplanner")
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
        run([*pack, "-comp", "zstd", "-mkfs-time", str(epoch()), "-all-time", str(epoch())])
        with target.open("wb") as whole:
            whole.write(begin.read_bytes())
            whole.write(image.read_bytes())
    target.chmod(0o755)
    sign(target)
    return target
