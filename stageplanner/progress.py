"""Progress and cancellation of long jobs: importing, solving, writing documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stageplanner.problems import Problem, StagePlannerError


class Progress:
    """How a long job reports what it has done, and asks whether to go on.

    Parameters
    ----------
    report : callable, optional
        Called with every part that the job reports: a fraction of the work, a pair of files
        written and files in all, a ``SolveProgress`` or a ``Point``, as the job says.
    is_cancelled : callable, optional
        Returns whether the job must stop; called often and from several threads.
    """

    __slots__ = ("_is_cancelled", "_report")

    def __init__(
        self,
        report: Callable[[Any], object] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._report = report
        self._is_cancelled = is_cancelled

    @property
    def has_listener(self) -> bool:
        """Whether somebody receives the reports; a costly report need not be made otherwise."""
        return self._report is not None

    def report(self, part: object) -> None:
        """Report a part of the work.

        Parameters
        ----------
        part : object
            What the job promises to report.
        """
        if self._report is not None:
            self._report(part)

    def mapped(self, convert: Callable[[Any], object]) -> Progress:
        """Return a progress that reports converted parts here and is cancelled with this one.

        Parameters
        ----------
        convert : callable
            Makes what this progress reports of a part.

        Returns
        -------
        Progress
            For a job that is a part of this one.
        """
        report = self._report
        converted = None if report is None else lambda part: report(convert(part))
        return Progress(converted, self._is_cancelled)

    @property
    def is_cancelled(self) -> bool:
        """Whether the job must stop."""
        return self._is_cancelled is not None and self._is_cancelled()

    def raise_if_cancelled(self) -> None:
        """Raise an error if the job must stop.

        Raises
        ------
        StagePlannerError
            ``documents_stopped``: the job was cancelled.
        """
        if self.is_cancelled:
            raise StagePlannerError(Problem(code="documents_stopped"))


#: Reports to nobody and is never cancelled.
NO_PROGRESS = Progress()
