"""Work of an import that runs in a child process."""

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


#: A cell put right by hand: sheet, row and column as the spreadsheet names them, and text.
CellText = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What people decided of files: columns now, columns remembered, and cells per file."""

    confirmed: tuple[ColumnMapping, ...] = ()
    remembered: tuple[ColumnMapping, ...] = ()
    cells: Mapping[Path, tuple[CellText, ...]] = field(default_factory=dict)


def run_import(
    state: State,
    paths: tuple[Path, ...],
    by_hand: ByHand,
    progress: Progress,
) -> object:
    """Read files beside a state; the intake comes back, to be taken over or not."""
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
    """Read the rows of a file as they stand in it; its path and its sheets come back."""
    from stageplanner.importing.corrections import source_sheets

    return path, source_sheets(path, wanted, progress)


def run_annotate(
    intake: Intake,
    folder: Path,
    language: str,
    progress: Progress,
) -> object:
    """Write marked copies of the files that were read with problems; the copies come back."""
    from stageplanner.importing.corrections import annotate

    return annotate(intake, folder, language)
