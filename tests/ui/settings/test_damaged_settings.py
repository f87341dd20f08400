"""A window opens whatever is in the file of settings."""

import pytest
from PySide6.QtCore import QByteArray, QSettings

from ui.app.app import App

KEYS = ("geometry", "language", "look", "zoom", "system_text", "folder", "recent", "updates",
        "update_address", "state", "export/kinds", "export/folder")  # fmt: skip
VALUES = ("", "x", "-1", "99999999999", "nan", "[1,2", QByteArray(b"\x00\xff"), ["a", "b"], None)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:9])
def test_that_the_window_opens_with_damaged_settings(qapp, tmp_path, value):
    settings = QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)
    for key in KEYS:
        settings.setValue(key, value)
    made = App(None, settings)
    made.window.show()
    made.window.actions.program.show_settings()
    assert made.window.isVisible()
    made.end()
    made.window.close_anyway()
    made.window.deleteLater()
