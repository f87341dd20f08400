"""The command that measures what a little more room would gain."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    finite_down,
    json_number,
    open_with_periods,
)
from stageplanner.messages import text

if TYPE_CHECKING:
    from stageplanner.domain.results.price import Price


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=30.0, metavar="S")


def show_prices(args: argparse.Namespace) -> Answer:
    """List what would help, what helps most first."""
    from stageplanner.planning import prices

    seconds = float(args.time_limit)
    state = open_with_periods(args.project).state
    with ctrl_c_keeps_the_best() as progress:
        ranking = prices(state, seconds, progress)
    sentences = [text(price.code, args.lang, **price.values) for price in ranking]
    answer = {"prices": [_price_json(p, s) for p, s in zip(ranking, sentences, strict=True)]}
    return DONE, answer, sentences or [text("told_no_prices", args.lang)]


def _price_json(price: Price, sentence: str) -> dict[str, Any]:
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
        "message": sentence,
    }


COMMAND = Command(
    name="prices",
    about="what would help: a little more room, and what the plan gains by it",
    add_arguments=_add_arguments,
    run=show_prices,
    json=(
        "prices: [{kind, amount, institution, periods, leerbedrijf, weekday, component, target, "
        "bound_before, bound, changes_before, changes, changes_lower_bound, target_impossible, "
        "message}]",
    ),
)
