"""Read published shortage figures, such as a download of the stagebarometer.

A row gives the number of students without a place on a day, for a region, sector, programme,
niveau or leerweg. The day may be given once above the table, and the columns go by many names.
Unusable cells and assumptions are reported with their place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stageplanner.domain.ground_rules import ShortageFigure
from stageplanner.problems import Place, Problem, Severity, column_letter
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.read_file import load_plain
from stageplanner.sheets.reading.values.calendar_point import Scale
from stageplanner.sheets.reading.values.date_spans import day_of, parse_spans
from stageplanner.sheets.reading.values.numbers import parse_count, parse_level
from stageplanner.sheets.reading.workbook.file_type import refusal
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text, is_blank

#: The headings of each field, after :func:`normalise`.
_HEADINGS = {
    "on": "datum|peildatum|date|per|stand per|maand|peilmoment|meetmoment|month|datum meting",
    "region": "regio|arbeidsmarktregio|region|regionaam|naam regio|rpa regio|labour market region",
    "sector": "sector|sectorkamer|branche|segment|sectorkamernaam|marktsegment",
    "crebo": "crebo|crebonummer|crebonr|crebo nr|crebocode|crebo code|kwalificatiecode",
    "programme": "opleiding|kwalificatie|kwalificatiedossier|programme|programma|opleidingsnaam"
    "|naam opleiding|beroep|qualification|kwalificatienaam|naam kwalificatie",
    "niveau": "niveau|mbo niveau|niveau mbo|level|mbo level|opleidingsniveau",
    "leerweg": "leerweg|bol bbl|pathway|leerroute|bol of bbl",
    "number": "aantal|tekort|stagetekort|aantal tekort|aantal studenten|aantal meldingen|number"
    "|aantal stagetekorten|meldingen|tekorten|stagetekorten|aantal tekorten|tekort aan stages"
    "|tekort aan stageplaatsen|tekort stageplaatsen|zonder stage|zonder stageplaats|shortage"
    "|studenten zonder stage|studenten zonder stageplaats|shortages|aantal zonder stage"
    "|gemelde tekorten|aantal gemelde tekorten|tekort studenten|students",
}
_FIELD_OF = {word: name for name, words in _HEADINGS.items() for word in words.split("|")}
#: A figure is about something: one of these fields must be present.
_OF = frozenset({"region", "sector", "crebo", "programme", "niveau", "leerweg"})
_HEADING_WITHIN = 30
_TOTAL = ("totaal", "total", "eindtotaal", "subtotaal", "som")
_CREBO = re.compile(r"(?<!\d)2[2-9]\d{3}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageReading:
    """The figures of a file, and its problems."""

    file: str
    sha256: str
    figures: tuple[ShortageFigure, ...]
    problems: tuple[Problem, ...]


def read_shortages(path: Path) -> ShortageReading:
    """Read a table of date, region, sector, programme, niveau, leerweg and number.

    Raises
    ------
    StagePlannerError
        The file cannot be read, or holds no such table, or one without a date.
    """
    path = Path(path)
    book = load_plain(path)
    reader = _Reader(path.name)
    has_table = False
    for sheet in book.sheets:
        head = None if sheet.hidden else _heading(sheet)
        if head is None:
            continue
        has_table = True
        above = None if "on" in head[1] else _day_above(sheet, head[0])
        if "on" in head[1] or above is not None:
            reader.read(sheet, *head, above)
    if not reader.tables:
        raise refusal("shortages_no_date" if has_table else "shortages_no_table", path.name)
    return ShortageReading(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        figures=tuple(reader.figures),
        problems=tuple(reader.problems),
    )


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Find the row of headings, and the column of every field."""
    for row, cells in enumerate(sheet.rows[:_HEADING_WITHIN]):
        columns: dict[str, int] = {}
        for column, value in enumerate(cells):
            name = _FIELD_OF.get(normalise(re.sub(r"\(.*?\)", " ", as_text(value))))
            if name is not None:
                columns.setdefault(name, column)
        if "number" in columns and columns.keys() & _OF and len(columns) >= 3:
            return row, columns
    return None


def _day_above(sheet: Sheet, head: int) -> date | None:
    """Return the single day that is named above a table, such as ``Peildatum: 1-10-2026``."""
    days = {
        day
        for row in sheet.rows[:head]
        for value in row
        if not is_blank(value) and (day := _day(value)[0]) is not None
    }
    return days.pop() if len(days) == 1 else None


