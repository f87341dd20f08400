"""The window's part of ``stageplanner --selftest``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from stageplanner.messages import LANGUAGES
from stageplanner.project import Project
from ui.app.app import App

#: Longest wait for the facts of the example region, in seconds.
_LONGEST = 60.0


def show_everything(path: Path) -> None:
    """Show every page of a region in every language; a defect is raised.

    Raises
    ------
    RuntimeError
        A page stayed empty, or a part of the window is missing.
    """
    app = QApplication.instance() or QApplication(["stageplanner"])
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
            keeper = App(language, settings)
            keeper.window.show()
            keeper.session.use(Project.open(path))
            end = time.monotonic() + _LONGEST
            while keeper.session.facts is None and time.monotonic() < end:
                app.processEvents()
                time.sleep(0.01)
            try:
                _look(keeper)
            finally:
                keeper.end()
                keeper.session.project.close()
                keeper.window.deleteLater()
                app.processEvents()


def _look(keeper: App) -> None:
    if keeper.session.facts is None:
        raise RuntimeError("the region was not measured")
    for step in keeper.window.steps():
        keeper.window.go_to(step.page)
        QApplication.processEvents()
        image = keeper.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        shades = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in (90, 200, 400)}
        if len(shades) < 3:
            raise RuntimeError(f"page {step.page} is empty")
