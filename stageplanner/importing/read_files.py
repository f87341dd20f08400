"""Read several files, each with what the others hold of institutions and holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.domain.state import State, institutions_of
from stageplanner.importing.answers import FileAnswers
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import Correction, Reading


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read.

    Attributes
    ----------
    progress : Progress
        Gets the fraction of the files that is read, and is asked whether it is cancelled.
    mappings : tuple of ColumnMapping
        Columns that are known.
    corrections : mapping of Path to tuple of Correction
        Cells that a person corrects.
    words : mapping of str to str
        The user's synonyms: the field of a heading.
    answers : mapping of Path to FileAnswers
        The answers to questions about a file.
    """

    progress: Progress = NO_PROGRESS
    mappings: tuple[ColumnMapping, ...] = ()
    corrections: Mapping[Path, tuple[Correction, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[Path, FileAnswers] = field(default_factory=dict)


def read_files(
    state: State,
    paths: tuple[Path, ...],
    options: ReadOptions,
) -> tuple[dict[Path, Reading], dict[Path, Problem]]:
    """Read every file; those read before a later one gave holidays are read once more.

    Parameters
    ----------
    state : State
        The region, for its institutions and holidays.
    paths : tuple of Path
        The files.
    options : ReadOptions
        How they are read.

    Returns
    -------
    dict of Path to Reading
        What was read, in the order of the files.
    dict of Path to Problem
        Why nothing was read of the other files.
    """
    from stageplanner.sheets.reading.read_file import read_file
    from stageplanner.sheets.reading.result import ReadContext

    known = _Known(state)
    readings: dict[Path, Reading] = {}
    refused: dict[Path, Problem] = {}
    seen_with: dict[Path, tuple[tuple[str, ...], tuple[Holiday, ...]]] = {}
    for turn in range(2):
        for done, path in enumerate(sorted(paths, key=_reading_order) if not turn else paths):
            if path in refused or seen_with.get(path) == known.facts:
                continue
            if turn and not readings[path].periods:
                continue
            context = ReadContext(
                known_institutions=known.facts[0],
                known_brins=known.brins,
                holidays=(*known.facts[1], *state.region_holidays),
                mappings=tuple(mapping for mapping in options.mappings if mapping.columns),
                synonyms=options.words,
                corrections=options.corrections.get(path, ()),
            )
            if path in options.answers:
                context = options.answers[path].context(context)
            seen_with[path] = known.facts
            try:
                reading = read_file(
                    path,
                    context,
                    progress=options.progress.mapped(partial(_fraction, done, len(paths))),
                )
            except StagePlannerError as error:
                refused[path] = error.problem
                continue
            readings[path] = reading
            known.learn(reading)
    return {path: readings[path] for path in paths if path in readings}, refused


class _Known:
    """Institutions and holidays learned so far, by which files are read better."""

    def __init__(self, state: State) -> None:
        self._names = dict.fromkeys(
            [*institutions_of(state), *(h.institution for h in state.holidays)]
        )
        self._holidays = dict.fromkeys(state.holidays)
        self.brins = {p.institution: p.brin for p in reversed(state.periods) if p.brin}

    def learn(self, reading: Reading) -> None:
        """Add the institutions and holidays of a file; only its holidays name institutions."""
        self._names.update(dict.fromkeys(h.institution for h in reading.holidays))
        self._holidays.update(dict.fromkeys(reading.holidays))

    @property
    def facts(self) -> tuple[tuple[str, ...], tuple[Holiday, ...]]:
        """The names and the holidays."""
        return tuple(self._names), tuple(self._holidays)


def _reading_order(path: Path) -> bool:
    """Return the sort key of a file: those that look like holidays come first."""
    return not any(word in path.name.lower() for word in ("vakantie", "holiday"))


def _fraction(done: int, count: int, part: float) -> float:
    """Return the fraction read of ``count`` files: ``done`` of them, and a part of the next."""
    return (done + part) / count
