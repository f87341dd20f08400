"""The rows of the table of stage periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.plan import WISH_PLAN, Placement, change_kinds, placements_of
from stageplanner.domain.settled import Settled
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State

_NOTHING_SETTLED: Mapping[str, Settled] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A stage period with what the current plan does with it, and what was agreed for it."""

    period: StagePeriod
    placements: tuple[Placement, ...]
    is_changed: bool
    settled: Settled | None = None

    @property
    def leaves_agreement(self) -> bool:
        """Whether the plan differs from what was agreed."""
        return self.settled is not None and set(self.settled.placements) != set(self.placements)


class PeriodRows:
    """The stage periods of a state, in the order of the files; unchanged rows stay the same.

    An edit changes one stage period of a thousand: all other rows are the same objects again, so
    that a table need not repaint them.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[StagePeriod, object, PeriodRow]] = {}

    def of(
        self, state: State, settled: Mapping[str, Settled] = _NOTHING_SETTLED
    ) -> tuple[PeriodRow, ...]:
        """Return the rows of a state, with what was agreed by stage period."""
        plan = state.plan or WISH_PLAN
        known: dict[str, tuple[StagePeriod, object, PeriodRow]] = {}
        for period in state.periods:
            planned = plan.placements.get(period.id)
            old = self._known.get(period.id)
            agreed = settled.get(period.id)
            is_same = old is not None and old[0] is period and old[1] is planned
            if old is None or not is_same or old[2].settled != agreed:
                placed = placements_of(plan, period)
                is_changed = planned is not None and bool(change_kinds(period, placed))
                shown = PeriodRow(
                    period=period, placements=placed, is_changed=is_changed, settled=agreed
                )
                old = (period, planned, shown)
            known[period.id] = old
        self._known = known
        return tuple(row for _, _, row in known.values())


def change_words(row: PeriodRow) -> str:
    """Return in words how the plan differs from the wish."""
    names = {
        "weekdays": QCoreApplication.translate("Rows", "andere dagen"),
        "weeks": QCoreApplication.translate("Rows", "andere weken"),
        "form": QCoreApplication.translate("Rows", "andere vorm"),
        "split": QCoreApplication.translate("Rows", "gesplitst"),
    }
    kinds = change_kinds(row.period, row.placements)
    return ", ".join(text for kind, text in names.items() if kind in kinds)
