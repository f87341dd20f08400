"""Requests for room: what would help, as a draft in the register that parties can agree to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from stageplanner.domain.agreement import Agreement, AgreementKind, Scope
from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.negotiation.find_agreements import region_party
from stageplanner.domain.negotiation.parties import institution_party, leerbedrijf_party
from stageplanner.domain.proposal import Party
from stageplanner.domain.results.price import Price, RelaxationKind
from stageplanner.domain.results.rule_conflict import RuleConflict
from stageplanner.domain.state import State
from stageplanner.messages import text
from stageplanner.negotiation.agreements import Register

if TYPE_CHECKING:
    from stageplanner.workspace.undo import UndoableRegion


def request_title(state: State, asked: Price | RuleConflict, language: str) -> str:
    """Return the title of the request for what would help: who is asked, and for what.

    Parameters
    ----------
    state : State
        The region.
    asked : Price or RuleConflict
        What would help.
    language : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        The title; the same request has the same one.
    """
    if isinstance(asked, Price):
        what = asked.code.removeprefix("price_").rpartition("_")[0]
        return text(f"request_{what}", language, **asked.values)
    return text("request_rule", language, **_groups(state, asked))


def known_request(state: State, title: str) -> Agreement | None:
    """Return the request with a title, if it was made and is not over.

    Parameters
    ----------
    state : State
        The region.
    title : str
        See :func:`request_title`.

    Returns
    -------
    Agreement or None
        The draft, or what became of it.
    """
    return next((a for a in state.agreements if a.title == title and not a.is_over), None)


def request_room(
    project: UndoableRegion, asked: Price | RuleConflict, language: str = "nl"
) -> Agreement:
    """Write a draft that asks for a little more room: of an institution, or of a leerbedrijf.

    Parameters
    ----------
    project : UndoableRegion
        The open project.
    asked : Price or RuleConflict
        What would help, or rules without which the target is within reach.
    language : str
        Of the title and the text.

    Returns
    -------
    Agreement
        The draft, or the one that asked the same before.
    """
    state = project.state
    title = request_title(state, asked, language)
    known = known_request(state, title)
    if known is not None:
        return known
    parties, programmes = _parties(state, asked)
    is_company = isinstance(asked, Price) and asked.relaxation.kind is RelaxationKind.PLACES
    years = [school_year_of(p.start) for p in state.periods if p.programme in programmes]
    return Register(project).new_agreement(
        title,
        AgreementKind.LEERBEDRIJF if is_company else AgreementKind.INSTITUTIONS,
        (*parties, region_party(state)),
        school_year=min(years, default=date.today().year),
        scope=replace(Scope(), programmes=programmes),
        conditions=_sentence(asked, language),
        holder=region_party(state).label,
    )


def _sentence(asked: Price | RuleConflict, language: str) -> str:
    if isinstance(asked, Price):
        return text(asked.code, language, **asked.values)
    return " ".join(text(code, language, **values) for code, values in asked.parts)


def _parties(
    state: State, asked: Price | RuleConflict
) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """Return who is asked, and the programmes that it is about."""
    if isinstance(asked, Price) and asked.relaxation.kind is RelaxationKind.PLACES:
        company = next(c for c in state.leerbedrijven if c.id == asked.relaxation.leerbedrijf)
        about = set(company.accredited) & set(asked.programmes)
        return (leerbedrijf_party(company),), tuple(sorted(about))
    names = set(asked.relaxation.periods if isinstance(asked, Price) else asked.periods)
    periods = [period for period in state.periods if period.id in names]
    parties = dict.fromkeys(institution_party(period.institution) for period in periods)
    return tuple(parties), tuple(sorted({period.programme for period in periods}))


def _groups(state: State, asked: RuleConflict) -> Mapping[str, object]:
    periods = [period for period in state.periods if period.id in set(asked.periods)]
    names = tuple(period.group or period.id for period in periods)
    return {"groups": names, "institutions": tuple(dict.fromkeys(p.institution for p in periods))}
