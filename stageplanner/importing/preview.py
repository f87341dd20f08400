"""Preview files: read them, show what they change, and merge their rows into a region.

Nothing here changes a region: an :class:`Intake` is looked at first and taken over after consent,
by :meth:`stageplanner.project.Project.adopt_intake`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.comparison.delivery import changes_of_delivery, touched_proposals
from stageplanner.domain.comparison.difference import RowDifference
from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.settled import Bonds, bonds_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, institutions_of, region_of
from stageplanner.importing.absent import (
    Absent,
    Key,
    RefusedRow,
    bond_problems,
    find_refused_rows,
    label_of,
)
from stageplanner.importing.answers import (
    FileAnswers,
    TakenAnswer,
    answered,
    open_questions,
    taken_problems,
)
from stageplanner.importing.merge import add_reading
from stageplanner.importing.questions import Question, unknown_headings
from stageplanner.importing.read_files import ReadOptions, read_files
from stageplanner.problems import Place, Problem, Severity
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import Correction, ReadAnswer, Reading, ReadTable

#: How often files are read again for answers to questions that earlier answers brought up.
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """The result of one file.

    Attributes
    ----------
    name, path, kind : str
        The file, and what it was recognised as.
    rows_read, rows_used : int
        Its rows.
    problems : tuple of Problem
        Everything to report of it.
    is_refused : bool
        Whether it could not be read at all.
    tables : tuple of ReadTable
        Its tables and how their columns were read; those without a recognised heading come last.
    history_texts : tuple of str and str
        What it changed in the region, before and after.
    changes : tuple of RowDifference
        Compared with what was delivered before.
    touched : tuple of StagePeriod
        Those among the changes that have a proposal ready, or are asked or agreed.
    absent : tuple of Absent
        What an earlier delivery held and this file lacks; it stays unless it is taken out.
    questions : tuple of Question
        What it leaves open.
    taken : tuple of TakenAnswer
        The answers that it was read with.
    """

    name: str
    path: str
    kind: str
    rows_read: int
    rows_used: int
    problems: tuple[Problem, ...]
    is_refused: bool = False
    tables: tuple[ReadTable, ...] = ()
    history_texts: tuple[str, str] = ("", "")
    changes: tuple[RowDifference, ...] = ()
    touched: tuple[StagePeriod, ...] = ()
    absent: tuple[Absent, ...] = ()
    questions: tuple[Question, ...] = ()
    taken: tuple[TakenAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A region after an import, and the report per file.

    Attributes
    ----------
    state : State
        The region with the rows of the files.
    files : tuple of FileReport
        In the order of the files.
    region_problems : tuple of Problem
        Of the region as a whole, such as an institution without holidays.
    about_words : tuple of Problem
        Of the user's synonyms for columns.
    mappings : tuple of ColumnMapping
        The columns that a person corrected or confirmed, and the answers to questions, to be
        remembered; guesses are not among them.
    before : State or None
        The region that was compared with.
    readings : tuple of (Path, Reading)
        What was read, so that it need not be read again.
    answers : mapping of Path to FileAnswers
        The answers that a file was read with.
    refused : mapping of Path to tuple of RefusedRow
        The rows of a file that are not used, where an earlier delivery may have held them.
    removals : frozenset of Key
        What is taken out of the region, because files lack it.
    """

    state: State
    files: tuple[FileReport, ...]
    region_problems: tuple[Problem, ...] = ()
    about_words: tuple[Problem, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    before: State | None = None
    readings: tuple[tuple[Path, Reading], ...] = ()
    answers: Mapping[Path, FileAnswers] = field(default_factory=dict)
    refused: Mapping[Path, tuple[RefusedRow, ...]] = field(default_factory=dict)
    removals: frozenset[Key] = frozenset()

    @property
    def absent(self) -> tuple[Absent, ...]:
        """What the files lack of their earlier deliveries."""
        return tuple(one for file in self.files for one in file.absent)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the user's synonyms, then those of the region as a whole."""
        return (*self.about_words, *self.region_problems)


def preview_files(
    state: State,
    paths: Iterable[Path],
    progress: Progress = NO_PROGRESS,
    mappings: tuple[ColumnMapping, ...] = (),
    *,
    confirmed: tuple[ColumnMapping, ...] = (),
    corrections: Mapping[Path, tuple[Correction, ...]] | None = None,
) -> Intake:
    """Read files and show what they would make of a region; nothing is changed.

    A group that was there already is replaced by its new rows. Rows that an earlier delivery of the
    same file held and that were not found in it now stay as they were and are reported;
    :func:`removing` takes them out. A file that cannot be read at all changes nothing and is
    reported.

    Parameters
    ----------
    state : State
        The region.
    paths : iterable of Path
        The files; each is read once.
    progress : Progress
        Gets the fraction of the files that is read. Files that are not read when it is cancelled
        are reported as refused.
    mappings : tuple of ColumnMapping
        The columns and answers that the project remembers; they win over guesses.
    confirmed : tuple of ColumnMapping
        The columns that a person corrects now, and the answers; they win over those remembered.
    corrections : mapping of Path to tuple of Correction, optional
        Per file the cells that a person corrects; the file itself is not changed.

    Returns
    -------
    Intake
        To be shown, and to be taken over as it is: nothing has to be read again.
    """
    from stageplanner.sheets.reading.tables.user_synonyms import read_user_synonyms

    asked = tuple(dict.fromkeys(paths))
    synonyms = read_user_synonyms()
    options = ReadOptions(progress, (*confirmed, *mappings), corrections or {}, synonyms.words)
    readings, unread = read_files(state, asked, options)
    answers: dict[Path, FileAnswers] = {}
    for _ in range(MOST_ROUNDS):
        found = {
            path: answered(answers.get(path, FileAnswers()), reading, confirmed, mappings)
            for path, reading in readings.items()
        }
        found = {path: taken for path, taken in found.items() if taken.taken}
        if found == answers:
            break
        answers = found
        readings, unread = read_files(state, asked, replace(options, answers=answers))
    refused = {path: _refused(path, problem) for path, problem in unread.items()}
    intake = Intake(
        state=state,
        files=(),
        mappings=confirmed,
        readings=tuple(readings.items()),
        answers=answers,
        refused={path: find_refused_rows(state, path, r) for path, r in readings.items()},
    )
    return replace(_merged(state, asked, intake, refused), about_words=synonyms.problems)


def rebase(intake: Intake, state: State) -> Intake:
    """Merge the files of an intake into a region that was changed since they were read.

    Parameters
    ----------
    intake : Intake
        What was read.
    state : State
        The region now.

    Returns
    -------
    Intake
        The same files, with what they change now.
    """
    refused = {Path(file.path): file for file in intake.files if file.is_refused}
    asked = tuple(Path(file.path) for file in intake.files)
    merged = _merged(state, asked, intake, refused)
    return replace(merged, about_words=intake.about_words)


def removing(intake: Intake, removals: Iterable[Key]) -> Intake:
    """Return an intake that takes rows out of the region, since its files lack them.

    Parameters
    ----------
    intake : Intake
        What was read.
    removals : iterable of Key
        The kind and id of each, out of :attr:`Intake.absent`. A row that is in a file and was not
        read stays.

    Returns
    -------
    Intake
        The same files, with what they change now.
    """
    wanted = frozenset(removals)
    if wanted == intake.removals:
        return intake
    before = intake.state if intake.before is None else intake.before
    return rebase(replace(intake, removals=wanted), before)


def _merged(
    state: State, paths: tuple[Path, ...], intake: Intake, refused: Mapping[Path, FileReport]
) -> Intake:
    """Merge the rows of every file into the region, file after file."""
    reports = dict(refused)
    before = state
    together = frozenset(reading.file for _, reading in intake.readings)
    for path, reading in intake.readings:
        answers = intake.answers.get(path, FileAnswers())
        after, merge_problems, absent = add_reading(
            state,
            reading,
            together=together,
            refused=intake.refused.get(path, ()),
            removals=intake.removals,
        )
        report = _report(state, after, path, reading, merge_problems)
        state = after
        reports[path] = replace(
            report,
            problems=(*taken_problems(reading, answers), *report.problems),
            questions=open_questions(reading, answers, institutions_of(before)),
            taken=answers.taken,
            absent=absent,
        )
    return Intake(
        state=state,
        files=tuple(reports[path] for path in paths),
        region_problems=tuple(_judge_region(state)),
        mappings=intake.mappings,
        before=before,
        readings=intake.readings,
        answers=intake.answers,
        refused=intake.refused,
        removals=intake.removals,
    )


def _report(
    before: State,
    after: State,
    path: Path,
    reading: Reading,
    merge_problems: tuple[Problem, ...],
) -> FileReport:
    """Report what a file changes in the region, without the problems of its reading."""
    changes = changes_of_delivery(before, after)
    bonds = bonds_of(before)
    touched = touched_proposals(before, changes, bonds)
    stay = {period.id for period in after.periods}
    return FileReport(
        name=reading.file,
        path=str(path),
        kind=reading.kind.value,
        rows_read=reading.rows_read,
        rows_used=reading.rows_used - len(reading.answers),
        problems=(
            *(_not_taken(answer) for answer in reading.answers),
            *merge_problems,
            # What is gone was told already, with what it is part of.
            *(
                problem
                for period in touched
                if period.id in stay
                for problem in _touched(period, reading.file, bonds.get(period.id))
            ),
        ),
        tables=(*reading.tables, *reading.unread),
        history_texts=before_and_after(before, after),
        changes=changes,
        touched=touched,
    )


def _not_taken(answer: ReadAnswer) -> Problem:
    """Return the problem of an answer in an exported plan: only a round takes answers."""
    source = answer.source
    place = (
        Place() if source is None else Place(file=source.file, sheet=source.sheet, row=source.row)
    )
    period = answer.planned.period
    return Problem(
        code="import_answer_without_round",
        place=replace(place, period=period.id or None),
        values={"answer": answer.answer, "institution": period.institution, "group": period.group},
    )


def _touched(period: StagePeriod, file: str, bonds: Bonds | None) -> Iterator[Problem]:
    """Yield what a changed stage period is part of: agreements, proposals, or the plan only."""
    place = Place(file=file, period=period.id)
    if bonds is not None:
        yield from bond_problems(bonds, label_of(period), place)
        return
    yield Problem(
        code="proposal_touched",
        severity=Severity.INFO,
        place=place,
        values={"institution": period.institution, "group": period.group},
    )


def _refused(path: Path, problem: Problem) -> FileReport:
    if problem.place.file is None:
        problem = replace(problem, place=Place(file=path.name))
    tables = _unread_tables(path) if problem.code == "import_no_header" else ()
    return FileReport(
        name=path.name,
        path=str(path),
        kind="unknown",
        rows_read=0,
        rows_used=0,
        problems=(problem,),
        is_refused=True,
        tables=tables,
        questions=unknown_headings(path.name, tables),
    )


def _unread_tables(path: Path) -> tuple[ReadTable, ...]:
    """Return the tables of a refused file whose columns a person may point out."""
    from stageplanner.sheets.reading.map_headings import unread_tables

    return unread_tables(path)


def _judge_region(state: State) -> Iterator[Problem]:
    known = {holiday.institution for holiday in state.holidays}
    for institution in institutions_of(state):
        if institution in known:
            continue
        region = region_of(state, institution)
        if region is None:
            yield Problem(
                code="no_holidays",
                severity=Severity.WARNING,
                values={"institution": institution},
            )
        else:
            yield Problem(
                code="default_holidays",
                severity=Severity.INFO,
                values={"institution": institution, "region": region},
            )
