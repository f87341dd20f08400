"""The verbs that decide on one change. Reached as ``project.decisions``."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from stageplanner.domain.negotiation import decisions as steps
from stageplanner.domain.negotiation.decisions import Decision, why_not
from stageplanner.problems import Place, Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair
    from stageplanner.workspace.undo import UndoableRegion


class Decisions:
    """The decisions on changes of the current plan; each is one step that can be undone.

    Parameters
    ----------
    project : UndoableRegion
        The open project.
    """

    def __init__(self, project: UndoableRegion) -> None:
        self._project = project

    def agree(self, period_id: str, title: str = "", on: date | None = None) -> None:
        """Record that the institution agrees with what the plan asks of a stage period.

        Parameters
        ----------
        period_id : str
            The stage period.
        title : str
            Of a new round, if there is no open one.
        on : date, optional
            The day it agreed.

        Raises
        ------
        StagePlannerError
            Nothing is asked of it, or it is settled already.
        """
        self._refuse_impossible(period_id, Decision.AGREE)
        day = on or date.today()
        state = steps.agreed_now(
            self._project.state, period_id, key=secrets.token_hex(4), title=title, on=day
        )
        self._project.commit_state(state, "answer_agreed", period_id)

    def refuse(
        self,
        period_id: str,
        repair: Repair | None = None,
        remark: str = "",
        *,
        locks: bool = False,
        on: date | None = None,
    ) -> None:
        """Record that a change may not be: it goes back to its wish, with the repair of the rest.

        Parameters
        ----------
        period_id : str
            The stage period.
        repair : Repair, optional
            One of :func:`stageplanner.planning.find_repairs` with this stage period refused.
        remark : str
            The reason of the party; needed if the change is asked in an open round.
        locks : bool
            Make the stage period Vast, so that no next proposal asks it again.
        on : date, optional
            The day of the refusal.

        Raises
        ------
        StagePlannerError
            Nothing is asked of it, it is settled, or the reason is missing.
        """
        self._refuse_impossible(period_id, Decision.REFUSE)
        state = steps.refused_now(
            self._project.state,
            period_id,
            None if repair is None else repair.plan,
            remark=remark,
            on=on or date.today(),
            locks=locks,
        )
        self._project.commit_state(state, "answer_refused", period_id)

    def lock(self, period_id: str, *, fixed: bool = True) -> None:
        """Make a stage period Vast: it does its wish, and no proposal asks otherwise.

        Parameters
        ----------
        period_id : str
            The stage period.
        fixed : bool
            False takes the mark Vast away again.

        Raises
        ------
        StagePlannerError
            Something else was agreed for it.
        """
        if fixed:
            self._refuse_impossible(period_id, Decision.LOCK)
        state = steps.locked(self._project.state, period_id, fixed=fixed)
        self._project.commit_state(state, "lock" if fixed else "unlock", period_id)

    def _refuse_impossible(self, period_id: str, decision: Decision) -> None:
        code = why_not(self._project.state, period_id)[decision]
        if code:
            raise StagePlannerError(Problem(code=code, place=Place(period=period_id)))
