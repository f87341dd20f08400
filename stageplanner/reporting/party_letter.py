"""The printed letter to one party: what it is asked, why, and what effect that has.

It has rows of that party only, and of the others no more than totals of the region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import mondays_between
from stageplanner.domain.contact import contact_of
from stageplanner.domain.form import is_ribbon
from stageplanner.domain.masking import Masking, masking_for
from stageplanner.domain.negotiation.asked import GIVEN_UP, OPEN, STATUS_GROUPS, Ask, masked_ask
from stageplanner.domain.plan import Placement, placements_of
from stageplanner.domain.proposal import Party, PartyKind, ProposalStatus
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.load.company_visits import busy_weeks
from stageplanner.load.fairness import fair_shares
from stageplanner.load.institution_loads import institution_loads
from stageplanner.messages import text
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.reporting.blocks import signed
from stageplanner.reporting.masked_facts import mask_facts
from stageplanner.reporting.printable import (
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
    TextStyle,
    TimeLine,
)
from stageplanner.reporting.proposal_status import placements_text, status_counts, status_text
from stageplanner.reporting.region_report import load_picture, moved_of_others, region_figures

if TYPE_CHECKING:
    from stageplanner.reporting.asked import PartiesAsked
    from stageplanner.reporting.facts import Facts

#: Most stage periods on the time line of a letter; changed ones go first.
MOST_ROWS = 20
#: Most pictures of the region in a letter.
MOST_PICTURES = 2


def party_letter(asked: PartiesAsked, party: Party) -> Printed:
    """Build the letter to a party.

    Raises
    ------
    StagePlannerError
        If the party is asked nothing.
    """
    facts = asked.facts
    masking = masking_for(facts.state.ground_rules, party)
    asks = tuple(masked_ask(ask, masking) for ask in facts.asks_of(party))
    if not asks:
        raise StagePlannerError(Problem(code="print_nothing_asked", values={"party": party.label}))
    region = facts.state.ground_rules.region or _sentence(facts, "region")
    years = facts.school_year
    subtitle = _sentence(facts, "letter_to", party=party.label, region=region, day=facts.made_on)
    letter = _Letter(asked=asked, facts=mask_facts(facts, masking), party=party, masking=masking)
    is_company = party.kind is PartyKind.LEERBEDRIJF
    middle = _for_company(letter, asks) if is_company else _for_institution(letter, asks)
    return Printed(
        title=_sentence(facts, f"{'visits' if is_company else 'letter'}{_kind(asks)}", years=years),
        subtitle=subtitle,
        footer=_sentence(facts, f"foot{_kind(asks)}", party=party.label, years=years),
        page=text("print_page", facts.language, page="{page}", pages="{pages}"),
        language=facts.language,
        blocks=(*_opening(letter, asks), *middle, *_answer(letter, asks)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """The content of a letter: the facts as its party may see them."""

    asked: PartiesAsked
    facts: Facts
    party: Party
    masking: Masking


def _kind(asks: Iterable[Ask]) -> str:
    """Return the kind of letter: it asks (empty), confirms an agreement, or gives the status."""
    statuses = {ask.status for ask in asks}
    if statuses & OPEN:
        return ""
    return "_agreed" if statuses == {ProposalStatus.AGREED} else "_stand"


def _sentence(facts: Facts, code: str, **values: object) -> str:
    return text(f"print_{code}", facts.language, **values)


def _opening(letter: _Letter, asks: tuple[Ask, ...]) -> Iterator[Block]:
    """Yield to whom the letter is, from whom, until when it can be answered, and the salutation."""
    facts, party, round_ = letter.facts, letter.party, letter.asked.round_
    state = facts.state
    contact = contact_of(state.contacts, party)
    role = "" if contact is None else contact.role
    lines = [
        _sentence(facts, "to_role" if role else "to", party=party.label, role=role),
        _sentence(facts, "sender", region=state.ground_rules.region or _sentence(facts, "region")),
    ]
    if round_ is not None and any(ask.is_open for ask in asks):
        lines.append(_sentence(facts, "answer_by", day=round_.deadline))
    yield Paragraph(text="\n".join(lines))
    greeting = text("mail_dear_role" if role else "mail_dear", facts.language, role=role)
    yield Paragraph(text=greeting)


# --- an institution -------------------------------------------------------------------------


def _for_institution(letter: _Letter, asks: tuple[Ask, ...]) -> Iterator[Block]:
    facts, party = letter.facts, letter.party
    periods = facts.of_institution(party.id)
    yield Paragraph(text=_lead(facts, asks, len(periods)), voice=TextStyle.LEAD)
    yield from _how_to_answer(letter, asks)
    yield from _status_table(letter, asks, names=False)
    yield from _line(facts, asks, periods, _sentence(facts, "line"))
    yield Heading(text=_sentence(facts, "for_you"))
    yield _institution_figures(letter)
    yield from _for_region(facts, asks)


def _lead(facts: Facts, asks: tuple[Ask, ...], periods: int) -> str:
    """Return the first sentences of the letter."""
    open_asks = [ask for ask in asks if ask.is_open]
    if not open_asks:
        changes, summary = len(asks), status_counts(facts, asks)
        return _sentence(facts, "stands", periods=periods, changes=changes, stands=summary)
    students = facts.count(sum(ask.students for ask in open_asks))
    lead = _sentence(facts, "asked", periods=periods, changes=len(open_asks), students=students)
    if len(open_asks) == len(asks):
        return f"{lead} {_sentence(facts, 'asked_rest')}"
    answered = status_counts(facts, [ask for ask in asks if not ask.is_open])
    return f"{lead} {_sentence(facts, 'asked_before', stands=answered)}"


def _how_to_answer(letter: _Letter, asks: Iterable[Ask]) -> Iterator[Block]:
    facts, round_ = letter.facts, letter.asked.round_
    if not any(ask.is_open for ask in asks):
        return
    how = _sentence(facts, "free")
    if round_ is not None:
        how = f"{how} {_sentence(facts, 'deadline', day=round_.deadline, round=round_.id)}"
    yield Paragraph(text=how)


def _status_table(letter: _Letter, asks: tuple[Ask, ...], *, names: bool) -> Iterator[Block]:
    """Yield a table per status: what is asked first, then what was answered."""
    for statuses in STATUS_GROUPS:
        alike = [ask for ask in asks if ask.status in statuses]
        if not alike:
            continue
        is_asked = alike[0].is_open
        name = "asked" if is_asked else alike[0].status.value
        yield Heading(text=_sentence(letter.facts, "what" if is_asked else f"what_{name}"))
        if not is_asked:
            yield Paragraph(text=_sentence(letter.facts, f"means_{name}"), voice=TextStyle.QUIET)
        yield _asked_table(letter, alike, names=names)


def _asked_table(letter: _Letter, asks: Sequence[Ask], *, names: bool) -> Table:
    """Build the table of changes and reasons; with ``names`` it names the institutions."""
    facts, masking = letter.facts, letter.masking
    is_asked = asks[0].is_open
    # The reason is the longest text by far.
    heads = [("col_institution" if names else "col_group", 2.3), ("col_students", 1.3),
             ("col_from", 1.75), ("col_to", 1.75), ("col_why", 5.2)]  # fmt: skip
    if not is_asked:
        heads = [*heads[:-1], ("col_why", 4.3), ("col_stand", 1.75)]
    rows = []
    for ask in asks:
        period, institution = ask.period, ask.period.institution
        programme = period.programme_name or period.programme
        group = _group_name(facts, period) or ("" if names else period.id)
        if names:
            group = f"{institution}, {group}".rstrip(", ")
        cells = (
            f"{group}\n{programme}",
            str(masking.of_parts(ask.after, institution)),
            placements_text(facts, ask.before, institution, masking),
            placements_text(facts, ask.after, institution, masking),
            ask.reason or facts.sentence("no_reason"),
        )
        rows.append(cells if is_asked else (*cells, status_text(facts, ask, masking)))
    return Table(
        heads=tuple(
            Head(text=_sentence(facts, name), width=width, is_number=name == "col_students")
            for name, width in heads
        ),
        rows=tuple(rows),
    )


def _group_name(facts: Facts, period: StagePeriod) -> str:
    """Return the name of a group, with its location if the institution has that name twice."""
    alike = [
        other
        for other in facts.of_institution(period.institution)
        if (other.group, other.programme) == (period.group, period.programme)
    ]
    if len(alike) > 1 and period.location:
        return f"{period.group} ({period.location})".strip()
    return period.group


def _line(
    facts: Facts,
    asks: Sequence[Ask],
    periods: Iterable[StagePeriod],
    title: str,
    *,
    names: bool = False,
) -> Iterator[Block]:
    """Yield the time line of a party's stage periods, the changed ones first."""
    asked_periods = {ask.period.id for ask in asks}
    asked = {ask.period.programme for ask in asks}
    others = [period for period in periods if period.id not in asked_periods]
    others.sort(key=lambda period: period.programme not in asked)
    room = max(0, MOST_ROWS - len(asks))
    rows = [
        _line_row(facts, a.period, a.before, a.before, False, names)
        if a.status in GIVEN_UP
        else _line_row(facts, a.period, a.before, a.after, True, names)
        for a in asks
    ]
    for period in others[:room]:
        placed = placements_of(facts.plan, period)
        rows.append(_line_row(facts, period, placed, placed, False, names))
    stretches = [s for row in rows for s in (*row.wish, *row.planned)]
    first, last = min(s.start for s in stretches), max(s.end for s in stretches)
    mondays = tuple(mondays_between(first, last))
    schools = {ask.period.institution for ask in asks}
    yield Paragraph(text=_sentence(facts, "line_how"), voice=TextStyle.QUIET)
    yield TimeLine(
        title=title,
        mondays=mondays,
        rows=tuple(rows),
        months=facts.months,
        off=frozenset(
            monday
            for monday in mondays
            if not any(facts.calendar.is_lesweek(name, monday) for name in schools)
        ),
        wish_label=_sentence(facts, "line_wish"),
        changed_label=_sentence(facts, "line_changed"),
        same_label=_sentence(facts, "line_same") if not all(r.is_changed for r in rows) else "",
    )
    if len(others) > room:
        more = _sentence(facts, "line_more", number=len(others) - room)
        yield Paragraph(text=more, voice=TextStyle.QUIET)


