"""A region as pandas DataFrames, for analysts and notebooks, and back.

Every table is tidy: a row is one observation, a column one variable, named and typed by
:data:`COLUMNS`. Dates are ``datetime64``, counts nullable ``Int64``, utilisations fractions of
capacity (0.803), weekdays text such as ``"ma di"`` and missing where a school left them open.

>>> from stageplanner import frames
>>> from stageplanner.project import Project
>>> project = Project.open(path)  # doctest: +SKIP
>>> frames.load(project.state).groupby("programme")["students"].max()  # doctest: +SKIP
"""

from pandas import DataFrame

from stageplanner.frames.build_state import state_from_frames
from stageplanner.frames.columns import COLUMNS, OVERVIEW, Column
from stageplanner.frames.tables import (
    TABLES,
    agreements,
    changes,
    components,
    holidays,
    leerbedrijven,
    load,
    national,
    overview,
    plan,
    shortages,
    stage_periods,
)

__all__ = [
    "COLUMNS",
    "OVERVIEW",
    "TABLES",
    "Column",
    "DataFrame",
    "agreements",
    "changes",
    "components",
    "holidays",
    "leerbedrijven",
    "load",
    "national",
    "overview",
    "plan",
    "shortages",
    "stage_periods",
    "state_from_frames",
]
