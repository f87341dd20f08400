"""The command that reads the answers of parties back, or gives one by hand."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from datetime import date
from typing import Any

from stageplanner.cli.output import (
    NOT_DONE,
    Answer,
    bad_argument,
    exit_code,
    open_project,
    problem_json,
)
from stageplanner.cli.records import round_record
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.messages import LANGUAGES, lines, text
from stageplanner.negotiation.judge_answers import AnswerReport, preview_answers
from stageplanner.project import Project
from stageplanner.workspace.project_file import hold


def answers(args: argparse.Namespace) -> Answer:
    """``answers PROJECT FILE... [--preview]``, or ``--set PROPOSAL ANSWER [--said TEXT]``"""
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
        "rounds": [round_record(own) for own in project.state.rounds],
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
    """An answer that was given by telephone: agreed, refused, or the counter taken over."""
    proposal, said = args.set
    if said in {text("word_accept_counter", language) for language in LANGUAGES}:
        project.negotiation.accept_counter(proposal)
        return
    for status in (ProposalStatus.AGREED, ProposalStatus.REFUSED):
        named = {text(f"status_{status.value}", language) for language in LANGUAGES}
        if said in {status.value, *named}:
            project.negotiation.record_answer(proposal, status, args.said)
            return
    raise bad_argument("--set", said, "cure_set_answer", args.lang)


def _answer_record(file: AnswerReport, language: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "party": file.party,
        "round": file.round,
        "taken": list(file.taken),
        "silent": list(file.silent),
        "refused": file.is_refused,
        "problems": [problem_json(problem, language) for problem in file.problems],
    }
