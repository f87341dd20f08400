"""Derive the kind of a table from the words of its header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.heading_match import (
    REPEATED,
    SYNONYMS,
    WEIGHTS,
    Guess,
    guesses,
)
from stageplanner.sheets.reading.values.heading_evidence import REQUIRED, other_meaning

#: A text longer than this is a sentence, not a heading.
_LONG = 80

#: The user's words for columns: normalised heading -> field.
UserFields = Mapping[str, Field]


def user_fields(context: ReadContext) -> UserFields:
    """Return the user's words for columns, those that name an existing field."""
    known = set(Field)
    return {normalise(k): Field(v) for k, v in context.synonyms.items() if v in known}


def best_kind(
    columns: list[tuple[str, ...]],
    timed: set[int],
    has_times: bool,
    codes: Set[int],
    user_words: UserFields,
) -> tuple[float, Kind, bool] | None:
    """Return the most likely kind of table for a header; ``None`` if none fits.

    Parameters
    ----------
    columns
        Per column its texts, one per header row.
    timed
        Columns that stand for a week or period.
    has_times
        Whether there are enough of these for a matrix.
    codes
        Columns that stand for a programme.
    user_words
        The user's words for columns.

    Returns
    -------
    tuple of float, Kind and bool
        The score, the kind, and whether the programme columns hold students.
    """
    if codes and not has_times and _counts_per_programme(columns, codes | timed, user_words):
        score, _ = _score(columns, Kind.PERIODS, timed | codes, user_words)
        return score + 3.0, Kind.PERIODS, True
    candidates: list[tuple[float, Kind, bool]] = []
    for kind in (Kind.PERIODS, Kind.CAPACITY, Kind.HOLIDAYS):
        across = codes if kind is Kind.CAPACITY else frozenset()
        score, fields = _score(columns, kind, timed | across, user_words)
        if across and fields & {Field.ID, Field.NAME}:
            candidates.append((score + 3.0, kind, False))
            continue
        if len(fields) < 2 or (kind is not Kind.HOLIDAYS and len(fields) + has_times < 3):
            continue
        if kind is Kind.HOLIDAYS and not _is_holiday_header(fields):
            continue
        timely = 3.0 if kind is Kind.PERIODS and has_times else 0.0
        candidates.append((score + timely, kind, False))
    return max(candidates, key=lambda candidate: candidate[0], default=None)


def _counts_per_programme(
    columns: list[tuple[str, ...]], across: Set[int], user_words: UserFields
) -> bool:
    """Return whether columns of a crebo hold students of a group, not places of a company."""
    _, wished = _score(columns, Kind.PERIODS, set(across), user_words)
    _, offered = _score(columns, Kind.CAPACITY, set(across), user_words)
    return bool(
        wished & {Field.START, Field.SPAN}
        and wished & {Field.YEAR, Field.DAYS, Field.GROUP, Field.WEEK_COUNT, Field.HOURS_PER_WEEK}
        and not wished & {Field.STUDENTS, Field.PROGRAMME, Field.PROGRAMME_NAME}
        and not offered & {Field.ID, Field.PLACES}
        and (Field.NAME not in offered or Field.INSTITUTION in wished)
    )


def _is_holiday_header(fields: set[Field]) -> bool:
    dated = Field.START in fields or Field.SPAN in fields
    return dated and (Field.HOLIDAY in fields or {Field.INSTITUTION, Field.END} <= fields)


def cell_guesses(
    texts: Sequence[str], kind: Kind, user_words: UserFields, *, fuzzy: bool
) -> tuple[Guess, ...]:
    """Return guesses for a heading of one or more rows: its lowest row, then all joined."""
    filled = [t for k, t in enumerate(texts) if t and (k == 0 or t != texts[k - 1])]
    if not filled:
        return ()
    for words in (normalise(" ".join(filled)), normalise(filled[-1])):
        if words in user_words and user_words[words] in SYNONYMS[kind]:
            return (Guess(user_words[words], 1.1),)
    lowest = guesses(normalise(filled[-1]), kind, fuzzy=fuzzy)
    if len(filled) == 1:
        return lowest
    joined = normalise(" ".join(filled))
    above = normalise(" ".join(filled[:-1])).split()
    lowest = tuple(
        g for g in lowest if g.field not in REQUIRED or not other_meaning(above, g.field)
    )
    together = guesses(joined, kind, fuzzy=False)
    parent = re.search(r"\b([1-8])\b", normalise(filled[0]))
    if together and together[0].confidence >= 0.95:
        return together
    if lowest and parent and lowest[0].field in REPEATED:
        index = int(parent.group(1))
        return tuple(Guess(g.field, g.confidence, index, g.assumed) for g in lowest)
    return lowest or together or _from_above(joined, filled[0], kind, fuzzy=fuzzy)


def _from_above(joined: str, parent: str, kind: Kind, *, fuzzy: bool) -> tuple[Guess, ...]:
    """Return guesses for a heading whose lowest row is unknown: "Aantal" above "docenten".

    A required field needs all rows together, for the lowest may name something else.
    """
    together = [g for g in guesses(joined, kind, fuzzy=fuzzy) if g.field in REQUIRED]
    upper = guesses(normalise(parent), kind, fuzzy=fuzzy)
    return (*together, *(g for g in upper if g.field not in REQUIRED))


def _score(
    columns: list[tuple[str, ...]], kind: Kind, timed: set[int], user_words: UserFields
) -> tuple[float, set[Field]]:
    score = 0.0
    fields: set[Field] = set()
    for column, texts in enumerate(columns):
        if column in timed or any(len(t) > _LONG for t in texts):
            continue
        for guess in cell_guesses(texts, kind, user_words, fuzzy=True):
            if guess.field in fields:
                score += 0.1 if guess.field in REPEATED else 0.0
                continue
            fields.add(guess.field)
            score += WEIGHTS[kind].get(guess.field, 0.6) * guess.confidence
            break
    return score, fields
