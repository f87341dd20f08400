"""Help for the page that is shown, and the keys (F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.qt import button, column, label, row


class HelpDialog(QDialog):
    """A few sentences on the page, and the keys that work everywhere."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hulp"))
        self.setMinimumWidth(520)
        title, lines = self._pages()[page]
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(label(title, "title"))
        for line in lines:
            layout.addWidget(label(line, wrap=True))
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Toetsen"), "strong"))
        keys = QGridLayout()
        keys.setHorizontalSpacing(24)
        for i, (key, text) in enumerate(self._keys()):
            keys.addWidget(label(key, "strong"), i, 0)
            keys.addWidget(label(text), i, 1)
        keys.setColumnStretch(1, 1)
        layout.addLayout(keys)
        layout.addSpacing(8)
        close = button(self.tr("Sluiten"), "primary")
        close.clicked.connect(self.accept)
        layout.addLayout(row(1, close))

    def _pages(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {
            "start": (
                self.tr("Beginnen"),
                (
                    self.tr(
                        "Sleep de planningen van de scholen, de lijst met leerbedrijven en de"
                        " vakanties in het venster. U hoeft niets aan de bestanden te veranderen."
                    ),
                    self.tr("Liever eerst kijken? Open de voorbeeldregio."),
                ),
            ),
            "data": (
                self.tr("Gegevens"),
                (
                    self.tr(
                        "Alles wat is ingelezen. Klik op een kop om te sorteren, typ in het filter"
                        " om te zoeken; Ctrl+C kopieert de gekozen rijen naar Excel."
                    ),
                    self.tr(
                        "Rechts staat bij een stageperiode wat is gevraagd, wat het voorstel ervan"
                        " maakt, waarom, en uit welke rij van welk bestand zij komt."
                    ),
                ),
            ),
            "load": (
                self.tr("Belasting"),
                (
                    self.tr(
                        "Elk vakje is de hoogste bezettingsgraad van die week: studenten gedeeld"
                        " door vrije plaatsen bij de erkende leerbedrijven, zo gunstig mogelijk"
                        " verdeeld. Boven 100% past het niet; dan staat er ook een driehoek."
                    ),
                    self.tr(
                        "Klik op een vakje: rechts staat het knelpunt in één zin en wie er dan"
                        " zijn, de grootste groep eerst. Gearceerd is vakantie."
                    ),
                ),
            ),
            "plan": (
                self.tr("Plannen"),
                (
                    self.tr(
                        "Oranje is blok, blauw is lint met een streep per weekdag (maandag boven)."
                        " Een omlijnde balk is gewijzigd; gestreept staat de voorkeur. Een slot:"
                        " de instelling wil niet wijzigen."
                    ),
                    self.tr(
                        "Sleep een balk naar een plek die mag. Onder de tijdlijn ziet u de"
                        " bezetting meteen mee veranderen. Alles is ongedaan te maken."
                    ),
                ),
            ),
        }

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+K", self.tr("zoeken in alles")),
            ("Ctrl+1, 2, 3", self.tr("Gegevens, Belasting, Plannen")),
            ("F5", self.tr("voorstel maken")),
            ("Ctrl+Z, Ctrl+Y", self.tr("ongedaan maken, opnieuw")),
            ("Ctrl+I, Ctrl+E", self.tr("bestanden toevoegen, afspraken in Excel")),
            ("Ctrl+S", self.tr("bewaren")),
            (self.tr("Pijltjes"), self.tr("vakje of rij kiezen")),
            (self.tr("Alt+pijltjes"), self.tr("stageperiode verplaatsen")),
            (self.tr("Menutoets"), self.tr("vorm en weekdagen kiezen")),
        )
