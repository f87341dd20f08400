"""The numbers a heat map draws, and their colours as one image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ui.theme import Theme, load_color

MIN_CELL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatData:
    """What is drawn: fractions by row and week, 0 for nobody, ``inf`` for no place at all."""

    rows: tuple[str, ...]
    weeks: tuple[str, ...]
    months: tuple[str, ...]
    values: np.ndarray
    hatched: np.ndarray
    unknown: np.ndarray | None = None
    min_cell: int = MIN_CELL

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and weeks."""
        return len(self.rows), len(self.weeks)


def color_table(values: np.ndarray) -> np.ndarray:
    """The colours of fractions as (rows, columns) of ``0xffrrggbb``."""
    steps = np.array(
        [
            0xFF000000 | (r << 16) | (g << 8) | b
            for r, g, b in map(load_color, np.arange(151) / 100)
        ],
        dtype=np.uint32,
    )
    empty = 0xFF000000 | int(Theme.colors.empty_cell[1:], 16)
    finite = np.where(np.isfinite(values), values, 2.0)
    # Just over 100% must not be rounded down to full.
    hundredths = np.where(finite > 1 + 1e-9, np.maximum(101, finite * 100), finite * 100)
    colors = steps[np.clip(np.rint(hundredths), 0, 150).astype(np.intp)]
    return np.where(values <= 0, np.uint32(empty), colors).astype(np.uint32)
