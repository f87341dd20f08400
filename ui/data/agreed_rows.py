"""The question before rows are changed of which something was agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.base.formatting import Words, settled_words

if TYPE_CHECKING:
    from stageplanner.domain.settled import Settled
    from stageplanner.domain.stage_period import StagePeriod

translate = QCoreApplication.translate
#: Most stage periods that are named.
MOST = 5


def ask_to_change(
    parent: QWidget,
    words: Words,
    agreed: Mapping[StagePeriod, Settled],
    *,
    change: Callable[[], object],
    keep: Callable[[], object],
) -> QMessageBox:
    """Ask whether stage periods of which something was agreed may change in the data.

    Enter and Esc leave them; ``change`` or ``keep`` follows, exactly once.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("StagePlanner")
    if len(agreed) == 1:
        ((period, settled),) = agreed.items()
        text = translate("AgreedRows", "{period} is {agreed}. Toch wijzigen?")
        box.setText(text.format(period=words.period(period), agreed=settled_words(settled)))
    else:
        text = translate("AgreedRows", "{count} stageperiodes zijn afgesproken. Toch wijzigen?")
        box.setText(text.format(count=words.count(len(agreed))))
    lines = [
        f"{words.period(period)}: {settled_words(settled)}, {words.placements(settled.placements)}"
        for period, settled in list(agreed.items())[:MOST]
    ]
    if len(agreed) == 1:
        (settled,) = agreed.values()
        text = translate("AgreedRows", "Afgesproken is: {option}.")
        lines = [text.format(option=words.placements(settled.placements))]
    if len(agreed) > MOST:
        lines.append(
            translate("AgreedRows", "en nog {count} groepen").format(count=len(agreed) - MOST)
        )
    lines.append(
        translate(
            "AgreedRows",
            "De afspraak blijft staan zoals zij is. Wat u hier wijzigt, is er geen deel van, tot u"
            " het terugzet of een nieuwe afspraak maakt.",
        )
    )
    box.setInformativeText("\n".join(lines))
    yes = box.addButton(
        translate("AgreedRows", "Toch wijzigen"), QMessageBox.ButtonRole.DestructiveRole
    )
    no = box.addButton(translate("AgreedRows", "Laten staan"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.finished.connect(lambda _: (change if box.clickedButton() is yes else keep)())
    box.open()
    return box
