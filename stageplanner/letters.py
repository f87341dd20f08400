"""The letter to one party: what it is asked, why, and what that does. For paper.

It holds rows of that party only; of the others it tells totals of the region.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stageplanner.documents import SMALL, Asking, masked
from stageplanner.domain.calendar import mondays_between
from stageplanner.domain.form import is_ribbon
from stageplanner.domain.negotiation import Party, PartyKind, ProposalStatus
from stageplanner.domain.option import wish_option
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import Placement, placements_of
from stageplanner.domain.printed import (
    Block,
    Figure,
    Figures,
    Head,
    Heading,
    LineRow,
    LoadPicture,
    Paragraph,
    Printed,
    Signatures,
    Stretch,
    Table,
    TimeLine,
    Voice,
)
from stageplanner.load.busiest import busiest_days
from stageplanner.load.fairness import fair_shares
from stageplanner.load.institutions import institution_loads
from stageplanner.messages import text
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.report import load_picture, region_figures, signed

if TYPE_CHECKING:
    from stageplanner.sheets.write_facts import Facts

#: Stage periods on the time line of a letter; changed ones go first.
MOST_ROWS = 20
#: Pictures of the region in a letter.
MOST_PICTURES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a party is asked of one stage period."""

    period: StagePeriod
    students: int
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    reason: str


def party_letter(asked: Asking, party: Party) -> Printed:
    """Put the letter to a party together.

    Raises
    ------
    StagePlannerError
        The party is asked nothing.
    """
    asks = tuple(_asks(asked, party))
    if not asks:
        raise StagePlannerError(Problem(code="print_nothing_asked", values={"party": party.told}))
    facts = asked.facts
    region = facts.state.ground_rules.region or _say(facts, "region")
    years = facts.school_year
    subtitle = _say(facts, "letter_to", party=party.told, region=region, day=facts.made_on)
    is_company = party.kind is PartyKind.LEERBEDRIJF
    middle = _for_company(asked, asks) if is_company else _for_institution(asked, party, asks)
    return Printed(
        title=_say(facts, "letter", years=years),
        subtitle=subtitle,
        footer=_say(facts, "letter_foot", party=party.told, years=years),
        page=text("print_page", facts.language, page="{page}", pages="{pages}"),
        language=facts.language,
        blocks=(*middle, *_answer(facts, party)),
    )


def _say(facts: Facts, code: str, **values: object) -> str:
    return text(f"print_{code}", facts.language, **values)


def _asks(asked: Asking, party: Party) -> Iterator[Ask]:
    """What is on the table for a party: of the round, else the changes of the plan."""
    facts = asked.facts
    if asked.own is None:
        if party.kind is PartyKind.INSTITUTION:
            for period in facts.of_institution(party.id):
                if period.id in facts.changed:
                    wish = Placement(option=wish_option(period), students=period.students)
                    yield Ask(
                        period=period,
                        students=period.students,
                        before=(wish,),
                        after=placements_of(facts.plan, period),
                        reason=facts.reasons.get(period.id, ""),
                    )
        return
    periods = {period.id: period for period in facts.state.periods}
    for proposal in asked.own.proposals_to(party):
        if proposal.status is not ProposalStatus.WITHDRAWN and proposal.period in periods:
            yield Ask(
                period=periods[proposal.period],
                students=proposal.students,
                before=proposal.before,
                after=proposal.asked,
                reason=proposal.reason or facts.reasons.get(proposal.period, ""),
            )


# --- an institution -------------------------------------------------------------------------


def _for_institution(asked: Asking, party: Party, asks: tuple[Ask, ...]) -> Iterator[Block]:
    facts = asked.facts
    own = facts.of_institution(party.id)
    said = _say(
        facts,
        "asked",
        periods=len(own),
        changes=len(asks),
        students=facts.count(sum(ask.students for ask in asks)),
    )
    yield Paragraph(text=said, voice=Voice.LEAD)
    yield from _how_to_answer(asked)
    yield Heading(text=_say(facts, "what"))
    yield _asked_table(facts, asks, names=False)
    yield from _line(facts, asks, own, _say(facts, "line"))
    yield Heading(text=_say(facts, "for_you"))
    yield _own_figures(asked, party.id)
    yield from _for_region(facts, asks)


