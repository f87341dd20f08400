"""A copy of the work at the moment that the program fails."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.problems import StagePlannerError
from stageplanner.store.disk.state_paths import private_folder, state_folder

if TYPE_CHECKING:
    from stageplanner.workspace.project_file import ProjectFile

#: The number of rescue copies to keep.
KEPT = 5


def rescue_folder() -> Path:
    """Return the folder of the rescue copies, on this computer."""
    return state_folder() / "rescue"


def rescue(project: ProjectFile, folder: Path | None = None) -> Path | None:
    """Save a copy of the open file elsewhere; return its path, or ``None`` if that failed.

    The file itself is not touched: what led to the defect may be wrong.
    """
    place = folder or rescue_folder()
    stem = project.path.stem if project.path is not None else "regio"
    target = place / f"{stem} {datetime.now():%Y-%m-%d %H.%M.%S}.stageplan"
    try:
        private_folder(place)
        project.save_copy(target)
        copies = sorted(place.glob("*.stageplan"), key=lambda path: path.stat().st_mtime)
        for old in copies[:-KEPT]:
            old.unlink()
    except (OSError, StagePlannerError, RuntimeError, ValueError):
        return None
    return target
