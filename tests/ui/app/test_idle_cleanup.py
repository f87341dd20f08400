"""Memory is tidied up at rest, and Python does it itself again afterwards."""

import gc
import weakref

from ui.app.idle_cleanup import NEVER


class Ring:
    """Something that only a look through all objects lets go."""

    def __init__(self):
        self.own = self


def test_that_cycles_are_let_go_at_rest_and_not_before(keeper, qtbot):
    assert gc.get_threshold()[2] == NEVER
    gone = weakref.ref(Ring())
    assert gone() is not None
    keeper.cleanup.wait()
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert gc.get_freeze_count() > 0


def test_that_python_tidies_up_by_itself_after_the_app_has_ended(qapp, settings):
    from ui.app.app import App

    before = gc.get_threshold()
    keeper = App("nl", settings)
    keeper.cleanup.clean_up()
    keeper.end()
    keeper.window.deleteLater()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
