"""Pause the garbage collector while many long-lived rows are created."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Number of rows from which packing a sheet and pausing the collector pay.
LARGE = 2_000


@contextmanager
def pause_garbage_collector(rows: int) -> Iterator[None]:
    """Pause garbage collection while many long-lived rows are created.

    None of these rows is garbage, so searching them costs time for nothing. Afterwards they count
    as old objects, which the next collection of young objects skips.
    """
    if rows < LARGE or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()
