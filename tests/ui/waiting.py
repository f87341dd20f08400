"""Wait for the window itself, instead of for a clock."""

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.base.jobs import LatestOnly

#: Milliseconds: what has not come to rest by then never will.
LIMIT = 10_000
#: Milliseconds: a single-shot timer of at most this is part of what was just done.
SOON = 50
#: So many times in a row nothing may be under way, each after a turn of the event loop: an answer
#: of the background begins work of its own in the next turn.
TURNS = 3


def is_busy(root, soon=SOON):
    """Tell whether a sum in the background, or a short delay before one, is under way."""
    session = getattr(root, "session", None)
    if session is not None and session.is_measuring:
        return True
    if any(latest.is_busy for latest in root.findChildren(LatestOnly)):
        return True
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= soon
        for timer in root.findChildren(QTimer)
    )


def is_at_rest(root, soon=SOON):
    """Tell whether some turns of the event loop have passed with nothing under way."""
    for _ in range(TURNS):
        QApplication.processEvents()
        if is_busy(root, soon):
            return False
    return True


def come_to_rest(qtbot, root, soon=SOON, timeout=LIMIT):
    """Wait until every sum of a window has been answered, and its answer has been laid out."""
    qtbot.waitUntil(lambda: is_at_rest(root, soon), timeout=timeout)


def wait_until(is_done, timeout=LIMIT):
    """Wait for a condition where there is no qtbot."""
    loop, look = QEventLoop(), QTimer()
    limit = QTimer(singleShot=True, interval=timeout)
    limit.timeout.connect(loop.quit)
    look.timeout.connect(lambda: is_done() and loop.quit())
    limit.start()
    look.start(10)
    if not is_done():
        loop.exec()
    assert is_done(), "this has not come within the time for it"
