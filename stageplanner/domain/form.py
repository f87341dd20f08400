"""Lint and blok as data: which rhythms each form allows in the standard option set.

Nothing outside :mod:`stageplanner.domain.form` and :mod:`stageplanner.domain.option`
asks whether a form is lint or blok (drawing excepted).
"""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations


class Form(StrEnum):
    """The form of a stage period: few days a week for long, or nearly full-time for short."""

    LINT = "lint"
    BLOK = "blok"

    @property
    def other(self) -> Form:
        """The other form."""
        return Form.BLOK if self is Form.LINT else Form.LINT


Weekdays = tuple[int, ...]

#: From this many days a week a rhythm is called blok.
BLOK_FROM_DAYS = 4

#: Sets of neighbouring days for lint in the standard option set.
LINT_RUNS: dict[int, tuple[Weekdays, ...]] = {
    1: ((0,), (1,), (2,), (3,), (4,)),
    2: ((0, 1), (1, 2), (2, 3), (3, 4)),
    3: ((0, 1, 2), (1, 2, 3), (2, 3, 4)),
}

#: Days a week that a period takes when it switches to the other form.
STANDARD_DAYS: dict[Form, tuple[int, ...]] = {Form.LINT: (2, 3), Form.BLOK: (4,)}

#: When school, student and leerbedrijf meet to evaluate, as a fraction of the placement.
EVALUATED_AT: dict[Form, tuple[int, int]] = {Form.LINT: (1, 3), Form.BLOK: (1, 2)}


def is_ribbon(form: Form) -> bool:
    """Return whether a form is one series of few days a week, not a stretch of whole weeks."""
    return form is Form.LINT


def form_of(days_per_week: int) -> Form:
    """Return the usual form of a rhythm with this many days a week."""
    return Form.BLOK if days_per_week >= BLOK_FROM_DAYS else Form.LINT


def any_days(count: int) -> tuple[Weekdays, ...]:
    """Return every choice of ``count`` days from Monday to Friday."""
    return tuple(combinations(range(5), count))


def weekday_sets(form: Form, days_per_week: int) -> tuple[Weekdays, ...]:
    """Return the weekday sets of the standard option set for a form and its days a week.

    Lint uses neighbouring days; blok may leave any day free.
    """
    if form is Form.LINT and days_per_week in LINT_RUNS:
        return LINT_RUNS[days_per_week]
    return any_days(days_per_week)
