"""The open region: undo, file, lock and autosave."""
