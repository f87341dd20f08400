"""The options that ``rounds`` and ``agreements`` had before their verbs, taken for one version.

``rounds PROJECT --start TITLE`` became ``rounds start PROJECT TITLE``. The old options do the same
and print the new spelling to stderr. To end them, delete this file and its call in ``run.py``.
"""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli import agreements, rounds
from stageplanner.cli.base.command import Command
from stageplanner.cli.base.help_text import Parser, language_of, translate_parser, without_common
from stageplanner.cli.base.output import Answer, open_project, open_with_periods
from stageplanner.cli.parser import common_arguments, group_and_word, is_file
from stageplanner.messages import text
from stageplanner.workspace.region_place import read_place

if TYPE_CHECKING:
    from stageplanner.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class _OldFlag:
    """An old option: the verb it became, its step, and the names of its values there."""

    verb: Command
    step: Callable[[Project, Namespace], Any]
    names: tuple[str, ...]


#: The old options that were steps, in the order in which the steps were taken.
_ROUND_FLAGS = {
    "rule": _OldFlag(verb=rounds.RULE, step=rounds.set_rules, names=("assignments",)),
    "start": _OldFlag(verb=rounds.START, step=rounds.start, names=("title",)),
    "send": _OldFlag(verb=rounds.SEND, step=rounds.send, names=("number",)),
    "extend": _OldFlag(verb=rounds.EXTEND, step=rounds.extend, names=("number",)),
    "expire": _OldFlag(verb=rounds.EXPIRE, step=rounds.expire, names=("day",)),
    "withdraw": _OldFlag(verb=rounds.WITHDRAW, step=rounds.withdraw, names=("proposals",)),
    "plan_again": _OldFlag(verb=rounds.REPAIR, step=rounds.repair, names=("number",)),
    "close": _OldFlag(verb=rounds.CLOSE, step=rounds.close, names=("number",)),
    # Once the project is saved:
    "out": _OldFlag(verb=rounds.WRITE, step=rounds.written_files, names=("out",)),
    "counter": _OldFlag(verb=rounds.COUNTER, step=rounds.effect_of_counter, names=("proposal",)),
}
_READING = ("plan_again", "out", "counter")
_AGREEMENT_FLAGS = {
    "shortages": _OldFlag(
        verb=agreements.SHORTAGES, step=agreements.import_shortages, names=("file",)
    ),
    "make": _OldFlag(verb=agreements.MAKE, step=agreements.make, names=("number",)),
    "replace": _OldFlag(verb=agreements.REPLACE, step=agreements.replace, names=("number",)),
    "conditions": _OldFlag(
        verb=agreements.CONDITIONS, step=agreements.set_conditions, names=("number", "text")
    ),
    "contact": _OldFlag(
        verb=agreements.CONTACT, step=agreements.set_contact, names=("number", "party", "name")
    ),
    "forget": _OldFlag(verb=agreements.FORGET, step=agreements.forget, names=("name",)),
    "party": _OldFlag(
        verb=agreements.PARTY,
        step=agreements.set_party_status,
        names=("number", "party", "status"),
    ),
    "sign": _OldFlag(verb=agreements.SIGN, step=agreements.sign, names=("number", "party", "name")),
    "status": _OldFlag(
        verb=agreements.STATUS, step=agreements.set_status, names=("number", "status")
    ),
    "evaluate": _OldFlag(
        verb=agreements.EVALUATE, step=agreements.evaluate, names=("number", "text")
    ),
}


def parse_old_flags(arguments: Sequence[str]) -> Namespace | None:
    """Parse old options and print their new spelling to stderr; None if there are none."""
    group, word = group_and_word(arguments)
    options = {a for a in without_common(arguments) if a.startswith("--")}
    is_old = options and (word in options or is_file(word))
    if group is None or not is_old or "--help" in options or word in {v.name for v in group.verbs}:
        return None
    is_rounds = group.name == "rounds"
    flags = _ROUND_FLAGS if is_rounds else _AGREEMENT_FLAGS
    language = language_of(arguments)
    args = _parser(language).parse_args(arguments)
    args.flags = [name for name in flags if getattr(args, name) is not None]
    args.run = _run_rounds if is_rounds else _run_agreements
    used = [flags[name].verb for name in args.flags] or [group.verbs[0]]
    spellings = "; ".join(dict.fromkeys(_spelling(group, verb) for verb in used))
    print(
        text("usage_old_flags", language, command=group.name, spellings=spellings), file=sys.stderr
    )
    return args


def _spelling(group: Command, verb: Command) -> str:
    """Return how a verb is typed, without its options that may be left out."""
    parser = argparse.ArgumentParser(add_help=False)
    verb.add_arguments(parser)
    words = ["stageplanner", group.name, verb.name, "PROJECT"]
    for action in parser._actions:
        if action.required or not action.option_strings:
            words += [*action.option_strings, str(action.metavar)]
            words[-1] += "..." if action.nargs == "+" else ""
    return " ".join(words)


