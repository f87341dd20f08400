"""Make what people install: ``python build_installer.py``.

On Windows a setup program and a portable zip, on macOS a .dmg, on Linux a .deb, an AppImage and
a .tar.gz; each on its own system, in ``dist``. The program is built once, tests itself, and goes
into all of them, with the licences and the list of everything that is shipped.

``--check`` tells what this machine lacks, ``--audit`` judges the licences, pins and known
weaknesses of what is shipped, ``--lock`` renews the pins. Signing: ``STAGEPLANNER_SIGN`` and, on
macOS, ``STAGEPLANNER_NOTARISE`` hold commands in which ``{file}`` is the file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from resources.packaging import appimage, debian, linux, macos, pins, windows
from resources.packaging.freeze import Build, CannotBuildError, freeze, selftest
from resources.packaging.machine import ALWAYS, kinds, lacking, needs

ROOT = Path(__file__).resolve().parent
MAKERS: dict[str, Callable[[Build], Path]] = {
    "deb": debian.build_deb,
    "archive": linux.build_archive,
    "appimage": appimage.build_appimage,
    "setup": windows.build_setup,
    "zip": windows.build_zip,
    "dmg": macos.build_dmg,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, or tell what is lacking. 0 done, 1 some kinds not made, 2 nothing made."""
    asked = _parser().parse_args(arguments)
    if asked.check:
        return check()
    if asked.lock:
        return lock()
    if asked.audit:
        from resources.packaging.audit import report

        return report()
    build = Build(work=asked.work.resolve(), out=asked.out.resolve())
    try:
        return make(build, tuple(asked.kind or kinds()), keep=asked.keep)
    except CannotBuildError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="tell what this machine lacks")
    parser.add_argument("--audit", action="store_true", help="judge what is shipped")
    parser.add_argument("--lock", action="store_true", help="write resources/lock anew (uv)")
    parser.add_argument("--kind", action="append", choices=kinds(), help="make only this kind")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--work", type=Path, default=ROOT / "build", metavar="DIR")
    parser.add_argument("--keep", action="store_true", help="do not build the program again")
    return parser


def check() -> int:
    """Print every need of a build here, with the cure of what is lacking."""
    complete = True
    for need in needs():
        said = "ok" if need.is_there else f"LACKING: {need.cure}"
        print(f"{need.kind:9} {need.name}: {said}")
        complete &= need.is_there
    for kind in kinds():
        print(f"{kind}: {'can' if not lacking(kind) else 'CANNOT'} be made here")
    return 0 if complete else 1


def lock() -> int:
    """Write the lists of pinned libraries anew, with their newest fitting versions."""
    try:
        for path in pins.renew(upgrade=True):
            print(path)
    except CannotBuildError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def make(build: Build, wanted: tuple[str, ...], *, keep: bool = False) -> int:
    """Build the program and every kind that this machine can make of it."""
    _stop_where_lacking(ALWAYS)
    if keep and build.console.exists():
        selftest(build)
    else:
        print("building the program", flush=True)
        freeze(build)
    code = 0
    for kind in wanted:
        missing = lacking(kind)
        if missing:
            for need in missing:
                print(f"{kind} not made: {need.name} is lacking. {need.cure}", file=sys.stderr)
            code = 1
            continue
        made = MAKERS[kind](build)
        print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)", flush=True)
    return code


def _stop_where_lacking(kind: str) -> None:
    missing = lacking(kind)
    if missing:
        lines = (f"{need.name} is lacking. {need.cure}" for need in missing)
        raise CannotBuildError("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
