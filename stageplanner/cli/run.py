"""The verbs of Project without a window: commands, exit codes and JSON, a public contract.

Exit code 0: done. 1: done, but some rows or rules have problems, all of them listed.
2: not done, and why. With ``--json`` one JSON object stands on stdout; progress and
sentences go to stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from stageplanner.cli.display import has_screen
from stageplanner.cli.help_text import language_of
from stageplanner.cli.output import NOT_DONE, Answer, problem_json
from stageplanner.cli.parser import COMMANDS, build_parser
from stageplanner.problems import Problem, StagePlannerError

#: What the window opens when it is given.
FILES = (".stageplan", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window where none is given."""
    import multiprocessing

    multiprocessing.freeze_support()
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if arguments == ["--selftest"]:
        from stageplanner.cli.selftest import run as run_selftest

        return run_selftest()
    if not arguments or _is_file(arguments):
        return _open_window(arguments)
    args = build_parser(language_of(arguments)).parse_args(arguments)
    if args.command is None:
        return _open_window([], args.lang)
    args.lang = args.lang or "nl"
    try:
        code = run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads stopped reading (`| head`): no defect. Python would tell of it once more at
        # its end, when it empties what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE
    return code


def _is_file(arguments: list[str]) -> bool:
    """Tell whether a file is to be opened; a word that is neither is a mistyped command."""
    first = arguments[0]
    if first in COMMANDS or first.startswith("-") or len(arguments) > 1:
        return False
    return Path(first).suffix.lower() in FILES or Path(first).exists()


def _speak_utf8() -> None:
    """Sentences hold letters that a Windows console's own code page may lack."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _open_window(arguments: list[str], language: str | None = None) -> int:
    if not has_screen():
        from stageplanner.messages import text

        print(text("no_screen", language or "nl"), file=sys.stderr)
        return NOT_DONE
    from ui.app.app import run as run_window

    return int(run_window(Path(arguments[0]) if arguments else None, language))


def run(args: argparse.Namespace) -> int:
    """Carry out a parsed command; prints its answer and gives the exit code."""
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

    verbs: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "demo": optimise.demo,
        "optimise": optimise.optimise,
        "periods": show.list_periods,
        "load": show.show_load,
        "check": show.check,
        "explain": explain.explain_plan,
        "import": import_files.import_files,
        "frontier": frontier.show_frontier,
        "history": years.show_history,
        "diff": years.show_difference,
        "rollover": years.roll_project_over,
        "policy": policy.show_policy,
        "manual": program.write_manual,
        "support": program.save_case,
        "bench": bench.show_bench,
        "repair": repair.repair,
        "divide": divide.show_division,
        "prices": prices.show_prices,
        "robust": robust.show_robust,
        "rounds": rounds.rounds,
        "answers": answers.answers,
        "agreements": agreements.agreements,
        "export": export.export_documents,
        "report": export.show_report,
        **own_file.SHARING,
        "catalogue": examples.show_catalogue,
    }
    try:
        code, answer, sentences = verbs[args.command](args)
    except StagePlannerError as error:
        return _fail(args, error.problem)
    except KeyboardInterrupt:
        return NOT_DONE
    except OSError as error:
        problem = Problem(
            code="cannot_write",
            values={"path": error.filename or "?", "why": error.strerror or str(error)},
        )
        return _fail(args, problem)
    if args.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        for sentence in sentences:
            print(sentence)
    return code


def _fail(args: argparse.Namespace, problem: Problem) -> int:
    from stageplanner.messages import line

    if args.json:
        shown = problem_json(problem, args.lang)
        print(json.dumps({"error": shown, "problems": [shown]}, ensure_ascii=False, indent=1))
    print(line(problem, args.lang), file=sys.stderr)
    return NOT_DONE
