"""What may be done with an agreement: its lawful steps, parties, signatures, evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from stageplanner.domain.agreement import (
    NEXT,
    Agreement,
    AgreementKind,
    AgreementStatus,
    PartyStatus,
)
from stageplanner.domain.negotiation.find_agreements import region_party
from stageplanner.domain.negotiation.parties import institution_party
from stageplanner.domain.state import institutions_of
from stageplanner.load.fairness import current_year
from stageplanner.problems import StagePlannerError
from ui.agreements.agreement_rows import agreement_status
from ui.base.formatting import Words
from ui.base.qt import button, row, shortcut_free
from ui.dialogs.form_dialog import FormDialog
from ui.session.session import Session
from ui.tables.data_table import DataTable

_S = AgreementStatus


class AgreementTools(QWidget):
    """Buttons and dialogs of one agreement; every step can be undone."""

    failed = Signal(object)

    def __init__(
        self, session: Session, words: Words, table: DataTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._agreement: Agreement | None = None
        self.dialog: FormDialog | None = None
        self.step, self.party = button(self.tr("Status")), button(self.tr("Partij"))
        self.steps, self.parties = QMenu(self), QMenu(self)
        self.step.setMenu(self.steps)
        self.party.setMenu(self.parties)
        self.sign_button = button(self.tr("Ondertekenen…"))
        self.sign_button.clicked.connect(self.sign)
        self.change_button = button(self.tr("Wijzigen…"))
        self.change_button.clicked.connect(self.change)
        self.evaluate_button = button(self.tr("Evalueren…"))
        self.evaluate_button.clicked.connect(self.evaluate)
        row(
            self.step,
            self.party,
            self.sign_button,
            self.change_button,
            self.evaluate_button,
            1,
            parent=self,
            gap=6,
        )
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(partial(self._on_menu, table))

    def _on_menu(self, table: DataTable, place: QPoint) -> None:
        self.steps.popup(table.viewport().mapToGlobal(place))

    @property
    def _register(self):  # noqa: ANN202 - the verbs of the register
        return self._session.project.register

    def show_agreement(self, agreement: Agreement | None) -> None:
        """Offer what may be done with an agreement."""
        self._agreement = agreement
        self.steps.clear()
        self.parties.clear()
        for tool in (self.step, self.party, self.sign_button, self.change_button):
            tool.setEnabled(agreement is not None and not agreement.is_over)
        self.evaluate_button.setEnabled(
            agreement is not None and agreement.status in (_S.RUNNING, _S.EVALUATED)
        )
        if agreement is None:
            return
        self.sign_button.setEnabled(agreement.status is _S.AGREED)
        number, register, language = agreement.number, self._register, self._words.language
        for status in (s for s in _S if s in NEXT[agreement.status]):
            if status in (_S.EVALUATED, _S.REPLACED):
                continue  # evaluating has its own button; a replacement does the other
            verb = partial(register.set_status, number, status)
            self.steps.addAction(agreement_status(status, language), partial(self._do, verb))
        if agreement.is_binding:
            self.steps.addSeparator()
            verb = partial(register.replacement, number)
            self.steps.addAction(self.tr("Vervangen door een nieuwe"), partial(self._do, verb))
        self.step.setEnabled(bool(self.steps.actions()))
        self._fill_parties(agreement)

    def _fill_parties(self, agreement: Agreement) -> None:
        texts = {
            PartyStatus.AGREED: self.tr("{party} is akkoord"),
            PartyStatus.REFUSED: self.tr("{party} wijst af"),
            PartyStatus.OPEN: self.tr("{party} heeft nog niets gezegd"),
        }
        for entry in agreement.parties:
            for status, text in texts.items():
                verb = partial(
                    self._register.set_party_status, agreement.number, entry.party.id, status
                )
                action = self.parties.addAction(
                    shortcut_free(text.format(party=entry.party.label)),
                    partial(self._do, verb),
                )
                action.setEnabled(entry.status is not status and not agreement.is_binding)
            text = self.tr("Contactpersoon van {party}…").format(party=entry.party.label)
            self.parties.addAction(shortcut_free(text), partial(self.contact, entry.party.id))
            self.parties.addSeparator()

    # --- the verbs -------------------------------------------------------------------------

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StagePlannerError as error:
            self.failed.emit(error.problem)

    def _open(self, title: str, verb: Callable[[dict[str, Any]], object]) -> FormDialog:
        dialog = FormDialog(title, verb, self._words, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        return dialog

    def sign(self) -> None:
        """Ask who signed for a party."""
        agreement = self._agreement
        if agreement is None:
            return

        def verb(v: dict[str, Any]) -> None:
            self._register.sign(agreement.number, v["party"], v["name"], v["role"], v["day"])

        dialog = self._open(self.tr("Handtekening vastleggen"), verb)
        waiting = sorted(agreement.parties, key=lambda entry: entry.signed_on is not None)
        dialog.add_choice(
            "party", self.tr("Partij"), [(e.party.label, e.party.id) for e in waiting]
        )
        dialog.add_text("name", self.tr("Naam"))
        dialog.add_text("role", self.tr("Functie"))
        dialog.add_day("day", self.tr("Datum"), date.today())
        dialog.open()

    def contact(self, party: str) -> None:
        """Ask for the contact person of a party; an empty name removes the person."""
        agreement = self._agreement
        if agreement is None:
            return
        entry = next(e for e in agreement.parties if e.party.id == party)

        def verb(v: dict[str, Any]) -> None:
            self._register.set_contact(agreement.number, party, **v)

        title = self.tr("Contactpersoon van {party}").format(party=entry.party.label)
        dialog = self._open(title, verb)
        dialog.add_text("name", self.tr("Naam"), entry.contact)
        dialog.add_text("role", self.tr("Functie"), entry.role)
        dialog.add_text("email", self.tr("E-mail (werk)"), entry.email)
        dialog.open()

    def change(self) -> None:
        """Ask for a new text of an agreement."""
        agreement = self._agreement
        if agreement is None:
            return

        def verb(v: dict[str, Any]) -> None:
            self._register.change_agreement(agreement.number, **v)

        dialog = self._open(self.tr("Afspraak wijzigen"), verb)
        dialog.add_text("title", self.tr("Titel"), agreement.title)
        dialog.add_text("holder", self.tr("Actiehouder"), agreement.holder)
        dialog.add_lines("conditions", self.tr("Voorwaarden"), agreement.conditions)
        dialog.add_day("valid_from", self.tr("Geldig van"), agreement.valid_from)
        dialog.add_day("valid_until", self.tr("Geldig t/m"), agreement.valid_until)
        dialog.add_tick("renews", self.tr("Volgend schooljaar verlengen"), agreement.renews)
        dialog.open()

    def evaluate(self) -> None:
        """Ask how an agreement went, and with how many students."""
        agreement = self._agreement
        if agreement is None:
            return

        def verb(v: dict[str, Any]) -> None:
            evaluation = v.pop("evaluation")
            self._register.evaluate(agreement.number, evaluation, v)

        dialog = self._open(self.tr("Evaluatie vastleggen"), verb)
        dialog.add_lines("evaluation", self.tr("Hoe het ging"), agreement.evaluation)
        for clause in agreement.clauses:
            name = clause.group or clause.programme_name or clause.period
            text = self.tr("{group}: echt aanwezig").format(group=name)
            count = clause.students if clause.realised is None else clause.realised
            dialog.add_count(clause.period, text, count)
        dialog.open()

    def new(self) -> None:
        """Ask for the text of a new concept, for the whole region."""
        state = self._session.state
        year = current_year(state) or date.today().year
        parties = (region_party(state), *map(institution_party, institutions_of(state)))

        def verb(v: dict[str, Any]) -> None:
            chosen = tuple(p for i, p in enumerate(parties) if v[f"party{i}"])
            self._register.new_agreement(
                v["title"], v["kind"], chosen, school_year=year, conditions=v["conditions"]
            )

        dialog = self._open(self.tr("Nieuwe afspraak"), verb)
        dialog.add_text("title", self.tr("Titel"))
        kinds = [
            (self.tr("voor de hele regio"), AgreementKind.REGIONAL),
            (self.tr("tussen instellingen"), AgreementKind.INSTITUTIONS),
            (self.tr("met een leerbedrijf"), AgreementKind.LEERBEDRIJF),
        ]
        dialog.add_choice("kind", self.tr("Soort"), kinds)
        dialog.add_lines("conditions", self.tr("Wat wordt afgesproken"))
        for i, party in enumerate(parties):
            dialog.add_tick(f"party{i}", party.label, True)
        dialog.open()
