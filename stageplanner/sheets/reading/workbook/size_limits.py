"""Limits on the size of a file, checked before and while it is read."""

from __future__ import annotations

#: The file itself, in bytes.
MAX_FILE = 200_000_000
#: All parts of a zipped workbook together, unpacked.
MAX_UNPACKED = 1_500_000_000
#: Unpacked / packed, for parts that are not small: a real sheet stays below 100.
MAX_RATIO = 400
MAX_PARTS = 5_000
MAX_SHEETS = 200
#: Rows, columns and cells of one sheet.
MAX_ROWS = 250_000
MAX_COLUMNS = 2_000
MAX_CELLS = 8_000_000
#: Sheets above this many cells are read for their values only (no colours).
MAX_STYLED_CELLS = 200_000
#: The reader process: seconds and bytes.
MAX_SECONDS = 120.0
MAX_MEMORY = 3_000_000_000
