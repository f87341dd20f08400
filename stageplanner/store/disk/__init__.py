"""Atomic writes to disk, and the folders for the state of the app."""
