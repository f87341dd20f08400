"""``stageplanner prices``: what a little more room would gain."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from stageplanner.cli.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.output import (
    DONE,
    Answer,
    finite_down,
    json_number,
    open_with_periods,
    seconds_of,
)
from stageplanner.messages import text
from stageplanner.planning import prices

if TYPE_CHECKING:
    from stageplanner.domain.results.price import Price


def show_prices(args: argparse.Namespace) -> Answer:
    """``prices PROJECT``: what would help, what helps most first."""
    seconds = seconds_of(args)
    state = open_with_periods(args.project).state
    with ctrl_c_keeps_the_best() as progress:
        found = prices(state, seconds, progress)
    told = [text(price.code, args.lang, **price.values) for price in found]
    answer = {"prices": [_price_json(p, said) for p, said in zip(found, told, strict=True)]}
    return DONE, answer, told or [text("told_no_prices", args.lang)]


def _price_json(price: Price, said: str) -> dict[str, Any]:
    relaxation = price.relaxation
    return {
        "kind": relaxation.kind.value,
        "amount": relaxation.amount,
        "institution": relaxation.institution or None,
        "periods": list(relaxation.periods),
        "leerbedrijf": relaxation.leerbedrijf or None,
        "weekday": relaxation.weekday,
        "component": list(price.programmes),
        "target": json_number(price.target),
        "bound_before": finite_down(price.bound_before),
        "bound": finite_down(price.bound),
        "changes_before": price.changes_before,
        "changes": price.changes,
        "changes_lower_bound": price.changes_at_least,
        "target_impossible": price.is_impossible,
        "message": said,
    }
