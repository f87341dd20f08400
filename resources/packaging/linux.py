"""What Linux users can take anywhere: a plain archive."""

from __future__ import annotations

import gzip
import platform
import tarfile
from pathlib import Path

from resources.packaging.freeze import VERSION, Build, sign
from resources.packaging.moment import epoch


def build_archive(build: Build) -> Path:
    """Pack the program in a .tar.gz: unpack it anywhere and run it."""
    target = build.out / f"StagePlanner-{VERSION}-linux-{platform.machine()}.tar.gz"
    moment = epoch()

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    # gzip writes the moment of packing into its head, unless it is told another.
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=moment) as packed,
        tarfile.open(mode="w", fileobj=packed) as archive,
    ):
        archive.add(build.program, arcname=f"StagePlanner-{VERSION}", filter=plain)
    sign(target)
    return target
