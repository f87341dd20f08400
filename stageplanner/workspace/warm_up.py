"""Loading the parts of the store that the first edit needs."""

from __future__ import annotations


def warm_up_store() -> None:
    """Import what the journal of the first edit needs."""
    import stageplanner.store.file.database
    import stageplanner.store.file_lock
    import stageplanner.store.recovery.journal
    import stageplanner.store.rows.column_mappings
    import stageplanner.store.rows.tables  # noqa: F401
