"""Detect rows that repeat an earlier row, and groups in two places at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stageplanner.domain.stage_period import StagePeriod
from stageplanner.problems import Severity
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, Parsed, error, warning
from stageplanner.sheets.reading.rows.table_job import RowName, Stay, TableWork
from stageplanner.sheets.reading.workbook.grid import Sheet


def with_duplicate_notes(
    reading: Parsed[tuple[StagePeriod, ...]], notes: Sequence[Note]
) -> Parsed[tuple[StagePeriod, ...]]:
    """Add the notes about duplicates to what was read; a duplicate yields nothing."""
    if not notes:
        return reading
    is_duplicate = any(note.severity is Severity.ERROR for note in notes)
    return Parsed(() if is_duplicate else reading.value, (*reading.notes, *notes))


def duplicate_notes(work: TableWork, periods: Sequence[StagePeriod], row: int) -> list[Note]:
    """Return notes on a row that repeats an earlier one, or overlaps it for the same group."""
    notes: list[Note] = []
    sheet, result = work.sheet, work.result
    for period in periods:
        key = period.key
        first = result.firsts.setdefault(key, (period, sheet, row))
        if first[0] is period:
            continue
        if key not in result.stays:
            result.stays[key] = {_stay_of(first[0]): _named(first[1], first[2])}
        earlier, stay, here = result.stays[key], _stay_of(period), _named(sheet, row)
        if stay in earlier:
            where, number = earlier[stay]
            if period.group:
                return [*notes, error("import_duplicate", None, row=number, sheet=where)]
            notes.append(warning("import_looks_double", None, row=number, sheet=where))
        elif period.group:
            notes += _overlap(earlier, period, here)
        earlier[stay] = here
    return notes


def _named(sheet: Sheet, row: int) -> RowName:
    return sheet.name, sheet.view.record_name(row)


def _stay_of(period: StagePeriod) -> Stay:
    return (period.start, period.end, period.students, period.form, period.days_per_week,
            period.weekdays)  # fmt: skip


def _overlap(
    earlier: Mapping[Stay, RowName], period: StagePeriod, here: RowName
) -> tuple[Note, ...]:
    """Return a warning if an earlier row has the group elsewhere in the same weeks."""
    for (start, end, *_), (where, number) in earlier.items():
        if (where, number) != here and start <= period.end and period.start <= end:
            values = {"group": period.group, "row": number, "sheet": where}
            return (warning("import_overlap", Field.START, **values),)
    return ()
