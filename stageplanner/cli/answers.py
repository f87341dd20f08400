"""The command that reads the answers of parties back, or records one by hand."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import (
    NOT_DONE,
    Answer,
    bad_argument,
    exit_code,
    open_project,
    problem_json,
)
from stageplanner.messages import LANGUAGES, lines, text

if TYPE_CHECKING:
    from stageplanner.negotiation.judge_answers import AnswerReport
    from stageplanner.project import Project


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--preview", action="store_true", help="take nothing over")
    parser.add_argument(
        "--set", nargs=2, metavar=("PROPOSAL", "ANSWER"), help="agreed, refused or accept-counter"
    )
    parser.add_argument("--said", dest="remark", default="", metavar="TEXT", help="the reason")


def answers(args: argparse.Namespace) -> Answer:
    """Read the answers in the files, after recording the one of ``--set``."""
    from stageplanner.cli.base.records import round_record
    from stageplanner.negotiation.judge_answers import preview_answers
    from stageplanner.workspace.project_file import hold

    if args.set is None and not args.files:
        raise bad_argument("FILE", "-", "cure_answers", args.lang)
    with nullcontext() if args.preview else hold(args.project):
        project = open_project(args.project)
        if args.set is not None:
            _set_answer(project, args)
        intake = preview_answers(project.state, args.files, date.today())
        if not args.preview:
            project.negotiation.adopt_answers(intake)
            project.save(args.project)
    answer = {
        "files": [_answer_record(file, args.lang) for file in intake.files],
        "problems": [problem_json(problem, args.lang) for problem in intake.problems],
        "rounds": [round_record(round_) for round_ in project.state.rounds],
        "preview": args.preview,
    }
    sentences: list[str] = []
    for file in intake.files:
        if not file.is_refused:
            sentences.append(
                text("told_answers", args.lang, file=file.name, party=file.party or "-",
                     taken=len(file.taken))
            )  # fmt: skip
        sentences += lines(file.problems, args.lang)
    refused = bool(intake.files) and all(file.is_refused for file in intake.files)
    return NOT_DONE if refused else exit_code(intake.problems), answer, sentences


def _set_answer(project: Project, args: argparse.Namespace) -> None:
    """Record an answer given by telephone: agreed, refused, or the counter-proposal accepted.

    Raises
    ------
    StagePlannerError
        The answer is none of these words.
    """
    from stageplanner.domain.proposal import ProposalStatus

    proposal, answer = args.set
    if answer in {text("word_accept_counter", language) for language in LANGUAGES}:
        project.negotiation.accept_counter(proposal)
        return
    for status in (ProposalStatus.AGREED, ProposalStatus.REFUSED):
        words = {text(f"status_{status.value}", language) for language in LANGUAGES}
        if answer in {status.value, *words}:
            project.negotiation.record_answer(proposal, status, args.remark)
            return
    raise bad_argument("--set", answer, "cure_set_answer", args.lang)


def _answer_record(file: AnswerReport, language: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "party": file.party,
        "round": file.round,
        "taken": list(file.taken),
        "silent": list(file.silent),
        "unclear": [
            {"proposal": entry.proposal, "words": entry.words, "remark": entry.remark}
            for entry in file.unclear
        ],
        "refused": file.is_refused,
        "problems": [problem_json(problem, language) for problem in file.problems],
    }


COMMAND = Command(
    name="answers",
    about="read the parties' workbooks back",
    add_arguments=_add_arguments,
    run=answers,
    json=(
        "files: [{path, party, round, taken, silent, "
        "unclear: [{proposal, words, remark}], refused, problems}]",
        "problems",
        "rounds",
        "preview",
    ),
)
