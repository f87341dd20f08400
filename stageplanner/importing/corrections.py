"""Corrections of an import by a person: columns, cells, and an annotated copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.importing.preview import Intake
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import Correction
    from stageplanner.sheets.reading.source_rows import SourceSheet


def corrected_mappings(intake: Intake, fields: Mapping[str, str]) -> tuple[ColumnMapping, ...]:
    """Return the mappings of the tables that were read, with some headings corrected.

    Give them to :func:`~stageplanner.importing.preview.preview_files` as ``confirmed``.

    Parameters
    ----------
    intake : Intake
        What was read.
    fields : mapping of str to str
        The field of a heading; ``""`` leaves the column out.

    Returns
    -------
    tuple of ColumnMapping
        Of the tables that have such a heading; if no table has it, of the rows that hold it.

    Raises
    ------
    StagePlannerError
        There is no such field, or no row of a file holds such a heading.
    """
    from stageplanner.sheets.columns import Field, field_named, normalise
    from stageplanner.sheets.reading.tables.heading_match import REPEATED

    wanted: dict[str, str] = {}
    for heading, name in fields.items():
        field = field_named(name) if name else None
        if name and field is None:
            known = sorted(known_field.value for known_field in Field)
            values = {"field": name, "known": known}
            raise StagePlannerError(Problem(code="mapping_unknown_field", values=values))
        wanted[normalise(heading)] = field.value if field is not None else ""
    several = REPEATED - {Field.STUDENTS}
    single = {name for name in wanted.values() if name and Field(name) not in several}
    # A table without any field was not read: its kind follows from the fields it gets now.
    tables = [t for file in intake.files for t in file.tables if any(c.field for c in t.columns)]
    seen = {normalise(guess.heading) for table in tables for guess in table.columns}
    unseen = {heading for heading in fields if normalise(heading) not in seen}
    decided = [*_mapped_rows(intake, wanted, unseen)] if unseen else []
    for table in tables:
        mapping = table.mapping()
        columns = tuple(
            (head, wanted.get(normalise(head), "" if name in single else name))
            for head, name in mapping.columns
        )
        if any(normalise(head) in wanted for head, _ in columns):
            decided.append(replace(mapping, columns=columns))
    return tuple(dict.fromkeys(decided))


def _mapped_rows(
    intake: Intake, wanted: Mapping[str, str], unseen: Collection[str]
) -> tuple[ColumnMapping, ...]:
    """Return the mappings of rows that hold headings which no table has.

    Raises
    ------
    StagePlannerError
        A heading is in no row of any file.
    """
    from stageplanner.sheets.columns import normalise
    from stageplanner.sheets.reading.map_headings import mappings_for

    paths = [Path(file.path) for file in intake.files]
    rows = [mapping for path in paths for mapping in mappings_for(path, wanted)]
    found = {normalise(heading) for mapping in rows for heading, _ in mapping.columns}
    for heading in unseen:
        if normalise(heading) not in found:
            raise StagePlannerError(
                Problem(code="mapping_unknown_heading", values={"heading": heading})
            )
    words = {normalise(heading) for heading in unseen}
    return tuple(
        mapping
        for mapping in rows
        if any(normalise(heading) in words for heading, _ in mapping.columns)
    )


def annotate(intake: Intake, folder: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write a copy of every file that was read with problems, its cells marked and explained.

    The delivered files themselves are never touched.

    Parameters
    ----------
    intake : Intake
        What was read.
    folder : Path
        Where the copies go.
    language : str
        Of the explanations, ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple of Path
        The copies, in the order of the files.

    Raises
    ------
    StagePlannerError
        The folder cannot be written, or a copy is open elsewhere.
    """
    from stageplanner.sheets.writing.annotated_copy import write_annotated

    written: list[Path] = []
    for path, reading in intake.readings:
        if not reading.problems:
            continue
        number, target = 1, folder / f"{path.stem} (nagekeken).xlsx"
        while target in written:
            number += 1
            target = folder / f"{path.stem} (nagekeken {number}).xlsx"
        written.append(write_annotated(reading, target, language))
    return tuple(written)


def corrections_of(cells: Iterable[tuple[str, int, str, str]]) -> tuple[Correction, ...]:
    """Build corrections from cells that were corrected by hand.

    Parameters
    ----------
    cells : iterable of tuple
        Sheet, row and column as the spreadsheet names them, and the text.

    Returns
    -------
    tuple of Correction
        In the same order.
    """
    from stageplanner.sheets.reading.result import Correction

    return tuple(
        Correction(sheet=sheet, row=row, column=column, value=value)
        for sheet, row, column, value in cells
    )


def source_sheets(
    path: Path,
    wanted: Mapping[str, Collection[int]] | None = None,
    progress: Progress = NO_PROGRESS,
) -> tuple[SourceSheet, ...]:
    """Read the rows of a file as they are in it, to show next to what was read of them.

    Parameters
    ----------
    path : Path
        The file.
    wanted : mapping of str to collection of int, optional
        Per sheet the rows that have to be shown, however far down.
    progress : Progress
        Asked often whether it is cancelled.

    Returns
    -------
    tuple of SourceSheet
        The sheets that are not hidden or empty.

    Raises
    ------
    StagePlannerError
        The file cannot be read any more, or the reading was cancelled.
    """
    from stageplanner.sheets.reading.source_rows import read_source_rows

    return read_source_rows(path, wanted or {}, progress)
