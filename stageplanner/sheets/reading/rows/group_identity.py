"""Read the group of a row: institution, programme, year, group and number of students."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stageplanner.domain.programme import Programme
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, warning
from stageplanner.sheets.reading.tables.brin_codes import brin_in
from stageplanner.sheets.reading.tables.institution_and_year import leerjaar_in
from stageplanner.sheets.reading.tables.row_kinds import Section
from stageplanner.sheets.reading.tables.table import Columns
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.leerjaar import level_notes, levels_in, read_year
from stageplanner.sheets.reading.values.numbers import (
    is_ditto,
    is_unknown,
    parse_count,
)
from stageplanner.sheets.reading.values.programmes import find_programme
from stageplanner.sheets.reading.workbook.grid import Value, as_text, is_blank


@dataclass(slots=True)
class Identity:
    """The group of a row, which all its periods share."""

    institution: str
    programme: Programme
    year: int | None
    group: str
    students: int


class GroupLabels(NamedTuple):
    """Institution, programme and year of a row, and the notes on them."""

    institution: str | None
    programme: Programme | None
    year: int | None
    notes: tuple[Note, ...]


_NO_SECTION: Section = Section()

#: No group and no cohort has as many: the number is a crebo, a year or a slip of the pen.
MANY_STUDENTS = 1_000

#: Fields that identify institution, programme and year.
_WHO = (
    Field.INSTITUTION, Field.BRIN, Field.PROGRAMME, Field.PROGRAMME_NAME, Field.LEVEL, Field.YEAR,
)  # fmt: skip

#: Notes that depend on the name of the group, which differs per row.
_BY_GROUP = frozenset({"import_programme_by_group", "import_no_programme"})


class GroupIdentityReader:
    """Reads the groups of a table; each distinct value is read once.

    ``section`` holds what the last title between the rows named. ``picked`` picks the cells that
    identify institution, programme and year. ``is_app_workbook`` is set for a plan of StagePlanner.
    """

    def __init__(self, columns: Columns, settings: TableSettings, *, is_app_workbook: bool) -> None:
        self.section = _NO_SECTION
        self._columns, self._settings, self._is_app_workbook = columns, settings, is_app_workbook
        self.picked = columns.picked(_WHO)
        self._names_programme = columns.has(Field.PROGRAMME) or columns.has(Field.PROGRAMME_NAME)
        self._counts: dict[Value, Parsed[int | None]] = {}
        self._labels: dict[object, GroupLabels] = {}

    def identity(self, cells: Sequence[Value]) -> Parsed[Identity | None]:
        """Read institution, programme, year, group and number of students of a row."""
        key = self.picked(cells)
        labels = self._labels.get(key) if not self.needs_group else None
        if labels is None:
            labels = self.labels(cells)
            if not any(note.code in _BY_GROUP for note in labels.notes):
                self._labels[key] = labels
        institution, programme, year, notes = labels
        students = self.students(cells)
        if students.notes:
            notes = (*notes, *students.notes)
        if institution is None or programme is None or students.value is None:
            return Parsed(None, notes)
        group = self.group_of(cells)
        return Parsed(Identity(institution, programme, year, group, students.value), notes)

    def group_of(self, cells: Sequence[Value]) -> str:
        """Return the name of the group."""
        column = self._columns.of(Field.GROUP)
        value = cells[column] if column is not None and column < len(cells) else None
        # Every row has another group name; a plain word needs no normalising.
        if type(value) is str and value.isalnum():
            return value
        return as_text(self._columns.cell(cells, Field.GROUP))

    @property
    def needs_group(self) -> bool:
        """Whether the programme may depend on the group name or on a title above the row."""
        section = self.section
        return not self._names_programme or (section is not _NO_SECTION and section != _NO_SECTION)

    def labels(self, cells: Sequence[Value]) -> GroupLabels:
        """Read institution, programme and year of a row, with their notes."""
        institution = self._institution(cells)
        programme = self._programme(cells)
        year = self._year(cells)
        levels = level_notes(self._columns.cell(cells, Field.LEVEL))
        levels = (*levels, *self._other_level(cells, programme.value))
        notes = (*institution.notes, *programme.notes, *year.notes, *levels)
        return GroupLabels(institution.value, programme.value, year.value, notes)

    def _other_level(self, cells: Sequence[Value], programme: Programme | None) -> tuple[Note, ...]:
        """Return a warning if the niveau of a row is not that of its programme."""
        given = self._columns.cell(cells, Field.LEVEL)
        levels = levels_in(given) or ()
        if programme is None or programme.niveau is None or len(levels) != 1:
            return ()
        if levels[0] == programme.niveau:
            return ()
        values = {"given": levels[0], "crebo": programme.crebo, "niveau": programme.niveau}
        return (warning("import_level_differs", Field.LEVEL, **values),)

    def _institution(self, cells: Sequence[Value]) -> Parsed[str | None]:
        given = as_text(self._columns.cell(cells, Field.INSTITUTION))
        brin = as_text(self._columns.cell(cells, Field.BRIN))
        if is_unknown(given) or is_ditto(given):
            return Parsed(None, (error("import_no_institution", Field.INSTITUTION),))
        if given:
            return Parsed(self._settings.institution_named(given, brin))
        name = self.section.institution or self._settings.institution or brin_in(brin) or None
        if name is None:
            return Parsed(None, (error("import_no_institution", Field.INSTITUTION),))
        return Parsed(self._settings.institution_named(name, brin) if brin else name)

    def _programme(self, cells: Sequence[Value]) -> Parsed[Programme | None]:
        code = self._columns.cell(cells, Field.PROGRAMME)
        name = self._columns.cell(cells, Field.PROGRAMME_NAME)
        if is_blank(code) and is_blank(name):
            name = self.section.programme or self._settings.programme
        level = self._columns.cell(cells, Field.LEVEL)
        group = self._columns.cell(cells, Field.GROUP)
        return find_programme(code, name, level, group, is_app_workbook=self._is_app_workbook)

    def students(self, cells: Sequence[Value]) -> Parsed[int | None]:
        """Read the number of students; each distinct value is read once."""
        column = self._columns.of(Field.STUDENTS)
        if not self._columns.covers(Field.STUDENTS):
            return Parsed(None, (error("import_no_students", None),))
        value = cells[column] if column is not None and column < len(cells) else None
        if value is None or value == "":
            value = self._columns.cell(cells, Field.STUDENTS)
        count = self._counts.get(value)
        if count is None:
            count = parse_count(value, Field.STUDENTS)
            if count.value == 0 and not count.notes:
                count = Parsed(0, (warning("import_zero_students", Field.STUDENTS),))
            elif count.value is not None and count.value >= MANY_STUDENTS:
                note = warning("import_many_students", Field.STUDENTS, value=str(count.value))
                count = Parsed(count.value, (*count.notes, note))
            self._counts[value] = count
        return count

    def _year(self, cells: Sequence[Value]) -> Parsed[int | None]:
        given = self._columns.cell(cells, Field.YEAR)
        if is_blank(given):
            named = as_text(self._columns.cell(cells, Field.PROGRAMME_NAME))
            return Parsed(self.section.year or self._settings.year or leerjaar_in([named]))
        year = read_year(given, self._settings.school_year)
        if year.value is None and not is_unknown(given):
            return Parsed(None, (warning("import_bad_year", Field.YEAR, value=as_text(given)),))
        return year
