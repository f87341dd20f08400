"""What was agreed in all regions of a server, for who reads along: the country."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stageplanner.store.shared.administration import RegionTotals

#: The columns of the overview, in order.
COLUMNS = (
    "region",
    "school_year",
    "sector",
    "niveau",
    "agreements",
    "students",
    "peak_wish",
    "peak",
    "shortage_wish",
    "shortage",
)


def overview_rows(regions: tuple[RegionTotals, ...]) -> list[dict[str, Any]]:
    """Return the agreements of every region by school year, sector and niveau.

    Parameters
    ----------
    regions : tuple of RegionTotals
        As the server keeps them.

    Returns
    -------
    list of dict
        With :data:`COLUMNS`. Peaks and shortages are of the whole region, the same in each of its
        rows; a region without agreements has one row.
    """
    return [row for region in regions for row in _rows(region)]


def write_overview(rows: list[dict[str, Any]], path: Path, language: str = "nl") -> None:
    """Write the overview as a workbook, whole or not at all.

    Parameters
    ----------
    rows : list of dict
        Of :func:`overview_rows`.
    path : Path
        The workbook.
    language : str
        Of the headings.
    """
    from stageplanner.disk.drafts import placing
    from stageplanner.frames import OVERVIEW, overview

    headings = {column.name: column.about(language) for column in OVERVIEW}
    buffer = io.BytesIO()
    overview(rows).rename(columns=headings).to_excel(buffer, index=False)
    with placing(None) as drafts:
        drafts.write(path, buffer.getvalue())


def _rows(region: RegionTotals) -> Iterator[dict[str, Any]]:
    whole = {name: region.figures.get(name) for name in COLUMNS[6:]}
    nothing = {"school_year": None, "sector": "", "niveau": None, "agreements": 0, "students": 0}
    for group in region.figures.get("agreed") or [nothing]:
        yield {"region": region.name, **group, **whole}
