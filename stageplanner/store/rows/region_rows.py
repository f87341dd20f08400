"""The rows of what was handed in, of the history and of remembered columns.

A row is a plain tuple in the order of the columns in ``tables.py``, without ``position``. The
journal writes the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.history import Event
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.domain.state import Delivery
from stageplanner.store.document import StoredMapping
from stageplanner.store.rows.cells import (
    DAY,
    DAY_OR_NONE,
    FLAG,
    FLAG_OR_NONE,
    FORMS_OR_NONE,
    MOMENT,
    NAMES,
    NUMBER,
    NUMBERS_OR_NONE,
    PLAIN,
    RANGES,
    Codec,
    Row,
    one_of,
    read_number,
)
from stageplanner.store.rows.row_shapes import Shape

#: Without a source all its cells are empty.
_SOURCE = Shape(Source, {"file": PLAIN, "sheet": PLAIN, "row": PLAIN})

PERIOD = Shape(
    StagePeriod,
    {
        "id": PLAIN,
        "institution": PLAIN,
        "programme": PLAIN,
        "programme_name": PLAIN,
        "year": PLAIN,
        "group": PLAIN,
        "students": PLAIN,
        "form": one_of(Form),
        "start": DAY,
        "end": DAY,
        "days_per_week": PLAIN,
        "weekdays": NUMBERS_OR_NONE,
        "brin": PLAIN,
        "location": PLAIN,
        "niveau": PLAIN,
        "leerweg": PLAIN,
        "hours_per_day": NUMBER,
        "allowed_forms": FORMS_OR_NONE,
        "earliest_start": DAY_OR_NONE,
        "latest_end": DAY_OR_NONE,
        "splittable": FLAG_OR_NONE,
        "fixed": FLAG,
        "region": PLAIN,
        "source": _SOURCE,
    },
)

LEERBEDRIJF = Shape(
    Leerbedrijf,
    {
        "id": PLAIN,
        "name": PLAIN,
        "location": PLAIN,
        "town": PLAIN,
        "branch": PLAIN,
        "accredited": NAMES,
        "places": PLAIN,
        "occupied": PLAIN,
        "available_from": DAY_OR_NONE,
        "available_until": DAY_OR_NONE,
        "closed": RANGES,
        "supervisors": PLAIN,
        "places_per_weekday": NUMBERS_OR_NONE,
        "levels": NUMBERS_OR_NONE,
        "form_preference": PLAIN,
        "source": _SOURCE,
        "multiplicity": PLAIN,
    },
    # A journal from before there were pools has no cell for them.
    needed=18,
)

_HOLIDAY = Shape(Holiday, {"institution": PLAIN, "name": PLAIN, "start": DAY, "end": DAY})

BASE_LOAD = Shape(
    BaseLoad,
    {
        "programme": PLAIN,
        "programme_name": PLAIN,
        "niveau": PLAIN,
        "monday": DAY,
        "students": Codec(json.dumps, lambda text: tuple(map(read_number, json.loads(text)))),
        "is_masked": FLAG,
    },
)

DELIVERY = Shape(
    Delivery,
    {"file": PLAIN, "sha256": PLAIN, "kind": PLAIN, "rows_read": PLAIN, "rows_used": PLAIN},
)

EVENT = Shape(
    Event,
    {
        "when": MOMENT,
        "user": PLAIN,
        "verb": PLAIN,
        "subject": PLAIN,
        "before": PLAIN,
        "after": PLAIN,
        "origin": PLAIN,
    },
)

MAPPING = Shape(StoredMapping, {"institution": PLAIN, "signature": PLAIN, "content": PLAIN})


def holiday_row(holiday: Holiday, *, of_region: bool) -> Row:
    """Return a holiday of an institution or a vakantieregio as a row of ``holiday``."""
    return (int(of_region), *_HOLIDAY.row(holiday))


def holiday_of(row: Sequence[Any]) -> Holiday:
    """Return the holiday of a row of ``holiday``."""
    return _HOLIDAY.of(row[1:])
