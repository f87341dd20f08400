"""The command that shows and sets what a region allows."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import Answer, bad_argument, exit_code, open_project, problem_json
from stageplanner.messages import line
from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.form import Form
    from stageplanner.domain.planning.rule_fields import RuleField
    from stageplanner.domain.policy import Forbidden, Policy, Rules

YES, NO = ("ja", "yes", "true", "1"), ("nee", "no", "false", "0")
#: How a rule without a limit is written.
OPEN = ("", "-", "geen", "none")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="another value of a rule; may be given more than once",
    )
    parser.add_argument(
        "--institution", default=None, metavar="NAME", help="the rules of one institution"
    )


def show_policy(args: argparse.Namespace) -> Answer:
    """Show what the region or one institution allows, after the ``--set`` assignments."""
    from stageplanner.domain.checks.wish_rules import wish_problems
    from stageplanner.domain.state import institutions_of
    from stageplanner.workspace.project_file import hold

    with hold(args.project) if args.set else contextlib.nullcontext():
        project = open_project(args.project)
        known = institutions_of(project.state)
        if args.institution is not None and args.institution not in known:
            values = {"institution": args.institution, "known": ", ".join(known)}
            raise StagePlannerError(Problem(code="policy_no_institution", values=values))
        policy = project.state.policy
        for assignment in args.set:
            policy = with_assignment(policy, args.institution, assignment, args.lang)
        if policy != project.state.policy:
            project.set_policy(policy)
            project.save()
    problems = wish_problems(project.state)
    answer = policy_json(project.state.policy, args.institution)
    sentences = [f"{name} = {value}" for name, value in _lines(answer)]
    sentences.extend(line(problem, args.lang) for problem in problems)
    answer["problems"] = [problem_json(problem, args.lang) for problem in problems]
    return exit_code(problems), answer, sentences


def with_assignment(
    policy: Policy, institution: str | None, assignment: str, language: str = "nl"
) -> Policy:
    """Return the policy after ``key=value``: of the region, or a rule of one institution.

    Raises
    ------
    StagePlannerError
        The key is unknown or the value is impossible; the message says what can be.
    """
    from stageplanner.domain.planning.rule_fields import RULE_FIELDS, with_rule

    key, is_set, value = assignment.partition("=")
    key, value = key.strip(), value.strip()
    rule = next((field for field in RULE_FIELDS if field.name == key), None)
    if not is_set or (rule is None and key not in _region_keys()):
        keys = ", ".join([*(field.name for field in RULE_FIELDS), *_region_keys()])
        raise StagePlannerError(Problem(code="policy_no_key", values={"key": key, "keys": keys}))
    if rule is None and institution is not None:
        raise StagePlannerError(Problem(code="policy_region_only", values={"key": key}))
    try:
        if rule is not None:
            return with_rule(policy, institution, key, _read(rule, value))
        return _region_keys()[key](policy, value)
    except _UnreadableError as error:
        raise bad_argument(f"--set {key}", value, error.cure, language) from None


def _region_keys() -> dict[str, Callable[[Policy, str], Policy]]:
    """Return the setters of what only a region has, by key."""
    from stageplanner.domain.planning.rule_fields import (
        GOAL_FIELDS,
        NIVEAUS,
        with_goal,
        with_served_first,
        with_target,
        with_weight,
    )

    keys: dict[str, Callable[[Policy, str], Policy]] = {
        "target": lambda policy, value: with_target(policy, _number(value)),
        "served_first": lambda policy, value: with_served_first(policy, _numbers(value)),
    }
    for niveau in NIVEAUS:
        name = f"load_weights.{niveau}"
        keys[name] = lambda policy, value, niveau=niveau: with_weight(  # type: ignore[misc]
            policy, niveau, _number(value)
        )
    for goal in GOAL_FIELDS:
        keys[f"goals.{goal.name}"] = lambda policy, value, goal=goal: with_goal(  # type: ignore[misc]
            policy, goal.name, _read(goal, value)
        )
    return keys


class _UnreadableError(ValueError):
    """A value that cannot be read; ``cure`` is the message code of what can be."""

    def __init__(self, cure: str) -> None:
        super().__init__(cure)
        self.cure = cure


def _read(field: RuleField, value: str) -> object:
    """Read the value of a rule as it is typed on the command line."""
    from stageplanner.domain.planning.rule_fields import RuleKind
    from stageplanner.editing.edit_rows import read_rule_text

    if value.casefold() in OPEN and field.may_be_open:
        return None
    if field.kind in (RuleKind.WEEKDAY_SETS, RuleKind.STRETCHES):
        is_open = value.casefold() in OPEN
        return read_rule_text(field.name, "" if is_open else value.replace(";", "\n"))
    readers: dict[RuleKind, Callable[[str], object]] = {
        RuleKind.COUNT: _whole,
        RuleKind.SHARE: _number,
        RuleKind.YES_NO: _yes_no,
        RuleKind.FORMS: _forms,
        RuleKind.WEEKDAYS: _weekdays,
    }
    return readers.get(field.kind, _numbers)(value)


def _yes_no(value: str) -> bool:
    if value.casefold() not in (*YES, *NO):
        raise _UnreadableError("policy_cure_yes_no")
    return value.casefold() in YES


def _forms(value: str) -> tuple[Form, ...]:
    from stageplanner.domain.form import Form

    try:
        return tuple(dict.fromkeys(Form(word) for word in value.replace(",", " ").split()))
    except ValueError:
        raise _UnreadableError("policy_cure_forms") from None


def _weekdays(value: str) -> tuple[int, ...]:
    from stageplanner.domain.calendar import parse_weekdays

    try:
        return parse_weekdays("" if value in OPEN else value.replace(",", " ")) or ()
    except ValueError:
        raise _UnreadableError("policy_cure_weekdays") from None


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise _UnreadableError("policy_cure_count") from None


def _numbers(value: str) -> tuple[int, ...]:
    words = () if value.casefold() in OPEN else value.replace(",", " ").split()
    return tuple(dict.fromkeys(_whole(word) for word in words))


def _number(value: str) -> float:
    try:
        number = float(value.removesuffix("%").replace(",", "."))
    except ValueError:
        raise _UnreadableError("policy_cure_number") from None
    return number / 100 if value.endswith("%") else number


# --- shown -------------------------------------------------------------------------------------


def policy_json(policy: Policy, institution: str | None) -> dict[str, Any]:
    """Return a policy as plain values, with the rules of one institution if it is named."""
    from stageplanner.domain.planning.rule_fields import GOAL_FIELDS, NIVEAUS

    shown: dict[str, Any] = {
        "target": policy.target,
        "served_first": list(policy.served_first),
        "load_weights": {str(niveau): policy.weight_of(niveau) for niveau in NIVEAUS},
        "goals": {goal.name: getattr(policy.goals, goal.name) for goal in GOAL_FIELDS},
    }
    if institution is not None:
        return {
            "institution": institution,
            **shown,
            "rules": _rules_json(policy.rules_of(institution)),
        }
    others = {name: _rules_json(rules) for name, rules in policy.institutions.items()}
    return {**shown, "rules": _rules_json(policy.rules), "institutions": others}


def _rules_json(rules: Rules) -> dict[str, Any]:
    from stageplanner.domain.planning.rule_fields import RULE_FIELDS

    return {field.name: _plain(field, getattr(rules, field.name)) for field in RULE_FIELDS}


def _plain(field: RuleField, value: Any) -> Any:  # noqa: ANN401 - the type of any rule
    from stageplanner.domain.calendar import format_weekdays
    from stageplanner.domain.planning.rule_fields import RuleKind

    match field.kind:
        case RuleKind.WEEKDAYS:
            return format_weekdays(value)
        case RuleKind.WEEKDAY_SETS:
            return [format_weekdays(days) for days in value]
        case RuleKind.STRETCHES:
            return [_stretch_json(stretch) for stretch in value]
        case _:
            return list(value) if isinstance(value, tuple) else value


def _stretch_json(stretch: Forbidden) -> dict[str, Any]:
    values = {field.name: getattr(stretch, field.name) for field in fields(stretch)}
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()}


def _lines(shown: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return every value by its key, nested keys joined by dots."""
    pairs: list[tuple[str, str]] = []
    for key, value in shown.items():
        if isinstance(value, dict):
            pairs.extend(_lines(value, "" if key == "rules" else f"{before}{key}."))
        elif key != "institution":
            pairs.append((f"{before}{key}", _shown(value)))
    return pairs


def _shown(value: Any) -> str:  # noqa: ANN401 - any plain value
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part not in (None, ""))
    if isinstance(value, bool):
        return YES[0] if value else NO[0]
    return "-" if value is None else str(value)


COMMAND = Command(
    name="policy",
    about="show what the region allows, or set it",
    add_arguments=_add_arguments,
    run=show_policy,
    json=(
        "target",
        "served_first",
        "load_weights: {niveau: weight}",
        "goals: {goal: value}",
        "rules: {key: value}",
        "institutions: {name: rules}",
        "problems",
    ),
    json_with={"--institution": ("institution",)},
)
