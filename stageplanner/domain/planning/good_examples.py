"""Good examples from practice: rhythms and measures, and how a stage period could take them over.

The examples are dated and editable data. What is offered for a stage period is only what its
institution and the policy allow; what it does is measured, never promised.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from stageplanner.domain.calendar import Calendar, school_year_of
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option, build_options
from stageplanner.domain.plan import Placement, Split, Way
from stageplanner.domain.planning.split import build_ways
from stageplanner.domain.policy import terms_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, calendar_of, school_years_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One good example; what it does not say is left free.

    ``programmes`` are those it was seen with; it may be tried with any. ``is_split`` divides a
    group over the two halves of the school year. ``as_of`` is when it was written down.
    """

    key: str
    names: dict[str, str]
    about: dict[str, str]
    programmes: tuple[str, ...]
    as_of: date
    form: Form | None = None
    days_per_week: int | None = None
    weekdays: tuple[int, ...] | None = None
    from_lesweek: int = 1
    is_split: bool = False


@cache
def examples() -> tuple[Example, ...]:
    """Every good example, in the order of the list."""
    text = resources.files("resources").joinpath("codes", "catalogue.json").read_text("utf-8")
    listed: dict[str, Any] = json.loads(text)
    as_of = date.fromisoformat(listed["as_of"])
    return tuple(_example(one, as_of) for one in listed["examples"])


def _example(one: dict[str, Any], as_of: date) -> Example:
    weekdays = one.get("weekdays")
    return Example(
        key=one["key"],
        names={language: one[language]["name"] for language in ("nl", "en")},
        about={language: one[language]["about"] for language in ("nl", "en")},
        programmes=tuple(one["programmes"]),
        as_of=as_of,
        form=Form(one["form"]) if "form" in one else None,
        days_per_week=one.get("days_per_week"),
        weekdays=None if weekdays is None else tuple(weekdays),
        from_lesweek=one.get("from_lesweek", 1),
        is_split=one.get("split", False),
    )


def with_splits_proposed(state: State, period: StagePeriod, example: Example) -> State:
    """The state in which somebody asks for an example: splits count as proposed then."""
    policy = state.policy
    rules = policy.rules_of(period.institution)
    if not example.is_split or rules.proposes_splits:
        return state
    own = {**policy.institutions, period.institution: replace(rules, proposes_splits=True)}
    return replace(state, policy=replace(policy, institutions=own))


def ways_of(state: State, period: StagePeriod, example: Example) -> tuple[Way, ...]:
    """How a stage period could follow an example, within what it may do; the wish is none.

    A fixed stage period, and one that was agreed elsewhere, has none.
    """
    asked = with_splits_proposed(state, period, example)
    calendar = calendar_of(asked)
    year = school_years_of(asked)[period.institution, school_year_of(period.start)]
    terms = terms_of(period, asked.policy, calendar, year)
    if example.is_split:
        found = build_ways(period, terms, calendar)
        return tuple(way for way in found if isinstance(way, Split))
    wish, *options = build_options(period, terms, calendar)
    earliest = _lesweek(calendar, period.institution, year, example.from_lesweek)
    return tuple(o for o in options if o != wish and _follows(o, example, earliest))


def is_followed(
    state: State, period: StagePeriod, example: Example, placements: tuple[Placement, ...]
) -> bool:
    """Tell whether a stage period goes by an example as it is placed."""
    if example.is_split:
        return len(placements) > 1
    calendar = calendar_of(state)
    year = school_years_of(state)[period.institution, school_year_of(period.start)]
    earliest = _lesweek(calendar, period.institution, year, example.from_lesweek)
    return all(_follows(placement.option, example, earliest) for placement in placements)


def _follows(option: Option, example: Example, earliest: date) -> bool:
    return (
        example.form in (None, option.form)
        and example.days_per_week in (None, option.days_per_week)
        and example.weekdays in (None, option.weekdays)
        and option.start >= earliest
    )


def _lesweek(calendar: Calendar, institution: str, year: tuple[date, date], number: int) -> date:
    """The Monday of the lesweek of a number in a school year."""
    weeks = calendar.lesweken(institution, *year)
    return weeks[number - 1] if number <= len(weeks) else year[1]


def for_programme(programme: str) -> Iterator[Example]:
    """The examples, those that were seen with a programme first."""
    yield from sorted(examples(), key=lambda one: programme not in one.programmes)
