"""Documents of a region, made in a child process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.disk.drafts import Drafts
    from stageplanner.domain.history import Event
    from stageplanner.domain.state import State
    from stageplanner.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsAsked:
    """Which documents (``xlsx``, ``pdf``, ``ics``), where, and for whom (``None``: everybody)."""

    kinds: tuple[str, ...]
    folder: Path
    language: str
    party: str | None = None


def run_report(state: State, language: str, progress: Progress) -> object:
    """Build the report of the region, not painted yet."""
    from stageplanner.documents.papers import build_report

    return build_report(state, language)


def run_documents(
    state: State,
    wanted: DocumentsAsked,
    history: tuple[Event, ...],
    progress: Progress,
) -> object:
    """Write documents into a folder, all or none; return the files."""
    from stageplanner.disk.drafts import Drafts
    from stageplanner.documents.papers import write_calendars
    from stageplanner.documents.workbooks import export

    folder, language, party = wanted.folder, wanted.language, wanted.party
    files_progress = progress.mapped(lambda counts: counts[0] / counts[1])
    files: list[Path] = []
    with Drafts() as drafts:
        if "xlsx" in wanted.kinds:
            files += export(
                state,
                folder,
                language,
                history=history,
                party=party,
                progress=files_progress,
                drafts=drafts,
            )
        if "pdf" in wanted.kinds:
            files += _write_pdfs(state, wanted, files_progress, drafts)
        if "ics" in wanted.kinds:
            files += write_calendars(state, folder, language, party, drafts)
        drafts.put_in_place()
    return tuple(files)


def _write_pdfs(
    state: State, wanted: DocumentsAsked, progress: Progress, drafts: Drafts
) -> tuple[Path, ...]:
    if sys.platform.startswith("linux"):
        # A child process draws without a window.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from stageplanner.documents.papers import pdf_documents
    from ui.print.pdf import write_pdfs

    documents = pdf_documents(state, wanted.language, wanted.party)
    return write_pdfs(documents, wanted.folder, progress, drafts)