def _how_to_answer(asked: Asking) -> Iterator[Block]:
    facts, own = asked.facts, asked.own
    said = _say(facts, "free")
    if own is not None:
        said = f"{said} {_say(facts, 'deadline', day=own.deadline, round=own.id)}"
    yield Paragraph(text=said)


def _asked_table(facts: Facts, asks: Iterable[Ask], *, names: bool, masks: bool = False) -> Table:
    """From what to what, and why; ``names`` tells the institution of each group."""
    whose = "col_institution" if names else "col_group"
    heads = [(whose, 1.6), ("col_programme", 2.25), ("col_students", 1.35), ("col_from", 2.1),
             ("col_to", 2.1), ("col_why", 3.2)]  # fmt: skip
    rows = []
    for ask in asks:
        period = ask.period
        programme = period.programme_name or period.programme
        whose = f"{period.institution}, {period.group}" if names else period.group or period.id
        rows.append(
            (
                whose.rstrip(", "),
                programme,
                masked(ask.students, masks),
                _told(facts, ask.before, masks),
                _told(facts, ask.after, masks),
                ask.reason or _say(facts, "no_reason"),
            )
        )
    return Table(
        heads=tuple(
            Head(text=_say(facts, name), width=width, is_number=name == "col_students")
            for name, width in heads
        ),
        rows=tuple(rows),
    )


def _told(facts: Facts, placements: Sequence[Placement], masks: bool) -> str:
    """Form, weekdays and weeks of a group, part by part."""
    parts = []
    for placement in placements:
        option = placement.option
        form = facts.say(f"form_{option.form.value}")
        said = f"{form}, {facts.weekdays(option.weekdays)}\n{facts.dates(option)}"
        if len(placements) > 1:
            count = masked(placement.students, masks)
            said = f"{facts.say('students', students=count)}: {said}"
        parts.append(said)
    return "\n".join(parts)


def _line(
    facts: Facts,
    asks: Sequence[Ask],
    own: Iterable[StagePeriod],
    title: str,
    *,
    names: bool = False,
) -> Iterator[Block]:
    """The stage periods of a party in time, what changes first."""
    changed = {ask.period.id for ask in asks}
    asked = {ask.period.programme for ask in asks}
    others = [period for period in own if period.id not in changed]
    others.sort(key=lambda period: period.programme not in asked)
    room = max(0, MOST_ROWS - len(asks))
    rows = [_line_row(facts, a.period, a.before, a.after, True, names) for a in asks]
    for period in others[:room]:
        placed = placements_of(facts.plan, period)
        rows.append(_line_row(facts, period, placed, placed, False, names))
    stretches = [s for row in rows for s in (*row.wish, *row.planned)]
    first, last = min(s.start for s in stretches), max(s.end for s in stretches)
    mondays = tuple(mondays_between(first, last))
    schools = {ask.period.institution for ask in asks}
    yield Paragraph(text=_say(facts, "line_how"), voice=Voice.QUIET)
    yield TimeLine(
        title=title,
        mondays=mondays,
        rows=tuple(rows),
        months=tuple(facts.say("months").split()),
        off=frozenset(
            monday
            for monday in mondays
            if not any(facts.calendar.is_lesweek(name, monday) for name in schools)
        ),
        wish_label=_say(facts, "line_wish"),
        changed_label=_say(facts, "line_changed"),
        same_label=_say(facts, "line_same") if len(rows) > len(asks) else "",
    )
    if len(others) > room:
        said = _say(facts, "line_more", number=len(others) - room)
        yield Paragraph(text=said, voice=Voice.QUIET)


def _line_row(  # noqa: PLR0917 - a row of the line
    facts: Facts,
    period: StagePeriod,
    before: Iterable[Placement],
    after: Iterable[Placement],
    changed: bool,
    names: bool,
) -> LineRow:
    what = period.programme_name or period.programme
    whose = (period.institution, period.group, what) if names else (period.group, what)
    return LineRow(
        label=" · ".join(filter(None, whose)),
        wish=tuple(_stretch(facts, placement) for placement in before),
        planned=tuple(_stretch(facts, placement) for placement in after),
        is_changed=changed,
    )


