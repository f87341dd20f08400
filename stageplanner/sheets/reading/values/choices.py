"""Parse cells with one of a few words: ja or nee, BOL or BBL, a vakantieregio."""

from __future__ import annotations

import re
from functools import lru_cache

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.values.leftover import put_aside, words_left
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.workbook.grid import Value, as_text

YES = frozenset(
    ["ja", "j", "yes", "y", "waar", "true", "1", "x", "v", "vast", "wel", "mag", "toegestaan"]
)
NO = frozenset(
    ["nee", "n", "no", "onwaar", "false", "0", "niet", "nee niet", "flexibel", "vrij", "-", ""]
)
_YES_OR_NO = re.compile(
    r"^\s*(?:ja|yes|vast|nee|no)(?![^\W_])(?:[\s,]+(?:wel|niet|hoor|vast|graag)(?![^\W_]))*"
)
_LEERWEG = re.compile(r"(?<![^\W_])(bol|bbl)(?![^\W_])")
_REGION_WORD = re.compile(r"\b(?:vakantie)?regio(?:['’]?s)?\b|\b(?:holiday )?regions?\b")
_ALL_REGIONS = re.compile(
    r"\balle(?:maal)?(?: (?:3|drie))?(?: (?:vakantie)?regio['’]?s)?\b|\blandelijk\b|\ball\b"
    r"|\b(?:heel|geheel) nederland\b|\b(?:gehele|hele) land\b"
)


@lru_cache(maxsize=4096, typed=True)
def parse_yes_no(value: Value) -> bool | None:
    """Parse ja or nee; return ``None`` if the cell is neither."""
    text = as_text(value).casefold().strip()
    if text in YES:
        return True
    if text in NO or normalise(text) in NO:
        return False
    first = normalise(text).split(" ")[0]
    return True if first in ("ja", "yes", "vast") else False if first in ("nee", "no") else None


def yes_no_notes(value: Value, at: Field) -> tuple[Note, ...]:
    """Return a warning if a cell holds more, or something else, than ja or nee."""
    text = as_text(value).casefold().strip(" .!")
    if text in YES or text in NO or is_unknown(value):
        return ()
    answer = parse_yes_no(value)
    left = text if answer is None else words_left(_YES_OR_NO.sub(" ", text), "choice")
    if not left:
        return ()
    code = {True: "import_read_as_yes", False: "import_read_as_no", None: "import_bad_yes_no"}
    return (warning(code[answer], at, value=as_text(value), left=left),)


def read_leerweg(value: Value) -> str:
    """Return the first of BOL and BBL that a cell names, BOL for an empty one, else its text."""
    text = as_text(value)
    named = _LEERWEG.search(text.casefold())
    return named.group(1).upper() if named else text.upper() or "BOL"


def leerweg_notes(value: Value) -> tuple[Note, ...]:
    """Return a warning if a cell holds more than one leerweg."""
    used, text = read_leerweg(value), as_text(value).casefold()
    if not _LEERWEG.search(text):
        return ()
    left = words_left(re.sub(rf"\b{used.casefold()}\b", " ", text), "choice")
    return (put_aside(Field.LEERWEG, as_text(value), left, used),) if left else ()


def regions_in(value: Value) -> tuple[str, ...]:
    """Return the vakantieregio's that a cell names: "Regio Noord", "noord en midden", "alle"."""
    text = as_text(value).casefold()
    if _ALL_REGIONS.search(text):
        return VAKANTIEREGIOS
    return tuple(region for region in VAKANTIEREGIOS if re.search(rf"\b{region}\b", text))


def rest_of_regions(value: Value) -> str:
    """Return the words of a cell that name no vakantieregio."""
    text = _REGION_WORD.sub(" ", _ALL_REGIONS.sub(" ", as_text(value).casefold()))
    return words_left(re.sub(rf"\b(?:{'|'.join(VAKANTIEREGIOS)}|en|and)\b", " ", text), "choice")


def read_region(value: Value) -> str:
    """Return the one vakantieregio that a cell names; ``""`` if it names none or several."""
    regions = regions_in(value)
    return regions[0] if len(regions) == 1 else ""


def region_notes(value: Value) -> tuple[Note, ...]:
    """Return a warning if a cell holds more, or something else, than one vakantieregio."""
    if not as_text(value) or is_unknown(value):
        return ()
    used, left = read_region(value), rest_of_regions(value)
    if not used:
        return (warning("import_bad_region", Field.REGION, value=as_text(value)),)
    return (put_aside(Field.REGION, as_text(value), left, used),) if left else ()
