"""Decide about the words of a cell that were not read: known empty phrases, or a question.

Every parser blanks out what it read and passes the rest here. Words that change nothing are
listed in ``resources/codes/empty_phrases.json``; anything else is named to the user.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Protocol

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Note, error, warning
from stageplanner.sheets.reading.workbook.grid import Value, as_text

#: Signs that separate words and mean nothing where nothing is left between them.
_SIGNS = re.compile(r"[\s()\[\]{},;:.\"'’`=|·•_]+")


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """Return the pattern of the empty phrases of a kind of cell, longest first."""
    text = resources.files("resources").joinpath("codes", "empty_phrases.json").read_text("utf-8")
    listed = json.loads(text)
    words = sorted({*listed["any"], *listed[kind]}, key=len, reverse=True)
    spelt = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<![^\W_])(?:{spelt})(?![^\W_])|[±~≈]")


def without_empty_phrases(text: str, kind: str) -> str:
    """Return a text in lower case with the empty phrases of a kind of cell blanked out."""
    return _phrases(kind).sub(" ", text)


@lru_cache(maxsize=20_000)
def words_left(rest: str, kind: str) -> str:
    """Return the words of a rest that are not known to be empty.

    Parameters
    ----------
    rest
        The text of a cell in lower case, without what was read.
    kind
        The kind of cell: a list in ``empty_phrases.json``.
    """
    words = _SIGNS.sub(" ", without_empty_phrases(rest, kind)).split()
    # A lone sign joins or separates what was read.
    return " ".join(word for word in words if not re.fullmatch(r"[-–—+&/]+", word))


def quoted(value: str, left: str) -> str:
    """Return the words of a cell that were not read, as they stand in the cell.

    Parsers rewrite what they read ("anders" becomes "of"), so that what they leave may be words
    that the cell does not have. Then everything from the first word that it does have is quoted,
    or else the whole cell.

    Parameters
    ----------
    value : str
        The cell.
    left : str
        What the parser left, in lower case.

    Returns
    -------
    str
        Words of the cell.
    """
    found = [_in_cell(word, value) for word in left.split()]
    if all(found):
        return " ".join(match.group() for match in found if match)
    first = min((match.start() for match in found if match), default=0)
    return " ".join(value[first:].split())


def _in_cell(word: str, value: str) -> re.Match[str] | None:
    """Return where a cell has a word; what is left of a longer one is that whole word."""
    before = r"(?<![^\W_])" if word[0].isalnum() else ""
    after = r"(?![^\W_])" if word[-1].isalnum() else ""
    spelt = re.escape(word)
    whole = re.search(f"{before}{spelt}{after}", value, re.IGNORECASE)
    if whole is not None or len(word) < 3:
        return whole
    return re.search(rf"\S*{spelt}\S*", value, re.IGNORECASE)


def not_understood(at: Field | None, value: str, left: str) -> Note:
    """Return the question about a cell of which some words were not read; the row waits."""
    return error("import_not_understood", at, value=value, left=quoted(value, left))


def put_aside(at: Field | None, value: str, left: str, used: object) -> Note:
    """Return a warning for words that were not read where they cannot change the load."""
    return warning("import_words_left", at, value=value, left=quoted(value, left), used=used)


class Reading(Protocol):
    """What a cell of dates was read as."""

    @property
    def left(self) -> str:
        """The words that were not read."""


def not_read(reading: Reading, at: Field | None, value: Value) -> Note:
    """Return the question about a cell of dates that holds more than a plain stretch."""
    shown = as_text(value)
    return not_understood(at, shown, reading.left or shown)


def doubtful(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the notes on a date that was read with an assumption about its week or month."""
    return tuple(note for note in notes if note.code == "import_week_or_month")
