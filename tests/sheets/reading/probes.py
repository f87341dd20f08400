"""Probes: small files as people send them, each with what may be read of it.

The files of ``tests/data/probes`` hold them. A probe is a name (``== name``), the text of a file,
``--`` and what is right. ``file: NAME`` begins another file, that is imported after the first.

=============================  =================================================================
``p [SCHOOL|]GROUP;N;RANGE;D``  a stage period: group, students, dates, days a week, weekdays
``c NAME;N;RANGE;TOWN``         a leerbedrijf: name, places, when it is open, town
``h [SCHOOL|]NAME;RANGE``       a holiday
``*``                           any rows
``nothing``                     no row, and an error that says so
``refused CODE``                the whole file is refused
``asked ROW``                   an error at that row
``warns TEXT``                  the text is in the sentence of an error or a warning
``names TEXT``                  the text is in any sentence
``quiet``                       no error and no warning
``or``                          what follows is right as well
=============================  =================================================================

Rows are listed completely. ``*`` and ``?`` match as in a shell; ``26w36..26w45`` is from the
Monday of the first week to the Friday of the last, ``26-10-19..26-10-23`` are days.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from stageplanner.domain.calendar import format_weekdays
from stageplanner.messages import sentence
from stageplanner.problems import Problem, Severity
from stageplanner.project import Project
from tests.sheets.workbook_builders import write_xlsx

FOLDER = Path(__file__).parents[2] / "data" / "probes"

_GROUPS = "Instelling;Crebo;Leerjaar;Groep;Aantal studenten"
#: Words for what many probes hold; the longest first.
MACROS = {
    "@i2": _GROUPS,
    "@T": "Linge College - BPV planning 2026-2027",
    "@I": "Instelling;Crebo;Leerjaar;Groep",
    "@i": "Linge College;25656;2",
    "@F": _GROUPS,
    "@D": f"{_GROUPS};Startdatum;Einddatum;Dagen per week;Vakantieregio",
    "@G": "Crebo;Leerjaar;Klas;Aantal",
    "@g": "25656;2",
    "@L": "Leerbedrijf;Plaats;Erkend voor",
    "@l": "De Linde;Tiel;25656",
}
_USUAL = "07-09-2026;29-01-2027;2"
#: Headings, with what every row below them ends with.
TABLES = {
    "@B": (
        "Instelling;BRIN;Groep;Aantal studenten;Startdatum;Einddatum;Crebo;Leerjaar;Dagen per week",
        "25656;2;2",
    ),
    "@S": (
        "Instelling;Groep;Aantal studenten;Crebo;Leerjaar;Startdatum;Einddatum;Dagen per week",
        f"25656;2;{_USUAL}",
    ),
    "@O": (
        "Locatie;Groep;Aantal studenten;Instelling;Crebo;Leerjaar;Startdatum;Einddatum;"
        "Dagen per week",
        f"Linge College;25656;2;{_USUAL}",
    ),
}

#: What is said of nearly every probe, as it is so small.
USUAL = (
    "default_holidays",
    "import_id_made",
    "import_institution_guessed",
    "import_year_guessed",
    "no_holidays",
)


@dataclass(frozen=True, slots=True)
class Probe:
    """Files with their texts, and the results that are right."""

    name: str
    files: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Seen:
    """What an import gave: rows, problems, and the codes of refused files."""

    rows: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def told(self, *severities: Severity) -> Iterator[tuple[Problem, str]]:
        """Yield the problems of these severities with their sentences, without `USUAL`."""
        for problem in self.problems:
            if problem.code in USUAL:
                continue
            if not severities or problem.severity in severities:
                yield problem, sentence(problem)


def probes(name: str) -> list[Probe]:
    """Return the probes of a file."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [_probe(block) for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]]


def _probe(block: str) -> Probe:
    given, _, right = block.partition("\n--\n")
    title, _, body = given.partition("\n")
    files, lines, name = [], [], "probe.csv"
    for row in [*body.split("\n"), "file: "]:
        if row.startswith("file: "):
            files.append((name, _expanded(lines)))
            lines, name = [], row.removeprefix("file: ")
        else:
            lines.append(row)
    results = re.split(r"^or$", right.strip(), flags=re.MULTILINE)
    return Probe(
        title.strip(),
        tuple(files),
        tuple(tuple(line for line in result.split("\n") if line) for result in results),
    )


def _expanded(lines: list[str]) -> str:
    done, ending = [], ""
    for line in lines:
        row = f"{line};{ending}" if ending and line else line
        if line in TABLES:
            row, ending = TABLES[line]
        for word, meaning in MACROS.items():
            row = row.replace(word, meaning)
        done.append(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), row))
    return "\n".join(done) + "\n"


