"""The command that reads files: into a project, or only to show what they would change."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from stageplanner.cli import NOT_DONE, Answer, exit_code, problem_json
from stageplanner.commands import bad_argument
from stageplanner.domain.difference import Fate, RowDifference
from stageplanner.domain.records import row_records
from stageplanner.intake import Intake, annotate, mapped, preview_files
from stageplanner.messages import lines, show, text
from stageplanner.openfile import hold
from stageplanner.project import Project

#: So many changed rows of a file are told one by one.
MOST_TOLD = 30


def import_files(args: argparse.Namespace) -> Answer:
    """``import PROJECT FILE... [--preview] [--annotate DIR] [--map HEADING=FIELD]``"""
    path: Path = args.project
    with nullcontext() if args.preview else hold(path):
        project = Project.open(path) if path.exists() else Project(path=path)
        intake = _read_files(project, args)
        copies = annotate(intake, args.annotate, args.lang) if args.annotate else ()
        if not args.preview and any(not file.is_refused for file in intake.files):
            project.adopt_intake(intake)
            project.save(path)
    code, answer, sentences = told_intake(intake, args.lang)
    answer["preview"] = args.preview
    answer["annotated"] = [str(copy) for copy in copies]
    sentences.extend(text("told_annotated", args.lang, path=copy) for copy in copies)
    if args.preview:
        sentences.append(text("told_preview", args.lang))
    return code, answer, sentences


def _read_files(project: Project, args: argparse.Namespace) -> Intake:
    """Read the files; where columns are named by hand, once more with these."""
    fields = {}
    for said in args.map:
        heading, sign, name = said.rpartition("=")
        if not sign or not heading.strip():
            raise bad_argument("--map", said, "cure_map", args.lang)
        fields[heading] = name.strip()
    intake = preview_files(project.state, args.files, mappings=project.mappings)
    if not fields:
        return intake
    confirmed = mapped(intake, fields)
    return preview_files(project.state, args.files, mappings=project.mappings, confirmed=confirmed)


def told_intake(intake: Intake, language: str) -> Answer:
    """What became of every file, as JSON and as sentences."""
    files, sentences = [], []
    for file in intake.files:
        files.append(
            {
                "path": file.path,
                "kind": file.kind,
                "rows_read": file.rows_read,
                "rows_used": file.rows_used,
                "problems": [problem_json(p, language) for p in file.problems],
                "changes": changes_json(file.changes),
                "touched": [period.id for period in file.touched],
            }
        )
        code = "told_refused" if file.is_refused else "told_file"
        sentences.append(
            text(
                code,
                language,
                name=file.name,
                kind=text(f"kind_{file.kind}", language),
                read=file.rows_read,
                used=file.rows_used,
            )
        )
        sentences.extend(f"  {told}" for told in lines(file.problems, language))
        sentences.extend(f"  {told}" for told in change_sentences(file.changes, language))
    sentences.extend(lines(intake.problems, language))
    told = [p for file in intake.files for p in file.problems] + list(intake.problems)
    is_nothing = all(file.is_refused for file in intake.files)
    code_out = NOT_DONE if is_nothing else exit_code(told)
    answer = {
        "files": files,
        "problems": [problem_json(problem, language) for problem in intake.problems],
        "periods": len(intake.state.periods),
        "leerbedrijven": len(intake.state.leerbedrijven),
    }
    return code_out, answer, sentences


# --- what differs from the previous delivery --------------------------------------------------


def changes_json(changes: tuple[RowDifference, ...]) -> dict[str, Any]:
    """What differs from the previous delivery: the rows that are new, gone and changed."""
    return {fate.value: row_records(row for row in changes if row.fate is fate) for fate in Fate}


def change_sentences(changes: tuple[RowDifference, ...], language: str) -> Iterator[str]:
    """A line that counts, then a line per row."""
    if not changes:
        return
    counts = {fate.value: sum(row.fate is fate for row in changes) for fate in Fate}
    yield text("told_changes", language, **counts)
    for row in changes[:MOST_TOLD]:
        fields = "; ".join(
            f"{f.name} {show(f.before, language)} -> {show(f.after, language)}" for f in row.fields
        )
        yield "  " + text(f"told_{row.fate.value}", language, label=row.label, fields=fields)
    if len(changes) > MOST_TOLD:
        yield "  " + text("told_more_changes", language, count=len(changes) - MOST_TOLD)
