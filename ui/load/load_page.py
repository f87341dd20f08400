"""Belasting: where stage periods collide, before and after, and with which capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.calendar import monday_of
from ui.base.formatting import Words
from ui.base.qt import button, column, label, override, restyle, row, tool_tip
from ui.base.theme import icon
from ui.facts.heat_rows import (
    JOIN,
    HeatRow,
)
from ui.facts.load_sentences import (
    bottleneck_sentence,
    changes_sentence,
)
from ui.facts.screen_facts import component_or_worst, known_peak, limiting_programmes
from ui.load.bottleneck_list import BottleneckList
from ui.load.chart_card import ChartCard
from ui.load.heat_card import HeatCard, heights_of
from ui.load.row_builder import RowBuilder
from ui.session.page import Page
from ui.session.session import Session
from ui.widgets.kpi_data import REGION
from ui.widgets.small_parts import Choice, EmptyState, Segments

if TYPE_CHECKING:
    from stageplanner.load.measures import ComponentLoad
    from stageplanner.load.ranked_bottlenecks import RankedBottleneck
    from ui.facts.screen_facts import Facts

#: Gap between the cards, in pixels.
GAP = 8
#: Below this width legends and the title are hidden, in pixels.
NARROW = 660


class CardArea(QScrollArea):
    """The room that the cards share; it scrolls if the window is too small."""

    resized = Signal()

    def __init__(self, flow: QWidget) -> None:
        super().__init__()
        self.setWidget(flow)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class LoadPage(Page):
    """The heat map before and after, above demand and capacity."""

    cell_selected = Signal(bool, str, str, int, bool)
    selection_cleared = Signal()
    #: A knelpunt that is chosen: whether of the plan, and its programmes.
    bottleneck_chosen = Signal(bool, object)
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._component = REGION
        #: The programmes of the chosen knelpunt; without one the bottleneck of the component.
        self._limit: tuple[str, ...] = ()
        self._rows = RowBuilder(words)
        self.before = HeatCard(self.tr("Voorkeur van de instellingen"), words)
        self.after = HeatCard(self.tr("Voorstel"), words)
        self.before.map.cell_selected.connect(self._on_before)
        self.after.map.cell_selected.connect(self._on_after)
        maps = (self.before.map, self.after.map)
        for map_, other in (maps, maps[::-1]):
            map_.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
            map_.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
        self._build()
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self,
            self._clear_selection,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.setFocusProxy(self.before.map)
        session.facts_changed.connect(self.follow)
        session.opened.connect(self._select_nothing)
        self.refresh()

    def _build_choices(self) -> None:
        self.row_choice = Choice(
            [
                ("programme", self.tr("Per opleiding")),
                ("institution", self.tr("Per instelling")),
                ("branch", self.tr("Per branche")),
                ("company", self.tr("Per leerbedrijf")),
                ("knelpunt", self.tr("Per knelpunt")),
                ("niveau", self.tr("Per niveau")),
                ("component", self.tr("Per groep opleidingen")),
            ],
            self.tr("Rijen"),
        )
        self.view = Segments(
            [
                ("both", self.tr("Voor en na")),
                ("before", self.tr("Voorkeur")),
                ("after", self.tr("Voorstel")),
            ],
            self.tr("Beeld"),
        )
        self.column_choice = Segments(
            [("weeks", self.tr("Weken")), ("days", self.tr("Dagen"))], self.tr("Kolommen")
        )
        self.column_choice.chosen.connect(self._on_columns)
        self._as_table = QToolButton()
        self._as_table.setIcon(icon("table"))
        self._as_table.setIconSize(QSize(18, 18))
        self._as_table.setCheckable(True)
        self._as_table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._as_table.setToolTip(self.tr("Als tabel tonen"))
        self._as_table.setAccessibleName(self.tr("Als tabel tonen"))
        self.row_choice.chosen.connect(self._on_rows)
        self.view.chosen.connect(self._show_view)
        self._as_table.toggled.connect(self._show_view)

    def _build_chart(self) -> None:
        self.chart_card = ChartCard(self.words)
        self.chart, self.fold = self.chart_card.chart, self.chart_card.fold
        self.fold.clicked.connect(self._on_fold)
        #: Whether the user opened or closed the chart; ``None``: open if there is room.
        self._is_open: bool | None = None

    def _build_empty(self) -> QWidget:
        add = button(self.tr("Bestanden toevoegen…"), "primary")
        add.clicked.connect(self.import_asked)
        return EmptyState(
            icon("load", "muted", 44),
            self.tr("Nog niets te zien"),
            self.tr(
                "Voeg eerst stageperiodes en leerbedrijven toe; dan staat hier waar het botst."
            ),
            add,
        )

    def _build(self) -> None:
        self._build_choices()
        self._build_chart()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Zoek een leerbedrijf…"))
        self.search.setAccessibleName(self.tr("Zoek een leerbedrijf"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(200)
        self.search.textChanged.connect(self._on_rows)
        self.over_only = QCheckBox(self.tr("Alleen boven 100%"))
        self.over_only.toggled.connect(self._on_rows)
        self.sentence = label("", "muted", wrap=True)
        self.sentence.setAccessibleName(self.tr("Knelpunt"))
        self._balance = label("", "chip")
        self._balance.setAccessibleName(self.tr("Jaarbalans"))
        self.knelpunten = BottleneckList(self.words)
        self.knelpunten.chosen.connect(self._on_bottleneck)
        flow = QWidget()
        flow.setObjectName("flow")
        column(self.before, self.after, self.chart_card, 1, parent=flow, gap=GAP)
        self._room = CardArea(flow)
        self._room.resized.connect(self._show_view)
        content = QWidget()
        column(self._room, parent=content, gap=0)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self._build_empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 10)
        outer.setSpacing(8)
        self._tools = QWidget()
        row(
            self.row_choice,
            self.column_choice,
            self.view,
            self._as_table,
            parent=self._tools,
            gap=8,
        )
        self._title = label(self.tr("Belasting"), "title")
        outer.addLayout(row(self._title, 1, self._tools))
        self.changes = label("", "muted")
        top = row(gap=10)
        top.addWidget(self._balance, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.changes, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.sentence, 1)
        top.addStretch()
        top.addWidget(self.over_only, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        outer.addWidget(self.knelpunten)
        outer.addWidget(self._stack, 1)

    @property
    @override
    def parts(self) -> dict[str, QObject]:
        return {
            "rows": self.row_choice,
            "columns": self.column_choice,
            "view": self.view,
            "table": self._as_table,
        }

    # --- what is shown ---------------------------------------------------------------------

    def _on_rows(self) -> None:
        """Show other rows, and clear the selection that belonged to the old ones."""
        self._select_nothing()
        self.refresh()
        self.selection_cleared.emit()

    def _on_columns(self) -> None:
        """Show days or weeks, at the week that is chosen; else at the worst one."""
        facts = self.session.facts
        heat = self.after if self.after.isVisibleTo(self) else self.before
        line, slot = heat.map.current
        if not 0 <= line < len(heat.rows):
            line, slot = _worst_cell(heat.rows)
        if facts is None or line < 0:
            self._on_rows()
            return
        chosen, key = heat.map.current, heat.rows[line].key
        old = (facts if self.is_daily else facts.by_days()).weeks[slot]
        new = (facts.by_days() if self.is_daily else facts).weeks
        if self.is_daily:
            # Of the chosen week the day that is fullest.
            self._on_rows()
            row_ = next((row_ for row_ in heat.rows if row_.key == key), heat.rows[0])
            days = [i for i, day in enumerate(new) if monday_of(day) == old]
            at = max(days, key=lambda i: row_.values[i])
        else:
            self._on_rows()
            at = max(i for i, week in enumerate(new) if week <= old)
        self._select_line(key, at)
        if chosen != (-1, -1):
            self.cell_selected.emit(heat is self.after, self.row_choice.key, key, at, self.is_daily)

    def _clear_selection(self) -> None:
        """Select nothing, and explain the region as a whole."""
        self._limit = ()
        self.knelpunten.table.clearSelection()
        self._select_nothing()
        self.selection_cleared.emit()

    def _select_nothing(self) -> None:
        for heat in (self.before, self.after):
            heat.map.set_current(-1, -1, notify=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self._title.setVisible(not is_narrow)
        side = 14 if is_narrow else 24
        self.layout().setContentsMargins(side, 12, side, 10)

    @property
    def is_daily(self) -> bool:
        """Whether the columns are days."""
        return self.column_choice.key == "days"

    @override
    def set_component(self, component: int) -> None:
        self._component, self._limit = component, ()
        facts = self.session.facts
        if not self.isVisible() or facts is None:
            self.is_behind = True
            return
        # The maps are of all components.
        self._show_sentence(facts)
        if not self.is_daily:
            self._show_chart(facts)

    @override
    def refresh(self) -> None:
        super().refresh()
        facts = self.session.facts
        self._stack.setCurrentIndex(0 if facts is not None else 1)
        self.changes.setText(changes_sentence(self.words, self.session.state))
        self.changes.setVisible(bool(self.changes.text()))
        self._tools.setVisible(facts is not None)
        self.sentence.setVisible(facts is not None)
        self._balance.setVisible(facts is not None)
        if facts is None:
            self.knelpunten.hide()
            return
        self.knelpunten.show_ranked(facts, facts.now)
        self.sentence.setVisible(not facts.now.ranked)
        if self.is_daily:
            facts = facts.by_days()
        kind = self.row_choice.key
        rows, after = self._rows.build(
            facts, kind, self.search.text(), over_only=self.over_only.isChecked()
        )
        for part in (self.search, self.over_only):
            part.setVisible(kind == "company")
        if not _is_same(rows, self.before.rows):
            self.before.show_rows(facts, rows, known_peak(facts.wish))
        if facts.plan is not None:
            self.after.show_rows(facts, after, known_peak(facts.plan))
        self.view.setVisible(facts.plan is not None)
        self._show_sentence(facts)
        self.chart_card.setVisible(not self.is_daily)
        if not self.is_daily:
            self._show_chart(facts)
        self._show_view()

    def _show_view(self) -> None:
        facts = self.session.facts
        has_plan = facts is not None and facts.plan is not None
        view = self.view.key if has_plan else "before"
        self.before.setVisible(view in ("both", "before"))
        self.after.setVisible(has_plan and view in ("both", "after"))
        shown = [heat for heat in (self.before, self.after) if not heat.isHidden()]
        self._share(shown)
        # One legend and one line of months serve both maps.
        is_wide = self._room.width() >= NARROW
        for heat in shown:
            heat.key.setVisible(heat is shown[0] and is_wide)

    def _share(self, shown: list[HeatCard]) -> None:
        """Give both maps the same height, and the chart the rest or its title only."""
        room = self._room.height() - GAP * len(shown)
        title, wanted = self.chart_card.folded_height, self.chart_card.open_height
        as_table = self._as_table.isChecked()
        plans = {
            is_open: heights_of(shown, room - (wanted if is_open else title), as_table=as_table)
            for is_open in (True, False)
        }
        is_open = plans[True].is_roomy if self._is_open is None else self._is_open
        if self.is_daily:
            is_open, plans[False] = False, heights_of(shown, room + GAP, as_table=as_table)
        plans[is_open].apply(shown, as_table=as_table)
        self.chart_card.set_open(is_open, has_key=self._room.width() >= NARROW)

    def _on_fold(self) -> None:
        wanted, self._is_open = self.chart.isHidden(), None
        self._show_view()
        if self.chart.isHidden() == wanted:
            self._is_open = wanted
            self._show_view()

    def _show_sentence(self, facts: Facts) -> None:
        number = component_or_worst(facts, self._component, facts.now)
        wish = facts.wish.measures.components[number]
        self._show_balance(wish)
        if wish.bottleneck is None:
            self.sentence.setText(self.tr("Niemand op stage in deze groep opleidingen."))
            return
        if not wish.has_capacity:
            self.sentence.setText(
                self.tr(
                    "Van deze groep opleidingen zijn nog geen leerbedrijven bekend: voeg een"
                    " lijst toe om de bezetting te zien."
                )
            )
            return
        text, bottleneck = self.tr("Knelpunt: {sentence}"), wish.bottleneck
        if facts.plan is not None:
            now = {c.programmes: c for c in facts.plan.measures.components}[wish.programmes]
            text, bottleneck = self.tr("Knelpunt in het voorstel: {sentence}"), now.bottleneck
        sentence = bottleneck_sentence(self.words, facts, bottleneck) if bottleneck else ""
        self.sentence.setText(text.format(sentence=self.words.inside(sentence)))

    def _show_balance(self, part: ComponentLoad) -> None:
        """Show the yearly balance: above 1, spreading alone cannot help."""
        self._balance.setVisible(part.has_capacity)
        is_short = part.year_balance > 1
        # Beside a knelpunt: no tick, since enough places over the year solve nothing yet.
        text = self.tr("Jaarbalans {balance}")
        tip = self.tr("Dit deel van alle plaatsdagen is gevraagd: spreiden kan helpen.")
        if is_short:
            text = self.tr("▲ Jaarbalans {balance}")
            tip = self.tr(
                "Over het hele jaar zijn er meer stagedagen gevraagd dan plaatsdagen: spreiden"
                " alleen kan dit niet oplossen."
            )
        self._balance.setText(text.format(balance=self.words.percent(part.year_balance, 0)))
        self._balance.setToolTip(tool_tip(tip))
        self._balance.setAccessibleDescription(tip)
        restyle(self._balance, tone="danger" if is_short else "plain")

    def _show_chart(self, facts: Facts) -> None:
        number = component_or_worst(facts, self._component, facts.now)
        known = self._limit if set(self._limit) <= set(facts.programmes) else ()
        limit = known or limiting_programmes(facts, facts.now, number)
        self.chart_card.show_programmes(facts, limit, lambda: self.before.map.label_width)

    # --- selection -------------------------------------------------------------------------

    def select_cell(self, row_kind: str, key: str, week: int, is_daily: bool) -> None:
        """Show rows of a kind and select a cell of them, without explaining it."""
        if self.row_choice.key != row_kind:
            self.row_choice.choose(row_kind)
        if self.is_daily is not is_daily:
            self.column_choice.choose("days" if is_daily else "weeks")
        self._select_line(key, week)

    def _select_line(self, key: str, week: int) -> None:
        """Select a cell in both maps."""
        for heat in (self.before, self.after):
            lines = [i for i, row_ in enumerate(heat.rows) if row_.key == key]
            if lines:
                heat.map.set_current(lines[0], week, notify=False)

    def _on_bottleneck(self, one: RankedBottleneck) -> None:
        """Go to the worst day of a knelpunt, and explain it."""
        facts = self.session.facts
        if facts is None:
            return
        self.bottleneck_chosen.emit(facts.plan is not None, one.programmes)
        self.show_bottleneck(one)

    def show_bottleneck(self, one: RankedBottleneck) -> None:
        """Select a knelpunt, its worst day in the map, and draw its places in the chart."""
        facts = self.session.facts
        if facts is None:
            return
        self.knelpunten.select(one)
        if self.row_choice.key not in ("programme", "knelpunt", "component"):
            self.row_choice.choose("programme")
        heat = self.after if facts.plan is not None else self.before
        weeks = (facts.by_days() if self.is_daily else facts).weeks
        week = max(i for i, slot in enumerate(weeks) if slot <= one.worst.day)
        lines = [i for i, row_ in enumerate(heat.rows) if self._is_of(facts, row_.key, one)]
        if lines:
            for other in (self.before, self.after):
                other.map.set_current(lines[0], week, notify=False)
        self._limit = one.worst.programmes
        if not self.is_daily:
            self._show_chart(facts)

    def _is_of(self, facts: Facts, key: str, one: RankedBottleneck) -> bool:
        """Return whether a row is about a knelpunt."""
        if self.row_choice.key == "component":
            return int(key) == facts.component_of[one.worst.programmes[0]]
        return set(one.worst.programmes) >= set(key.split(JOIN))

    def show_peak(self) -> None:
        """Select the worst cell of the shown map."""
        heat = self.after if self.after.isVisibleTo(self) else self.before
        if not heat.rows:
            return
        heat.map.set_current(*_worst_cell(heat.rows))

    def _on_before(self, line: int, week: int) -> None:
        self._select(self.before, self.after, line, week)

    def _on_after(self, line: int, week: int) -> None:
        self._select(self.after, self.before, line, week)

    def _select(self, heat: HeatCard, other: HeatCard, line: int, week: int) -> None:
        other.map.set_current(line, week, notify=False)
        self.cell_selected.emit(
            heat is self.after, self.row_choice.key, heat.rows[line].key, week, self.is_daily
        )


def _worst_cell(rows: tuple[HeatRow, ...]) -> tuple[int, int]:
    """Return the row and column of the highest utilisation; (-1, -1) without rows."""
    if not rows:
        return -1, -1
    values = np.array([row_.values for row_ in rows])
    worst = int(np.argmax(values))
    return worst // values.shape[1], worst % values.shape[1]


def _is_same(rows: tuple[HeatRow, ...], shown: tuple[HeatRow, ...]) -> bool:
    return len(rows) == len(shown) and all(a is b for a, b in zip(rows, shown, strict=True))
