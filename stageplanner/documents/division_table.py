"""The division of students over leerbedrijven as a table."""

from __future__ import annotations

from pathlib import Path

from stageplanner.domain.results.division import Division
from stageplanner.domain.state import State


def write_division(state: State, division: Division, path: Path) -> None:
    """Write which students go to which leerbedrijf as a CSV file."""
    from stageplanner.disk.drafts import placing
    from stageplanner.domain.comparison.records import division_csv

    with placing() as drafts:
        drafts.write(path, division_csv(state, division).encode("utf-8-sig"))
