"""The rows of the policy: rules, load weights, goals, and what is said of the region."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from stageplanner.domain.policy import Forbidden, Goals, Policy, Rules
from stageplanner.store.rows.cells import (
    DAY_OR_NONE,
    FLAG,
    FORMS,
    NUMBERS,
    PLAIN,
    TEXT,
    Codec,
    Row,
    read_number,
    read_numbers,
    write_numbers,
)
from stageplanner.store.rows.row_shapes import Shape

_FORBIDDEN = Shape(
    Forbidden,
    {
        "name": TEXT,
        "first_lesweek": PLAIN,
        "last_lesweek": PLAIN,
        "start": DAY_OR_NONE,
        "end": DAY_OR_NONE,
        "programme": TEXT,
        "year": PLAIN,
    },
)

_RULES = Shape(
    Rules,
    {
        "window_weeks": PLAIN,
        "first_year_lesweek": PLAIN,
        "allowed_forms": FORMS,
        "split_from_students": PLAIN,
        "school_days": NUMBERS,
        "blok_moves_weekdays": FLAG,
        "lint_days": NUMBERS,
        "blok_days": NUMBERS,
        "days_may_change": FLAG,
        "weekday_sets": Codec(
            json.dumps, lambda text: tuple(tuple(map(int, days)) for days in json.loads(text))
        ),
        "most_weeks_shift": PLAIN,
        "forbidden": Codec(
            lambda stretches: json.dumps([*map(_FORBIDDEN.row, stretches)], ensure_ascii=False),
            lambda text: _FORBIDDEN.every(json.loads(text)),
        ),
        "scheme_weeks": PLAIN,
        "proposes_splits": FLAG,
        "gap_weeks": PLAIN,
        "most_away": PLAIN,
        "most_contact_moments": PLAIN,
    },
    # A journal of the first version tells nothing of the later rules.
    needed=6,
)


def rules_row(institution: str | None, rules: Rules) -> Row:
    """The rules of an institution (``None``: the region's defaults) as a row of ``rules``."""
    return (institution, *_RULES.row(rules))


def rules_of(row: Sequence[Any]) -> tuple[str | None, Rules]:
    """The institution and its rules, of a row of ``rules``."""
    return row[0], _RULES.of(row[1:])


def about_rows(policy: Policy) -> list[Row]:
    """What is said of the region as a whole; niveaus served first where they are others."""
    told: list[Row] = [("target", policy.target)]
    if policy.served_first != Policy().served_first:
        told.append(("served_first", write_numbers(policy.served_first)))
    return told


def served_first_of(row: Row) -> tuple[int, ...]:
    """The niveaus that are served first, of a row of ``about``."""
    return read_numbers(str(row[1])) or ()


def load_weight_of(row: Row) -> tuple[int, float]:
    """The niveau and its weight, of a row of ``load_weight``."""
    niveau, weight = row
    return niveau, read_number(weight)


def goal_rows(goals: Goals) -> list[Row]:
    """How closely the goals are held, a row of ``goal`` for each."""
    values = [(goal.name, getattr(goals, goal.name)) for goal in fields(Goals)]
    return [(name, int(value) if isinstance(value, bool) else value) for name, value in values]


def goal_of(row: Row) -> tuple[str, float]:
    """The name of a goal and its tolerance, of a row of ``goal``."""
    name, value = row
    return str(name), read_number(value)


def goals_of(found: Iterable[Row]) -> Goals:
    """How closely the goals are held; what no row tells is as the app has it."""
    known = {goal.name: goal.type for goal in fields(Goals)}
    told = {name: value for name, value in map(goal_of, found) if name in known}
    return Goals(**{n: bool(v) if known[n] == "bool" else v for n, v in told.items()})  # type: ignore[arg-type]
