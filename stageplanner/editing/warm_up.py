"""Loading what the first edit needs."""

from __future__ import annotations


def warm_up() -> None:
    """Import what the first edit needs, in a thread of the window, so that it need not wait."""
    import stageplanner.sheets.reading.result
    import stageplanner.sheets.reading.typed.typed_value  # noqa: F401
    from stageplanner.formatting import weekday_names
    from stageplanner.workspace.warm_up import warm_up_store

    warm_up_store()
    weekday_names("nl")  # imports Babel
