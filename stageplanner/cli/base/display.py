"""Is there a screen? Asked before Qt is loaded, because Qt ends the program if there is none."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Return whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def draw_without_screen() -> None:
    """Make Qt use its offscreen platform if there is no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
