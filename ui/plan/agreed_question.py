"""The question before a stage period leaves what was agreed for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.base.formatting import Words, settled_words

if TYPE_CHECKING:
    from stageplanner.domain.settled import Settled

translate = QCoreApplication.translate


def ask_to_leave(
    parent: QWidget,
    words: Words,
    name: str,
    settled: Settled,
    *,
    move: Callable[[], object],
    stay: Callable[[], object],
) -> QMessageBox:
    """Ask whether a stage period may leave what was agreed; Enter and Esc leave it there.

    ``name`` is the stage period in words; ``move`` or ``stay`` follows, exactly once.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("StagePlanner")
    text = translate("Agreed", "{period} is {agreed}. Toch verplaatsen?")
    box.setText(text.format(period=name, agreed=settled_words(settled)))
    text = translate(
        "Agreed",
        "Daar staat: {option}. Als u verplaatst, blijft de afspraak staan en wijkt het plan er van"
        " af, tot u de groep terugzet of een nieuwe afspraak maakt.",
    )
    box.setInformativeText(text.format(option=words.placements(settled.placements)))
    yes = box.addButton(
        translate("Agreed", "Toch verplaatsen"), QMessageBox.ButtonRole.DestructiveRole
    )
    no = box.addButton(translate("Agreed", "Laten staan"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(lambda _: (move if box.clickedButton() is yes else stay)())
    box.open()
    return box
