"""Find the rows of a sheet that head a table, among titles, totals and rows of data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import NoneType

from stageplanner.sheets.columns import normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.corner_labels import is_corner
from stageplanner.sheets.reading.tables.header_kind import UserFields, best_kind
from stageplanner.sheets.reading.tables.heading_match import guesses
from stageplanner.sheets.reading.tables.holiday_columns import holidays_across
from stageplanner.sheets.reading.tables.holiday_evidence import lists_holidays
from stageplanner.sheets.reading.tables.programme_columns import code_columns
from stageplanner.sheets.reading.tables.row_rules import are_units
from stageplanner.sheets.reading.tables.week_columns import (
    PERIOD_HEADING,
    TimeColumn,
    header_moment,
    time_columns,
)
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text, is_blank

#: A first header is among this many rows that are not empty.
HEADER_ROWS = 60
_LEAST_SCORE = 3.0


@dataclass(frozen=True, slots=True)
class Header:
    """One or more header rows, with the kind of table they head."""

    kind: Kind
    top: int
    bottom: int
    score: float
    texts: tuple[tuple[str, ...], ...]
    times: tuple[TimeColumn, ...] = ()
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def header_texts(sheet: Sheet, row: int) -> list[str]:
    """Return the cells of a row as headings; a merged block repeats its text in every column."""
    width = sheet.width
    texts = [as_text(v) if not is_blank(v) else "" for v in sheet.rows[row]]
    texts += [""] * (width - len(texts))
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.right < width:
            value = as_text(sheet.cell(merge.top, merge.left))
            for column in range(merge.left, merge.right + 1):
                texts[column] = value
    return texts


def _not_mapped(_row: int) -> Kind | None:
    return None


def find_headers(
    sheet: Sheet, user_words: UserFields, mapped: Callable[[int], Kind | None] = _not_mapped
) -> list[Header]:
    """Return the headers of a sheet from top to bottom.

    ``mapped`` returns the kind of table that a person mapped the cells of a row to, if any.
    """
    headers: list[Header] = []
    seen = 0
    row = sheet.view.turned_at or 0
    end = len(sheet.rows)
    header_words: frozenset[str] = frozenset()
    no_header: set[str] = set()  # first cells of rows that are no header
    while row < end:
        cells = sheet.rows[row]
        first_type = type(cells[0]) if cells else str
        # Below the header rows only a word can begin a header.
        if (first_type is str and cells and cells[0] in no_header) or (
            seen >= HEADER_ROWS and first_type is not str and first_type is not NoneType
        ):
            row += 1
            continue
        first = next((v for v in cells if not is_blank(v)), None)
        if first is None:
            row += 1
            continue
        seen += 1
        if seen > HEADER_ROWS and not (
            isinstance(first, str) and normalise(as_text(first)) in header_words
        ):
            if isinstance(first, str):
                no_header.add(first)
            row += 1
            continue
        header = _best_header(sheet, row, user_words)
        kind = mapped(row)
        if kind is not None and (header is None or header.kind is not kind):
            header = _mapped_header(sheet, row, kind)
        if header is not None and (kind is not None or _is_what_it_seems(sheet, header)):
            header = _with_rows_below(sheet, header)
            headers.append(header)
            header_words = frozenset(normalise(t) for ts in header.texts for t in ts if t)
            no_header = set()
            row = header.bottom + 1
        else:
            row += 1
    return headers


def _describes_weeks(value: Value) -> bool:
    """Return whether a cell outside the weeks belongs to a row that only describes them."""
    return is_corner(value) or header_moment(value) is not None


def _mapped_header(sheet: Sheet, row: int, kind: Kind) -> Header:
    """Build the header of a row whose columns a person pointed out."""
    times = time_columns(sheet, range(row, row + 1)) if kind is Kind.PERIODS else ()
    texts = header_texts(sheet, row)
    codes = code_columns(texts) if kind is Kind.CAPACITY else {}
    return Header(kind, row, row, _LEAST_SCORE, tuple((text,) for text in texts), times, codes)


def _is_what_it_seems(sheet: Sheet, header: Header) -> bool:
    """Return whether apparent holidays are no teaching periods or other dates."""
    if header.kind is not Kind.HOLIDAYS:
        return True
    return lists_holidays(sheet, header.top, header.bottom, header.texts)


def _with_rows_below(sheet: Sheet, header: Header) -> Header:
    """Extend a header of weeks by rows that only describe the weeks: dates, periods."""
    timed = {t.column for t in header.times}
    while timed and header.bottom + 1 < len(sheet.rows):
        below = sheet.rows[header.bottom + 1]
        filled = [(c, v) for c, v in enumerate(below) if not is_blank(v)]
        if len(filled) < 3 or any(c not in timed and not _describes_weeks(v) for c, v in filled):
            break
        filled = [(c, v) for c, v in filled if c in timed]
        dated = [v for _, v in filled if header_moment(v) or PERIOD_HEADING.match(as_text(v))]
        whole = all(isinstance(v, (int, float)) for _, v in filled)
        if len(dated) < 0.8 * len(filled) or (whole and len({v for _, v in filled}) < 4):
            break
        header = replace(header, bottom=header.bottom + 1)
    return header


def _best_header(sheet: Sheet, row: int, user_words: UserFields) -> Header | None:
    """Return the best header of one, two or three rows that begins at this row."""
    best: Header | None = None
    for height in (1, 2, 3):
        if row + height > len(sheet.rows):
            break
        candidate = _header_at(sheet, row, height, user_words)
        if candidate is not None and (best is None or candidate.score > best.score + 0.4):
            best = candidate
    if best is None:
        return None
    later = _header_at(sheet, row + 1, 1, user_words) if row + 1 < len(sheet.rows) else None
    if later is not None and best.bottom == row and later.score > best.score + 1.5:
        return None
    return best


def _header_at(  # noqa: PLR0911 one return per rule
    sheet: Sheet, row: int, height: int, user_words: UserFields
) -> Header | None:
    rows = [header_texts(sheet, row + k) for k in range(height)]
    if height == 1 and are_units(rows[0]):
        return None
    if height > 1 and (not any(rows[0]) or not any(rows[-1])):
        return None
    if height > 1 and any(_is_title(sheet, texts) for texts in rows):
        return None
    if height > 1 and _begins_as_title(rows):
        return None
    times = time_columns(sheet, range(row, row + height))
    columns = list(zip(*rows, strict=True))
    timed = {t.column for t in times}
    codes = code_columns(rows[-1]) if height == 1 else {}
    if height == 1 and holidays_across(sheet, row):
        return Header(Kind.HOLIDAYS, row, row, 5.0, tuple(columns))
    if any(_holds_values(sheet, row + k, timed | codes.keys()) for k in range(height)):
        return None
    best = best_kind(columns, timed, bool(times), codes.keys(), user_words)
    if best is None or best[0] < _LEAST_SCORE:
        return None
    if height > 1 and not _adds_up(rows, columns, best[1], timed, user_words):
        return None
    kept = times if best[1] is Kind.PERIODS else ()
    coded = codes if best[1] is Kind.CAPACITY or best[2] else {}
    return Header(best[1], row, row + height - 1, best[0], tuple(columns), kept, coded)


_VALUE = re.compile(
    r"^[\d.,:/ -]+$|^\d+ ?(?:dgn|dagen|uur|studenten)\b|^2\d{4}\b|^(?:wk|week|weken)\.? ?\d+ ?\D"
    r"|^(?:ma|di|wo|do|vr)(?:[ ,+/&-]+(?:ma|di|wo|do|vr))+$"
)


def _holds_values(sheet: Sheet, row: int, timed: set[int]) -> bool:
    """Return whether a row holds numbers, dates or weeks where a header holds words."""
    filled = values = 0
    between = range(min(timed, default=0), max(timed, default=0))
    for column, value in enumerate(sheet.rows[row]):
        if is_blank(value) or column in timed or (column in between and _is_sign(value)):
            continue
        filled += 1
        if not isinstance(value, str) or _VALUE.match(value.strip().casefold()):
            values += 1
    return values > 0.2 * filled


def _is_sign(value: Value) -> bool:
    """Return whether a cell holds only signs such as a dash."""
    return isinstance(value, str) and not re.search(r"\w", value)


def _begins_as_title(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row is a title over the first columns.

    A heading over a group of columns is not alone in its row.
    """
    first = next((k for k, text in enumerate(rows[-1]) if text), 0)
    return len({t for t in rows[0] if t}) == 1 and any(rows[0][: first + 1])


