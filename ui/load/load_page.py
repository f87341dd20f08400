"""Belasting: where the stage periods collide, before and after, and against which places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, button, card, column, label, override, restyle, row
from ui.base.theme import icon
from ui.facts.heat_rows import HeatRow, heat_rows
from ui.facts.load_sentences import bottleneck_sentence, component_title, row_title
from ui.facts.screen_facts import curve_of, known_peak
from ui.load.heat_card import HeatCard, heights_of
from ui.session.session import Session
from ui.widgets.load_chart import ChartData, LoadChart
from ui.widgets.small_parts import Choice, EmptyState, FormKey, Segments

if TYPE_CHECKING:
    from stageplanner.load.measures import ComponentLoad
    from ui.facts.screen_facts import Facts, PlanFacts

#: Between the cards, in pixels.
GAP = 8
#: A narrower page gives the room of legends and its title to what can be used.
NARROW = 660


class Room(QScrollArea):
    """What the cards share; it scrolls only where a window is too small for anything else."""

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
        #: What the map of the wishes shows: of which facts, which rows, and whether by day.
        self._wish_of: tuple[PlanFacts, str, bool] | None = None
        self.before = HeatCard(self.tr("Voorkeur van de instellingen"), words)
        self.after = HeatCard(self.tr("Voorstel"), words)
        self.before.map.cell_selected.connect(self._on_before)
        self.after.map.cell_selected.connect(self._on_after)
        maps = (self.before.map, self.after.map)
        for one, other in (maps, maps[::-1]):
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
        self._build()
        self.setFocusProxy(self.before.map)
        self._is_behind = False
        session.facts_changed.connect(self._on_facts)
        session.opened.connect(self._select_nothing)
        self.refresh()

    def _build_choices(self) -> None:
        self._rows = Choice(
            [
                ("programme", self.tr("Per opleiding")),
                ("institution", self.tr("Per instelling")),
                ("branch", self.tr("Per branche")),
                ("company", self.tr("Per leerbedrijf")),
                ("knelpunt", self.tr("Per knelpunt")),
                ("niveau", self.tr("Per niveau")),
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

    def _build_chart(self) -> None:
        self._chart = LoadChart()
        self._chart.setAccessibleName(self.tr("Vraag en plaatsen per week"))
        self._chart_title = ElidedLabel("strong")
        texts = (self.tr("blok"), self.tr("lint"), self.tr("voorkeur"), self.tr("plaatsen"))
        self._chart_key = FormKey(texts)
        self._fold = QToolButton()
        self._fold.setIconSize(QSize(16, 16))
        self._fold.setProperty("role", "flat")
        self._fold.setFixedSize(26, 26)
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fold.clicked.connect(self._on_fold)
        #: What the user wants of the chart; ``None``: open where there is room.
        self._is_open: bool | None = None
        self._chart_card = card()
        inside = column(parent=self._chart_card, gap=4)
        inside.setContentsMargins(16, 6, 16, 8)
        inside.addLayout(row(self._fold, self._chart_title, self._chart_key, gap=8))
        inside.addWidget(self._chart)

    def _build(self) -> None:
        self._build_choices()
        self._build_chart()
        self._sentence = label("", "muted", wrap=True)
        self._sentence.setAccessibleName(self.tr("Knelpunt"))
        self._balance = label("", "chip")
        self._balance.setAccessibleName(self.tr("Jaarbalans"))
        flow = QWidget()
        flow.setObjectName("flow")
        column(self.before, self.after, self._chart_card, 1, parent=flow, gap=GAP)
        self._room = Room(flow)
        self._room.resized.connect(self._show_view)
        content = QWidget()
        column(self._room, parent=content, gap=0)
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
        outer.setContentsMargins(24, 12, 24, 10)
        outer.setSpacing(8)
        self._tools = QWidget()
        row(self._rows, self._zoom, self._view, self._as_table, parent=self._tools, gap=8)
        self._title = label(self.tr("Belasting"), "title")
        outer.addLayout(row(self._title, 1, self._tools))
        top = row(gap=10)
        top.addWidget(self._balance, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._sentence, 1)
        outer.addLayout(top)
        outer.addWidget(self._stack, 1)

    @property
    def parts(self) -> dict[str, QWidget]:
        """What is kept of this page from one time to the next."""
        return {
            "rows": self._rows,
            "columns": self._zoom,
            "view": self._view,
            "table": self._as_table,
        }

    @property
    def filters(self) -> dict[str, QWidget]:
        """Nothing here hides anything."""
        return {}

    def show_all(self) -> None:
        """There is no filter to take away."""

    # --- what is shown ---------------------------------------------------------------------

    def _on_rows(self) -> None:
        """Other rows: what was selected is not there any more."""
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
        """Tell whether the columns are days."""
        return self._zoom.key == "days"

    def set_component(self, component: int) -> None:
        """Tell the knelpunt and the chart of another component."""
        self._component = component
        self.refresh()

    def _on_facts(self) -> None:
        """A page that nobody looks at follows once it is shown."""
        self._is_behind = not self.isVisible()
        if not self._is_behind:
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._is_behind:
            self.refresh()

    def refresh(self) -> None:
        """Show the facts as they are now."""
        self._is_behind = False
        facts = self._session.facts
        self._stack.setCurrentIndex(0 if facts is not None else 1)
        self._tools.setVisible(facts is not None)
        self._sentence.setVisible(facts is not None)
        self._balance.setVisible(facts is not None)
        if facts is None:
            return
        if self.is_daily:
            facts = facts.by_days()
        kind = self._rows.key
        rows = self._show_wish(facts, kind)
        if facts.plan is not None:
            # The same row stands at the same height in both maps.
            place = {found.key: i for i, found in enumerate(rows)}
            after = self._titled(facts, heat_rows(facts, facts.plan, kind))
            rows = tuple(sorted(after, key=lambda found: place[found.key]))
            self.after.show_rows(facts, rows, known_peak(facts.plan))
        self._view.setVisible(facts.plan is not None)
        self._component = min(self._component, len(facts.wish.measures.components) - 1)
        self._show_sentence(facts)
        self._chart_card.setVisible(not self.is_daily)
        if not self.is_daily:
            self._show_chart(facts)
        self._show_view()

    def _show_wish(self, facts: Facts, kind: str) -> tuple[HeatRow, ...]:
        """Show the rows of the wishes, and give them; a drop leaves them as they are."""
        made_of, old = (facts.wish, kind, facts.is_daily), self._wish_of
        is_there = old is not None and old[0] is facts.wish and old[1:] == made_of[1:]
        # Which knelpunten have a row hangs on the plan as well.
        if not is_there or kind == "knelpunt":
            rows = self._titled(facts, heat_rows(facts, facts.wish, kind))
            self.before.show_rows(facts, rows, known_peak(facts.wish))
            self._wish_of = made_of
        return self.before.rows

    def _titled(self, facts: Facts, rows: tuple[HeatRow, ...]) -> tuple[HeatRow, ...]:
        """The rows with the names that the screen gives to what has none in the files."""
        kind = self._rows.key
        if kind not in ("niveau", "branch", "knelpunt", "component"):
            return rows
        return tuple(
            replace(found, label=row_title(self._words, facts, kind, found.key)) for found in rows
        )

    def _show_view(self) -> None:
        facts = self._session.facts
        has_plan = facts is not None and facts.plan is not None
        view = self._view.key if has_plan else "before"
        self.before.setVisible(view in ("both", "before"))
        self.after.setVisible(has_plan and view in ("both", "after"))
        shown = [heat for heat in (self.before, self.after) if not heat.isHidden()]
        self._share(shown)
        # One legend and one line of months serve both maps.
        is_wide = self._room.width() >= NARROW
        for heat in shown:
            heat.key.setVisible(heat is shown[0] and is_wide)

    def _share(self, shown: list[HeatCard]) -> None:
        """Give both maps the same height, and the chart what is left or its title alone."""
        room = self._room.height() - GAP * len(shown)
        title = self._chart_card.layout().contentsMargins().top() + 34
        wanted = title + self._chart.sizeHint().height() + 4
        as_table = self._as_table.isChecked()
        plans = {
            is_open: heights_of(shown, room - (wanted if is_open else title), as_table=as_table)
            for is_open in (True, False)
        }
        is_open = plans[True].is_roomy if self._is_open is None else self._is_open
        if self.is_daily:
            is_open, plans[False] = False, heights_of(shown, room + GAP, as_table=as_table)
        plans[is_open].apply(shown, as_table=as_table)
        self._chart.setVisible(is_open)
        self._chart_key.setVisible(is_open and self._room.width() >= NARROW)
        self._chart_card.setFixedHeight(wanted if is_open else title)
        text = self.tr("Grafiek inklappen") if is_open else self.tr("Grafiek uitklappen")
        self._fold.setIcon(icon("up" if is_open else "chevron"))
        self._fold.setToolTip(text)
        self._fold.setAccessibleName(text)

    def _on_fold(self) -> None:
        wanted, self._is_open = self._chart.isHidden(), None
        self._show_view()
        if self._chart.isHidden() == wanted:
            self._is_open = wanted
            self._show_view()

    def _show_sentence(self, facts: Facts) -> None:
        wish = facts.wish.measures.components[self._component]
        self._show_balance(wish)
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

    def _show_balance(self, part: ComponentLoad) -> None:
        """The yearly balance first: where all places are too few, no spreading can help."""
        self._balance.setVisible(part.has_capacity)
        is_short = part.year_balance > 1
        text = self.tr("✓ Jaarbalans {balance}")
        tip = self.tr("Dit deel van alle plaatsdagen is gevraagd: spreiden kan helpen.")
        if is_short:
            text = self.tr("▲ Jaarbalans {balance}")
            tip = self.tr(
                "Over het hele jaar zijn er meer stagedagen gevraagd dan plaatsdagen: spreiden"
                " alleen kan dit niet oplossen."
            )
        self._balance.setText(text.format(balance=self._words.percent(part.year_balance, 0)))
        self._balance.setToolTip(tip)
        self._balance.setAccessibleDescription(tip)
        restyle(self._balance, tone="danger" if is_short else "good")

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
        other.map.set_current(line, week, notify=False)
        self.cell_selected.emit(
            heat is self.after, self._rows.key, heat.rows[line].key, week, self.is_daily
        )