def _line_row(  # noqa: PLR0917 - a row of the line
    facts: Facts,
    period: StagePeriod,
    before: Iterable[Placement],
    after: Iterable[Placement],
    changed: bool,
    names: bool,
) -> LineRow:
    what = period.programme_name or period.programme
    group = _group_name(facts, period)
    parts = (period.institution, group, what) if names else (group, what)
    return LineRow(
        label=" · ".join(filter(None, parts)),
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


def _institution_figures(letter: _Letter) -> Figures:
    """Build the key figures of the institution: before, after, its share and fair share."""
    facts, state, institution = letter.facts, letter.facts.state, letter.party.id
    before, after = (
        next(load for load in institution_loads(state, plan) if load.institution == institution)
        for plan in (None, facts.plan)
    )
    shares = fair_shares(state, facts.plan)
    share = next(s for s in shares if s.institution == institution)
    part = facts.percent(share.share)
    if letter.masking.hides(moved_of_others(facts, institution)):
        # With the total, the share would reveal a few students of others.
        part = "–"
    due = facts.percent(share.due_share)
    note = _sentence(facts, "fair_part", due=due)
    if round(share.carried):
        note = _sentence(facts, "carried", due=due, carried=signed(facts, share.carried))
    was = (_sentence(facts, "was", before=facts.count(n)) for n in (before.away, before.contacts))
    away_was, contacts_was = was
    return Figures(
        figures=(
            Figure(label=_sentence(facts, "away"), value=facts.count(after.away), note=away_was),
            Figure(
                label=_sentence(facts, "contacts_week"),
                value=facts.count(after.contacts),
                note=contacts_was,
            ),
            Figure(label=_sentence(facts, "your_part"), value=part, note=note),
        )
    )


def _for_region(facts: Facts, asks: Iterable[Ask]) -> Iterator[Block]:
    """Yield the effect of all changes: totals of the region, and of the programmes concerned."""
    yield Heading(text=_sentence(facts, "for_region"))
    yield Paragraph(text=_sentence(facts, "region_how"), voice=TextStyle.QUIET)
    yield Figures(figures=region_figures(facts))
    if any(component.is_hidden for component in facts.components):
        yield Paragraph(text=facts.sentence("hidden_some"), voice=TextStyle.QUIET)
    programmes = {ask.period.programme for ask in asks}
    concerned = [
        component
        for component in facts.components
        if component.has_capacity
        and not component.is_hidden
        and programmes.intersection(component.before.programmes)
    ]
    for component in concerned[:MOST_PICTURES]:
        yield load_picture(facts, component)


# --- a leerbedrijf --------------------------------------------------------------------------


def _for_company(letter: _Letter, asks: tuple[Ask, ...]) -> Iterator[Block]:
    facts, masking = letter.facts, letter.masking
    open_asks = [ask for ask in asks if ask.is_open]
    if open_asks:
        lead = _sentence(facts, "visit", groups=len(open_asks))
        if len(open_asks) < len(asks):
            answered = status_counts(facts, [ask for ask in asks if not ask.is_open])
            lead = f"{lead} {_sentence(facts, 'asked_before', stands=answered)}"
    else:
        lead = _sentence(facts, "visit_stands", groups=len(asks), stands=status_counts(facts, asks))
    yield Paragraph(text=lead, voice=TextStyle.LEAD)
    yield from _how_to_answer(letter, asks)
    yield from _status_table(letter, asks, names=True)
    yield from _line(facts, asks, (), _sentence(facts, "visit_line"), names=True)
    yield Heading(text=_sentence(facts, "for_you"))
    yield from _company_weeks(facts, asks, masking)
    if masking.is_on:
        lead = f"{facts.sentence('masked')} {_sentence(facts, 'visit_hidden')}"
        yield Paragraph(text=lead, voice=TextStyle.QUIET)
    yield from _for_region(facts, asks)


def _company_weeks(facts: Facts, asks: tuple[Ask, ...], masking: Masking) -> Iterator[Block]:
    """Yield the picture of the students of these groups at the leerbedrijf per week."""
    before = busy_weeks(((a.period, a.before) for a in asks), facts.calendar, masking)
    after = busy_weeks(
        ((a.period, a.before if a.status in GIVEN_UP else a.after) for a in asks),
        facts.calendar,
        masking,
    )
    days = before.keys() | after.keys()
    if not days:
        return
    mondays = tuple(mondays_between(min(days), max(days)))
    heights = [
        tuple(side[monday].height if monday in side else 0.0 for monday in mondays)
        for side in (before, after)
    ]
    yield LoadPicture(
        title=_sentence(facts, "visit_load"),
        mondays=mondays,
        before=heights[0],
        after=heights[1],
        before_label=_sentence(facts, "visit_before"),
        after_label=_sentence(facts, "visit_after"),
        is_share=False,
    )


def _answer(letter: _Letter, asks: tuple[Ask, ...]) -> Iterator[Block]:
    facts, kind = letter.facts, _kind(asks)
    region = facts.state.ground_rules.region or _sentence(facts, "region")
    yield Paragraph(text=f"{text('mail_regards', facts.language)}\n{region}")
    if kind == "_stand":
        return
    yield Heading(text=_sentence(facts, f"sign{kind}"))
    yield Signatures(
        about=_sentence(facts, f"sign_about{kind}"),
        parties=(letter.party.label, region),
        lines=tuple(
            _sentence(facts, f"sign_{name}")
            for name in ("answer", "name", "role", "date", "hand")
            if name != "answer" or not kind
        ),
    )