def seen(probe: Probe, folder: Path, ending: str = "csv") -> Seen:
    """Import the files of a probe one after another, as text or as workbooks."""
    project, result = Project(), Seen()
    for name, text in probe.files:
        path = (folder / name).with_suffix(f".{ending}")
        if ending == "csv":
            path.write_text(text, encoding="utf-8")
        else:
            delimiter = ";" if ";" in text else ","
            rows = csv.reader(io.StringIO(text), delimiter=delimiter)
            write_xlsx(path, *([_typed(cell) for cell in row] for row in rows))
        intake = project.import_files([path])
        for report in intake.files:
            result.problems += report.problems
            if report.is_refused:
                result.refused += [p.code for p in report.problems]
        result.problems += intake.problems
    state = project.state
    for p in state.periods:
        days = format_weekdays(p.weekdays) if p.weekdays else ""
        result.rows.append(
            f"p {p.institution}|{p.group};{p.students};{p.start}..{p.end};{p.days_per_week};{days}"
        )
    for c in state.leerbedrijven:
        open_in = f"{c.available_from or ''}..{c.available_until or ''}".removesuffix("..")
        result.rows.append(f"c {c.name};{c.places};{open_in};{c.town}")
    result.rows += [f"h {h.institution}|{h.name};{h.start}..{h.end}" for h in state.holidays]
    return result


def _typed(cell: str) -> object:
    """Return the value that a spreadsheet makes of what is typed: a number, a date, a text."""
    if re.fullmatch(r"-?[1-9]\d{0,5}|0", cell):
        return int(cell)
    if re.fullmatch(r"\d\d-\d\d-\d{4}", cell):
        with suppress(ValueError):
            return datetime.strptime(cell, "%d-%m-%Y")
    return cell or None


def wrong(probe: Probe, found: Seen) -> list[str]:
    """Return what is wrong with the nearest of the right results; nothing if one holds."""
    return min((_differences(result, found) for result in probe.right), key=len)


def _differences(result: tuple[str, ...], found: Seen) -> list[str]:
    wanted = [line for line in result if line[:2] in ("p ", "c ", "h ")]
    differences = [] if "*" in result else _row_differences(wanted, found.rows)
    for line in result:
        word, _, value = line.partition(" ")
        if word in _CHECKS and not _CHECKS[word](found, value):
            differences.append(f"not: {line}")
    return differences


def _row_differences(wanted: list[str], rows: list[str]) -> list[str]:
    left = list(rows)
    missing = []
    for line in sorted(wanted, key=lambda w: w.count("*")):
        pattern = _pattern(line)
        match = next((row for row in left if fnmatchcase(row, pattern)), None)
        if match is None:
            missing.append(f"missing: {line}")
        else:
            left.remove(match)
    return [*missing, *(f"too much: {row}" for row in left)]


def _pattern(line: str) -> str:
    kind, rest = line[0], line[2:]
    parts = rest.split(";")
    if kind != "c" and "|" not in parts[0]:
        parts[0] = f"*|{parts[0]}"
    at = 1 if kind == "h" else 2
    if len(parts) > at:
        parts[at] = "..".join(
            _day(end, last=bool(k)) for k, end in enumerate(parts[at].split(".."))
        )
    parts += ["*"] * ({"p": 5, "c": 4, "h": 2}[kind] - len(parts))
    return f"{kind} {';'.join(parts).replace('[', '[[]')}"


def _day(text: str, *, last: bool) -> str:
    if week := re.fullmatch(r"(\d\d)w(\d\d)", text):
        return date.fromisocalendar(2000 + int(week[1]), int(week[2]), 5 if last else 1).isoformat()
    return f"20{text}" if re.match(r"\d\d-\d\d-", text) else text


def _is_told(found: Seen, text: str, *severities: Severity) -> bool:
    return any(text.lower() in said.lower() for _, said in found.told(*severities))


_CHECKS: dict[str, Callable[[Seen, str], bool]] = {
    "nothing": lambda found, _: not found.rows and any(found.told(Severity.ERROR)),
    "refused": lambda found, code: code in found.refused,
    "asked": lambda found, row: any(p.place.row == int(row) for p, _ in found.told(Severity.ERROR)),
    "warns": lambda found, text: _is_told(found, text, Severity.ERROR, Severity.WARNING),
    "names": _is_told,
    "quiet": lambda found, _: not any(found.told(Severity.ERROR, Severity.WARNING)),
}
