"""Whether there is a screen, and how to draw without one; asked before Qt is loaded."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Tell whether a window can be shown; without a screen Qt would end the program."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def draw_without_screen() -> None:
    """Let Qt draw on paper, or in a window that nobody sees, where there is no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
