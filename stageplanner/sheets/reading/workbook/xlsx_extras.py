"""Read hidden rows, merged cells, colours and uncalculated formulas of an .xlsx.

The parts of the archive are parsed with expat of the standard library, which fetches nothing
from outside and expands no entity bombs.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from stageplanner.problems import column_number
from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.far_cells import INSIDE_TAG, refuse_far_cell
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Merge
from stageplanner.sheets.reading.workbook.struck_cells import struck_references, struck_styles

_CELL = re.compile(r"^([A-Za-z]{1,3})(\d{1,7})$")
_NO_COLOUR = frozenset({"FFFFFF", "FFFFFFFF", "00FFFFFF", "00000000", "theme0"})


@dataclass(slots=True)
class Extras:
    """The properties of one sheet that a value reader does not return."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)


def cell_of(reference: str) -> tuple[int, int] | None:
    """Return the row and column, counted from 0, of a reference such as ``B7``."""
    match = _CELL.match(reference.replace("$", ""))
    if match is None:
        return None
    return int(match.group(2)) - 1, column_number(match.group(1))


def read_extras(path: Path) -> dict[str, Extras]:
    """Read the extras of every sheet by its name; return none if a part is unreadable.

    Raises
    ------
    StagePlannerError
        A sheet has more cells than a value reader can hold, or a cell too far away.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [n for n in archive.namelist() if re.search(r"worksheets/[^/]+\.xml$", n)]
            colours: list[str | None] = []
            with contextlib.suppress(expat.ExpatError, KeyError, ValueError, StopIteration):
                colours = _fill_of_style(archive)
            extras = {part: _extras_of(archive, part, colours, path.name) for part in parts}
            struck = struck_styles(archive)
            for part in parts if struck else ():
                cells = map(cell_of, struck_references(archive.read(part), struck))
                extras[part].struck.update(cell for cell in cells if cell is not None)
            named = _sheet_parts(archive)
            return {name: extras[part] for name, part in named.items() if part in extras}
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
    ):
        return {}
    except StopIteration:
        return {}


def _attributes(tag: str) -> str:
    return tag.rpartition(":")[2]


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Map each sheet name to its part of the archive."""
    names = set(archive.namelist())
    book = next(n for n in ("xl/workbook.xml", *sorted(names)) if n.endswith("workbook.xml"))
    folder = posixpath.dirname(book)
    links: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def on_link(tag: str, attributes: dict[str, str]) -> None:
        if _attributes(tag) == "Relationship":
            links[attributes.get("Id", "")] = attributes.get("Target", "")

    def on_sheet(tag: str, attributes: dict[str, str]) -> None:
        if _attributes(tag) == "sheet":
            link = next((v for k, v in attributes.items() if _attributes(k) == "id"), "")
            sheets[attributes.get("name", "")] = link

    _parse(
        archive.read(posixpath.join(folder, "_rels", posixpath.basename(book) + ".rels")), on_link
    )
    _parse(archive.read(book), on_sheet)
    parts = {}
    for name, link in sheets.items():
        target = links.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        if posixpath.normpath(part) in names:
            parts[name] = posixpath.normpath(part)
    return parts


def _parse(data: bytes, on_start: object) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = on_start  # type: ignore[assignment]
    parser.Parse(data, True)


def _fill_of_style(archive: zipfile.ZipFile) -> list[str | None]:
    """Return the background colour of every cell style of the workbook."""
    names = [n for n in archive.namelist() if n.endswith("xl/styles.xml") or n == "xl/styles.xml"]
    if not names:
        return []
    fills: list[str | None] = []
    styles: list[str | None] = []
    inside: list[str] = []

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        tag = _attributes(tag)
        inside.append(tag)
        if tag == "fill":
            fills.append(None)
        elif tag == "patternFill" and attributes.get("patternType", "none") == "none":
            inside[-1] = "noFill"
        elif tag == "fgColor" and fills and inside[-2:-1] == ["patternFill"] and "fills" in inside:
            fills[-1] = _colour(attributes)
        elif tag == "xf" and inside[-2:-1] == ["cellXfs"]:
            number = int(attributes.get("fillId", "0"))
            styles.append(fills[number] if number < len(fills) else None)

    def on_end(_tag: str) -> None:
        inside.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.Parse(archive.read(names[0]), True)
    return styles


def _colour(attributes: dict[str, str]) -> str | None:
    if "rgb" in attributes:
        colour = attributes["rgb"][-6:].upper()
    elif "theme" in attributes:
        colour = f"theme{attributes['theme']}{attributes.get('tint', '')}"
    elif "indexed" in attributes:
        colour = "FFFFFF" if attributes["indexed"] in ("1", "9", "65") else (
            f"indexed{attributes['indexed']}"
        )  # fmt: skip
    else:
        return None
    return None if colour in _NO_COLOUR else colour


