"""Plannen: the stage periods on a time line, moved by hand while the load follows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.form import Form
from stageplanner.domain.negotiation.decisions import Decision
from stageplanner.domain.planning.scenarios import WISH
from ui.base.formatting import Words
from ui.base.qt import (
    DropDown,
    ElidedChoice,
    ElidedLabel,
    button,
    card,
    column,
    label,
    override,
    row,
)
from ui.base.theme import icon
from ui.data.period_rows import PeriodRow, PeriodRows
from ui.facts.decision_words import KEYS
from ui.facts.load_sentences import changes_sentence
from ui.gantt.gantt import Gantt
from ui.plan.board_columns import BoardColumns
from ui.plan.board_load import BoardLoad
from ui.plan.board_tools import BoardTools
from ui.plan.gantt_rows import ComparedPlan, GanttRows, Layout
from ui.plan.moves import Moves, rhythm_of
from ui.plan.moves_together import MovesTogether
from ui.plan.plan_menu import PlanMenu
from ui.plan.plan_rows import plan_columns
from ui.plan.scenario_rows import scenario_title
from ui.plan.scenarios_panel import ScenariosPanel
from ui.session.page import Page
from ui.session.session import Session
from ui.tables.data_table import DataTable
from ui.tables.table_model import RowRole, TableModel
from ui.widgets.load_strip import LoadStrip
from ui.widgets.small_parts import EmptyState, PlanKey, Segments

if TYPE_CHECKING:
    from stageplanner.domain.option import Option
    from stageplanner.domain.plan import Placement
    from ui.gantt.gantt_data import Bar

#: Below this width the legend is hidden, in pixels.
NARROW = 760
#: Below this height the load strip is left out, in pixels.
LOW = 340


class PlanPage(Page):
    """A Gantt of all stage periods, grouped and filtered; the same as a table; the scenarios."""

    refreshes_when_shown = True

    period_selected = Signal(str)
    peak_tried = Signal(int, float)
    trial_ended = Signal()
    import_asked = Signal()
    examples_asked = Signal(str)
    #: A decision on a stage period, and its id.
    decided = Signal(str, str)

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._period_rows, self.rows = PeriodRows(), GanttRows(words)
        self.moves = Moves(session, words, self)
        self.moves.kept.connect(self.give_up)
        self.moves.placed.connect(self.period_selected)
        self.menu = PlanMenu(self.moves, words, self)
        self.menu.examples_asked.connect(self.examples_asked)
        self.menu.decided.connect(self.decided)
        self.together = MovesTogether(session, words, self.moves, self)
        self._layout = Layout()
        #: The stage period that is selected in either view, or an empty text.
        self._selected = ""
        self._build_time_line()
        self._build_table()
        self.scenarios = ScenariosPanel(session, words)
        self.scenarios.compare_asked.connect(self.show_compared)
        self.scenarios.period_selected.connect(self.period_selected)
        self._build()
        self.setFocusProxy(self.gantt)
        session.changed.connect(self.follow)
        session.facts_changed.connect(self.show_load)
        self.refresh()

    # --- the parts -------------------------------------------------------------------------

    def _build_time_line(self) -> None:
        self.gantt = Gantt()
        self.gantt.setAccessibleName(self.tr("Stageperiodes op de tijdlijn"))
        self.gantt.reason = self.moves.reason
        self.gantt.selected.connect(self._remember)
        self.gantt.selected.connect(self.period_selected)
        self.gantt.moved.connect(self._on_moved)
        self.gantt.given_up.connect(self.give_up)
        self.gantt.menu_asked.connect(self._on_menu)
        self.gantt.commanded.connect(self._on_command)
        self.gantt.places_together = self._places_together
        self.gantt.moved_together.connect(self._move_together)
        self.columns = BoardColumns(self)
        self.gantt.sort_asked.connect(self.columns.sort_by)
        self.board_tools = BoardTools(self.gantt, self.columns, self.words)
        self.together.done.connect(self._on_moved_together)
        self.strip = LoadStrip()
        self.strip.setAccessibleName(self.tr("Hoogste bezetting per week"))
        self.load = BoardLoad(self.session, self.words, self.rows, self.gantt, self.strip)
        self.load.find_places(self.moves, self.together)
        self.load.peak_tried.connect(self.peak_tried)
        self.load.pointed.connect(self.board_tools.show_week)
        self.strip.set_scale(
            self.gantt.x_of, lambda: self.gantt.label_width, lambda: self.gantt.viewport().width()
        )
        self.gantt.horizontalScrollBar().valueChanged.connect(self.strip.update)
        # A scroll bar that comes or goes changes the weeks above after the strip was painted.
        self.gantt.scale_changed.connect(self.strip.update)
        self._time_line = card()
        inside = QVBoxLayout(self._time_line)
        inside.setContentsMargins(12, 8, 4, 4)
        inside.addWidget(self.gantt, 1)
        inside.addWidget(self.strip)

    def _build_table(self) -> None:
        self.model = TableModel(plan_columns(self.words), self)
        self.table = DataTable(self.model, self.tr("Stageperiodes als tabel"))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_table_menu)
        for decision, key in KEYS.items():
            QShortcut(
                QKeySequence(key),
                self.table,
                partial(self._on_table_key, decision.value),
                context=Qt.ShortcutContext.WidgetShortcut,
            )
        self._table_card = card()
        column(self.table, parent=self._table_card, margin=1)

    def _build_tools(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self.search.setAccessibleName(self.tr("Filter de stageperiodes"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(240)
        self.search.textChanged.connect(self.refresh)
        self.group = DropDown()
        self.group.setAccessibleName(self.tr("Groeperen"))
        self.group.addItem(self.tr("Per instelling"), "institution")
        self.group.addItem(self.tr("Per opleiding"), "programme")
        self.group.addItem(self.tr("Per groep opleidingen"), "component")
        self.group.addItem(self.tr("Per status"), "status")
        self.group.currentIndexChanged.connect(self.refresh)
        self._changed_only = QCheckBox(self.tr("Alleen gewijzigd"))
        self._changed_only.toggled.connect(self.refresh)
        self._compare_choice = ElidedChoice()
        self._compare_choice.setMaximumWidth(180)
        self._compare_choice.setAccessibleName(self.tr("Vergelijken met"))
        self._compare_choice.setToolTip(self.tr("Waarvan de omlijning achter de balken is"))
        self._compare_choice.currentIndexChanged.connect(self.refresh)
        self.columns.changed.connect(self.refresh)
        self._key = PlanKey(
            (
                self.tr("blok"),
                self.tr("lint"),
                self.tr("gewijzigd"),
                self.tr("voorkeur"),
                self.tr("vast"),
                self.tr("afgesproken"),
            )
        )

    def _build(self) -> None:
        self._build_tools()
        self.view = Segments(
            [
                ("time", self.tr("Tijdlijn")),
                ("table", self.tr("Tabel")),
                ("scenarios", self.tr("Scenario's")),
            ],
            self.tr("Beeld"),
        )
        self.view.chosen.connect(self._on_view)
        self.stack = QStackedWidget()
        cards = (self._time_line, self._table_card, self.scenarios)
        for part in (*cards, self._build_empty(), self._build_nothing()):
            self.stack.addWidget(part)
        self._tools = QWidget()
        row(
            self.search,
            self.group,
            self._compare_choice,
            self._changed_only,
            1,
            self._key,
            parent=self._tools,
            gap=12,
        )
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 12, 24, 12)
        self.changes = ElidedLabel("caption")
        title = QWidget()
        column(label(self.tr("Plannen"), "title"), self.changes, parent=title, gap=0)
        head = row(title, self.board_tools.chosen, self.board_tools, self.view, gap=12)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addWidget(self._tools)
        layout.addWidget(self.stack, 1)

    def _build_empty(self) -> QWidget:
        add = button(self.tr("Bestanden toevoegen…"), "primary")
        add.clicked.connect(self.import_asked)
        return EmptyState(
            icon("plan", "muted", 44),
            self.tr("Nog geen stageperiodes"),
            self.tr("Voeg de planningen van de scholen toe; dan staan zij hier op de tijdlijn."),
            add,
        )

    def _build_nothing(self) -> QWidget:
        reset = button(self.tr("Alles tonen"))
        reset.clicked.connect(self.show_all)
        return EmptyState(
            icon("search", "muted", 44),
            self.tr("Geen stageperiode past bij dit filter"),
            self.tr("Kies minder woorden, of toon weer alles."),
            reset,
        )

    @override
    def show_all(self) -> None:
        self.search.clear()
        self._changed_only.setChecked(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._key.setVisible(self.view.key == "time" and self.width() >= NARROW)
        self.board_tools.set_narrow(self.width() < NARROW)
        # The rows go before the load below them, which each group has as well.
        self.strip.setVisible(self.height() >= LOW)

    @property
    @override
    def parts(self) -> dict[str, QObject]:
        return {
            "view": self.view,
            "group": self.group,
            "table": self.table,
            "columns": self.columns,
            "gantt": self.gantt,
        }

    @property
    @override
    def filters(self) -> dict[str, QObject]:
        return {"words": self.search, "changed": self._changed_only}

    # --- what is shown ---------------------------------------------------------------------

    def _on_view(self) -> None:
        self.refresh()
        # The time line and the table have one selection.
        if self._selected and self.view.key != "scenarios":
            self._select_shown(self._selected)
        shown = {"time": self.gantt, "table": self.table, "scenarios": self.scenarios.table}
        self.setFocusProxy(shown[self.view.key])

    def show_scenarios(self) -> None:
        """Show the named plans side by side."""
        self.view.choose("scenarios")

    def show_compared(self, name: str) -> None:
        """Draw another plan behind the current one on the time line."""
        self._fill_compared()
        self._compare_choice.setCurrentIndex(max(0, self._compare_choice.findData(name)))
        self.view.choose("time")

    def _fill_compared(self) -> None:
        """Offer the wish and every scenario to compare with."""
        names = [WISH, *(plan.name for plan in self.session.project.plans)]
        if [self._compare_choice.itemData(i) for i in range(self._compare_choice.count())] == names:
            return
        chosen = self._compare_choice.currentData()
        self._compare_choice.blockSignals(True)
        self._compare_choice.clear()
        for name in names:
            text = self.tr("Naast de voorkeur")
            if name != WISH:
                text = self.tr("Naast {plan}").format(plan=name)
            self._compare_choice.addItem(text, name)
        self._compare_choice.setCurrentIndex(max(0, self._compare_choice.findData(chosen)))
        self._compare_choice.blockSignals(False)

    @property
    def compared_scenario(self) -> ComparedPlan | None:
        """The scenario drawn behind the bars; ``None`` for the wish."""
        name = self._compare_choice.currentData()
        if name in (None, WISH):
            return None
        return ComparedPlan(scenario_title(name), self.session.project.plan_named(name))

    @override
    def refresh(self) -> None:
        super().refresh()
        state = self.session.state
        self.changes.setText(changes_sentence(self.words, state))
        has_periods, is_scenarios = bool(state.periods), self.view.key == "scenarios"
        self.view.setEnabled(has_periods)
        self._tools.setVisible(has_periods and not is_scenarios)
        self._changed_only.setEnabled(state.plan is not None)
        if not has_periods:
            self.board_tools.hide()
            self.stack.setCurrentIndex(3)
            return
        self._fill_compared()
        is_time = self.view.key == "time"
        self._compare_choice.setVisible(self._compare_choice.count() > 1 and is_time)
        self.group.setVisible(is_time)
        self.board_tools.setVisible(is_time)
        self.board_tools.chosen.setEnabled(is_time)
        self._key.setVisible(is_time and self.width() >= NARROW)
        if is_scenarios:
            self.stack.setCurrentIndex(2)
            self.scenarios.refresh()
            return
        settled = self.moves.settled
        rows = [r for r in self._period_rows.of(state, settled) if self._is_wanted(r)]
        if not rows:
            self.stack.setCurrentIndex(4)
            return
        if self.view.key == "table":
            self.stack.setCurrentIndex(1)
            self.model.set_rows(rows)
            return
        self.stack.setCurrentIndex(0)
        self._layout = self._new_layout()
        self.gantt.set_data(
            self.rows.build(state, rows, self.moves.terms, self._layout, self.compared_scenario)
        )
        self.board_tools.show_changes(sum(row_.is_changed for row_ in rows))
        self._key.set_sealed(bool(settled))
        self.show_load()

    def _new_layout(self) -> Layout:
        group, facts, components = self.group.currentData(), self.session.facts, ()
        if group == "component" and facts is not None:
            from ui.facts.load_sentences import component_title

            numbers = facts.component_of.items()
            components = tuple((name, component_title(facts, i)) for name, i in numbers)
        return Layout(group, self.columns.shown, self.columns.sort, components)

    def _is_wanted(self, row_: PeriodRow) -> bool:
        only_changed = self._changed_only.isEnabled() and self._changed_only.isChecked()
        if only_changed and not row_.is_changed:
            return False
        words = self.search.text().casefold().split()
        if not words:
            return True
        text = self.words.period(row_.period).casefold()
        return all(word in text for word in words)

    # --- the load --------------------------------------------------------------------------

    @override
    def set_component(self, component: int) -> None:
        self.load.component = component
        self.show_load()

    def show_load(self) -> None:
        """Show the current load: of the strip, and of each group."""
        if self._layout.group == "component" and self._layout != self._new_layout():
            # The components are known only now.
            self.refresh()
            return
        self.load.show()

    def _places_together(self, days: int) -> dict[str, tuple[Bar, ...]]:
        placed = self.together.placed(self.gantt.chosen, days)
        return {key: self.rows.bars_of(placements) for key, placements in placed.items()}

    def _move_together(self, days: int) -> None:
        self.together.move(self.gantt.chosen, days)

    def _on_moved_together(self, moved: int, stayed: int) -> None:
        self.board_tools.show_moved(moved, stayed)
        if moved:
            self.period_selected.emit(self.gantt.current_key)
        else:
            self.give_up()

    def show_ghosts(self, proposed: Mapping[str, tuple[Placement, ...]]) -> None:
        """Draw on the time line where stage periods would go, by id; nothing clears it again."""
        bars = {key: self.rows.bars_of(placements) for key, placements in proposed.items()}
        self.gantt.show_ghosts(bars)

    def give_up(self) -> None:
        """Show the current load again after a drag that was given up."""
        self.load.give_up()
        self.trial_ended.emit()

    # --- what is done ----------------------------------------------------------------------

    def _on_moved(self, key: str, part: int, first: int) -> None:
        option = self.load.tried.get(first)
        if option is not None:
            self.place(key, option, part)

    def place(self, key: str, option: Option, part: int = 0) -> None:
        """Place a stage period, or a part of it, elsewhere, and explain it."""
        self.moves.place(key, option, part)

    def _on_menu(self, key: str, place: QPoint) -> None:
        self.build_menu(key).popup(place)

    def build_menu(self, key: str) -> QMenu:
        """Build the menu of a stage period."""
        return self.menu.build(key, self.gantt.part if key == self.gantt.current_key else 0)

    def _on_command(self, key: str, command: str) -> None:
        """Run the command of a key."""
        moves, part = self.moves, self.gantt.part
        if command in list(Decision):
            self.decided.emit(command, key)
        elif command == "wish":
            if moves.is_changed(key):
                moves.place_back(key)
        elif command == "split":
            if len(moves.placements(key)) > 1:
                self.menu.ask_parts(key)
            elif not moves.why_whole(key):
                moves.split(key)
        else:
            self._take_rhythm(key, part, None if command == "days" else Form(command))

    def _take_rhythm(self, key: str, part: int, form: Form | None) -> None:
        """Place a part on the next weekdays of its form, or on the first of another form."""
        now, rhythms = self.moves.now(key, part), self.moves.rhythms(key, part)
        fitting = [option for option in rhythms if option.form is (form or now.form)]
        kinds = [rhythm_of(option) for option in fitting]
        if not fitting or form is now.form:
            return
        here = kinds.index(rhythm_of(now)) if rhythm_of(now) in kinds else -1
        option = fitting[(here + 1) % len(fitting)]
        if rhythm_of(option) != rhythm_of(now):
            self.place(key, option, part)

    @property
    def _table_key(self) -> str:
        """The stage period that is selected in the table, or an empty text."""
        row_ = self.table.currentIndex().data(RowRole)
        return "" if row_ is None else row_.period.id

    def _on_table_menu(self, place: QPoint) -> None:
        if self._table_key:
            self.menu.build(self._table_key).popup(self.table.viewport().mapToGlobal(place))

    def _on_table_key(self, decision: str) -> None:
        if self._table_key:
            self.decided.emit(decision, self._table_key)

    def _on_row(self, index: object) -> None:
        row_ = index.data(RowRole)  # type: ignore[attr-defined]
        if row_ is not None and not self.table.is_entering:
            self._selected = row_.period.id
            self.period_selected.emit(row_.period.id)

    def select_period(self, key: str) -> None:
        """Select a stage period and scroll to it, on the time line or in the table."""
        self._selected = key
        if self.view.key == "scenarios":
            self.view.choose("time")
        if self.is_behind:
            self.refresh()
        if not self._select_shown(key):
            self.show_all()
            self._select_shown(key)

    def _select_shown(self, key: str) -> bool:
        """Select a stage period in the view that is shown; return whether it is there."""
        if self.view.key == "time":
            self.gantt.select(key)
            return any(row_.key == key for row_ in self.gantt.whole.rows)
        model = self.table.model()
        for line in range(model.rowCount()):
            if model.index(line, 0).data(RowRole).period.id == key:
                self.table.selectRow(line)
                return True
        return False

    def _remember(self, key: str) -> None:
        self._selected = key
