"""Taking files into a region: read them, show what they change, put their rows beside the others.

Nothing here changes a region: an :class:`Intake` is looked at first and taken over after
consent, by :meth:`stageplanner.project.Project.adopt_intake`. Belongs to
:mod:`stageplanner.project`, which alone knows all rooms; kept apart for its length.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.delivery import changes_of_delivery, touched_proposals
from stageplanner.domain.difference import RowDifference
from stageplanner.domain.mapping import ColumnMapping
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.records import before_and_after
from stageplanner.domain.state import State, institutions_of, region_of
from stageplanner.merging import add_reading
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.sheets.reading import Correction, Reading, ReadTable
    from stageplanner.sheets.source import SourceSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file.

    ``told`` is what it changed in the region, before and after, for the history. ``changes``
    compares it with what was delivered before; ``touched`` are the stage periods among them
    for which a proposal lies ready.
    """

    name: str
    path: str
    kind: str
    rows_read: int
    rows_used: int
    problems: tuple[Problem, ...]
    is_refused: bool = False
    tables: tuple[ReadTable, ...] = ()
    told: tuple[str, str] = ("", "")
    changes: tuple[RowDifference, ...] = ()
    touched: tuple[StagePeriod, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A region after an import, and the report per file.

    ``region_problems`` are those of the region as a whole, such as an institution without
    holidays; ``about_words`` those of the user's own words for columns.
    ``mappings`` are the columns that a person put right or confirmed, to be remembered; what
    was only guessed is not among them. ``before`` is the region that was compared with.
    """

    state: State
    files: tuple[FileReport, ...]
    region_problems: tuple[Problem, ...] = ()
    about_words: tuple[Problem, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    before: State | None = None
    readings: tuple[tuple[Path, Reading], ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is told beside the files: the user's own words, then the region as a whole."""
        return (*self.about_words, *self.region_problems)

    @property
    def has_refused_files(self) -> bool:
        """Tell whether a file could not be used at all."""
        return any(file.is_refused for file in self.files)

    @property
    def is_clean(self) -> bool:
        """Tell whether every row was used without a doubt."""
        told = [p for file in self.files for p in file.problems] + list(self.problems)
        return all(problem.severity is Severity.INFO for problem in told)


def preview_files(
    state: State,
    paths: Iterable[Path],
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    mappings: tuple[ColumnMapping, ...] = (),
    *,
    confirmed: tuple[ColumnMapping, ...] = (),
    corrections: Mapping[Path, tuple[Correction, ...]] | None = None,
) -> Intake:
    """Read files and tell what they would make of a region; nothing is changed.

    A group that was there already is replaced by its new rows; rows that an earlier delivery
    of the same file held and that are gone now are taken out and told. A file that cannot be
    read at all changes nothing and is reported.

    Parameters
    ----------
    mappings
        The columns that the project remembers; they win over what would be guessed.
    confirmed
        The columns that a person puts right now; they win over those remembered.
    corrections
        Per file the cells that a person puts right; the file itself stays as it is.

    Returns
    -------
    Intake
        To be shown, and to be taken over as it is: nothing has to be read again.
    """
    from stageplanner.sheets.own_words import read_own_words

    asked = tuple(dict.fromkeys(paths))
    own = read_own_words()
    watch = _Watch(progress, cancelled, (*confirmed, *mappings), corrections or {}, own.words)
    refused: dict[Path, FileReport] = {}
    readings = tuple(_read_all(state, asked, refused, watch).items())
    return replace(_merged(state, asked, readings, refused, confirmed), about_words=own.problems)


def renewed(intake: Intake, state: State) -> Intake:
    """The same files beside a region that was changed since they were read."""
    refused = {Path(file.path): file for file in intake.files if file.is_refused}
    asked = tuple(Path(file.path) for file in intake.files)
    merged = _merged(state, asked, intake.readings, refused, intake.mappings)
    return replace(merged, about_words=intake.about_words)


def _merged(
    state: State,
    paths: tuple[Path, ...],
    readings: tuple[tuple[Path, Reading], ...],
    refused: Mapping[Path, FileReport],
    confirmed: tuple[ColumnMapping, ...],
) -> Intake:
    """Put the rows of every file beside those of the region, file after file."""
    reports = dict(refused)
    before = state
    for path, reading in readings:
        state, reports[path] = _add(state, path, reading)
    return Intake(
        state=state,
        files=tuple(reports[path] for path in paths),
        region_problems=tuple(_judge_region(state)),
        mappings=confirmed,
        before=before,
        readings=readings,
    )


def _add(before: State, path: Path, reading: Reading) -> tuple[State, FileReport]:
    after, told = add_reading(before, reading)
    changes = changes_of_delivery(before, after)
    touched = touched_proposals(before, changes)
    report = FileReport(
        name=reading.file,
        path=str(path),
        kind=reading.kind.value,
        rows_read=reading.rows_read,
        rows_used=reading.rows_used,
        problems=(*reading.problems, *told, *(_touched(p, reading.file) for p in touched)),
        tables=reading.tables,
        told=before_and_after(before, after),
        changes=changes,
        touched=touched,
    )
    return after, report


def _touched(period: StagePeriod, file: str) -> Problem:
    return Problem(
        code="proposal_touched",
        severity=Severity.INFO,
        place=Place(file=file, period=period.id),
        values={"institution": period.institution, "group": period.group},
    )


# --- reading -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who is told, who may stop, which columns are remembered, which cells are put right."""

    progress: Callable[[float], None] | None
    cancelled: Callable[[], bool] | None
    mappings: tuple[ColumnMapping, ...]
    corrections: Mapping[Path, tuple[Correction, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def _read_all(
    state: State,
    paths: tuple[Path, ...],
    refused: dict[Path, FileReport],
    watch: _Watch,
) -> dict[Path, Reading]:
    """Read every file; those read before a later one told of holidays are read once more."""
    from stageplanner.sheets.read import read_file
    from stageplanner.sheets.reading import ReadContext

    known = _Known(state)
    readings: dict[Path, Reading] = {}
    seen_with: dict[Path, tuple[tuple[str, ...], tuple[Holiday, ...]]] = {}
    for turn in range(2):
        for done, path in enumerate(sorted(paths, key=_reading_order) if not turn else paths):
            if path in refused or seen_with.get(path) == known.facts:
                continue
            if turn and not readings[path].periods:
                continue
            context = ReadContext(
                known_institutions=known.facts[0],
                holidays=(*known.facts[1], *state.region_holidays),
                mappings=watch.mappings,
                synonyms=watch.words,
                corrections=watch.corrections.get(path, ()),
            )
            seen_with[path] = known.facts
            try:
                reading = read_file(
                    path,
                    context,
                    progress=_scaled(watch.progress, done / len(paths), len(paths)),
                    cancelled=watch.cancelled,
                )
            except StagePlannerError as error:
                refused[path] = _refused(path, error.problem)
                continue
            readings[path] = reading
            known.learn(reading)
    return {path: readings[path] for path in paths if path in readings}


class _Known:
    """Institutions and holidays learned so far, by which files are read better."""

    def __init__(self, state: State) -> None:
        self._names = dict.fromkeys(
            [*institutions_of(state), *(h.institution for h in state.holidays)]
        )
        self._holidays = dict.fromkeys(state.holidays)

    def learn(self, reading: Reading) -> None:
        """Take over what a file tells; only a column of institutions is taken at its word."""
        self._names.update(dict.fromkeys(h.institution for h in reading.holidays))
        self._holidays.update(dict.fromkeys(reading.holidays))

    @property
    def facts(self) -> tuple[tuple[str, ...], tuple[Holiday, ...]]:
        """The names and the holidays."""
        return tuple(self._names), tuple(self._holidays)


def _reading_order(path: Path) -> bool:
    """Files that look like holidays come first."""
    return not any(word in path.name.lower() for word in ("vakantie", "holiday"))


def _scaled(
    progress: Callable[[float], None] | None, begin: float, count: int
) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda part: progress(begin + part / count)


def _refused(path: Path, problem: Problem) -> FileReport:
    if problem.place.file is None:
        problem = replace(problem, place=Place(file=path.name))
    return FileReport(
        name=path.name,
        path=str(path),
        kind="unknown",
        rows_read=0,
        rows_used=0,
        problems=(problem,),
        is_refused=True,
    )


# --- what a person decides ------------------------------------------------------------------


def mapped(intake: Intake, fields: Mapping[str, str]) -> tuple[ColumnMapping, ...]:
    """The mappings of the tables that were read, some headings put right: ``{heading: field}``.

    A field ``""`` leaves the column alone. Give them to :func:`preview_files` as ``confirmed``.

    Raises
    ------
    StagePlannerError
        There is no such field, or no table has such a heading.
    """
    from stageplanner.sheets.columns import Field, field_named, normalise
    from stageplanner.sheets.headings import REPEATED

    wanted: dict[str, str] = {}
    for heading, name in fields.items():
        found = field_named(name) if name else None
        if name and found is None:
            known = sorted(each.value for each in Field)
            values = {"field": name, "known": known}
            raise StagePlannerError(Problem(code="mapping_unknown_field", values=values))
        wanted[normalise(heading)] = found.value if found is not None else ""
    several = REPEATED - {Field.STUDENTS}
    single = {name for name in wanted.values() if name and Field(name) not in several}
    tables = [table for file in intake.files for table in file.tables]
    seen = {normalise(guess.heading) for table in tables for guess in table.columns}
    for heading in fields:
        if normalise(heading) not in seen:
            raise StagePlannerError(
                Problem(code="mapping_unknown_heading", values={"heading": heading})
            )
    decided = []
    for table in tables:
        mapping = table.mapping()
        columns = tuple(
            (head, wanted.get(normalise(head), "" if name in single else name))
            for head, name in mapping.columns
        )
        if any(normalise(head) in wanted for head, _ in columns):
            decided.append(replace(mapping, columns=columns))
    return tuple(dict.fromkeys(decided))


def annotate(intake: Intake, folder: Path, language: str = "nl") -> tuple[Path, ...]:
    """Write a copy of every file that was read with problems, its cells marked and explained.

    The delivered files themselves are never touched.

    Returns
    -------
    tuple of Path
        The copies, in the order of the files.
    """
    from stageplanner.sheets.annotate import write_annotated

    written: list[Path] = []
    for path, reading in intake.readings:
        if not reading.problems:
            continue
        number, target = 1, folder / f"{path.stem} (nagekeken).xlsx"
        while target in written:
            number += 1
            target = folder / f"{path.stem} (nagekeken {number}).xlsx"
        written.append(write_annotated(reading, target, language))
    return tuple(written)


# --- the rows themselves ---------------------------------------------------------------------


def corrections_of(cells: Iterable[tuple[str, int, str, str]]) -> tuple[Correction, ...]:
    """Cells put right by hand: sheet, row and column as the spreadsheet names them, and text."""
    from stageplanner.sheets.reading import Correction

    return tuple(
        Correction(sheet=sheet, row=row, column=column, value=value)
        for sheet, row, column, value in cells
    )


def source_sheets(
    path: Path,
    wanted: Mapping[str, Collection[int]] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[SourceSheet, ...]:
    """The rows of a file as they stand in it, to be looked at beside what was read of them.

    Raises
    ------
    StagePlannerError
        The file cannot be read any more.
    """
    from stageplanner.sheets.source import read_source

    return read_source(path, wanted or {}, cancelled or (lambda: False))


def _judge_region(state: State) -> Iterator[Problem]:
    own = {holiday.institution for holiday in state.holidays}
    for institution in institutions_of(state):
        if institution in own:
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
