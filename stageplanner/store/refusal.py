"""Problems of a project file that cannot be opened or saved."""

from __future__ import annotations

from pathlib import Path

from stageplanner.problems import Place, Problem, Severity


def refusal(
    code: str, path: Path, *, severity: Severity = Severity.ERROR, **values: object
) -> Problem:
    """Build the problem of a project file; its sentence is in ``resources/messages/store.json``."""
    return Problem(
        code=code,
        severity=severity,
        place=Place(file=path.name),
        values={"file": path.name, "folder": str(path.parent)} | values,
    )
