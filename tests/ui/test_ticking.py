"""The window keeps ticking while files are read, a plan is sought, saved and written."""

import time

import pytest
from PySide6.QtCore import QTimer

from ui.file_actions import EXAMPLE, EXAMPLE_FILES

#: Milliseconds between two ticks that nobody feels; a busy machine gets a few longer ones.
FELT = 100
TIME = 120_000


class Ticks:
    """The gaps between the ticks of a timer in the window's thread."""

    def __init__(self):
        self.gaps = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self):
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def check(self, what):
        self._timer.stop()
        worst = sorted(self.gaps)[-3:]
        print(f"{what}: {len(self.gaps)} ticks, longest gaps {[round(g) for g in worst]} ms")
        felt = [gap for gap in self.gaps if gap > FELT]
        # What holds the loop up does so at every run; the machine itself does so at random.
        assert len(felt) <= 2, f"{what}: {[round(g) for g in felt]}"
        assert max(self.gaps) < 10 * FELT


@pytest.fixture
def warm(window, qtbot):
    """The window after its first second: what measuring needs has been loaded."""
    window.warm_up()
    qtbot.waitUntil(lambda: window._data is not None, timeout=TIME)
    qtbot.waitUntil(lambda: not window.session._latest.is_busy, timeout=TIME)
    return window


def test_that_long_work_never_holds_the_window_up(warm, qtbot, tmp_path):
    window = warm
    ticks = Ticks()
    with qtbot.waitSignal(window.files.import_job.finished, timeout=TIME):
        window.files.take_files([EXAMPLE / name for name in EXAMPLE_FILES])
    qtbot.waitUntil(lambda: window.session.facts is not None, timeout=TIME)
    qtbot.wait(300)
    ticks.check("import")

    ticks = Ticks()
    with qtbot.waitSignal(window.solving.solve_job.finished, timeout=TIME):
        window.solving.optimise(1.0, 60.0)
    qtbot.waitUntil(lambda: window.session.facts.plan is not None, timeout=TIME)
    qtbot.wait(300)
    ticks.check("optimise")

    ticks = Ticks()
    with qtbot.waitSignal(window.files.save_job.finished, timeout=TIME):
        window.files.save_to(str(tmp_path / "regio.stageplan"))
    qtbot.wait(100)
    ticks.check("save")

    ticks = Ticks()
    with qtbot.waitSignal(window.files.export_job.finished, timeout=TIME):
        window.files.export_to(str(tmp_path))
    qtbot.wait(200)
    ticks.check("export")
