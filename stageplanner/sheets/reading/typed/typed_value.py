"""Parse one value that a person types or pastes into a field, in any spelling the import knows.

A value that cannot be understood is refused with a sentence that explains how to write it. An
empty text clears the field if the field may be empty.
"""

from __future__ import annotations

from stageplanner.sheets.reading.typed.row_context import Read, RowContext, not_understood
from stageplanner.sheets.reading.typed.typed_dates import TIMES
from stageplanner.sheets.reading.typed.typed_names import WORDS

#: Longer than any name; a longer text was pasted by mistake.
LONGEST_TEXT = 200


def read_typed(kind: str, name: str, text: str, context: RowContext) -> Read:
    """Parse what was typed into a field of a stage period, leerbedrijf or holiday.

    Parameters
    ----------
    kind
        ``period``, ``leerbedrijf`` or ``holiday``.
    name
        The field by its name in the dataclass; ``span`` is first and last week in one.
    text
        What was typed.
    context
        The names in use and the school year of the row.
    """
    bare = " ".join(text.split())
    if len(bare) > LONGEST_TEXT:
        return not_understood("edit_too_long", most=LONGEST_TEXT)
    return _READERS[kind][name](name, bare, context)


def typed_fields(kind: str) -> frozenset[str]:
    """Return the fields of a kind of row that can be typed."""
    return frozenset(_READERS[kind])


_READERS = {kind: {**words, **TIMES[kind]} for kind, words in WORDS.items()}
