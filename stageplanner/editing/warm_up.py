"""Load what the first edit needs, beside the window."""

from __future__ import annotations


def warm_up() -> None:
    """Load what the first edit needs, so that it need not wait; for a thread beside a window."""
    import stageplanner.sheets.reading.result
    import stageplanner.sheets.reading.typed.typed_value
    import stageplanner.store.file.database
    import stageplanner.store.file_lock
    import stageplanner.store.recovery.journal
    import stageplanner.store.rows.column_mappings
    import stageplanner.store.rows.tables  # noqa: F401
    from stageplanner.formatting import weekday_names

    weekday_names("nl")  # imports Babel
