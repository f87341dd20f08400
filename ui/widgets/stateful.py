"""A part of a page that has a state to remember."""

from __future__ import annotations


class Stateful:
    """Mixin of widgets and choices; the settings store what it returns."""

    def view_state(self) -> dict[str, object]:
        """Return what the user chose."""
        raise NotImplementedError

    def restore_view(self, value: object) -> None:
        """Restore what the user chose, as far as it is valid."""
        raise NotImplementedError
