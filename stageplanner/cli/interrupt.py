"""Ctrl+C keeps the best plan so far; a second one ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from stageplanner.progress import Progress

#: Two signals within so many seconds are one wish to stop.
TWICE_AT_ONCE = 1.0


@contextmanager
def ctrl_c_keeps_the_best(
    report: Callable[[Any], object] | None = None,
) -> Iterator[Progress]:
    """Ctrl+C asks the optimiser to stop with its best plan; a second one breaks off."""
    stopped = threading.Event()
    progress = Progress(report, stopped.is_set)
    asked = 0.0

    def stop(number: int, frame: object) -> None:
        nonlocal asked
        # A signal may come twice at once, to the process and to its group: that is one wish.
        if stopped.is_set() and monotonic() - asked > TWICE_AT_ONCE:
            raise KeyboardInterrupt
        asked = asked or monotonic()
        stopped.set()

    if threading.current_thread() is not threading.main_thread():
        yield progress
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
