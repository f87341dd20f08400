"""Small projects to try verbs on, saved, opened and left as a crash leaves them."""

from __future__ import annotations

from pathlib import Path

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region

HOLIDAYS, COMPANIES, PERIODS = (Path(name) for name in example_files())
MAPPING = ColumnMapping(signature="s1", kind="periods", columns=(("Koppen", "students"),))


def two_groups():
    """Two groups of ten on the same days, and twelve places."""
    return region([period("S1"), period("S2", group="B")], [company(places=12)])


def later(weeks=2) -> tuple[Placement, ...]:
    option = wish_option(period("S1", start=weeks))
    return (Placement(option=option, students=10),)


def made(path: Path | None = None) -> Project:
    """A project with a plan and a scenario, so that every verb has something to work on."""
    project = Project(two_groups(), path)
    project.place("S1", later())
    project.save_scenario("A")
    return project


def saved_in(folder: Path) -> Path:
    """A project file with a plan and a scenario."""
    path = folder / "regio.stageplan"
    made(path).save()
    return path


def opened(path: Path) -> Project:
    return Project.open(path, guarded=True)


def crash(project: Project) -> None:
    """Let go of the files as the system does when a process is killed; nothing is tidied up."""
    import os

    guard = project._guard
    if guard._journal is not None and guard._journal._handle is not None:
        os.close(guard._journal._handle)
    if guard._lock is not None and guard._lock._handle is not None:
        os.close(guard._lock._handle)
    project._guard = None
