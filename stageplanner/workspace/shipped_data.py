"""Dated data that ship with the app; a region may replace them."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib import resources

from stageplanner.domain.calendar import Holiday


@cache
def region_holidays() -> tuple[Holiday, ...]:
    """Return the school holidays per vakantieregio, which is their ``institution``."""
    text = resources.files("resources").joinpath("holidays", "school_holidays.json").read_text()
    return tuple(
        Holiday(
            institution=row["region"],
            name=row["name"],
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"]),
        )
        for row in json.loads(text)["holidays"]
    )


def example_files() -> tuple[str, ...]:
    """Return the files of the example region: holidays, leerbedrijven, all stage periods."""
    folder = resources.files("resources").joinpath("example")
    names = ("Vakanties.xlsx", "Leerbedrijven.xlsx", "alle-periodes.xlsx")
    return tuple(str(folder.joinpath(name)) for name in names)
