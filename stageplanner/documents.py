"""Documents of a region: the report, a letter and a calendar per party, and their workbooks.

What they say is put together here and in :mod:`stageplanner.report`,
:mod:`stageplanner.letters` and :mod:`stageplanner.agenda`; PDF is drawn by ``ui/print``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.asks import current_round
from stageplanner.domain.explanation import Explanation
from stageplanner.domain.lazily import Lazily
from stageplanner.domain.negotiation import Party, PartyKind, Round
from stageplanner.domain.printed import Printed
from stageplanner.domain.rounds import institution_party, leerbedrijf_party
from stageplanner.domain.state import State, institutions_of
from stageplanner.messages import text
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.questions import explain
from stageplanner.roundfiles import plan_of_round

if TYPE_CHECKING:
    from stageplanner.sheets.write_facts import Facts


def find_party(state: State, name: str) -> Party:
    """The party of a name, or of a LeerbedrijfID.

    Raises
    ------
    StagePlannerError
        There is none; says which there are.
    """
    wanted = " ".join(name.split()).casefold()
    parties = [institution_party(each) for each in institutions_of(state)]
    parties += [leerbedrijf_party(company) for company in state.leerbedrijven]
    for party in parties:
        if wanted in (party.id.casefold(), party.told.casefold()):
            return party
    values = {"party": name, "known": list(institutions_of(state))}
    raise StagePlannerError(Problem(code="print_no_party", values=values))


def facts_of(state: State, language: str, on: date | None = None) -> Facts:
    """Everything measured that the documents of a state tell."""
    from stageplanner.sheets.write_facts import gather_facts

    told = explain(state) if state.plan is not None else Explanation()
    return gather_facts(state, told, language, on or date.today())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the parties are asked: of the open round, else by the current plan."""

    facts: Facts
    own: Round | None

    @property
    def state(self) -> State:
        """The region as it is if everybody accepts."""
        return self.facts.state

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who is asked something."""
        if self.own is not None:
            known = {period.id for period in self.state.periods}
            asked = [p.party for p in self.own.proposals if p.period in known]
            return tuple(dict.fromkeys(asked))
        changed = {p.institution for p in self.state.periods if p.id in self.facts.changed}
        return tuple(institution_party(n) for n in self.facts.institutions if n in changed)


def asking(state: State, language: str, on: date | None = None) -> Asking:
    """What the parties are asked now, measured as if everybody accepts."""
    own = current_round(state)
    planned = state if own is None else replace(state, plan=plan_of_round(state, own))
    return Asking(facts=facts_of(planned, language, on), own=own)


def letter_parties(asked: Asking) -> tuple[Party, ...]:
    """Who gets a letter: institutions, then the leerbedrijven, those that are asked most first."""
    from stageplanner.sheets.write_visit import visits

    schools = [p for p in asked.parties if p.kind is not PartyKind.LEERBEDRIJF]
    return (*schools, *(() if asked.own is None else visits(asked.state)))


def build_report(state: State, language: str = "nl", on: date | None = None) -> Printed:
    """The report of the region: key figures, pictures, agreements, who gives what."""
    from stageplanner.report import region_report

    return region_report(facts_of(state, language, on))


def build_letter(state: State, name: str, language: str = "nl", on: date | None = None) -> Printed:
    """The letter to one party: what it is asked, why, and what that does.

    Raises
    ------
    StagePlannerError
        There is no such party, or it is asked nothing.
    """
    from stageplanner.letters import party_letter

    return party_letter(asking(state, language, on), find_party(state, name))


def pdf_documents(
    state: State, language: str = "nl", party: str | None = None, on: date | None = None
) -> Mapping[str, Printed]:
    """The report and every letter by file name; with a party its letter only.

    For ``ui.print.pdf.write_pdfs``. A party that is asked nothing gets no letter. Each is put
    together when it is looked up: a large region has more than a thousand letters.
    """
    from stageplanner.letters import party_letter
    from stageplanner.report import region_report

    asked = asking(state, language, on)
    found: dict[str, Callable[[], Printed]] = {}
    names = Names()
    if party is None:
        facts = asked.facts if asked.state is state else facts_of(state, language, on)
        found[names.of(text("print_file_report", language), ".pdf")] = partial(region_report, facts)
        parties: Iterable[Party] = letter_parties(asked)
    else:
        wanted = find_party(state, party)
        parties = [p for p in asked.parties if (p.kind, p.id) == (wanted.kind, wanted.id)]
    for own in parties:
        name = names.of(text("print_file_letter", language, party=own.told), ".pdf")
        found[name] = partial(party_letter, asked, own)
    return Lazily(found)


def calendars(
    state: State, language: str = "nl", party: str | None = None, on: date | None = None
) -> dict[str, bytes]:
    """An iCalendar file per party with what was agreed, by file name; none where nothing was."""
    from stageplanner.agenda import party_calendar
    from stageplanner.domain.arranged import agreed_parties

    day = on or date.today()
    parties: Iterable[Party] = agreed_parties(state)
    if party is not None:
        wanted = find_party(state, party)
        parties = [p for p in parties if (p.kind, p.id) == (wanted.kind, wanted.id)]
    names = Names()
    return {
        names.of(text("ics_file", language, party=own.told), ".ics"): party_calendar(
            state, own, language, day
        )
        for own in parties
    }


def write_calendars(
    state: State, folder: Path, language: str = "nl", party: str | None = None
) -> tuple[Path, ...]:
    """Write the calendars into a folder; whole, or not at all."""
    from stageplanner.store.disk import replace_file

    folder.mkdir(parents=True, exist_ok=True)
    found = calendars(state, language, party)
    for name, content in found.items():
        replace_file(folder / name, content)
    return tuple(folder / name for name in found)


class Names:
    """Lawful file names, no two of them alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str, suffix: str) -> str:
        """The file name for a title."""
        from stageplanner.sheets.paper import file_name

        return f"{file_name(wanted, self._taken)}{suffix}"
