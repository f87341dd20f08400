"""What every bar adds to the week that is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.gantt.gantt import Gantt
from ui.gantt.gantt_data import Glow
from ui.widgets.accessible import announce_current

if TYPE_CHECKING:
    from ui.facts.board_facts import WeekCauses
    from ui.facts.screen_facts import Facts

#: How many stage periods are named.
NAMED = 3


class WeekGlow(QObject):
    """Lets the bars glow, and says who adds most; asks again only for another week."""

    def __init__(self, gantt: Gantt, words: Words) -> None:
        super().__init__(gantt)
        self._gantt, self._words = gantt, words
        self._pointed: tuple[int, int, object] = (-1, 0, None)
        self._sentence = ""

    def point_at(self, facts: Facts | None, component: int, week: int, first_week: int) -> str:
        """Let the bars glow that fill a week of the time line, and return a sentence about it.

        Parameters
        ----------
        week, first_week
            The week of the time line that is pointed at, or -1 for none, and the one in which the
            facts begin.
        """
        asked = (week, component, None if facts is None else facts.now)
        if asked[:2] == self._pointed[:2] and asked[2] is self._pointed[2]:
            return self._sentence
        self._pointed, self._sentence = asked, ""
        number = week - first_week
        if facts is None or week < 0:
            self._gantt.show_glow(None)
            return ""
        from ui.facts.board_facts import week_causes

        causes = (
            week_causes(facts, component, number) if number in range(len(facts.weeks)) else None
        )
        if causes is None:
            self._gantt.show_glow(Glow(week=week, strengths={}, texts={}))
            return ""
        self._gantt.show_glow(self._glow_of(causes, week))
        self._sentence = self._sentence_of(facts, causes, number)
        if self._gantt.hasFocus():
            announce_current(self._gantt, max(0, self._gantt.current), self._sentence)
        return self._sentence

    def _glow_of(self, causes: WeekCauses, week: int) -> Glow:
        most = max(causes.loads.values(), default=1.0) or 1.0
        whole, words = sum(causes.loads.values()) or 1.0, self._words
        text = self.tr("{students} stud., {part}")
        return Glow(
            week=week,
            strengths={key: load / most for key, load in causes.loads.items()},
            texts={
                key: text.format(
                    students=words.count(causes.students[key]), part=words.percent(load / whole, 0)
                )
                for key, load in causes.loads.items()
            },
        )

    def _sentence_of(self, facts: Facts, causes: WeekCauses, week: int) -> str:
        """Return the week, its utilisation, and who adds most to it."""
        periods = {period.id: period for period in facts.state.periods}
        first = sorted(causes.loads, key=lambda key: -causes.loads[key])[:NAMED]
        text = self.tr("week {week}: {peak}; het meest door {names}")
        return text.format(
            week=week_number(facts.weeks[week]),
            peak=self._words.percent(causes.utilisation),
            names="; ".join(self._words.period(periods[key]) for key in first),
        )
