"""Pause the garbage collector while many long-lived rows are created."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Sheets with fewer rows are sent, and read, as they are.
LARGE = 2_000


@contextmanager
def pause_garbage_collector(rows: int) -> Iterator[None]:
    """Many rows become many objects that all stay: looking for garbage among them is in vain.

    Afterwards they count as old, so that the next look at what is young passes them by.
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
