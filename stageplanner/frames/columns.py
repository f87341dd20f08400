"""The tables of a region with their columns: names, dtypes and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stageplanner.messages import text

TEXT, COUNT, NUMBER, DATE, FLAG = "str", "Int64", "float64", "datetime64[ns]", "bool"


@dataclass(frozen=True, slots=True)
class Column:
    """A documented column: its name and its pandas dtype."""

    name: str
    dtype: str

    def about(self, language: str = "en") -> str:
        """Return what the column holds.

        Parameters
        ----------
        language : str
            ``"nl"`` or ``"en"``.

        Returns
        -------
        str
            One sentence.
        """
        return text(f"frame_column_{self.name}", language)


_GROUP = (
    Column("period", TEXT),
    Column("institution", TEXT),
    Column("programme", TEXT),
)
_PLACED = (
    Column("form", TEXT),
    Column("start", DATE),
    Column("end", DATE),
    Column("days_per_week", COUNT),
    Column("weekdays", TEXT),
)

#: Every table with its columns, in order.
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "stage_periods": (
        *_GROUP,
        Column("programme_name", TEXT),
        Column("sector", TEXT),
        Column("niveau", COUNT),
        Column("leerweg", TEXT),
        Column("year", COUNT),
        Column("group", TEXT),
        Column("location", TEXT),
        Column("brin", TEXT),
        Column("students", COUNT),
        *_PLACED,
        Column("hours_per_day", NUMBER),
        Column("allowed_forms", TEXT),
        Column("earliest_start", DATE),
        Column("latest_end", DATE),
        Column("splittable", "boolean"),
        Column("fixed", FLAG),
        Column("region", TEXT),
    ),
    "leerbedrijven": (
        Column("leerbedrijf", TEXT),
        Column("name", TEXT),
        Column("location", TEXT),
        Column("town", TEXT),
        Column("branch", TEXT),
        Column("accredited", TEXT),
        Column("places", COUNT),
        Column("occupied", COUNT),
        Column("places_per_weekday", TEXT),
        Column("available_from", DATE),
        Column("available_until", DATE),
        Column("closed", TEXT),
        Column("supervisors", COUNT),
        Column("levels", TEXT),
        Column("form_preference", TEXT),
    ),
    "holidays": (
        Column("institution", TEXT),
        Column("name", TEXT),
        Column("start", DATE),
        Column("end", DATE),
    ),
    "load": (
        Column("date", DATE),
        Column("programme", TEXT),
        Column("students_wish", NUMBER),
        Column("students", NUMBER),
        Column("load_wish", NUMBER),
        Column("load", NUMBER),
    ),
    "plan": (
        *_GROUP,
        Column("part", COUNT),
        Column("students", COUNT),
        *_PLACED,
        Column("changed", FLAG),
    ),
    "changes": (
        *_GROUP,
        Column("students", COUNT),
        Column("kinds", TEXT),
        Column("form_wish", TEXT),
        Column("start_wish", DATE),
        Column("end_wish", DATE),
        Column("weekdays_wish", TEXT),
        *_PLACED,
        Column("part", COUNT),
    ),
    "agreements": (
        Column("agreement", TEXT),
        Column("version", COUNT),
        Column("status", TEXT),
        Column("school_year", COUNT),
        Column("valid_from", DATE),
        Column("valid_until", DATE),
        *_GROUP,
        Column("niveau", COUNT),
        Column("sector", TEXT),
        Column("students", COUNT),
        Column("realised", COUNT),
        Column("part", COUNT),
        *_PLACED,
    ),
    "shortages": (
        Column("date", DATE),
        Column("component", TEXT),
        Column("shortage_wish", NUMBER),
        Column("shortage", NUMBER),
        Column("utilisation_wish", NUMBER),
        Column("utilisation", NUMBER),
    ),
    "components": (
        Column("component", TEXT),
        Column("periods", COUNT),
        Column("students", COUNT),
        Column("peak_wish", NUMBER),
        Column("peak", NUMBER),
        Column("lower_bound", NUMBER),
        Column("shortage_wish", NUMBER),
        Column("shortage", NUMBER),
        Column("changes", COUNT),
        Column("agreements", COUNT),
        Column("year_balance", NUMBER),
    ),
}

#: What was agreed in the regions of a server; see :func:`stageplanner.frames.overview`.
OVERVIEW: tuple[Column, ...] = (
    Column("region", TEXT),
    Column("school_year", COUNT),
    Column("sector", TEXT),
    Column("niveau", COUNT),
    Column("agreements", COUNT),
    Column("students", COUNT),
    Column("peak_wish", NUMBER),
    Column("peak", NUMBER),
    Column("shortage_wish", NUMBER),
    Column("shortage", NUMBER),
)
