"""The load on the board: of the strip, of each group, and of a place that is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.gantt.gantt import Gantt
from ui.gantt.gantt_data import GroupLoad
from ui.plan.gantt_rows import GanttRows
from ui.plan.moves import Moves
from ui.plan.moves_together import MovesTogether
from ui.plan.week_glow import WeekGlow
from ui.session.session import Session
from ui.widgets.kpi_data import REGION
from ui.widgets.load_strip import LoadStrip, StripData

if TYPE_CHECKING:
    from stageplanner.domain.option import Option
    from ui.facts.screen_facts import Facts, Strip
    from ui.plan.drag_preview import DragPreview


class BoardLoad(QObject):
    """Shows the load now, and while bars are dragged."""

    #: The component and its peak with a bar where it is dragged.
    peak_tried = Signal(int, float)
    #: A sentence about the week that is pointed at, or an empty text.
    pointed = Signal(str)

    def __init__(
        self, session: Session, words: Words, rows: GanttRows, gantt: Gantt, strip: LoadStrip
    ) -> None:
        super().__init__(gantt)
        self._session, self._words, self._rows = session, words, rows
        self._gantt, self._strip = gantt, strip
        #: The component that is shown, or the region as a whole.
        self.component = REGION
        #: The places that were found for the bar held last, by the number of their first day.
        self.tried: dict[int, Option] = {}
        self._trial: DragPreview | None = None
        self._known: tuple[object, object, int] = (None, None, 0)
        self._glow = WeekGlow(gantt, words)
        gantt.preview = self._preview
        for part in (gantt, strip):
            part.week_pointed.connect(self.point_at)

    def find_places(self, moves: Moves, together: MovesTogether) -> None:
        """Find the places of bars with these."""
        self._moves, self._together = moves, together
        self._gantt.choices = self._choices

    @property
    def _first_week(self) -> int:
        """The week of the time line in which the facts begin."""
        facts = self._session.facts
        return 0 if facts is None else self._rows.offset(facts.weeks[0]) // 7

    # --- now -------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the current load."""
        facts = self._session.facts
        if facts is None or not self._session.state.periods:
            self._strip.set_data(None)
            self._gantt.set_loads({})
            self._known = (None, None, 0)
            return
        self._show_groups(facts)
        from ui.facts.screen_facts import strip_of

        if self.component >= len(facts.wish.measures.components):
            self.component = REGION
        self._show_strip(self.component, strip_of(facts, self.component))

    def _show_groups(self, facts: Facts) -> None:
        """Show the load of every group on its heading; computed again only for other facts."""
        members, first = self._rows.members, self._first_week
        if self._known[0] is facts.now and self._known[1:] == (members, first):
            return
        self._known = (facts.now, members, first)
        from ui.facts.board_facts import group_levels

        loads = {}
        for group, levels in group_levels(facts, members).items():
            peak, text, shown = float(levels.max(initial=0.0)), "", ""
            if peak > 0:
                shown = self._words.percent(peak)
                text = self.tr("hoogste bezetting {peak} in week {week}").format(
                    peak=shown, week=week_number(facts.weeks[int(levels.argmax())])
                )
            values = tuple(levels.tolist())
            loads[group] = GroupLoad(first_week=first, values=values, sentence=text, peak=shown)
        self._gantt.set_loads(loads)

    def _show_strip(self, component: int, strip: Strip) -> None:
        from ui.facts.load_sentences import strip_title

        words, facts = self._words, self._session.facts
        if facts is None:
            return
        text = self.tr("week {week}: {peak}, in de voorkeur {wish}")

        def week_text(week: int) -> str:
            return text.format(
                week=week_number(strip.weeks[week]),
                peak=words.percent(strip.now[week]),
                wish=words.percent(strip.wish[week]),
            )

        self._strip.set_data(
            StripData(
                name=strip_title(facts, component),
                first_week=self._rows.offset(strip.weeks[0]) // 7,
                wish=strip.wish,
                now=strip.now,
                week_text=week_text,
            )
        )

    def point_at(self, week: int) -> None:
        """Let the bars glow by what they add to a week of the time line; -1 ends it."""
        facts, first = self._session.facts, self._first_week
        self.pointed.emit(self._glow.point_at(facts, self.component, week, first))

    # --- tried -----------------------------------------------------------------------------

    def _choices(self, key: str, part: int) -> dict[int, int]:
        """Return the admissible last days of a bar by first day, and prepare its preview."""
        offset, moves = self._rows.offset, self._moves
        self.tried = {offset(option.start): option for option in moves.places(key, part)}
        facts = self._session.facts
        self._trial = None
        if facts is not None and facts.state is self._session.state:
            from ui.plan.drag_preview import DragPreview

            self._trial = DragPreview(facts, key, moves.placements(key), part)
        return {first: offset(option.end) for first, option in self.tried.items()}

    def _preview(self, key: str, part: int, first: int) -> None:
        """Show the load with the bar, or all chosen bars, where they are dragged."""
        trial, facts, option = self._trial, self._session.facts, self.tried.get(first)
        if trial is None or option is None or facts is None:
            return
        if self._gantt.is_together(key):
            from ui.plan.drag_preview import moved_strip

            days = first - self._rows.offset(self._moves.now(key, part).start)
            placed = self._together.placed(self._gantt.chosen, days)
            strip, peak = moved_strip(facts, trial.component, placed)
        else:
            strip, peak = trial.at(option)
        self._show_strip(trial.component, strip)
        self.peak_tried.emit(trial.component, peak)

    def give_up(self) -> None:
        """Show the current load again."""
        self._trial = None
        self.show()
