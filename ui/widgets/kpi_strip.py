"""The strip of key figures: peak, proven bound, tekort and changes, before and now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from stageplanner.load.tolerances import FULL
from ui.base.formatting import Words
from ui.base.qt import ElidedChoice, column, label, row, rule
from ui.widgets.kpi_data import REGION, Kpi
from ui.widgets.small_parts import KeyFigure


class KpiStrip(QFrame):
    """Key figures of the region, or of one component of programmes and leerbedrijven."""

    component_chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kpiStrip")
        self._words = words
        self._kpis: tuple[Kpi, ...] = ()
        self._choice = ElidedChoice()
        self._choice.setAccessibleName(self.tr("Groep opleidingen in de regio"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(10)
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self.peak = KeyFigure(self.tr("Hoogste bezetting"))
        self._bound = KeyFigure(self.tr("Bewezen ondergrens"))
        self._shortage = KeyFigure(self.tr("Tekort"))
        self._changes = KeyFigure(self.tr("Wijzigingen"))
        self.balance = KeyFigure(self.tr("Jaarbalans"))
        chooser = QWidget()
        inside = column(
            label(self.tr("Groep opleidingen"), "caption"), self._choice, 1, parent=chooser, gap=4
        )
        inside.setContentsMargins(0, 4, 0, 0)
        self._chooser = chooser
        parts: list[QWidget | int] = [chooser]
        for figure in (self.peak, self._bound, self._shortage, self._changes, self.balance):
            parts += [rule(), figure]
        self._layout = layout = row(*parts, parent=self, gap=20)
        for i in range(layout.count()):
            if isinstance(layout.itemAt(i).widget(), KeyFigure):
                layout.setStretch(i, 1)
        self._figures = (self.peak, self._bound, self._shortage, self._changes, self.balance)
        self.set_narrow(False)

    def set_narrow(self, is_narrow: bool, *, is_low: bool = False) -> None:
        """Take less room in a small window."""
        side, edge = 12 if is_narrow else 24, 4 if is_low else 10
        self.setFixedHeight(68 if is_low else 88)
        for figure in self._figures:
            figure.show_note(not is_low)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(10 if is_narrow else 20)
        self._chooser.setFixedWidth(160 if is_narrow else 260)

    def show_kpis(self, kpis: tuple[Kpi, ...], current: int) -> None:
        """Show the key figures of the current component, and offer the others."""
        self._kpis = kpis
        self._choice.blockSignals(True)
        self._choice.clear()
        for kpi in kpis:
            is_over = kpi.has_capacity and kpi.peak > FULL
            self._choice.addItem(f"▲ {kpi.name}" if is_over else kpi.name)
        self._choice.setEnabled(len(kpis) > 1)
        index = max(0, self._index_of(current)) if kpis else -1
        self._choice.setCurrentIndex(index)
        self._choice.blockSignals(False)
        self._show(index)

    def show_component(self, component: int) -> None:
        """Show the figures of another component, or of the region."""
        index = self._index_of(component)
        if index >= 0 and index != self._choice.currentIndex():
            self._choice.blockSignals(True)
            self._choice.setCurrentIndex(index)
            self._choice.blockSignals(False)
            self._show(index)

    def _index_of(self, component: int) -> int:
        """Return where a component, or the region, stands among the choices, or -1."""
        numbers = [kpi.component for kpi in self._kpis]
        return numbers.index(component) if component in numbers else -1

    def show_tried(self, component: int, peak: float) -> None:
        """Show the peak of a move that is being tried, until the next figures come."""
        index = self._index_of(component)
        if index < 0 or not self._kpis[index].has_capacity:
            return
        if self._choice.currentIndex() != index:
            self._choice.setCurrentIndex(index)
        now = self._words.percent(self._kpis[index].peak)
        note = self.tr("nu {peak}").format(peak=now)
        tone = "danger" if peak > FULL else "good"
        self.peak.show_figure(self._words.percent(peak), note, tone)

    def _on_chosen(self, index: int) -> None:
        self._show(index)
        if 0 <= index < len(self._kpis):
            self.component_chosen.emit(self._kpis[index].component)

    def _show(self, index: int) -> None:
        figures = self._figures
        if not 0 <= index < len(self._kpis):
            for figure in figures:
                figure.show_figure("–", "")
            return
        kpi, words = self._kpis[index], self._words
        if not kpi.has_capacity:
            for figure in figures:
                figure.show_figure("–", self.tr("plaatsen onbekend"))
            return
        self._show_peaks(kpi)
        note = self.tr("studentdagen")
        if kpi.changes is not None:
            note = self.tr("dagen, eerst {count}").format(count=words.count(kpi.wish_shortage))
        self._shortage.show_figure(
            words.count(kpi.shortage),
            note,
            "danger" if kpi.shortage > 0.5 else "good",
        )
        if kpi.changes is None:
            self._changes.show_figure("0", self.tr("nog geen voorstel"))
        else:
            least = self.tr("bewezen het minst")
            if kpi.changes_lower_bound is None:
                least = self.tr("stageperiodes")
            elif kpi.changes_lower_bound < 1 <= kpi.changes:
                # A proof that says nothing: after a move by hand the goal may ask none.
                least = self.tr("stageperiodes")
            elif kpi.changes_lower_bound < kpi.changes:
                least = self.tr("minstens {count} nodig").format(count=kpi.changes_lower_bound)
            self._changes.show_figure(str(kpi.changes), least)
        note = self.tr("spreiden kan helpen")
        if kpi.year_balance > 1:
            note = self.tr("spreiden helpt niet")
        if kpi.component == REGION:
            note = self.tr("hoogste groep")
        tone = "danger" if kpi.year_balance > 1 else ""
        self.balance.show_figure(words.percent(kpi.year_balance, 0), note, tone)

    def _show_peaks(self, kpi: Kpi) -> None:
        words, tone = self._words, "danger" if kpi.peak > FULL else "good"
        if kpi.changes is None:
            self.peak.show_figure(words.percent(kpi.peak), self.tr("in de voorkeur"), tone)
        else:
            before = self.tr("eerst {peak}").format(peak=words.percent(kpi.wish_peak))
            self.peak.show_figure(words.percent(kpi.peak), before, tone)
        if kpi.lower_bound is None:
            self._bound.show_figure("–", self.tr("nog niet berekend"))
        else:
            self._bound.show_figure(words.percent(kpi.lower_bound), self.tr("lager kan geen plan"))
