"""The window as its user left it: the page, the state of tables, the filters of the last file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from ui.session.page import Page
from ui.session.session import Session
from ui.settings.saved_state import SavedState, capture_state, restore_state


class WindowState:
    """Keeps the state of a window in the settings of its user, and restores it.

    Parameters
    ----------
    session, settings
        The open project and the settings of the user.
    names
        Names of all pages, in the order of the rail.
    built
        Returns the pages built so far, by name.
    """

    def __init__(
        self,
        session: Session,
        settings: QSettings,
        names: Sequence[str],
        built: Callable[[], Mapping[str, Page]],
    ) -> None:
        self._session, self._names, self._built = session, tuple(names), built
        self.saved = SavedState(settings)

    @property
    def page(self) -> str:
        """Name of the page shown last; its number in the rail is what is stored."""
        return self._names[self.saved.number("page", 1, 0, len(self._names) - 1)]

    def keep(self, page: str | None) -> None:
        """Store the state of the window, and the page shown in it if there is one."""
        if page is not None:
            self.saved.settings.setValue("page", self._names.index(page))
        filters: dict[str, object] = {}
        for name, built in self._built().items():
            if built.parts:
                self.saved.keep_part(f"pages/{name}", capture_state(built.parts))
                filters[name] = capture_state(built.filters)
        path = self._session.project.path
        if path is not None and filters:
            self.saved.keep_part("filters", {"file": str(path.absolute()), **filters})

    def restore_page(self, name: str, page: Page) -> None:
        """Restore the state of a page that was just built."""
        restore_state(page.parts, self.saved.part(f"pages/{name}"))
        self._filter(name, page, self._session.project.path)

    def filter_again(self) -> None:
        """Restore the filters of the file just opened, if it is the file they were set in."""
        path = self._session.project.path
        for name, page in self._built().items():
            page.show_all()
            self._filter(name, page, path)

    def _filter(self, name: str, page: Page, path: Path | None) -> None:
        saved = self.saved.part("filters")
        values = saved.get(name)
        if path is None or saved.get("file") != str(path.absolute()):
            return
        if isinstance(values, dict) and any(v not in ("", False, {}) for v in values.values()):
            page.refresh()
            restore_state(page.filters, values)
