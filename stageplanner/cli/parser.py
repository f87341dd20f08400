"""The parser of the command line, built from what the commands declare."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner import __version__
from stageplanner.cli import (
    agreements,
    answers,
    bench,
    contacts,
    divide,
    examples,
    explain,
    export,
    frontier,
    import_files,
    optimise,
    own_file,
    policy,
    prices,
    program,
    repair,
    robust,
    rounds,
    shared,
    show,
    years,
)
from stageplanner.cli.base.command import Command
from stageplanner.cli.base.help_text import Parser, language_of, translate_parser, without_common
from stageplanner.workspace.region_place import is_address, read_place

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[Parser]

#: Every command, in the order of the help.
COMMANDS: tuple[Command, ...] = (
    optimise.DEMO,
    import_files.COMMAND,
    show.PERIODS,
    show.LOAD,
    optimise.COMMAND,
    frontier.COMMAND,
    explain.COMMAND,
    show.CHECK,
    years.HISTORY,
    years.DIFF,
    years.ROLLOVER,
    policy.COMMAND,
    export.EXPORT,
    export.REPORT,
    repair.COMMAND,
    divide.COMMAND,
    prices.COMMAND,
    robust.COMMAND,
    rounds.COMMAND,
    answers.COMMAND,
    contacts.COMMAND,
    agreements.COMMAND,
    own_file.SHARE,
    own_file.REPLY,
    shared.COMMAND,
    bench.COMMAND,
    examples.COMMAND,
    program.SUPPORT,
    program.MANUAL,
)


def build_parser(language: str = "en", only: str | None = None) -> Parser:
    """Build the parser of all commands, with its help in a language.

    With ``only`` the other commands get no arguments, which takes less time.
    """
    parser = Parser(
        prog="stageplanner",
        description="Spreads lintstages and blokstages so that the peak supervision load falls. "
        "Without a command it opens the window; with a file it opens that file.",
    )
    parser.add_argument("--version", action="version", version=f"StagePlanner {__version__}")
    parser.add_argument("--selftest", action="store_true", help="let the program test itself")
    parser.add_argument("--lang", choices=("nl", "en"), default=None, help=argparse.SUPPRESS)
    parser.set_defaults(json=False)
    common = common_arguments()
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        subparser = _add_parser(subparsers, command, common)
        if only in (None, command.name):
            _add_arguments(subparser, command, common)
    translate_parser(parser, language)
    return parser


def _add_parser(subparsers: _Subparsers, command: Command, common: Parser) -> Parser:
    return subparsers.add_parser(
        command.name, help=command.about, description=command.about, parents=[common]
    )


def _add_arguments(parser: Parser, command: Command, common: Parser) -> None:
    if command.verbs:
        verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
        for verb in command.verbs:
            _add_arguments(_add_parser(verbs, verb, common), verb, common)
        return
    if command.has_project:
        parser.add_argument("project", type=read_place, metavar="PROJECT")
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)


def common_arguments() -> Parser:
    """Return a parser with the options that every command takes.

    They have no default, which would overrule what was typed before the command or the verb.
    """
    common = Parser(add_help=False)
    common.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="one JSON object on stdout",
    )
    common.add_argument(
        "--lang", choices=("nl", "en"), default=argparse.SUPPRESS, help="language of sentences"
    )
    return common


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments, in the language that they ask for."""
    names = {command.name for command in COMMANDS}
    only = next((word for word in arguments if word in names), "")
    parser = build_parser(language_of(arguments), only)
    return parser.parse_args(_with_verb(arguments))


def _with_verb(arguments: Sequence[str]) -> Sequence[str]:
    """Insert the first verb of a group if a project follows it: ``rounds region.stageplan``."""
    group, word = group_and_word(arguments)
    if (
        group is None
        or not group.has_project
        or not is_file(word)
        or word in {verb.name for verb in group.verbs}
    ):
        return arguments
    place = list(arguments).index(group.name) + 1
    return [*arguments[:place], group.verbs[0].name, *arguments[place:]]


def group_and_word(arguments: Sequence[str]) -> tuple[Command | None, str]:
    """Return the group of verbs that is typed, if any, and the word after it."""
    words = without_common(arguments)
    named = (command for command in COMMANDS if command.verbs and command.name in words[:1])
    return next(named, None), next(iter(words[1:]), "")


def is_file(word: str) -> bool:
    """Return whether a word names a file or a shared region, and is no mistyped command."""
    is_one = is_address(word) or Path(word).exists() or "." in word
    return bool(word) and not word.startswith("-") and is_one
