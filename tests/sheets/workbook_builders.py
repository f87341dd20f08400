"""Builders of small real files for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEADINGS = ("Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Startdatum",
            "Einddatum", "Weekdagen")  # fmt: skip
GOOD = ("ROC Test", "25655", 2, "VP2A", 24, "31-08-2026", "29-01-2027", "ma di wo vr")
LEERBEDRIJVEN = ("LeerbedrijfID", "Naam", "Erkend voor (crebo)", "Plaatsen", "Beschikbaar van",
                 "Beschikbaar t/m")  # fmt: skip


def write_xlsx(path: Path, *rows: Sequence[object], sheet: str = "Blad1") -> Path:
    """Write a workbook with one sheet."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def write_sheets(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Write a workbook with several sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def with_value(index: int, value: object) -> tuple[object, ...]:
    """Return the good row with another value in one cell."""
    return (*GOOD[:index], value, *GOOD[index + 1 :])
