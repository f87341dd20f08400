"""The shortages of a component in the order of their rank, and how much of each may remain."""

from __future__ import annotations

from stageplanner.domain.policy import Goals
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.ranking.goals import shortage
from stageplanner.optimise.ranking.held_goals import Held, Tekort, served_niveaus
from stageplanner.optimise.ranking.idle_changes import Part, Trimmed, without_idle_changes
from stageplanner.optimise.ranking.preferences import served_shortage

#: Decimals of a shortage that count.
DECIMALS = 6


class ShortageLevels:
    """What can be taken away of the shortage: of the niveaus served first, then of all.

    Parameters
    ----------
    instance : Instance
        The component.
    known : Choice
        The plan with the least shortage that is known. Shape (tasks,).

    Attributes
    ----------
    served : tuple of tuple of int
        The niveaus served first, one more in every tuple.
    wish, least : tuple of float
        The shortage of the wishes, and the least by rank, of every tuple of ``served`` and then of
        all, in student-days times ``instance.unit``.
    """

    def __init__(self, instance: Instance, known: Choice) -> None:
        self.instance = instance
        self.served = tuple(served_niveaus(instance))
        self.wish = self.values(instance.wish)
        self.least = min(self.wish, self.values(known))

    def values(self, choice: Choice) -> tuple[float, ...]:
        """Return the shortages of a choice by rank.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        tuple of float
            In student-days times ``instance.unit``.
        """
        served = [served_shortage(self.instance, choice, niveaus) for niveaus in self.served]
        unit = self.instance.unit
        return tuple(round(v * unit, DECIMALS) for v in (*served, shortage(self.instance, choice)))

    def lower(self, one: Choice, other: Choice) -> Choice:
        """Return the choice with less shortage by rank, the first of equals.

        Parameters
        ----------
        one, other : Choice
            Each of shape (tasks,).

        Returns
        -------
        Choice
            One of the two.
        """
        return min((one, other), key=self.values)

    @property
    def removable(self) -> float:
        """Student-days of all that can be taken away."""
        return max(0.0, self.wish[-1] - self.least[-1]) / self.instance.unit

    def caps(self, share: float) -> list[float]:
        """Return how much of each shortage may remain to have taken away a share.

        Parameters
        ----------
        share : float
            Of what can be taken away, 0 to 1.

        Returns
        -------
        list of float
            In student-days times ``instance.unit``.
        """
        pairs = zip(self.wish, self.least, strict=True)
        return [max(least, wish - share * (wish - least)) + TOLERANCE for wish, least in pairs]

    def share_of(self, choice: Choice) -> float:
        """Return the least share that a choice takes away of any of the shortages.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).

        Returns
        -------
        float
            1 if nothing can be taken away.
        """
        triples = zip(self.wish, self.values(choice), self.least, strict=True)
        shares = [(w - v) / (w - least) for w, v, least in triples if w - least > TOLERANCE]
        return min(shares, default=1.0)

    def fits(self, choice: Choice, caps: list[float]) -> bool:
        """Return whether a choice leaves no more of any shortage than may remain.

        Parameters
        ----------
        choice : Choice
            Shape (tasks,).
        caps : list of float
            See :meth:`caps`.

        Returns
        -------
        bool
            Whether all fit.
        """
        pairs = zip(self.values(choice), caps, strict=True)
        return all(value <= cap + TOLERANCE for value, cap in pairs)

    def held(self, caps: list[float]) -> Held:
        """Return how much of each shortage may remain, as goals.

        Parameters
        ----------
        caps : list of float
            See :meth:`caps`.

        Returns
        -------
        Held
            In student-days.
        """
        pairs = zip((*self.served, None), caps, strict=True)
        return tuple(Tekort(most=cap / self.instance.unit, niveaus=n) for n, cap in pairs)

    def trimmed(self, choice: Choice, caps: list[float], pool: CutPool) -> Trimmed:
        """Take back the changes that a plan can do without, one or two at a time.

        Parameters
        ----------
        choice : Choice
            Keeps the limits; it is not changed. Shape (tasks,).
        caps : list of float
            What may remain of the shortage of each rank, in units of the model.
        pool : CutPool
            Sets that are known; it is not changed.

        Returns
        -------
        Trimmed
            Keeps the limits with no more changes.
        """
        held = self.held(caps)
        part = Part(self.instance, pool, choice, held, None, Goals(), keeps_all=True)
        (trimmed,) = without_idle_changes([part])
        return trimmed
