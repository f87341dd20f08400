"""The command that reads files: into a project, or only to show what they would change."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from stageplanner.cli.output import NOT_DONE, Answer, bad_argument, exit_code, problem_json
from stageplanner.domain.comparison.difference import Fate, RowDifference
from stageplanner.domain.comparison.records import row_records
from stageplanner.importing.corrections import annotate, corrected_mappings, corrections_of
from stageplanner.importing.preview import Intake, preview_files
from stageplanner.messages import lines, show, text
from stageplanner.project import Project
from stageplanner.workspace.project_file import hold

#: So many changed rows of a file are told one by one.
MOST_LISTED = 30


def import_files(args: argparse.Namespace) -> Answer:
    """``import PROJECT FILE... [--preview] [--annotate DIR] [--map HEADING=FIELD] [--set ...]``"""
    path: Path = args.project
    with nullcontext() if args.preview else hold(path):
        project = Project.open(path) if path.exists() else Project(path=path)
        intake = _read_files(project, args)
        copies = annotate(intake, args.annotate, args.lang) if args.annotate else ()
        if not args.preview and any(not file.is_refused for file in intake.files):
            project.adopt_intake(intake)
            project.save(path)
    code, answer, sentences = intake_answer(intake, args.lang)
    answer["preview"] = args.preview
    answer["annotated"] = [str(copy) for copy in copies]
    sentences.extend(text("told_annotated", args.lang, path=copy) for copy in copies)
    if args.preview:
        sentences.append(text("told_preview", args.lang))
    return code, answer, sentences


def _read_files(project: Project, args: argparse.Namespace) -> Intake:
    """Read the files, cells put right; where columns are named by hand, once more with these."""
    corrections = {path: corrections_of(cells) for path, cells in _cells_put_right(args).items()}
    fields = {}
    for said in args.map:
        heading, sign, name = said.rpartition("=")
        if not sign or not heading.strip():
            raise bad_argument("--map", said, "cure_map", args.lang)
        fields[heading] = name.strip()
    intake = preview_files(
        project.state, args.files, mappings=project.mappings, corrections=corrections
    )
    if not fields:
        return intake
    return preview_files(
        project.state,
        args.files,
        mappings=project.mappings,
        confirmed=corrected_mappings(intake, fields),
        corrections=corrections,
    )


#: [FILE!][SHEET!]CELL=VALUE
_PUT_RIGHT = re.compile(r"(?:(?P<where>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})=")


def _cells_put_right(args: argparse.Namespace) -> dict[Path, list[tuple[str, int, str, str]]]:
    """The cells put right on the command line, per file: sheet, row, column, value."""
    found: dict[Path, list[tuple[str, int, str, str]]] = {}
    for said in args.set:
        match = _PUT_RIGHT.match(said)
        at = _file_and_sheet(match["where"] or "", args.files) if match is not None else None
        if match is None or at is None:
            raise bad_argument("--set", said, "cure_set", args.lang)
        path, sheet = at
        cell = (sheet, int(match["row"]), match["column"].upper(), said[match.end() :])
        found.setdefault(path, []).append(cell)
    return found


def _file_and_sheet(where: str, files: list[Path]) -> tuple[Path, str] | None:
    """The file and sheet before a cell; ``None`` where several files may be meant."""
    for path in files:
        for name in (str(path), path.name):
            if where == name:
                return path, ""
            if where.startswith(f"{name}!"):
                return path, where.removeprefix(f"{name}!")
    return (files[0], where) if len(files) == 1 else None


def intake_answer(intake: Intake, language: str) -> Answer:
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
    for row in changes[:MOST_LISTED]:
        fields = "; ".join(
            f"{f.name} {show(f.before, language)} -> {show(f.after, language)}" for f in row.fields
        )
        yield "  " + text(f"told_{row.fate.value}", language, label=row.label, fields=fields)
    if len(changes) > MOST_LISTED:
        yield "  " + text("told_more_changes", language, count=len(changes) - MOST_LISTED)
