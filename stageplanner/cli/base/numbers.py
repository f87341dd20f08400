"""The numbers that arguments may be: one place for all commands, so that none is left unchecked."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

from stageplanner.cli.base.output import bad_argument

#: The largest seed and number that solver and searches take.
MOST = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The numbers from ``low`` to ``high``, and the sentence that says so.

    An end that is ``open`` is not one of them.
    """

    low: float
    high: float
    cure: str = "cure_range"
    is_open: bool = False
    name: str = ""

    def holds(self, value: float) -> bool:
        """Return whether a number is one of them."""
        if not math.isfinite(value):
            return False
        if self.is_open:
            return self.low < value < self.high
        return self.low <= value <= self.high


_ROUND = Range(low=1, high=MOST)
_COUNT = Range(low=0, high=MOST, cure="cure_count")
#: By the name under which the parser keeps it.
RANGES: dict[str, Range] = {
    "seed": Range(low=0, high=MOST),
    "workers": Range(low=1, high=256),
    "samples": Range(low=1, high=1_000_000),
    "time_limit": Range(low=0, high=1e9, cure="cure_seconds", is_open=True),
    "gap": Range(low=0, high=1 - 1e-9, cure="cure_gap"),
    "students": Range(low=0, high=100 - 1e-9, cure="cure_spread"),
    "target": Range(low=1e-9, high=10, cure="cure_target"),
    "max_changes": _COUNT,
    "more_changes": _COUNT,
    "most_weeks": _COUNT,
    "niveau": Range(low=1, high=8),
    "year": Range(low=1900, high=2200),
    "number": Range(low=1, high=MOST, name="N"),
    "adopt": _ROUND,
    "take": _ROUND,
    "round": _ROUND,
    "send": _ROUND,
    "extend": _ROUND,
    "plan_again": _ROUND,
    "close": _ROUND,
    "make": _ROUND,
}


def check_numbers(args: argparse.Namespace) -> None:
    """Check every number among the arguments of a command.

    Raises
    ------
    StagePlannerError
        A number is impossible; the message says what can be.
    """
    for name, value in vars(args).items():
        known = RANGES.get(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if known is None or not is_number or known.holds(value):
            continue
        argument = known.name or "--" + name.replace("_", "-")
        low, high = f"{known.low:g}", f"{known.high:.0f}"
        raise bad_argument(argument, value, known.cure, args.lang, low=low, high=high)
