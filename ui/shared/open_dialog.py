"""Where a shared region is: address, database, region, user and password."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.store.shared.address import DEFAULT_PORT
from stageplanner.workspace.region_place import RegionAddress, is_address, read_address
from ui.base.fields import WholeField
from ui.base.formatting import Words
from ui.base.qt import ErrorLine, button, column, label, row
from ui.dialogs.base import Dialog


class OpenSharedDialog(Dialog):
    """Ask for the address of a region on a server; a whole address may be pasted as the server.

    Parameters
    ----------
    words
        The language of sentences.
    known
        The address that was opened last, as text.
    """

    chapter = "shared"

    def __init__(self, words: Words, known: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.address: RegionAddress | None = None
        self.setWindowTitle(self.tr("Gedeelde regio openen"))
        self.resize(520, 0)
        self.host, self.database, self.region, self.user = (QLineEdit() for _ in range(4))
        self.port = WholeField()
        self.port.setRange(1, 65535)
        self.port.setValue(DEFAULT_PORT)
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.keeps = QCheckBox(self.tr("Bewaren in de sleutelbos van deze computer"))
        self.keeps.setChecked(True)
        self.host.setPlaceholderText("register.voorbeeld.nl")
        self.host.editingFinished.connect(self._take_pasted)
        form = QFormLayout()
        for text, part in (
            (self.tr("Server"), self.host),
            (self.tr("Poort"), self.port),
            (self.tr("Database"), self.database),
            (self.tr("Regio"), self.region),
            (self.tr("Gebruiker"), self.user),
            (self.tr("Wachtwoord"), self.password),
        ):
            part.setAccessibleName(text)
            form.addRow(text, part)
        form.addRow("", self.keeps)
        self.error_line = ErrorLine()
        self.take = button(self.tr("Openen"), "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._on_take)
        back = button(self.tr("Terug"))
        back.clicked.connect(self.reject)
        about = self.tr(
            "Een regio op een server, waaraan verschillende mensen tegelijk werken. Laat het"
            " wachtwoord leeg als het al in de sleutelbos staat."
        )
        layout = column(label(about, "muted", wrap=True), parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(form)
        layout.addWidget(self.error_line)
        layout.addLayout(row(1, back, self.take))
        if known:
            self._show(known)

    def _take_pasted(self) -> None:
        if is_address(self.host.text()):
            self._show(self.host.text())

    def _show(self, text: str) -> None:
        try:
            address = read_address(text, needs_region=False)
        except StagePlannerError as error:
            self.show_problem(error.problem)
            return
        self.host.setText(address.host)
        self.port.setValue(address.port)
        for part, value in (
            (self.database, address.database),
            (self.region, address.region),
            (self.user, address.user),
        ):
            part.setText(value)

    def show_problem(self, problem: object) -> None:
        """Show why the region was not opened."""
        sentence = messages.sentence(problem, self._words.language)  # type: ignore[arg-type]
        self.error_line.show_error(sentence)
        self.take.setEnabled(True)

    def _on_take(self) -> None:
        self._take_pasted()
        missing = [
            part
            for part in (self.host, self.database, self.region, self.user)
            if not part.text().strip()
        ]
        if missing:
            self.error_line.show_error(
                self.tr("Vul nog in: {names}.").format(
                    names=", ".join(part.accessibleName() for part in missing)
                )
            )
            missing[0].setFocus()
            return
        self.address = RegionAddress(
            host=self.host.text().strip(),
            port=self.port.value(),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            region=self.region.text().strip(),
        )
        self.take.setEnabled(False)
        self.error_line.show_error("")
        self.accept()
