"""What every command takes: its name, arguments and options, in a language."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from stageplanner import __version__
from stageplanner.cli.help_text import Parser, translate_parser

COMMANDS = (
    "demo",
    "import",
    "periods",
    "load",
    "optimise",
    "frontier",
    "explain",
    "check",
    "export",
    "history",
    "diff",
    "rollover",
    "policy",
    "bench",
    "manual",
    "support",
    "repair",
    "divide",
    "prices",
    "robust",
    "rounds",
    "answers",
    "agreements",
    "report",
    "share",
    "catalogue",
    "reply",
)


def build_parser(language: str = "en") -> argparse.ArgumentParser:
    """The commands and what they take, told in a language."""
    parser = Parser(
        prog="stageplanner",
        description="Spreads lintstages and blokstages so that the peak supervision load falls. "
        "Without a command it opens the window; with a file it opens that file.",
    )
    parser.add_argument("--version", action="version", version=f"StagePlanner {__version__}")
    parser.add_argument("--selftest", action="store_true", help="let the program test itself")
    common = Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="one JSON object on stdout")
    # Without a default of its own: one would hide what was said before the command.
    common.add_argument(
        "--lang", choices=("nl", "en"), default=argparse.SUPPRESS, help="language of sentences"
    )
    parser.add_argument("--lang", choices=("nl", "en"), default=None, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, about: str, project: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about, parents=[common])
        if project:
            command.add_argument("project", type=Path, metavar="PROJECT")
        return command

    demo = add("demo", "the main job on the built-in example region", project=False)
    demo.add_argument("--out", type=Path, default=Path("stageplanner-demo"), metavar="DIR")
    _add_solving(demo)
    command = add("import", "read files into PROJECT, which is made if it is not there")
    command.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command.add_argument(
        "--preview", action="store_true", help="show what would change, and take nothing over"
    )
    command.add_argument(
        "--annotate",
        type=Path,
        default=None,
        metavar="DIR",
        help="write a copy of every file with problems, its cells marked and explained",
    )
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="what a column holds, to be remembered ('HEADING=' leaves the column alone)",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FILE!SHEET!CELL=VALUE",
        help="read a cell as if it held this; the file itself stays as it is",
    )
    command = add("periods", "list the stage periods")
    command.add_argument("--plan", choices=("wish", "current"), default="current")
    command = add("load", "measure the load: peaks, knelpunten, tekort, yearly balance")
    command.add_argument("--plan", choices=("wish", "current"), default="current")
    _add_solving(add("optimise", "propose a plan and make it the current one"), is_limited=True)
    command = add("frontier", "what must be asked, against the peak it reaches")
    command.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    command.add_argument(
        "--burden",
        action="store_true",
        help="what the most burdened institution gives way, instead of changes",
    )
    command.add_argument("--seed", type=int, default=1, metavar="K")
    command.add_argument("--workers", type=int, default=None, metavar="N")
    command = add("explain", "why each change is asked, and why the peak goes no lower")
    command.add_argument("--period", default=None, metavar="ID")
    add("check", "judge the current plan by the plain checker")
    add("history", "what was changed, when and by whom")
    command = add(
        "diff", "the differences between two projects, or two plans of one", project=False
    )
    command.add_argument("first", type=Path, metavar="A")
    command.add_argument("second", type=Path, metavar="B")
    command.add_argument(
        "--plans",
        nargs=2,
        default=("current", "current"),
        metavar=("NAME", "NAME"),
        help="the plan of A and of B: 'wish', 'current' or a scenario (A and B may be one file)",
    )
    command = add("rollover", "make the region of the next school year")
    command.add_argument("--out", type=Path, default=None, metavar="FILE")
    command.add_argument(
        "--from-plan", action="store_true", help="begin with what was planned, not with the wishes"
    )
    command = add("policy", "show what the region allows, or set it")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="another value of a rule; may be given more than once",
    )
    command.add_argument(
        "--institution", default=None, metavar="NAME", help="the rules of one institution"
    )
    for add_more in (
        _add_documents,
        _add_asking,
        _add_negotiating,
        _add_sharing,
        _add_about_the_program,
    ):
        add_more(add)
    translate_parser(parser, language)
    return parser


def _add_documents(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands that write documents."""
    command = add("export", "write workbooks, PDF and iCalendar files")
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    command.add_argument("--party", default=None, metavar="NAME", help="only what is for them")
    command.add_argument("--xlsx", action="store_true", help="the workbooks; all by default")
    command.add_argument("--pdf", action="store_true", help="the report and the letters")
    command.add_argument("--ics", action="store_true", help="the calendars of what was agreed")
    add("report", "the figures of the report: peaks, agreements, who gives what")


