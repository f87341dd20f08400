"""How long a window is held up: the gaps between the ticks of a timer in its thread.

A shared machine makes every program wait. What the machine itself kept from the window's thread
(it wanted to run and no processor was free; Linux counts that per thread) is left out of a gap,
so that a gap is what the program did: its own sums, and waiting for what other threads of it hold.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_WAITED = Path("/proc/thread-self/schedstat")
INTERVAL_MS = 5


def waited() -> float:
    """Seconds that this thread has waited for a processor; 0 where the system does not tell."""
    try:
        return int(_WAITED.read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


class Ticks:
    """The gaps between ticks, in milliseconds, until it is ended."""

    def __init__(self) -> None:
        #: As a person feels them on this machine.
        self.gaps: list[float] = []
        #: Without what the machine kept from the thread.
        self.ours: list[float] = []
        #: What the thread itself computed.
        self.own: list[float] = []
        self._last = self._now()
        self._timer = QTimer()
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), waited(), time.thread_time()

    def _tick(self) -> None:
        now = self._now()
        whole, kept, own = (1000 * (a - b) for a, b in zip(now, self._last, strict=True))
        self.gaps.append(whole)
        self.ours.append(max(own, whole - kept))
        self.own.append(own)
        self._last = now

    def end(self) -> float:
        """Stop; the longest gap that is ours."""
        self._timer.stop()
        self._tick()
        return max(self.ours)


def longest_gap(
    act: Callable[[], object], is_done: Callable[[], bool], after: float = 0.2, most: float = 300.0
) -> float:
    """The longest gap from the beginning of something until it is done and has come to rest."""
    ticks, limit = Ticks(), time.monotonic() + most
    act()
    rest = time.monotonic() + after
    while time.monotonic() < rest:
        QApplication.processEvents()
        if not is_done():
            rest = time.monotonic() + after
            if rest > limit:
                raise TimeoutError("this was never done")
        time.sleep(0.001)
    return ticks.end()
