"""Name rows above the weeks of a table that runs down: their corner is empty, or holds "Week".

In a Blockplan the weeks run down, and a row above them names the groups. Its first cell is the
corner of the table, so that it heads the weeks below it or is empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.tables.row_rules import is_total
from stageplanner.sheets.reading.tables.table import ColumnUse
from stageplanner.sheets.reading.tables.week_columns import header_moment, times_of
from stageplanner.sheets.reading.values.programmes import codes_in, programmes_named
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text, is_blank

_WEEK_WORDS = re.compile(
    r"(?:kalender|les|school|jaar)?(?:week|weken|weeks)(?:nr|nummers?)?|wk|wks|kw|kalenderwoche|"
    r"woche|maandag|montag|datum|periode|ab|vom|vanaf|va"
)
#: Words that may stand with these in a corner: "Week / klas", "Weeknr."
_GROUP_WORDS = frozenset(
    {"nr", "nummer", "nummers", "no", "groep", "groepen", "klas", "klassen", "klasse", "class"}
)
_LEERJAAR = re.compile(
    r"^(?:leerjaar|lj|jaar|studiejaar)\.? ?[1-4]$|^[1-4]e? ?(?:leerjaar|lj|jaar)$"
)
_LEAST_WEEKS = 4
_LONGEST_GROUP = 30


def has_weeks_below(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether a column holds weeks in order below a row."""
    below = [sheet.cell(r, column) for r in range(row + 1, len(sheet.rows))]
    return len(times_of(below)) >= _LEAST_WEEKS


def is_corner(value: Value) -> bool:
    """Return whether a cell can be the corner of a table whose weeks run down."""
    if is_blank(value):
        return True
    words = normalise(value).split() if isinstance(value, str) else []
    weekly = [bool(_WEEK_WORDS.fullmatch(word)) for word in words]
    known = [is_week or word in _GROUP_WORDS for word, is_week in zip(words, weekly, strict=True)]
    return any(weekly) and all(known)


def corner_label(values: Sequence[Value], taken: set[str]) -> str | None:
    """Return the heading that fits the cells of a row without one; ``None`` if none fits.

    ``taken`` holds the normalised headings that the table has already.
    """
    filled = [as_text(v) for v in values if not is_blank(v)]
    if not filled:
        return None
    for label, fits in (
        ("Leerjaar", lambda text: bool(_LEERJAAR.match(normalise(text)))),
        ("Crebo", lambda text: bool(codes_in(text)) and len(text) <= _LONGEST_GROUP),
        ("Opleiding", lambda text: not re.search(r"\d", text) and bool(programmes_named(text))),
        ("Groep", _is_group),
    ):
        if normalise(label) not in taken and all(map(fits, filled)):
            return label
    return None


def corner_labels(heads: Sequence[Value], rows: Sequence[Sequence[Value]]) -> dict[int, str]:
    """Return the headings that fit the corners before the weeks of a header row, by column."""
    times = times_of(heads)
    has_weeks = len(times) >= _LEAST_WEEKS
    taken = {normalise(as_text(v)) for v in heads if isinstance(v, str)}
    labels: dict[int, str] = {}
    for column, value in enumerate(heads[: times[0].column] if has_weeks else heads[:1]):
        below = [row[column] for row in rows if column < len(row)]
        if is_corner(value) and (label := corner_label(below, taken)) is not None:
            labels[column] = label
            taken.add(normalise(label))
    return labels


def with_corner_fields(
    sheet: Sheet, header: int, bottom: int, uses: tuple[ColumnUse, ...]
) -> tuple[ColumnUse, ...]:
    """Assign fields to columns before the weeks that are headed "Week" or nothing."""
    rows = [
        row for row in sheet.rows[header + 1 : min(bottom, header + 400)]
        if sum(not is_blank(v) for v in row) > 1 and not is_total(as_text(row[0]))
    ]  # fmt: skip
    heads = sheet.rows[header]
    fields = {use.field for use in uses}
    result = {use.column: use for use in uses}
    for column, label in corner_labels(heads, rows).items():
        wanted = _FIELDS[label]
        known = result[column].field if column in result else None
        if wanted not in fields and known in (None, Field.SPAN, Field.START):
            heading = result[column].heading if column in result else ""
            result[column] = ColumnUse(column=column, heading=heading, field=wanted, confidence=0.6)
    return tuple(result[column] for column in sorted(result))


_FIELDS = {
    "Leerjaar": Field.YEAR,
    "Crebo": Field.PROGRAMME,
    "Opleiding": Field.PROGRAMME_NAME,
    "Groep": Field.GROUP,
}


def _is_group(text: str) -> bool:
    is_name = len(text) <= _LONGEST_GROUP and re.search(r"[^\W\d_]", text) is not None
    return is_name and header_moment(text) is None
