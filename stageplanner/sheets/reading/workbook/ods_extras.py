"""Read hidden rows and columns, merged cells and colours of an .ods."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.grid import Merge
from stageplanner.sheets.reading.workbook.xlsx_extras import Extras

#: Larger contents are read for their values only.
_LARGEST = 60_000_000
_WHITE = frozenset({"transparent", "#ffffff"})


def read_ods_extras(path: Path) -> dict[str, Extras]:
    """Read the extras of every sheet by its name; return none if the contents are unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            reader = _Contents()
            if archive.getinfo("content.xml").file_size > _LARGEST:
                return {}
            reader.parse(archive.read("content.xml"))
            return reader.sheets
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, OSError, EOFError):
        return {}


class _Contents:
    """Reads content.xml in one pass; repeated cells are counted, not expanded."""

    def __init__(self) -> None:
        self.sheets: dict[str, Extras] = {}
        self._colours: dict[str, str] = {}
        self._style = ""
        self._extras = Extras()
        self._row = self._rows = self._column = self._heading = 0
        self._cells = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.Parse(data, True)

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-cell-properties":
                colour = attributes.get("fo:background-color", "transparent")
                if colour not in _WHITE and self._style:
                    self._colours[self._style] = colour.lstrip("#").upper()
            case "table:table":
                self._extras = self.sheets.setdefault(attributes.get("table:name", ""), Extras())
                self._row = self._heading = 0
            case "table:table-column":
                self._on_column(attributes)
            case "table:table-row":
                self._rows = _repeated(attributes, "table:number-rows-repeated")
                self._column = 0
                if attributes.get("table:visibility") in ("collapse", "filter"):
                    self._extras.hidden_rows.update(
                        range(self._row, min(self._row + self._rows, size_limits.MAX_ROWS))
                    )
            case "table:table-cell" | "table:covered-table-cell":
                self._on_cell(attributes)

    def _on_column(self, attributes: dict[str, str]) -> None:
        count = _repeated(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in ("collapse", "filter"):
            last = min(self._heading + count, size_limits.MAX_COLUMNS)
            self._extras.hidden_columns.update(range(self._heading, last))
        self._heading += count

    def _on_cell(self, attributes: dict[str, str]) -> None:
        count = _repeated(attributes, "table:number-columns-repeated")
        wide = _repeated(attributes, "table:number-columns-spanned")
        high = _repeated(attributes, "table:number-rows-spanned")
        if wide > 1 or high > 1:
            self._extras.merges.append(
                Merge(
                    top=self._row,
                    left=self._column,
                    bottom=self._row + high - 1,
                    right=self._column + wide - 1,
                )
            )
        colour = self._colours.get(attributes.get("table:style-name", ""))
        if colour is not None and count <= 200 and self._rows <= 200:
            self._cells += count * self._rows
            if self._cells <= size_limits.MAX_STYLED_CELLS:
                for row in range(self._row, self._row + self._rows):
                    for column in range(self._column, self._column + count):
                        self._extras.fills[row, column] = colour
        self._column += count

    def _on_end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._rows
        elif tag == "style:style":
            self._style = ""


def _repeated(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))
