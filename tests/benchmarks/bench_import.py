"""How long an import takes beside the bare read time of the fastest reader, in one run.

    python -m tests.benchmarks.bench_import --rows 100000

The bare read is calamine turning every cell into a Python value in this process; the import
does that in its own process, looks at the archive first, and turns every row into a checked
stage period.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from stageplanner.sheets.columns import CAPACITY_COLUMNS, PERIOD_COLUMNS
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.values.programmes import code_list

CREBOS = ("25655", "25656", "25960", "25780", "25779", "25696", "25697", "25698", "25695")


def write(path: Path, rows: int) -> None:
    """A canonical workbook of many groups, each a row, of which none is the sum of others."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Stageperiodes")
    sheet.append([column.heading for column in PERIOD_COLUMNS])
    first = date(2026, 8, 31)
    levels = [code_list().by_crebo[crebo].niveau for crebo in CREBOS]
    for k in range(rows):
        start = first + timedelta(days=7 * (k % 20))
        end = start + timedelta(days=7 * (5 + k % 17) + 4)
        sheet.append([
            f"ROC {k % 50}", f"{10 + k % 50}AA", f"Locatie {k % 7}", "Opleiding", CREBOS[k % 9],
            levels[k % 9], "BOL", 1 + k % 4, f"G{k}", 31 + k % 30, "lint", start, end, 2, "ma di",
            8, "lint blok", start, end, "nee", "ja" if k % 9 == 0 else "nee", "midden",
        ])  # fmt: skip
    book.save(path)


def write_leerbedrijven(path: Path, rows: int) -> None:
    """A canonical workbook of many leerbedrijven."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Leerbedrijven")
    sheet.append([column.heading for column in CAPACITY_COLUMNS])
    first, last = date(2026, 8, 1), date(2027, 7, 31)
    for k in range(rows):
        sheet.append([
            100_000_000 + k, f"Zorg {k}", f"Huis {k % 1000}", f"Stad {k % 300}", "VVT",
            f"{CREBOS[k % 9]}, 25779" if k % 2 else CREBOS[k % 7], 3 + k % 9, k % 3, first, last,
            "21-12-2026 t/m 01-01-2027" if k % 5 == 0 else None, 1 + k % 7,
        ])  # fmt: skip
    book.save(path)


def bare(path: Path) -> int:
    """Read every cell with the fastest reader, and do nothing with it."""
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def main() -> None:
    """Print a table: median seconds of each, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    print(f"{'sheet':>15} {'rows':>9} {'bare read':>10} {'import':>10} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "klein.xlsx"
        write(small, 10)
        read_file(small)
        for name, make in (("Stageperiodes", write), ("Leerbedrijven", write_leerbedrijven)):
            path = Path(folder) / f"{name}.xlsx"
            make(path, options.rows)
            read, taken = timed(path, options.rows, options.times)
            ratio = taken / read
            print(f"{name:>15} {options.rows:>9} {read:>9.2f}s {taken:>9.2f}s {ratio:>6.2f}")


def timed(path: Path, rows: int, times: int) -> tuple[float, float]:
    """Median seconds of the bare read and of the import, turn by turn."""
    reads, imports = [], []
    for _ in range(times):
        began = time.perf_counter()
        assert bare(path) == rows + 1
        reads.append(time.perf_counter() - began)
        began = time.perf_counter()
        reading = read_file(path)
        imports.append(time.perf_counter() - began)
        assert len(reading.periods) + len(reading.leerbedrijven) == reading.rows_used == rows
        assert not reading.problems, reading.problems[:5]
        del reading
    return statistics.median(reads), statistics.median(imports)


if __name__ == "__main__":
    main()
