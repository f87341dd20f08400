"""The window stands before anything heavy is loaded, and Qt keeps its references."""

import subprocess
import sys

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.app.app import App
keeper = App("nl", QSettings(sys.argv[1], QSettings.Format.IniFormat))
heavy = ("numpy", "pandas", "ortools", "sqlalchemy", "openpyxl", "python_calamine", "rapidfuzz",
         "icalendar")

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("painted", ",".join(name for name in heavy if name in sys.modules))
            sys.stdout.flush()
            os._exit(0)
        return False

watch = Watch()
keeper.window.start.installEventFilter(watch)
keeper.window.show()
QTimer.singleShot(20_000, app.quit)
app.exec()
"""


def test_that_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "s.ini")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "painted", done.stdout + done.stderr


def test_that_pyside_keeps_its_references_to_none(qapp):
    """PYSIDE-3474: some versions lose one at every call that returns None, and then die."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(20_000):
        thing.setObjectName("name")
    assert sys.getrefcount(None) >= before - 100
