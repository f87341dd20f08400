"""The command that reads files into a project, or only shows what they would change."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import nullcontext
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
from stageplanner.cli.question_arguments import (
    answer_record,
    find_answers,
    question_lines,
    question_record,
)
from stageplanner.messages import lines, show, text

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.domain.comparison.difference import RowDifference
    from stageplanner.importing.absent import Absent, Key
    from stageplanner.importing.preview import FileReport, Intake
    from stageplanner.project import Project
    from stageplanner.workspace.region_place import RegionPlace

#: The most changed rows of a file that are printed; the JSON has them all.
MOST_LISTED = 30


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--preview", action="store_true", help="show what would change, and take nothing over"
    )
    parser.add_argument(
        "--annotate",
        type=Path,
        default=None,
        metavar="DIR",
        help="write a copy of every file with problems, its cells marked and explained",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="what a column holds, to be remembered ('HEADING=' leaves the column alone)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FILE!SHEET!CELL=VALUE",
        help="read a cell as if it held this; the file itself stays as it is",
    )
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="FILE!SHEET!CELL=VALUE",
        help="answer a question for all cells alike, and remember it for files of this layout",
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="ID",
        help="take out what a file lacks now ('all': everything surely gone); by default it stays",
    )


def import_files(args: argparse.Namespace) -> Answer:
    """Read files into a project, which is made if it is not there."""
    from stageplanner.importing.corrections import annotate
    from stageplanner.project import Project
    from stageplanner.workspace.project_file import hold

    path: RegionPlace = args.project
    with nullcontext() if args.preview else hold(path):
        if isinstance(path, Path) and not path.exists():
            project = Project(path=path)
        else:
            project = open_project(path)
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
    """Read the files with ``--set`` applied, and again with ``--map`` and ``--answer``."""
    from stageplanner.importing.corrections import corrected_mappings, corrections_of
    from stageplanner.importing.preview import preview_files, removing

    corrections = {path: corrections_of(cells) for path, cells in _corrected_cells(args).items()}
    fields = {}
    for assignment in args.map:
        heading, sign, name = assignment.rpartition("=")
        if not sign or not heading.strip():
            raise bad_argument("--map", assignment, "cure_map", args.lang)
        fields[heading] = name.strip()
    confirmed: tuple[ColumnMapping, ...] = ()

    def preview() -> Intake:
        return preview_files(
            project.state,
            args.files,
            mappings=project.mappings,
            confirmed=confirmed,
            corrections=corrections,
        )

    intake = preview()
    if fields:
        confirmed = corrected_mappings(intake, fields)
        intake = preview()
    # An answer may bring up the question of another one.
    left = list(dict.fromkeys(args.answer))
    while left:
        found = find_answers(intake, left)
        if not found:
            raise bad_argument("--answer", left[0], "cure_answer", args.lang)
        confirmed = (*confirmed, *found.values())
        left = [argument for argument in left if argument not in found]
        intake = preview()
    return removing(intake, _removals(intake, args)) if args.remove else intake


def _removals(intake: Intake, args: argparse.Namespace) -> Iterator[Key]:
    """Yield what ``--remove`` names of the rows that the files lack.

    Raises
    ------
    StagePlannerError
        A file does not lack it, or its row is there and was not read.
    """
    from stageplanner.importing.absent import Absence

    for argument in args.remove:
        named = [one for one in intake.absent if one.can_go and one.id == argument]
        if argument == "all":
            named = [one for one in intake.absent if one.absence is Absence.GONE]
        elif not named:
            raise bad_argument("--remove", argument, "cure_remove", args.lang)
        yield from (one.key for one in named)


#: [FILE!][SHEET!]CELL=VALUE
_CELL = re.compile(r"(?:(?P<where>.+)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})=")


def _corrected_cells(args: argparse.Namespace) -> dict[Path, list[tuple[str, int, str, str]]]:
    """Return the cells corrected on the command line, per file: sheet, row, column, value."""
    cells: dict[Path, list[tuple[str, int, str, str]]] = {}
    for correction in args.set:
        match = _CELL.match(correction)
        at = _file_and_sheet(match["where"] or "", args.files) if match is not None else None
        if match is None or at is None:
            raise bad_argument("--set", correction, "cure_set", args.lang)
        path, sheet = at
        cell = (sheet, int(match["row"]), match["column"].upper(), correction[match.end() :])
        cells.setdefault(path, []).append(cell)
    return cells


def _file_and_sheet(where: str, files: list[Path]) -> tuple[Path, str] | None:
    """Return the file and sheet before a cell; None if several files may be meant."""
    for path in files:
        for name in (str(path), path.name):
            if where == name:
                return path, ""
            if where.startswith(f"{name}!"):
                return path, where.removeprefix(f"{name}!")
    return (files[0], where) if len(files) == 1 else None


def intake_answer(intake: Intake, language: str) -> Answer:
    """Return the exit code of reading files, their JSON and their sentences."""
    sentences = [line for file in intake.files for line in _file_lines(file, language)]
    sentences.extend(lines(intake.problems, language))
    problems = [p for file in intake.files for p in file.problems] + list(intake.problems)
    is_nothing = all(file.is_refused for file in intake.files)
    answer = {
        "files": [_file_record(file, language) for file in intake.files],
        "problems": [problem_json(problem, language) for problem in intake.problems],
        "periods": len(intake.state.periods),
        "leerbedrijven": len(intake.state.leerbedrijven),
    }
    return NOT_DONE if is_nothing else exit_code(problems), answer, sentences


def _file_record(file: FileReport, language: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "kind": file.kind,
        "rows_read": file.rows_read,
        "rows_used": file.rows_used,
        "problems": [problem_json(p, language) for p in file.problems],
        "changes": _changes_record(file.changes),
        "absent": [_absent_record(one) for one in file.absent],
        "touched": [period.id for period in file.touched],
        "questions": [question_record(question, language) for question in file.questions],
        "answers": [answer_record(taken) for taken in file.taken],
    }


def _absent_record(one: Absent) -> dict[str, Any]:
    """Return what a file lacks of its earlier delivery, and whether it is taken out."""
    return {
        "kind": one.kind,
        "id": one.id,
        "label": one.label,
        "absence": one.absence.value,
        "removed": one.is_removed,
        "agreements": list(one.bonds.agreements),
        "proposals": list(one.bonds.proposals),
    }


def _file_lines(file: FileReport, language: str) -> Iterator[str]:
    yield text(
        "told_refused" if file.is_refused else "told_file",
        language,
        name=file.name,
        kind=text(f"kind_{file.kind}", language),
        read=file.rows_read,
        used=file.rows_used,
    )
    yield from (f"  {line}" for line in lines(file.problems, language))
    yield from (f"  {line}" for line in question_lines(file, language, MOST_LISTED))
    yield from (f"  {line}" for line in _change_lines(file.changes, language))


# --- what differs from the previous delivery --------------------------------------------------


def _changes_record(changes: tuple[RowDifference, ...]) -> dict[str, Any]:
    """Return the rows that are new, gone and changed since the previous delivery."""
    from stageplanner.domain.comparison.difference import Fate
    from stageplanner.domain.comparison.records import row_records

    return {fate.value: row_records(row for row in changes if row.fate is fate) for fate in Fate}


def _change_lines(changes: tuple[RowDifference, ...], language: str) -> Iterator[str]:
    """Yield a line that counts the changed rows, then a line per row."""
    from stageplanner.domain.comparison.difference import Fate

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


COMMAND = Command(
    name="import",
    about="read files into PROJECT, which is made if it is not there",
    add_arguments=_add_arguments,
    run=import_files,
    json=(
        "files: [{path, kind, rows_read, rows_used, problems, changes: {new, gone, changed}, "
        "absent: [{kind, id, label, absence, removed, agreements, proposals}], "
        "touched, questions: [{about, code, sheet, row, column, message, refused, alike, choices, "
        "argument}], answers: [{code, value, answer, remembered, argument}]}]",
        "problems",
        "periods",
        "leerbedrijven",
        "preview",
        "annotated",
    ),
)
