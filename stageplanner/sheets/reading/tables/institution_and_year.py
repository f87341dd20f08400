"""Find the institution and school year in titles, sheet names and file names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from stageplanner.domain.calendar import school_year_of
from stageplanner.sheets.columns import normalise
from stageplanner.sheets.reading.values.same_name import (
    MARKERS,
    SMALL,
    are_kinds_alike,
    distinctive_words,
    identity_words,
    initials,
    is_same_name,
    is_short_for,
    plain_name,
    sets_apart,
)


def _list(words: str) -> list[str]:
    return words.split()


#: Markers that are the first word of a name.
_FIRST = frozenset(_list("roc aoc vakcollege"))
#: Markers that are written in capitals.
_SHORT = frozenset(_list("roc aoc mbo"))
_NOISE = frozenset(
    _list(
        "planning bpv stage stages stageplanning stageritme bpvplanning overzicht schooljaar "
        "studiejaar jaarplanning rooster concept versie definitief def beroepspraktijkvorming "
        "periodes periode stageperiodes stageperiode stagerooster jaarrooster leerjaar lj "
        "export kopie copy data blad sheet kalender ritme aanlevering opgave gegevens wensen "
        "voorkeuren prognose nieuw lijst stageoverzicht overzichten stageweken weken week "
        "planner document bestand invulformulier formulier plan jaar year school "
        "planningslijst placement placements internship internships overview template final "
        "draft version cohort cohorten groepen klassen studenten aantallen matrix "
        "jaarkalender stagekalender onder voorbehoud conceptversie totaal capaciteit xlsx xls "
        "csv ods tsv werkblad bpvjaarplanning stagejaarplanning tabel zorg welzijn "
        "opleidingen afdeling team sector domein toelichting contact bureau stagebureau "
        "planningen blokstage lintstage lint blok stagevoorkeuren vakanties vakantie "
        "leerbedrijven per sj ten behoeve tbv regio coordinator bpvbureau augustus september "
        "oktober november december januari februari maart april mei juni juli semester "
        "kwartaal halfjaar leerlingen deelnemers lesweken klaslijst ingevuld retour reactie "
        "antwoord voorstel weekmatrix jaarmatrix agenda calendar ical feestdagen jaaragenda "
        "lesweek blockplan blokplan blokrooster blokschema schuljahr "
    )
)
_SPLIT = re.compile(r"\s+[-–—]\s+|[|:;,()·•\n]|\s{3,}|(?<=\w) / ")
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{0,2}[A-Z]{1,4}$|^[A-Z]{2,6}$")


@lru_cache(maxsize=4096)
def known_in(text: str, known: tuple[str, ...]) -> str | None:
    """Return the known institution that a text names by name, distinctive words or initials."""
    words = identity_words(text)
    for name in sorted(known, key=len, reverse=True):
        if is_named_in(name, text):
            return name
    phrase = institution_phrase(text)
    hits = [n for n in known if _is_distinct_in(n, words, text, phrase)]
    if len(hits) == 1:
        return hits[0]
    several = [n for n in known if len(n) > 6 and len(identity_words(n)) > 1]
    glued = [n for n in several if "".join(identity_words(n)) in words]
    if len(glued) == 1:
        return glued[0]
    capitals = set(re.findall(r"\b[A-Z]{2,}\b", text))
    short = [n for n in known if len(initials(n)) >= 2 and initials(n).upper() in capitals]
    return short[0] if len(short) == 1 and phrase is None else None


def is_named_in(name: str, text: str) -> bool:
    """Return whether a text holds the whole name of an institution."""
    parts = [f" {' '.join(identity_words(part))} " for part in (*_SPLIT.split(text), text)]
    words = f" {' '.join(identity_words(name))} "
    holding = [part for part in parts if words.strip() and words in part]
    return bool(holding) and _is_named(name, holding[0])


def _is_named(name: str, flat: str) -> bool:
    """Return whether a text holds a name, without a word after it that makes it another name."""
    words = " ".join(identity_words(name))
    if not words:
        return False
    at = flat.find(f" {words} ")
    if at < 0:
        return False
    following = flat[at + len(words) + 1 :].split()
    if not following or not sets_apart(following[0]):
        return True
    # "26 27" and "2 jaars" belong to the plan, not to the name.
    return following[0].isdecimal() and (len(following[0]) > 1 or len(following) > 1)


def _is_distinct_in(name: str, words: tuple[str, ...], text: str, phrase: str | None) -> bool:
    """Return whether a text has the distinctive words of a name, and is of the same kind."""
    distinctive = distinctive_words(name)
    if not distinctive or not set(distinctive) <= set(words):
        return False
    if phrase is not None and not are_kinds_alike(name, phrase):
        return False
    together = " ".join(distinctive)
    return f" {together} " not in f" {' '.join(words)} " or is_named_in(together, text)


@lru_cache(maxsize=4096)
def same_institution(name: str, known: tuple[str, ...]) -> str | None:
    """Return the known institution that a cell means, despite case, initials and typos."""
    plain = plain_name(name)
    for other in known:
        if plain_name(other) == plain:
            return other
    for is_alike in (is_same_name, is_short_for):
        hits = [other for other in known if is_alike(name, other)]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None


def institution_phrase(text: str) -> str | None:
    """Return the phrase of a title that names an institution: "ROC Waalstroom"."""
    for part in _SPLIT.split(text):
        kept = _without_noise(part)
        marked = [k for k, w in enumerate(kept) if normalise(w) in MARKERS]
        if not marked or len(kept) < 2:
            continue
        if not any(w[0].isupper() for k, w in enumerate(kept) if k not in marked):
            return " ".join(kept[max(0, marked[0] - 1) : marked[0] + 2])
        first = last = marked[0]
        if normalise(kept[first]) not in _FIRST:
            while first > 0 and _is_name_word(kept, first - 1):
                first -= 1
        while last + 1 < len(kept) and _is_name_word(kept, last + 1):
            last += 1
        if last > first:
            return _with_number(" ".join(kept[first : last + 1]), part)
    return None


def _with_number(name: str, part: str) -> str:
    """Add the number that ends a name: "MBO Utrecht 2"; years are longer."""
    match = re.search(rf"{re.escape(name)}\s+([1-9])\s*$", part)
    return f"{name} {match.group(1)}" if match else name


def _is_name_word(words: list[str], k: int) -> bool:
    """Return whether a word belongs to a name: it has a capital, or joins two that do ("van")."""
    word = words[k]
    if normalise(word) in SMALL:
        return 0 < k < len(words) - 1 and words[k - 1][0].isupper() and words[k + 1][0].isupper()
    return word[0].isupper() and len(word) > 1 and not re.match(r"[A-Z]\b", word)


def name_in_file(stem: str) -> str | None:
    """Return what remains of a file name without planning words and years."""
    text = re.sub(r"[_.]+", " ", stem)
    phrase = institution_phrase(re.sub(r"-", " ", text)) or institution_phrase(text)
    if phrase:
        return _with_capitals(phrase)
    kept = [w for part in re.split(r"[\s\-]+", text) for w in _without_noise(part)]
    kept = [w for w in kept if normalise(w) not in MARKERS and len(w) > 1]
    return " ".join(kept) if 0 < len(kept) <= 4 else None


def _with_capitals(name: str) -> str:
    """Capitalise a name from a file name without capitals: "roc waalstroom"."""
    if not name.islower():
        return name
    return " ".join(
        word if word in SMALL else word.upper() if word in _SHORT else word.capitalize()
        for word in name.split()
    )


def name_in_both(title: str, stem: str) -> str | None:
    """Return a name in a title that the file name contains too: "Noorderpoort Zuid"."""
    named = {normalise(w) for w in _without_noise(re.sub(r"[_.\-]+", " ", stem)) if len(w) > 3}
    for part in _SPLIT.split(title):
        kept = _without_noise(part)
        capitals = all(w[0].isupper() or normalise(w) in SMALL for w in kept)
        if 0 < len(kept) <= 4 and capitals and named & {normalise(w) for w in kept}:
            return " ".join(kept)
    return None


def acronym_in(text: str) -> str | None:
    """Return a title that is one word of capitals, possibly the short name of a school."""
    kept = _without_noise(text)
    acronyms = [w for w in kept if _ACRONYM.match(w)]
    return acronyms[0] if len(acronyms) == 1 and len(kept) == 1 else None


def _is_noise(word: str) -> bool:
    beginnings = ("stage", "bpv", "planning", "jaarplan", "intern", "vakantie", "schoolvakantie")
    return word in _NOISE or word.startswith(beginnings)


def is_planning_title(text: str) -> bool:
    """Return whether a text holds only words of any planning: "BPV-planning", "Overzicht stages".

    A number would be a value, so a text with one is no such title.
    """
    return not re.search(r"\d", text) and bool(normalise(text)) and not _without_noise(text)


def title_words(text: str, names: Iterable[str]) -> int:
    """Return how many words a text has besides these names, numbers and words of any planning.

    Words of up to three letters do not count.
    """
    known = set(normalise(" ".join(names)).split())
    words = [word for word in normalise(text.replace("_", " ")).split() if word not in known]
    return sum(len(w) > 3 and not re.search(r"\d", w) and not _is_noise(w) for w in words)


def _without_noise(text: str) -> list[str]:
    words: list[str] = []
    for word in re.split(r"\s+", text.strip()):
        bare = word.strip(".,;:!?'\"()[]")
        flat = normalise(bare)
        parts = flat.split()
        if not parts or re.search(r"\d", flat) or all(_is_noise(p) for p in parts):
            if words and any(normalise(w) in MARKERS for w in words) and len(words) > 1:
                break
            continue
        words.append(bare)
    while words and normalise(words[0]) in SMALL:
        words.pop(0)
    while words and normalise(words[-1]) in SMALL:
        words.pop()
    return words


_YEARS = (
    re.compile(r"(?<!\d)(20\d\d)\s*[-/–_ ]\s*(20\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)\s*[-/–_]\s*['’]?(\d\d)(?!\d)"),
    re.compile(r"(?<![\d-])['’]?(\d\d)\s*[-/–_]\s*['’]?(\d\d)(?![\d-])"),
    re.compile(r"(?<!\d)(\d\d)(\d\d)(?!\d)"),
)


def school_year_in(text: str) -> int | None:
    """Return the school year that a text names: "2026-2027", "26/27", "schooljaar 2026"."""
    for pattern in _YEARS:
        for match in pattern.finditer(text):
            first, second = (int(g) % 100 for g in match.groups())
            if second == first + 1 and 23 <= first <= 34:
                return 2000 + first
    single = re.search(
        r"(?:schooljaar|studiejaar|school year|academic year|schuljahr|sj)\D{0,3}(20\d\d)",
        text.casefold(),
    )
    return int(single.group(1)) if single else None


def likely_school_year(days: Iterable[date]) -> int | None:
    """Return the school year of most dates."""
    years = Counter(school_year_of(day) for day in days if 2015 <= day.year <= 2060)
    return years.most_common(1)[0][0] if years else None


def next_school_year(today: date) -> int:
    """Return the school year that is planned: from February on the coming one."""
    return today.year if today.month >= 2 else today.year - 1


#: "Cohort 2025" started in 2025; "cohort 2026-2027" is a school year.
_COHORT = re.compile(r"\bcohort(?:jaar)?\s*:?\s*(20\d\d)(?!\s*[-/–]?\s*\d)")


def leerjaar_in(texts: Sequence[str], school_year: int | None = None) -> int | None:
    """Return the year of the programme that a text names: "Leerjaar 2", "1e jaars".

    The year of a cohort follows from the school year: in 2026-2027 cohort 2025 is in its
    second year.
    """
    for text in texts:
        flat = normalise(text)
        cohort = _COHORT.search(text.casefold())
        if cohort and school_year is not None and 1 <= school_year - int(cohort.group(1)) + 1 <= 4:
            return school_year - int(cohort.group(1)) + 1
        if re.search(r"\bleerjaren\b|\bjaren\b", flat):
            continue
        match = re.search(
            r"\b(?:leerjaar|lj|studiejaar|year|jaar)\s?([1-4])\b|\b([1-4])e?\s?(?:leer)?jaars?\b"
            r"|\b([1-4])(?:st|nd|rd|th) year\b",
            flat,
        )
        if match:
            return int(next(g for g in match.groups() if g))
        for word, year in (
            ("eerstejaars", 1),
            ("tweedejaars", 2),
            ("derdejaars", 3),
            ("vierdejaars", 4),
        ):
            if word in flat.replace(" ", ""):
                return year
    return None