def _extras_of(archive: zipfile.ZipFile, part: str, colours: list[str | None], file: str) -> Extras:
    data = archive.read(part)
    cells = data.count(b"<c ") or data.count(b":c ")
    if cells > size_limits.MAX_CELLS:
        raise refusal("import_too_many_cells", file, cells=cells, most=size_limits.MAX_CELLS)
    refuse_far_cell(data, file)
    extras = Extras()
    if cells > size_limits.MAX_STYLED_CELLS:
        _scan_quickly(data, extras)
    else:
        with contextlib.suppress(expat.ExpatError, ValueError):
            _SheetParser(extras, colours).parse(data)
    return extras


class _SheetParser:
    """Reads a sheet in one pass, without keeping the values of its cells."""

    def __init__(self, extras: Extras, colours: list[str | None]) -> None:
        self.extras = extras
        self.colours = colours
        self.row = -1
        self.column = -1
        self.formula = self.filled = self.in_value = False
        self.fault = ""
        self.type = ""

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        parser.Parse(data, True)

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        match _attributes(tag):
            case "c":
                self._on_cell(attributes)
            case "f":
                self.formula = True
            case "v" | "is":
                self.in_value = True
            case "row":
                self.row = int(attributes.get("r", self.row + 2)) - 1
                self.column = -1
                if attributes.get("hidden") in ("1", "true"):
                    self.extras.hidden_rows.add(self.row)
            case "col":
                if attributes.get("hidden") in ("1", "true"):
                    last = min(int(attributes.get("max", 0)), size_limits.MAX_COLUMNS)
                    self.extras.hidden_columns.update(range(int(attributes["min"]) - 1, last))
            case "mergeCell":
                add_merge(self.extras, attributes.get("ref", ""))

    def _on_cell(self, attributes: dict[str, str]) -> None:
        at = cell_of(attributes.get("r", ""))
        self.row, self.column = at if at is not None else (self.row, self.column + 1)
        self.formula = self.filled = self.in_value = False
        self.fault = ""
        self.type = attributes.get("t", "n")
        style = int(attributes.get("s", "0"))
        if style < len(self.colours) and (colour := self.colours[style]) is not None:
            self.extras.fills[self.row, self.column] = colour

    def _on_text(self, text: str) -> None:
        if self.in_value:
            self.filled = True
            if self.type == "e":
                self.fault += text

    def _on_end(self, tag: str) -> None:
        match _attributes(tag):
            case "v" | "is":
                self.in_value = False
            case "c":
                if self.fault:
                    self.extras.faults[self.row, self.column] = self.fault
                elif self.formula and not self.filled and self.type != "str":
                    self.extras.faults[self.row, self.column] = "formula"


def add_merge(extras: Extras, reference: str) -> None:
    """Add a merged block; ignore a malformed reference."""
    first, _, second = reference.partition(":")
    first_cell, last_cell = cell_of(first), cell_of(second)
    if first_cell is not None and last_cell is not None:
        (top, left), (bottom, right) = first_cell, last_cell
        if top <= bottom < 2_000_000 and left <= right:
            extras.merges.append(Merge(top=top, left=left, bottom=bottom, right=right))


_ROW_TAG = re.compile(rb"<row (" + INSIDE_TAG + rb")>")
_COLUMN_TAG = re.compile(rb"<col (" + INSIDE_TAG + rb")>")
_ATTRIBUTE = re.compile(rb'(\w+)="(\w+)"')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z0-9:]{1,30})"')
#: A formula has at most 8,192 signs.
_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,9})"' + INSIDE_TAG + rb"><f(?:" + INSIDE_TAG + rb"/>|" + INSIDE_TAG
    + rb">[^<]{0,50000}</f>)(?:<v\s{0,9}/>|<v></v>)?</c>"
)  # fmt: skip
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,9})"' + INSIDE_TAG + rb'? t="e"' + INSIDE_TAG
    + rb">.{0,400}?<v>([^<]{0,99})</v>"
)  # fmt: skip


def _scan_quickly(data: bytes, extras: Extras) -> None:
    """Read everything but the colours of a large sheet with regular expressions."""
    if b"hidden=" in data:
        for match in _ROW_TAG.finditer(data):
            words = dict(_ATTRIBUTE.findall(match.group(1)))
            if words.get(b"hidden") in (b"1", b"true") and b"r" in words:
                extras.hidden_rows.add(int(words[b"r"]) - 1)
    for match in _COLUMN_TAG.finditer(data[: data.find(b"<sheetData")]):
        words = dict(_ATTRIBUTE.findall(match.group(1)))
        if words.get(b"hidden") in (b"1", b"true"):
            last = min(int(words[b"max"]), size_limits.MAX_COLUMNS)
            extras.hidden_columns.update(range(int(words[b"min"]) - 1, last))
    end = data.rfind(b"</sheetData>")
    for match in _MERGE.finditer(data, max(end, 0)):
        add_merge(extras, match.group(1).decode())
    if b"<f" in data:
        for match in _EMPTY_FORMULA.finditer(data):
            if (at := cell_of(match.group(1).decode())) is not None:
                extras.faults[at] = "formula"
    if b't="e"' in data:
        for match in _ERROR.finditer(data):
            if (at := cell_of(match.group(1).decode())) is not None:
                extras.faults[at] = match.group(2).decode(errors="replace")
