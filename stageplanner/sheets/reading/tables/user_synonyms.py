"""Read the user's words for columns from a small file among the settings of this computer.

It holds a line per field, ``"Aantal studenten" = ["koppen", "bezetting klas"]``. A field is
named by its code word or by its heading in the template. The mappings that a person makes in a
project are saved there; this file holds the words of a region, for every project.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from stageplanner.problems import Place, Problem, Severity
from stageplanner.sheets.columns import Field, field_named, normalise

FILE = "headings.toml"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSynonyms:
    """Headings with their fields, and the problems of the file."""

    words: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def user_synonyms_file() -> Path:
    """Return the path of the file, whether it exists or not."""
    return platformdirs.user_config_path("StagePlanner", appauthor=False) / FILE


def read_user_synonyms(path: Path | None = None) -> UserSynonyms:
    """Read the user's words for columns; return none if there is no file.

    An unreadable file or an invalid line is a problem that every import reports; the other lines
    are used.
    """
    path = path or user_synonyms_file()
    try:
        if not path.exists():
            return UserSynonyms()
        data = path.read_bytes()[:_MOST_BYTES]
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return UserSynonyms(problems=(_problem(path, "headings_unreadable", reason=str(problem)),))
    words: dict[str, str] = {}
    problems: list[Problem] = []
    for name, headings in _lines(table):
        wanted = field_named(name)
        if wanted is None:
            problems.append(_problem(path, "headings_unknown_field", field=name))
            continue
        listed = [headings] if isinstance(headings, str) else headings
        if not isinstance(listed, list) or not all(isinstance(h, str) for h in listed):
            problems.append(_problem(path, "headings_no_list", field=name))
            continue
        for heading in listed:
            other = words.setdefault(normalise(heading), wanted.value)
            if other != wanted.value:
                values = {"heading": heading, "first": other, "second": wanted.value}
                problems.append(_problem(path, "headings_twice", **values))
    words.pop("", None)
    return UserSynonyms(words=words, problems=tuple(problems))


def _lines(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the lines of the file, including those in TOML tables."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _lines(value)
        else:
            yield name, value


def _problem(path: Path, code: str, /, **values: object) -> Problem:
    return Problem(
        code=code,
        severity=Severity.WARNING,
        place=Place(file=path.name),
        values={**values, "path": str(path), "known": [field.value for field in Field]},
    )
