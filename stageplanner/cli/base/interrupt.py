"""Stopping a search with Ctrl+C: the first keeps the best plan, the second ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from stageplanner.progress import Progress

#: Signals within so many seconds count as one: a shell may signal the process and its group.
TWICE_AT_ONCE = 1.0


@contextmanager
def ctrl_c_keeps_the_best(
    report: Callable[[Any], object] | None = None,
) -> Iterator[Progress]:
    """Let Ctrl+C stop the optimiser with its best plan; a second Ctrl+C raises."""
    stopped = threading.Event()
    progress = Progress(report, stopped.is_set)
    asked = 0.0

    def stop(number: int, frame: object) -> None:
        nonlocal asked
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
