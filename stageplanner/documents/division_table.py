"""The division of students over leerbedrijven as a table."""

from __future__ import annotations

from pathlib import Path

from stageplanner.domain.results.division import Division
from stageplanner.domain.state import State


def write_division(state: State, division: Division, path: Path) -> None:
    """Write which students go to which leerbedrijf as a CSV file, replaced in one step."""
    from stageplanner.domain.comparison.records import division_csv
    from stageplanner.store.disk.atomic_write import replace_file

    replace_file(path, division_csv(state, division).encode("utf-8-sig"))
