"""The support case: a region without names, the log, and the versions in use."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

from stageplanner.domain.state import State
from stageplanner.project import Project
from stageplanner.support.anonymise import nameless
from stageplanner.support.log import crash_reports, log_folder, versions

CASE_NAME = "case.stageplan"


def save_case(state: State, target: Path, logs: Path | None = None) -> Path:
    """Write a support case as a zip; it has no name of the region.

    Parameters
    ----------
    state : State
        The region.
    target : Path
        The zip to write.
    logs : Path, optional
        The folder of the log; by default that of this user.

    Raises
    ------
    OSError, StagePlannerError
        If the file could not be written.
    """
    bare = nameless(state)
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / CASE_NAME
        _nobody(bare).save(case)
        about = {
            "versions": versions(),
            "periods": len(bare.periods),
            "students": sum(period.students for period in bare.periods),
            "leerbedrijven": len(bare.leerbedrijven),
            "holidays": len(bare.holidays),
            "has_plan": bare.plan is not None,
        }
        unfinished = target.with_name(f".{target.name}.unfinished")
        try:
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(case, CASE_NAME)
                archive.writestr("about.json", json.dumps(about, indent=1))
                faults = crash_reports(logs)
                if faults:
                    archive.writestr("log/fault.txt", faults)
                for log in sorted((logs or log_folder()).glob("*.log*")):
                    archive.write(log, f"log/{log.name}")
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target


def _nobody(state: State) -> Project:
    """Return a project with a region and no history, so without the names of users."""
    return Project(state)
