"""The command line: one file per command, or per few that belong together."""

from stageplanner.cli.run import main

__all__ = ["main"]
