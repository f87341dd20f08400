"""The command that lists the fewest changes for every peak."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    finite_down,
    finite_up,
    open_with_periods,
)
from stageplanner.messages import percent, text

if TYPE_CHECKING:
    from stageplanner.optimise.result import Point


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    parser.add_argument(
        "--burden",
        action="store_true",
        help="what the most burdened institution gives way, instead of changes",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--workers", type=int, default=None, metavar="N")


def show_frontier(args: argparse.Namespace) -> Answer:
    """List what must be asked for every peak that can be reached."""
    from stageplanner.planning import frontier

    state = open_with_periods(args.project).state
    with ctrl_c_keeps_the_best() as progress:
        points = frontier(
            state,
            args.time_limit,
            progress=progress,
            burden=args.burden,
            workers=args.workers,
            seed=args.seed,
        )
    answer = {"points": [_point_json(point) for point in points]}
    sentences = [
        text(
            "told_burden_point" if args.burden else "told_point",
            args.lang,
            component=_short(point.component),
            changes=point.changes,
            at_least=point.burden_lower_bound if args.burden else point.changes_lower_bound,
            burden=point.burden,
            peak=percent(point.peak, args.lang),
        )
        for point in points
    ]
    return DONE, answer, sentences


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "component": list(point.component),
        "changes": point.changes,
        "changes_lower_bound": point.changes_lower_bound,
        "peak": finite_up(point.peak),
        "lower_bound": finite_down(point.plan.proofs[0].lower_bound),
        "burden": point.burden,
        "burden_lower_bound": point.burden_lower_bound,
    }


def _short(programmes: tuple[str, ...]) -> str:
    return (
        " ".join(programmes) if len(programmes) < 4 else f"{programmes[0]} +{len(programmes) - 1}"
    )


COMMAND = Command(
    name="frontier",
    about="what must be asked, against the peak it reaches",
    add_arguments=_add_arguments,
    run=show_frontier,
    json=(
        "points: [{component, changes, changes_lower_bound, peak, lower_bound, burden, "
        "burden_lower_bound}]",
    ),
)
