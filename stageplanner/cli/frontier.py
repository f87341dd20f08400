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
    json_number,
    open_with_periods,
)
from stageplanner.load.rounding import round_down
from stageplanner.messages import percent, text

if TYPE_CHECKING:
    from stageplanner.optimise.result import Point, ShortagePlan

#: The most of the time for the curve against shortage, where the target is out of reach.
SHORTAGE_PART = 0.5


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
    """List what must be asked for every peak, and for every shortage if the target is too far."""
    from time import monotonic

    from stageplanner.planning import frontier, shortage_frontier

    state = open_with_periods(args.project).state
    begin = monotonic()
    against_shortage: tuple[ShortagePlan, ...] = ()
    with ctrl_c_keeps_the_best() as progress:
        if not args.burden:
            against_shortage = shortage_frontier(
                state,
                SHORTAGE_PART * args.time_limit,
                progress=progress,
                workers=args.workers,
                seed=args.seed,
            )
        points = frontier(
            state,
            max(0.0, args.time_limit - (monotonic() - begin)),
            progress=progress,
            burden=args.burden,
            workers=args.workers,
            seed=args.seed,
        )
    answer = {
        "points": [_point_json(point) for point in points],
        "shortage_points": [_shortage_json(point) for point in against_shortage],
    }
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
    sentences += shortage_sentences(against_shortage, args.lang)
    return DONE, answer, sentences


def shortage_sentences(points: tuple[ShortagePlan, ...], language: str) -> list[str]:
    """Return a sentence per point against shortage, and how to learn what would help."""
    sentences = [
        text(
            "told_knee_point" if point.is_knee else "told_shortage_point",
            language,
            component=_short(point.component),
            changes=point.changes,
            at_least=point.changes_lower_bound,
            left=round(point.shortage, 1),
            least_bound=round_down(point.shortage_lower_bound, 1),
            share=percent(round_down(point.share, 2), language, 0),
            peak=percent(point.peak, language),
        )
        for point in points
    ]
    return [*sentences, text("told_what_helps", language)] if points else []


def _shortage_json(point: ShortagePlan) -> dict[str, Any]:
    return {
        "component": list(point.component),
        "changes": point.changes,
        "changes_lower_bound": point.changes_lower_bound,
        "shortage_student_days": json_number(point.shortage),
        "shortage_lower_bound": finite_down(point.shortage_lower_bound),
        "share": finite_down(point.share),
        "peak": finite_up(point.peak),
        "knee": point.is_knee,
    }


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
        "shortage_points: [{component, changes, changes_lower_bound, shortage_student_days, "
        "shortage_lower_bound, share, peak, knee}]",
    ),
)
