"""The window as its user left it: the page, how tables stand, and the filters of the last file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.settings.saved_state import Kept, capture_state, restore_state

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow


class KeptPage(Protocol):
    """A page that says which of its parts are kept."""

    @property
    def parts(self) -> dict[str, QObject]:
        """Kept from one time to the next."""

    @property
    def filters(self) -> dict[str, QObject]:
        """Kept for the file that the page is about."""

    def refresh(self) -> None:
        """Show the region of now."""

    def show_all(self) -> None:
        """Take every filter away."""


class Memory:
    """Keeps the state of a window in the settings of its user, and gives it back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.kept = Kept(window.settings)

    @property
    def step(self) -> int:
        """The step of the work that was looked at last."""
        return self.kept.number("page", 1, 0, len(self._window.steps()) - 1)

    def keep(self) -> None:
        """Keep how the window stands now."""
        window = self._window
        step = window.rail.group.checkedId()
        if step >= 0:
            self.kept.settings.setValue("page", step)
        filters: dict[str, object] = {}
        for name, page in window.first.built.items():
            self.kept.keep_part(f"pages/{name}", capture_state(page.parts))
            filters[name] = capture_state(page.filters)
        path = window.session.project.path
        if path is not None and filters:
            self.kept.keep_part("filters", {"file": str(path.absolute()), **filters})

    def dress(self, name: str, page: KeptPage) -> None:
        """Let a page that has just been made stand as it was left."""
        restore_state(page.parts, self.kept.part(f"pages/{name}"))
        self._filter(name, page, self._window.session.project.path)

    def filter_again(self) -> None:
        """Of a file that has just been opened: filter as it was; of another one not at all."""
        path = self._window.session.project.path
        for name, page in self._window.first.built.items():
            page.show_all()
            self._filter(name, page, path)

    def _filter(self, name: str, page: KeptPage, path: Path | None) -> None:
        kept = self.kept.part("filters")
        mine = kept.get(name)
        if path is None or kept.get("file") != str(path.absolute()) or not isinstance(mine, dict):
            return
        if any(value not in ("", False, {}) for value in mine.values()):
            page.refresh()
            restore_state(page.filters, mine)
