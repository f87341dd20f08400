"""What may be done with a stage period by hand, and the verbs that do it.

Every place that is offered comes from the option set (:mod:`stageplanner.domain.option`); of
a group that is split each part is placed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stageplanner.domain.form import Form
from stageplanner.domain.negotiation.decisions import Decision, why_not
from stageplanner.domain.option import Option, build_options, wish_option
from stageplanner.domain.plan import WISH_PLAN, Placement, placements_of
from stageplanner.domain.settled import Settled, settled_periods
from stageplanner.domain.state import all_terms, calendar_of
from ui.base.formatting import Words
from ui.plan.agreed_question import ask_to_leave
from ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

    from stageplanner.domain.policy import Terms
    from stageplanner.domain.stage_period import StagePeriod

Rhythm = tuple[Form, int, tuple[int, ...] | None]


def rhythm_of(option: Option) -> Rhythm:
    """Return the form, days a week and weekdays of an option."""
    return option.form, option.days_per_week, option.weekdays


class Moves(QObject):
    """The admissible places of every stage period, and the verbs that place it.

    What would leave an agreement asks first: whichever way the verb was called.
    """

    #: The user left a stage period where it was agreed.
    kept = Signal()
    #: A stage period was placed, by whichever verb.
    placed = Signal(str)

    def __init__(self, session: Session, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._words, self._window = session, words, parent
        self._known_settled: tuple[tuple[object, ...], dict[str, Settled]] = ((), {})
        #: The question that is open, if there is one.
        self.question: QMessageBox | None = None
        self._known_periods: tuple[object, dict[str, StagePeriod]] = (None, {})
        self._known_terms: tuple[tuple[object, ...], dict[str, Terms]] = ((), {})

    # --- what there is ---------------------------------------------------------------------

    @property
    def terms(self) -> dict[str, Terms]:
        """Return the terms of every stage period; computed again only for other data."""
        state = self._session.state
        data = (state.periods, state.policy, state.holidays, state.region_holidays)
        known = self._known_terms[0]
        if len(known) != len(data) or any(a is not b for a, b in zip(known, data, strict=True)):
            self._known_terms = (data, all_terms(state))
        return self._known_terms[1]

    @property
    def settled(self) -> dict[str, Settled]:
        """Return what was agreed, by stage period; computed again only for other data."""
        state = self._session.state
        data = (state.periods, state.rounds, state.agreements)
        known = self._known_settled[0]
        if len(known) != len(data) or any(a is not b for a, b in zip(known, data, strict=True)):
            self._known_settled = (data, settled_periods(state))
        return self._known_settled[1]

    def period(self, key: str) -> StagePeriod:
        """Return a stage period by its id."""
        periods = self._session.state.periods
        if self._known_periods[0] is not periods:
            self._known_periods = (periods, {period.id: period for period in periods})
        return self._known_periods[1][key]

    def placements(self, key: str) -> tuple[Placement, ...]:
        """Return the placements of a stage period, in the order its parts are drawn."""
        placed = placements_of(self._session.state.plan or WISH_PLAN, self.period(key))
        return tuple(sorted(placed, key=lambda p: (p.option.start, p.option.end)))

    def now(self, key: str, part: int = 0) -> Option:
        """Return the current option of a part of a stage period."""
        return self.placements(key)[part].option

    def options(self, key: str) -> tuple[Option, ...]:
        """Return every admissible option of a stage period."""
        period = self.period(key)
        return build_options(period, self.terms[key], calendar_of(self._session.state))

    def places(self, key: str, part: int = 0) -> tuple[Option, ...]:
        """Return the admissible options with the current form and weekdays."""
        rhythm = rhythm_of(self.now(key, part))
        return tuple(option for option in self.options(key) if rhythm_of(option) == rhythm)

    def rhythms(self, key: str, part: int = 0) -> tuple[Option, ...]:
        """Return the admissible forms and weekdays, each as near to the current dates as it can."""
        now, best = self.now(key, part), {}
        for option in self.options(key):
            kind = rhythm_of(option)
            if kind not in best or _distance(option, now) < _distance(best[kind], now):
                best[kind] = option
        return tuple(best.values())

    def is_changed(self, key: str) -> bool:
        """Return whether a stage period differs from its wish."""
        period = self.period(key)
        whole = Placement(option=wish_option(period), students=period.students)
        return self.placements(key) != (whole,)

    def reason(self, key: str) -> str:
        """Return why a stage period may not move further."""
        period, terms, words = self.period(key), self.terms[key], self._words
        if period.fixed:
            return self.tr("De instelling heeft deze periode vastgezet.")
        text = self.tr(
            "Verder mag niet: deze periode past met al haar stagedagen tussen {first} en {last},"
            " buiten de vakanties."
        )
        return text.format(first=words.day(terms.earliest_start), last=words.day(terms.latest_end))

    def why_not(self, key: str) -> Mapping[Decision, str]:
        """Return why each decision on a stage period cannot be taken: a code, empty if it can."""
        return why_not(self._session.state, key)

    def why_whole(self, key: str) -> str:
        """Return why a group may not be split; empty if it may."""
        period, rules = self.period(key), self._session.state.policy.rules_of
        if period.fixed:
            return self.tr("de periode ligt vast")
        if self.terms[key].splittable and period.students > 1:
            return ""
        least = rules(period.institution).split_from_students
        if period.splittable is None and period.students < least:
            text = self.tr("onder {count} studenten wordt niet gesplitst")
            return text.format(count=least)
        return self.tr("de instelling wil deze groep niet splitsen")

    # --- verbs -----------------------------------------------------------------------------

    def place(self, key: str, option: Option, part: int = 0) -> None:
        """Place a stage period, or one part of it, elsewhere."""
        placed = list(self.placements(key))
        placed[part] = Placement(option=option, students=placed[part].students)
        self._put(key, placed)

    def put(self, key: str, placements: tuple[Placement, ...]) -> None:
        """Place a whole stage period in another way, split or not."""
        self._put(key, list(placements))

    def place_back(self, key: str) -> None:
        """Place a stage period where its institution wished it, unsplit."""
        period = self.period(key)
        self._put(key, [Placement(option=wish_option(period), students=period.students)])

    def split(self, key: str) -> None:
        """Split a group in two: one half stays, the other moves as little as it can."""
        first = self.placements(key)[0]
        half = first.students // 2
        places = [option for option in self.places(key) if option != first.option]
        apart = [o for o in places if o.start > first.option.end or o.end < first.option.start]
        far = sorted(apart or places, key=lambda option: _distance(option, first.option))
        # All admissible places overlap: take the one farthest from the first half.
        other = first.option if not far else far[0] if apart else far[-1]
        rest = Placement(option=other, students=half)
        staying = Placement(option=first.option, students=first.students - half)
        self._put(key, [staying, rest])

    def divide(self, key: str, students: tuple[int, ...]) -> None:
        """Change the numbers of students of a split group; a part of nobody disappears."""
        parts = zip(self.placements(key), students, strict=True)
        self._put(key, [Placement(option=p.option, students=n) for p, n in parts if n > 0])

    def merge(self, key: str) -> None:
        """Merge a split group where its first part is."""
        first = self.placements(key)[0]
        self._put(key, [Placement(option=first.option, students=self.period(key).students)])

    def _put(self, key: str, placed: list[Placement]) -> None:
        """Place a stage period; merge parts with the same option."""
        joined: dict[Option, int] = {}
        for placement in placed:
            joined[placement.option] = joined.get(placement.option, 0) + placement.students
        placements = tuple(Placement(option=option, students=n) for option, n in joined.items())
        agreed = self.settled.get(key)
        leaves = agreed is not None and set(self.placements(key)) == set(agreed.placements) != set(
            placements
        )
        if agreed is None or not leaves:
            self._place(key, placements)
            return
        if self.question is not None:
            return
        self.question = ask_to_leave(
            self._window,
            self._words,
            self._words.period(self.period(key)),
            agreed,
            move=partial(self._after_question, partial(self._place, key, placements)),
            stay=partial(self._after_question, self.kept.emit),
        )

    def _place(self, key: str, placements: tuple[Placement, ...]) -> None:
        self._session.project.place(key, placements)
        self.placed.emit(key)

    def _after_question(self, verb: Callable[[], object]) -> None:
        self.question = None
        verb()


def _distance(option: Option, now: Option) -> timedelta:
    return abs(option.start - now.start)
