"""The region being worked on: undo, file, lock, autosave."""
