"""Write the workbooks of a plan: the region's own, and one per institution.

Nothing is half written: every file is made beside its place and moved there when all are done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from stageplanner.domain.explanation import Explanation
from stageplanner.domain.state import State
from stageplanner.problems import Place, Problem, StagePlannerError
from stageplanner.sheets.columns import SHEET_CAPACITY, SHEET_HOLIDAYS, SHEET_PLAN
from stageplanner.sheets.paper import (
    file_name,
    sheet_name,
)
from stageplanner.sheets.proofread import Recount, proofread, recount
from stageplanner.sheets.styles import (
    new_workbook,
)
from stageplanner.sheets.write_answer import write_answer
from stageplanner.sheets.write_facts import Facts, gather_facts
from stageplanner.sheets.write_figures import write_figures, write_region
from stageplanner.sheets.write_guide import write_guide
from stageplanner.sheets.write_party import write_party
from stageplanner.sheets.write_plan import write_capacity, write_holidays, write_plan
from stageplanner.sheets.write_register import LogRow, write_agreements, write_clauses, write_log
from stageplanner.sheets.write_visit import visits, write_visit
from stageplanner.sheets.write_weeks import write_weeks

WORKBOOK_NAME = "StagePlanner afspraken.xlsx"
#: More sheets than this make a workbook that nobody leafs through.
MOST_VISITS = 25
PARTY_NAME = "Voorstel {institution}"


def write_workbook(
    state: State,
    explanation: Explanation,
    folder: Path,
    language: str,
    *,
    only: str | None = None,
    log: tuple[LogRow, ...] = (),
) -> tuple[Path, ...]:
    """Write the agreements of a region into a folder, and a proposal per institution.

    Without a plan there is nothing to propose: then only the region's workbook is written.

    Parameters
    ----------
    explanation
        The reason of every change, as sentence codes and values.
    folder
        Made where it does not exist.
    only
        An institution: then nothing but its proposal is written.
    log
        The history in words, for the region's workbook.

    Returns
    -------
    tuple of Path
        ``StagePlanner afspraken.xlsx`` first, then ``Voorstel <institution>.xlsx`` in order.

    Raises
    ------
    StagePlannerError
        The folder cannot be written, a file is open elsewhere, or a proof is contradicted.
    """
    facts = gather_facts(state, explanation, language, date.today())
    books: dict[str, Workbook] = {WORKBOOK_NAME: build_region_book(facts, log)}
    if facts.has_plan:
        taken = {Path(WORKBOOK_NAME).stem.casefold()}
        for institution in facts.institutions:
            name = file_name(PARTY_NAME.format(institution=institution), taken)
            if only in (None, institution):
                books[f"{name}.xlsx"] = build_party_book(facts, institution)
    # The region's workbook is counted again in any case: it holds what the others tell of.
    keep = None if only is None else [name for name in books if name != WORKBOOK_NAME]
    return save_all(books, folder, keep=keep, check=_Check(facts) if state.periods else None)


class _Check:
    """Counts the region's workbook again, and compares what every workbook says with it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._counted: Recount | None = None

    def __call__(self, path: Path) -> None:
        if self._counted is None:
            self._counted = recount(path, self._facts)
        proofread(path, self._facts, self._counted)


def build_region_book(facts: Facts, log: tuple[LogRow, ...] = ()) -> Workbook:
    """Build the region's workbook, with every sheet."""
    book = new_workbook(facts.say("document", years=facts.school_year))
    taken = {
        name.casefold()
        for name in (
            SHEET_PLAN,
            SHEET_CAPACITY,
            SHEET_HOLIDAYS,
            facts.say("sheet_guide"),
            facts.say("sheet_weeks"),
            facts.say("sheet_figures"),
            facts.say("sheet_agreements"),
            facts.say("sheet_clauses"),
            facts.say("sheet_log"),
        )
    }
    write_figures(book, facts)
    write_weeks(book, facts)
    if facts.state.agreements:
        write_agreements(book, facts)
        write_clauses(book, facts)
    for institution in facts.institutions:
        subtitle = facts.say("party_subtitle", years=facts.school_year)
        write_party(book, facts, institution, sheet_name(institution, taken), subtitle)
    visited = _write_visits(book, facts, taken)
    write_plan(book, facts)
    write_capacity(book, facts)
    write_holidays(book, facts)
    if log:
        write_log(book, facts, log)
    write_guide(book, facts, visited)
    book.active = 0
    return book


def _write_visits(book: Workbook, facts: Facts, taken: set[str]) -> dict[str, str]:
    """A sheet per leerbedrijf that is asked most, up to a limit; names it by title.

    Each leerbedrijf has a file of its own with the round.
    """
    titles: dict[str, str] = {}
    for proposals in visits(facts.state)[:MOST_VISITS]:
        name = sheet_name(proposals[0].party.told, taken)
        titles[name] = proposals[0].party.told
        write_visit(
            book,
            facts,
            proposals,
            name=name,
            subtitle=facts.say("party_subtitle", years=facts.school_year),
            shown=lambda count: count,
            intro=facts.say("visit_region"),
        )
    return titles


def build_party_book(facts: Facts, institution: str) -> Workbook:
    """Build the workbook of one institution: its own rows, and totals of the region."""
    subtitle = facts.say("party_subtitle", years=facts.school_year)
    book = new_workbook(f"{institution} · {subtitle}")
    write_party(
        book, facts, institution, facts.say("sheet_proposal"), subtitle, answers_in_file=True
    )
    write_answer(book, facts, institution)
    write_region(book, facts, institution)
    book.active = 0
    return book


def save_all(
    books: dict[str, Workbook],
    folder: Path,
    *,
    keep: Sequence[str] | None = None,
    check: Callable[[Path], None] | None = None,
) -> tuple[Path, ...]:
    """Save workbooks into a folder: each beside its place first, then all of them moved.

    Parameters
    ----------
    keep
        The names of those that are moved to their place; all by default.
    check
        Looks at every file as it was written; what it raises keeps all of them away.

    Raises
    ------
    StagePlannerError
        The folder cannot be made or written, or a file is in use.
    """
    waiting: list[tuple[Path, Path]] = []
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, book in books.items():
            target = folder / name
            # Not tempfile: its files can be read by their owner only, also after the move.
            temporary_path = folder / f".{secrets.token_hex(8)}.tmp"
            waiting.append((temporary_path, target))
            book.save(temporary_path)
            if check is not None:
                check(temporary_path)
        moved = [pair for pair in waiting if keep is None or pair[1].name in keep]
        for temporary_path, target in moved:
            temporary_path.replace(target)
    except OSError as error:
        code = "export_file_in_use" if target.is_file() else "export_folder"
        raise StagePlannerError(
            Problem(
                code=code,
                place=Place(file=str(target if target.is_file() else folder)),
                values={"name": target.name, "folder": str(folder), "detail": str(error)},
            )
        ) from error
    finally:
        for temporary_path, _ in waiting:
            with suppress(OSError):
                temporary_path.unlink(missing_ok=True)
    return tuple(target for _, target in moved)