def _stretch(facts: Facts, placement: Placement) -> Stretch:
    option = placement.option
    return Stretch(
        start=option.start,
        end=option.end,
        is_thin=is_ribbon(option.form),
        text=facts.weekdays(option.weekdays),
    )


def _own_figures(asked: Asking, institution: str) -> Figures:
    """Before and after for the institution itself, and its part beside its fair part."""
    facts, state = asked.facts, asked.state
    before, after = (
        next(load for load in institution_loads(state, plan) if load.institution == institution)
        for plan in (None, facts.plan)
    )
    share = next(s for s in fair_shares(state, facts.plan) if s.institution == institution)
    due = facts.percent(share.due_share)
    note = _say(facts, "fair_part", due=due)
    if round(share.carried):
        note = _say(facts, "carried", due=due, carried=signed(facts, share.carried))
    was = (_say(facts, "was", before=facts.count(n)) for n in (before.away, before.contacts))
    away_was, contacts_was = was
    return Figures(
        figures=(
            Figure(label=_say(facts, "away"), value=facts.count(after.away), note=away_was),
            Figure(
                label=_say(facts, "contacts_week"),
                value=facts.count(after.contacts),
                note=contacts_was,
            ),
            Figure(label=_say(facts, "your_part"), value=facts.percent(share.share), note=note),
        )
    )


def _for_region(facts: Facts, asks: Iterable[Ask]) -> Iterator[Block]:
    """What all changes together do: totals of the region, and of the programmes concerned."""
    yield Heading(text=_say(facts, "for_region"))
    yield Paragraph(text=_say(facts, "region_how"), voice=Voice.QUIET)
    yield Figures(figures=region_figures(facts))
    programmes = {ask.period.programme for ask in asks}
    concerned = [
        component
        for component in facts.components
        if component.has_capacity and programmes.intersection(component.before.programmes)
    ]
    for component in concerned[:MOST_PICTURES]:
        yield load_picture(facts, component)


# --- a leerbedrijf --------------------------------------------------------------------------


def _for_company(asked: Asking, asks: tuple[Ask, ...]) -> Iterator[Block]:
    facts, masks = asked.facts, asked.masks_small
    yield Paragraph(text=_say(facts, "visit", groups=len(asks)), voice=Voice.LEAD)
    yield from _how_to_answer(asked)
    yield Heading(text=_say(facts, "what"))
    yield _asked_table(facts, asks, names=True, masks=masks)
    yield from _line(facts, asks, (), _say(facts, "visit_line"), names=True)
    yield Heading(text=_say(facts, "for_you"))
    before = _busiest(facts, [(ask.period, ask.before) for ask in asks])
    after = _busiest(facts, [(ask.period, ask.after) for ask in asks])
    days = before.keys() | after.keys()
    mondays = tuple(mondays_between(min(days), max(days))) if days else ()
    if mondays:
        yield LoadPicture(
            title=_say(facts, "visit_load"),
            mondays=mondays,
            before=tuple(float(before[monday]) for monday in mondays),
            after=tuple(float(after[monday]) for monday in mondays),
            before_label=_say(facts, "visit_before"),
            after_label=_say(facts, "visit_after"),
            is_share=False,
            hidden_below=SMALL if masks else 0,
        )
    if masks:
        said = f"{_say(facts, 'masked')} {_say(facts, 'visit_hidden')}"
        yield Paragraph(text=said, voice=Voice.QUIET)
    yield from _for_region(facts, asks)


def _busiest(
    facts: Facts, groups: Iterable[tuple[StagePeriod, tuple[Placement, ...]]]
) -> Counter[date]:
    """The most students on one day of every week."""
    return busiest_days(groups, facts.calendar)


def _answer(facts: Facts, party: Party) -> Iterator[Block]:
    region = facts.state.ground_rules.region or _say(facts, "region")
    yield Heading(text=_say(facts, "sign"))
    yield Signatures(
        about=_say(facts, "sign_about"),
        parties=(party.told, region),
        lines=tuple(
            _say(facts, f"sign_{name}") for name in ("answer", "name", "role", "date", "hand")
        ),
    )
