"""The autosave journal, and the recovery of a damaged file."""
