"""Commands about the program itself: the manual as PDF, a case for support."""

from __future__ import annotations

import argparse

from stageplanner.cli.display import draw_without_screen
from stageplanner.cli.output import DONE, Answer, open_project


def write_manual(args: argparse.Namespace) -> Answer:
    """``manual --out DIR``: the manual as PDF, in the language of ``--lang``."""
    draw_without_screen()
    from ui.manual.chapters import write_pdf_into

    target = write_pdf_into(args.out, args.lang)
    return DONE, {"files": [str(target)]}, [str(target)]


def save_case(args: argparse.Namespace) -> Answer:
    """``support PROJECT --out FILE``: the region without names, and the log."""
    from stageplanner.support.case import save_case as write

    target = write(open_project(args.project).state, args.out)
    return DONE, {"files": [str(target)]}, [str(target)]
