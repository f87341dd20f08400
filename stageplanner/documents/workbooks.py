"""Export the workbooks of the current plan, all or those of one party."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stageplanner.domain.history import Event
from stageplanner.domain.state import State
from stageplanner.planning import explain, explain_fully
from stageplanner.progress import NO_PROGRESS, Progress


def export(
    state: State,
    folder: Path,
    language: str = "nl",
    *,
    party: str | None = None,
    history: tuple[Event, ...] = (),
    progress: Progress = NO_PROGRESS,
) -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder; nothing is half written.

    Parameters
    ----------
    party
        The name of an institution or leerbedrijf: then only the workbook for it, if there is
        anything to propose.
    history
        What was done in the project, for the sheet Logboek.
    progress
        Told of every file, and asked whether to stop.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.documents.round_workbooks import write_round
    from stageplanner.domain.negotiation.asked import current_round
    from stageplanner.domain.negotiation.parties import find_party
    from stageplanner.domain.negotiation.plan_of_round import plan_of_round
    from stageplanner.domain.proposal import PartyKind
    from stageplanner.reporting.history_text import log_rows
    from stageplanner.sheets.writing.region_workbook import write_workbook

    own, asked = current_round(state), None
    if own is not None and state.plan is not None:
        planned = plan_of_round(state, own)
        if planned.placements != state.plan.placements:
            asked = (replace(state, plan=planned), explain(replace(state, plan=planned)))
    if party is None:
        log = log_rows(history, language)
        return write_workbook(
            state, explain_fully(state), folder, language, asked=asked, log=log, progress=progress
        )
    found = find_party(state, party)
    if found.kind is PartyKind.INSTITUTION:
        return write_workbook(
            state, explain(state), folder, language, asked=asked, only=found.id, progress=progress
        )
    return (
        ()
        if own is None
        else write_round(state, own, folder, language, parties=[found.id], progress=progress)
    )
