"""The part of the report about agreements, shortages, fairness and contact moments.

Small counts are hidden if the ground rules ask for it (:mod:`stageplanner.domain.masking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stageplanner.domain.agreement import Agreement
from stageplanner.domain.calendar import week_number
from stageplanner.domain.masking import Masking, masking_for
from stageplanner.domain.negotiation.agreement_needs import needs
from stageplanner.domain.negotiation.count_agreements import (
    WAYS,
    Tally,
    clause_filter,
    counted_by,
    parts_of,
    realised_shown,
    students_shown,
)
from stageplanner.domain.sectors import sector_code, sector_name
from stageplanner.load.fairness import FairShare, fair_shares
from stageplanner.load.institution_loads import institution_loads
from stageplanner.messages import show, text
from stageplanner.reporting.blocks import counted, signed, table
from stageplanner.reporting.printable import Block, Head, Heading, Paragraph, Table, TextStyle

if TYPE_CHECKING:
    from stageplanner.reporting.facts import Facts


def register_blocks(facts: Facts) -> Iterator[Block]:
    """Yield the blocks about agreements, needs, fairness and contact moments."""
    register = _Register(facts)
    yield from register.agreements()
    yield from register.needs()
    yield from register.fairness()
    yield from register.contacts()


class _Register:
    """The tables of the register, for everybody to read."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.state = facts, facts.state
        self.parts = parts_of(facts.state)
        self.masking: Masking = masking_for(facts.state.ground_rules, None)

    def sentence(self, code: str, **values: object) -> str:
        return text(f"print_{code}", self.facts.language, **values)

    # --- agreements ------------------------------------------------------------------------

    def agreements(self) -> Iterator[Block]:
        """Yield every agreement, and the number of agreements of each kind."""
        agreements = self.state.agreements
        yield Heading(text=self.sentence("register"))
        if not agreements:
            yield Paragraph(text=self.sentence("no_register"))
            return
        yield Paragraph(text=self.sentence("register_how"), voice=TextStyle.QUIET)
        names = ("col_number", "col_title", "col_status", "col_students", "col_peak",
                 "col_tekort", "col_until")  # fmt: skip
        widths = (1.75, 2.3, 1.2, 1.1, 1.95, 1.3, 1.15)
        heads = tuple(
            Head(text=self.sentence(name), width=width)
            for name, width in zip(names, widths, strict=True)
        )
        yield Table(heads=heads, rows=tuple(map(self._agreement, agreements)))
        yield Heading(text=self.sentence("by"))
        yield Paragraph(text=self.sentence("by_how"), voice=TextStyle.QUIET)
        yield table(
            self.sentence,
            ("col_by", "col_agreements", "col_students", "col_fall", "col_less", "col_realised"),
            (3, 1, 1.1, 1.2, 1.2, 1.3),
            tuple(self._by()),
        )
        if self.masking.is_on:
            yield Paragraph(text=self.sentence("masked"), voice=TextStyle.QUIET)

    def _agreement(self, agreement: Agreement) -> tuple[str, ...]:
        facts, effect = self.facts, agreement.effect
        peak = shortage = "–"
        if effect is not None:
            before, after = effect.peak_before, effect.peak_after
            peak = self._from_to(facts.percent(before), facts.percent(after))
            days = (effect.shortage_before, effect.shortage_after)
            shortage = self._from_to(*(counted(facts, n, self.masking) for n in days))
        return (
            agreement.number,
            agreement.title,
            text(f"agreement_status_{agreement.status.value}", facts.language),
            students_shown([agreement], self.masking),
            peak,
            shortage,
            show(agreement.valid_until, facts.language),
        )

    def _from_to(self, before: str, after: str) -> str:
        return self.sentence("from_to", before=before, after=after)

    def _by(self) -> Iterator[tuple[str, ...]]:
        """Yield a row per sector, niveau, school year and status."""
        agreements, masking = self.state.agreements, self.masking
        for way, names_of in WAYS.items():
            for tally in counted_by(agreements, way, self.parts):
                counted_agreements = [a for a in agreements if tally.name in names_of(a)]
                keeps = clause_filter(way, tally.name)
                done = realised_shown(counted_agreements, masking, keeps)
                yield (
                    self.sentence(f"by_{way}", name=self._name(way, tally)),
                    str(tally.agreements),
                    students_shown(counted_agreements, masking, keeps),
                    self._points(tally.peak_points),
                    counted(self.facts, tally.shortage, masking),
                    self.sentence("realised", planned=done[0], realised=done[1]) if done else "–",
                )

    def _name(self, way: str, tally: Tally) -> str:
        if way == "status":
            return text(f"agreement_status_{tally.name}", self.facts.language)
        if way == "sector":
            return (
                sector_name(sector_code(tally.name), self.facts.language)
                or tally.name
                or self.sentence("unknown")
            )
        return tally.name or self.sentence("unknown")

    def _points(self, points: float) -> str:
        return self.facts.percent(points / 100).rstrip("%") if points else "0"

    # --- where agreements are needed -------------------------------------------------------

    def needs(self) -> Iterator[Block]:
        """Yield the published shortages, each with the agreements about it."""
        needed = needs(self.state)
        if not needed:
            return
        yield Heading(text=self.sentence("needs"))
        yield Paragraph(text=self.sentence("needs_how"), voice=TextStyle.QUIET)
        bare = [need for need in needed if need.number and not need.agreements]
        if bare:
            most = bare[0]
            most_needed = self.sentence("needs_most", what=self._what(most.programme, most.sector),
                            number=self.masking.masked_text(most.number))  # fmt: skip
            yield Paragraph(text=most_needed)
        rows = []
        for need in needed:
            about = [a for a in self.state.agreements
                     if a.number in need.agreements and a.is_binding]  # fmt: skip
            rows.append(
                (
                    self._what(need.programme, need.sector),
                    "–" if need.niveau is None else str(need.niveau),
                    show(need.on, self.facts.language),
                    self.masking.masked_text(need.number),
                    ", ".join(need.agreements) or self.sentence("needs_none"),
                    students_shown(about, self.masking, need.counts) if about else "–",
                )
            )
        over = {(k, 4) for k, need in enumerate(needed) if not need.agreements}
        names = ("col_programme", "col_niveau", "col_on", "col_short", "col_about", "col_concerned")
        widths = (2.6, 0.8, 1.2, 1.1, 2.3, 1.3)
        yield table(self.sentence, names, widths, rows, over, numbers=False)

    def _what(self, programme: str, sector: str) -> str:
        if programme:
            return self.facts.title_of(programme)
        return (
            sector_name(sector_code(sector), self.facts.language)
            or sector
            or self.sentence("unknown")
        )

    # --- institutions ----------------------------------------------------------------------

    def fairness(self) -> Iterator[Block]:
        """Yield the share of every institution, next to its fair share."""
        facts = self.facts
        shares = fair_shares(self.state, facts.plan)
        if not facts.changed and not any(share.carried for share in shares):
            return
        yield Heading(text=self.sentence("fair"))
        rule = self.sentence(f"rule_{self.state.ground_rules.fairness.value}")
        yield Paragraph(text=self.sentence("fair_how", rule=rule), voice=TextStyle.QUIET)
        names = ("col_institution", "col_changes", "col_moved", "col_share", "col_due",
                 "col_balance")  # fmt: skip
        hidden = {share.institution for share in shares if self._is_few(share.institution)}
        rows = [self._share(share, hidden) for share in shares]
        yield table(self.sentence, names, (3, 1, 1.4, 1, 1.2, 1.2), rows)
        if hidden:
            yield Paragraph(text=self.sentence("fair_masked"), voice=TextStyle.QUIET)

    def _is_few(self, institution: str) -> bool:
        """Return whether the changes of an institution concern too few students to show."""
        moved = sum(
            period.students
            for period in self.state.periods
            if period.institution == institution and period.id in self.facts.changed
        )
        return self.masking.hides(moved)

    def _share(self, share: FairShare, hidden: set[str]) -> tuple[str, ...]:
        """Return a row; a share or balance is part of a total, and could reveal a hidden count."""
        facts = self.facts
        is_hidden = share.institution in hidden
        return (
            share.institution,
            str(share.changes),
            "–" if is_hidden else facts.count(share.student_weeks),
            "–" if hidden else facts.percent(share.share),
            facts.percent(share.due_share),
            "–" if hidden else signed(facts, share.balance),
        )

    def contacts(self) -> Iterator[Block]:
        """Yield the busiest day and week of every institution."""
        facts = self.facts
        loads = institution_loads(self.state, facts.plan)
        if not loads:
            return
        yield Heading(text=self.sentence("contacts"))
        yield Paragraph(text=self.sentence("contacts_how"), voice=TextStyle.QUIET)
        rows = []
        for load in loads:
            away = contacts = "–"
            if load.away_day is not None:
                day = show(load.away_day, facts.language)
                away = self._at("on_day", load.away, day=day)
            if load.contacts_week is not None:
                week = str(week_number(load.contacts_week))
                contacts = self._at("in_week", load.contacts, week=week)
            rows.append((load.institution, away, contacts))
        names = ("col_institution", "col_away", "col_contacts")
        yield table(self.sentence, names, (2, 2, 2), rows, numbers=False)

    def _at(self, code: str, number: float, **when: str) -> str:
        return self.sentence(code, number=counted(self.facts, number, self.masking), **when)
