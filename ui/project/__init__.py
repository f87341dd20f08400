"""The file and the program: open, save, history, recovery, next year, settings."""
