"""The workbooks of the current plan, all or those of one party."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.documents.asked_parties import facts_of
from stageplanner.documents.round_workbooks import write_round
from stageplanner.domain.history import Event
from stageplanner.domain.negotiation.asked import current_round
from stageplanner.domain.negotiation.parties import find_party
from stageplanner.domain.negotiation.plan_of_round import plan_of_round
from stageplanner.domain.proposal import PartyKind
from stageplanner.domain.state import State
from stageplanner.planning import explain_fully
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.disk.drafts import Drafts
    from stageplanner.reporting.facts import Facts


def export(
    state: State,
    folder: Path,
    language: str = "nl",
    *,
    party: str | None = None,
    history: tuple[Event, ...] = (),
    progress: Progress = NO_PROGRESS,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Write the workbooks of the current plan into a folder, all of them or none.

    Parameters
    ----------
    party
        The name of an institution or leerbedrijf, to write only its workbook, if it is asked
        anything.
    history
        The events for the sheet Logboek.
    progress
        Receives the number of files written, and can stop the export.
    drafts
        Those of the caller, who puts them in place together with other documents.

    Returns
    -------
    tuple of Path
        The files, in the order they should be read.
    """
    from stageplanner.reporting.facts import gather_facts
    from stageplanner.reporting.history_text import log_rows
    from stageplanner.sheets.writing.region_workbook import write_workbooks

    if party is None:
        facts = gather_facts(state, explain_fully(state), language, date.today())
        asked, log = _facts_asked(facts), log_rows(history, language)
        return write_workbooks(
            facts, folder, asked=asked, log=log, progress=progress, drafts=drafts
        )
    wanted = find_party(state, party)
    if wanted.kind is PartyKind.INSTITUTION:
        facts = facts_of(state, language)
        asked = _facts_asked(facts)
        return write_workbooks(
            facts, folder, asked=asked, only=wanted.id, progress=progress, drafts=drafts
        )
    round_ = current_round(state)
    if round_ is None:
        return ()
    return write_round(
        state, round_, folder, language, parties=[wanted.id], progress=progress, drafts=drafts
    )


def _facts_asked(facts: Facts) -> Facts:
    """Return the facts as if everybody accepts the open round, if it differs from the plan."""
    state, round_ = facts.state, current_round(facts.state)
    if round_ is None or state.plan is None:
        return facts
    planned = plan_of_round(state, round_)
    if planned.placements == state.plan.placements:
        return facts
    return facts_of(replace(state, plan=planned), facts.language)
