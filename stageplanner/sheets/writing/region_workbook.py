"""The workbooks of a plan: that of the region, and one per institution."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from stageplanner.disk.drafts import Drafts
from stageplanner.domain.masking import masking_for
from stageplanner.domain.negotiation.asked import current_round, masked_ask
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.progress import NO_PROGRESS, Progress
from stageplanner.reporting.facts import Facts
from stageplanner.reporting.file_names import file_name
from stageplanner.reporting.history_text import LogRow
from stageplanner.reporting.lazy_mapping import LazyMapping
from stageplanner.reporting.masked_facts import mask_facts
from stageplanner.reporting.visited_companies import visited_companies
from stageplanner.sheets.columns import SHEET_CAPACITY, SHEET_HOLIDAYS, SHEET_PLAN
from stageplanner.sheets.writing.agreement_sheets import write_agreements, write_clauses, write_log
from stageplanner.sheets.writing.answer_sheet import write_answer
from stageplanner.sheets.writing.company_sheet import write_company
from stageplanner.sheets.writing.counts_sheet import write_counts
from stageplanner.sheets.writing.figures_sheet import write_figures, write_region
from stageplanner.sheets.writing.guide_sheet import write_guide
from stageplanner.sheets.writing.institution_sheet import write_institution
from stageplanner.sheets.writing.page_layout import sheet_name
from stageplanner.sheets.writing.plan_sheets import write_capacity, write_holidays, write_plan
from stageplanner.sheets.writing.round_workbook import RoundSheet, build_round_book
from stageplanner.sheets.writing.save import save_all
from stageplanner.sheets.writing.styles import new_workbook
from stageplanner.sheets.writing.verify import Recount, rebuild_and_recount, recount, verify_figures
from stageplanner.sheets.writing.weeks_sheet import write_weeks

WORKBOOK_NAME = "StagePlanner afspraken.xlsx"
#: With more sheets nobody leafs through the workbook.
MOST_VISITS = 25
PARTY_NAME = "Voorstel {institution}"


def write_workbooks(
    facts: Facts,
    folder: Path,
    *,
    asked: Facts | None = None,
    only: str | None = None,
    log: tuple[LogRow, ...] = (),
    progress: Progress = NO_PROGRESS,
    drafts: Drafts | None = None,
) -> tuple[Path, ...]:
    """Write the agreements of a region into a folder, and a proposal per institution.

    Without a plan there is nothing to propose: then only the region's workbook is written.

    Parameters
    ----------
    facts
        The region and its plan, measured.
    folder
        The folder; made if it does not exist.
    asked
        The region as if everybody accepts what the open round asks, for the sheets and files of
        the parties. By default the plan itself.
    only
        An institution, to write only its proposal.
    log
        The history in words, for the region's workbook.
    progress
        Receives the number of files written, and can stop the writing.
    drafts
        Those of the caller, who puts them in place.

    Returns
    -------
    tuple of Path
        ``StagePlanner afspraken.xlsx`` first, then ``Voorstel <institution>.xlsx`` in order.

    Raises
    ------
    StagePlannerError
        If the folder cannot be written, a file is open elsewhere, or a figure in a workbook
        differs from the recount.
    """
    asked = asked or facts
    books: dict[str, Callable[[], Workbook]] = {
        WORKBOOK_NAME: partial(build_region_book, facts, log, asked)
    }
    if facts.has_plan:
        taken = {Path(WORKBOOK_NAME).stem.casefold()}
        for institution in facts.institutions:
            name = file_name(PARTY_NAME.format(institution=institution), taken)
            if only in (None, institution):
                books[f"{name}.xlsx"] = partial(build_party_book, asked, institution)
    # The region's workbook is always built: the recount of the others starts from it.
    keep = None if only is None else [name for name in books if name != WORKBOOK_NAME]
    check = _Check(facts, asked) if facts.state.periods else None
    return save_all(
        LazyMapping(books), folder, keep=keep, check=check, progress=progress, drafts=drafts
    )


class _Check:
    """Recounts the region's workbook, and compares the figures of every workbook with that.

    If a round asks something else than the plan, the files of the parties are compared with a
    recount of what it asks.
    """

    def __init__(self, facts: Facts, asked: Facts) -> None:
        self._facts, self._asked = facts, asked
        self._counted: Recount | None = None

    def __call__(self, path: Path) -> None:
        if self._counted is None:
            self._counted = recount(path, self._facts)
            verify_figures(path, self._facts, self._counted)
            if self._asked is not self._facts:
                self._counted = rebuild_and_recount(self._asked)
            return
        verify_figures(path, self._asked, self._counted)


def build_region_book(
    facts: Facts, log: tuple[LogRow, ...] = (), asked: Facts | None = None
) -> Workbook:
    """Build the region's workbook; ``asked`` is for the sheets of the parties."""
    asked = asked or facts
    book = new_workbook(facts.sentence("document", years=facts.school_year))
    taken = {
        name.casefold()
        for name in (
            SHEET_PLAN,
            SHEET_CAPACITY,
            SHEET_HOLIDAYS,
            facts.sentence("sheet_guide"),
            facts.sentence("sheet_weeks"),
            facts.sentence("sheet_figures"),
            facts.sentence("sheet_agreements"),
            facts.sentence("sheet_clauses"),
            facts.sentence("sheet_counts"),
            facts.sentence("sheet_log"),
        )
    }
    write_figures(book, facts)
    write_weeks(book, facts)
    if facts.state.agreements:
        write_agreements(book, facts)
        write_clauses(book, facts)
    if facts.state.agreements or facts.state.shortages:
        write_counts(book, facts)
    for institution in facts.institutions:
        party, subtitle = institution_party(institution), _subtitle(facts)
        # The sheet is printed and handed over: it shows what the institution may see.
        seen = mask_facts(asked, masking_for(facts.state.ground_rules, party))
        name = sheet_name(institution, taken)
        write_institution(book, seen, party, asked.asks_of(party), name=name, subtitle=subtitle)
    visited = _write_visits(book, asked, taken)
    write_plan(book, facts)
    write_capacity(book, facts)
    write_holidays(book, facts)
    if log:
        write_log(book, facts, log)
    write_guide(book, facts, visited)
    book.active = 0
    return book


