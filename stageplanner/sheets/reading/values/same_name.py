"""Decide whether two names mean one institution: spelling may differ, identity may not.

Numbers, compass points and kinds of school set institutions apart: MBO Utrecht 1 is not MBO
Utrecht 2, and ROC Nijmegen is not Vakschool Nijmegen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

#: Words for a kind of school, which many names share.
MARKERS = frozenset(
    [
        "roc",
        "mbo",
        "college",
        "vakcollege",
        "school",
        "vakschool",
        "academie",
        "aoc",
        "instituut",
        "lyceum",
        "hogeschool",
        "beroepsonderwijs",
        "vakinstelling",
        "zone",
        "institute",
        "academy",
    ]
)
SMALL = frozenset(
    [
        "van",
        "de",
        "het",
        "der",
        "den",
        "en",
        "voor",
        "in",
        "op",
        "aan",
        "te",
        "ter",
        "of",
        "the",
        "for",
        "and",
    ]
)
_APART = re.compile(
    r"\d+|i{1,3}|iv|vi{0,3}|(?:noord|zuid|oost|west|midden|centrum|boven|beneden|nieuw|oud)\w*"
    r"|(?:north|south|east|west)\w*|[a-z]"
)
#: A shorter word with another letter is another word.
_SHORTEST_WITH_SLIP = 6


@lru_cache(maxsize=20_000)
def identity_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents and signs, in any alphabet."""
    flat = unicodedata.normalize("NFKD", name.replace("\u00ad", ""))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    return tuple(re.findall(r"[^\W_]+", flat))


def plain_name(name: str) -> str:
    """Return a name for comparison; two spellings of one name are equal."""
    return " ".join(identity_words(name)) or name.strip()


def distinctive_words(name: str) -> list[str]:
    """Return the words that distinguish an institution: not "ROC" or "College"."""
    return [w for w in identity_words(name) if w not in MARKERS and w not in SMALL]


def initials(name: str) -> str:
    """Return the first letters of a name: VZO of Vakcollege Zorg Oost."""
    return "".join(w[0] for w in identity_words(name) if w not in SMALL)


def sets_apart(word: str) -> bool:
    """Return whether a word next to a name makes it another one: a number, a compass point."""
    return bool(_APART.fullmatch(word))


def are_kinds_alike(name: str, other: str) -> bool:
    """Return whether two names are of the same kind of school, or one does not give a kind."""
    kinds, others = (MARKERS & set(identity_words(n)) for n in (name, other))
    return kinds <= others or others <= kinds


def is_same_name(name: str, other: str) -> bool:
    """Return whether two names differ in spelling only, or in the kind of school left out."""
    words, others = identity_words(name), identity_words(other)
    if not words or not others:
        return name.strip() == other.strip()
    if "".join(words) == "".join(others):
        return True
    distinctive = distinctive_words(name)
    if distinctive and distinctive == distinctive_words(other):
        return are_kinds_alike(name, other)
    return _has_one_slip(words, others)


def is_short_for(name: str, other: str) -> bool:
    """Return whether a name is the initials of another."""
    words = identity_words(name)
    return len(words) == 1 and len(words[0]) >= 2 and words[0] == initials(other)


def _has_one_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two names differ in one letter of one long word."""
    differ = [(w, o) for w, o in zip(words, others, strict=False) if w != o]
    if len(words) != len(others) or len(differ) != 1:
        return False
    word, other = differ[0]
    if min(len(word), len(other)) < _SHORTEST_WITH_SLIP or sets_apart(word) or sets_apart(other):
        return False
    return DamerauLevenshtein.distance(word, other, score_cutoff=1) <= 1
