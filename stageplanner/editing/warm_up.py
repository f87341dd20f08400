"""Loading what the first edit needs."""

from __future__ import annotations


def warm_up() -> None:
    """Import what the first edit needs, in a thread of the window, so that it need not wait."""
    import stageplanner.sheets.reading.result
    import stageplanner.sheets.reading.typed.typed_value
    import stageplanner.store.file.database
    import stageplanner.store.file_lock
    import stageplanner.store.recovery.journal
    import stageplanner.store.rows.column_mappings
    import stageplanner.store.rows.tables  # noqa: F401
