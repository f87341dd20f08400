"""The rules of a region as fields: how each is shown, checked and changed.

A rule is a field of :class:`stageplanner.domain.policy.Rules`. Its name and help text are in
``resources/messages/rules.json`` under ``rule_<name>`` and ``rule_<name>_help``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from stageplanner.domain.policy import Policy, Rules
from stageplanner.problems import Problem, StagePlannerError


class RuleKind(StrEnum):
    """How a rule is set."""

    COUNT = "count"
    YES_NO = "yes_no"
    FORMS = "forms"
    WEEKDAYS = "weekdays"
    DAYS = "days"
    WEEKDAY_SETS = "weekday_sets"
    STRETCHES = "stretches"
    SHARE = "share"
    NIVEAUS = "niveaus"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleField:
    """One rule: its field, how it is set, and the range of a number.

    ``unit`` is the code of the word after a number; a rule that ``may_be_open`` can be ``None``,
    for no limit. A share is a fraction, shown in percent.
    """

    name: str
    kind: RuleKind
    low: float = 0
    high: float = 60
    unit: str = ""
    may_be_open: bool = False


#: In the order in which they are shown.
RULE_FIELDS: tuple[RuleField, ...] = (
    RuleField(name="window_weeks", kind=RuleKind.COUNT, high=52, unit="rule_unit_weeks"),
    RuleField(name="first_year_lesweek", kind=RuleKind.COUNT, low=1, high=40),
    RuleField(name="allowed_forms", kind=RuleKind.FORMS),
    RuleField(name="blok_moves_weekdays", kind=RuleKind.YES_NO),
    RuleField(name="school_days", kind=RuleKind.WEEKDAYS),
    RuleField(name="lint_days", kind=RuleKind.DAYS),
    RuleField(name="blok_days", kind=RuleKind.DAYS),
    RuleField(name="days_may_change", kind=RuleKind.YES_NO),
    RuleField(name="weekday_sets", kind=RuleKind.WEEKDAY_SETS),
    RuleField(
        name="most_weeks_shift",
        kind=RuleKind.COUNT,
        high=52,
        unit="rule_unit_weeks",
        may_be_open=True,
    ),
    RuleField(name="forbidden", kind=RuleKind.STRETCHES),
    RuleField(
        name="scheme_weeks",
        kind=RuleKind.COUNT,
        low=1,
        high=26,
        unit="rule_unit_weeks",
        may_be_open=True,
    ),
    RuleField(name="split_from_students", kind=RuleKind.COUNT, high=999, unit="rule_unit_students"),
    RuleField(name="proposes_splits", kind=RuleKind.YES_NO),
    RuleField(name="gap_weeks", kind=RuleKind.COUNT, high=52, unit="rule_unit_weeks"),
    RuleField(
        name="most_away",
        kind=RuleKind.COUNT,
        low=1,
        high=99_999,
        unit="rule_unit_students",
        may_be_open=True,
    ),
    RuleField(
        name="most_contact_moments", kind=RuleKind.COUNT, low=1, high=99_999, may_be_open=True
    ),
)
#: The rules that belong together, by the key of their heading.
RULE_GROUPS: dict[str, tuple[str, ...]] = {
    "when": (
        *("window_weeks", "most_weeks_shift", "first_year_lesweek"),
        *("forbidden", "scheme_weeks", "gap_weeks"),
    ),
    "form": (
        *("allowed_forms", "lint_days", "blok_days", "days_may_change"),
        *("school_days", "blok_moves_weekdays", "weekday_sets"),
    ),
    "split": ("proposes_splits", "split_from_students"),
    "limits": ("most_away", "most_contact_moments"),
}
#: The tolerances of the goals of a proposal, fields of
#: :class:`stageplanner.domain.policy.Goals`; their sentences are ``goal_<name>``.
GOAL_FIELDS: tuple[RuleField, ...] = (
    RuleField(name="shortage", kind=RuleKind.SHARE, high=0.5),
    RuleField(name="peak", kind=RuleKind.SHARE, high=0.05),
    RuleField(name="changes", kind=RuleKind.COUNT, high=20, unit="rule_unit_changes"),
    RuleField(name="burden", kind=RuleKind.SHARE, high=1),
    RuleField(name="fairness", kind=RuleKind.SHARE, high=1),
    RuleField(name="weigh", kind=RuleKind.YES_NO),
    RuleField(name="shortage_share", kind=RuleKind.SHARE, low=0.1, high=1),
)
NIVEAUS = (1, 2, 3, 4)
LOWEST_WEIGHT, HIGHEST_WEIGHT = 0.1, 5.0
LOWEST_TARGET, HIGHEST_TARGET = 0.1, 3.0


def differing(policy: Policy, institution: str) -> tuple[str, ...]:
    """Return the rules in which an institution differs from its region."""
    rules = policy.rules_of(institution)
    return tuple(
        field.name
        for field in fields(Rules)
        if getattr(rules, field.name) != getattr(policy.rules, field.name)
    )


def with_rule(policy: Policy, institution: str | None, name: str, value: object) -> Policy:
    """Return the policy with another value of one rule, of the region or of one institution.

    If the rule of the region changes, institutions with the same value follow.

    Raises
    ------
    StagePlannerError
        If the value is out of range.
    """
    _check(name, value)
    if institution is not None:
        rules = _with(policy.rules_of(institution), name, value)
        return _tidy(policy, {**policy.institutions, institution: rules})
    before = getattr(policy.rules, name)
    institutions = {
        school: _with(rules, name, value) if getattr(rules, name) == before else rules
        for school, rules in policy.institutions.items()
    }
    return _tidy(replace(policy, rules=_with(policy.rules, name, value)), institutions)


def as_region(policy: Policy, institution: str) -> Policy:
    """Return the policy in which an institution has the rules of its region."""
    institutions = {
        name: rules for name, rules in policy.institutions.items() if name != institution
    }
    return replace(policy, institutions=institutions)


def with_weight(policy: Policy, niveau: int, weight: float) -> Policy:
    """Return the policy with another load weight for the students of a niveau."""
    _check_range("load_weights", weight, LOWEST_WEIGHT, HIGHEST_WEIGHT)
    weights = {**policy.load_weights, niveau: weight}
    return replace(policy, load_weights={n: w for n, w in sorted(weights.items()) if w != 1.0})


def with_target(policy: Policy, target: float) -> Policy:
    """Return the policy with another target utilisation."""
    _check_range("target", target, LOWEST_TARGET, HIGHEST_TARGET)
    return replace(policy, target=target)


def with_goal(policy: Policy, name: str, value: Any) -> Policy:  # noqa: ANN401 - its own type
    """Return the policy with another tolerance for one goal."""
    field = next(field for field in GOAL_FIELDS if field.name == name)
    if field.kind is not RuleKind.YES_NO:
        _check_range(name, value, field.low, field.high)
    return replace(policy, goals=replace(policy.goals, **{name: value}))


def _with(rules: Rules, name: str, value: Any) -> Rules:  # noqa: ANN401 - any rule's own type
    return replace(rules, **{name: value})


def _tidy(policy: Policy, institutions: dict[str, Rules]) -> Policy:
    """Return the policy without the rules of institutions that equal those of the region."""
    different = {name: rules for name, rules in institutions.items() if rules != policy.rules}
    return replace(policy, institutions=different)


def _check(name: str, value: object) -> None:
    field = next(field for field in RULE_FIELDS if field.name == name)
    if field.kind is RuleKind.COUNT and not (value is None and field.may_be_open):
        _check_range(name, value, field.low, field.high)
    if field.kind is RuleKind.FORMS and not value:
        raise StagePlannerError(Problem(code="rule_no_form"))
    if field.kind is RuleKind.DAYS and isinstance(value, tuple):
        for days in value:
            _check_range(name, days, 1, 5)


def with_served_first(policy: Policy, niveaus: tuple[int, ...]) -> Policy:
    """Return the policy with other niveaus served first, in this order."""
    for niveau in niveaus:
        _check_range("served_first", niveau, NIVEAUS[0], NIVEAUS[-1])
    return replace(policy, served_first=tuple(dict.fromkeys(niveaus)))


def _check_range(name: str, value: object, low: float, high: float) -> None:
    if not isinstance(value, int | float) or not low <= value <= high:
        values = {"rule": name, "value": value, "low": low, "high": high}
        raise StagePlannerError(Problem(code="rule_out_of_range", values=values))
