"""Where the regions of the benchmark come from: real workbooks, or the generator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from stageplanner.domain.state import State
from stageplanner.load.demand import build_grid
from stageplanner.load.measures import supply_of
from stageplanner.load.supply import split_components
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.benchmarks import generate

COUNTRY = "country"
#: One region each; the country is a name of its own.
ONE_REGION = ("voorbeeldregio", "grote-regio", "all sectors")
NAMES = (*ONE_REGION, COUNTRY)


def state_of(name: str, folder: Path | None = None) -> State:
    """The region of a name; from the workbooks in ``folder / name`` where there are any."""
    files = sorted((folder / name).glob("*.xlsx")) if folder else []
    if files:
        # A folder with everybody's own files also holds the one workbook of all periods.
        whole = [f for f in files if f.stem in ("alle-periodes", "Stageperiodes")]
        return read([f for f in files if f.stem in ("Leerbedrijven", "Vakanties")] + whole)
    if name == "voorbeeldregio":
        return read([Path(file) for file in example_files()])
    if name == "grote-regio":
        return generate.large_region()
    if name == "all sectors":
        return generate.all_sectors()
    return generate.region_of_country(name)


def read(files: Iterable[Path]) -> State:
    """Import workbooks as a user would."""
    project = Project()
    project.import_files(files)
    return project.state


def largest_component(state: State) -> State:
    """The region cut down to its component with the most stage periods."""
    supply = supply_of(state, build_grid(state))
    members = [
        {supply.programmes[i] for i in component.programmes}
        for component in split_components(supply)
    ]
    largest = max(members, key=lambda own: sum(p.programme in own for p in state.periods))
    return replace(
        state,
        periods=tuple(p for p in state.periods if p.programme in largest),
        leerbedrijven=tuple(c for c in state.leerbedrijven if largest & set(c.accredited)),
    )


def size_of(state: State) -> str:
    """Stage periods, students, leerbedrijven."""
    students = sum(period.students for period in state.periods)
    return f"{len(state.periods):,} / {students:,} / {len(state.leerbedrijven):,}"
