"""Good examples from practice: rhythms and measures, and how a stage period could follow them.

The examples are dated and editable data. A stage period is offered only what its institution and
the policy allow; the effect is measured, never promised.
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
    """One good example; fields that are ``None`` are left free.

    ``programmes`` are those it was seen with; it may be tried with any. ``is_split`` divides a
    group over the two halves of the school year. ``as_of`` is the date of the list.
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
    """Return every good example, in the order of the list."""
    text = resources.files("resources").joinpath("codes", "catalogue.json").read_text("utf-8")
    listed: dict[str, Any] = json.loads(text)
    as_of = date.fromisoformat(listed["as_of"])
    return tuple(_example(entry, as_of) for entry in listed["examples"])


def _example(entry: dict[str, Any], as_of: date) -> Example:
    weekdays = entry.get("weekdays")
    return Example(
        key=entry["key"],
        names={language: entry[language]["name"] for language in ("nl", "en")},
        about={language: entry[language]["about"] for language in ("nl", "en")},
        programmes=tuple(entry["programmes"]),
        as_of=as_of,
        form=Form(entry["form"]) if "form" in entry else None,
        days_per_week=entry.get("days_per_week"),
        weekdays=None if weekdays is None else tuple(weekdays),
        from_lesweek=entry.get("from_lesweek", 1),
        is_split=entry.get("split", False),
    )


def with_splits_proposed(state: State, period: StagePeriod, example: Example) -> State:
    """Return the state in which an example is tried: one that splits may be proposed."""
    policy = state.policy
    rules = policy.rules_of(period.institution)
    if not example.is_split or rules.proposes_splits:
        return state
    institutions = {**policy.institutions, period.institution: replace(rules, proposes_splits=True)}
    return replace(state, policy=replace(policy, institutions=institutions))


def ways_of(state: State, period: StagePeriod, example: Example) -> tuple[Way, ...]:
    """Return the ways in which a stage period could follow an example, other than its wish.

    A fixed stage period has none.
    """
    tried = with_splits_proposed(state, period, example)
    calendar = calendar_of(tried)
    year = school_years_of(tried)[period.institution, school_year_of(period.start)]
    terms = terms_of(period, tried.policy, calendar, year)
    if example.is_split:
        ways = build_ways(period, terms, calendar)
        return tuple(way for way in ways if isinstance(way, Split))
    wish, *options = build_options(period, terms, calendar)
    earliest = _lesweek(calendar, period.institution, year, example.from_lesweek)
    return tuple(o for o in options if o != wish and _follows(o, example, earliest))


def is_followed(
    state: State, period: StagePeriod, example: Example, placements: tuple[Placement, ...]
) -> bool:
    """Return whether the placements of a stage period follow an example."""
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
    """Return the Monday of a lesweek of a school year, by its number."""
    weeks = calendar.lesweken(institution, *year)
    return weeks[number - 1] if number <= len(weeks) else year[1]


def for_programme(programme: str) -> Iterator[Example]:
    """Yield the examples, those seen with a programme first."""
    yield from sorted(examples(), key=lambda example: programme not in example.programmes)
