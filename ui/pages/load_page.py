"""Belasting: where the stage periods collide, before and after, and against which places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.calendar import monday_of, week_number
from ui.facts import curve_of, known_peak
from ui.heat_facts import HeatRow, heat_rows
from ui.models.table import Column, TableModel
from ui.qt import ElidedLabel, button, card, column, label, override, restyle, row
from ui.sentences import bottleneck_sentence, component_title
from ui.session import Session
from ui.theme import icon
from ui.widgets.heat_map import HeatData, HeatMap
from ui.widgets.load_chart import ChartData, LoadChart
from ui.widgets.parts import Choice, ColorKey, EmptyState, FormKey, Segments
from ui.words import Words

if TYPE_CHECKING:
    from ui.facts import Facts

LABEL_WIDTH = 200


class HeatCard(QFrame):
    """One heat map with its heading, and its table twin."""

    def __init__(self, title: str, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.title = label(title, "strong")
        self.figure = label("", "strong")
        self.map = HeatMap()
        self.map.setAccessibleName(title)
        self.table = QTableView()
        self.table.setAccessibleName(title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.map)
        self.stack.addWidget(self.table)
        layout = column(parent=self, gap=6)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.addLayout(row(self.title, self.figure, 1, ColorKey(self.tr("boven 100%")), gap=10))
        layout.addWidget(self.stack)
        self.rows: tuple[HeatRow, ...] = ()

    def show_rows(self, facts: Facts, rows: tuple[HeatRow, ...], peak: float | None) -> None:
        """Show the rows of one plan."""
        self.rows = rows
        words = self._words
        data = HeatData(
            rows=tuple(found.label for found in rows),
            weeks=tuple(
                str(slot.day if facts.is_daily else week_number(slot)) for slot in facts.weeks
            ),
            months=tuple(
                f"{words.weeks_of(slot)} {words.month(monday_of(slot))}"
                if facts.is_daily
                else words.month(slot)
                for slot in facts.weeks
            ),
            min_cell=15 if facts.is_daily else 9,
            values=np.array([found.values for found in rows], dtype=np.float64),
            hatched=np.array([found.hatched for found in rows], dtype=np.bool_),
            unknown=np.array([found.unknown for found in rows], dtype=np.bool_),
        )
        weeks = facts.weeks

        def say(line: int, week: int) -> str:
            found = rows[line]
            when = self.tr("{name}, week {week} ({day})").format(
                name=found.label, week=week_number(weeks[week]), day=words.short_day(weeks[week])
            )
            if facts.is_daily:
                when = f"{found.label}, {words.long_day(weeks[week])}"
            if found.unknown[week]:
                return self.tr("{when}: {students} studenten, plaatsen onbekend").format(
                    when=when, students=words.count(found.students[week])
                )
            if found.hatched[week] and found.values[week] <= 0:
                return self.tr("{when}: vakantie").format(when=when)
            if found.values[week] <= 0:
                return self.tr("{when}: niemand op stage").format(when=when)
            return self.tr("{when}: {peak}, {students} studenten").format(
                when=when,
                peak=words.percent(found.values[week]),
                students=words.count(found.students[week]),
            )

        self.map.set_data(data, say)
        self._fill_table(facts, rows)
        if peak is None:
            self.figure.setText(self.tr("? plaatsen onbekend"))
            restyle(self.figure, tone="warning")
            return
        tone = "danger" if peak > 1 + 1e-9 else "good"
        sign = "▲ " if peak > 1 + 1e-9 else "✓ "
        self.figure.setText(sign + self.tr("hoogste {peak}").format(peak=words.percent(peak)))
        restyle(self.figure, tone=tone)

    def _fill_table(self, facts: Facts, rows: tuple[HeatRow, ...]) -> None:
        words = self._words

        def week_column(i: int) -> Column:
            def text(found: HeatRow) -> str:
                if found.unknown[i]:
                    return "?"
                if found.values[i] <= 0:
                    return "–"
                sign = "▲ " if found.values[i] > 1 + 1e-9 else ""
                return sign + words.percent(found.values[i], 0)

            title = words.weeks_of(facts.weeks[i])
            if facts.is_daily:
                title = words.short_day(facts.weeks[i])
            return Column(title=title, text=text, sort=lambda found: found.values[i], numeric=True)

        columns = [Column(title=self.tr("Rij"), text=lambda found: found.label, width=LABEL_WIDTH)]
        model = TableModel([*columns, *(week_column(i) for i in range(len(facts.weeks)))], self)
        model.set_rows(rows)
        old = self.table.model()
        self.table.setModel(model)
        if old is not None:
            old.deleteLater()
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, LABEL_WIDTH)
        for i in range(len(facts.weeks)):
            self.table.setColumnWidth(i + 1, 84)


class LoadPage(QWidget):
    """The heat map before and now, and demand against capacity below it."""

    cell_selected = Signal(bool, str, str, int, bool)
    selection_cleared = Signal()
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._words = session, words
        self._component = 0
        self.before = HeatCard(self.tr("Voorkeur van de instellingen"), words)
        self.after = HeatCard(self.tr("Voorstel"), words)
        self.before.map.cell_selected.connect(self._on_before)
        self.after.map.cell_selected.connect(self._on_after)
        bars = (self.before.map.horizontalScrollBar(), self.after.map.horizontalScrollBar())
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self._build()
        self.setFocusProxy(self.before.map)
        session.facts_changed.connect(self.refresh)
        self.refresh()

    def _build_choices(self) -> None:
        self._rows = Choice(
            [
                ("programme", self.tr("Per opleiding")),
                ("institution", self.tr("Per instelling")),
                ("niveau", self.tr("Per niveau")),
                ("company", self.tr("Per leerbedrijf")),
                ("component", self.tr("Per onderdeel")),
            ],
            self.tr("Rijen"),
        )
        self._view = Segments(
            [
                ("both", self.tr("Voor en na")),
                ("before", self.tr("Voorkeur")),
                ("after", self.tr("Voorstel")),
            ],
            self.tr("Beeld"),
        )
        self._zoom = Segments(
            [("weeks", self.tr("Weken")), ("days", self.tr("Dagen"))], self.tr("Kolommen")
        )
        self._zoom.chosen.connect(self._on_rows)
        self._as_table = QToolButton()
        self._as_table.setIcon(icon("table"))
        self._as_table.setIconSize(QSize(18, 18))
        self._as_table.setCheckable(True)
        self._as_table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._as_table.setToolTip(self.tr("Als tabel tonen"))
        self._as_table.setAccessibleName(self.tr("Als tabel tonen"))
        self._rows.chosen.connect(self._on_rows)
        self._view.chosen.connect(self._show_view)
        self._as_table.toggled.connect(self._show_view)

    def _build(self) -> None:
        self._build_choices()
        self._sentence = ElidedLabel("muted")
        self._sentence.setAccessibleName(self.tr("Knelpunt"))
        self._chart = LoadChart()
        self._chart.setAccessibleName(self.tr("Vraag en plaatsen per week"))
        self._chart_title = ElidedLabel("strong")
        key = FormKey((self.tr("blok"), self.tr("lint"), self.tr("voorkeur"), self.tr("plaatsen")))
        self._chart_card = chart_card = card()
        inside = column(parent=chart_card, gap=6)
        inside.setContentsMargins(16, 12, 16, 10)
        inside.addLayout(row(self._chart_title, key, gap=16))
        inside.addWidget(self._chart)
        flow = QWidget()
        flow.setObjectName("flow")
        column(self.before, self.after, chart_card, 1, parent=flow, gap=12).setContentsMargins(
            0, 0, 6, 0
        )
        scroll = QScrollArea()
        scroll.setWidget(flow)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        layout = column(parent=content, gap=12)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        add = button(self.tr("Bestanden toevoegen…"), "primary")
        add.clicked.connect(self.import_asked)
        empty = EmptyState(
            icon("load", "muted", 44),
            self.tr("Nog niets te zien"),
            self.tr(
                "Voeg eerst stageperiodes en leerbedrijven toe; dan staat hier waar het botst."
            ),
            add,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 12)
        outer.setSpacing(10)
        self._tools = QWidget()
        row(self._rows, self._zoom, self._view, self._as_table, parent=self._tools, gap=12)
        title = label(self.tr("Belasting"), "title")
        outer.addLayout(row(title, 1, self._tools))
        outer.addWidget(self._sentence)
        outer.addWidget(self._stack, 1)

    # --- what is shown ---------------------------------------------------------------------

    def _on_rows(self) -> None:
        """Other rows: what was selected is not there any more."""
        for heat in (self.before, self.after):
            heat.map.set_current(-1, -1, tell=False)
        self.refresh()
        self.selection_cleared.emit()

    @property
    def is_daily(self) -> bool:
        """Tell whether the columns are days."""
        return self._zoom.key == "days"

    def set_component(self, component: int) -> None:
        """Tell the knelpunt and the chart of another component."""
        self._component = component
        self.refresh()

    def refresh(self) -> None:
        """Show the facts as they are now."""
        facts = self._session.facts
        self._stack.setCurrentIndex(0 if facts is not None else 1)
        self._tools.setVisible(facts is not None)
        self._sentence.setVisible(facts is not None)
        if facts is None:
            return
        if self.is_daily:
            facts = facts.by_days()
        kind = self._rows.key
        rows = heat_rows(facts, facts.wish, kind)
        self.before.show_rows(facts, rows, known_peak(facts.wish))
        if facts.plan is not None:
            rows = heat_rows(facts, facts.plan, kind)
            self.after.show_rows(facts, rows, known_peak(facts.plan))
        self._view.setVisible(facts.plan is not None)
        self._component = min(self._component, len(facts.wish.measures.components) - 1)
        self._show_sentence(facts)
        self._chart_card.setVisible(not self.is_daily)
        if not self.is_daily:
            self._show_chart(facts)
        self._show_view()

    def _show_view(self) -> None:
        facts = self._session.facts
        has_plan = facts is not None and facts.plan is not None
        view = self._view.key if has_plan else "before"
        self.before.setVisible(view in ("both", "before"))
        self.after.setVisible(has_plan and view in ("both", "after"))
        is_both = view == "both"
        for heat in (self.before, self.after):
            heat.map.set_row_height(self._row_height(len(heat.rows), is_both=is_both))
            # Long lists scroll within themselves.
            heat.map.setFixedHeight(min(heat.map.content_height(), max(240, self.height() - 330)))
            heat.stack.setCurrentIndex(0 if not self._as_table.isChecked() else 1)
            height = heat.map.content_height()
            if self._as_table.isChecked():
                height = min(420, 44 + 28 * max(1, len(heat.rows)) + 14)
            heat.stack.setFixedHeight(min(height, max(240, self.height() - 330)))
            # A card that was hidden would else keep the height it had then.
            heat.layout().invalidate()
            heat.setFixedHeight(heat.layout().sizeHint().height())

    def _row_height(self, rows: int, *, is_both: bool) -> int:
        """Rows so high that both maps, or one and the chart, are seen at once."""
        room = (self.height() - 120) / 2 - 96 if is_both else self.height() - 410
        return max(17, min(22 if is_both else 30, int(room / max(1, rows))))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._session.facts is not None:
            self._show_view()

    def _show_sentence(self, facts: Facts) -> None:
        wish = facts.wish.measures.components[self._component]
        if wish.bottleneck is None:
            self._sentence.setText(self.tr("Niemand op stage in dit onderdeel."))
            return
        if not wish.has_capacity:
            self._sentence.setText(
                self.tr(
                    "Van dit onderdeel zijn nog geen leerbedrijven bekend: voeg een lijst toe om de"
                    " bezetting te zien."
                )
            )
            return
        text, found = self.tr("Knelpunt: {sentence}"), wish.bottleneck
        if facts.plan is not None:
            now = {c.programmes: c for c in facts.plan.measures.components}[wish.programmes]
            text, found = self.tr("Knelpunt in het voorstel: {sentence}"), now.bottleneck
        said = bottleneck_sentence(self._words, facts, found) if found else ""
        self._sentence.setText(text.format(sentence=self._words.inside(said)))

    def _show_chart(self, facts: Facts) -> None:
        curve = curve_of(facts, facts.now, self._component)
        words = self._words
        sentence = self.tr(
            "week {week}: {blok} studenten in blok, {lint} in lint; {places} plaatsen; voorkeur"
            " {wish}"
        )
        self._chart.set_data(
            ChartData(
                lint=curve.lint,
                blok=curve.blok,
                wish=curve.wish,
                places=curve.places,
                sentences=tuple(
                    sentence.format(
                        week=week_number(week),
                        blok=words.count(curve.blok[i]),
                        lint=words.count(curve.lint[i]),
                        places=words.count(curve.places[i]),
                        wish=words.count(curve.wish[i]),
                    )
                    for i, week in enumerate(facts.weeks)
                ),
            ),
            lambda: self.before.map.label_width,
        )
        text = self.tr("Drukste dag van elke week: {name}")
        self._chart_title.setText(text.format(name=component_title(facts, self._component)))

    # --- selection -------------------------------------------------------------------------

    def show_peak(self) -> None:
        """Select the worst cell of what is looked at."""
        heat = self.after if self.after.isVisibleTo(self) else self.before
        if not heat.rows:
            return
        values = np.array([found.values for found in heat.rows])
        worst = int(np.argmax(values))
        heat.map.set_current(worst // values.shape[1], worst % values.shape[1])

    def _on_before(self, line: int, week: int) -> None:
        self._select(self.before, self.after, line, week)

    def _on_after(self, line: int, week: int) -> None:
        self._select(self.after, self.before, line, week)

    def _select(self, heat: HeatCard, other: HeatCard, line: int, week: int) -> None:
        other.map.set_current(line, week, tell=False)
        self.cell_selected.emit(
            heat is self.after, self._rows.key, heat.rows[line].key, week, self.is_daily
        )
