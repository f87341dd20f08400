"""Parse numbers and fixed words of a cell: "24 (prognose)", "ca. 20", "2e jaar"."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.values.leftover import not_understood, words_left
from stageplanner.sheets.reading.workbook.grid import Value, as_text

NUMBER_WORDS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7,
}  # fmt: skip
UNKNOWN_WORDS = frozenset(
    [
        "?",
        "??",
        "???",
        "-",
        "--",
        ".",
        "x",
        "nb",
        "nnb",
        "ntb",
        "nvt",
        "onbekend",
        "unknown",
        "tbd",
        "tba",
        "na",
        "geen",
        "leeg",
        "pm",
    ]
) | {"n b", "n n b", "n t b", "n v t", "n a", "nader te bepalen", "volgt", "p m", "nog onbekend"}

_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|à|a|/|tot|t/m|of|to)\s*(\d+)")
_MORE = re.compile(r"\d\s*\+(?!\s*\d)")
_PRODUCT = re.compile(r"\d\s*(?:x|×|\*)\s*\d")
_MASKED = re.compile(r"(?:<|\bmax\.?|\bminder dan|\bless than)\s*\d+")
_ABOUT = re.compile(r"\b(ca|circa|ongeveer|rond|about|approx|plm|geschat|naar verwachting)\b|[±~≈]")


def is_unknown(value: Value) -> bool:
    """Return whether a cell says that its value is not known yet: "n.t.b.", "?", "onbekend"."""
    text = as_text(value).casefold()
    return text in UNKNOWN_WORDS or normalise(text) in UNKNOWN_WORDS


def is_ditto(text: str) -> bool:
    """Return whether a text only points at the cell above it: a ditto mark, "idem"."""
    return text.casefold().strip(" .") in _DITTO


_DITTO = frozenset(['"', "''", "”", "„", ",,", "〃", "idem", "id", "ditto", "zie boven", "zelfde"])


def number_in(text: str) -> float | None:
    """Return the first number of a Dutch or English text: "7,5" is 7.5, "1.200" is 1200."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = match.group().replace("−", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) and len(digits) > 5:
        digits = digits.replace(",", "")
    else:
        digits = digits.replace(",", ".")
    try:
        number = float(digits)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def decimal(digits: str) -> float:
    """Return the number that digits with a comma or point write; a larger one is a billion.

    Four hundred digits would be infinite, with which nothing can be computed.
    """
    return min(float(digits.replace(",", ".")), 1e9)


def parse_number(value: Value) -> float | None:
    """Return the number in a cell, text included; ``None`` if there is none."""
    if isinstance(value, (bool, date, datetime)):
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(value) < 1e9 else None
    return number_in(value) if isinstance(value, str) else None


def parse_count(value: Value, at: Field) -> Parsed[int | None]:
    """Parse a number of students or places: whole and not negative.

    An estimate is used with a note; of a range the highest number is used.
    """
    shown = as_text(value)
    if isinstance(value, (date, datetime, bool)):
        return Parsed(None, (error("import_not_a_number", at, value=shown),))
    if isinstance(value, (int, float)):
        return _whole(float(value), shown, at)
    text = shown.casefold()
    if not text:
        return Parsed(None, (error("import_empty", at),))
    if is_unknown(value):
        return Parsed(None, (error("import_unknown_count", at, value=shown),))
    count = _count_in_text(text, shown, at)
    left = _left_of_count(text) if count.value is not None else ""
    return Parsed(None, (not_understood(at, shown, left),)) if left else count


