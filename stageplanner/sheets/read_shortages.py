"""Read published shortage figures, such as a download of the stagebarometer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stageplanner.domain.ground_rules import ShortageFigure
from stageplanner.problems import Place, Problem, Severity
from stageplanner.sheets.columns import normalise
from stageplanner.sheets.grid import Sheet, Value, as_text, column_letter, is_blank
from stageplanner.sheets.read import load_plain
from stageplanner.sheets.read_plan import day_of
from stageplanner.sheets.sniff import refuse
from stageplanner.sheets.values import parse_level, parse_number

#: What the columns are called, after :func:`normalise`.
_HEADINGS = {
    "on": "datum|peildatum|date|per|stand per",
    "region": "regio|arbeidsmarktregio|region|regionaam",
    "sector": "sector|sectorkamer|branche|segment",
    "programme": "opleiding|kwalificatie|crebo|crebonummer|kwalificatiedossier|programme"
    "|opleidingsnaam|beroep",
    "niveau": "niveau|mbo niveau|level",
    "leerweg": "leerweg|bol bbl|pathway",
    "number": "aantal|tekort|stagetekort|aantal tekort|aantal studenten|aantal meldingen|number"
    "|aantal stagetekorten|meldingen",
}
_FIELD_OF = {word: name for name, words in _HEADINGS.items() for word in words.split("|")}
_HEADING_WITHIN = 30
_TOTAL = ("totaal", "total", "eindtotaal", "som")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageReading:
    """The figures of a file, and the rows that could not be used."""

    file: str
    sha256: str
    figures: tuple[ShortageFigure, ...]
    problems: tuple[Problem, ...]


def read_shortages(path: Path) -> ShortageReading:
    """Read a table of date, region, sector, programme, niveau, leerweg and number.

    Raises
    ------
    StagePlannerError
        The file cannot be read, or holds no such table.
    """
    path = Path(path)
    book = load_plain(path, lambda: False)
    figures: list[ShortageFigure] = []
    problems: list[Problem] = []
    tables = 0
    for sheet in book.sheets:
        head = None if sheet.hidden else _heading(sheet)
        if head is None:
            continue
        tables += 1
        _read_table(path.name, sheet, head, figures, problems)
    if not tables:
        raise refuse("shortages_no_table", path.name)
    return ShortageReading(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        figures=tuple(figures),
        problems=tuple(problems),
    )


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of headings and the column of every field: a number, its day, and of what."""
    for row, cells in enumerate(sheet.rows[:_HEADING_WITHIN]):
        columns: dict[str, int] = {}
        for column, value in enumerate(cells):
            name = _FIELD_OF.get(normalise(as_text(value)))
            if name is not None:
                columns.setdefault(name, column)
        if {"number", "on"} <= columns.keys() and len(columns) >= 3:
            return row, columns
    return None


def _read_table(
    file: str,
    sheet: Sheet,
    head: tuple[int, dict[str, int]],
    figures: list[ShortageFigure],
    problems: list[Problem],
) -> None:
    first, columns = head
    for row in range(first + 1, len(sheet.rows)):
        if all(is_blank(value) for value in sheet.rows[row]):
            continue
        cells = {name: sheet.cell(row, column) for name, column in columns.items()}
        if _is_total(cells):
            continue
        number, on = parse_number(cells["number"]), day_of(cells["on"])
        wrong = ""
        if number is None or number < 0 or number != int(number):
            wrong = "number"
        elif on is None:
            wrong = "on"
        if wrong or number is None or on is None:
            place = Place(
                file=file, sheet=sheet.name, row=row + 1, column=column_letter(columns[wrong])
            )
            value = as_text(cells[wrong])
            problems.append(
                Problem(
                    code=f"shortage_bad_{wrong}",
                    severity=Severity.ERROR,
                    place=place,
                    values={"value": value},
                )
            )
            continue
        figures.append(_figure(file, cells, int(number), on))


def _is_total(cells: dict[str, Value]) -> bool:
    """A line of totals would count everything twice."""
    texts = [normalise(as_text(value)) for name, value in cells.items() if name != "number"]
    return any(text.startswith(_TOTAL) for text in texts)


def _figure(file: str, cells: dict[str, Value], number: int, on: date) -> ShortageFigure:
    return ShortageFigure(
        on=on,
        region=as_text(cells.get("region")),
        sector=as_text(cells.get("sector")),
        programme=as_text(cells.get("programme")),
        niveau=parse_level(cells.get("niveau")),
        leerweg=as_text(cells.get("leerweg")).upper(),
        number=number,
        file=file,
    )
