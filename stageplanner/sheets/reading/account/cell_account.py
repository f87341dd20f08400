"""Account for every cell of a file, and list those that were not used.

The cells of a table follow from the outcomes of its rows and the fields of its columns. Only the
cells around it, in columns without a heading and in rows that are no data, are judged one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from stageplanner.problems import column_number
from stageplanner.sheets.reading.account.understood_texts import UnderstoodTexts, Zone
from stageplanner.sheets.reading.cell_fates import (
    CellFate,
    CellRange,
    FateBand,
    SheetFates,
    TableFates,
)
from stageplanner.sheets.reading.notes import info, warning
from stageplanner.sheets.reading.result import Outcome, RowOutcome
from stageplanner.sheets.reading.rows.cell_ranges import (
    Block,
    at_most,
    blocks_of,
    filled_in,
    first_words,
    has_values,
    seen_bands,
    seen_columns,
    seen_range,
)
from stageplanner.sheets.reading.rows.table_job import PlacedTable, Result
from stageplanner.sheets.reading.tables.defined_periods import defines_periods
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, View

#: Fates of the cells of a row of data; cells of other rows are judged by themselves.
_FATE_OF_ROW = {
    Outcome.USED: CellFate.USED,
    Outcome.CORRECTED: CellFate.USED,
    Outcome.REFUSED: CellFate.QUESTION,
}
#: At most this many blocks of a sheet are listed each by itself; a last one spans the others.
_MOST_LISTED = 40
#: Rows of a sheet without a table from which the tables take texts.
_COVER_ROWS = 15

#: A legend or a definition of periods stands in the first rows of a list, if it stands at its side.
_EXPLAINED_ROWS = 400

#: Adjacent rows with one outcome: first, last (both counted from 0) and outcome.
_Run = tuple[int, int, Outcome]


def account_for_cells(book: Book, result: Result, *, is_ours: bool) -> tuple[SheetFates, ...]:
    """Return the fate of every cell of a file, and report the cells that were not used.

    In a workbook that StagePlanner wrote (``is_ours``) sheets without a table repeat its data.
    """
    understood = UnderstoodTexts(result.placed, book)
    runs = _runs(result.collector.rows)
    fates = []
    for sheet in book.sheets:
        placed = [each for each in result.placed if each.sheet.name == sheet.name]
        account = _SheetAccount(sheet, runs, understood, result)
        if placed:
            account.add_tables(placed)
        elif is_ours:
            account.add_whole(CellFate.NOTE)
        else:
            account.add_sheet_without_table()
        fates.append(account.finished())
    return tuple(fates)


def _runs(rows: Sequence[RowOutcome]) -> Mapping[tuple[str, str], list[_Run]]:
    """Return per sheet and column of :class:`RowOutcome` the adjacent rows with one outcome."""
    runs: dict[tuple[str, str], list[_Run]] = defaultdict(list)
    key, first, last, outcome = ("", ""), 0, -1, Outcome.NOTE
    for row in rows:
        number = row.row - 1
        if number == last + 1 and row.outcome is outcome and (row.sheet, row.column) == key:
            last = number
            continue
        if last >= first:
            runs[key].append((first, last, outcome))
        key, first, last, outcome = (row.sheet, row.column), number, number, row.outcome
    if last >= first:
        runs[key].append((first, last, outcome))
    return runs


@dataclass(slots=True)
class _SheetAccount:
    """Collects the fates of one sheet, and its cells that were not used by the code to report."""

    sheet: Sheet
    runs: Mapping[tuple[str, str], list[_Run]]
    understood: UnderstoodTexts
    result: Result
    ranges: list[CellRange] = field(default_factory=list)
    tables: list[TableFates] = field(default_factory=list)
    unused: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def finished(self) -> SheetFates:
        """Return what was collected."""
        return SheetFates(
            sheet=self.sheet.name,
            ranges=tuple(sorted(self.ranges, key=lambda judged: judged.top)),
            tallest=max((judged.bottom - judged.top + 1 for judged in self.ranges), default=0),
            tables=tuple(self.tables),
        )

    # ------------------------------------------------------------ a sheet with tables

    def add_tables(self, placed: Sequence[PlacedTable]) -> None:
        """Account for the parts of a sheet, each with its tables from top to bottom."""
        parts: dict[View, list[PlacedTable]] = defaultdict(list)
        for each in placed:
            parts[each.sheet.view].append(each)
        begins = sorted(column_number(view.block) for view in parts if view.block)
        ends = dict(pairwise([*begins, self.sheet.width]))
        for view, tables in parts.items():
            if view.block:
                begin = column_number(view.block)
                left = 0 if begin == begins[0] else begin
                self._add_part(tables, range(left, ends[begin]))
            else:
                self._add_part(tables, range(tables[0].sheet.width))

    def _add_part(self, placed: Sequence[PlacedTable], columns: range) -> None:
        part = placed[0].sheet
        tables = sorted((each.table for each in placed), key=lambda table: table.header)
        self._judge(part, range(tables[0].top), columns)
        for table in tables:
            self._add_table(part, table, columns)
        for code, cells in sorted(self.unused.items()):
            self._list(part, cells, code)
        self.unused.clear()

    def _add_table(self, part: Sheet, table: Table, columns: range) -> None:
        fielded = {use.column for use in table.columns if use.field is not None}
        fielded |= {time.column for time in table.times} | table.codes.keys()
        headed = fielded | {use.column for use in table.columns}
        bands = []
        if table.has_header:
            heading = FateBand(first=table.top, last=table.header, fate=CellFate.HEADING)
            bands.append(heading)
            self._judge_unused_headings(part, table, columns, fielded)
        below = range(table.header + 1, table.bottom)
        bare = [c for c in columns if c not in headed and has_values(part, below, c)]
        done = below.start
        for first, last, outcome in self._runs_of(part.view, table):
            self._judge(part, range(done, first), columns, Zone.ASIDE)
            if outcome in _FATE_OF_ROW:
                bands.append(FateBand(first=first, last=last, fate=_FATE_OF_ROW[outcome]))
                self._judge_bare(part, range(first, last + 1), bare)
            else:
                self._judge(part, range(first, last + 1), columns, Zone.SECTION)
            done = last + 1
        self._judge(part, range(done, table.bottom), columns, Zone.ASIDE)
        corners = (min(table.top, below.start), columns.start, table.bottom - 1, columns.stop - 1)
        view = part.view
        self.tables.append(
            TableFates(
                block=seen_range(corners, CellFate.NOT_USED, view),
                bands=seen_bands(bands, view),
                columns=seen_columns(fielded, view),
                is_turned=view.turned_at is not None,
            )
        )

    def _runs_of(self, view: View, table: Table) -> list[_Run]:
        """Return the outcomes of the rows below the header of a table, in rows of its part."""
        at = view.turned_at
        if at is None:
            runs = self.runs.get((self.sheet.name, view.block), [])
        else:
            runs = [
                (at + column_number(column), at + column_number(column), outcome)
                for (sheet, column), found in self.runs.items()
                if sheet == self.sheet.name and column
                for _, _, outcome in found
            ]
        # A title below one table and the heading of the next are adjacent rows with one outcome.
        first, last = table.header + 1, table.bottom - 1
        inside = [(max(a, first), min(b, last), outcome) for a, b, outcome in runs]
        return sorted(run for run in inside if run[0] <= run[1])

    # ------------------------------------------------------------ cells one by one

    def _judge(self, part: Sheet, rows: range, columns: range, zone: Zone = Zone.TITLE) -> None:
        """Judge the cells of rows that hold no data."""
        for row in rows:
            filled = filled_in(part, row, columns)
            if filled:
                known = self.understood.columns(part.rows[row], zone)
                self._settle(part, row, filled, known, "import_cells_not_used")

    def _judge_unused_headings(
        self, part: Sheet, table: Table, columns: range, fielded: set[int]
    ) -> None:
        """Judge headings of columns without a field; those above values are reported already."""
        below = range(table.header + 1, table.bottom)
        for row in range(table.top, table.header + 1):
            filled = [c for c in filled_in(part, row, columns) if c not in fielded]
            if filled:
                known = self.understood.columns(part.rows[row])
                empty = [c for c in filled if c in known or not has_values(part, below, c)]
                self._settle(part, row, empty, known, "import_cells_not_used")

    def _judge_bare(self, part: Sheet, rows: range, bare: Sequence[int]) -> None:
        """Judge the cells of rows of data in columns without a heading."""
        if not bare:
            return
        for row in rows:
            filled = filled_in(part, row, bare)
            if filled:
                known: set[int] = set()
                if row < _EXPLAINED_ROWS:
                    cells = [v if c in filled else None for c, v in enumerate(part.rows[row])]
                    known = self.understood.columns(cells, Zone.ASIDE)
                self._settle(part, row, filled, known, "import_no_heading")

    def _settle(
        self, part: Sheet, row: int, filled: Sequence[int], known: set[int], code: str
    ) -> None:
        """Record the understood cells of a row as a note, and keep the others to be listed."""
        for block in blocks_of((row, c) for c in filled if c in known):
            self.ranges.append(seen_range(block, CellFate.NOTE, part.view))
        self.unused[code] += ((row, c) for c in filled if c not in known)

    def _list(self, part: Sheet, cells: Sequence[tuple[int, int]], code: str) -> None:
        """Record and report cells that were not used, in blocks; the last may span several."""
        note_of = warning if code == "import_no_heading" else info
        blocks = blocks_of(cells)
        self.ranges += [seen_range(b, CellFate.NOT_USED, part.view) for b in blocks]
        collector = self.result.collector
        collector.view = part.view
        for block in at_most(blocks, _MOST_LISTED):
            name = seen_range(block, CellFate.NOT_USED, part.view).name
            note = note_of(code, None, cells=name, text=first_words(part, block))
            collector.note(note, part.name, block[0], block[1])
        collector.view = View()

    # ------------------------------------------------------------ a sheet without a table

    def add_whole(self, fate: CellFate) -> Block | None:
        """Give all cells of the sheet one fate; return the block that they fill, if any."""
        rows = self.sheet.rows
        filled = {
            row: filled_in(self.sheet, row, range(len(rows[row]))) for row in range(len(rows))
        }
        ends = {row: (columns[0], columns[-1]) for row, columns in filled.items() if columns}
        if not ends:
            return None
        left, right = min(a for a, _ in ends.values()), max(b for _, b in ends.values())
        block = (min(ends), left, max(ends), right)
        self.ranges.append(seen_range(block, fate, View()))
        return block

    def add_sheet_without_table(self) -> None:
        """Account for a sheet in which no table was recognised."""
        rows = self.sheet.rows
        if defines_periods(self.sheet) and self.understood.are_defined(rows):
            self.add_whole(CellFate.NOTE)
            return
        understood = count = 0
        for row in range(len(rows)):
            filled = filled_in(self.sheet, row, range(len(rows[row])))
            count += len(filled)
            if filled and row < _COVER_ROWS:
                known = self.understood.columns(rows[row])
                understood += len(known)
                notes = blocks_of((row, c) for c in known)
                self.ranges += [seen_range(note, CellFate.NOTE, View()) for note in notes]
        block = self.add_whole(CellFate.NOT_USED)
        if block is None or understood == count or self._is_reported():
            return
        name = seen_range(block, CellFate.NOT_USED, View()).name
        note = info("import_cells_not_used", None, cells=name, text=first_words(self.sheet, block))
        self.result.collector.note(note, self.sheet.name, block[0], block[1])

    def _is_reported(self) -> bool:
        """Return whether a problem names the sheet as one that was left out."""
        return any(
            problem.code in ("import_hidden_sheet", "import_no_header")
            and problem.place.sheet == self.sheet.name
            for problem in self.result.collector.problems
        )
