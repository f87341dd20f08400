"""Gegevens: the tables of stage periods, leerbedrijven and holidays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.state import institutions_of
from ui.models.rows import (
    PeriodRow,
    PeriodRows,
    company_columns,
    holiday_columns,
    period_columns,
)
from ui.models.table import FilterModel, RowRole, TableModel
from ui.qt import button, column, label, override, row
from ui.session import Session
from ui.theme import icon
from ui.widgets.parts import EmptyState
from ui.words import Words


class DataTable(QTableView):
    """A sortable, filterable table of rows; Ctrl+C copies to the clipboard for Excel."""

    def __init__(self, model: TableModel, name: str) -> None:
        super().__init__()
        self._columns = model.columns
        self.filter = FilterModel(self)
        self.filter.setSourceModel(model)
        self.setModel(self.filter)
        self.setAccessibleName(name)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(32)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsMovable(True)
        for i, shown in enumerate(model.columns):
            self.setColumnWidth(i, shown.width)
        QShortcut(
            QKeySequence.StandardKey.Copy,
            self,
            self.copy_selection,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the column that needs it most."""
        super().resizeEvent(event)
        wide = [i for i, shown in enumerate(self._columns) if shown.stretches]
        spare = self.viewport().width() - sum(shown.width for shown in self._columns)
        for i in wide:
            self.setColumnWidth(i, self._columns[i].width + max(0, spare) // len(wide))

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard, with headings, as Excel pastes them."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model = self.model()
        columns = range(model.columnCount())
        side = Qt.Orientation.Horizontal
        lines = ["\t".join(str(model.headerData(c, side)) for c in columns)]
        lines += ["\t".join(str(model.index(r, c).data()) for c in columns) for r in rows]
        QApplication.clipboard().setText("\n".join(lines))


class DataPage(QWidget):
    """What was handed in, and what the plan makes of it."""

    period_selected = Signal(str)
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._words = session, words
        self._rows = PeriodRows()
        self._is_behind = False
        self._models = (
            TableModel(period_columns(words), self),
            TableModel(company_columns(words), self),
            TableModel(holiday_columns(words), self),
        )
        names = (self.tr("Stageperiodes"), self.tr("Leerbedrijven"), self.tr("Vakanties"))
        self._names = names
        self.tables = tuple(
            DataTable(model, name) for model, name in zip(self._models, names, strict=True)
        )
        self.tables[0].selectionModel().currentRowChanged.connect(self._on_period)
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.tr("Tabellen"))
        for name in names:
            self._tabs.addTab(name)
        self._stack = QStackedWidget()
        for table, empty in zip(self.tables, self._empty_states(), strict=True):
            both = QStackedWidget()
            both.addWidget(table)
            both.addWidget(empty)
            self._stack.addWidget(both)
        self._tabs.currentChanged.connect(self._on_tab)
        self._build()
        self.setFocusProxy(self.tables[0])
        session.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self._search.setAccessibleName(self.tr("Filter de tabel"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(
            icon("search", "muted", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._search.setFixedWidth(260)
        self._search.textChanged.connect(self._on_words)
        self._schools = QComboBox()
        self._schools.setAccessibleName(self.tr("Instelling"))
        self._schools.setMinimumWidth(190)
        self._schools.currentIndexChanged.connect(self._on_filter)
        self._changed_only = QCheckBox(self.tr("Alleen gewijzigd"))
        self._changed_only.toggled.connect(self._on_filter)
        self._count = label("", "muted")
        add = button(self.tr("Bestanden toevoegen…"))
        add.setIcon(icon("import"))
        add.clicked.connect(self.import_asked)
        head = row(label(self.tr("Gegevens"), "title"), 1, add)
        tools = row(self._search, self._schools, self._changed_only, 1, self._count, gap=12)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(head)
        layout.addWidget(self._tabs)
        layout.addLayout(tools)
        layout.addWidget(frame, 1)

    def _empty_states(self) -> list[EmptyState]:
        texts = (
            (
                "data",
                self.tr("Nog geen stageperiodes"),
                self.tr(
                    "Voeg de planningen van de scholen toe. Kolommen en weken worden herkend, ook"
                    " als iedere school een eigen indeling heeft."
                ),
            ),
            (
                "company",
                self.tr("Nog geen leerbedrijven"),
                self.tr(
                    "Voeg een lijst toe met per leerbedrijf de plaatsen en de crebo's waarvoor"
                    " het erkend is. Zonder plaatsen is er geen bezettingsgraad."
                ),
            ),
            (
                "calendar",
                self.tr("Nog geen eigen vakanties"),
                self.tr(
                    "Zonder eigen vakanties gelden de schoolvakanties van de vakantieregio van"
                    " de instelling."
                ),
            ),
        )
        made = []
        for picture, title, text in texts:
            action = button(self.tr("Bestanden toevoegen…"), "primary")
            action.clicked.connect(self.import_asked)
            made.append(EmptyState(icon(picture, "muted", 44), title, text, action))
        return made

    # --- what is shown ---------------------------------------------------------------------

    def _on_changed(self) -> None:
        """A page that nobody looks at follows once it is shown."""
        self._is_behind = not self.isVisible()
        if not self._is_behind:
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._is_behind:
            self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now; rows that did not change are left alone."""
        self._is_behind = False
        state = self._session.state
        self._models[0].set_rows(self._rows.of(state))
        self._models[1].set_rows(state.leerbedrijven)
        self._models[2].set_rows(state.holidays)
        for i, (name, model) in enumerate(zip(self._names, self._models, strict=True)):
            count = self._words.count(len(model.rows))
            self._tabs.setTabText(i, f"{name}  {count}")
            both = self._stack.widget(i)
            if isinstance(both, QStackedWidget):
                both.setCurrentIndex(0 if model.rows else 1)
        self._refresh_schools(institutions_of(state))
        self._changed_only.setEnabled(state.plan is not None)
        if state.plan is None:
            self._changed_only.setChecked(False)
        self._on_filter()

    def _refresh_schools(self, schools: tuple[str, ...]) -> None:
        texts = [self.tr("Alle instellingen"), *sorted(schools)]
        if [self._schools.itemText(i) for i in range(self._schools.count())] == texts:
            return
        chosen = self._schools.currentText()
        self._schools.blockSignals(True)
        self._schools.clear()
        self._schools.addItems(texts)
        self._schools.setCurrentIndex(texts.index(chosen) if chosen in texts else 0)
        self._schools.blockSignals(False)

    def select_period(self, period: str) -> None:
        """Bring a stage period into sight."""
        self._select(0, lambda found: found.period.id == period)

    def select_company(self, company: str) -> None:
        """Bring a leerbedrijf into sight."""
        self._select(1, lambda found: found.id == company)

    def _select(self, tab: int, is_it: Callable[[Any], bool]) -> None:
        self._tabs.setCurrentIndex(tab)
        table, model = self.tables[tab], self._models[tab]
        number = next((i for i, found in enumerate(model.rows) if is_it(found)), -1)
        if number < 0:
            return
        index = table.filter.mapFromSource(model.index(number, 0))
        if not index.isValid():
            self._search.clear()
            self._schools.setCurrentIndex(0)
            self._changed_only.setChecked(False)
            index = table.filter.mapFromSource(model.index(number, 0))
        table.setCurrentIndex(index)
        table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._schools.setVisible(index != 1)
        self._changed_only.setVisible(index == 0)
        self._show_count()

    def _on_words(self, text: str) -> None:
        for table in self.tables:
            table.filter.set_words(text)
        self._show_count()

    def _on_filter(self) -> None:
        school = self._schools.currentText() if self._schools.currentIndex() > 0 else None
        changed_only = self._changed_only.isChecked()

        def passes(found: PeriodRow) -> bool:
            return (school is None or found.period.institution == school) and (
                found.is_changed or not changed_only
            )

        self.tables[0].filter.set_test(passes if school or changed_only else None)
        self.tables[2].filter.set_test((lambda h: h.institution == school) if school else None)
        self._show_count()

    def _show_count(self) -> None:
        table = self.tables[self._tabs.currentIndex()]
        shown, total = table.filter.rowCount(), len(self._models[self._tabs.currentIndex()].rows)
        if shown == total:
            self._count.setText("")
        else:
            text = self.tr("{shown} van {total}")
            self._count.setText(
                text.format(shown=self._words.count(shown), total=self._words.count(total))
            )

    def _on_period(self, current: QModelIndex, _before: QModelIndex) -> None:
        found = current.data(RowRole)
        if found is not None:
            self.period_selected.emit(found.period.id)
