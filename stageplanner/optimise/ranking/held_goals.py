"""What a plan must keep of the goals that rank before its number of changes.

A change is worth asking only if taking it back would make one of these goals worse, beyond its
tolerance. Within reach of the target there is one: the peak stays at the target. Out of reach they
are the tekort (of the niveaus served first, then of all), the peak, and the weeks above 100%
(leximin); where the lowest peak is asked it is that peak.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.optimise.instance.cp_model import PEAK_SCALE
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.goals import fullest_weeks, shortage
from stageplanner.optimise.ranking.preferences import served_shortage

#: Niveaus that are served before the others; ``None`` for all students.
Niveaus = tuple[int, ...] | None
#: More steps than any week can be above a level.
MOST_STEPS = 10**9


@dataclass(frozen=True, eq=False)
class Reached:
    """What a plan makes of the goals.

    Attributes
    ----------
    weeks : tuple of float
        The peak of every week as a fraction of the places, the highest first.
    tekort : callable
        The student-days over the year of some niveaus as if the others were away, or of all.
    """

    weeks: tuple[float, ...]
    tekort: Callable[[Niveaus], float]

    @property
    def peak(self) -> float:
        """The peak utilisation, as a fraction of the places."""
        return max(self.weeks, default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekort:
    """The most tekort allowed, in student-days, and the fraction given up for later goals."""

    most: float
    tolerance: float = 0.0
    niveaus: Niveaus = None

    def value(self, reached: Reached) -> float:
        """Return the tekort that a plan has.

        Parameters
        ----------
        reached : Reached
            What the plan makes of the goals.

        Returns
        -------
        float
            In student-days.
        """
        return reached.tekort(self.niveaus)

    def is_too_bad(self, value: float) -> bool:
        """Return whether a tekort is more than allowed.

        Parameters
        ----------
        value : float
            In student-days.

        Returns
        -------
        bool
            Whether it is.
        """
        return value > self.most + TOLERANCE

    def is_better(self, value: float, now: float) -> bool:
        """Return whether a tekort is less than now by more than the tolerance.

        Parameters
        ----------
        value, now : float
            In student-days.

        Returns
        -------
        bool
            Whether it is.
        """
        return value * (1 + self.tolerance) < now - TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """The highest peak allowed, and what is given up of it for later goals, as fractions.

    Peaks up to ``target`` are all as good.
    """

    most: float
    tolerance: float = 0.0
    target: float = 0.0

    def value(self, reached: Reached) -> float:
        """Return the peak of a plan, or the target if that is higher.

        Parameters
        ----------
        reached : Reached
            What the plan makes of the goals.

        Returns
        -------
        float
            As a fraction of the places.
        """
        return max(self.target, reached.peak)

    def is_too_bad(self, value: float) -> bool:
        """Return whether a peak is higher than allowed.

        Parameters
        ----------
        value : float
            As a fraction of the places.

        Returns
        -------
        bool
            Whether it is.
        """
        return value > self.most + ROUNDING

    def is_better(self, value: float, now: float) -> bool:
        """Return whether a peak is lower than now by more than the tolerance.

        Parameters
        ----------
        value, now : float
            As a fraction of the places.

        Returns
        -------
        bool
            Whether it is.
        """
        return value + self.tolerance < now - TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """The weeks allowed above ``floor``: how many steps of ``step`` each is above it (leximin).

    ``most`` has the highest first; two plans compare as these tuples do.
    """

    most: tuple[int, ...]
    floor: float
    step: float

    def value(self, reached: Reached) -> tuple[int, ...]:
        """Return the steps of the weeks of a plan.

        Parameters
        ----------
        reached : Reached
            What the plan makes of the goals.

        Returns
        -------
        tuple of int
            Steps of the weeks, the highest first.
        """
        return week_steps(reached.weeks, self.floor, self.step)

    def is_too_bad(self, value: tuple[int, ...]) -> bool:
        """Return whether the weeks are fuller than allowed.

        Parameters
        ----------
        value : tuple of int
            Steps of the weeks, the highest first.

        Returns
        -------
        bool
            Whether it is.
        """
        return value > self.most

    def is_better(self, value: tuple[int, ...], now: tuple[int, ...]) -> bool:
        """Return whether the weeks are less full than now.

        Parameters
        ----------
        value, now : tuple of int
            Steps of the weeks, the highest first.

        Returns
        -------
        bool
            Whether it is.
        """
        return value < now


#: Goals with the most that is allowed of each, in order of rank.
Held = tuple[Tekort | Peak | Weeks, ...]


def reach(instance: Instance, choice: Choice) -> Reached:
    """Measure what a plan makes of the goals.

    Parameters
    ----------
    instance : Instance
        The component.
    choice : Choice
        Shape (tasks,).

    Returns
    -------
    Reached
        The tekort is measured when it is asked for.
    """

    def tekort(niveaus: Niveaus) -> float:
        if niveaus is None:
            return shortage(instance, choice)
        return served_shortage(instance, choice, niveaus)

    return Reached(fullest_weeks(instance, choice), tekort)


def hold(
    instance: Instance,
    reached: Reached,
    target: float | None,
    goals: Goals,
    *,
    is_exact: bool = False,
) -> Held:
    """Return what must be kept of a plan, within the tolerances.

    Parameters
    ----------
    instance : Instance
        The component.
    reached : Reached
        What the plan makes of the goals.
    target : float or None
        As a fraction of the places; ``None`` if the lowest peak is asked.
    goals : Goals
        The tolerances of the policy.
    is_exact : bool
        Give up nothing for later goals.

    Returns
    -------
    Held
        The goals before the number of changes, in order of rank.
    """
    peak = reached.peak
    step = max(goals.peak, 1 / PEAK_SCALE)
    if is_exact:
        goals = replace(goals, shortage=0.0, peak=0.0)
    if target is None:
        return (Peak(most=peak),)
    if peak <= target + ROUNDING:
        return (Peak(most=target, target=target),)
    if peak <= 1 + ROUNDING:
        # Nobody is without a place: weeks below that are not levelled.
        return (Peak(most=peak + goals.peak, tolerance=goals.peak, target=target),)
    floor = max(target, 1.0)
    return (
        *(Tekort(most=reached.tekort(n), niveaus=n) for n in served_niveaus(instance)),
        Tekort(most=reached.tekort(None) * (1 + goals.shortage), tolerance=goals.shortage),
        Peak(most=held_peak(peak, goals.peak), tolerance=goals.peak, target=target),
        Weeks(most=week_steps(reached.weeks, floor, step), floor=floor, step=step),
    )


def hold_all(instance: Instance, reached: Reached) -> Held:
    """Return all that a plan makes of tekort and peak, whatever is asked of them.

    Parameters
    ----------
    instance : Instance
        The component.
    reached : Reached
        What the plan makes of the goals.

    Returns
    -------
    Held
        In order of rank, without a tolerance.
    """
    niveaus: list[Niveaus] = [*served_niveaus(instance), None]
    tekorten = (Tekort(most=reached.tekort(n), niveaus=n) for n in niveaus)
    return (*tekorten, Peak(most=reached.peak))


def held_peak(peak: float, tolerance: float) -> float:
    """Return the peak that may remain while later goals are pursued.

    Parameters
    ----------
    peak, tolerance : float
        What was reached and what is given up of it, as fractions.

    Returns
    -------
    float
        In whole units of 1 / ``PEAK_SCALE``, as the solver counts.
    """
    if peak == inf:
        return inf
    return (ceil(peak * PEAK_SCALE - TOLERANCE) + round(tolerance * PEAK_SCALE)) / PEAK_SCALE


def served_niveaus(instance: Instance) -> list[tuple[int, ...]]:
    """Return the niveaus whose tekort counts before that of the others: one, two together, ...

    Parameters
    ----------
    instance : Instance
        The component.

    Returns
    -------
    list of tuple of int
        Without those that add no group of the component.
    """
    there = {task.period.niveau for task in instance.tasks}
    first = instance.served_first
    return [first[: k + 1] for k, niveau in enumerate(first) if niveau in there]


def week_steps(peaks: Sequence[float], floor: float, step: float) -> tuple[int, ...]:
    """Return how many steps each week is above a level.

    Parameters
    ----------
    peaks : sequence of float
        Of every week, as fractions of the places.
    floor, step : float
        The level and the size of a step, as fractions.

    Returns
    -------
    tuple of int
        Of the weeks above the level, the highest first.
    """
    above = (min((peak - floor) / step, MOST_STEPS) for peak in peaks if peak > floor)
    steps = (ceil(number - TOLERANCE) for number in above)
    return tuple(sorted((number for number in steps if number > 0), reverse=True))


def no_less(held: Held, pursued: Held) -> Held:
    """Return goals with the limits that later goals were pursued with, where those allow more.

    Parameters
    ----------
    held : Held
        What a plan reaches.
    pursued : Held
        The limits of some of the goals while the plan was sought.

    Returns
    -------
    Held
        What may remain of the goals.
    """
    known = {_key(goal): goal.most for goal in pursued if not isinstance(goal, Weeks)}
    return tuple(
        goal
        if isinstance(goal, Weeks)
        else replace(goal, most=max(goal.most, known.get(_key(goal), goal.most)))
        for goal in held
    )


def _key(goal: Tekort | Peak | Weeks) -> tuple[str, Niveaus]:
    return type(goal).__name__, goal.niveaus if isinstance(goal, Tekort) else None


def compare(held: Held, new: Reached, now: Reached) -> tuple[int | None, int | None]:
    """Compare a plan with the one it came from.

    Parameters
    ----------
    held : Held
        What must be kept.
    new, now : Reached
        What both make of the goals.

    Returns
    -------
    int or None
        The first goal that is worse than allowed.
    int or None
        The first goal before it that is better than now.
    """
    better = None
    for k, goal in enumerate(held):
        value = goal.value(new)
        if goal.is_too_bad(value):  # type: ignore[arg-type]
            return k, better
        if better is None and goal.is_better(value, goal.value(now)):  # type: ignore[arg-type]
            better = k
    return None, better
