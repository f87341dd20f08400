"""A long list of stage periods: what many rows share is read once.

The rows of a long list differ in their group and number of students; whose group it is, when
and how often it goes are combinations that come back. They are numbered from the codes of
the columns, and each is read once with the reader of single rows. Rows that need a word (a
note, an error, a total, a title) are left to that reader, so that both ways give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.parties import Programme
from stageplanner.domain.period import Source, StagePeriod
from stageplanner.sheets.columns import Field
from stageplanner.sheets.grid import Coded, Sheet, Value, as_text, is_blank
from stageplanner.sheets.packing import LARGE, coded_columns
from stageplanner.sheets.read_periods import PeriodReader
from stageplanner.sheets.rhythm import Rhythm
from stageplanner.sheets.rows import ENOUGH_TOLD, RowTeller, is_total, telling_columns
from stageplanner.sheets.tables import Table

_Bools = NDArray[np.bool_]
_Codes = NDArray[np.int64]
_T = TypeVar("_T")

_Whose = tuple[str, Programme, int | None]
_Timed = tuple[Rhythm, tuple[DateRange, ...]]
#: More different values together than this are numbered anew before they are multiplied.
_MOST = 2**62


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows below a header that need no word, and what each of them is made of."""

    first: int
    is_plain: Sequence[bool]
    read: Callable[[int], tuple[StagePeriod, ...]]


def plain_rows(
    sheet: Sheet, table: Table, reader: PeriodReader, teller: RowTeller
) -> PlainRows | None:
    """The plain rows of a long list; ``None`` where the rows have to be read one by one."""
    if table.bottom - table.header <= LARGE or table.times or teller.filled:
        return None
    if reader.needs_group or len(reader.groups) != 1 or reader.column_of(Field.STUDENTS) is None:
        return None
    return _Bulk(sheet, table, reader, teller).plain()


def data_rows(sheet: Sheet, table: Table, teller: RowTeller) -> list[bool] | None:
    """The rows below a header that are data for sure; ``None`` for a short or grouped table."""
    if table.bottom - table.header <= LARGE or table.times or teller.filled:
        return None
    found: list[bool] = _Columns(sheet, table, teller).are_data().tolist()
    return found


@dataclass(slots=True)
class _Combined:
    """Some columns as one: per row the number of its combination; per number its first row."""

    codes: _Codes
    first: Sequence[int]

    def values(self, read: Callable[[int], _T]) -> list[_T]:
        """What is read of every combination, at its first row."""
        return [read(row) for row in self.first]

    def where(self, flags: Iterable[bool]) -> _Bools:
        """The rows whose combination is flagged."""
        return np.fromiter(flags, dtype=bool)[self.codes]

    def spread(self, numbers: Iterable[int]) -> _Codes:
        """A number of every combination, per row."""
        return np.fromiter(numbers, dtype=np.int64)[self.codes]


class _Columns:
    """The columns of one table as codes, and which of its rows are plain data."""

    def __init__(self, sheet: Sheet, table: Table, teller: RowTeller) -> None:
        self._first = table.header + 1
        self._rows = sheet.rows[self._first : table.bottom]
        inside = slice(self._first, table.bottom)
        whole = sheet.coded or coded_columns(sheet.rows)
        self._columns = tuple(Coded(c.values, c.codes[inside]) for c in whole)
        self._sheet, self._table, self._teller = sheet, table, teller

    def are_data(self) -> _Bools:
        """The rows that tell enough and are no totals; merged, hidden and faulty ones apart."""
        count = len(self._rows)
        told = np.zeros(count, dtype=np.int64)
        blank = {c: self._where(c, is_blank) for c in telling_columns(self._table)}
        for is_empty in blank.values():
            told += ~is_empty
        plain = (told >= ENOUGH_TOLD) & ~self._totals()
        if self._teller.identity:
            plain &= ~blank[self._teller.identity[0]]
        apart = {row for row, _ in self._sheet.faults} | self._sheet.hidden_rows
        for row in apart | self._teller.patches.keys():
            if 0 <= row - self._first < count:
                plain[row - self._first] = False
        return plain

    def _where(self, column: int, test: Callable[[Value], bool]) -> _Bools:
        """The rows whose value in a column passes a test."""
        coded = self._columns[column]
        return np.fromiter(map(test, coded.values), dtype=bool)[coded.codes]

    def _totals(self) -> _Bools:
        """The rows whose first word begins a total."""
        wordless = np.ones(len(self._rows), dtype=bool)
        found = np.zeros(len(self._rows), dtype=bool)
        for column in range(len(self._columns)):
            if not wordless.any():
                break
            words = self._where(column, _is_word)
            found |= wordless & words & self._where(column, _is_total)
            wordless &= ~words
        return found


