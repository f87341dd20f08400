"""Garbage is collected at rest and in the window's thread, and by Python itself afterwards."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from ui.base.jobs import LatestOnly


class Ring:
    """A cycle, which only a search through all objects lets go."""

    def __init__(self):
        self.ring = self


def test_that_cycles_are_let_go_at_rest_and_not_before(keeper, qtbot):
    assert not gc.isenabled()
    gone = weakref.ref(Ring())
    assert gone() is not None
    keeper.cleanup.wait()
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=5000)


def test_that_new_cycles_are_let_go_by_a_timer(keeper, qtbot):
    gone = weakref.ref(Ring())
    keeper.cleanup.clean_up_young()
    assert gone() is None


def test_that_no_object_of_qt_is_destroyed_in_the_background(keeper, qtbot):
    """A thread that makes many objects must not search for cycles: dialogs would die there."""
    threads = []

    class Dialog(QObject):
        def __init__(self):
            super().__init__()
            self.ring = self
            weakref.finalize(self, lambda: threads.append(threading.current_thread()))

    for _ in range(50):
        Dialog()
    latest = LatestOnly(keeper)
    with qtbot.waitSignal(latest.answered, timeout=20_000):
        latest.ask(make_many)
    keeper.cleanup.clean_up()
    assert len(threads) == 50
    assert set(threads) == {threading.main_thread()}


def make_many():
    """Make so many objects that Python would search for cycles on the way."""
    return [[k] for k in range(200_000)]


def test_that_python_collects_by_itself_after_the_app_has_ended(qapp, settings):
    from ui.app.app import App

    gc.enable()
    keeper = App("nl", settings)
    keeper.cleanup.clean_up()
    keeper.end()
    keeper.window.deleteLater()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
