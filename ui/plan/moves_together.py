"""Several stage periods moved by as many days, in one step that can be undone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from ui.base.formatting import Words
from ui.base.qt import message_box
from ui.plan.moves import Moves
from ui.session.session import Session

Placed = dict[str, tuple[Placement, ...]]


class MovesTogether(QObject):
    """The places of several stage periods that are moved at once, and the verb that does it.

    Each goes to its own admissible start that is nearest to so many days further on; what has no
    place in that direction stays. What would leave an agreement asks first, once for all.
    """

    #: How many were moved, and how many stayed because they have no place that way.
    done = Signal(int, int)

    def __init__(self, session: Session, words: Words, moves: Moves, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._words, self._moves, self._window = session, words, moves, parent
        self._known: tuple[object, frozenset[str]] = (None, frozenset())
        self._places: dict[str, list[tuple[Placement, list[Option]]]] = {}
        #: The question that is open, if there is one.
        self.question: QMessageBox | None = None

    def _find(self, keys: frozenset[str]) -> None:
        """Find the places of all parts once per choice of rows and per state."""
        if (self._session.state, keys) == self._known:
            return
        self._known = (self._session.state, keys)
        self._places = {}
        for key in keys:
            parts = self._moves.placements(key)
            self._places[key] = [
                (part, sorted(self._moves.places(key, i), key=lambda option: option.start))
                for i, part in enumerate(parts)
            ]

    def placed(self, keys: Iterable[str], days: int) -> Placed:
        """Return where the stage periods come, of those that move at all."""
        self._find(frozenset(keys))
        placed: Placed = {}
        for key, parts in self._places.items():
            moved = tuple(_shifted(part, options, days) for part, options in parts)
            if moved != tuple(part for part, _ in parts):
                placed[key] = moved
        return placed

    def move(self, keys: Iterable[str], days: int) -> None:
        """Move the stage periods; ask first about those that would leave an agreement."""
        keys = frozenset(keys)
        placed = self.placed(keys, days)
        stayed = len(keys) - len(placed)
        leaving = [key for key in placed if self._leaves(key, placed)]
        if not leaving:
            self._place(placed, stayed)
        elif self.question is None:
            self._ask(placed, leaving, stayed)

    def _leaves(self, key: str, placed: Mapping[str, tuple[Placement, ...]]) -> bool:
        agreed = self._moves.settled.get(key)
        now = set(self._moves.placements(key))
        return agreed is not None and now == set(agreed.placements) != set(placed[key])

    def _place(self, placed: Placed, stayed: int) -> None:
        if placed:
            self._session.project.place_all(placed)
        self.done.emit(len(placed), stayed)

    def _ask(self, placed: Placed, leaving: list[str], stayed: int) -> None:
        """Ask whether those that were agreed move too; Enter and Esc leave everything there."""
        text = self.tr("{count} van de gekozen stageperiodes zijn afgesproken. Toch verplaatsen?")
        if len(leaving) == 1:
            text = self.tr("1 van de gekozen stageperiodes is afgesproken. Toch verplaatsen?")
        names = [self._words.period(self._moves.period(key)) for key in leaving[:6]]
        if len(leaving) > len(names):
            more = self.tr("en {count} andere").format(count=len(leaving) - len(names))
            names.append(more)
        box = message_box(self._window, text.format(count=len(leaving)), "\n".join(names))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        everything = box.addButton(
            self.tr("Toch verplaatsen"), QMessageBox.ButtonRole.DestructiveRole
        )
        others = None
        if len(leaving) < len(placed):
            others = box.addButton(self.tr("Alleen de andere"), QMessageBox.ButtonRole.AcceptRole)
        nothing = box.addButton(self.tr("Laten staan"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(nothing)
        box.setEscapeButton(nothing)
        rest = {key: where for key, where in placed.items() if key not in leaving}

        def answer(_: int) -> None:
            self.question = None
            if box.clickedButton() is everything:
                self._place(placed, stayed)
            elif others is not None and box.clickedButton() is others:
                self._place(rest, stayed + len(leaving))
            else:
                self._moves.kept.emit()

        box.finished.connect(partial(answer))
        self.question = box
        box.open()


def _shifted(part: Placement, options: list[Option], days: int) -> Placement:
    """Return a placement at the admissible start nearest to so many days on, on that side."""
    now: date = part.option.start
    wanted = now + timedelta(days=days)
    fitting = [o for o in options if (o.start - now).days * days > 0]
    if not fitting:
        return part
    place = bisect_left([o.start for o in fitting], wanted)
    near = fitting[max(0, place - 1) : place + 1]
    option = min(near, key=lambda o: abs(o.start - wanted))
    return Placement(option=option, students=part.students)
