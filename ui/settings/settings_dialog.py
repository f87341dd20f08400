"""The settings dialog: language, look, time for a proposal, and asking for newer versions."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from stageplanner import __version__
from stageplanner.support.log import log_folder
from stageplanner.support.updates import is_safe
from ui.base.fields import WholeField, all_taken
from ui.base.qt import DropDown, button, column, label, row
from ui.dialogs.base import Dialog
from ui.settings.saved_state import SECONDS, SavedState

#: Zoom of text and pictures, percent of the size of the system.
ZOOMS = (100, 110, 125, 150, 175, 200)


class SettingsDialog(Dialog):
    """What a user chooses once; it is stored on this computer only."""

    chapter = "settings"

    #: Another language or look, by their keys in the settings; it is not stored yet.
    look_chosen = Signal(object)

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Instellingen"))
        self.setMinimumWidth(520)
        self._settings = settings
        looks = (
            (self.tr("Zoals het systeem"), "system"),
            (self.tr("Licht"), "light"),
            (self.tr("Donker"), "dark"),
            (self.tr("Hoog contrast"), "contrast"),
        )
        self.language = self._choice("language", "nl", (("Nederlands", "nl"), ("English", "en")))
        self.look = self._choice("look", "system", looks)
        sizes = [(f"{zoom}%", zoom) for zoom in ZOOMS]
        self.zoom = self._choice("zoom", 100, tuple(sizes))
        self._later = label(
            self.tr("De grootte verandert als StagePlanner opnieuw wordt geopend."),
            "muted",
            wrap=True,
        )
        self._later.hide()
        self.zoom.currentIndexChanged.connect(self._later.show)
        self.seconds = WholeField()
        self.seconds.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.seconds.setFixedWidth(120)
        self.seconds.setRange(5, 3600)
        self.seconds.setSuffix(self.tr(" s"))
        self.seconds.setValue(SavedState(settings).number("seconds", SECONDS, 5, 3600))
        self.updates = QCheckBox(self.tr("Vraag bij het starten of er een nieuwe versie is"))
        self.updates.setChecked(bool(settings.value("updates", False, bool)))
        self.address = QLineEdit(str(settings.value("update_address", "")))
        self.address.setPlaceholderText("https://…")
        self._wrong = label(self.tr("Dit adres begint niet met https://"), "muted", wrap=True)
        self._build()
        self.updates.toggled.connect(self._judge)
        self.address.textChanged.connect(self._judge)
        self._judge()

    def _choice(
        self, key: str, usual: str | int, choices: tuple[tuple[str, str | int], ...]
    ) -> QComboBox:
        box = DropDown()
        for text, value in choices:
            box.addItem(text, value)
        chosen: str | int = str(self._settings.value(key, usual))
        if isinstance(usual, int):
            chosen = SavedState(self._settings).number(key, usual, min(ZOOMS), max(ZOOMS))
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for text, field in (
            (self.tr("Taal"), self.language),
            (self.tr("Uiterlijk"), self.look),
            (self.tr("Grootte van tekst en beeld"), self.zoom),
            (self.tr("Rekentijd van een voorstel"), self.seconds),
            (self.tr("Adres van de nieuwe versies"), self.address),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        note = self.tr(
            "Staat dit uit, dan maakt StagePlanner geen enkele verbinding. Staat het aan, dan"
            " vraagt het alleen dit adres; er wordt niets over u of uw gegevens verstuurd."
        )
        folder = button(self.tr("Map met het logboek"), "link")
        folder.clicked.connect(self._open_log)
        self.save = button(self.tr("Bewaren"), "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(form)
        layout.addWidget(self._later)
        layout.addWidget(self.updates)
        layout.addWidget(label(note, "muted", wrap=True))
        layout.addWidget(self._wrong)
        version = label(f"StagePlanner {__version__}", "caption")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addLayout(row(folder, 1, version))
        layout.addLayout(row(1, cancel, self.save))

    def _judge(self) -> None:
        """Require an address only if newer versions are asked for."""
        wanted = self.updates.isChecked()
        self.address.setEnabled(wanted)
        right = not wanted or is_safe(self.address.text().strip())
        self._wrong.setVisible(not right)
        self.save.setEnabled(right)

    def _on_save(self) -> None:
        if not all_taken(self):
            return
        settings = self._settings
        look = tuple(str(settings.value(key, usual)) for key, usual in _LOOKS)
        if not self._later.isHidden():
            settings.setValue("zoom", self.zoom.currentData())
        settings.setValue("seconds", self.seconds.value())
        settings.setValue("updates", self.updates.isChecked())
        settings.setValue("update_address", self.address.text().strip())
        self.accept()
        chosen = (self.language.currentData(), self.look.currentData())
        if look != chosen:
            self.look_chosen.emit(dict(zip(("language", "look"), chosen, strict=True)))

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


_LOOKS = (("language", "nl"), ("look", "system"))
