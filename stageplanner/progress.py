"""Long writing is watched: somebody is told how far it is, and can stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stageplanner.problems import Problem, StagePlannerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Who watches: ``progress`` takes how many files are made and how many there will be."""

    progress: Callable[[int, int], None] | None = None
    is_stopped: Callable[[], bool] | None = None

    def report(self, done: int, total: int) -> None:
        """Say how far it is."""
        if self.progress is not None:
            self.progress(done, total)

    def refuse_stopped(self) -> None:
        """Go no further where somebody stopped it.

        Raises
        ------
        StagePlannerError
            It was stopped; nothing half is left.
        """
        if self.is_stopped is not None and self.is_stopped():
            raise StagePlannerError(Problem(code="documents_stopped"))


#: Nobody watches.
NO_PROGRESS = Progress()