def _day(value: Value) -> tuple[date | None, bool]:
    """Return a day, and whether only its month was written; then it is the first of that month."""
    day = day_of(value)
    if day is not None or is_blank(value):
        return day, False
    spans = parse_spans(value, single=True)
    moment = spans[0].start if len(spans) == 1 else None
    if moment is not None and moment.scale is Scale.DAY and moment.year is not None:
        return date(moment.year, moment.number, moment.day), False
    if moment is not None and moment.scale is Scale.MONTH and moment.year is not None:
        return date(moment.year, moment.number, 1), True
    return None, False


@dataclass(slots=True)
class _Reader:
    """Reads tables row by row, and reports every cell that it cannot use."""

    file: str
    figures: list[ShortageFigure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: int = 0

    def read(self, sheet: Sheet, head: int, columns: dict[str, int], above: date | None) -> None:
        """Read the rows below a heading; ``above`` is their day if no column holds it."""
        self.tables += 1
        seen: dict[tuple[object, ...], int] = {}
        for row in range(head + 1, len(sheet.rows)):
            cells = {name: sheet.cell(row, column) for name, column in columns.items()}
            if all(is_blank(value) for value in cells.values()) or _is_total(cells):
                continue
            line = _Line(self, sheet, row, columns)
            figure = line.figure(cells, above)
            if figure is None:
                continue
            key = (figure.on, figure.region, figure.sector, figure.programme, figure.niveau)
            first = seen.setdefault((*key, figure.leerweg), row)
            if first != row:
                line.report("shortage_twice", "number", Severity.ERROR, first=first + 1)
                continue
            self.figures.append(figure)
        self._report_unused(sheet, head, columns)

    def _report_unused(self, sheet: Sheet, head: int, columns: dict[str, int]) -> None:
        """Report the columns with a heading that no field matches."""
        unused = [
            as_text(value)
            for column, value in enumerate(sheet.rows[head])
            if not is_blank(value) and column not in columns.values()
        ]
        if unused:
            place = Place(file=self.file, sheet=sheet.name, row=head + 1)
            values = {"headings": unused}
            code, severity = "shortage_unused_columns", Severity.INFO
            self.problems.append(Problem(code=code, severity=severity, place=place, values=values))


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table."""

    reader: _Reader
    sheet: Sheet
    row: int
    columns: dict[str, int]

    def report(self, code: str, name: str, severity: Severity, **values: object) -> None:
        """Report a problem of a cell."""
        place = Place(
            file=self.reader.file,
            sheet=self.sheet.name,
            row=self.row + 1,
            column=column_letter(self.columns[name]) if name in self.columns else None,
        )
        problem = Problem(code=code, severity=severity, place=place, values=values)
        self.reader.problems.append(problem)

    def figure(self, cells: dict[str, Value], above: date | None) -> ShortageFigure | None:
        """Return the figure of a row; ``None`` if its number or day is invalid."""
        number = self._number(cells["number"])
        on = above if "on" not in cells else self._on(cells["on"])
        if number is None or on is None:
            return None
        return ShortageFigure(
            on=on,
            region=as_text(cells.get("region")),
            sector=as_text(cells.get("sector")),
            programme=_programme(cells),
            niveau=parse_level(cells.get("niveau")),
            leerweg=as_text(cells.get("leerweg")).upper(),
            number=number,
            file=self.reader.file,
        )

    def _number(self, value: Value) -> int | None:
        count = parse_count(value, Field.STUDENTS)
        if count.value is None or any(note.code == "import_rounded" for note in count.notes):
            self.report("shortage_bad_number", "number", Severity.ERROR, value=as_text(value))
            return None
        for note in count.notes:
            self.report(note.code, "number", note.severity, **note.values)
        return count.value

    def _on(self, value: Value) -> date | None:
        day, is_month = _day(value)
        if day is None:
            self.report("shortage_bad_on", "on", Severity.ERROR, value=as_text(value))
        elif is_month:
            self.report("shortage_month", "on", Severity.INFO, value=as_text(value), day=day)
        return day


def _is_total(cells: dict[str, Value]) -> bool:
    """Return whether a row is a total, which would count everything twice."""
    texts = [normalise(as_text(value)) for name, value in cells.items() if name != "number"]
    return any(text.startswith(_TOTAL) for text in texts)


def _programme(cells: dict[str, Value]) -> str:
    """Return the crebo, also if it is part of a name; without one return the name."""
    crebo, name = as_text(cells.get("crebo")), as_text(cells.get("programme"))
    code = _CREBO.search(crebo) or _CREBO.search(name)
    return code.group() if code else name or crebo
