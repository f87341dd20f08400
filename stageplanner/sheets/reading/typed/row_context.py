"""The context and the result of parsing a value that a person types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stageplanner.domain.calendar import Holiday
from stageplanner.sheets.reading.notes import Parsed, error
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.school_year import SchoolTime

#: Values for fields of a row; one text may set several ("wk 36-45" sets start and end).
Values = dict[str, object]
#: The parsed values; ``None`` if the text was refused.
Read = Parsed[Values | None]


@dataclass(frozen=True, slots=True)
class RowContext:
    """The context of a typed value: the names in use, and the school year of its row.

    ``institution`` is that of the row: weeks without a year are weeks of its school year.
    """

    settings: TableSettings
    school_year: int
    institution: str = ""
    region: str = ""

    @property
    def time(self) -> SchoolTime:
        """The school year that gives weeks and days without a year their dates."""
        shown = f"{self.school_year}-{self.school_year + 1}"
        return self.settings.time_of(self.institution, shown, self.region)


#: Parses a text for a field, from the name of the field, the text and its context.
Reader = Callable[[str, str, RowContext], Read]


def row_context(
    known: Iterable[str],
    holidays: Iterable[Holiday],
    school_year: int,
) -> RowContext:
    """Build the context of a region; :func:`dataclasses.replace` adapts it to a row."""
    settings = TableSettings(
        institution=None,
        known=tuple(known),
        school_year=school_year,
        holidays=tuple(holidays),
    )
    return RowContext(settings=settings, school_year=school_year)


def not_understood(code: str, **values: object) -> Read:
    """Return no value, with the code of the sentence that explains how to write it."""
    return Parsed(None, (error(code, None, **values),))


def read_as(name: str, parsed: Parsed[object]) -> Read:
    """Return one value under the name of its field, or the note that refuses it."""
    if parsed.failed:
        return Parsed(None, parsed.notes)
    return Parsed({name: parsed.value}, parsed.notes)
