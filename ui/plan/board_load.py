"""The load on the board: that of each group on its heading, and the glow of a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from stageplanner.domain.calendar import week_number
from ui.base.formatting import Words
from ui.facts.screen_facts import Facts
from ui.gantt.gantt import Gantt
from ui.gantt.gantt_data import Glow, GroupLoad
from ui.widgets.accessible import announce_current


class BoardLoad(QObject):
    """Fills the load of groups and of the week pointed at, and asks again only for other facts."""

    def __init__(self, gantt: Gantt, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._gantt, self._words = gantt, words
        self._known: tuple[object, object, object] = (None, None, None)
        self._pointed: tuple[int, int, object] = (-1, 0, None)

    def show_groups(
        self, facts: Facts | None, members: Mapping[str, Sequence[str]], first_week: int
    ) -> None:
        """Show the load of every group on its heading."""
        if facts is None:
            self._gantt.set_loads({})
            return
        inputs = (facts.now, members, first_week)
        if all(a is b or a == b for a, b in zip(inputs[1:], self._known[1:], strict=True)) and (
            inputs[0] is self._known[0]
        ):
            return
        self._known = inputs
        from ui.facts.board_facts import group_levels

        loads = {}
        for group, levels in group_levels(facts, members).items():
            week, peak = int(levels.argmax()), float(levels.max(initial=0.0))
            text = ""
            if peak > 0:
                text = self.tr("hoogste bezetting {peak} in week {week}").format(
                    peak=self._words.percent(peak), week=week_number(facts.weeks[week])
                )
            loads[group] = GroupLoad(
                first_week=first_week,
                values=tuple(levels.tolist()),
                sentence=text,
                peak=self._words.percent(peak) if peak > 0 else "",
            )
        self._gantt.set_loads(loads)

    def point_at(self, facts: Facts | None, component: int, week: int, first_week: int) -> None:
        """Let the bars glow that fill a week of the time line; -1 ends it."""
        if (week, component, facts) == self._pointed:
            return
        self._pointed = (week, component, facts)
        number = week - first_week
        if facts is None or week < 0 or not 0 <= number < len(facts.weeks):
            self._gantt.show_glow(None)
            return
        from ui.facts.board_facts import week_causes

        causes = week_causes(facts, component, number)
        if causes is None:
            self._gantt.show_glow(Glow(week=week, strengths={}, texts={}))
            return
        most, whole = max(causes.loads.values()), sum(causes.loads.values())
        words = self._words
        text = self.tr("{students} stud., {part}")
        self._gantt.show_glow(
            Glow(
                week=week,
                strengths={key: load / most for key, load in causes.loads.items()},
                texts={
                    key: text.format(
                        students=words.count(causes.students[key]),
                        part=words.percent(load / whole, 0),
                    )
                    for key, load in causes.loads.items()
                },
            )
        )
        self._announce(facts, causes.loads, causes.utilisation, number)

    def _announce(
        self, facts: Facts, loads: Mapping[str, float], utilisation: float, week: int
    ) -> None:
        """Tell a screen reader the week, its utilisation, and who adds most."""
        if not self._gantt.hasFocus():
            return
        periods = {period.id: period for period in facts.state.periods}
        first = sorted(loads, key=lambda key: -loads[key])[:3]
        text = self.tr("week {week}: {peak}; het meest door {names}").format(
            week=week_number(facts.weeks[week]),
            peak=self._words.percent(utilisation),
            names="; ".join(self._words.period(periods[key]) for key in first),
        )
        announce_current(self._gantt, max(0, self._gantt.current), text)
