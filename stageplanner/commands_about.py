"""Commands about the program itself: the manual as PDF, a case for support."""

from __future__ import annotations

import argparse
import os
import sys

from stageplanner.answering import DONE, Answer, opened


def write_manual(args: argparse.Namespace) -> Answer:
    """``manual --out DIR``: the manual as PDF, in the language of ``--lang``."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        # Letters are drawn without a screen as well.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.manual import write_pdf_into

    target = write_pdf_into(args.out, args.lang)
    return DONE, {"files": [str(target)]}, [str(target)]


def save_case(args: argparse.Namespace) -> Answer:
    """``support PROJECT --out FILE``: the region without names, and the log."""
    from stageplanner.support import save_case as write

    target = write(opened(args.project).state, args.out)
    return DONE, {"files": [str(target)]}, [str(target)]
