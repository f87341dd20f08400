"""The log of this user: what the program did and where it failed, never what the data hold.

It has verbs, counts, seconds and codes of problems, and of a defect its kind and the lines of code
it went through, but not its message, which may quote a name from a file.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from stageplanner import __version__
from stageplanner.problems import Defect, defect_of
from stageplanner.store.disk.state_paths import state_folder

LOG = logging.getLogger("stageplanner")
#: Bytes after which a new log begins, and the number of old logs to keep.
LARGEST, OLD_ONES = 512_000, 3

_ROOT = Path(__file__).resolve().parents[2]


def log_folder() -> Path:
    """Return the folder of the log, on this computer."""
    return state_folder() / "log"


class _Handler(RotatingFileHandler):
    """Keeps writing to the same file if another window of this user holds it (Windows)."""

    def doRollover(self) -> None:  # noqa: N802
        try:
            super().doRollover()
        except OSError:
            self.stream = self._open()


def _fault_file(path: Path) -> Path:
    """Return the path of the crash reports; a file that grew too large is removed first."""
    if path.exists() and path.stat().st_size > LARGEST:
        path.unlink()
    return path


def crash_reports(folder: Path | None = None) -> str:
    """Return the crash reports of the system, without the folders of this user."""
    try:
        text = ((folder or log_folder()) / "fault.txt").read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return re.sub(r'File "([^"]*)"', lambda m: f'File "{_short(Path(m[1]))}"', text)


def start_log(folder: Path | None = None) -> Path | None:
    """Start the log; return its file, or ``None`` if it cannot be written.

    What the system reports of a crash in a library goes to ``fault.txt`` in the same folder.
    """
    place = folder or log_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        handler = _Handler(
            place / "stageplanner.log",
            maxBytes=LARGEST,
            backupCount=OLD_ONES,
            encoding="utf-8",
            errors="replace",
        )
        fault = _fault_file(place / "fault.txt").open("a", encoding="utf-8")
    except OSError:
        return None
    stop_log()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    faulthandler.enable(fault)
    _OPEN.append(fault)
    LOG.info("start %s", ", ".join(versions()))
    return place / "stageplanner.log"


_OPEN: list[object] = []


def stop_log() -> None:
    """Stop the log and close its files."""
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()
    if _OPEN:
        faulthandler.disable()
        for file in _OPEN:
            file.close()  # type: ignore[attr-defined]
        _OPEN.clear()


def versions() -> tuple[str, ...]:
    """Return the versions of the program, Python and the system; nothing about the user."""
    built = "built" if getattr(sys, "frozen", False) else "from source"
    return (
        f"StagePlanner {__version__} ({built})",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )


def frames_of(error: BaseException | Defect) -> tuple[str, ...]:
    """Return the kind of a defect and the code it went through, without its message."""
    defect = error if isinstance(error, Defect) else defect_of(error)
    return tuple(step if isinstance(step, str) else _frame(*step) for step in defect.steps)


def _frame(file: str, line: int, name: str) -> str:
    """Return a line of code by its place in the program, without a folder of the user."""
    return f"{_short(Path(file))}:{line} {name}"


def _short(path: Path) -> str:
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])


def log_defect(frames: tuple[str, ...]) -> None:
    """Log where a defect happened."""
    LOG.error("defect %s", " < ".join(reversed(frames)))
