"""The workbooks of a round: one per party, to answer in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.disk.drafts import Drafts, placing
from stageplanner.documents.mail_drafts import Mail, mail_draft
from stageplanner.domain.negotiation.plan_of_round import plan_of_round
from stageplanner.domain.proposal import Party, Round
from stageplanner.domain.state import State
from stageplanner.messages import text
from stageplanner.planning import explain
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.reporting.lazy_mapping import LazyMapping

if TYPE_CHECKING:
    from stageplanner.reporting.facts import Facts
    from stageplanner.sheets.writing.verify import Recount


def write_round(
    state: State,
    round_: Round,
    folder: Path,
    language: str = "nl",
    *,
    parties: Collection[str] | None = None,
    mail: Mail | None = None,
    progress: Progress = NO_PROGRESS,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Write a workbook per party of a round into a folder, all of them or none.

    Parameters
    ----------
    parties
        Ids of the parties (names of institutions, LeerbedrijfIDs) to write for; all by default.
    mail
        Writes an e-mail draft per party too, with its workbook attached; of a reminder only that.
    progress
        Receives the number of files written, and can stop the writing.
    drafts
        Those of the caller, who puts them in place.

    Returns
    -------
    tuple of Path
        ``Voorstel R1 <party>.xlsx``, in the order of the round; then the ``.eml`` of each.

    Raises
    ------
    StagePlannerError
        If the folder cannot be written, or a file is open elsewhere.
    """
    from stageplanner.reporting.facts import gather_facts
    from stageplanner.reporting.file_names import file_name
    from stageplanner.sheets.writing.round_workbook import RoundSheet, build_round_book
    from stageplanner.sheets.writing.save import save_all
    from stageplanner.sheets.writing.verify import rebuild_and_recount

    planned = replace(state, plan=plan_of_round(state, round_))
    facts = gather_facts(planned, explain(planned), language, date.today())
    books: dict[str, Callable[[], Any]] = {}
    asked_parties: list[Party] = []
    taken = set[str]()
    for party in round_.parties:
        asked = RoundSheet(round_=round_, party=party, facts=facts)
        wanted = parties is None or party.id in parties
        if wanted and asked.asks_anything:
            name = file_name(f"Voorstel {round_.id} {party.label}", taken)
            books[f"{name}.xlsx"] = partial(build_round_book, asked)
            asked_parties.append(party)
    check = partial(_verify, facts, cache(partial(rebuild_and_recount, facts)))
    with placing(drafts) as waiting:
        written = save_all(
            LazyMapping(books), folder, check=check, progress=progress, drafts=waiting
        )
        if mail is None:
            return written
        mails: list[Path] = []
        for party, path in zip(asked_parties, written, strict=True):
            attached = (path.name, waiting.content(path))
            content = mail_draft(state, round_, party, attached, mail=mail, language=language)
            target = path.with_suffix(".eml")
            if mail is Mail.REMINDER:
                waiting.discard(path)
                word = text("round_file_reminder", language)
                target = folder / target.name.replace("Voorstel", word, 1)
            waiting.write(target, content)
            mails.append(target)
    return tuple(mails) if mail is Mail.REMINDER else (*written, *mails)


def _verify(facts: Facts, counted: Callable[[], Recount], path: Path) -> None:
    """Compare the figures of a party's workbook with a recount of what the round asks."""
    from stageplanner.sheets.writing.verify import verify_figures

    verify_figures(path, facts, counted())
