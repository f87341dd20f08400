"""Plannen: the stage periods on a time line, moved by hand with the load at once in sight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stageplanner.domain.calendar import monday_of, mondays_between, week_number
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option, build_options, wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.state import all_terms, calendar_of, institutions_of
from ui.models.rows import PeriodRow, PeriodRows, change_words
from ui.qt import button, card, column, label, row
from ui.session import Session
from ui.theme import icon
from ui.widgets.gantt import Bar, Gantt, GanttData, GanttRow
from ui.widgets.load_strip import LoadStrip, StripData
from ui.widgets.parts import EmptyState
from ui.words import Words

if TYPE_CHECKING:
    from stageplanner.domain.period import StagePeriod
    from stageplanner.domain.policy import Terms
    from ui.facts import Strip


class PlanPage(QWidget):
    """A Gantt of all stage periods, grouped and filtered."""

    period_selected = Signal(str)
    peak_tried = Signal(int, float)
    import_asked = Signal()

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._words = session, words
        self._first = date(2026, 8, 3)
        self._period_rows = PeriodRows()
        self._known_terms: tuple[tuple[object, ...], dict[str, Terms]] = ((), {})
        #: The rows as they were drawn last, by stage period, with what they were made of.
        self._drawn: dict[str, tuple[PeriodRow, tuple[object, ...], GanttRow]] = {}
        self._tried: dict[int, Option] = {}
        self.gantt = Gantt()
        self.gantt.setAccessibleName(self.tr("Stageperiodes op de tijdlijn"))
        self.gantt.choices = self._choices
        self.gantt.selected.connect(self.period_selected)
        self.gantt.moved.connect(self._on_moved)
        self.gantt.menu_asked.connect(self._on_menu)
        self.gantt.preview = self._preview
        self.gantt.reason = self.reason
        self.gantt.horizontalScrollBar().valueChanged.connect(self._on_scroll)
        self.strip = LoadStrip()
        self.strip.setAccessibleName(self.tr("Hoogste bezetting per week"))
        self.strip.set_scale(self.gantt.x_of, lambda: self.gantt.label_width)
        self._component = 0
        self._build()
        self.setFocusProxy(self.gantt)
        session.changed.connect(self._on_changed)
        session.facts_changed.connect(self.show_load)
        self.refresh()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Filter op elk woord…"))
        self._search.setAccessibleName(self.tr("Filter de stageperiodes"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(240)
        self._search.textChanged.connect(self.refresh)
        self._group = QComboBox()
        self._group.setAccessibleName(self.tr("Groeperen"))
        self._group.addItem(self.tr("Per instelling"), "institution")
        self._group.addItem(self.tr("Per opleiding"), "programme")
        self._group.currentIndexChanged.connect(self.refresh)
        self._changed_only = QCheckBox(self.tr("Alleen gewijzigd"))
        self._changed_only.toggled.connect(self.refresh)
        hint = label(
            self.tr("Sleep een balk, of Alt+pijltjes; rechtsklik voor vorm en weekdagen."),
            "caption",
        )
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 4, 4)
        inside.addWidget(self.gantt, 1)
        inside.addWidget(self.strip)
        add = button(self.tr("Bestanden toevoegen…"), "primary")
        add.clicked.connect(self.import_asked)
        empty = EmptyState(
            icon("plan", "muted", 44),
            self.tr("Nog geen stageperiodes"),
            self.tr("Voeg de planningen van de scholen toe; dan staan zij hier op de tijdlijn."),
            add,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(frame)
        self._stack.addWidget(empty)
        layout = column(parent=self, gap=10)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addLayout(row(label(self.tr("Plannen"), "title"), 1, hint))
        layout.addLayout(row(self._search, self._group, self._changed_only, 1, gap=12))
        layout.addWidget(self._stack, 1)

    # --- what is shown ---------------------------------------------------------------------

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    @property
    def _terms(self) -> dict[str, Terms]:
        """What each stage period may do; computed again only where the data are others."""
        state = self._session.state
        data = (state.periods, state.policy, state.holidays, state.region_holidays)
        known = self._known_terms[0]
        if len(known) != len(data) or any(a is not b for a, b in zip(known, data, strict=True)):
            self._known_terms = (data, all_terms(state))
        return self._known_terms[1]

    def showEvent(self, event: object) -> None:  # noqa: D102
        QTimer.singleShot(0, self.refresh)

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._session.state
        self._stack.setCurrentIndex(0 if state.periods else 1)
        self._changed_only.setEnabled(state.plan is not None)
        if not state.periods:
            return
        terms = self._terms
        rows = [found for found in self._period_rows.of(state) if self._is_wanted(found)]
        ends = [t.latest_end for t in terms.values()]
        ends += [p.option.end for found in rows for p in found.placements]
        begins = [t.earliest_start for t in terms.values()]
        begins += [p.option.start for found in rows for p in found.placements]
        self._first = monday_of(min(begins))
        weeks = tuple(mondays_between(self._first, max(ends)))
        calendar, schools = calendar_of(state), institutions_of(state)
        self.gantt.set_data(
            GanttData(
                rows=tuple(self._rows(rows)),
                weeks=tuple(str(week_number(week)) for week in weeks),
                months=tuple(self._words.month(week) for week in weeks),
                resting=tuple(
                    all(not calendar.is_lesweek(school, week) for school in schools)
                    for week in weeks
                ),
            )
        )
        self.show_load()

    # --- the load strip --------------------------------------------------------------------

    def set_component(self, component: int) -> None:
        """Show the load of another component."""
        self._component = component
        self.show_load()

    def show_load(self) -> None:
        """Show the load of now."""
        facts = self._session.facts
        if facts is None or not self._session.state.periods:
            self.strip.set_data(None)
            return
        from ui.facts import strip_of

        self._component = min(self._component, len(facts.wish.measures.components) - 1)
        self._show_strip(self._component, strip_of(facts, self._component))

    def _show_strip(self, component: int, strip: Strip) -> None:
        from ui.sentences import component_title

        words, facts = self._words, self._session.facts
        if facts is None:
            return
        text = self.tr("week {week}: {peak}, in de voorkeur {wish}")
        self.strip.set_data(
            StripData(
                name=component_title(facts, component),
                first_week=(strip.weeks[0] - self._first).days // 7,
                wish=strip.wish,
                now=strip.now,
                sentences=tuple(
                    text.format(
                        week=week_number(week),
                        peak=words.percent(strip.now[i]),
                        wish=words.percent(strip.wish[i]),
                    )
                    for i, week in enumerate(strip.weeks)
                ),
            )
        )

    def _preview(self, key: str, first: int) -> None:
        """Show what the load would be with the bar where it is being dragged."""
        facts, option = self._session.facts, self._tried.get(first)
        if facts is None or option is None or facts.state is not self._session.state:
            return
        from ui.facts import try_option

        component, strip, peak = try_option(facts, key, option)
        self._show_strip(component, strip)
        self.peak_tried.emit(component, peak)

    def _on_scroll(self) -> None:
        self.strip.update()

    def _is_wanted(self, found: PeriodRow) -> bool:
        if self._changed_only.isChecked() and not found.is_changed:
            return False
        words = self._search.text().casefold().split()
        if not words:
            return True
        said = self._words.period(found.period).casefold()
        return all(word in said for word in words)

    def _rows(self, rows: list[PeriodRow]) -> Iterable[GanttRow]:
        by_school = self._group.currentData() == "institution"

        def group(found: PeriodRow) -> str:
            period = found.period
            return period.institution if by_school else period.programme_name or period.programme

        drawn, self._drawn = self._drawn, {}
        terms, heading = self._terms, None
        for found in sorted(rows, key=lambda r: (group(r).casefold(), r.period.programme_name)):
            if group(found) != heading:
                heading = group(found)
                yield GanttRow(key="", label=heading, sentence=heading, is_heading=True)
            key = found.period.id
            made_of = (terms[key], self._first, by_school)
            old = drawn.get(key)
            if old is None or old[0] is not found or old[1] != made_of:
                old = (found, made_of, self._row(found, terms[key], by_school))
            self._drawn[key] = old
            yield old[2]

    def _row(self, found: PeriodRow, terms: Terms, by_school: bool) -> GanttRow:
        period = found.period
        name = period.programme_name if by_school else period.institution
        said = self.tr("{period}: {option}")
        option = "; ".join(self._words.option(p.option) for p in found.placements)
        sentence = said.format(period=self._words.period(period), option=option)
        if found.is_changed:
            wish = self.tr("{sentence} ({kinds}; voorkeur {wish})")
            sentence = wish.format(
                sentence=sentence,
                kinds=change_words(found),
                wish=self._words.option(wish_option(period)),
            )
        if period.fixed:
            sentence = self.tr("{sentence}, vast").format(sentence=sentence)
        return GanttRow(
            key=period.id,
            label=f"{period.group} {name}".strip(),
            sentence=sentence,
            bars=tuple(self._bar(placement.option) for placement in found.placements),
            wish=self._bar(wish_option(period)) if found.is_changed else None,
            window=(self._offset(terms.earliest_start), self._offset(terms.latest_end)),
            is_locked=period.fixed,
        )

    def _bar(self, option: Option) -> Bar:
        return Bar(
            first=self._offset(option.start),
            last=self._offset(option.end),
            is_lint=option.form is Form.LINT,
            weekdays=option.weekdays,
        )

    def _offset(self, day: date) -> int:
        return (day - self._first).days

    # --- what may be done ------------------------------------------------------------------

    def _period(self, key: str) -> StagePeriod:
        return next(p for p in self._session.state.periods if p.id == key)

    def _options(self, key: str) -> tuple[Option, ...]:
        period = self._period(key)
        return build_options(period, self._terms[key], calendar_of(self._session.state))

    def _now(self, key: str) -> Option:
        period = self._period(key)
        plan = self._session.state.plan
        placed = plan.placements.get(key) if plan is not None else None
        return placed[0].option if placed else wish_option(period)

    def _same_rhythm(self, key: str) -> dict[int, Option]:
        """The admissible options with the form and weekdays of now, by first day."""
        now = self._now(key)
        return {
            self._offset(option.start): option
            for option in self._options(key)
            if (option.form, option.days_per_week, option.weekdays)
            == (now.form, now.days_per_week, now.weekdays)
        }

    def _choices(self, key: str) -> dict[int, int]:
        self._tried = self._same_rhythm(key)
        return {first: self._offset(o.end) for first, o in self._tried.items()}

    def reason(self, key: str) -> str:
        """Why a stage period may not go further than it does."""
        period, terms, words = self._period(key), self._terms[key], self._words
        if period.fixed:
            return self.tr("De instelling heeft deze periode vastgezet.")
        text = self.tr(
            "Verder mag niet: deze periode past met al haar stagedagen tussen {first} en {last},"
            " buiten de vakanties."
        )
        return text.format(first=words.day(terms.earliest_start), last=words.day(terms.latest_end))

    def _on_moved(self, key: str, first: int) -> None:
        option = self._same_rhythm(key).get(first)
        if option is not None:
            self._place(key, option)

    def _place(self, key: str, option: Option) -> None:
        period = self._period(key)
        self._session.project.place(key, (Placement(option=option, students=period.students),))
        self.period_selected.emit(key)

    def _on_menu(self, key: str, place: QPoint) -> None:
        self.build_menu(key).popup(place)

    def build_menu(self, key: str) -> QMenu:
        """What may be done with a stage period: its forms, its weekdays, its wish."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        period, now = self._period(key), self._now(key)
        options = self._options(key)
        if len(options) == 1:
            text = self.tr("Deze periode ligt vast") if period.fixed else self.tr("Geen ruimte")
            menu.addAction(icon("lock"), text).setEnabled(False)
        rhythms: dict[tuple[Form, int, tuple[int, ...] | None], Option] = {}
        for option in options:
            kind = (option.form, option.days_per_week, option.weekdays)
            best = rhythms.get(kind)
            if best is None or _distance(option, now) < _distance(best, now):
                rhythms[kind] = option
        for form in Form:
            fitting = [o for kind, o in rhythms.items() if kind[0] is form]
            if not fitting:
                continue
            part = menu.addMenu(self._words.form(form).capitalize())
            for option in fitting:
                text = self.tr("{rhythm}, {weeks}").format(
                    rhythm=self._words.rhythm(option), weeks=self._words.weeks(option)
                )
                action = part.addAction(text, partial(self._place, key, option))
                action.setCheckable(True)
                action.setChecked(
                    (option.form, option.days_per_week, option.weekdays)
                    == (now.form, now.days_per_week, now.weekdays)
                )
        menu.addSeparator()
        back = menu.addAction(
            icon("undo"),
            self.tr("Terug naar de voorkeur"),
            partial(self._place, key, wish_option(period)),
        )
        back.setEnabled(now != wish_option(period))
        return menu

    def select_period(self, key: str) -> None:
        """Bring a stage period into sight."""
        self.gantt.select(key)


def _distance(option: Option, now: Option) -> timedelta:
    return abs(option.start - now.start)
