"""The terminal: one file per command."""

from stageplanner.cli.run import main

__all__ = ["main"]
