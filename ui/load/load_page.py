"""Belasting: where stage periods collide, before and after, and with which capacity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, button, card, column, label, override, restyle, row, tool_tip
from ui.base.theme import icon
from ui.facts.heat_rows import HeatRow, heat_rows, severity_order
from ui.facts.load_sentences import bottleneck_sentence, component_title, row_title
from ui.facts.screen_facts import component_or_worst, curve_of, known_peak
from ui.load.heat_card import HeatCard, heights_of
from ui.session.page import Page
from ui.session.session import Session
from ui.widgets.kpi_data import REGION
from ui.widgets.load_chart import ChartData, LoadChart
from ui.widgets.small_parts import Choice, EmptyState, FormKey, Segments

if TYPE_CHECKING:
    from stageplanner.load.measures import ComponentLoad
    from ui.facts.screen_facts import Facts, PlanFacts

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
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(session, words, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._component = REGION
        #: The rows of the wishes, with what they were built of: the facts, their kind, by day.
        self._wish_of: tuple[PlanFacts, str, bool] | None = None
        self._wish_rows: tuple[HeatRow, ...] = ()
        self.before = HeatCard(self.tr("Voorkeur van de instellingen"), words)
        self.after = HeatCard(self.tr("Voorstel"), words)
        self.before.map.cell_selected.connect(self._on_before)
        self.after.map.cell_selected.connect(self._on_after)
        maps = (self.before.map, self.after.map)
        for map_, other in (maps, maps[::-1]):
            map_.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
            map_.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
        self._build()
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
        self.column_choice.chosen.connect(self._on_rows)
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
        self.chart = LoadChart()
        self.chart.setAccessibleName(self.tr("Vraag en plaatsen per week"))
        self._chart_title = ElidedLabel("strong")
        texts = (self.tr("blok"), self.tr("lint"), self.tr("voorkeur"), self.tr("plaatsen"))
        self._chart_key = FormKey(texts)
        self.fold = QToolButton()
        self.fold.setIconSize(QSize(16, 16))
        self.fold.setProperty("role", "flat")
        self.fold.setFixedSize(26, 26)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold.clicked.connect(self._on_fold)
        #: Whether the user opened or closed the chart; ``None``: open if there is room.
        self._is_open: bool | None = None
        self.chart_card = card()
        inside = column(parent=self.chart_card, gap=4)
        inside.setContentsMargins(16, 6, 16, 8)
        inside.addLayout(row(self.fold, self._chart_title, self._chart_key, gap=8))
        inside.addWidget(self.chart)

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
        self.sentence = label("", "muted", wrap=True)
        self.sentence.setAccessibleName(self.tr("Knelpunt"))
        self._balance = label("", "chip")
        self._balance.setAccessibleName(self.tr("Jaarbalans"))
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
        top = row(gap=10)
        top.addWidget(self._balance, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.sentence, 1)
        outer.addLayout(top)
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
        self._component = component
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
        self._tools.setVisible(facts is not None)
        self.sentence.setVisible(facts is not None)
        self._balance.setVisible(facts is not None)
        if facts is None:
            return
        if self.is_daily:
            facts = facts.by_days()
        kind = self.row_choice.key
        rows, after = self._rows_of_wish(facts, kind), ()
        if facts.plan is not None:
            after = self._titled(facts, heat_rows(facts, facts.plan, kind))
        # The same row stands at the same height in both maps.
        rows, after = severity_order(rows, after)
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

    def _rows_of_wish(self, facts: Facts, kind: str) -> tuple[HeatRow, ...]:
        """Return the rows of the wishes, built again only if they changed."""
        key, old = (facts.wish, kind, facts.is_daily), self._wish_of
        is_there = old is not None and old[0] is facts.wish and old[1:] == key[1:]
        # The plan also decides which bottlenecks have a row.
        if not is_there or kind == "knelpunt":
            self._wish_rows = self._titled(facts, heat_rows(facts, facts.wish, kind))
            self._wish_of = key
        return self._wish_rows

    def _titled(self, facts: Facts, rows: tuple[HeatRow, ...]) -> tuple[HeatRow, ...]:
        """Return the rows with titles for what has no name in the files."""
        kind = self.row_choice.key
        if kind not in ("niveau", "branch", "knelpunt", "component"):
            return rows
        return tuple(
            replace(row_, label=row_title(self.words, facts, kind, row_.key)) for row_ in rows
        )

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
        title = self.chart_card.layout().contentsMargins().top() + 34
        wanted = title + self.chart.sizeHint().height() + 4
        as_table = self._as_table.isChecked()
        plans = {
            is_open: heights_of(shown, room - (wanted if is_open else title), as_table=as_table)
            for is_open in (True, False)
        }
        is_open = plans[True].is_roomy if self._is_open is None else self._is_open
        if self.is_daily:
            is_open, plans[False] = False, heights_of(shown, room + GAP, as_table=as_table)
        plans[is_open].apply(shown, as_table=as_table)
        self.chart.setVisible(is_open)
        self._chart_key.setVisible(is_open and self._room.width() >= NARROW)
        self.chart_card.setFixedHeight(wanted if is_open else title)
        text = self.tr("Grafiek inklappen") if is_open else self.tr("Grafiek uitklappen")
        self.fold.setIcon(icon("up" if is_open else "chevron"))
        self.fold.setToolTip(tool_tip(text))
        self.fold.setAccessibleName(text)

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
        curve = curve_of(facts, facts.now, number)
        words = self.words
        sentence = self.tr(
            "week {week}: {blok} studenten in blok, {lint} in lint; {places} plaatsen; voorkeur"
            " {wish}"
        )
        self.chart.set_data(
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
        self._chart_title.setText(text.format(name=component_title(facts, number)))

    # --- selection -------------------------------------------------------------------------

    def show_peak(self) -> None:
        """Select the worst cell of the shown map."""
        heat = self.after if self.after.isVisibleTo(self) else self.before
        if not heat.rows:
            return
        values = np.array([row_.values for row_ in heat.rows])
        worst = int(np.argmax(values))
        heat.map.set_current(worst // values.shape[1], worst % values.shape[1])

    def _on_before(self, line: int, week: int) -> None:
        self._select(self.before, self.after, line, week)

    def _on_after(self, line: int, week: int) -> None:
        self._select(self.after, self.before, line, week)

    def _select(self, heat: HeatCard, other: HeatCard, line: int, week: int) -> None:
        other.map.set_current(line, week, notify=False)
        self.cell_selected.emit(
            heat is self.after, self.row_choice.key, heat.rows[line].key, week, self.is_daily
        )


def _is_same(rows: tuple[HeatRow, ...], shown: tuple[HeatRow, ...]) -> bool:
    return len(rows) == len(shown) and all(a is b for a, b in zip(rows, shown, strict=True))
