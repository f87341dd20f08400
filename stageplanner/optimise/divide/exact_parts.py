"""Split merged leerbedrijven: fill them one by one, then improve part by part, exactly.

Students are whole from here on, and every leerbedrijf has its own places. A part of the
leerbedrijven at a time is solved exactly; a small component is one part.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.arrays import Ints
from stageplanner.optimise.divide.division_instance import DivisionInstance
from stageplanner.optimise.divide.merged_companies import (
    Merged,
    kinds_of,
    place_merged,
    tightest_days,
)
from stageplanner.optimise.time_budget import TimeBudget

#: About how many leerbedrijven a part has; half of them can take who is left over.
PART = 16
#: A component with no more pairs of bunch and leerbedrijf than this is one part.
ALL_AT_ONCE = 600
#: The most work of one part, and of filling one leerbedrijf.
PART_WORK, FILL_WORK = 1.0, 0.2
#: Parts tried in a row without gain before the search ends.
PATIENCE = 120


def value_of(instance: DivisionInstance, placed: Ints) -> tuple[int, int, int, int]:
    """Return the value of a division, by rank: placed, placed first, related, less travel.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    placed : Ints
        Students. Shape (bunches, leerbedrijven).

    Returns
    -------
    tuple of int
        Students three times, and negative travel.
    """
    return (
        int(placed.sum()),
        int(placed[instance.first].sum()),
        int((placed * instance.related).sum()),
        -int((placed * instance.far).sum()),
    )


def fill(instance: DivisionInstance, merged: Merged, time_budget: TimeBudget) -> Ints:
    """Put the students of every kind into its leerbedrijven.

    Within a kind, leerbedrijven with the same places are one again; each is then filled as full as
    possible, and like ones are filled alike. Who is left over gets a place wherever room is.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    merged : Merged
        Students per bunch and kind.
    time_budget : TimeBudget
        Asked between kinds.

    Returns
    -------
    Ints
        Students. Shape (bunches, leerbedrijven).
    """
    placed = np.zeros(instance.fits.shape, dtype=np.intp)
    for k in range(merged.placed.shape[1]):
        companies = np.flatnonzero(merged.kind_of == k)
        students = np.minimum(merged.placed[:, k], instance.students - placed.sum(axis=1))
        if len(companies) and students.any() and not time_budget.is_over():
            placed[:, companies] = _fill_kind(instance.only(companies, students), time_budget)
    return _place_all(instance, placed, time_budget)


def _fill_kind(instance: DivisionInstance, time_budget: TimeBudget) -> Ints:
    placed = np.zeros(instance.fits.shape, dtype=np.intp)
    merged = place_merged(instance, time_budget, kinds_of(instance.fits, instance.free))
    for k in range(merged.placed.shape[1]):
        companies = np.flatnonzero(merged.kind_of == k)
        students = np.minimum(merged.placed[:, k], instance.students - placed.sum(axis=1))
        alike = instance.only(companies, students)
        one_by_one = _place_all(alike, np.zeros(alike.fits.shape, dtype=np.intp), time_budget)
        if one_by_one.sum() < students.sum() and not time_budget.is_over():
            packed = _place_all(alike, _pack(alike, time_budget), time_budget)
            one_by_one = max(one_by_one, packed, key=lambda p: value_of(alike, p))
        placed[:, companies] = one_by_one
    return placed


def _place_all(instance: DivisionInstance, placed: Ints, time_budget: TimeBudget) -> Ints:
    """Place the remaining students greedily by start date, longest first."""
    placed, left = placed.copy(), instance.left(placed)
    first_day = np.where(instance.present.any(axis=1), instance.present.argmax(axis=1), 0)
    for b in np.lexsort((-instance.present.sum(axis=1), first_day)):
        if time_budget.progress.is_cancelled:
            break
        _place(instance, placed, left, int(b))
    return placed


def _pack(instance: DivisionInstance, time_budget: TimeBudget) -> Ints:
    """Fill identical leerbedrijven: the fullest way for one, as often as it goes."""
    count = len(instance.companies)
    placed = np.zeros((len(instance.students), count), dtype=np.intp)
    waiting = instance.students.copy()
    done = 0
    while done < count and waiting.any() and not time_budget.is_over():
        pattern = _fullest(instance, waiting, time_budget)
        if not pattern.any():
            break
        times = min(count - done, int((waiting[pattern > 0] // pattern[pattern > 0]).min()))
        placed[:, done : done + times] = pattern[:, None]
        waiting -= times * pattern
        done += times
    return placed


def _fullest(instance: DivisionInstance, waiting: Ints, time_budget: TimeBudget) -> Ints:
    """Return the students per bunch that fill one leerbedrijf the most."""
    bunches = np.flatnonzero(waiting)
    cp = cp_model.CpModel()
    takes = {(int(b), 0): cp.new_int_var(0, int(waiting[b]), "") for b in bunches}
    _within(cp, instance, takes, bunches, 0)
    days = instance.size[bunches] * (instance.present[bunches] @ instance.day_weights)
    cp.maximize(cp_model.LinearExpr.weighted_sum(list(takes.values()), [int(d) for d in days]))
    solver = time_budget.new_solver(FILL_WORK)
    pattern = np.zeros(len(waiting), dtype=np.intp)
    if time_budget.solve(solver, cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        for (b, _), taken in takes.items():
            pattern[b] = solver.value(taken)
    return pattern


def _place(instance: DivisionInstance, placed: Ints, left: Ints, b: int) -> None:
    """Place the students of a bunch without a place where room is, the preferred first.

    Among leerbedrijven that suit as well, the one with the least room is filled up.
    """
    students = int(instance.students[b] - placed[b].sum())
    companies = np.flatnonzero(instance.fits[b])
    if students <= 0 or not len(companies):
        return
    days = np.flatnonzero(instance.present[b])
    room = left[np.ix_(companies, days)].min(axis=1, initial=np.iinfo(np.intp).max)
    room = np.minimum(room // instance.size[b], students)
    order = np.lexsort((room, instance.far[b, companies], ~instance.related[b, companies]))
    before = np.cumsum(room[order]) - room[order]
    taken = np.clip(students - before, 0, room[order])
    placed[b, companies[order]] += taken
    left[np.ix_(companies[order], days)] -= (taken * instance.size[b])[:, None]


def improve_parts(
    instance: DivisionInstance, placed: Ints, at_most: int, time_budget: TimeBudget
) -> tuple[Ints, int]:
    """Solve parts exactly, over and over, until no goal improves or time is up.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    placed : Ints
        Students. Shape (bunches, leerbedrijven).
    at_most : int
        The proven most students that can be placed.
    time_budget : TimeBudget
        For all parts together.

    Returns
    -------
    placed : Ints
        Shape (bunches, leerbedrijven).
    at_most : int
        The proven most: the number placed if all was solved at once.
    """
    if time_budget.is_over():
        return placed, at_most
    if instance.fits.sum() <= ALL_AT_ONCE:
        everywhere = np.flatnonzero(instance.fits.any(axis=0))
        best, is_best = solve_part(instance, placed, everywhere, time_budget)
        return best, int(best.sum()) if is_best else at_most
    random = np.random.default_rng(time_budget.seed)
    best, value = placed, value_of(instance, placed)
    waited = 0
    while not time_budget.is_over() and waited < PATIENCE:
        if not _can_gain(instance, best, at_most):
            break
        companies = _next_part(instance, best, random)
        improved, _ = solve_part(instance, best, companies, time_budget)
        reached = value_of(instance, improved)
        waited = 0 if reached > value else waited + 1
        if reached > value:
            best, value = improved, reached
    return best, at_most


def _can_gain(instance: DivisionInstance, placed: Ints, at_most: int) -> bool:
    """Return whether anybody could still be placed, related or nearer."""
    if placed.sum() < at_most:
        return True
    nearest = np.where(instance.fits, instance.far, instance.unknown).min(
        axis=1, initial=instance.unknown
    )
    travels = (placed * (instance.far - nearest[:, None])).sum() > 0
    estranged = (placed.sum(axis=1) - (placed * instance.related).sum(axis=1))[
        (instance.related & instance.fits).any(axis=1)
    ].sum() > 0
    return bool(travels or estranged)


def _next_part(instance: DivisionInstance, placed: Ints, random: np.random.Generator) -> Ints:
    """Return leerbedrijven for a bunch that could be better off, and for one there now."""
    missing, left = instance.students - placed.sum(axis=1), instance.left(placed)
    wanting = np.flatnonzero((missing > 0) & instance.fits.any(axis=1))
    if len(wanting) and random.random() < 0.8:
        b = int(random.choice(wanting, p=missing[wanting] / missing[wanting].sum()))
    else:
        b = int(random.choice(np.flatnonzero(instance.fits.any(axis=1))))
    days = instance.present[b]
    fits = np.flatnonzero(instance.fits[b])
    # Where few days stand in the way, one student who moves makes room.
    blocked = (left[np.ix_(fits, np.flatnonzero(days))] < instance.size[b]).sum(axis=1)
    likely = np.argsort(blocked + random.random(len(fits)) * max(1, int(days.sum()) // 3))
    wanted = fits[likely[: PART // 2]]
    sitting = np.flatnonzero(placed[:, wanted].any(axis=1))
    if not len(sitting):
        return wanted
    mover = int(random.choice(sitting))
    others = np.flatnonzero(instance.fits[mover])
    room = left[np.ix_(others, np.flatnonzero(instance.present[mover]))].min(axis=1, initial=1)
    roomy = others[np.argsort(-room + random.random(len(others)))]
    return np.union1d(wanted, roomy[: PART // 2])


def solve_part(
    instance: DivisionInstance, placed: Ints, companies: Ints, time_budget: TimeBudget
) -> tuple[Ints, bool]:
    """Divide exactly all who are at some leerbedrijven and all without a place.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    placed : Ints
        Students. Shape (bunches, leerbedrijven).
    companies : Ints
        The columns to divide over. Shape (part,).
    time_budget : TimeBudget
        For the solve.

    Returns
    -------
    placed : Ints
        A division of at least the same value. Shape (bunches, leerbedrijven).
    is_best : bool
        Whether none has a higher value.
    """
    here = placed[:, companies].sum(axis=1) + instance.students - placed.sum(axis=1)
    pairs = np.argwhere(instance.fits[:, companies] & (here > 0)[:, None])
    keys = [(int(b), int(companies[i])) for b, i in pairs]
    if not keys:
        return placed, True
    cp = cp_model.CpModel()
    takes = {(b, j): cp.new_int_var(0, int(here[b]), "") for b, j in keys}
    for (b, j), taken in takes.items():
        cp.add_hint(taken, int(placed[b, j]))
    bunches = np.unique(pairs[:, 0])
    for b in bunches:
        options = [takes[int(b), int(j)] for j in companies[instance.fits[b, companies]]]
        cp.add(cp_model.LinearExpr.sum(options) <= int(here[b]))
    for j in companies:
        _within(cp, instance, takes, bunches[instance.fits[bunches, j]], int(j))
    weights = _weights(instance, keys, int(here[bunches].sum()))
    cp.maximize(cp_model.LinearExpr.weighted_sum(list(takes.values()), weights))
    solver = time_budget.new_solver(PART_WORK if instance.fits.sum() > ALL_AT_ONCE else None)
    status = time_budget.solve(solver, cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return placed, False
    improved = placed.copy()
    for (b, j), taken in takes.items():
        improved[b, j] = solver.value(taken)
    is_better = value_of(instance, improved) >= value_of(instance, placed)
    return improved if is_better else placed, status == cp_model.OPTIMAL


def _within(
    cp: cp_model.CpModel,
    instance: DivisionInstance,
    takes: dict[tuple[int, int], cp_model.IntVar],
    bunches: Ints,
    j: int,
) -> None:
    """Hard: on every day no more students than free places at one leerbedrijf."""
    present, free = instance.present[bunches], instance.free[j]
    for day in tightest_days(present, free):
        here = [int(b) for b in bunches[present[:, day]]]
        sizes = [int(size) for size in instance.size[here]]
        cp.add(
            cp_model.LinearExpr.weighted_sum([takes[b, j] for b in here], sizes) <= int(free[day])
        )


def _weights(instance: DivisionInstance, keys: list[tuple[int, int]], students: int) -> list[int]:
    """Return one weight per pair that keeps the rank of the goals.

    A lower goal never outweighs one student of a higher one.
    """
    travel = int(instance.far.max(initial=0))
    related = students * travel + 1
    first = students * (related + travel) + 1
    placed = students * (first + related + travel) + 1
    return [
        placed
        + first * int(instance.first[b])
        + related * int(instance.related[b, j])
        - int(instance.far[b, j])
        for b, j in keys
    ]
