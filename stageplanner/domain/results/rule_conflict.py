"""Rule conflicts: the rules that keep a target out of reach, and the region without them.

A *family* is one kind of rule, in the user's words. A region without a family is the same region
in which that rule does not bind the stage periods of some programmes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.form import Form
from stageplanner.domain.policy import Rules
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, school_years_of


class Family(StrEnum):
    """The kinds of rule that may be in conflict with the target, the easiest to give up last."""

    AGREED = "agreed"
    FIXED = "fixed"
    SCHOOL_DAYS = "school_days"
    FORBIDDEN = "forbidden"
    CONTACTS = "contacts"
    AWAY = "away"
    GAP = "gap"
    FIRST_YEAR = "first_year"
    SHIFT = "shift"
    FORM = "form"
    WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleConflict:
    """Rules without which the target is within reach, and a plan that shows it.

    ``families`` have to give way together. ``periods`` are the stage periods that break one of them
    in that plan, ``changes`` is the number of its changes. Without families nothing that was tried
    helps; ``is_proven`` is then true if no plan reaches the target even without all these rules.
    The sentences are ``messages.text(code, language, **values)``, one for each of ``parts``.
    """

    programmes: tuple[str, ...]
    families: tuple[Family, ...] = ()
    periods: tuple[str, ...] = ()
    changes: int = 0
    is_proven: bool = False
    parts: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())


def without_rules(state: State, families: frozenset[Family], programmes: frozenset[str]) -> State:
    """Return the region in which some families of rules do not bind some programmes.

    A rule that binds all groups of an institution together does not bind that institution at all.
    """
    terms, years = all_terms(state), school_years_of(state)

    def free(period: StagePeriod) -> StagePeriod:
        if period.programme not in programmes:
            return period
        if Family.FIXED in families:
            period = replace(period, fixed=False)
        if Family.FORM in families:
            period = replace(period, allowed_forms=tuple(Form))
        if Family.WINDOW in families:
            first, last = years[period.institution, school_year_of(period.start)]
            # First-years keep their first lesweek as long as that rule stands.
            keeps = Family.FIRST_YEAR not in families and _is_first_year(state, period)
            begin = terms[period.id].earliest_start if keeps else first
            period = replace(period, earliest_start=begin, latest_end=last)
        return period

    policy = replace(
        state.policy,
        rules=_freed(state.policy.rules, families),
        institutions={n: _freed(rules, families) for n, rules in state.policy.institutions.items()},
    )
    relaxed = replace(state, periods=tuple(free(period) for period in state.periods), policy=policy)
    return replace(relaxed, agreements=(), rounds=()) if Family.AGREED in families else relaxed


def rule_families(state: State, programmes: frozenset[str]) -> tuple[Family, ...]:
    """Return the families with a rule that binds some programmes."""
    periods = [period for period in state.periods if period.programme in programmes]
    rules = [state.policy.rules_of(period.institution) for period in periods]
    agreed = agreed_placements(state)
    terms = all_terms(state)
    is_there = {
        Family.AGREED: any(period.id in agreed for period in periods),
        Family.FIXED: any(period.fixed for period in periods),
        Family.SCHOOL_DAYS: any(r.school_days for r in rules),
        Family.FORBIDDEN: any(r.forbidden for r in rules),
        Family.CONTACTS: any(r.most_contact_moments is not None for r in rules),
        Family.AWAY: any(r.most_away is not None for r in rules),
        Family.GAP: any(r.gap_weeks > 0 for r in rules),
        Family.FIRST_YEAR: any(_is_first_year(state, period) for period in periods),
        Family.SHIFT: any(r.most_weeks_shift is not None for r in rules),
        Family.FORM: any(set(terms[p.id].allowed_forms) != set(Form) for p in periods),
        Family.WINDOW: bool(periods),
    }
    return tuple(family for family in Family if is_there[family])


def _is_first_year(state: State, period: StagePeriod) -> bool:
    """Return whether the first lesweek of first-years binds a stage period."""
    lesweek = state.policy.rules_of(period.institution).first_year_lesweek
    return period.year == 1 and period.earliest_start is None and lesweek > 1


def _freed(rules: Rules, families: frozenset[Family]) -> Rules:
    if Family.SCHOOL_DAYS in families:
        rules = replace(rules, school_days=())
    if Family.FORBIDDEN in families:
        rules = replace(rules, forbidden=())
    if Family.CONTACTS in families:
        rules = replace(rules, most_contact_moments=None)
    if Family.AWAY in families:
        rules = replace(rules, most_away=None)
    if Family.GAP in families:
        rules = replace(rules, gap_weeks=0)
    if Family.FIRST_YEAR in families:
        rules = replace(rules, first_year_lesweek=1)
    if Family.SHIFT in families:
        rules = replace(rules, most_weeks_shift=None)
    return rules
