"""What is known around a value that a person types, and what is made of the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stageplanner.domain.calendar import Holiday
from stageplanner.sheets.reading.notes import Found, error
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.school_year import SchoolTime

#: Values for fields of a row; one text may set several ("wk 36-45" sets start and end).
Values = dict[str, object]
#: What was understood of a text; ``None`` where it was refused.
Read = Found[Values | None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a value: the names in use, and the school year of its row.

    ``institution`` is that of the row: weeks without a year are weeks of its school year.
    """

    settings: TableSettings
    school_year: int
    institution: str = ""
    region: str = ""

    @property
    def time(self) -> SchoolTime:
        """The school year by which weeks and days without a year are read."""
        shown = f"{self.school_year}-{self.school_year + 1}"
        return self.settings.time_of(self.institution, shown, self.region)


#: Understands a text for a field: the field's name, the text, and what is around it.
Reader = Callable[[str, str, Surroundings], Read]


def surroundings(
    known: Iterable[str],
    holidays: Iterable[Holiday],
    school_year: int,
) -> Surroundings:
    """The surroundings of a region; :func:`dataclasses.replace` gives those of a row."""
    settings = TableSettings(
        institution=None,
        known=tuple(known),
        school_year=school_year,
        holidays=tuple(holidays),
    )
    return Surroundings(settings=settings, school_year=school_year)


def not_understood(code: str, **values: object) -> Read:
    """Nothing understood, and the code of the sentence that says how to write it."""
    return Found(None, (error(code, None, **values),))


def read_as(name: str, found: Found[object]) -> Read:
    """One value under the name of its field, or the note that refuses it."""
    if found.failed:
        return Found(None, found.notes)
    return Found({name: found.value}, found.notes)
