"""The rows of both heat maps: built, titled, searched and put in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stageplanner.load.tolerances import FULL
from ui.base.formatting import Words
from ui.facts.heat_rows import (
    HeatRow,
    heat_rows,
    matching_companies,
    pool_rows,
    severity_order,
)
from ui.facts.load_sentences import POOL, pool_title, row_title

if TYPE_CHECKING:
    from ui.facts.screen_facts import Facts, PlanFacts

#: The most leerbedrijven that are shown of those that are searched for.
MOST_FOUND = 200
#: The kinds of row that have no name in the files.
UNNAMED = ("niveau", "branch", "knelpunt", "component")

Rows = tuple[HeatRow, ...]


class RowBuilder:
    """Builds the rows of the wishes and of the plan; those of the wishes only if they changed."""

    def __init__(self, words: Words) -> None:
        self._words = words
        #: The rows of the wishes, with what they were built of.
        self._wish_of: tuple[PlanFacts, str, str, bool] | None = None
        self._wish_rows: Rows = ()

    def build(
        self, facts: Facts, kind: str, search: str = "", *, over_only: bool = False
    ) -> tuple[Rows, Rows]:
        """Return the rows of the wishes and of the plan, each row at one place in both.

        Of leerbedrijven these are pools, or those whose name or place is searched for;
        ``over_only`` leaves out what is above 100% in neither.
        """
        rows, after = self._of_wish(facts, kind, search), ()
        if facts.plan is not None:
            after = self._titled(facts, kind, self._of(facts, facts.plan, kind, search))
        if over_only and kind == "company":
            kept = {r.key for r in (*rows, *after) if max(r.values, default=0.0) > FULL}
            rows = tuple(row for row in rows if row.key in kept)
            after = tuple(row for row in after if row.key in kept)
        return severity_order(rows, after)

    def _of_wish(self, facts: Facts, kind: str, search: str) -> Rows:
        key, old = (facts.wish, kind, search, facts.is_daily), self._wish_of
        is_there = old is not None and old[0] is facts.wish and old[1:] == key[1:]
        # The plan also decides which bottlenecks have a row.
        if not is_there or kind == "knelpunt":
            rows = self._of(facts, facts.wish, kind, search)
            self._wish_rows, self._wish_of = self._titled(facts, kind, rows), key
        return self._wish_rows

    def _of(self, facts: Facts, plan: PlanFacts, kind: str, search: str) -> Rows:
        if kind != "company":
            return heat_rows(facts, plan, kind)
        if not search.strip():
            return pool_rows(facts, plan)
        return matching_companies(facts, heat_rows(facts, plan, kind), search)[:MOST_FOUND]

    def _titled(self, facts: Facts, kind: str, rows: Rows) -> Rows:
        """Return the rows with titles for what has no name in the files."""
        words = self._words
        companies = {}
        if kind == "company":
            companies = {company.id: company for company in facts.state.leerbedrijven}

        def title(row: HeatRow) -> str:
            if kind in UNNAMED:
                return row_title(words, facts, kind, row.key)
            if kind == "company" and row.key.startswith(POOL):
                company = companies[row.key.removeprefix(POOL)]
                return pool_title(words, facts, company, float(row.detail), is_short=True)
            return row.label

        if kind not in (*UNNAMED, "company"):
            return rows
        return tuple(replace(row, label=title(row)) for row in rows)
