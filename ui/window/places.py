"""Where the user was: the way back, and forward again, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ui.inspector.inspector import Built, HeatCell, Inspector, Knelpunt, Period, Subject
from ui.session.session import Session
from ui.window.pages import Pages

if TYPE_CHECKING:
    from ui.data.data_page import DataPage
    from ui.load.load_page import LoadPage
    from ui.plan.plan_page import PlanPage

#: The most places that are remembered.
MOST_PLACES = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and what was explained beside it."""

    page: str
    subject: Subject


class Frame(Protocol):
    """What showing a place asks of the window."""

    session: Session
    inspector: Inspector
    pages: Pages
    go_to: Callable[[str], None]
    show_selected: Callable[[str], None]
    show_cell: Callable[[bool, str, str, int, bool], None]
    show_region: Callable[[], None]
    explain_bottleneck: Callable[[bool, tuple[str, ...]], None]

    @property
    def data_page(self) -> DataPage:
        """Gegevens."""

    @property
    def load_page(self) -> LoadPage:
        """Belasting."""

    @property
    def plan_page(self) -> PlanPage:
        """Plannen."""


class Places(QObject):
    """The places before and after the current one; a page that is left becomes one."""

    #: Whether there is a place to go back to.
    changed = Signal(bool)

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame if isinstance(frame, QObject) else None)
        self._frame = frame
        self._before: list[Place] = []
        self._after: list[Place] = []
        self._is_going = False

    @property
    def _now(self) -> Place | None:
        """Where the user is; ``None`` on the start page."""
        page = self._frame.pages.current
        return None if page is None else Place(page, self._frame.inspector.subject)

    def leave(self) -> None:
        """Remember where the user is, who goes elsewhere."""
        place = self._now
        if place is None or self._is_going:
            return
        self._before = [*self._before, place][-MOST_PLACES:]
        self._after = []
        self.changed.emit(True)

    def clear(self) -> None:
        """Forget every place: they are of another region."""
        self._before, self._after = [], []
        self.changed.emit(False)

    def go_back(self) -> None:
        """Go back to where the user was."""
        self._step(self._before, self._after)

    def go_forward(self) -> None:
        """Go forward again to where the user came back from."""
        self._step(self._after, self._before)

    def _step(self, source: list[Place], target: list[Place]) -> None:
        now = self._now
        if now is None or not source:
            return
        place = source.pop()
        target.append(now)
        self._is_going = True
        self._show(place)
        self._is_going = False
        self.changed.emit(bool(self._before))

    def _show(self, place: Place) -> None:
        """Show a page with what was selected on it."""
        frame = self._frame
        frame.go_to(place.page)
        match place.subject:
            case Period(period) if any(p.id == period for p in frame.session.state.periods):
                if place.page == "plan":
                    frame.plan_page.select_period(period)
                elif place.page == "data":
                    frame.data_page.select_period(period)
                frame.show_selected(period)
            case HeatCell(of_plan, row_kind, key, week, is_daily):
                if place.page == "load":
                    frame.load_page.select_cell(row_kind, key, week, is_daily)
                frame.show_cell(of_plan, row_kind, key, week, is_daily)
            case Knelpunt(of_plan, programmes):
                frame.explain_bottleneck(of_plan, programmes)
            case Built(build):
                frame.inspector.show_built(build)
            case _:
                frame.show_region()