def _add_sharing(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of an institution's own file."""
    command = add("share", "the file of one institution: the others as totals")
    command.add_argument("--institution", required=True, metavar="NAME")
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command = add("reply", "from an institution's own file: the answer to a round, as a workbook")
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command.add_argument("--round", type=int, default=None, metavar="N", help="or the last one")
    command.add_argument(
        "--unasked", nargs="*", metavar="ID",
        help="stage periods to propose yourself; by default all that you moved",
    )  # fmt: skip


def _add_negotiating(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of rounds, answers and agreements."""
    command = add("rounds", "ask every party in rounds; without options, show them")
    command.add_argument("--start", metavar="TITLE", help="begin a round with the changes asked")
    command.add_argument("--deadline", metavar="DAY", help="answer before this day (2026-12-15)")
    command.add_argument("--plan", default="current", metavar="NAME", help="or a scenario")
    command.add_argument("--periods", nargs="+", default=None, metavar="ID", help="only these")
    command.add_argument(
        "--leerbedrijven", action="store_true", help="ask the leerbedrijven of these groups too"
    )
    command.add_argument("--send", type=int, default=None, metavar="N", help="send round N")
    command.add_argument("--out", type=Path, metavar="DIR", help="a workbook per party")
    command.add_argument("--round", type=int, default=None, metavar="N", help="of --out")
    command.add_argument("--expire", metavar="DAY", help="let silence lapse after the deadline")
    command.add_argument("--extend", type=int, metavar="N", help="a later --deadline for round N")
    command.add_argument("--again", nargs="*", metavar="PROPOSAL", help="of what lapsed only these")
    command.add_argument("--withdraw", nargs="+", metavar="PROPOSAL")
    command.add_argument("--counter", metavar="PROPOSAL", help="what a counter-proposal does")
    command.add_argument("--plan-again", type=int, metavar="N", help="plan around the answers")
    command.add_argument("--take", type=int, metavar="K", help="take repair K over")
    command.add_argument("--close", type=int, metavar="N", help="end round N")
    command.add_argument(
        "--rule", action="append", default=None, metavar="KEY=VALUE",
        help="a ground rule: region, code, fairness, masks_small, key.NAME, contact_capacity.NAME",
    )  # fmt: skip
    command.add_argument("--time-limit", type=float, default=10.0, metavar="S")
    command = add("answers", "read the parties' workbooks back")
    command.add_argument("files", type=Path, nargs="*", metavar="FILE")
    command.add_argument("--preview", action="store_true", help="take nothing over")
    command.add_argument(
        "--set", nargs=2, metavar=("PROPOSAL", "ANSWER"), help="agreed, refused or accept-counter"
    )
    command.add_argument("--said", default="", metavar="TEXT", help="the reason")
    command = add("agreements", "the register of agreements")
    command.add_argument("--make", type=int, metavar="N", help="of what round N accepted")
    command.add_argument("--status", nargs=2, metavar=("NUMBER", "STATUS"))
    command.add_argument("--party", nargs=3, metavar=("NUMBER", "PARTY", "STATUS"))
    command.add_argument("--sign", nargs=3, metavar=("NUMBER", "PARTY", "NAME"))
    command.add_argument(
        "--role", default="", metavar="TEXT", help="of who signed, or of a contact"
    )
    command.add_argument("--evaluate", nargs=2, metavar=("NUMBER", "TEXT"))
    command.add_argument(
        "--realised", nargs="+", default=(), metavar="ID=N", help="with --evaluate: who were there"
    )
    command.add_argument("--conditions", nargs=2, metavar=("NUMBER", "TEXT"))
    command.add_argument(
        "--contact", nargs=3, metavar=("NUMBER", "PARTY", "NAME"), help="with --role and --email"
    )
    command.add_argument("--email", default="", metavar="ADDRESS", help="of work, of a contact")
    command.add_argument("--forget", metavar="NAME", help="take a person out of the register")
    command.add_argument("--replace", metavar="NUMBER", help="a concept in the place of this one")
    command.add_argument("--shortages", type=Path, metavar="FILE", help="read shortage figures")
    command.add_argument("--sector", default=None, metavar="TEXT", help="show only these")
    command.add_argument("--niveau", type=int, default=None, metavar="N")
    command.add_argument("--year", type=int, default=None, metavar="YYYY", help="school year")
    command.add_argument("--only", default=None, metavar="STATUS")


def _add_asking(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands that ask more of a plan."""

    def timed(name: str, about: str, seconds: float) -> argparse.ArgumentParser:
        command = add(name, about)
        command.add_argument("--time-limit", type=float, default=seconds, metavar="S")
        return command

    command = timed("repair", "plan again around answers with as little new change as can be", 10.0)
    command.add_argument("--refuse", nargs="+", default=[], metavar="ID", help="do their wish")
    command.add_argument("--lock", nargs="+", default=[], metavar="ID", help="stay as planned")
    command.add_argument("--target", type=float, default=None, metavar="U", help="peak to reach")
    command.add_argument("--adopt", type=int, default=None, metavar="N", help="take repair N over")
    command.add_argument("--seed", type=int, default=1, metavar="K")
    command.add_argument("--workers", type=int, default=None, metavar="N")
    command = timed("divide", "divide the students of the plan over leerbedrijven", 25.0)
    command.add_argument("--out", type=Path, default=None, metavar="FILE", help="a csv as well")
    timed("prices", "what would help: a little more room, and what the plan gains by it", 30.0)
    command = timed("robust", "the peak with other student numbers, and a leerbedrijf gone", 30.0)
    command.add_argument("--students", type=float, default=10.0, metavar="PERCENT")
    command.add_argument("--samples", type=int, default=500, metavar="N")
    command.add_argument("--seed", type=int, default=1, metavar="K")
    command.add_argument("--improve", action="store_true", help="take a plan with more slack over")
    command.add_argument("--more-changes", type=int, default=0, metavar="N")


def _add_about_the_program(add: Callable[..., argparse.ArgumentParser]) -> None:
    command = add("bench", "the public data set: instances, bounds, best plans", project=False)
    command.add_argument("--instance", default=None, metavar="NAME")
    command.add_argument("--plan", type=Path, default=None, metavar="FILE", help="judge a plan")
    command.add_argument("--solve", action="store_true", help="solve anew beside the best known")
    command.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    command.add_argument("--out", type=Path, default=None, metavar="DIR", help="write it as JSON")
    command = add("catalogue", "good examples, and what they would do here", project=False)
    command.add_argument("project", type=Path, nargs="?", default=None, metavar="PROJECT")
    command.add_argument("--period", default=None, metavar="ID", help="try them on this one")
    command.add_argument("--apply", default=None, metavar="KEY", help="take this example over")
    command = add("support", "save a case for support: the region without names, and the log")
    command.add_argument("--out", type=Path, default=Path("stageplanner-case.zip"), metavar="FILE")
    command = add("manual", "write the manual as PDF", project=False)
    command.add_argument("--out", type=Path, default=Path(), metavar="DIR")


def _add_solving(command: argparse.ArgumentParser, *, is_limited: bool = False) -> None:
    command.add_argument("--target", default="1.0", metavar="U", help="peak to reach, or 'lowest'")
    command.add_argument("--max-changes", type=int, default=None, metavar="N")
    command.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    command.add_argument("--gap", type=float, default=0.005, metavar="G")
    command.add_argument("--seed", type=int, default=1, metavar="K")
    command.add_argument("--workers", type=int, default=None, metavar="N")
    if is_limited:
        command.add_argument(
            "--institutions",
            nargs="+",
            default=None,
            metavar="NAME",
            help="who may be asked to change; the others keep their wish",
        )
        command.add_argument(
            "--most-weeks",
            type=int,
            default=None,
            metavar="N",
            help="the most lesweken that a stage period is moved, for this proposal only",
        )
