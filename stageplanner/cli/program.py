"""Commands about the program itself: the manual as PDF, a case for support."""

from __future__ import annotations

import argparse
from pathlib import Path

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.display import draw_without_screen
from stageplanner.cli.base.output import DONE, Answer, open_project


def _add_manual(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")


def write_manual(args: argparse.Namespace) -> Answer:
    """Write the manual as PDF, in the language of ``--lang``."""
    draw_without_screen()
    from ui.manual.chapters import write_pdf_into

    target = write_pdf_into(args.out, args.lang)
    return DONE, {"files": [str(target)]}, [str(target)]


MANUAL = Command(
    name="manual",
    about="write the manual as PDF",
    has_project=False,
    add_arguments=_add_manual,
    run=write_manual,
    json=("files",),
)


def _add_support(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("stageplanner-case.zip"), metavar="FILE")


def save_case(args: argparse.Namespace) -> Answer:
    """Save the region without names, and the log."""
    from stageplanner.support.case import save_case as write

    target = write(open_project(args.project).state, args.out)
    return DONE, {"files": [str(target)]}, [str(target)]


SUPPORT = Command(
    name="support",
    about="save a case for support: the region without names, and the log",
    add_arguments=_add_support,
    run=save_case,
    json=("files",),
)
