"""The model of a Timefold user, run by a Python of its own in which ``timefold`` is installed.

Knows nothing of StagePlanner and imports nothing of it (``timefold_peer.py`` does both). The first
JSON line in holds the stage periods; every further line asks for a search of so many seconds, from
a plan, with the programme sets known by then. One line out per search: the plan and its score.

The loads of all days are one integer with a field of ``width`` bits a day, so that adding an
option and summing what lies above a level are a few operations on long integers. Timefold
translates Python to Java bytecode whose lists and numbers are objects: a loop over days evaluated
280 moves a second on the example region.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardMediumSoftScore, IncrementalScoreCalculator

#: From the plan given, change moves only: two groups have no options in common to swap.
SEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<solver xmlns="https://timefold.ai/xsd/solver">
  <localSearch>
    <changeMoveSelector/>
    <acceptor><lateAcceptanceSize>400</lateAcceptanceSize></acceptor>
    <forager><acceptedCountLimit>1</acceptedCountLimit></forager>
  </localSearch>
</solver>
"""


@dataclass
class Option:
    """A way to do a stage period: what it loads, and where it begins."""

    number: int
    change: int
    start: int
    load: int


@dataclass
class Pair:
    """Two stage periods of a group: the second starts when the first opens, or later."""

    first: int
    second: int
    opens: list[int]


@planning_entity
@dataclass
class Period:
    """A stage period; its options are its own value range, ``rows`` the sets it counts in."""

    number: Annotated[int, PlanningId]
    pairs: list[Pair]
    options: Annotated[list[Option], ValueRangeProvider]
    rows: list[int] = field(default_factory=list)
    option: Annotated[Option | None, PlanningVariable] = field(default=None)


@planning_solution
@dataclass
class Region:
    """The component; ``base`` and ``allowed`` are per programme set, the fields are days."""

    periods: Annotated[list[Period], PlanningEntityCollectionProperty]
    base: list[int]
    allowed: list[int]
    guard: int
    width: int
    counts_changes: int
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


class Loads(IncrementalScoreCalculator):
    """Hard: order and gaps. Medium: students above the level. Soft: changes, if they count."""

    def reset_working_solution(self, solution: Region) -> None:
        """Begin with who is there anyway, and add the option of every stage period."""
        self.used = list(solution.base)
        self.allowed = solution.allowed
        self.guard = solution.guard
        self.shift = solution.width - 1
        self.modulus = (1 << solution.width) - 1
        self.counts_changes = solution.counts_changes
        self.periods = solution.periods
        self.changes = 0
        self.broken = 0
        for period in solution.periods:
            for r in period.rows:
                self.used[r] = self.used[r] + period.option.load
            self.changes = self.changes + period.option.change
            for pair in period.pairs:
                if pair.first == period.number:
                    self.broken = self.broken + self.breaks(pair)
        self.excess_of = [self.above(r) for r in range(len(self.used))]
        self.excess = 0
        for excess in self.excess_of:
            self.excess = self.excess + excess

    def breaks(self, pair: Pair) -> int:
        """Count a pair that is out of order."""
        opens = pair.opens[self.periods[pair.first].option.number]
        return 1 if self.periods[pair.second].option.start < opens else 0

    def above(self, r: int) -> int:
        """Sum what lies above the level on all days: the fields that keep their guard bit."""
        left = (self.used[r] | self.guard) - self.allowed[r]
        kept = left & self.guard
        return (left & (kept - (kept >> self.shift))) % self.modulus

    def before_variable_changed(self, entity: Period, variable_name: str) -> None:
        """Remember the option that it has."""
        for pair in entity.pairs:
            self.broken = self.broken - self.breaks(pair)
        self.load = entity.option.load
        self.changes = self.changes - entity.option.change

    def after_variable_changed(self, entity: Period, variable_name: str) -> None:
        """Load what is different in the option that it has now."""
        more = entity.option.load - self.load
        for r in entity.rows:
            self.used[r] = self.used[r] + more
            now = self.above(r)
            self.excess = self.excess + now - self.excess_of[r]
            self.excess_of[r] = now
        self.changes = self.changes + entity.option.change
        for pair in entity.pairs:
            self.broken = self.broken + self.breaks(pair)

    def before_entity_added(self, entity: Period) -> None:
        """Do nothing: stage periods neither come nor go."""

    def after_entity_added(self, entity: Period) -> None:
        """Do nothing: stage periods neither come nor go."""

    def before_entity_removed(self, entity: Period) -> None:
        """Do nothing: stage periods neither come nor go."""

    def after_entity_removed(self, entity: Period) -> None:
        """Do nothing: stage periods neither come nor go."""

    def calculate_score(self) -> HardMediumSoftScore:
        """Tell how good the plan is."""
        return HardMediumSoftScore.of(
            -self.broken, -self.excess, -self.changes * self.counts_changes
        )


class Speed(logging.Handler):
    """Keeps how many moves a second Timefold says that it evaluated."""

    moves = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Look for the speed in a message."""
        found = re.search(r"move evaluation speed \((\d+)/sec\)", record.getMessage())
        if found and "phase" not in record.getMessage().split("(")[0]:
            self.moves = int(found[1])


@cache
def factory(seed: int) -> SolverFactory:
    """Translate the model to Java, once."""
    return SolverFactory.create(
        SolverConfig(
            solution_class=Region,
            entity_class_list=[Period],
            environment_mode=EnvironmentMode.NO_ASSERT,
            random_seed=seed,
            termination_config=TerminationConfig(spent_limit=Duration(seconds=1)),
            score_director_factory_config=ScoreDirectorFactoryConfig(
                incremental_score_calculator_class=Loads
            ),
            xml_source_text=SEARCH,
        )
    )


def search(problem: dict, periods: list[Period], asked: dict) -> dict:
    """Search from a plan until the time is over or nothing is left above the level."""
    for period, rows, option in zip(periods, asked["rows"], asked["choice"], strict=True):
        period.rows = rows
        period.option = period.options[option]
    region = Region(
        periods,
        [int(row, 16) for row in asked["base"]],
        [int(row, 16) for row in asked["allowed"]],
        int(problem["guard"], 16),
        problem["width"],
        asked["counts_changes"],
    )
    spent = TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * asked["seconds"])))
    if not asked["counts_changes"]:
        spent.best_score_limit = "0hard/0medium/0soft"
    override = SolverConfigOverride(termination_config=spent)
    found = factory(asked["seed"]).build_solver(override).solve(region)
    return {
        "choice": [period.option.number for period in found.periods],
        "score": str(found.score),
    }


def main() -> None:
    """Read the problem, then search as often as is asked."""
    speed = Speed()
    logging.getLogger("timefold.solver").addHandler(speed)
    logging.getLogger("timefold.solver").setLevel(logging.INFO)
    problem = json.loads(sys.stdin.readline())
    pairs = [Pair(*pair) for pair in problem["pairs"]]
    periods = [
        Period(
            number,
            [pair for pair in pairs if number in (pair.first, pair.second)],
            [Option(k, c, start, int(load, 16)) for k, (c, start, load) in enumerate(options)],
        )
        for number, options in enumerate(problem["options"])
    ]
    for line in sys.stdin:
        found = search(problem, periods, json.loads(line))
        print(json.dumps({**found, "moves_per_second": speed.moves}), flush=True)


if __name__ == "__main__":
    main()
