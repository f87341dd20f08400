"""Detect the type of a file by its contents, and refuse what is unsafe to hand to a reader.

Nothing is unpacked to disk; names inside an archive are never used as paths.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.sheets.reading.workbook import size_limits


class Format(StrEnum):
    """The file formats that can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"
    HTML = "html"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """The format of a file, and notes about macros and external links."""

    format: Format
    notes: tuple[str, ...] = ()


def size_refusal(file: str, rows: int, columns: int) -> StagePlannerError:
    """Build the error for a sheet with more rows or columns than the limit."""
    return refusal(
        "import_sheet_too_large",
        file,
        rows=rows,
        columns=columns,
        most_rows=size_limits.MAX_ROWS,
        most_columns=size_limits.MAX_COLUMNS,
    )


def refusal(code: str, file: str, /, **values: object) -> StagePlannerError:
    """Build the error that refuses a whole file; the caller raises it."""
    return StagePlannerError(Problem(code=code, place=Place(file=file), values=values))


def sniff(path: Path) -> Sniffed:
    """Detect the type of a file, and refuse it if no reader should open it.

    Raises
    ------
    StagePlannerError
        The file is missing, a folder, empty, too large, encrypted, damaged, or no spreadsheet.
    """
    name = path.name
    try:
        if not path.exists():
            raise refusal("import_missing_file", name, path=str(path))
        if not path.is_file():
            raise refusal("import_not_a_file", name, path=str(path))
        size = path.stat().st_size
        if size == 0:
            raise refusal("import_empty_file", name)
        if size > size_limits.MAX_FILE:
            most = size_limits.MAX_FILE // 1_000_000
            raise refusal("import_file_too_large", name, size=size // 1_000_000, most=most)
        with path.open("rb") as file:
            head = file.read(4096)
        if head.startswith(b"PK"):
            return _sniff_zip(path)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _sniff_ole(path)
        return _sniff_text(head, name)
    except OSError as problem:
        raise refusal("import_unreadable", name, reason=str(problem.strerror)) from None


def _sniff_text(head: bytes, name: str) -> Sniffed:
    known = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG",
             b"GIF8": "GIF", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7-zip", b"MZ": "executable",
             b"\x7fELF": "executable", b"SQLite format 3": "SQLite", b"Rar!": "RAR"}  # fmt: skip
    for magic, what in known.items():
        if head.startswith(magic):
            raise refusal("import_wrong_type", name, what=what)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Sniffed(format=Format.TEXT)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\b", head, re.IGNORECASE):
        return Sniffed(format=Format.CALENDAR)
    if re.match(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head)", head, re.IGNORECASE
    ):
        return Sniffed(format=Format.HTML)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml", head):
        raise refusal("import_wrong_type", name, what="XML")
    if head.count(0) > len(head) // 4 and (head[1::2].count(0) > len(head) // 3 or
                                           head[::2].count(0) > len(head) // 3):  # fmt: skip
        return Sniffed(format=Format.TEXT)
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if control * 20 > len(head):
        raise refusal("import_wrong_type", name, what="?")
    if path_like := re.search(r"\.(?:docx?|pptx?|json|py|png|pdf|xml)$", name.casefold()):
        raise refusal("import_wrong_type", name, what=path_like.group()[1:])
    return Sniffed(format=Format.TEXT)


def _sniff_ole(path: Path) -> Sniffed:
    """Recognise an old .xls; refuse a newer workbook that is locked with a password."""
    with path.open("rb") as file:
        data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refusal("import_encrypted", path.name)
    if not any(n.encode("utf-16-le") in data for n in ("Workbook", "Book")):
        raise refusal("import_wrong_type", path.name, what="OLE")
    if _has_filepass(data):
        raise refusal("import_encrypted", path.name)
    macros = "VBA".encode("utf-16-le") in data
    return Sniffed(format=Format.XLS, notes=("import_macros",) if macros else ())


def _has_filepass(data: bytes) -> bool:
    """Return whether a BIFF stream is encrypted: a FILEPASS record right after its BOF."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00", 0)
    return at >= 0 and b"\x2f\x00\x36\x00" in data[at : at + 200]


def _sniff_zip(path: Path) -> Sniffed:
    try:
        with zipfile.ZipFile(path) as archive:
            return _sniff_archive(archive, path.name)
    except StagePlannerError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, KeyError) as problem:
        raise refusal("import_damaged", path.name, reason=str(problem)[:80]) from None
    except Exception as problem:  # zlib.error, lzma.LZMAError, RuntimeError for a password
        if "password" in str(problem):
            raise refusal("import_encrypted", path.name) from None
        raise refusal("import_damaged", path.name, reason=type(problem).__name__) from None


def _sniff_archive(archive: zipfile.ZipFile, name: str) -> Sniffed:
    parts = archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusal("import_encrypted", name)
    _refuse_large_parts(parts, name)
    names = {part.filename for part in parts}
    kind = _format_of(archive, names, name)
    notes = []
    if any("vbaProject" in n or n.startswith("Basic/") for n in names):
        notes.append("import_macros")
    if any("externalLink" in n for n in names):
        notes.append("import_external_links")
    return Sniffed(format=kind, notes=tuple(notes))


def _refuse_large_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > size_limits.MAX_PARTS:
        raise refusal("import_damaged", name, reason=f"{len(parts)} parts")
    if total > size_limits.MAX_UNPACKED:
        raise refusal("import_zip_bomb", name, size=total // 1_000_000)
    for part in parts:
        if part.file_size > 10_000_000 and part.file_size > size_limits.MAX_RATIO * max(
            1, part.compress_size
        ):
            raise refusal("import_zip_bomb", name, size=part.file_size // 1_000_000)


def _format_of(archive: zipfile.ZipFile, names: set[str], name: str) -> Format:
    if "mimetype" in names:
        mime = archive.read("mimetype")[:100]
        if b"opendocument.spreadsheet" in mime:
            manifest = archive.read("META-INF/manifest.xml")
            if b"encryption-data" in manifest:
                raise refusal("import_encrypted", name)
            return Format.ODS
        if b"opendocument" in mime:
            raise refusal("import_wrong_type", name, what="OpenDocument")
    if "xl/workbook.xml" in names or any(n.endswith("workbook.xml") for n in names):
        return Format.XLSX
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if any(n.startswith("word/") for n in names):
        raise refusal("import_wrong_type", name, what="Word")
    if any(n.startswith("ppt/") for n in names):
        raise refusal("import_wrong_type", name, what="PowerPoint")
    if not names:
        raise refusal("import_damaged", name, reason="zip")
    raise refusal("import_wrong_type", name, what="zip")