def _subtitle(facts: Facts) -> str:
    return facts.sentence("party_subtitle", years=facts.school_year)


def _write_visits(book: Workbook, facts: Facts, taken: set[str]) -> dict[str, str]:
    """Write a sheet for each leerbedrijf that is asked most; return the names by sheet title.

    Every leerbedrijf also has a file of its own with the round.
    """
    titles: dict[str, str] = {}
    for party in visited_companies(facts.state)[:MOST_VISITS]:
        name = sheet_name(party.label, taken)
        titles[name] = party.label
        masking = masking_for(facts.state.ground_rules, party)
        asks = tuple(masked_ask(ask, masking) for ask in facts.asks_of(party))
        write_company(
            book,
            facts,
            party,
            asks,
            masking,
            name=name,
            subtitle=_subtitle(facts),
            intro=facts.sentence("visit_region"),
        )
    return titles


def build_party_book(facts: Facts, institution: str) -> Workbook:
    """Build the workbook of one institution: its own rows, and totals of the region."""
    party, subtitle = institution_party(institution), _subtitle(facts)
    book = new_workbook(f"{institution} · {subtitle}")
    round_ = current_round(facts.state)
    if round_ is not None and round_.proposals_to(party):
        # Its answers must lead back to the round.
        return build_round_book(RoundSheet(round_=round_, party=party, facts=facts))
    masking = masking_for(facts.state.ground_rules, party)
    seen, asks = mask_facts(facts, masking), facts.asks_of(party)
    name = facts.sentence("sheet_proposal")
    write_institution(book, seen, party, asks, name=name, subtitle=subtitle, answers_in_file=True)
    write_answer(book, facts, party, asks)
    write_region(book, seen, institution)
    book.active = 0
    return book
