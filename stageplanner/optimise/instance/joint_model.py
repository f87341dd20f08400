"""One model of several components: they share changes, or the limits of an institution.

Every component keeps its own options, cuts and peaks; only what they share binds them. With one
component it is the model of that component.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from stageplanner.load.tolerances import TOLERANCE
from stageplanner.optimise.instance.cp_model import Model, build_model, changes, used_at_most
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.gaps_and_limits import Limit, limit_usage
from stageplanner.optimise.instance.instance import Choice, Instance
from stageplanner.optimise.time_budget import TimeBudget


@dataclass(frozen=True, eq=False)
class Part:
    """One component of a joint model.

    Attributes
    ----------
    model : Model
        Its variables and rules, in the CP-SAT model of all.
    pool : CutPool
        Its cuts.
    tasks : slice
        Of a joint choice: the options of its tasks.
    """

    model: Model
    pool: CutPool
    tasks: slice

    @property
    def instance(self) -> Instance:
        """The component."""
        return self.model.instance


class JointModel:
    """Several components in one CP-SAT model.

    A *joint choice* holds the choices of all components one after the other.

    Parameters
    ----------
    members : sequence of (Instance, CutPool)
        The components. A limit that several of them have is one limit on their sum; its room for
        one of them alone is the loosest.
    time_budget : TimeBudget, optional
        Asked while rules and cuts are added.

    Attributes
    ----------
    cp : cp_model.CpModel
        The model.
    parts : tuple of Part
        In the order of the members.
    flat : list of IntVar
        One Boolean per free option of all components.

    Raises
    ------
    Stopped
        The time is over or the job cancelled.
    """

    def __init__(
        self,
        members: Sequence[tuple[Instance, CutPool]],
        time_budget: TimeBudget | None = None,
    ) -> None:
        self.cp = cp_model.CpModel()
        parts, begin = [], 0
        for instance, pool in members:
            model = build_model(instance, time_budget, cp=self.cp)
            parts.append(Part(model, pool, slice(begin, begin + len(instance.tasks))))
            begin += len(instance.tasks)
        self.parts = tuple(parts)
        self.flat = [taken for part in parts for taken in part.model.flat]
        for limits in shared_limits([part.instance for part in parts]):
            users = [(self.parts[k].model, limit) for k, limit in limits]
            used_at_most(users, limits[0][1].allowed)

    def choice_of(self, values: Sequence[bool]) -> Choice:
        """Return the joint choice that the values of ``flat`` stand for.

        Parameters
        ----------
        values : sequence of bool
            Shape (free options of all components,).

        Returns
        -------
        Choice
            Shape (tasks of all components,).
        """
        choices, begin = [], 0
        for part in self.parts:
            end = begin + len(part.model.flat)
            choices.append(part.model.choice_of(values[begin:end]))
            begin = end
        return joined(choices)

    def hint(self, choice: Choice) -> None:
        """Start the next solve from a joint choice.

        Parameters
        ----------
        choice : Choice
            Shape (tasks of all components,).
        """
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for part in self.parts:
            part.model.add_hints(choice[part.tasks])

    def changes_at_most(self, most: int) -> None:
        """Allow no more than this many changes in all components together.

        Parameters
        ----------
        most : int
            The most changes.
        """
        self.cp.add(cp_model.LinearExpr.sum([changes(part.model) for part in self.parts]) <= most)


def joined(choices: Sequence[Choice]) -> Choice:
    """Return the joint choice of some choices.

    Parameters
    ----------
    choices : sequence of Choice
        Each of shape (tasks,).

    Returns
    -------
    Choice
        Shape (tasks of all components,).
    """
    return np.concatenate([np.zeros(0, dtype=np.intp), *choices])


def shared_limits(instances: Sequence[Instance]) -> list[list[tuple[int, Limit]]]:
    """Return the limits that several of some components have.

    Parameters
    ----------
    instances : sequence of Instance
        The components.

    Returns
    -------
    list of list of (int, Limit)
        Per limit the components by their number, each with its part of the limit.
    """
    users: dict[tuple[str, str], list[tuple[int, Limit]]] = defaultdict(list)
    for k, instance in enumerate(instances):
        for limit in instance.limits:
            users[limit.key].append((k, limit))
    return [limits for limits in users.values() if len(limits) > 1]


def keeps_shared_limits(pairs: Sequence[tuple[Instance, Choice]]) -> bool:
    """Return whether the choices of several components together keep the limits they share.

    Parameters
    ----------
    pairs : sequence of (Instance, Choice)
        Components, each with its choice of shape (tasks,).

    Returns
    -------
    bool
        Whether no limit is exceeded in any of its columns.
    """
    for limits in shared_limits([instance for instance, _ in pairs]):
        used = sum(
            (limit_usage(pairs[k][0].tasks, limit, pairs[k][1]) for k, limit in limits),
            np.zeros_like(limits[0][1].allowed),
        )
        if bool((used > limits[0][1].allowed + TOLERANCE).any()):
            return False
    return True
