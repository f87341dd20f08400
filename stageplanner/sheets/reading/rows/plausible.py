"""Judge what was read: dates and numbers that are possible but unlikely get a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stageplanner.domain.calendar import Holiday, school_year_of
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.tables.table_settings import TableSettings

#: A holiday of more days is a slip in a year.
LONGEST_HOLIDAY = 70


def holiday_notes(holidays: Sequence[Holiday], settings: TableSettings) -> tuple[Note, ...]:
    """Return warnings for holidays that are too long or of another school year."""
    return tuple(_about_holidays(holidays, settings))


def _about_holidays(holidays: Iterable[Holiday], settings: TableSettings) -> Iterator[Note]:
    for holiday in holidays:
        if (holiday.end - holiday.start).days >= LONGEST_HOLIDAY:
            values = {"start": holiday.start, "end": holiday.end}
            yield warning("import_long_holiday", Field.END, **values)
        found, expected = school_year_of(holiday.start), settings.school_year
        if not settings.year_is_guess and abs(found - expected) > 1:
            values = {"found": f"{found}-{found + 1}", "expected": f"{expected}-{expected + 1}"}
            yield warning("import_holiday_year", Field.START, **values)
