"""Afspraken: the register, where agreements are needed most, and what they come to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from stageplanner import messages
from stageplanner.domain.agreement import Agreement, AgreementStatus
from stageplanner.domain.negotiation.agreement_needs import needs
from stageplanner.domain.negotiation.count_agreements import parts_of
from stageplanner.domain.negotiation.find_agreements import warnings
from stageplanner.domain.sectors import sector_name
from ui.agreements.agreement_card import build_agreement
from ui.agreements.agreement_rows import (
    agreement_columns,
    agreement_status,
    need_columns,
    school_year,
    sectors_of,
    tallied,
    tally_columns,
)
from ui.agreements.agreement_tools import AgreementTools
from ui.base.formatting import Words
from ui.base.jobs import ChildJob
from ui.base.qt import (
    ElidedChoice,
    ElidedLabel,
    ErrorLine,
    button,
    card,
    column,
    label,
    override,
    row,
)
from ui.base.theme import icon
from ui.dialogs.problems_dialog import ProblemsDialog
from ui.negotiate.negotiation_jobs import run_shortages
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.small_parts import Choice, EmptyState, Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QVBoxLayout

    from stageplanner.negotiation.agreements import ShortageReading

ALL = ""
#: Agreements that end soon or are past their end, chosen like a status.
WARNED = "warned"


class AgreementsPage(QWidget):
    """Everything done here is a verb that can be undone."""

    explained = Signal(object)
    #: No agreement is looked at.
    cleared = Signal()
    rounds_asked = Signal()
    failed = Signal(object)
    busy = Signal(str)
    noticed = Signal(str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._words = session, words
        self._filters: dict[str, ElidedChoice] = {}
        self._warned: set[str] = set()
        self.dialog: ProblemsDialog | None = None
        self.shortages_job = ChildJob(self)
        self.shortages_job.finished.connect(self._on_shortages)
        self.shortages_job.failed.connect(self.failed)
        self._build_register()
        self._build_others()
        self._build()
        self.setFocusProxy(self.table)
        session.changed.connect(self._on_changed)
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build_register(self) -> None:
        self.model = TableModel(agreement_columns(self._words, date.today()), self)
        self.table = DataTable(self.model, self.tr("Register van afspraken"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.tools = AgreementTools(self._session, self._words, self.table)
        self.tools.failed.connect(self.show_wrong)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de afspraken"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.filter.set_words)
        self.warned = card("notice")
        self._warning = label("", wrap=True)
        self.show_warned = button(self.tr("Toon deze"))
        self.show_warned.clicked.connect(self._on_warned)
        line = row(self._warning, self.show_warned, parent=self.warned, margin=10)
        line.setStretch(0, 1)
        self.error = ErrorLine()
        self._bar = QWidget()
        self._chosen = row(parent=self._bar, gap=6)
        for key, name in (
            ("status", self.tr("Alle statussen")),
            ("year", self.tr("Alle schooljaren")),
            ("sector", self.tr("Alle sectoren")),
            ("niveau", self.tr("Alle niveaus")),
        ):
            choice = ElidedChoice()
            choice.begin_with(name, ALL, letters=6)
            choice.currentIndexChanged.connect(self._on_filter)
            self._filters[key] = choice
            self._chosen.addWidget(choice, 1)
        frame = card()
        column(self.table, parent=frame, margin=1)
        self._register = QWidget()
        layout = column(
            self.warned, frame, self.error, self.tools, parent=self._register, gap=8
        )
        layout.setStretch(1, 1)

    def _build_others(self) -> None:
        words = self._words
        self.needs = TableModel(need_columns(words), self)
        self.need_table = DataTable(self.needs, self.tr("Waar afspraken nodig zijn"))
        self.tallies = TableModel(tally_columns(words), self)
        self.tally_table = DataTable(self.tallies, self.tr("Afspraken geteld"))
        self.way = Choice(
            [
                ("sector", self.tr("per sector")),
                ("niveau", self.tr("per niveau")),
                ("year", self.tr("per schooljaar")),
                ("status", self.tr("per status")),
                ("party", self.tr("per partij")),
            ],
            self.tr("Tellen"),
        )
        self.way.chosen.connect(self.refresh)
        self._total = label("", "strong", wrap=True)
        self._needs, self._summary = QWidget(), QWidget()
        first, second = card(), card()
        column(self.need_table, parent=first, margin=1)
        column(self.tally_table, parent=second, margin=1)
        self.load = button(self.tr("Tekortcijfers inlezen…"))
        self.load.clicked.connect(self.ask_shortages)
        about = self.tr("Studenten zonder plaats volgens de laatste cijfers, de meeste bovenaan.")
        layout = column(label(about, "muted", wrap=True), first, parent=self._needs, gap=8)
        layout.setStretch(1, 1)
        layout.addLayout(row(self.load, 1))
        layout = column(self._total, parent=self._summary, gap=8)
        layout.addLayout(row(self.way, 1))
        layout.addWidget(second, 1)

    def _build(self) -> None:
        self.view = Segments(
            [
                ("register", self.tr("Register")),
                ("needs", self.tr("Waar nodig")),
                ("summary", self.tr("Overzicht")),
            ],
            self.tr("Beeld"),
        )
        self.view.chosen.connect(self.refresh)
        self.new = button(self.tr("Nieuwe afspraak…"))
        self.new.clicked.connect(self.tools.new)
        go = button(self.tr("Naar Onderhandelen"), "primary")
        go.clicked.connect(self.rounds_asked)
        self._empty = EmptyState(
            icon("agreements", "muted", 44),
            self.tr("Nog geen afspraken"),
            self.tr("Wat in een ronde akkoord is, wordt een afspraak; of schrijf er zelf een."),
            go,
        )
        self._stack = QStackedWidget()
        for part in (self._register, self._needs, self._summary, self._empty):
            self._stack.addWidget(part)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.addLayout(row(label(self.tr("Afspraken"), "title"), 1, self.view, gap=12))
        self._about = ElidedLabel("muted")
        self.search.setFixedWidth(190)
        line = row(self._about, self.search, self.new)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)

    # --- what is shown ---------------------------------------------------------------------

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Show the register as it is now."""
        state = self._session.state
        agreements = state.agreements
        binding = [a for a in agreements if a.is_binding]
        self.search.setVisible(self.view.key == "register" and bool(agreements))
        text = self.tr("{count} afspraken, {binding} gelden")
        if len(agreements) == 1:
            text = self.tr("1 afspraak, {binding} geldt")
        self._about.setText(text.format(count=len(agreements), binding=len(binding)))
        self.error.show_error("")
        self._bar.setVisible(self.view.key != "needs" and bool(agreements))
        if self.view.key == "needs":
            self._stack.setCurrentWidget(self._needs)
            self.needs.set_rows(needs(state))
            return
        if not agreements:
            self._stack.setCurrentWidget(self._empty)
            if self.isVisible():
                self.cleared.emit()
            return
        self._fill_filters(agreements)
        if self.view.key == "summary":
            self._show_summary(tuple(a for a in agreements if self._passes(a)))
            return
        self._stack.setCurrentWidget(self._register)
        self._warn()
        number = self.selected.number if self.selected is not None else ""
        self.model.set_rows(agreements)
        if not self.table.currentIndex().isValid() and self.table.model().rowCount():
            model = self.table.model()
            rows = range(model.rowCount())
            found = [i for i in rows if model.index(i, 0).data(RowRole).number == number]
            self.table.selectRow(found[0] if found else 0)
        self._on_row()

    def _show_summary(self, shown: tuple[Agreement, ...]) -> None:
        self._stack.setCurrentWidget(self._summary)
        binding = [a for a in shown if a.is_binding]
        # By status every agreement counts; else those that hold.
        counted = shown if self.way.key == "status" else binding
        parts = parts_of(self._session.state)
        language = self._words.language
        self.tallies.set_rows(tallied(counted, self.way.key, language, parts))
        groups = {c.period: c.students for a in binding for c in a.clauses}
        text = self.tr(
            "{count} geldende afspraken over {groups} groepen, samen {students} studenten"
        )
        self._total.setText(
            text.format(
                count=self._words.count(len(binding)),
                groups=self._words.count(len(groups)),
                students=self._words.count(sum(groups.values())),
            )
        )

    def _warn(self) -> None:
        """Say which agreements end or are past their end."""
        language = self._words.language
        found = tuple(warnings(self._session.state, date.today()))
        told = [messages.sentence(problem, language) for problem in found]
        self.warned.setVisible(bool(told))
        lines = [f"▲ {sentence[:1].upper()}{sentence[1:]}" for sentence in told[:2]]
        if len(told) > 2:
            lines.append(self.tr("en nog {count} meldingen").format(count=len(told) - 2))
        self._warning.setText("\n".join(lines))

    def _fill_filters(self, agreements: tuple[Agreement, ...]) -> None:
        language = self._words.language
        counts = Counter(a.status for a in agreements)
        statuses = [
            (s.value, f"{agreement_status(s, language)} ({counts[s]})")
            for s in AgreementStatus
            if counts[s]
        ]
        warned = {str(p.values["number"]) for p in warnings(self._session.state, date.today())}
        self._warned = warned
        if warned:
            text = self.tr("▲ loopt af of voorbij ({count})").format(count=len(warned))
            statuses.insert(0, (WARNED, text))
        offered = {
            "status": statuses,
            "year": [(str(y), school_year(y)) for y in sorted({a.school_year for a in agreements})],
            "sector": [
                (code, sector_name(code, language) or code)
                for code in sorted({code for a in agreements for code in sectors_of(a)})
            ],
            "niveau": [
                (str(n), self.tr("Niveau {niveau}").format(niveau=n))
                for n in sorted({n for a in agreements for n in a.scope.niveaus})
            ],
        }  # fmt: skip
        for key, choices in offered.items():
            choice = self._filters[key]
            known = [(choice.itemData(i), choice.itemText(i)) for i in range(1, choice.count())]
            if known == choices:
                continue
            kept = choice.currentData()
            choice.blockSignals(True)
            while choice.count() > 1:
                choice.removeItem(1)
            for value, text in choices:
                choice.addItem(text, value)
            choice.setCurrentIndex(max(0, choice.findData(kept)))
            choice.blockSignals(False)
        self._set_test()

    @property
    def _wanted(self) -> dict[str, str]:
        """What is chosen to look at."""
        chosen = {key: choice.currentData() for key, choice in self._filters.items()}
        return {key: value for key, value in chosen.items() if value != ALL}

    def _passes(self, agreement: Agreement) -> bool:
        has = {
            "status": {agreement.status.value},
            "year": {str(agreement.school_year)},
            "sector": set(sectors_of(agreement)),
            "niveau": set(map(str, agreement.scope.niveaus)),
        }
        if agreement.number in self._warned:
            has["status"].add(WARNED)
        return all(value in has[key] for key, value in self._wanted.items())

    def _set_test(self) -> None:
        self.table.filter.set_test(self._passes if self._wanted else None)

    def _on_filter(self) -> None:
        self._set_test()
        if self.view.key == "summary":
            self.refresh()

    def _on_warned(self) -> None:
        choice = self._filters["status"]
        choice.setCurrentIndex(max(0, choice.findData(WARNED)))

    @property
    def selected(self) -> Agreement | None:
        """The agreement that is selected."""
        found: Agreement | None = self.table.currentIndex().data(RowRole)
        return found

    def _on_row(self) -> None:
        agreement = self.selected
        self.tools.show_agreement(agreement)
        if not self.isVisible():
            return
        if agreement is None:
            self.cleared.emit()
            return

        def build(layout: QVBoxLayout) -> None:
            build_agreement(layout, agreement, self._words)

        self.explained.emit(build)

    def select(self, number: str) -> None:
        """Bring an agreement into sight."""
        model = self.table.model()
        for i in range(model.rowCount()):
            if model.index(i, 0).data(RowRole).number == number:
                self.table.selectRow(i)

    # --- what is done ----------------------------------------------------------------------

    def show_wrong(self, problem: object) -> None:
        """Say beside the register what could not be done."""
        sentence = messages.sentence(problem, self._words.language)  # type: ignore[arg-type]
        self.error.show_error(sentence)

    def ask_shortages(self) -> None:
        """Let the user choose a table of published shortages."""
        dialog = QFileDialog(self, self.tr("Tekortcijfers inlezen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Excel, csv (*.xlsx *.xlsm *.xls *.ods *.csv)")
        dialog.fileSelected.connect(self.import_shortages)
        dialog.open()

    def import_shortages(self, path: str) -> None:
        """Read published shortages beside the window; what could not be used is told."""
        if not self.shortages_job.is_running:
            self.busy.emit(self.tr("Tekortcijfers lezen…"))
            self.shortages_job.start(run_shortages, self._session.state, Path(path))

    def _on_shortages(self, reading: ShortageReading) -> None:
        self._session.project.register.adopt_shortages(reading)
        text = self.tr("{count} tekortcijfers gelezen uit {file}")
        said = text.format(count=self._words.count(len(reading.figures)), file=reading.file)
        self.noticed.emit(said)
        if reading.problems:
            dialog = ProblemsDialog(said, reading.problems, self._words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog = dialog
            dialog.open()
        self.view.choose("needs")
