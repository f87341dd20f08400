"""Draw files with cells around their tables, each cell with what it is."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

from tests.sheets.workbook_builders import GOOD, HEADINGS, LEERBEDRIJVEN

#: What a drawn cell is; "any" cells need a fate, whatever it is.
USED, HEADING, STRAY, ANY = "used", "heading", "not_used", "any"

_TITLES = ("ROC Test - planning 2026-2027", "Schooljaar 2026-2027", "BPV-planning")
_STRAY = ("Let op: vanaf wk 40 vier dagen", "zie mail van 3 mei", "nog te bespreken", 5, 17.5, True)
_NOTES = ("Contact: bureau@roctest.nl", "Versie 3 van het bureau", "Graag bevestigen voor 1 juni")
_GROUPS = ("VP2A", "VP2B", "VP2C", "VP2D", "VP2E", "VP2F")


@dataclass
class Drawn:
    """A file that was drawn: per sheet its cells, and per cell what it is."""

    cells: dict[str, dict[tuple[int, int], object]] = field(default_factory=dict)
    kinds: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)

    def put(self, sheet: str, row: int, column: int, value: object, kind: str) -> None:
        """Put a value in a cell; rows and columns count from 0."""
        self.cells.setdefault(sheet, {})[row, column] = value
        self.kinds.setdefault(sheet, {})[row, column] = kind

    def save(self, path: Path) -> Path:
        """Write the file."""
        book = Workbook()
        book.remove(book.active)
        for name, cells in self.cells.items():
            sheet = book.create_sheet(name)
            for (row, column), value in cells.items():
                sheet.cell(row + 1, column + 1, value)
        book.save(path)
        return path


def draw(seed: int) -> Drawn:
    """Draw a file with one to three sheets."""
    rng = random.Random(seed)
    drawn = Drawn()
    _periods(drawn, "Planning", rng)
    extra = [_notes, _unknown_table, _companies, _periods_across, _weeks_down]
    for k, build in enumerate(rng.sample(extra, rng.randrange(3))):
        build(drawn, f"Blad{k + 2}", rng)
    return drawn


def _periods(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    row = _titles(drawn, sheet, rng)
    heads = list(enumerate(HEADINGS))
    left = rng.randrange(2)
    unnamed = rng.random() < 0.5
    unknown = rng.random() < 0.4
    for c, heading in heads:
        drawn.put(sheet, row, left + c, heading, HEADING)
    beside = left + len(HEADINGS)
    if unknown:
        drawn.put(sheet, row, beside, "Mapkleur", ANY)
    for group in _GROUPS[: rng.randrange(2, 7)]:
        row += 1
        values = (*GOOD[:3], group, *GOOD[4:])
        for c, value in enumerate(values):
            drawn.put(sheet, row, left + c, value, USED)
        if unknown:
            drawn.put(sheet, row, beside, rng.choice(("rood", "blauw")), STRAY)
        if unnamed and rng.random() < 0.7:
            at = beside + 1 + rng.randrange(2)
            drawn.put(sheet, row, at, rng.choice(_STRAY), STRAY)
    row += 1 + rng.randrange(2)
    if rng.random() < 0.4:
        drawn.put(sheet, row, left, "Totaal", ANY)
        drawn.put(sheet, row, left + 4, 120, ANY)
        row += 1 + rng.randrange(2)
    for _ in range(rng.randrange(3)):
        drawn.put(sheet, row, rng.randrange(12), rng.choice(_NOTES), STRAY)
        row += 1


def _titles(drawn: Drawn, sheet: str, rng: random.Random) -> int:
    row = rng.randrange(2)
    for title in _TITLES[: rng.randrange(3)]:
        drawn.put(sheet, row, 0, title, "note")
        row += 1
    if rng.random() < 0.4:
        drawn.put(sheet, row, rng.randrange(3), rng.choice(_NOTES), STRAY)
        row += 1
    return row + rng.randrange(2)


def _notes(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    for row in rng.sample(range(12), rng.randrange(1, 6)):
        drawn.put(sheet, row, rng.randrange(4), rng.choice(_NOTES), STRAY)


def _unknown_table(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    for c, heading in enumerate(("Klasje", "Koppen", "Wanneer ongeveer", "Hoe vaak")):
        drawn.put(sheet, 0, c, heading, STRAY)
    for row in range(1, rng.randrange(2, 5)):
        for c, value in enumerate((f"T{row}", 20 + row, "najaar", 2)):
            drawn.put(sheet, row, c, value, STRAY)


def _companies(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    for c, heading in enumerate(LEERBEDRIJVEN):
        drawn.put(sheet, 0, c, heading, HEADING)
    row = 0
    for row in range(1, rng.randrange(2, 5)):
        values = (f"10000000{row}", f"Zorg {row}", "25655", 12, "01-08-2026", "31-07-2027")
        for c, value in enumerate(values):
            drawn.put(sheet, row, c, value, USED)
    if rng.random() < 0.5:
        drawn.put(sheet, row, 8, rng.choice(_STRAY), STRAY)


def _periods_across(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    """Two lists side by side, with an empty column between them."""
    width = len(HEADINGS) + 1
    for block in (0, 1):
        for c, heading in enumerate(HEADINGS):
            drawn.put(sheet, 0, block * width + c, heading, HEADING)
        for row in range(1, rng.randrange(2, 4)):
            values = (*GOOD[:3], f"B{block}{row}", *GOOD[4:])
            for c, value in enumerate(values):
                drawn.put(sheet, row, block * width + c, value, USED)
    if rng.random() < 0.5:
        drawn.put(sheet, 6, rng.randrange(2 * width), rng.choice(_NOTES), STRAY)


def _weeks_down(drawn: Drawn, sheet: str, rng: random.Random) -> None:
    drawn.put(sheet, 0, 0, "ROC Test - rooster 2026-2027", "note")
    for row, values in enumerate(
        (("Groep", "W1", "W2"), ("Crebo", "25655", "25655"), ("Aantal studenten", 20, 21)), 1
    ):
        drawn.put(sheet, row, 0, values[0], HEADING)
        for c, value in enumerate(values[1:], 1):
            drawn.put(sheet, row, c, value, USED)
    for k, week in enumerate((40, 41, "Herfstvakantie", 43, 44)):
        drawn.put(sheet, 4 + k, 0, week, ANY if isinstance(week, str) else HEADING)
        if not isinstance(week, str):
            drawn.put(sheet, 4 + k, 1 + (k > 2), 4, USED)
    if rng.random() < 0.5:
        drawn.put(sheet, 9 + rng.randrange(2), rng.randrange(1), rng.choice(_NOTES), ANY)