def _parser(language: str) -> Parser:
    parser = Parser(prog="stageplanner")
    parser.add_argument("--lang", default=None)
    parser.set_defaults(json=False)
    groups = parser.add_subparsers(dest="command")
    for name, add_flags in (("rounds", _add_round_flags), ("agreements", _add_agreement_flags)):
        group = groups.add_parser(name, parents=[common_arguments()])
        group.add_argument("project", type=read_place, metavar="PROJECT")
        add_flags(group)
    translate_parser(parser, language)
    return parser


# --- rounds ------------------------------------------------------------------------------------


def _add_round_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--start", metavar="TITLE")
    parser.add_argument("--deadline", metavar="DAY")
    parser.add_argument("--plan", default="current", metavar="NAME")
    parser.add_argument("--periods", nargs="+", default=None, metavar="ID")
    parser.add_argument("--leerbedrijven", action="store_true")
    parser.add_argument("--send", type=int, default=None, metavar="N")
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--round", type=int, default=None, metavar="N")
    parser.add_argument("--expire", metavar="DAY")
    parser.add_argument("--extend", type=int, metavar="N")
    parser.add_argument("--again", nargs="*", metavar="PROPOSAL")
    parser.add_argument("--withdraw", nargs="+", metavar="PROPOSAL")
    parser.add_argument("--counter", metavar="PROPOSAL")
    parser.add_argument("--plan-again", type=int, metavar="N")
    parser.add_argument("--take", type=int, metavar="K")
    parser.add_argument("--close", type=int, metavar="N")
    parser.add_argument("--rule", action="append", default=None, metavar="KEY=VALUE")
    parser.add_argument("--time-limit", type=float, default=10.0, metavar="S")


def _run_rounds(args: Namespace) -> Answer:
    from stageplanner.workspace.project_file import hold

    changes = args.take is not None or set(args.flags) - set(_READING)
    results: dict[str, Any] = {}
    with hold(args.project) if changes else nullcontext():
        project = open_with_periods(args.project)
        for name in args.flags:
            if name not in ("out", "counter"):
                results[name] = _take_step(project, args, name, _ROUND_FLAGS)
        # First the files: what cannot be written was not sent.
        if args.out is not None:
            results["out"] = _take_step(project, args, "out", _ROUND_FLAGS)
        if changes:
            project.save(args.project)
    for name in args.flags:
        if name == "counter":
            results[name] = _take_step(project, args, name, _ROUND_FLAGS)
    return rounds.rounds_answer(
        project,
        args.lang,
        repairs=results.get("plan_again", ()),
        files=results.get("out", ()),
        effect=results.get("counter"),
    )


def _take_step(project: Project, args: Namespace, name: str, flags: Mapping[str, _OldFlag]) -> Any:  # noqa: ANN401 - what the step returns
    """Take the step of an old option, with the values under their names of the verb."""
    flag, value = flags[name], getattr(args, name)
    given = value if len(flag.names) > 1 else [value]
    values = vars(args) | dict(zip(flag.names, given, strict=True))
    if name == "send" and args.start is not None:
        values["deadline"] = None  # it was the deadline of --start
    if name == "out":
        values["number"] = args.round
    return flag.step(project, Namespace(**values))


# --- agreements --------------------------------------------------------------------------------


def _add_agreement_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--make", type=int, metavar="N")
    parser.add_argument("--status", nargs=2, metavar=("NUMBER", "STATUS"))
    parser.add_argument("--party", nargs=3, metavar=("NUMBER", "PARTY", "STATUS"))
    parser.add_argument("--sign", nargs=3, metavar=("NUMBER", "PARTY", "NAME"))
    parser.add_argument("--role", default="", metavar="TEXT")
    parser.add_argument("--evaluate", nargs=2, metavar=("NUMBER", "TEXT"))
    parser.add_argument("--realised", nargs="+", default=(), metavar="ID=N")
    parser.add_argument("--conditions", nargs=2, metavar=("NUMBER", "TEXT"))
    parser.add_argument("--contact", nargs=3, metavar=("NUMBER", "PARTY", "NAME"))
    parser.add_argument("--email", default="", metavar="ADDRESS")
    parser.add_argument("--forget", metavar="NAME")
    parser.add_argument("--replace", metavar="NUMBER")
    parser.add_argument("--shortages", type=Path, metavar="FILE")
    agreements.add_filter(parser)


def _run_agreements(args: Namespace) -> Answer:
    from stageplanner.workspace.project_file import hold

    problems: list[Any] = []
    with hold(args.project) if args.flags else nullcontext():
        project = open_project(args.project)
        for name in args.flags:
            problems += _take_step(project, args, name, _AGREEMENT_FLAGS)
        if args.flags:
            project.save(args.project)
    return agreements.agreements_answer(project, args.lang, problems, agreements.filter_of(args))
