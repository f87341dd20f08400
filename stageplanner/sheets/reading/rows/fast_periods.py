"""Read a long list of stage periods: combinations that many rows share are read once.

The rows of a long list differ in their group and number of students. Institution, programme,
dates and rhythm are combinations that repeat: they are numbered from the codes of the columns,
and each is read once with the reader of single rows. Rows that need a note (an error, a total,
a title) are left to that reader, so that both ways give the same result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.programme import Programme
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.rows.coded_table import Bools, CodedTable, Codes, Combined, is_long
from stageplanner.sheets.reading.rows.make_many import make_many, spread
from stageplanner.sheets.reading.rows.periods import PeriodReader
from stageplanner.sheets.reading.rows.plausible import Stretch
from stageplanner.sheets.reading.tables.row_kinds import RowClassifier
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.choices import read_region
from stageplanner.sheets.reading.values.rhythm import Rhythm
from stageplanner.sheets.reading.workbook.grid import Row, Sheet, as_text

_Timed = tuple[Rhythm, tuple[DateRange, ...]]
#: Per row the index of its value, and the values.
_Part = tuple[Codes, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows below a header that need no note, and the stage periods of each of them."""

    is_plain: Sequence[bool]
    periods: Sequence[StagePeriod]
    ends: Sequence[int]

    def of(self, k: int) -> Sequence[StagePeriod]:
        """Return the stage periods of a row, which counts from the header."""
        return self.periods[self.ends[k - 1] if k else 0 : self.ends[k]]


def plain_rows(
    sheet: Sheet, table: Table, reader: PeriodReader, classifier: RowClassifier
) -> PlainRows | None:
    """Read the plain rows of a long list; return ``None`` if all rows must be read singly."""
    if not is_long(table, classifier):
        return None
    if (
        reader.identities.needs_group
        or len(reader.when.groups) != 1
        or reader.column_of(Field.STUDENTS) is None
    ):
        return None
    return _CodedPeriods(sheet, table, reader, classifier).plain()


