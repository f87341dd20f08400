"""What an earlier delivery held and a later one does not: it stays until a person takes it out.

A row that is not read is no row that is gone: a word in a column of dates must not empty a region.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.settled import NO_BONDS, Bonds
from stageplanner.domain.stage_period import StagePeriod, folded_name
from stageplanner.domain.state import State
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import Reading

#: The most agreements or proposals that a sentence names.
MOST_NUMBERS = 3

#: The kind and the id of what is taken out.
Key = tuple[str, str]


class Absence(StrEnum):
    """Why a row of an earlier delivery is not among those of a later one.

    ``UNREAD``: its row is there and was refused. ``UNSURE``: a part of the file was not read.
    """

    UNREAD = "unread"
    UNSURE = "unsure"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row of a file that is not used, with the texts of its cells as they are compared."""

    sheet: str
    row: int
    texts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A stage period or leerbedrijf of the region that a later delivery of its file lacks.

    Attributes
    ----------
    kind, id : str
        ``"period"`` or ``"leerbedrijf"``, and its id.
    label : str
        What it is called in a list.
    absence : Absence
        Why it is absent.
    is_removed : bool
        Whether a person has it taken out of the region.
    row : RefusedRow or None
        Where it is in the file, if its row was refused.
    bonds : Bonds
        The agreements and proposals that it is part of.
    """

    kind: str
    id: str
    label: str
    absence: Absence
    is_removed: bool
    row: RefusedRow | None = None
    bonds: Bonds = NO_BONDS

    @property
    def key(self) -> Key:
        """Its kind and id."""
        return self.kind, self.id

    @property
    def can_go(self) -> bool:
        """Whether it may be taken out: not while its row is in the file."""
        return self.absence is not Absence.UNREAD


def find_refused_rows(state: State, path: Path, reading: Reading) -> tuple[RefusedRow, ...]:
    """Return the refused rows of a file with the texts of their cells.

    The file is read again for the texts, and only if the region has rows of an earlier delivery.

    Parameters
    ----------
    state : State
        The region.
    path : Path
        The file.
    reading : Reading
        What was read of it.

    Returns
    -------
    tuple of RefusedRow
        Without texts where the place of a record is a column, or the texts cannot be had.
    """
    from stageplanner.sheets.reading.result import Outcome
    from stageplanner.sheets.reading.source_rows import read_source_rows

    refused = [row for row in reading.rows if row.outcome is Outcome.REFUSED]
    sources = [p.source for p in state.periods] + [c.source for c in state.leerbedrijven]
    if not refused or not any(source and source.file == reading.file for source in sources):
        return ()
    wanted: dict[str, set[int]] = {}
    for row in refused:
        if not row.column:
            wanted.setdefault(row.sheet, set()).add(row.row)
    texts: dict[tuple[str, int], frozenset[str]] = {}
    try:
        for sheet in read_source_rows(path, wanted) if wanted else ():
            for number, cells in zip(sheet.numbers, sheet.cells, strict=True):
                if number in wanted.get(sheet.name, ()):
                    texts[sheet.name, number] = frozenset(map(folded_name, cells))
    except StagePlannerError:  # changed or gone since it was read: then nothing is known of them
        texts = {}
    return tuple(
        RefusedRow(
            sheet=row.sheet,
            row=row.row,
            texts=frozenset() if row.column else texts.get((row.sheet, row.row), frozenset()),
        )
        for row in refused
    )


def absent_rows(
    rows: Iterable[StagePeriod | Leerbedrijf],
    reading: Reading,
    refused: Collection[RefusedRow],
    removals: Collection[Key],
    bonds: Mapping[str, Bonds],
) -> tuple[Absent, ...]:
    """Return why rows of the region are absent in a later delivery, and whether they are removed.

    Parameters
    ----------
    rows : iterable of StagePeriod or Leerbedrijf
        Those that were not found in the delivery.
    reading : Reading
        The delivery.
    refused : collection of RefusedRow
        Its refused rows.
    removals : collection of Key
        What a person has taken out.
    bonds : mapping of str to Bonds
        The agreements and proposals of stage periods.

    Returns
    -------
    tuple of Absent
        In the same order.
    """
    rows = tuple(rows)
    at = [next((r for r in refused if _is_in(row, r)), None) for row in rows]
    # A refused row of which it is known whose it is hides no other one.
    is_known = all(any(_is_in(row, r) for row in rows) for r in refused)
    is_whole = is_known and not reading.unread
    found: list[Absent] = []
    for row, place in zip(rows, at, strict=True):
        absence = Absence.GONE if is_whole else Absence.UNSURE
        absence = absence if place is None else Absence.UNREAD
        kind = "period" if isinstance(row, StagePeriod) else "leerbedrijf"
        found.append(
            Absent(
                kind=kind,
                id=row.id,
                label=label_of(row),
                absence=absence,
                is_removed=place is None and (kind, row.id) in removals,
                row=place,
                bonds=bonds.get(row.id, NO_BONDS),
            )
        )
    return tuple(found)


def _is_in(row: StagePeriod | Leerbedrijf, refused: RefusedRow) -> bool:
    """Return whether the cells of a refused row name a stage period or leerbedrijf."""
    if isinstance(row, Leerbedrijf):
        return folded_name(row.id) in refused.texts
    names = {folded_name(row.group), folded_name(row.location)} - {""}
    return bool(row.group) and names <= refused.texts


def label_of(row: StagePeriod | Leerbedrijf) -> str:
    """Return what a stage period or leerbedrijf is called in a sentence about a delivery.

    Parameters
    ----------
    row : StagePeriod or Leerbedrijf
        The row.

    Returns
    -------
    str
        Institution, programme, location and group; of a leerbedrijf its name and id.
    """
    if isinstance(row, StagePeriod):
        parts = (row.institution, row.programme_name or row.programme, row.location, row.group)
    else:
        parts = (row.name, row.location, row.town, "")
    return ", ".join(filter(None, parts))


def absent_problems(absent: Iterable[Absent], file: str) -> Iterator[Problem]:
    """Yield a warning for each row that a later delivery lacks, and what it is part of.

    Parameters
    ----------
    absent : iterable of Absent
        The rows of the region that the delivery lacks.
    file : str
        The name of the delivered file.

    Yields
    ------
    Problem
        A warning.
    """
    for one in absent:
        place = Place(file=file, period=one.id if one.kind == "period" else None)
        if one.row is not None:
            place = Place(file=file, sheet=one.row.sheet, row=one.row.row)
        code = "removed" if one.is_removed else one.absence.value
        yield Problem(
            code=f"absent_{code}",
            severity=Severity.WARNING,
            place=place,
            values={"label": one.label, "id": one.id},
        )
        if one.can_go:
            yield from bond_problems(one.bonds, one.label, place)


def bond_problems(bonds: Bonds, label: str, place: Place) -> Iterator[Problem]:
    """Yield a warning for the agreements and proposals that a delivery differs from.

    Parameters
    ----------
    bonds : Bonds
        What the row is part of.
    label : str
        What the row is called.
    place : Place
        The row in the file, or the stage period.

    Yields
    ------
    Problem
        A warning per kind: agreements, proposals.
    """
    for code, numbers in (
        ("delivery_agreed", bonds.agreements),
        ("delivery_asked", bonds.proposals),
    ):
        if numbers:
            yield Problem(
                code=code,
                severity=Severity.WARNING,
                place=place,
                values={"label": label, "numbers": shown_numbers(numbers)},
            )


def shown_numbers(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first numbers of a list, and dots for the others: many leerbedrijven sign one.

    Parameters
    ----------
    numbers : tuple of str
        Numbers of agreements, or ids of proposals.

    Returns
    -------
    tuple of str
        At most ``MOST_NUMBERS`` of them, and dots if there are more.
    """
    return numbers if len(numbers) <= MOST_NUMBERS else (*numbers[:MOST_NUMBERS], "…")
