"""The user's own words for columns: a small file beside the settings of this computer.

It holds a line per field, ``"Aantal studenten" = ["koppen", "bezetting klas"]``; a field goes by
its code word or by its heading in the template. What a person maps in one project is remembered
there; this file is for the words of a region that come back in every project.
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
    """Heading -> field, and what is wrong with the file."""

    words: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def user_synonyms_file() -> Path:
    """Where the file lies, whether it is there or not."""
    return platformdirs.user_config_path("StagePlanner", appauthor=False) / FILE


def read_user_synonyms(path: Path | None = None) -> UserSynonyms:
    """The user's words for columns; nothing where there is no file.

    A file that cannot be read, or a line that makes no sense, is a problem that is told with
    every import; the other lines count.
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
    """The lines of the file, those under a title too."""
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
