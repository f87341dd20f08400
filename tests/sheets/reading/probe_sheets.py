"""Files that hold a sheet of :mod:`tests.sheets.reading.probes_cells`, and their judgement."""

from __future__ import annotations

import re
from pathlib import Path

from stageplanner.problems import Problem, column_letter
from stageplanner.sheets.reading.cell_fates import CellFate
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext, Reading
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.reading.probe_files import describe_periods, stays_of
from tests.sheets.reading.test_cell_fates import corner, fates_of, listed

_WEEKS = re.compile(r"[?]|[\d+-]+~?")
_UNDERSTOOD = (CellFate.USED, CellFate.HEADING, CellFate.NOTE)


def read_sheet(text: str, path: Path) -> Reading:
    """Write a sheet without its marks and read it."""
    path.write_text(text.replace("§", "").replace("^", ""), encoding="utf-8")
    return read_file(path, ReadContext(holidays=region_holidays()))


def judge_sheet(text: str, right: str, reading: Reading) -> str:
    """Return ``""`` if the groups are right and every marked cell is told or understood."""
    faults = [
        fault
        for row, line in enumerate(text.split("\n"))
        for column, cell in enumerate(line.split(";"))
        if (fault := _fault_of(cell, row, column, reading))
    ]
    found = {
        group: describe_periods([p for p in reading.periods if p.group == group])
        for group in dict.fromkeys(p.group for p in reading.periods)
    }
    wanted = [_groups(alternative) for alternative in right.split("|")]
    if not any(found == groups for groups, _ in wanted):
        codes = ", ".join(f"{p.severity.value} {p.code} {p.place.row}" for p in reading.problems)
        faults.append(f"groups: {found} {codes}")
    else:
        told = next(told for groups, told in wanted if groups == found)
        named = {p.place.row for p in reading.problems}
        rows = {p.group: p.source.row for p in reading.periods if p.source}
        faults += [f"silent misreading: {group}" for group in told if rows[group] not in named]
    return "; ".join(faults)


def _fault_of(cell: str, row: int, column: int, reading: Reading) -> str:
    mark = cell[-1:]
    if mark not in ("§", "^"):
        return ""
    (sheet,) = fates_of(reading)
    fate = fates_of(reading)[sheet].fate_of(row, column)
    ranges = listed(reading, sheet)
    told = fate is CellFate.QUESTION or any(
        top <= row <= bottom and left <= column <= right for top, left, bottom, right in ranges
    )
    told = told or any(_names(p, row, column) for p in reading.problems)
    if told or (mark == "^" and fate in _UNDERSTOOD):
        return ""
    return f"silent: {cell[:-1]} is {fate}"


def _names(problem: Problem, row: int, column: int) -> bool:
    """Whether a message is about a cell: it stands there, or names it."""
    place, name = problem.place, f"{column_letter(column)}{row + 1}"
    if place.row == row + 1 and place.column in (None, column_letter(column)):
        return True
    words = str(problem.values)
    return f"'{name}'" in words or f"{column_letter(column)} (" in words


def _groups(alternative: str) -> tuple[dict[str, object], list[str]]:
    """Return what is read per group, and the groups of which something is told."""
    groups: dict[str, object] = {}
    told = []
    for part in alternative.split(","):
        words = part.split()
        at = next(k for k, word in enumerate(words) if k and _WEEKS.fullmatch(word))
        name, weeks = words[:at], words[at]
        if weeks == "?":
            continue
        if weeks.endswith("~"):
            told.append(" ".join(name))
            weeks = weeks[:-1]
        students, days, *year = (int(word) for word in words[at + 1 :])
        stays = stays_of(weeks.replace("+", " "))
        leerjaar = (year[0] or None) if year else 2
        groups[" ".join(name)] = (*stays, students, days, None, leerjaar, "25656")
    return groups, told


__all__ = ["corner", "judge_sheet", "read_sheet"]
