"""The most students that can be placed: leerbedrijven that take the same bunches are one.

What fits into the separate leerbedrijven fits into their sum, so the bound holds for every
division. The answer says how many students of a bunch go to each *kind*; the kinds are split
into leerbedrijven afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from stageplanner.load.arrays import Bools, Floats, Ints
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.divide.division_instance import DivisionInstance
from stageplanner.optimise.time_budget import Stopped, TimeBudget

#: Days of a week, and how many places on them count as one. Of three days, everybody present on
#: two of them counts once: one place takes one student, not one and a half.
PARTS_OF_WEEK = ((3, 2), (4, 3), (5, 2), (5, 3), (5, 4))
#: A bound this close below a whole number counts as that number: the solver's own error.
SOLVER_ERROR = 1e-3


@dataclass(frozen=True, eq=False)
class Merged:
    """Students per bunch and kind, and the proven most that any division can place.

    Attributes
    ----------
    placed : Ints
        Students. Shape (bunches, kinds).
    kind_of : Ints
        The kind of each leerbedrijf, -1 for those of no use. Shape (leerbedrijven,).
    at_most : int
        The proven most students.
    """

    placed: Ints
    kind_of: Ints
    at_most: int


def place_merged(
    instance: DivisionInstance, time_budget: TimeBudget, kind_of: Ints | None = None
) -> Merged:
    """Place as many students as possible, then by rank of goals, with leerbedrijven merged.

    Parameters
    ----------
    instance : DivisionInstance
        The component.
    time_budget : TimeBudget
        For all goals together.
    kind_of : Ints, optional
        Which leerbedrijven are one; by default those that can take the same bunches.
        Shape (leerbedrijven,).

    Returns
    -------
    Merged
        Nobody is placed if time was up before.
    """
    kind_of = kinds_of(instance.fits) if kind_of is None else kind_of
    at_most = int(instance.students[instance.fits.any(axis=1)].sum())
    try:
        program = _Program(instance, kind_of, time_budget)
    except Stopped:
        kinds = int(kind_of.max(initial=-1)) + 1
        return Merged(np.zeros((len(instance.students), kinds), dtype=np.intp), kind_of, at_most)
    goals: list[Callable[[], Ints]] = [
        program.all_placed,
        program.first_placed,
        lambda: program.at_preferred(instance.related),
        lambda: program.at_preferred(instance.near),
    ]
    for rank, goal in enumerate(goals):
        try:
            time_budget.check()
            aim = goal()
        except Stopped:
            break
        if not len(aim):
            continue
        bound = program.maximise(aim, time_budget.part(0.6))
        if rank == 0 and bound is not None:
            at_most = min(at_most, int(np.floor(bound + SOLVER_ERROR)))
    return Merged(program.whole(), kind_of, at_most)


def kinds_of(fits: Bools, free: Ints | None = None) -> Ints:
    """Return a kind per leerbedrijf, by the bunches it can take and what it has free.

    Parameters
    ----------
    fits : Bools
        Shape (bunches, leerbedrijven).
    free : Ints, optional
        Free units; by default they do not matter. Shape (leerbedrijven, days).

    Returns
    -------
    Ints
        -1 for those that can take nobody. Shape (leerbedrijven,).
    """
    if not fits.shape[1]:
        return np.zeros(0, dtype=np.intp)
    alike = fits.T.astype(np.intp)
    if free is not None:
        alike = np.concatenate([alike, free], axis=1)
    _, kind_of = np.unique(alike, axis=0, return_inverse=True)
    numbers: Ints = np.where(fits.any(axis=0), kind_of.reshape(-1), -1)
    return numbers


def tightest_days(present: Bools, free: Ints) -> list[int]:
    """Return the days that imply all others, which have fewer bunches present and no fewer places.

    Parameters
    ----------
    present : Bools
        Shape (bunches, days).
    free : Ints
        Free units. Shape (days,).

    Returns
    -------
    list of int
        The days.
    """
    order = np.argsort(-present.sum(axis=0), kind="stable")
    kept: list[int] = []
    for day in order:
        if not present[:, day].any():
            continue
        if kept:
            covers = present[:, kept][present[:, day]].all(axis=0)
            if (covers & (free[kept] <= free[day])).any():
                continue
        kept.append(int(day))
    return kept


class _Program:
    """The linear program: students per bunch and kind, within the free places of every day.

    Rows are (columns, sizes, most); the columns of ``takes`` come first, those that count students
    at preferred leerbedrijven are added with their goals.
    """

    def __init__(self, instance: DivisionInstance, kind_of: Ints, time_budget: TimeBudget) -> None:
        self.instance, self.time_budget = instance, time_budget
        self.kinds = [np.flatnonzero(kind_of == k) for k in range(int(kind_of.max(initial=-1)) + 1)]
        self.takes = np.full((len(instance.students), len(self.kinds)), -1, dtype=np.intp)
        self.upper: list[float] = []
        self.rows: list[tuple[Ints, Floats, float]] = []
        for k, companies in enumerate(self.kinds):
            if len(companies):
                bunches = np.flatnonzero(instance.fits[:, companies[0]])
                self.takes[bunches, k] = self._new_columns(instance.students[bunches])
                self._within(bunches, self.takes[bunches, k], instance.free[companies].sum(axis=0))
        for b, students in enumerate(instance.students):
            columns = self.takes[b][self.takes[b] >= 0]
            self.rows.append((columns, np.ones(len(columns)), float(students)))
        self.values = np.zeros(len(self.upper))

    def _new_columns(self, most: Ints) -> Ints:
        first = len(self.upper)
        self.upper.extend(float(value) for value in most)
        return np.arange(first, len(self.upper), dtype=np.intp)

    def _within(self, bunches: Ints, columns: Ints, free: Ints) -> None:
        """Hard: on every day the students of these bunches fit into the free places."""
        self.time_budget.check()
        instance = self.instance
        present, size = instance.present[bunches], instance.size[bunches]
        most = size * instance.students[bunches]
        for day in tightest_days(present, free):
            here = np.flatnonzero(present[:, day])
            if most[here].sum() > free[day]:
                self.rows.append((columns[here], size[here].astype(np.float64), float(free[day])))

    def all_placed(self) -> Ints:
        """Return the columns of everybody who is placed."""
        columns: Ints = self.takes[self.takes >= 0]
        return columns

    def first_placed(self) -> Ints:
        """Return the columns of those served first; none if all can be served."""
        columns = self.takes[self.instance.first]
        is_enough = self.values.sum() >= self.instance.students.sum() - TOLERANCE
        wanted = (columns >= 0) & (not is_enough and not self.instance.first.all())
        placed: Ints = columns[wanted]
        return placed

    def at_preferred(self, likes: Bools) -> Ints:
        """Return columns that count students at leerbedrijven they prefer.

        Bunches with the same preferences share those places.
        """
        instance = self.instance
        counted: list[Ints] = []
        for k, companies in enumerate(self.kinds):
            groups: dict[bytes, list[int]] = {}
            for b in np.flatnonzero(
                (likes[:, companies] & instance.fits[:, companies]).any(axis=1)
            ):
                groups.setdefault(likes[b, companies].tobytes(), []).append(int(b))
            for members in groups.values():
                bunches = np.array(members, dtype=np.intp)
                columns = self._new_columns(instance.students[bunches])
                for b, column in zip(bunches, columns, strict=True):
                    both = np.array([column, self.takes[b, k]], dtype=np.intp)
                    self.rows.append((both, np.array([1.0, -1.0]), 0.0))
                liking = companies[likes[bunches[0], companies]]
                self._within(bunches, columns, instance.free[liking].sum(axis=0))
                counted.append(columns)
        return np.concatenate(counted) if counted else np.zeros(0, dtype=np.intp)

    def maximise(self, aim: Ints, time_budget: TimeBudget) -> float | None:
        """Maximise a goal and hold it; return the proven most."""
        most = None
        while not time_budget.is_over():
            solved = _solve(self.rows, self.upper, aim, time_budget)
            if solved is None:
                break
            most, self.values = solved
            if time_budget.is_over() or not self._add_violated():
                break
        if most is not None:
            # Held with a margin, so that rounding does not exclude the answer.
            held = most * (1 - 1e-7) - TOLERANCE
            self.rows.append((aim, -np.ones(len(aim)), -held))
        return most

    def _add_violated(self) -> int:
        """Add what whole students and separate leerbedrijven forbid and the answer breaks.

        Of some days of a week each student takes at least ``m`` places ``a`` times over, so a
        leerbedrijf with ``p`` places on those days takes students worth ``floor(p / m)``, and a
        kind the sum of that (a Chvatal-Gomory cut). Returns how many cuts were new.
        """
        new = 0
        for k, companies in enumerate(self.kinds):
            if not len(companies):
                continue
            bunches, taken, room = self._parts(k)
            excess = taken @ self.values[self.takes[bunches, k]] - room
            for part in np.flatnonzero(excess > 1e-4):
                counted = np.flatnonzero(taken[part])
                columns = self.takes[bunches[counted], k]
                self.rows.append(
                    (columns, taken[part, counted].astype(np.float64), float(room[part]))
                )
                new += 1
        return new

    def _parts(self, k: int) -> tuple[Ints, Ints, Ints]:
        """Return per part of a week what bunches take, and what the leerbedrijven have."""
        if k not in self._known_parts:
            instance, companies = self.instance, self.kinds[k]
            bunches = np.flatnonzero(instance.fits[:, companies[0]])
            days, many = self._parts_of_weeks
            there = instance.present[bunches].astype(np.intp) @ days.T
            taken = (instance.size[bunches, None] * there // many).T
            room = (instance.free[companies] @ days.T // many).sum(axis=0)
            use = (taken * instance.students[bunches]).sum(axis=1) > room
            self._known_parts[k] = (bunches, taken[use], room[use])
        return self._known_parts[k]

    @cached_property
    def _known_parts(self) -> dict[int, tuple[Ints, Ints, Ints]]:
        return {}

    @cached_property
    def _parts_of_weeks(self) -> tuple[Ints, Ints]:
        """Days of a week, shape (parts, days), and the places that count as one, shape (parts,)."""
        unit = int(self.instance.size.min(initial=1))
        parts: dict[tuple[tuple[int, ...], int], None] = {}
        for week in self.instance.weeks:
            for count, many in PARTS_OF_WEEK:
                for days in combinations(week.tolist(), count):
                    parts[days, many * unit] = None
        chosen = np.zeros((len(parts), self.instance.present.shape[1]), dtype=np.intp)
        for row, (days, _) in enumerate(parts):
            chosen[row, list(days)] = 1
        return chosen, np.array([many for _, many in parts], dtype=np.intp)

    def whole(self) -> Ints:
        """Return the students per bunch and kind, rounded up; its last kinds get fewer."""
        values = np.append(self.values, 0.0)
        rounded: Ints = np.ceil(values[self.takes] - 1e-5).astype(np.intp)
        return rounded


def _solve(
    rows: list[tuple[Ints, Floats, float]], upper: list[float], aim: Ints, time_budget: TimeBudget
) -> tuple[float, Floats] | None:
    """Maximise the sum of some columns within the rows; ``None`` if it was stopped."""
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(upper)))
    proto.variables.lower_bounds.extend([0.0] * len(upper))
    proto.variables.upper_bounds.extend(upper)
    proto.variables.integers.extend([False] * len(upper))
    proto.objective.maximize = True
    ordered = np.sort(aim)
    proto.objective.linear_coefficients.ids.extend(ordered.tolist())
    proto.objective.linear_coefficients.values.extend([1.0] * len(aim))
    proto.linear_constraints.ids.extend(range(len(rows)))
    proto.linear_constraints.lower_bounds.extend([-float("inf")] * len(rows))
    proto.linear_constraints.upper_bounds.extend([most for _, _, most in rows])
    matrix = proto.linear_constraint_matrix
    orders = [np.argsort(columns) for columns, _, _ in rows]
    for i, (columns, sizes, _) in enumerate(rows):
        matrix.row_ids.extend([i] * len(columns))
        matrix.column_ids.extend(columns[orders[i]].tolist())
        matrix.coefficients.extend(sizes[orders[i]].tolist())
    solved = time_budget.solve_linear(proto)
    if solved is None:
        return None
    model, result = solved
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    values = np.fromiter(result.variable_values(list(model.variables())), dtype=np.float64)
    return float(result.dual_bound()), values
