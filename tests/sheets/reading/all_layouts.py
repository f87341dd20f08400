"""Every layout: importing these files registers their layouts."""

from __future__ import annotations

from tests.sheets.reading import (  # noqa: F401
    held_out_1,
    held_out_2,
    held_out_3,
    list_date_layouts,
    list_layouts,
    list_period_layouts,
    matrix_layouts,
    transposed_layouts,
)
from tests.sheets.reading.layouts import LAYOUTS

__all__ = ["LAYOUTS"]
