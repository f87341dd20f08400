"""Afspraken: the register, where agreements are needed most, and their count."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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
from ui.agreements.known_shortage import known_columns, known_shortages
from ui.base.file_dialog import FileDialog
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
from ui.session.page import Page
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.small_parts import Choice, EmptyState, Segments

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from stageplanner.negotiation.agreements import ShortageReading

ALL = ""
#: Filter value of agreements that end soon or have ended.
WARNED = "warned"


class AgreementsPage(Page):
    """The register, where agreements are needed, and their count; every verb can be undone."""

    refreshes_when_shown = True

    explained = Signal(object)
    #: No agreement is selected.
    cleared = Signal()
    rounds_asked = Signal()
    failed = Signal(object)
    busy = Signal(str)
    noticed = Signal(str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.choices: dict[str, ElidedChoice] = {}
        self._warned: set[str] = set()
        self.dialog: ProblemsDialog | None = None
        self.shortages_job = ChildJob(self)
        self.shortages_job.finished.connect(self._on_shortages)
        self.shortages_job.failed.connect(self.failed)
        self._build_register()
        self._build_others()
        self._build()
        self.setFocusProxy(self.table)
        session.changed.connect(self.follow)
        session.facts_changed.connect(self.follow)
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build_register(self) -> None:
        self.model = TableModel(agreement_columns(self.words), self)
        self.table = DataTable(self.model, self.tr("Register van afspraken"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.tools = AgreementTools(self.session, self.words, self.table)
        self.tools.failed.connect(self.show_problem)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de afspraken"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.filter.set_words)
        self.warned = card("notice")
        self.warning = label("", wrap=True)
        self.show_warned = button(self.tr("Toon deze"))
        self.show_warned.clicked.connect(self._on_warned)
        line = row(self.warning, self.show_warned, parent=self.warned, margin=10)
        line.setStretch(0, 1)
        self.error_line = ErrorLine()
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
            self.choices[key] = choice
            self._chosen.addWidget(choice, 1)
        frame = card()
        column(self.table, parent=frame, margin=1)
        self._register = QWidget()
        layout = column(
            self.warned, frame, self.error_line, self.tools, parent=self._register, gap=8
        )
        layout.setStretch(1, 1)

    def _build_others(self) -> None:
        words = self.words
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
        self.known = TableModel(known_columns(words), self)
        self.known_table = DataTable(self.known, self.tr("Tekort dat het programma heeft gemeten"))
        measured = card()
        column(self.known_table, parent=measured, margin=1)
        self.known_about, self.need_about = label("", "muted", wrap=True), label("", "muted")
        self.need_about.setWordWrap(True)
        self._published = first
        layout = column(
            self.known_about, measured, self.need_about, first, parent=self._needs, gap=8
        )
        layout.setStretch(1, 3)
        layout.setStretch(3, 2)
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
        self.empty = EmptyState(
            icon("agreements", "muted", 44),
            self.tr("Nog geen afspraken"),
            self.tr("Wat in een ronde akkoord is, wordt een afspraak; of schrijf er zelf een."),
            go,
        )
        self.stack = QStackedWidget()
        for part in (self._register, self._needs, self._summary, self.empty):
            self.stack.addWidget(part)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.addLayout(row(label(self.tr("Afspraken"), "title"), 1, self.view, gap=12))
        self._about = ElidedLabel("muted")
        self.search.setFixedWidth(190)
        line = row(self._about, self.search, self.new)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self._bar)
        layout.addWidget(self.stack, 1)

    # --- what is shown ---------------------------------------------------------------------

    @override
    def refresh(self) -> None:
        super().refresh()
        state = self.session.state
        agreements = state.agreements
        binding = [a for a in agreements if a.is_binding]
        self.search.setVisible(self.view.key == "register" and bool(agreements))
        text = self.tr("{count} afspraken, {binding} gelden")
        if len(agreements) == 1:
            text = self.tr("1 afspraak, {binding} geldt")
        self._about.setText(text.format(count=len(agreements), binding=len(binding)))
        self.error_line.show_error("")
        self._bar.setVisible(self.view.key != "needs" and bool(agreements))
        if self.view.key == "needs":
            self.stack.setCurrentWidget(self._needs)
            self._show_needs()
            return
        if not agreements:
            self.stack.setCurrentWidget(self.empty)
            if self.isVisible():
                self.cleared.emit()
            return
        self._fill_filters(agreements)
        if self.view.key == "summary":
            self._show_summary(tuple(a for a in agreements if self._passes(a)))
            return
        self.stack.setCurrentWidget(self._register)
        self._warn()
        number = self.selected.number if self.selected is not None else ""
        self.model.set_rows(agreements)
        if not self.table.currentIndex().isValid() and self.table.model().rowCount():
            model = self.table.model()
            rows = range(model.rowCount())
            matches = [i for i in rows if model.index(i, 0).data(RowRole).number == number]
            self.table.selectRow(matches[0] if matches else 0)
        self._on_row()

    def _show_needs(self) -> None:
        """Show where places lack: what the program measured, and what was published."""
        known, published = known_shortages(self.session.facts), needs(self.session.state)
        self.known.set_rows(known)
        self.needs.set_rows(published)
        text = self.tr(
            "Tekort in studentdagen dat het programma meet, het grootste bovenaan; eerst is volgens"
            " de voorkeuren."
        )
        if not known:
            text = self.tr("Iedereen heeft een plaats: het programma meet nergens tekort.")
        self.known_about.setText(text)
        text = self.tr("Studenten zonder plaats volgens de gepubliceerde cijfers.")
        if not published:
            text = self.tr(
                "Er zijn nog geen gepubliceerde cijfers ingelezen, zoals die van SBB; zij komen"
                " hier naast wat het programma zelf meet."
            )
        self.need_about.setText(text)
        self._published.setVisible(bool(published))

    def _show_summary(self, shown: tuple[Agreement, ...]) -> None:
        self.stack.setCurrentWidget(self._summary)
        binding = [a for a in shown if a.is_binding]
        # Per status every agreement counts, else only the binding ones.
        counted = shown if self.way.key == "status" else binding
        parts = parts_of(self.session.state)
        language = self.words.language
        self.tallies.set_rows(tallied(counted, self.way.key, language, parts))
        groups = {c.period: c.students for a in binding for c in a.clauses}
        text = self.tr(
            "{count} geldende afspraken over {groups} groepen, samen {students} studenten"
        )
        self._total.setText(
            text.format(
                count=self.words.count(len(binding)),
                groups=self.words.count(len(groups)),
                students=self.words.count(sum(groups.values())),
            )
        )

    def _warn(self) -> None:
        """Show which agreements end soon or have ended."""
        language = self.words.language
        problems = tuple(warnings(self.session.state, date.today()))
        sentences = [messages.sentence(problem, language) for problem in problems]
        self.warned.setVisible(bool(sentences))
        lines = [f"▲ {sentence[:1].upper()}{sentence[1:]}" for sentence in sentences[:2]]
        if len(sentences) > 2:
            lines.append(self.tr("en nog {count} meldingen").format(count=len(sentences) - 2))
        self.warning.setText("\n".join(lines))

    def _fill_filters(self, agreements: tuple[Agreement, ...]) -> None:
        language = self.words.language
        counts = Counter(a.status for a in agreements)
        statuses = [
            (s.value, f"{agreement_status(s, language)} ({counts[s]})")
            for s in AgreementStatus
            if counts[s]
        ]
        warned = {str(p.values["number"]) for p in warnings(self.session.state, date.today())}
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
            choice = self.choices[key]
            known = [(choice.itemData(i), choice.itemText(i)) for i in range(1, choice.count())]
            if known == choices:
                continue
            chosen = choice.currentData()
            choice.blockSignals(True)
            while choice.count() > 1:
                choice.removeItem(1)
            for value, text in choices:
                choice.addItem(text, value)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
            choice.blockSignals(False)
        self._set_test()

    @property
    def _wanted(self) -> dict[str, str]:
        """The chosen filters by kind."""
        chosen = {key: choice.currentData() for key, choice in self.choices.items()}
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
        choice = self.choices["status"]
        choice.setCurrentIndex(max(0, choice.findData(WARNED)))

    @property
    def selected(self) -> Agreement | None:
        """The selected agreement."""
        agreement: Agreement | None = self.table.currentIndex().data(RowRole)
        return agreement

    def _on_row(self) -> None:
        agreement = self.selected
        self.tools.show_agreement(agreement)
        if not self.isVisible():
            return
        if agreement is None:
            self.cleared.emit()
            return

        def build(layout: QVBoxLayout) -> None:
            build_agreement(layout, agreement, self.words)

        self.explained.emit(build)

    def select(self, number: str) -> None:
        """Select an agreement by its number."""
        model = self.table.model()
        for i in range(model.rowCount()):
            if model.index(i, 0).data(RowRole).number == number:
                self.table.selectRow(i)

    # --- what is done ----------------------------------------------------------------------

    def show_problem(self, problem: object) -> None:
        """Show below the register what could not be done."""
        sentence = messages.sentence(problem, self.words.language)  # type: ignore[arg-type]
        self.error_line.show_error(sentence)

    def ask_shortages(self) -> None:
        """Let the user choose a table of published shortages."""
        dialog = FileDialog(self, self.tr("Tekortcijfers inlezen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Excel, csv (*.xlsx *.xlsm *.xls *.ods *.csv)")
        dialog.fileSelected.connect(self.import_shortages)
        dialog.open()

    def import_shortages(self, path: str) -> None:
        """Read published shortages in the background, and show what could not be used."""
        if not self.shortages_job.is_running:
            self.busy.emit(self.tr("Tekortcijfers lezen…"))
            self.shortages_job.start(run_shortages, self.session.state, Path(path))

    def _on_shortages(self, reading: ShortageReading) -> None:
        self.session.project.register.adopt_shortages(reading)
        text = self.tr("{count} tekortcijfers gelezen uit {file}")
        text = text.format(count=self.words.count(len(reading.figures)), file=reading.file)
        self.noticed.emit(text)
        if reading.problems:
            dialog = ProblemsDialog(text, reading.problems, self.words, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog = dialog
            dialog.open()
        self.view.choose("needs")
