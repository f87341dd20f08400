"""The window under test: offscreen, with settings of its own, and nothing left behind."""

import gc
import os
from itertools import count

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from stageplanner.project import Project
from tests.ui.builders import plan_with_one_change, small_state
from ui.app.app import App

#: So many tests of the window share one search through all objects for garbage.
SEARCH_EVERY = 10
_tests = count(1)


@pytest.fixture(autouse=True)
def garbage_is_collected_in_the_main_thread():
    """Windows of earlier tests may not be destroyed in a thread of a later one."""
    gc.disable()
    yield
    gc.collect(1 if next(_tests) % SEARCH_EVERY else 2)
    gc.enable()


@pytest.fixture
def settings(tmp_path):
    made = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made.setValue("look", "light")
    return made


@pytest.fixture
def keeper(qapp, settings):
    """The application with an open window; its threads and processes end with the test."""
    made = App("nl", settings)
    made.window.resize(1360, 860)  # the screen of these tests is smaller
    made.window.show()
    yield made
    made.end()
    made.window.close_anyway()
    made.window.deleteLater()
    # Now, not with the next wait: the style of the next window is worked out for every widget.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(keeper):
    return keeper.window


@pytest.fixture
def region(keeper, qtbot):
    """The window with the small region, measured."""
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(Project(small_state()))
    return keeper.window


@pytest.fixture
def planned(keeper, qtbot):
    """The window with the small region and a plan of one change."""
    state = small_state()
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(project)
    return keeper.window
