"""The numbers of a heat map and their colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from stageplanner.load.tolerances import FULL
from ui.base.theme import Theme, load_color, text_on

MIN_CELL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatData:
    """Fractions by row and week: 0 without students, ``inf`` without places."""

    rows: tuple[str, ...]
    weeks: tuple[str, ...]
    months: tuple[str, ...]
    values: np.ndarray
    hatched: np.ndarray
    unknown: np.ndarray | None = None
    min_cell: int = MIN_CELL

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and weeks."""
        return len(self.rows), len(self.weeks)


class HeatView(Protocol):
    """What painting reads of a heat map."""

    data: HeatData | None
    pictures: dict[int, QPixmap]
    row_height: int
    header: int
    label_width: int
    cell_width: float

    @property
    def current(self) -> tuple[int, int]:
        """Selected row and column; -1 for none."""

    def viewport(self) -> QWidget:
        """Return the area that is painted."""

    def hasFocus(self) -> bool:
        """Return whether the keyboard is here."""

    def devicePixelRatioF(self) -> float:
        """Return the number of device pixels per pixel."""

    def cell_rect(self, row: int, week: int) -> QRectF:
        """Return where a cell is drawn, in the viewport."""

    def rows_in_sight(self) -> range:
        """Return the rows that are visible, also in part."""

    def weeks_in_sight(self) -> range:
        """Return the columns that are visible, also in part."""


def shades_of(values: np.ndarray) -> np.ndarray:
    """Return the shade of each fraction, from 0 to 150: its hundredths up to 1.5."""
    finite = np.where(np.isfinite(values), values, 2.0)
    # Just over 100% must not be rounded down to full.
    hundredths = np.where(finite > FULL, np.maximum(101, finite * 100), finite * 100)
    return np.clip(np.rint(hundredths), 0, 150).astype(np.intp)


def color_table(values: np.ndarray) -> np.ndarray:
    """Return the colours of fractions as ``0xffrrggbb``, in the same shape."""
    empty = 0xFF000000 | int(Theme.colors.empty_cell[1:], 16)
    colors = _steps()[shades_of(values)]
    return np.where(values <= 0, np.uint32(empty), colors).astype(np.uint32)


@cache
def _steps() -> np.ndarray:
    shades = [load_color(number / 100) for number in range(151)]
    return np.array([0xFF000000 | (r << 16) | (g << 8) | b for r, g, b in shades], dtype=np.uint32)


@cache
def ink_of(shade: int) -> QColor:
    """Return the colour of a number that is written on a shade."""
    return text_on(load_color(shade / 100))
