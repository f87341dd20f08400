"""The moment that is written into what is built, so that the same source gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime

from resources.packaging.contents import ROOT


def epoch() -> int:
    """``SOURCE_DATE_EPOCH``, else the moment of the last commit, else one of this version."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(git, capture_output=True, text=True, check=True)
        return int(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 1_790_000_000


def when() -> datetime:
    """Return that moment as a date and a time."""
    return datetime.fromtimestamp(epoch(), UTC)


def day() -> str:
    """Its day (2026-11-22)."""
    return when().date().isoformat()
