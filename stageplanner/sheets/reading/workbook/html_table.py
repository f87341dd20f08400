"""Load web pages saved as .xls, which many student systems export."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from stageplanner.sheets.reading.workbook import size_limits
from stageplanner.sheets.reading.workbook.file_type import refusal, size_refusal
from stageplanner.sheets.reading.workbook.grid import Book, Sheet
from stageplanner.sheets.reading.workbook.text_file import decode


class _Tables(HTMLParser):
    """Collects the cells of every table; a nested table becomes text of its cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._wide = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._close()
            self._cell = []
            width = dict(attrs).get("colspan") or "1"
            self._wide = min(int(width), 200) if width.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is not None:
            if not self.rows:
                self.rows.append([])
            text = " ".join("".join(self._cell).split())
            self.rows[-1] += [text] + [""] * (self._wide - 1)
            self._cell = None


def load_html(path: Path) -> Book:
    """Read the tables of a web page as one sheet; scripts and links are not followed.

    Raises
    ------
    StagePlannerError
        The page has no table, or a table that is too large.
    """
    parser = _Tables()
    parser.feed(decode(path.read_bytes()))
    parser.close()
    if not parser.rows:
        raise refusal("import_wrong_type", path.name, what="HTML")
    if len(parser.rows) > size_limits.MAX_ROWS:
        raise size_refusal(path.name, len(parser.rows), max(map(len, parser.rows)))
    return Book(sheets=(Sheet(name=path.stem, rows=parser.rows),))
