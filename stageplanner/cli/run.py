"""The start of the program: run a command, or open the window.

Exit codes and JSON are a public contract. 0: done. 1: done, but some rows or rules have problems,
all of them listed. 2: not done, and why. With ``--json`` stdout holds one JSON object; progress
and errors go to stderr.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stageplanner.cli.base.display import has_screen
from stageplanner.cli.base.help_text import language_of
from stageplanner.cli.base.numbers import check_numbers
from stageplanner.cli.base.output import NOT_DONE, Answer, problem_json
from stageplanner.cli.old_flags import parse_old_flags
from stageplanner.cli.parser import COMMANDS, parse
from stageplanner.messages import LANGUAGES
from stageplanner.problems import Problem, StagePlannerError

#: The libraries of the extra ``shared``, by the names of their modules.
SHARED_LIBRARIES = frozenset({"psycopg", "alembic", "keyring"})
#: The types of file that the window opens.
FILES = (".stageplan", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".ics")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window if there is none; return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _use_utf8()
    if arguments == ["--selftest"]:
        from stageplanner.cli.selftest import run as run_selftest

        return run_selftest()
    words, language = _file_and_language(arguments)
    if not arguments or _is_file(words):
        return _open_window(words, language)
    try:
        args = parse_old_flags(arguments) or parse(arguments)
    except StagePlannerError as error:
        lang = language_of(arguments)
        return _fail(argparse.Namespace(json="--json" in arguments, lang=lang), error.problem)
    if args.command is None:
        return _open_window([], args.lang)
    args.lang = args.lang or "nl"
    return _run_and_flush(args)


def _run_and_flush(args: argparse.Namespace) -> int:
    """Run a command and see that its answer leaves the program."""
    is_closed = sys.stdout is None
    if is_closed:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    try:
        code = run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe stopped (`| head`), which is no defect.
        _drop_output()
        return NOT_DONE
    except OSError as error:
        _drop_output()
        return _fail_to_print(args, error.strerror or str(error))
    return _fail_to_print(args, os.strerror(errno.EBADF)) if is_closed else code


def _drop_output() -> None:
    """Leave what was printed: else Python reports once more that it cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail_to_print(args: argparse.Namespace, why: str) -> int:
    from stageplanner.messages import text

    print(text("cannot_print", args.lang, why=why), file=sys.stderr)
    return NOT_DONE


def _is_file(arguments: list[str]) -> bool:
    """Return whether the arguments are one file to open, and not a command or a mistyped one."""
    if not arguments:
        return False
    first = arguments[0]
    is_command = any(first == command.name for command in COMMANDS)
    if is_command or first.startswith("-") or len(arguments) > 1:
        return False
    return Path(first).suffix.lower() in FILES or Path(first).exists()


def _file_and_language(arguments: list[str]) -> tuple[list[str], str | None]:
    """Return the arguments without a language, wherever it stands, and that language."""
    for i, word in enumerate(arguments):
        size = 1 if word.startswith("--lang=") else 2
        value = " ".join(arguments[i : i + size]).removeprefix("--lang").strip(" =")
        if word.startswith("--lang") and value in LANGUAGES:
            return [*arguments[:i], *arguments[i + size :]], value
    return arguments, None


def _use_utf8() -> None:
    """Write UTF-8: the code page of a Windows console may lack letters of our sentences."""
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
    """Run a parsed command, print its answer and return the exit code."""
    try:
        check_numbers(args)
        result: Answer = args.run(args)
    except StagePlannerError as error:
        return _fail(args, error.problem)
    except KeyboardInterrupt:
        return NOT_DONE
    except ModuleNotFoundError as error:
        if error.name not in SHARED_LIBRARIES:
            raise
        return _fail(args, Problem(code="shared_not_installed", values={"name": error.name}))
    except OSError as error:
        problem = Problem(
            code="cannot_write",
            values={"path": error.filename or "?", "why": error.strerror or str(error)},
        )
        return _fail(args, problem)
    code, answer, sentences = result
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
