"""The rows of a table: data, totals, titles or notes; blanks are filled from above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.result import Kind, Outcome
from stageplanner.sheets.reading.tables.institution_and_year import known_in, leerjaar_in
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.programmes import codes_in, programmes_named
from stageplanner.sheets.reading.workbook.grid import Row, Sheet, Value, as_text, is_blank

#: Cells that say what a group is; blank below a filled one they mean "the same".
FILLED_DOWN = (
    Field.INSTITUTION, Field.BRIN, Field.LOCATION, Field.PROGRAMME_NAME, Field.PROGRAMME,
    Field.LEVEL, Field.LEERWEG, Field.YEAR, Field.REGION, Field.SCHOOL_YEAR,
)  # fmt: skip
_IDENTITY = (Field.GROUP, Field.STUDENTS)
_IDENTIFYING = (
    Field.GROUP, Field.STUDENTS, Field.START, Field.END, Field.SPAN, Field.DAYS, Field.WEEKDAYS,
    Field.YEAR, Field.FORM, Field.WEEK_COUNT, Field.HOURS_PER_WEEK, Field.PROGRAMME,
    Field.ID, Field.NAME, Field.PLACES, Field.ACCREDITED, Field.HOLIDAY,
)  # fmt: skip
_TOTAL = re.compile(
    r"^(?:eind|sub|gen(?:eraal)?|alge(?:heel|meen)?)?\s?-?(?:totaal|totalen|total|totals|som|sum)\b"
    r"|^(?:grand|sub)\s?-?total|\btotaal$|^gemiddeld|^average|^aantal (?:groepen|rijen)\b"
)


@dataclass(slots=True)
class TableRow:
    """A row below a header: its values, and what it is where it is no data.

    ``filled`` are the columns whose blank cell took the value from above.
    """

    row: int
    cells: Sequence[Value]
    skipped: Outcome | None = None
    continued: bool = False
    filled: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a title between the rows says of the rows below it."""

    institution: str | None = None
    programme: str | None = None
    year: int | None = None


def _patches(sheet: Sheet, table: Table) -> dict[int, list[tuple[int, int, Value]]]:
    """What merged blocks show in the cells they cover, by row: first and last column, value."""
    patches: dict[int, list[tuple[int, int, Value]]] = {}
    for merge in sheet.merges:
        if merge.bottom <= table.header or merge.top >= table.bottom:
            continue
        value = sheet.cell(merge.top, merge.left)
        if value is None or merge.top <= table.header:
            continue
        for row in range(merge.top, min(merge.bottom, table.bottom - 1) + 1):
            patches.setdefault(row, []).append((merge.left, merge.right, value))
    return patches


@lru_cache(maxsize=20_000)
def is_total(text: str) -> bool:
    """Tell whether a text begins a row of totals."""
    return bool(_TOTAL.search(text.casefold().strip(" :")))


#: One of these is in every text that begins a row of totals.
_STEMS_OF_TOTALS = ("tota", "som", "sum", "gemiddeld", "average", "aantal")


def may_hold_totals(text: str) -> bool:
    """Tell at a glance whether a text, or one of many put together, may begin a total."""
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS_OF_TOTALS)


def identifying_columns(table: Table) -> list[int]:
    """The columns that speak of a group, a leerbedrijf or a holiday."""
    columns = {use.field: use.column for use in table.columns if use.field}
    return [columns[f] for f in _IDENTIFYING if f in columns]


#: So many filled cells among the telling columns make a row of data, unless it is a total.
ENOUGH_IDENTIFYING = 4


