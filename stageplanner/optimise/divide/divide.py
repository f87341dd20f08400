"""Divide the students of a plan over leerbedrijven, and name those without a place.

Groups stay at their leerbedrijf for the whole period, in whole students, within the free places
of every day they are present. In rank: as many students placed as possible (niveau 1 and 2 first
if not all can be), existing relations kept, little travel, leerbedrijven evenly used.

Leerbedrijven that are alike are merged for the proof of how many fit; then the kinds are split
into leerbedrijven again, and small parts are solved exactly until nothing gets better. A
component with few leerbedrijven is solved exactly at once.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.results.division import (
    Distances,
    Division,
    DivisionProof,
    Relations,
    Share,
    Unplaced,
)
from stageplanner.domain.state import State
from stageplanner.load.arrays import Ints
from stageplanner.load.demand import DayGrid
from stageplanner.optimise.divide.division_instance import (
    DivisionInstance,
    Group,
    build_division_instances,
)
from stageplanner.optimise.divide.even_out import even_out, spread_of
from stageplanner.optimise.divide.exact_parts import fill, improve_parts
from stageplanner.optimise.divide.merged_companies import place_merged
from stageplanner.optimise.time_budget import TimeBudget
from stageplanner.problems import Place, Problem, Severity, StagePlannerError

#: The most seconds that dividing takes, by default.
SECONDS = 25.0


def divide(
    state: State,
    plan: Plan | None = None,
    time_budget: TimeBudget | None = None,
    *,
    relations: Relations | None = None,
    distances: Distances | None = None,
) -> Division:
    """Divide the students of a plan over the leerbedrijven that may take them.

    Parameters
    ----------
    state : State
        The region.
    plan : Plan, optional
        The plan to divide; by default the current one, else the wishes.
    time_budget : TimeBudget, optional
        By default ``SECONDS``; the best division so far is returned when it is over.
    relations : mapping, optional
        Per (institution, programme) the ids of leerbedrijven it already works with.
    distances : mapping, optional
        Kilometres per (location, town). Without them a town of the same name as the location is
        preferred.

    Returns
    -------
    Division
        Whole students only; judged by :func:`stageplanner.domain.checks.division.check_division`.

    Raises
    ------
    StagePlannerError
        It is one institution's own file, which has pools and no leerbedrijven.
    """
    if state.is_own_file:
        raise StagePlannerError(Problem(code="divide_own_view"))
    time_budget = TimeBudget(SECONDS) if time_budget is None else time_budget
    plan = plan or state.plan or WISH_PLAN
    instances, grid = build_division_instances(state, plan, relations or {}, distances)
    answers: dict[int, tuple[Ints, DivisionProof]] = {}
    pairs = [int(instance.fits.sum()) for instance in instances]
    waiting = sorted(range(len(instances)), key=lambda i: pairs[i])
    for k, i in enumerate(waiting):
        ahead = sum(pairs[other] + 1 for other in waiting[k:])
        part = time_budget.part((pairs[i] + 1) / ahead)
        answers[i] = _divide_component(instances[i], part)
    divided = [(instance, *answers[i]) for i, instance in enumerate(instances)]
    return Division(
        shares=tuple(s for instance, placed, _ in divided for s in _shares(instance, placed)),
        unplaced=tuple(
            u for instance, placed, _ in divided for u in _unplaced(instance, placed, grid)
        ),
        proofs=tuple(proof for _, _, proof in divided),
        related=sum(int((placed * instance.related).sum()) for instance, placed, _ in divided),
        nearby=sum(int((placed * instance.near).sum()) for instance, placed, _ in divided),
        spread=sum(spread_of(instance, placed) for instance, placed, _ in divided),
        seconds=time_budget.seconds,
    )


def _divide_component(
    instance: DivisionInstance, time_budget: TimeBudget
) -> tuple[Ints, DivisionProof]:
    merged = place_merged(instance, time_budget.part(0.4))
    placed = fill(instance, merged, time_budget.part(0.5))
    placed, at_most = improve_parts(instance, placed, merged.at_most, time_budget.part(0.8))
    placed = even_out(instance, placed, time_budget)
    count = int(placed.sum())
    if count > at_most or (instance.left(placed) < 0).any():
        raise AssertionError(f"{count} students placed, at most {at_most} fit")
    proof = DivisionProof(
        programmes=instance.programmes,
        students=int(instance.students.sum()),
        placed=count,
        at_most=at_most,
        seconds=time_budget.seconds,
    )
    return placed, proof


def _shares(instance: DivisionInstance, placed: Ints) -> list[Share]:
    """Split a bunch into its groups again: each takes the next leerbedrijven in turn."""
    shares: list[Share] = []
    for b, groups in enumerate(instance.groups):
        room = {int(j): int(placed[b, j]) for j in np.flatnonzero(placed[b])}
        for group, seated in zip(groups, _placed_per_group(instance, placed, b), strict=True):
            waiting = seated
            for j in list(room):
                taken = min(room[j], waiting)
                if taken:
                    shares.append(
                        Share(
                            period=group.period.id,
                            leerbedrijf=instance.companies[j].id,
                            students=taken,
                            part=group.part,
                        )
                    )
                    room[j] -= taken
                    waiting -= taken
    return shares


def _placed_per_group(instance: DivisionInstance, placed: Ints, b: int) -> list[int]:
    """Return how many students of each group of a bunch have a place: the first groups first."""
    seats, seated = int(placed[b].sum()), []
    for group in instance.groups[b]:
        seated.append(min(seats, group.placement.students))
        seats -= seated[-1]
    return seated


def _unplaced(instance: DivisionInstance, placed: Ints, grid: DayGrid) -> list[Unplaced]:
    """Return every group of which some have no place, with the days and the reason."""
    left = instance.left(placed)
    unplaced: list[Unplaced] = []
    for b, groups in enumerate(instance.groups):
        fits = np.flatnonzero(instance.fits[b])
        # Days on which none of those that could take them has a place left.
        full = (left[fits] < instance.size[b]).all(axis=0)[instance.same_as]
        for group, seated in zip(groups, _placed_per_group(instance, placed, b), strict=True):
            if seated < group.placement.students:
                days = [grid.days[d] for d in group.days if full[d]] if len(fits) else []
                missing = group.placement.students - seated
                code, values = _reason(instance, b, tuple(days))
                about = _about(group) | {"students": missing} | values
                place = Place(period=group.period.id)
                problem = Problem(code=code, severity=Severity.WARNING, place=place, values=about)
                unplaced.append(
                    Unplaced(
                        period=group.period.id,
                        students=missing,
                        start=group.placement.option.start,
                        end=group.placement.option.end,
                        days=len(group.days),
                        problem=problem,
                        full_days=tuple(days),
                        part=group.part,
                    )
                )
    return unplaced


def _reason(
    instance: DivisionInstance, b: int, full_days: tuple[date, ...]
) -> tuple[str, dict[str, object]]:
    """Return why students have no place, in the order in which it can be cured."""
    takes, fits = int(instance.takes[b].sum()), int(instance.fits[b].sum())
    if not takes:
        return "divide_no_company", {}
    if not fits:
        return "divide_none_open", {"companies": takes}
    if full_days:
        return "divide_full", {"companies": fits, "full": len(full_days), "day": full_days[0]}
    return "divide_scattered", {"companies": fits}


def _about(group: Group) -> dict[str, object]:
    period, option = group.period, group.placement.option
    return {
        "institution": period.institution,
        "group": period.group or period.id,
        "programme": period.programme_name or period.programme,
        "of": group.placement.students,
        "start": option.start,
        "end": option.end,
        "days": len(group.days),
    }
