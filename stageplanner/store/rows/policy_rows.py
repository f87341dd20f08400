"""The rows of the policy: rules, load weights, goals, target and niveaus served first."""

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
    # A journal of the first version has no cells for the later rules.
    needed=6,
)


def rules_row(institution: str | None, rules: Rules) -> Row:
    """Return the rules of an institution (``None``: the region) as a row of ``rules``."""
    return (institution, *_RULES.row(rules))


def rules_of(row: Sequence[Any]) -> tuple[str | None, Rules]:
    """Return the institution and its rules, of a row of ``rules``."""
    return row[0], _RULES.of(row[1:])


def about_rows(policy: Policy) -> list[Row]:
    """Return the target, and the niveaus served first if not the default, as rows of ``about``."""
    rows: list[Row] = [("target", policy.target)]
    if policy.served_first != Policy().served_first:
        rows.append(("served_first", write_numbers(policy.served_first)))
    return rows


def served_first_of(row: Row) -> tuple[int, ...]:
    """Return the niveaus that are served first, of a row of ``about``."""
    return read_numbers(str(row[1])) or ()


def load_weight_of(row: Row) -> tuple[int, float]:
    """Return the niveau and its weight, of a row of ``load_weight``."""
    niveau, weight = row
    return niveau, read_number(weight)


def goal_rows(goals: Goals) -> list[Row]:
    """Return the tolerances of the goals, as rows of ``goal``; later ones if not the default."""
    values = [
        (goal.name, getattr(goals, goal.name))
        for goal in fields(Goals)
        if goal.repr or getattr(goals, goal.name) != goal.default
    ]
    return [(name, int(value) if isinstance(value, bool) else value) for name, value in values]


def goal_of(row: Row) -> tuple[str, float]:
    """Return the name of a goal and its tolerance, of a row of ``goal``."""
    name, value = row
    return str(name), read_number(value)


def goals_of(rows: Iterable[Row]) -> Goals:
    """Return the tolerances of the goals; one without a row has its default."""
    known = {goal.name: goal.type for goal in fields(Goals)}
    tolerances = {name: value for name, value in map(goal_of, rows) if name in known}
    return Goals(**{n: bool(v) if known[n] == "bool" else v for n, v in tolerances.items()})  # type: ignore[arg-type]