def _left_of_count(text: str) -> str:
    """Return the words beside a number of students or places that were not read."""
    bare = re.sub(r"\(.*?\)", " ", text).strip() or text
    inside = " ".join(re.findall(r"\((.*?)\)", text)) if bare != text else ""
    outside = _MASKED.sub(" ", _PRODUCT.sub(" ", bare), count=1)
    has_range = _RANGE.search(outside) is not None
    outside = _RANGE.sub(" ", outside, count=1) if has_range else _NUMBER.sub(" ", outside)
    outside = re.sub(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", " ", outside)
    left = words_left(f"{outside} ; {inside}", "count")
    return f"{left} +".strip() if _MORE.search(bare) else left


def _count_in_text(  # noqa: PLR0911 one return per spelling
    text: str, shown: str, at: Field
) -> Parsed[int | None]:
    bare = re.sub(r"\(.*?\)", " ", text).strip() or text
    if masked := re.fullmatch(r"(?:<|max\.?|minder dan|less than)\s*(\d+)", bare):
        highest = int(masked.group(1)) - (1 if bare.startswith(("<", "minder", "less")) else 0)
        return Parsed(max(0, highest), (warning("import_masked", at, value=shown, used=highest),))
    if spread := _RANGE.search(bare):
        low, high = int(spread.group(1)), int(spread.group(2))
        if low < high < 10_000:
            return Parsed(high, (warning("import_range", at, value=shown, used=high),))
    if product := re.fullmatch(r"(\d{1,2})\s*(?:x|×|\*)\s*(\d{1,3})", bare):
        total = int(product.group(1)) * int(product.group(2))
        return Parsed(total, (warning("import_product", at, value=shown, used=total),))
    numbers = _NUMBER.findall(bare)
    if len(numbers) > 1:
        if re.fullmatch(r"\d{1,4}(?:\s*\+\s*\d{1,4})+", bare):
            total = sum(int(n) for n in re.findall(r"\d+", bare))
            return Parsed(total, (warning("import_product", at, value=shown, used=total),))
        return Parsed(None, (error("import_not_a_number", at, value=shown),))
    number = number_in(bare)
    if number is None:
        word = NUMBER_WORDS.get(bare)
        if word is None:
            return Parsed(None, (error("import_not_a_number", at, value=shown),))
        number = float(word)
    whole = _whole(number, shown, at)
    if whole.value is not None and not whole.notes and text != f"{number:g}":
        return Parsed(whole.value, _text_notes(text, shown, whole.value, at))
    return whole


def _text_notes(text: str, shown: str, used: int, at: Field) -> tuple[Note, ...]:
    plain = re.fullmatch(r"\+?\d+(?:[.,]0+)?", text.replace(" ", ""))
    if plain:
        return ()
    code = "import_estimate" if _ABOUT.search(text) or "(" in text else "import_number_in_text"
    return (info(code, at, value=shown, used=used),)


def _whole(number: float, shown: str, at: Field) -> Parsed[int | None]:
    if not abs(number) <= 1e6:
        return Parsed(None, (error("import_not_a_number", at, value=shown),))
    if number < 0:
        return Parsed(None, (error("import_negative", at, value=shown),))
    if number != int(number):
        rounded = int(number + 0.5)
        return Parsed(rounded, (warning("import_rounded", at, value=shown, used=rounded),))
    return Parsed(int(number))


YEAR_WORDS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2,
               "third": 3, "fourth": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip


def parse_year(value: Value, school_year: int | None) -> int | None:
    """Parse a year of the programme: 2, "2e jaar", "lj 2".

    A cohort is converted with the school year; without one it gives ``None``.
    """
    if isinstance(value, (date, datetime)):
        return None
    text = normalise(as_text(value))
    if cohort := re.search(r"\b(20\d\d)\b", text):
        year = (school_year - int(cohort.group(1)) + 1) if school_year is not None else None
        return year if year is not None and 1 <= year <= 6 else None
    if digit := re.search(r"(?<!\d)([1-6])(?!\d)", text):
        return int(digit.group(1))
    words = (word.removesuffix("jaars") for word in text.split())
    return next((YEAR_WORDS[word] for word in words if word in YEAR_WORDS), None)


@lru_cache(maxsize=4096, typed=True)
def parse_level(value: Value) -> int | None:
    """Parse a niveau: 4, "niveau 4", "mbo-4", "N4", "entree"."""
    text = normalise(as_text(value))
    if digit := re.search(r"(?<!\d)([1-4])(?!\d)", text):
        return int(digit.group(1))
    return 1 if "entree" in text else None