class RowClassifier:
    """Tells the rows of a table apart, from top to bottom; blanks are filled from above."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        columns = {use.field: use.column for use in table.columns if use.field}
        used = {use.column for use in table.columns if use.field}
        used |= {t.column for t in table.times} | table.codes.keys()
        # Our own sheets say everything on every row: a blank there is a blank.
        self._is_app_workbook = table.kind in (Kind.PLAN, Kind.ANSWER)
        self._sheet, self._table, self._used = sheet, table, used
        self._identifying = identifying_columns(table)
        self.patches = _patches(sheet, table)
        self.filled = [
            columns[f]
            for f in FILLED_DOWN
            if f in columns and not self._is_app_workbook and _is_grouped(sheet, table, columns[f])
        ]
        self.identity = [columns[f] for f in _IDENTITY if f in columns]
        self._names = [columns[f] for f in (Field.PROGRAMME, Field.PROGRAMME_NAME) if f in columns]
        self._above: dict[int, Value] = {}
        self.previous: Sequence[Value] | None = None

    def rows(self, start: int | None = None) -> Iterator[TableRow]:
        """Every row that is not empty, from ``start`` on (else from below the header)."""
        first = self._table.header + 1 if start is None else start
        for number in range(first, self._table.bottom):
            row = self.classify(number)
            if row is not None:
                yield row

    def classify(self, number: int) -> TableRow | None:
        """What a row is; ``None`` where it is empty."""
        cells = self._cells(number)
        if (not cells or cells[0] is None or cells[0] == "") and all(map(is_blank, cells)):
            return None
        kind = _kind_of(cells, self._identifying, self._used, self._table)
        if kind is not None:
            return TableRow(number, cells, kind)
        continued = not self._is_app_workbook and _continues(
            cells, self.identity, self._names, self.previous
        )
        wanted = [*self.filled, *(self.identity + self._names if continued else ())]
        if not wanted:
            self.previous = cells
            return TableRow(number, cells)
        above = dict(enumerate(self.previous)) if continued and self.previous else self._above
        result = _fill(cells, wanted, above, self._names)
        for column in self.filled:
            if column < len(result) and not is_blank(result[column]):
                self._above[column] = result[column]
        self.previous = result
        taken = tuple(
            c
            for c in dict.fromkeys(wanted)
            if not is_blank(result[c]) and (c >= len(cells) or is_blank(cells[c]))
        )
        return TableRow(number, result, None, continued, taken)

    def _cells(self, number: int) -> Row:
        """A row with merged blocks written out in every cell they cover."""
        cells = self._sheet.rows[number]
        patch = self.patches.get(number) if self.patches else None
        if not patch:
            return cells
        copied = list(cells)
        for left, right, value in patch:
            copied += [None] * (right + 1 - len(copied))
            copied[left : right + 1] = [value] * (right + 1 - left)
        return copied


def table_rows(sheet: Sheet, table: Table) -> Iterator[TableRow]:
    """Every row of a table that is not empty, told apart as data, title, total or note."""
    return RowClassifier(sheet, table).rows()


def _kind_of(  # noqa: PLR0911, PLR0912 a rule each
    cells: Sequence[Value], telling: list[int], used: set[int], table: Table
) -> Outcome | None:
    """Title, total or note; ``None`` for a row of data."""
    told = 0
    for column in telling:
        if column < len(cells) and cells[column] is not None and cells[column] != "":
            told += 1
            if told == ENOUGH_IDENTIFYING:
                first = cells[0]
                if not isinstance(first, str) or not first.strip():
                    first = next((v for v in cells if isinstance(v, str) and v.strip()), "")
                return Outcome.TOTAL if is_total(first) else None
    texts = [(k, v) for k, v in enumerate(cells) if not is_blank(v)]
    words = [as_text(v) for _, v in texts if isinstance(v, str)]
    if words and is_total(words[0]):
        return Outcome.TOTAL
    told = sum(1 for c in telling if c < len(cells) and not is_blank(cells[c]))
    different = {as_text(v) for _, v in texts}
    if len(different) == 1:
        if isinstance(texts[0][1], str) and (told <= 1 or len(texts) > 1):
            return Outcome.TITLE
        if told <= 1 and not isinstance(texts[0][1], str):
            return Outcome.TOTAL
    if any(is_total(w) for w in words) and told <= 2:
        return Outcome.TOTAL
    if len(texts) <= 3 and _names_programme(texts, table):
        return Outcome.TITLE
    in_use = [c for c, _ in texts if c in used]
    if not in_use:
        return Outcome.NOTE
    if told == 0 and not any(t.column == c for t in table.times for c in in_use):
        return Outcome.NOTE
    numbers = all(isinstance(v, (int, float)) for _, v in texts)
    if numbers and not words and told <= 1 and len(table.columns) > 3:
        return Outcome.TOTAL
    return None


#: A row with a value in a column of these is about a group, or lacks what it should tell.
_ABOUT_A_GROUP = frozenset(
    {
        Field.STUDENTS, Field.START, Field.END, Field.SPAN, Field.DAYS, Field.WEEKDAYS,
        Field.PROGRAMME, Field.PROGRAMME_NAME, Field.WEEK_COUNT, Field.FORM,
    }
)  # fmt: skip


def _names_programme(texts: Sequence[tuple[int, Value]], table: Table) -> bool:
    """Tell whether a row only names the programme of the rows below it: "Crebo | 25655"."""
    told = {use.column for use in table.columns if use.field in _ABOUT_A_GROUP}
    told |= {time.column for time in table.times}
    if table.kind is not Kind.PERIODS or any(column in told for column, _ in texts):
        return False
    codes = codes_in(" ".join(as_text(value) for _, value in texts))
    return len(codes) == 1 and all(isinstance(v, str) or as_text(v) in codes for _, v in texts)


def _is_grouped(sheet: Sheet, table: Table, column: int) -> bool:
    """Tell whether a column is written once per block of rows: first row filled, many blank."""
    blank = filled = 0
    above: Value = None
    for row in range(table.header + 1, min(table.bottom, table.header + 400)):
        value = sheet.cell(row, column)
        if is_blank(value):
            above = None
            if any(not is_blank(v) for v in sheet.rows[row]):
                if not filled:
                    return False
                blank += 1
        else:
            if value == above:
                return False
            above = value
            filled += 1
    return blank > 0 and blank >= 0.15 * (blank + filled)


def _continues(
    cells: Sequence[Value],
    identity: list[int],
    names: list[int],
    previous: Sequence[Value] | None,
) -> bool:
    """Tell whether a row only adds a period to the group above it."""
    if previous is None or not identity:
        return False
    first = identity[0]
    if first < len(cells) and cells[first] is not None and cells[first] != "":
        return False
    return all(c >= len(cells) or is_blank(cells[c]) for c in (*identity, *names))


def _fill(
    cells: Sequence[Value], wanted: list[int], above: dict[int, Value], names: list[int]
) -> Sequence[Value]:
    if not wanted:
        return cells
    result = list(cells)
    result += [None] * (max(wanted) + 1 - len(result))
    named = any(not is_blank(result[c]) for c in names if c < len(result))
    for column in wanted:
        if is_blank(result[column]) and not (named and column in names):
            result[column] = above.get(column)
    return result


def read_section(
    cells: Sequence[Value], known: tuple[str, ...], before: Section, school_year: int | None = None
) -> Section:
    """What a title row says: an institution, a programme, a year; the rest stays as before."""
    text = " ".join(dict.fromkeys(as_text(v) for v in cells if not is_blank(v)))
    institution = known_in(text, known) or before.institution
    year = leerjaar_in([text], school_year)
    bare = re.sub(r"\b(?:leerjaar|lj|jaar)\s?[1-4]\b", " ", text.casefold())
    programme = text if codes_in(text) or programmes_named(bare) else None
    if programme is not None:
        return Section(institution=institution, programme=programme, year=year)
    return Section(institution=institution, programme=before.programme, year=year or before.year)