class _CodedPeriods(CodedTable):
    """The columns of a list of stage periods as codes."""

    def __init__(
        self, sheet: Sheet, table: Table, reader: PeriodReader, classifier: RowClassifier
    ) -> None:
        super().__init__(sheet, table, classifier)
        self._reader = reader
        self._plain = self.are_data()

    def plain(self) -> PlainRows:
        """Read every distinct combination once, and keep the rows without a note."""
        reader = self._reader
        labels = self.combined(reader.identities.picked.columns)
        rows = self._rows
        read = labels.values(lambda k: reader.identities.labels(rows[k]))
        self._keep(
            labels.where(
                not values.notes and values.institution is not None and values.programme is not None
                for values in read
            )
        )
        timing, timed = self._timed(labels, [values.institution for values in read])
        counts = self.combined((reader.column_of(Field.STUDENTS),))
        numbers = counts.values(lambda k: reader.identities.students(rows[k]))
        self._keep(counts.where(not n.notes and n.value is not None for n in numbers))
        remarks = self.combined(reader.remarked.columns)
        self._keep(remarks.where(not reader.remarks(rows[k]) for k in remarks.first))
        groups = self.combined((reader.columns.of(Field.GROUP),))
        self._keep(groups.where(not reader.name_notes(rows[k]) for k in groups.first))
        self._keep(self._are_plausible(labels, timing, timed, [v.institution for v in read]))
        limits = self._limits(timing, timed)
        details, detailed = self._detailed(labels, [values.programme for values in read])
        shared: dict[str, _Part] = {
            "institution": (labels.codes, [values.institution for values in read]),
            "programme": (
                labels.codes,
                [values.programme and values.programme.crebo for values in read],
            ),
            "year": (labels.codes, [values.year for values in read]),
            "group": self._texts(Field.GROUP),
            "students": (counts.codes, [n.value for n in numbers]),
            **limits,
            **{
                name: (details.codes, [value.get(name) for value in detailed])
                for name in dict.fromkeys(chain.from_iterable(detailed))
            },
        }
        return self._build_periods(shared, timing.codes, timed)

    def _keep(self, flags: Bools) -> None:
        self._plain &= flags

    def _timed(
        self, labels: Combined, institutions: list[str | None]
    ) -> tuple[Combined, list[_Timed | None]]:
        """Read the rhythm and dates, which depend on the institution too."""
        reader = self._reader
        other = reader.settings.institution or ""
        names = dict.fromkeys(name or other for name in institutions)
        number = {name: k for k, name in enumerate(names)}
        index = labels.spread(number[name or other] for name in institutions)
        timing = self.combined(reader.when.timing_columns, (index, len(number)))
        listed, group = list(names), reader.when.groups[0]
        readings = timing.values(
            lambda k: reader.when.timed(self._rows[k], group, listed[index[k]])
        )
        self._keep(timing.where(not f.notes and f.value is not None for f in readings))
        return timing, [f.value for f in readings]

    def _are_plausible(
        self,
        labels: Combined,
        timing: Combined,
        timed: Sequence[_Timed | None],
        institutions: Sequence[str | None],
    ) -> Bools:
        """Return the mask of the rows whose dates need no warning. Shape (rows,)."""
        reader = self._reader

        def is_plausible(k: int, found: _Timed | None) -> bool:
            institution = institutions[labels.codes[k]]
            if found is None or institution is None:
                return False
            cells = self._rows[k]
            region = read_region(reader.columns.cell(cells, Field.REGION))
            rhythm, ranges = found
            return not reader.unlikely(
                cells,
                [Stretch(institution, region, r.start, r.end, rhythm.weekdays) for r in ranges],
            )

        return timing.where(map(is_plausible, timing.first, timed))

    def _limits(self, timing: Combined, timed: list[_Timed | None]) -> dict[str, _Part]:
        """Read the earliest start and latest end; keep the rows whose wish respects them."""
        starts = timing.spread(min(r.start for r in t[1]).toordinal() if t else 0 for t in timed)
        ends = timing.spread(max(r.end for r in t[1]).toordinal() if t else 0 for t in timed)
        parts: dict[str, _Part] = {}
        for name, wanted in (("earliest_start", Field.EARLIEST), ("latest_end", Field.LATEST)):
            combined = self.combined((self._reader.columns.of(wanted),))
            days = [self._reader.day(self._rows[k], wanted) for k in combined.first]
            limits = combined.spread(day.toordinal() if day else -1 for day in days)
            inside = limits > starts if wanted is Field.EARLIEST else limits < ends
            self._keep((limits < 0) | ~inside)
            parts[name] = (combined.codes, days)
        return parts

    def _detailed(
        self, labels: Combined, programmes: list[Programme | None]
    ) -> tuple[Combined, list[dict[str, Any]]]:
        """Read the fields that many rows share: names, places, limits."""
        number: dict[Programme | None, int] = {}
        index = labels.spread([number.setdefault(p, len(number)) for p in programmes])
        details = self.combined(self._reader.shared.columns, (index, len(number)))
        listed = list(number)

        def read(k: int) -> dict[str, Any]:
            programme = listed[index[k]]
            return {} if programme is None else self._reader.details(self._rows[k], programme)

        return details, details.values(read)

    # ------------------------------------------------------------ stage periods

    def _build_periods(
        self, shared: dict[str, _Part], when: Codes, timed: Sequence[_Timed | None]
    ) -> PlainRows:
        """Build the stage periods of all plain rows, one per stretch of dates."""
        stretches = np.array([len(t[1]) if t else 0 for t in timed], dtype=np.int64)
        counts = np.where(self._plain, stretches[when], 0)
        ends = counts.cumsum()
        rows = np.repeat(np.arange(len(counts)), counts)
        nth = np.arange(len(rows)) - (ends - counts)[rows]
        which = (stretches.cumsum() - stretches)[when[rows]] + nth
        times = [(t[0], dates) for t in timed if t for dates in t[1]]
        parts: dict[str, _Part] = {
            "start": (which, [dates.start for _, dates in times]),
            "end": (which, [dates.end for _, dates in times]),
            **{
                name: (which, [getattr(rhythm, name) for rhythm, _ in times])
                for name in ("form", "days_per_week", "weekdays", "hours_per_day")
            },
            **{name: (codes[rows], values) for name, (codes, values) in shared.items()},
        }
        if self._reader.columns.of(Field.ID) is not None:
            codes, values = self._texts(Field.ID)
            parts["id"] = (codes[rows], values)
        columns = {name: spread(values, codes) for name, (codes, values) in parts.items()}
        columns["source"] = self.sources(rows, self._reader.file)
        same = {} if "id" in columns else {"id": ""}
        periods = make_many(StagePeriod, len(rows), columns, **same)
        return PlainRows(self._plain.tolist(), periods, ends.tolist())

    def _texts(self, wanted: Field) -> _Part:
        """Read the distinct texts of a field."""
        combined = self.combined((self._reader.columns.of(wanted),))
        read = self._reader.identities.group_of if wanted is Field.GROUP else self._id_of
        return combined.codes, [read(self._rows[k]) for k in combined.first]

    def _id_of(self, cells: Row) -> str:
        return as_text(self._reader.columns.cell(cells, Field.ID))