def _is_title(sheet: Sheet, texts: Sequence[str]) -> bool:
    """Return whether a row has one text, or one text merged over the whole width."""
    different = {t for t in texts if t}
    return len(different) == 1 and (
        sum(bool(t) for t in texts) == 1 or sum(bool(t) for t in texts) >= sheet.width - 1
    )


def _adds_up(
    rows: list[list[str]],
    columns: list[tuple[str, ...]],
    kind: Kind,
    timed: set[int],
    user_words: UserFields,
) -> bool:
    """Return whether every header row holds headings or weeks, so that no data is swallowed."""
    for k, texts in enumerate(rows):
        filled = [c for c, t in enumerate(texts) if t]
        known = [
            c
            for c in filled
            if c in timed
            or texts[c] in columns[c][:k]
            or (k + 1 < len(rows) and texts[c] in texts[c + 1 : c + 2] + texts[max(c - 1, 0) : c])
            or normalise(texts[c]) in user_words
            or (guesses(normalise(texts[c]), kind) and not _LABELLED.search(texts[c]))
            or _is_group_heading(texts[c])
        ]
        if len(known) < 0.6 * len(filled):
            return False
    return True


_GROUP_HEADING = re.compile(
    r"^(?:stage|bpv|blok|lint|periode|period|p|groep|algemeen|opleiding|gegevens|planning|weken|"
    r"kwartaal|semester|dagen|week|maand|\d{4}|kalenderweek|januari|februari|maart|april|mei|juni|"
    r"juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|"
    r"nov|dec|student|leerbedrijf)\b"
)


#: A text with a colon and more behind it is a label with its value, not a heading.
_LABELLED = re.compile(r":\s*\w")


def _is_group_heading(text: str) -> bool:
    return bool(_GROUP_HEADING.match(normalise(text)))
