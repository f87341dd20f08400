"""A typed number of a rule is stored as typed, in both languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QToolTip

from stageplanner.project import Project
from tests.ui.builders import small_state
from ui.data.data_page import RULES


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_a_weight_is_stored_as_typed_or_refused_with_a_sentence(keeper, qtbot, language):
    keeper.settings.setValue("language", language)
    keeper.rebuild()
    keeper.session.use(Project(small_state()))
    window = keeper.window
    window.go_to("data")
    window.data_page.tabs.setCurrentIndex(RULES)
    ends = ("Niveau 3", "Level 3")
    found = (b for b in window.findChildren(QDoubleSpinBox) if b.accessibleName().endswith(ends))
    box = next(found)
    for typed, right in (("0,5", 0.5), ("0.5", 0.5), ("1.5", 1.5), ("1.500", 1.5)):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, typed)
        QTest.keyClick(box, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda right=right: keeper.session.state.policy.load_weights.get(3, 1.0) == right
        )
    assert "1.500" in QToolTip.text()
