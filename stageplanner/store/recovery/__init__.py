"""Autosave journal, and reading a damaged file."""
