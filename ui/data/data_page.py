"""The data page: tables of stage periods, leerbedrijven and holidays, and the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QLineEdit,
    QMessageBox,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.state import institutions_of
from ui.base.formatting import Words
from ui.base.qt import DropDown, button, column, label, override, row, tool_tip
from ui.base.theme import icon
from ui.data.agreed_rows import ask_to_change
from ui.data.columns import Offers, company_columns, holiday_columns, period_columns
from ui.data.edit_strip import EditStrip
from ui.data.period_rows import PeriodRow, PeriodRows
from ui.data.rules_form import RulesForm
from ui.session.page import Page
from ui.session.session import Session
from ui.tables.edit_table import EditTable
from ui.tables.editable_model import EditableModel
from ui.tables.table_model import RowRole
from ui.widgets.small_parts import EmptyState

if TYPE_CHECKING:
    from stageplanner.editing.edit_rows import Edited

KINDS = ("period", "leerbedrijf", "holiday")
RULES = 3
#: Narrower pages show tools without their texts.
NARROW = 760


class DataPage(Page):
    """The tables of the region, edited in place, and the rules."""

    period_selected = Signal(str)
    selection_cleared = Signal()
    import_asked = Signal()
    #: A stage period, to see what good examples would do for it.
    examples_asked = Signal(str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = PeriodRows()
        offers = Offers(institutions=self._institutions, programmes=self._programmes)
        columns = (
            period_columns(words, offers),
            company_columns(words, offers),
            holiday_columns(words, offers),
        )
        self.models = tuple(
            EditableModel(shown, _KEYS[kind], partial(self._edit, kind), words.language, self)
            for kind, shown in zip(KINDS, columns, strict=True)
        )
        fields = [shown.field for shown in columns[0]]
        self._plan_column = fields.index("")
        self._names = (
            self.tr("Stageperiodes"),
            self.tr("Leerbedrijven"),
            self.tr("Vakanties"),
            self.tr("Regels"),
        )
        self.models[0].asks_first = self._ask_first
        #: The question that is open, if there is one.
        self.question: QMessageBox | None = None
        self.tables = tuple(
            EditTable(model, name, words)
            for model, name in zip(self.models, self._names, strict=False)
        )
        self.tables[0].selectionModel().currentRowChanged.connect(self._on_period)
        examples = self.tr("Goede voorbeelden…")
        self.tables[0].more_actions = [(examples, QKeySequence("Ctrl+G"), self._ask_examples)]
        self.rules = RulesForm(session, words)
        self._build()
        self._connect()
        self.setFocusProxy(self.tables[0])
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Tabellen"))
        for name in self._names:
            self.tabs.addTab(name)
        self._stack = QStackedWidget()
        for table, empty in zip(self.tables, self._empty_states(), strict=True):
            both = QStackedWidget()
            both.addWidget(table)
            both.addWidget(empty)
            self._stack.addWidget(both)
        self._stack.addWidget(self.rules)
        self._build_tools()
        self.add_button = self._tool("add", self.tr("Rij toevoegen"), "Ctrl++")
        self._delete = self._tool("delete", self.tr("Verwijderen"), "Ctrl+-")
        add = button(self.tr("Bestanden toevoegen…"))
        add.setIcon(icon("import"))
        add.clicked.connect(self.import_asked)
        head = row(label(self.tr("Gegevens"), "title"), 1, self.add_button, self._delete, add)
        self._tools = QWidget()
        row(
            self.search,
            self._choice,
            self._changed_only,
            1,
            self.count,
            parent=self._tools,
            gap=12,
        ).setStretch(0, 3)
        self.strip = EditStrip(self.words)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        layout = column(parent=self, gap=12)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addLayout(head)
        layout.addWidget(self.tabs)
        layout.addWidget(self._tools)
        layout.addWidget(self.strip)
        layout.addWidget(frame, 1)

    def _build_tools(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de tabel"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(260)
        self._choice = DropDown()
        self._choice.setAccessibleName(self.tr("Instelling"))
        self._choice.setMinimumWidth(130)
        self._choice.setMaximumWidth(240)
        self._changed_only = QCheckBox(self.tr("Alleen gewijzigd"))
        self.count = button("", "link")
        self.count.setToolTip(self.tr("Alle filters weghalen"))

    def _tool(self, picture: str, text: str, keys: str) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(picture))
        tool.setIconSize(QSize(18, 18))
        tool.setText(text)
        tool.setToolTip(tool_tip(f"{text} ({keys})"))
        tool.setAccessibleName(text)
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setMinimumHeight(34)
        return tool

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._on_words)
        self._choice.currentIndexChanged.connect(self._on_filter)
        self._changed_only.toggled.connect(self._on_filter)
        self.count.clicked.connect(self.show_all)
        self.add_button.clicked.connect(self.add_row)
        self._delete.clicked.connect(self._delete_selected)
        self.strip.next_asked.connect(self._go_to_note)
        self.strip.discard_asked.connect(self.discard_drafts)
        self.strip.region_holidays_asked.connect(self._copy_region_holidays)
        for table, model in zip(self.tables, self.models, strict=True):
            table.add_asked.connect(self.add_row)
            table.delete_asked.connect(self._delete_rows)
            table.filtered.connect(self._show_count)
            model.notes_changed.connect(self._show_strip)
            model.noticed.connect(self._show_notice)
        self.session.changed.connect(self.follow)
        self.session.opened.connect(self._on_opened)

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
        states = []
        for picture, title, text in texts:
            action = button(self.tr("Bestanden toevoegen…"), "primary")
            action.clicked.connect(self.import_asked)
            by_hand = button(self.tr("Of vul zelf een rij in"), "link")
            by_hand.clicked.connect(self.add_row)
            state = EmptyState(icon(picture, "muted", 44), title, text, action)
            state.layout().insertWidget(5, by_hand, 0, Qt.AlignmentFlag.AlignHCenter)
            states.append(state)
        return states

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        styles = Qt.ToolButtonStyle
        is_narrow = self.width() < NARROW
        style = styles.ToolButtonIconOnly if is_narrow else styles.ToolButtonTextBesideIcon
        for tool in (self.add_button, self._delete):
            tool.setToolButtonStyle(style)

    @property
    @override
    def parts(self) -> dict[str, QObject]:
        return {"tab": self.tabs, **dict(zip(KINDS, self.tables, strict=True))}

    @property
    @override
    def filters(self) -> dict[str, QObject]:
        columns = {kind: table.filter for kind, table in zip(KINDS, self.tables, strict=True)}
        return {
            "words": self.search,
            "school": self._choice,
            "changed": self._changed_only,
            **columns,
        }

    # --- what is shown ---------------------------------------------------------------------

    def _institutions(self) -> Sequence[str]:
        state = self.session.state
        named = {*institutions_of(state), *(h.institution for h in state.holidays)}
        return sorted(named, key=str.casefold)

    def _programmes(self) -> Sequence[str]:
        """Return the programmes of the region, then all others with a crebo."""
        from stageplanner.editing.edit_rows import known_programmes

        state = self.session.state
        used = {p.programme: p.programme_name for p in state.periods}
        rest = {code: name for code, name in known_programmes().items() if code not in used}
        return [f"{code} {name}".strip() for names in (used, rest) for code, name in names.items()]

    def _on_opened(self) -> None:
        """Discard the drafts of the file that was open before."""
        for model in self.models:
            model.discard_drafts()

    @override
    def refresh(self) -> None:
        super().refresh()
        state = self.session.state
        lists = (self._rows.of(state), state.leerbedrijven, state.holidays)
        for i, (name, model, rows) in enumerate(zip(self._names, self.models, lists, strict=False)):
            model.set_rows(rows)
            self.tabs.setTabText(i, f"{name}  {self.words.count(len(rows))}")
        # The column of the plan is hidden as long as there is none.
        self.tables[0].setColumnHidden(self._plan_column, state.plan is None)
        self.rules.refresh()
        self._refresh_institutions(institutions_of(state))
        self._changed_only.setEnabled(state.plan is not None)
        if state.plan is None:
            self._changed_only.setChecked(False)
        self._on_filter()
        self._show_strip()

    def _refresh_institutions(self, institutions: tuple[str, ...]) -> None:
        texts = [self.tr("Alle instellingen"), *sorted(institutions)]
        if [self._choice.itemText(i) for i in range(self._choice.count())] == texts:
            return
        chosen = self._choice.currentText()
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItems(texts)
        self._choice.setCurrentIndex(texts.index(chosen) if chosen in texts else 0)
        self._choice.blockSignals(False)

    def select_period(self, period: str) -> None:
        """Select a stage period and scroll to it."""
        self._select(0, lambda entry: entry.period.id == period)

    def select_company(self, company: str) -> None:
        """Select a leerbedrijf and scroll to it."""
        self._select(1, lambda entry: entry.id == company)

    def _select(self, tab: int, is_it: Callable[[Any], bool]) -> None:
        self.tabs.setCurrentIndex(tab)
        table, model = self.tables[tab], self.models[tab]
        rows = (i for i, entry in enumerate(model.rows) if not model.is_open(entry))
        number = next((i for i in rows if is_it(model.rows[i])), -1)
        if number < 0:
            return
        index = table.filter.mapFromSource(model.index(number, 0))
        if not index.isValid():
            self.show_all()
            index = table.filter.mapFromSource(model.index(number, 0))
        table.setCurrentIndex(index)
        table.select_rows()
        table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    # --- filters ---------------------------------------------------------------------------

    @override
    def show_all(self) -> None:
        self.search.clear()
        self._choice.setCurrentIndex(0)
        self._changed_only.setChecked(False)
        for table in self.tables:
            table.filter.clear_allowed()
        self._show_count()

    def _on_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        is_table = index != RULES
        self._tools.setVisible(is_table)
        self._choice.setVisible(index != 1)
        self._changed_only.setVisible(index == 0)
        self.add_button.setVisible(is_table)
        self._delete.setVisible(is_table)
        self.setFocusProxy(self.tables[index] if is_table else self.rules)
        self._show_count()
        self._show_strip()
        if index == 0:
            self._on_period(self.tables[0].currentIndex())
        else:
            self.selection_cleared.emit()

    def _on_words(self, text: str) -> None:
        for table in self.tables:
            table.filter.set_words(text)
        self._show_count()

    def _on_filter(self) -> None:
        institution = self._choice.currentText() if self._choice.currentIndex() > 0 else None
        changed_only = self._changed_only.isChecked()

        def passes(entry: PeriodRow) -> bool:
            return (institution is None or entry.period.institution == institution) and (
                entry.is_changed or not changed_only
            )

        self.tables[0].filter.set_test(passes if institution or changed_only else None)
        self.tables[2].filter.set_test(
            (lambda h: h.institution == institution) if institution else None
        )
        self._show_count()

    def _show_count(self) -> None:
        number = self.tabs.currentIndex()
        if number == RULES:
            return
        table, total = self.tables[number], len(self.models[number].rows)
        shown = table.filter.rowCount()
        self.count.setVisible(shown != total)
        text = self.tr("{shown} van {total}  ✕")
        self.count.setText(
            text.format(shown=self.words.count(shown), total=self.words.count(total))
        )
        both = self._stack.widget(number)
        if isinstance(both, QStackedWidget):
            both.setCurrentIndex(0 if total else 1)

    # --- editing ---------------------------------------------------------------------------

    def _edit(
        self,
        kind: str,
        changes: Mapping[Any, Mapping[str, str]],
        new: Sequence[Mapping[str, str]],
    ) -> Edited:
        return self.session.project.editing.edit(kind, changes, new)

    def _ask_first(
        self, changes: Mapping[Any, Mapping[str, str]], write: Callable[[], None]
    ) -> bool:
        """Ask before what was agreed is changed, and write after a yes; else return False."""
        if self.question is not None:
            return True
        agreed = self.session.project.editing.agreed_rows(changes)
        if not agreed:
            return False
        self.question = ask_to_change(
            self.window(),
            self.words,
            agreed,
            change=partial(self._after_question, write),
            keep=partial(self._after_question, None),
        )
        return True

    def _after_question(self, write: Callable[[], None] | None) -> None:
        self.question = None
        if write is not None:
            write()

    @property
    def _current(self) -> EditTable | None:
        number = self.tabs.currentIndex()
        return None if number == RULES else self.tables[number]

    def add_row(self) -> None:
        """Add a new row at the end, with the institution that is being looked at."""
        table = self._current
        if table is None:
            return
        number = self.tabs.currentIndex()
        model = self.models[number]
        texts: dict[str, str] = {}
        if number != 1:
            texts["institution"] = self._institution_here(table)
        draft = model.add_draft({name: text for name, text in texts.items() if text})
        self._show_count()
        wanted = next(
            i for i, shown in enumerate(model.columns) if shown.field and not texts.get(shown.field)
        )
        index = table.filter.mapFromSource(model.index(draft, wanted))
        table.setCurrentIndex(index)
        table.scrollTo(index)
        table.setFocus()

    def _institution_here(self, table: EditTable) -> str:
        if self._choice.currentIndex() > 0:
            return self._choice.currentText()
        entry = table.currentIndex().data(RowRole)
        if isinstance(entry, PeriodRow):
            return entry.period.institution
        return str(getattr(entry, "institution", ""))

    def _delete_selected(self) -> None:
        if self._current is not None:
            self._current.delete_rows()

    def _delete_rows(self, numbers: list[int]) -> None:
        number = self.tabs.currentIndex()
        keys = self.models[number].keys_of(numbers)
        if keys:
            self.session.project.editing.delete(KINDS[number], keys)
        self._show_count()

    @property
    @override
    def unfinished(self) -> int:
        return sum(model.refused + model.drafts for model in self.models)

    def _show_strip(self) -> None:
        number = self.tabs.currentIndex()
        if number == RULES:
            self.strip.hide()
            return
        model = self.models[number]
        without = self._without_holidays() if number == 2 else ()
        self.strip.show_state(model.refused, model.drafts, without)

    def _show_notice(self, sentence: str) -> None:
        if sentence:
            self.strip.show_message(sentence)

    def _go_to_note(self) -> None:
        if self._current is not None:
            self._current.go_to_note()

    def discard_drafts(self) -> None:
        """Discard refused texts and incomplete rows of the table that is shown."""
        self.models[self.tabs.currentIndex()].discard_drafts()
        self._show_count()

    def _without_holidays(self) -> tuple[str, ...]:
        state = self.session.state
        named = {holiday.institution for holiday in state.holidays}
        return tuple(name for name in institutions_of(state) if name not in named)

    def _copy_region_holidays(self, institution: str) -> None:
        self.session.project.editing.copy_region_holidays(institution)

    def _on_period(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        entry = current.data(RowRole)
        if entry is not None and not self.tables[0].is_entering:
            self.period_selected.emit(entry.period.id)

    def _ask_examples(self) -> None:
        entry = self.tables[0].currentIndex().data(RowRole)
        if entry is not None and any(p.id == entry.period.id for p in self.session.state.periods):
            self.examples_asked.emit(entry.period.id)


#: Returns the key of a row of each kind.
_KEYS: dict[str, Callable[[Any, int], object]] = {
    "period": lambda found, _number: found.period.id,
    "leerbedrijf": lambda found, _number: found.id,
    "holiday": lambda _found, number: number,
}
