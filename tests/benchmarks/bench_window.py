"""How fast the window is with a large region: ``python -m tests.benchmarks.bench_window``.

Start (beside an empty PySide6 window, in turn), scrolling, dragging, following a drop, and
memory, at 1,076 stage periods and 3,478 leerbedrijven. Everything is painted for real, on a
screen in memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EMPTY = """
import time
began = time.perf_counter()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([])
window = QMainWindow()
inside = QWidget()
window.setCentralWidget(inside)
"""
OURS = """
import sys, time
began = time.perf_counter()
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.app import App
keeper = App("nl", QSettings(sys.argv[1], QSettings.Format.IniFormat))
window, inside = keeper.window, keeper.window.start
"""
PAINTED = """
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.perf_counter() - began)
            sys.stdout.flush()
            os._exit(0)
        return False

import os, sys
watch = Watch()
inside.installEventFilter(watch)
window.show()
app.exec()
"""


def start_times(pairs: int) -> tuple[list[float], list[float]]:
    """Seconds from the first import to the first paint: ours, and that of an empty window."""
    ours, empty = [], []
    # As it is installed: compiled once, not at every start.
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as place:
        for number in range(pairs + 1):
            for script, times in ((EMPTY, empty), (OURS, ours)):
                done = subprocess.run(
                    [sys.executable, "-c", script + PAINTED, f"{place}/s.ini"],
                    capture_output=True,
                    text=True,
                    check=True,
                    timeout=120,
                    env=around,
                )
                # The first of each only warms the disk up.
                if number:
                    times.append(float(done.stdout))
    return ours, empty


@contextmanager
def large_window() -> Iterator[object]:
    """The window with a large region and a plan, every page of which has been looked at."""
    from PySide6.QtCore import QSettings

    from stageplanner.project import Project
    from tests.benchmarks.generate import large_region
    from ui.app import App

    with tempfile.TemporaryDirectory() as place:
        keeper = App("nl", QSettings(f"{place}/s.ini", QSettings.Format.IniFormat))
        keeper.window.resize(1920, 1080)
        keeper.window.show()
        keeper.session.use(Project(large_region()))
        settle(keeper)
        for step in (0, 1, 2):
            keeper.window.go_to(step)
            settle(keeper)
        try:
            yield keeper
        finally:
            keeper.session.use(Project())
            keeper.end()
            keeper.window._is_closing = True
            keeper.window.close()


def settle(keeper: object, seconds: float = 0.3) -> None:
    """Let the window come to rest."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        if keeper.session._latest.is_busy:
            end = time.monotonic() + seconds
        time.sleep(0.005)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of the processor that something takes the window's thread."""
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000


def scroll_times(area: object, steps: int = 120) -> list[float]:
    """A wheel step down each, painted whole."""
    bar, times = area.verticalScrollBar(), []
    bar.setValue(0)
    for number in range(steps):

        def step(number: int = number) -> None:
            bar.setValue(number * 3 * bar.singleStep() % max(1, bar.maximum()))
            area.viewport().repaint()

        times.append(timed(step))
    return times


def drag_times(window: object) -> tuple[float, list[float]]:
    """Taking hold of a bar, and every move of it: time line, strip and key figures painted."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    page = window.plan_page
    gantt = page.gantt
    rows = gantt.data.rows
    row = next(i for i, r in enumerate(rows) if r.bars and len(page.moves.places(r.key)) > 12)
    gantt.set_current(row)
    begin = gantt.bar_rect(row, rows[row].bars[0]).center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def send(kind: QEvent.Type, place: QPointF) -> None:
        whole = gantt.viewport().mapToGlobal(place)
        event = QMouseEvent(kind, place, QPointF(whole), left, left, none)
        handlers = {
            QEvent.Type.MouseButtonPress: gantt.mousePressEvent,
            QEvent.Type.MouseMove: gantt.mouseMoveEvent,
            QEvent.Type.MouseButtonRelease: gantt.mouseReleaseEvent,
        }
        handlers[kind](event)

    def move(number: int) -> None:
        away = QPointF((number % 40 - 20) * gantt.week_width / 2, 0)
        send(QEvent.Type.MouseMove, begin + away)
        for part in (gantt.viewport(), page.strip, window.kpis):
            part.repaint()

    held = timed(lambda: send(QEvent.Type.MouseButtonPress, begin))
    times = [timed(lambda n=number: move(n)) for number in range(120)]
    gantt.drag = None
    page._on_given_up()
    return held, times


def told(name: str, times: list[float], unit: str = "ms") -> None:
    """Print a line: the middle, nearly the worst, and the worst."""
    times = sorted(times)
    middle, high = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"{name:<44}{middle:8.2f}{high:8.2f}{times[-1]:8.2f} {unit}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{'':<44}{'median':>8}{'95%':>8}{'worst':>8}")
    ours, empty = start_times(given.pairs)
    told("first paint of an empty window", empty, "s")
    told("first paint of StagePlanner", ours, "s")
    beyond = [a - 1.2 * b for a, b in zip(ours, empty, strict=True)]
    told("ours beyond 1.2 x empty (asked: at most 0.5)", beyond, "s")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    with large_window() as keeper:
        window = keeper.window
        told("scrolling the time line", scroll_times(window.plan_page.gantt))
        held, times = drag_times(window)
        told("taking hold of a bar", [held])
        told("dragging it, a move", times)
        window.go_to(1)
        settle(keeper)
        load = window.load_page
        told("scrolling the heat map of programmes", scroll_times(load.before.map))
        load._rows.choose("company")
        settle(keeper)
        told("scrolling the heat map of leerbedrijven", scroll_times(load.before.map))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'memory, at most':<44}{most:8.0f} MB")
    app.quit()


if __name__ == "__main__":
    main()
