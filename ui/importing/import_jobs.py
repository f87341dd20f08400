"""Functions of an import that run in a child process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.domain.state import State
    from stageplanner.importing.preview import Intake
    from stageplanner.progress import Progress


#: A corrected cell: sheet, row and column as the spreadsheet names them, and text.
CellText = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What people decided about files: columns now, columns to remember, and cells per file."""

    confirmed: tuple[ColumnMapping, ...] = ()
    remembered: tuple[ColumnMapping, ...] = ()
    cells: Mapping[Path, tuple[CellText, ...]] = field(default_factory=dict)


def run_import(
    state: State,
    paths: tuple[Path, ...],
    by_hand: ByHand,
    progress: Progress,
) -> object:
    """Read files for a state and return the intake."""
    from stageplanner.importing.corrections import corrections_of
    from stageplanner.importing.preview import preview_files

    corrections = {path: corrections_of(texts) for path, texts in by_hand.cells.items()}
    return preview_files(
        state,
        paths,
        progress,
        by_hand.remembered,
        confirmed=by_hand.confirmed,
        corrections=corrections,
    )


def run_source(
    path: Path,
    wanted: dict[str, frozenset[int]],
    progress: Progress,
) -> object:
    """Read the rows of a file and return its path and its sheets."""
    from stageplanner.importing.corrections import source_sheets

    return path, source_sheets(path, wanted, progress)


def run_annotate(
    intake: Intake,
    folder: Path,
    language: str,
    progress: Progress,
) -> object:
    """Write marked copies of the files with problems and return their paths."""
    from stageplanner.importing.corrections import annotate

    return annotate(intake, folder, language)
