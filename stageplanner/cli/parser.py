"""The parser of the command line, built from what the commands declare."""

from __future__ import annotations

import argparse
from pathlib import Path

from stageplanner import __version__
from stageplanner.cli import (
    agreements,
    answers,
    bench,
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
    show,
    years,
)
from stageplanner.cli.command import Command
from stageplanner.cli.help_text import Parser, translate_parser

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
    agreements.COMMAND,
    own_file.SHARE,
    own_file.REPLY,
    bench.COMMAND,
    examples.COMMAND,
    program.SUPPORT,
    program.MANUAL,
)


def build_parser(language: str = "en") -> argparse.ArgumentParser:
    """Build the parser of all commands, with its help in a language."""
    parser = Parser(
        prog="stageplanner",
        description="Spreads lintstages and blokstages so that the peak supervision load falls. "
        "Without a command it opens the window; with a file it opens that file.",
    )
    parser.add_argument("--version", action="version", version=f"StagePlanner {__version__}")
    parser.add_argument("--selftest", action="store_true", help="let the program test itself")
    parser.add_argument("--lang", choices=("nl", "en"), default=None, help=argparse.SUPPRESS)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    common = _common_arguments()
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.name, help=command.about, description=command.about, parents=[common]
        )
        if command.has_project:
            subparser.add_argument("project", type=Path, metavar="PROJECT")
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    translate_parser(parser, language)
    return parser


def _common_arguments() -> Parser:
    """Return a parser with the options that every command takes."""
    common = Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object on stdout")
    # No default: it would overrule a --lang before the command.
    common.add_argument(
        "--lang", choices=("nl", "en"), default=argparse.SUPPRESS, help="language of sentences"
    )
    return common