class _Bulk(_Columns):
    """The columns of a list of stage periods, and what is made of them."""

    def __init__(self, sheet: Sheet, table: Table, reader: PeriodReader, teller: RowTeller) -> None:
        super().__init__(sheet, table, teller)
        self._reader = reader
        self._plain = self.are_data()

    def plain(self) -> PlainRows:
        """Number the combinations, read each once, and keep the rows without a word."""
        reader = self._reader
        whose = self._combined(reader.who.columns)
        rows = self._rows
        said = whose.values(lambda k: reader.whose(rows[k]))
        known = [each[:3] for each in said]
        self._keep(whose.where(not n and i is not None and p is not None for i, p, _, n in said))
        timing, timed = self._timed(whose, [each[0] for each in said])
        counts = self._combined((reader.column_of(Field.STUDENTS),))
        numbers = counts.values(lambda k: reader.students(rows[k]))
        self._keep(counts.where(not n.notes and n.value is not None for n in numbers))
        remarks = self._combined(reader.remarked.columns)
        self._keep(remarks.where(not reader.remarks(rows[k]) for k in remarks.first))
        limits = self._limits(timing, timed)
        details, detailed = self._detailed(whose, [each[1] for each in said])
        parts: tuple[tuple[_Codes, Sequence[Any]], ...] = (
            (whose.codes, known), (timing.codes, timed),
            (counts.codes, [n.value for n in numbers]), (details.codes, detailed), *limits,
        )  # fmt: skip
        return PlainRows(self._first, self._plain.tolist(), self._builder(parts))

    def _keep(self, flags: _Bools) -> None:
        self._plain &= flags

    # ------------------------------------------------------------ combinations

    def _combined(self, columns: Iterable[int | None], *more: tuple[_Codes, int]) -> _Combined:
        """Number the combinations of some columns, and of what was numbered before."""
        parts = list(more)
        for column in columns:
            if column is not None:
                coded = self._columns[column]
                parts.append((coded.codes.astype(np.int64), len(coded.values)))
        key, size = np.zeros(len(self._rows), dtype=np.int64), 1
        for codes, count in parts:
            if size * count > _MOST:
                different, key = np.unique(key, return_inverse=True)
                size = len(different)
            key, size = key * count + codes, size * count
        _, first, codes = np.unique(key, return_index=True, return_inverse=True)
        return _Combined(codes, first.tolist())

    def _timed(
        self, whose: _Combined, institutions: list[str | None]
    ) -> tuple[_Combined, list[_Timed | None]]:
        """Rhythm and dates, which hang on the institution too."""
        reader = self._reader
        other = reader.settings.institution or ""
        names = dict.fromkeys(name or other for name in institutions)
        number = {name: k for k, name in enumerate(names)}
        index = whose.spread(number[name or other] for name in institutions)
        timing = self._combined(reader.timing_columns, (index, len(number)))
        listed, group = list(names), reader.groups[0]
        found = timing.values(lambda k: reader.timed(self._rows[k], group, listed[index[k]]))
        self._keep(timing.where(not f.notes and f.value is not None for f in found))
        return timing, [f.value for f in found]

    def _limits(
        self, timing: _Combined, timed: list[_Timed | None]
    ) -> tuple[tuple[_Codes, list[date | None]], ...]:
        """Earliest start and latest end, where the wish keeps them."""
        starts = timing.spread(min(r.start for r in t[1]).toordinal() if t else 0 for t in timed)
        ends = timing.spread(max(r.end for r in t[1]).toordinal() if t else 0 for t in timed)
        found = []
        for wanted in (Field.EARLIEST, Field.LATEST):
            column = self._reader.own_column(wanted)
            combined = self._combined((column,))
            days = [self._reader.day(self._rows[k], wanted) for k in combined.first]
            limits = combined.spread(day.toordinal() if day else -1 for day in days)
            inside = limits > starts if wanted is Field.EARLIEST else limits < ends
            self._keep((limits < 0) | ~inside)
            found.append((combined.codes, days))
        return tuple(found)

    def _detailed(
        self, whose: _Combined, programmes: list[Programme | None]
    ) -> tuple[_Combined, list[dict[str, Any]]]:
        """The fields that many rows share: names, places, limits."""
        number: dict[Programme | None, int] = {}
        index = whose.spread([number.setdefault(p, len(number)) for p in programmes])
        details = self._combined(self._reader.shared.columns, (index, len(number)))
        listed = list(number)

        def read(k: int) -> dict[str, Any]:
            programme = listed[index[k]]
            return {} if programme is None else self._reader.details(self._rows[k], programme)

        return details, details.values(read)

    # ------------------------------------------------------------ stage periods

    def _builder(
        self, parts: tuple[tuple[_Codes, Sequence[Any]], ...]
    ) -> Callable[[int], tuple[StagePeriod, ...]]:
        (who, known), (when, timed), (count, numbers), (what, detailed), low, high = (
            (codes.tolist(), values) for codes, values in parts
        )
        (early, earliest), (late, latest) = low, high
        file, sheet, first = self._reader.file, self._reader.sheet, self._first + 1
        groups = self._groups()
        ids = self._ids()

        def read(k: int) -> tuple[StagePeriod, ...]:
            institution, programme, year = known[who[k]]
            rhythm, ranges = timed[when[k]]
            source = Source(file=file, sheet=sheet, row=first + k)
            return tuple(
                [
                    StagePeriod(
                        id=ids[k] if ids else "",
                        institution=institution,
                        programme=programme.crebo,
                        year=year,
                        group=groups[k],
                        students=numbers[count[k]],
                        form=rhythm.form,
                        start=dates.start,
                        end=dates.end,
                        days_per_week=rhythm.days_per_week,
                        weekdays=rhythm.weekdays,
                        hours_per_day=rhythm.hours_per_day,
                        earliest_start=earliest[early[k]],
                        latest_end=latest[late[k]],
                        source=source,
                        **detailed[what[k]],
                    )
                    for dates in ranges
                ]
            )

        return read

    def _groups(self) -> list[str]:
        column = self._reader.own_column(Field.GROUP)
        combined = self._combined((column,))
        names = np.array(
            [self._reader.group_of(self._rows[k]) for k in combined.first], dtype=object
        )
        found: list[str] = names[combined.codes].tolist()
        return found

    def _ids(self) -> list[str]:
        column = self._reader.own_column(Field.ID)
        if column is None:
            return []
        return [as_text(self._reader.cell(row, Field.ID)) for row in self._rows]


def _is_word(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_total(value: Value) -> bool:
    return isinstance(value, str) and is_total(value)
