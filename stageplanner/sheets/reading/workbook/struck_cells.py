"""Find cells of an .xlsx whose text is struck through: people cross out what is cancelled."""

from __future__ import annotations

import contextlib
import re
import zipfile
from xml.parsers import expat

#: The runs have an end, so that no file makes the search take the square of its size.
_STRUCK_CELL = (
    rb'<(?:\w{1,20}:)?c\b(?=[^<>]{0,500}\br="([A-Z]{1,3}\d{1,9})")'
    rb'(?=[^<>]{0,500}\bs="(%s)")[^<>]{0,500}?(?<!/)>'
)


def struck_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the cell styles of a workbook whose font is struck through."""
    names = [name for name in archive.namelist() if name.endswith("xl/styles.xml")]
    data = archive.read(names[0]) if names else b""
    if b"strike" not in data:
        return frozenset()
    reader = _Styles()
    with contextlib.suppress(expat.ExpatError, ValueError):
        reader.parse(data)
    return frozenset(k for k, font in enumerate(reader.fonts_of_styles) if font in reader.struck)


class _Styles:
    """Reads the fonts that are struck through, and the font of every cell style."""

    def __init__(self) -> None:
        self.struck: set[int] = set()
        self.fonts_of_styles: list[int] = []
        self._inside: list[str] = []
        self._fonts = -1

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.Parse(data, True)

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if name == "font" and parent == "fonts":
            self._fonts += 1
        elif name == "strike" and parent == "font" and "fonts" in self._inside:
            if attributes.get("val", "1") not in ("0", "false"):
                self.struck.add(self._fonts)
        elif name == "xf" and parent == "cellXfs":
            self.fonts_of_styles.append(int(attributes.get("fontId", "0")))

    def _on_end(self, _tag: str) -> None:
        self._inside.pop()


def struck_references(data: bytes, styles: frozenset[int]) -> list[str]:
    """Return the references, such as B7, of the cells of a sheet that are struck through."""
    if not styles:
        return []
    wanted = b"|".join(str(style).encode() for style in sorted(styles))
    pattern = re.compile(_STRUCK_CELL % wanted)
    return [match.group(1).decode() for match in pattern.finditer(data)]
