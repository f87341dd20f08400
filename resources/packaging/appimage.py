"""The AppImage: one file that runs on any Linux that is not older than the build machine.

It begins with a small program that mounts what lies behind it (``files/runtime.c``), built here
from the static libraries of Debian, or given in ``STAGEPLANNER_APPIMAGE_RUNTIME``.
``python -m resources.packaging.appimage FILE`` builds only that beginning.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from resources.packaging.desktop import METAINFO, lay_out, take_program
from resources.packaging.freeze import HERE, VERSION, Build, CannotBuildError, run, sign
from resources.packaging.moment import epoch

#: The static libraries that the beginning is built of, and the packages of Debian with them.
LIBRARIES = {
    "squashfuse_ll": "libsquashfuse-dev",
    "squashfuse": "libsquashfuse-dev",
    "fuse3": "libfuse3-dev",
    "z": "zlib1g-dev",
    "lzma": "liblzma-dev",
    "zstd": "libzstd-dev",
    "lz4": "liblz4-dev",
    "lzo2": "liblzo2-dev",
}
#: How a file says that it is an AppImage of type 2, in room that ELF leaves free.
MARK, MARK_PLACE = b"AI\x02", 8


def given_runtime() -> Path | None:
    """The beginning that was given, where one was."""
    given = os.environ.get("STAGEPLANNER_APPIMAGE_RUNTIME")
    return Path(given) if given and Path(given).is_file() else None


def lacking_libraries() -> list[str]:
    """The packages that this machine lacks to build the beginning."""
    if shutil.which("gcc") is None:
        return ["gcc", "libc6-dev", *dict.fromkeys(LIBRARIES.values())]
    packages = []
    for library, package in {**LIBRARIES, "c": "libc6-dev"}.items():
        file = f"lib{library}.a"
        command = ["gcc", f"-print-file-name={file}"]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        if found.stdout.strip() == file:  # gcc gives the bare name back where it finds none
            packages.append(package)
    return list(dict.fromkeys(packages))


def build_runtime(target: Path) -> Path:
    """Build the beginning, statically: it needs nothing of the system but fusermount."""
    lacks = lacking_libraries()
    if lacks:
        raise CannotBuildError(f"{', '.join(lacks)} is lacking: apt-get install {' '.join(lacks)}")
    command = ["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-D_FILE_OFFSET_BITS=64", "-O2", "-Wall"]
    libraries = [f"-l{library}" for library in LIBRARIES]
    run([*command, "-static", "-s", "-o", target, HERE / "files" / "runtime.c", *libraries])
    program = bytearray(target.read_bytes())
    program[MARK_PLACE : MARK_PLACE + len(MARK)] = MARK
    target.write_bytes(program)
    return target


def build_app_folder(build: Build) -> Path:
    """What an AppImage holds: the program, its picture and how it begins."""
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
    if given_runtime() is None:
        _take_licences(root / "usr" / "share" / "doc" / "stageplanner" / "runtime")
    return root


def _take_licences(folder: Path) -> None:
    """The licences of what the beginning is built of, which is linked into it."""
    folder.mkdir(parents=True)
    for package in (*dict.fromkeys(LIBRARIES.values()), "libc6-dev"):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.exists():
            shutil.copyfile(text, folder / package)


def build_appimage(build: Build) -> Path:
    """The file itself: the beginning, and behind it everything as an image."""
    root = build_app_folder(build)
    begin = given_runtime() or build_runtime(build.work / "runtime")
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
        whole.write(begin.read_bytes())
        whole.write(image.read_bytes())
    target.chmod(0o755)
    sign(target)
    return target


if __name__ == "__main__":
    print(build_runtime(Path(sys.argv[1])))
