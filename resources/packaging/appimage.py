"""The AppImage: one file that runs on any Linux that is not older than the build machine.

It begins with AppImage's own type 2 runtime, which mounts what lies behind it. The path of that
file is given in ``STAGEPLANNER_APPIMAGE_RUNTIME``; its checksum is pinned in :mod:`pins`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from pathlib import Path

from resources.packaging import pins
from resources.packaging.desktop import METAINFO, lay_out, put, take_program
from resources.packaging.freeze import VERSION, Build, CannotBuildError, run, sign
from resources.packaging.moment import epoch
from resources.packaging.shipped import OWN_TEXTS

#: The variable with the path of the runtime.
RUNTIME = "STAGEPLANNER_APPIMAGE_RUNTIME"
RUNTIME_LICENCE = "type2-runtime.txt"


def read_runtime() -> bytes:
    """Return the runtime that was given, if it is the one that is pinned.

    Raises
    ------
    CannotBuildError
        No release is pinned for this processor, no file was given, or another one.
    """
    processor, given = platform.machine(), os.environ.get(RUNTIME)
    pinned = pins.APPIMAGE_RUNTIME.get(processor)
    if pinned is None:
        raise CannotBuildError(f"resources/packaging/pins.py has no checksum for {processor}")
    cure = (
        f"download runtime-{processor} of {pins.APPIMAGE_RUNTIME_RELEASE} and give its path in"
        f" {RUNTIME}"
    )
    if not given:
        raise CannotBuildError(cure)
    try:
        content = Path(given).read_bytes()
    except OSError as error:
        raise CannotBuildError(f"{given} cannot be read ({error.strerror}): {cure}") from error
    checksum = hashlib.sha256(content).hexdigest()
    if checksum != pinned:
        raise CannotBuildError(f"{given} has checksum {checksum}, not {pinned}: {cure}")
    return content


def runtime_fault() -> str:
    """Return why there is no runtime to begin an AppImage with, and the cure; else ''."""
    try:
        read_runtime()
    except CannotBuildError as error:
        return str(error)
    return ""


def build_app_folder(build: Build) -> Path:
    """Lay out what an AppImage holds: the program, its picture and how it begins."""
    root = build.work / "AppDir"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(build, root)
    take_program(build, root / "usr" / "lib" / "stageplanner")
    about = root / "usr" / "share" / "metainfo"
    # Tools for AppImages look for the description under the name of the desktop file.
    (about / METAINFO).rename(about / "stageplanner.appdata.xml")
    for link, target in (
        ("AppRun", "usr/lib/stageplanner/stageplanner"),
        ("stageplanner.desktop", "usr/share/applications/stageplanner.desktop"),
        ("stageplanner.png", "usr/share/icons/hicolor/256x256/apps/stageplanner.png"),
        (".DirIcon", "stageplanner.png"),
    ):
        (root / link).symlink_to(target)
    doc = root / "usr" / "share" / "doc" / "stageplanner"
    put(OWN_TEXTS / RUNTIME_LICENCE, doc / RUNTIME_LICENCE)
    return root


def build_appimage(build: Build) -> Path:
    """Build the file itself: the runtime, and behind it everything as an image."""
    runtime = read_runtime()
    root = build_app_folder(build)
    image = build.work / "app.squashfs"
    image.unlink(missing_ok=True)
    pack = ["mksquashfs", root, image, "-root-owned", "-noappend", "-quiet", "-no-progress"]
    moment = str(epoch())
    # mksquashfs refuses to be given a moment in two ways.
    surroundings = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    times = ["-mkfs-time", moment, "-all-time", moment]
    run([*pack, "-comp", "zstd", *times], env=surroundings)
    target = build.out / f"StagePlanner-{VERSION}-{platform.machine()}.AppImage"
    with target.open("wb") as whole:
        whole.write(runtime)
        whole.write(image.read_bytes())
    target.chmod(0o755)
    sign(target)
    return target
