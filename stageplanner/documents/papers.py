"""The report of a region, and a letter and a calendar per party.

Their content comes from :mod:`stageplanner.reporting`; ``ui/print`` draws the PDF files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.documents.asked_parties import facts_of, letter_parties, measure_parties_asked
from stageplanner.domain.negotiation.parties import find_party
from stageplanner.domain.proposal import Party
from stageplanner.domain.state import State
from stageplanner.messages import text
from stageplanner.reporting.file_names import Names
from stageplanner.reporting.lazy_mapping import LazyMapping
from stageplanner.reporting.printable import Printed

if TYPE_CHECKING:
    from stageplanner.disk.drafts import Drafts


def build_report(state: State, language: str = "nl", on: date | None = None) -> Printed:
    """Build the report of the region: key figures, pictures, agreements, who gives what."""
    from stageplanner.reporting.region_report import region_report

    return region_report(facts_of(state, language, on))


def build_letter(state: State, name: str, language: str = "nl", on: date | None = None) -> Printed:
    """Build the letter to one party: what it is asked, why, and what effect that has.

    Raises
    ------
    StagePlannerError
        If there is no such party, or it is asked nothing.
    """
    from stageplanner.reporting.party_letter import party_letter

    return party_letter(measure_parties_asked(state, language, on), find_party(state, name))


def pdf_documents(
    state: State, language: str = "nl", party: str | None = None, on: date | None = None
) -> Mapping[str, Printed]:
    """Return the report and every letter by file name; for one party its letter and its page.

    A party that is asked nothing gets no letter, and one that was never asked anything no page. A
    document is built when it is looked up, since a large region has more than a thousand letters.
    """
    from stageplanner.reporting.party_letter import party_letter
    from stageplanner.reporting.party_page import party_page
    from stageplanner.reporting.region_report import region_report

    asked = measure_parties_asked(state, language, on)
    documents: dict[str, Callable[[], Printed]] = {}
    names = Names()
    if party is None:
        facts = asked.facts if asked.state is state else facts_of(state, language, on)
        name = names.of(text("print_file_report", language), ".pdf")
        documents[name] = partial(region_report, facts)
        parties: Iterable[Party] = letter_parties(asked)
    else:
        wanted = find_party(state, party)
        parties = [p for p in asked.parties if (p.kind, p.id) == (wanted.kind, wanted.id)]
    for receiver in parties:
        name = names.of(text("print_file_letter", language, party=receiver.label), ".pdf")
        documents[name] = partial(party_letter, asked, receiver)
    if party is not None:
        was_asked = any(round_.proposals_to(wanted) for round_ in state.rounds)
        is_party = any(e.party == wanted for a in state.agreements for e in a.parties)
        if was_asked or is_party:
            facts = asked.facts if asked.state is state else facts_of(state, language, on)
            name = names.of(text("print_file_party", language, party=wanted.label), ".pdf")
            documents[name] = partial(party_page, facts, wanted)
    return LazyMapping(documents)


def calendars(
    state: State, language: str = "nl", party: str | None = None, on: date | None = None
) -> dict[str, bytes]:
    """Return an iCalendar file per party that agreed to anything, by file name."""
    from stageplanner.domain.negotiation.agreed_history import agreed_parties
    from stageplanner.reporting.party_calendar import party_calendar

    day = on or date.today()
    parties: Iterable[Party] = agreed_parties(state)
    if party is not None:
        wanted = find_party(state, party)
        parties = [p for p in parties if (p.kind, p.id) == (wanted.kind, wanted.id)]
    names = Names()
    return {
        names.of(text("ics_file", language, party=receiver.label), ".ics"): party_calendar(
            state, receiver, language, day
        )
        for receiver in parties
    }


def write_calendars(
    state: State,
    folder: Path,
    language: str = "nl",
    party: str | None = None,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Write the calendars into a folder, all or none, with the drafts of the caller if given."""
    from stageplanner.disk.drafts import placing

    files = calendars(state, language, party)
    with placing(drafts) as waiting:
        for name, content in files.items():
            waiting.write(folder / name, content)
    return tuple(folder / name for name in files)
