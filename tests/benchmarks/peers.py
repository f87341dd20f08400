"""Other ways to find the lowest peak of one component, each as well as it can be done plainly.

``mip`` is the textbook time-indexed model with explicit flows to groups of identical
leerbedrijven, in one piece, solved by HiGHS. ``cp_sat`` is the same model for CP-SAT.
``annealing`` is simulated annealing on the peak itself, ``timefold`` the local search of Timefold
in a process of its own. All start from the same arrays; none knows the relaxation, the search or
the bound of the optimiser. With a target all but annealing seek the fewest changes that keep it.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from ortools.graph.python import max_flow
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.instance.instance import Choice, Instance
from tests.benchmarks.running import Answer, Mark
from tests.benchmarks.timefold_peer import timefold

#: Annealing: the first and last temperature, and the norm of the utilisations.
HOT, COLD, NORM = 1e-3, 1e-4, 150.0
#: CP-SAT counts flows in hundredths of a student and the peak in hundredths of a percent.
FLOW_UNIT, PEAK_UNIT = 100, 10_000


class _Flows:
    """The columns and rows that the two exact peers share.

    Columns: one per option of every free stage period, then one per day and pair of a
    programme and a kind of leerbedrijf that may take it, then the peak.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        free = [instance.tasks[i] for i in instance.free]
        self.sizes = np.array([len(task.options) for task in free])
        self.loads = np.concatenate([task.weight * task.presence for task in free])
        self.is_change = np.concatenate([task.is_change for task in free])
        self.programme = np.repeat([task.programme for task in free], self.sizes)
        self.kinds, self.programmes = np.nonzero(instance.accredits)
        self.options = len(self.loads)
        self.pairs = len(self.kinds)
        self.days = len(instance.grid.days)
        self.peak = self.options + self.pairs * self.days

    def choice(self, taken: Sequence[float]) -> Choice:
        """The choice of which the options are taken."""
        choice = self.instance.wish.copy()
        parts = np.split(np.asarray(taken), np.cumsum(self.sizes)[:-1])
        for task, own in zip(self.instance.free, parts, strict=True):
            choice[task] = int(np.argmax(own))
        return choice

    def flow(self, day: int, of: np.ndarray) -> np.ndarray:
        """The columns of some pairs on a day."""
        return self.options + day * self.pairs + np.flatnonzero(of)

    def placed(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, float]]:
        """Per day and programme: its flows, its options, their loads, and who is there anyway."""
        for day in range(self.days):
            for p in range(len(self.instance.programmes)):
                own = np.flatnonzero((self.loads[:, day] > 0) & (self.programme == p))
                base = float(self.instance.base[day, p])
                if len(own) or base > 0:
                    yield self.flow(day, self.programmes == p), own, self.loads[own, day], base

    def fitting(self) -> Iterator[tuple[np.ndarray, float]]:
        """Per day and kind: its flows and its free places."""
        for day in range(self.days):
            for kind in range(len(self.instance.accredits)):
                yield self.flow(day, self.kinds == kind), float(self.instance.places[day, kind])

    def clashes(self) -> Iterator[np.ndarray]:
        """Options of two stage periods of a group of which one may be taken."""
        tasks = self.instance.tasks
        offset = dict(zip(self.instance.free, np.cumsum(self.sizes) - self.sizes, strict=True))
        for a, b in self.instance.orders:
            for day in sorted({option.end for option in tasks[a].options}):
                late = [k for k, option in enumerate(tasks[a].options) if option.end >= day]
                early = [k for k, option in enumerate(tasks[b].options) if option.start <= day]
                own = [offset[a] + k for k in late if a in offset]
                own += [offset[b] + k for k in early if b in offset]
                if late and early and own:
                    fixed = (a not in offset) + (b not in offset)
                    yield np.array([*own, *[-1] * fixed])


def mip(instance: Instance, limit: float, _seed: int = 1, target: float | None = None) -> Answer:
    """The textbook MIP in one piece on HiGHS."""
    begin = time.monotonic()
    marks: list[Mark] = []
    line = re.compile(r"(\S+) +(\S+) +(\S+%|inf|Large)( +\S+){4} +[\d.]+s$")

    def hear(messages: list[str]) -> None:
        for message in messages:
            found = line.search(message.rstrip())
            if found and found[2] != "inf" and found[1] not in ("inf", "-inf"):
                mark = Mark(time.monotonic() - begin, float(found[2]), float(found[1]))
                marks.append(mark)

    flows = _Flows(instance)
    model = mathopt.Model.from_model_proto(_mip_proto(flows, target))
    left = max(1.0, limit - (time.monotonic() - begin))
    result = mathopt.solve(
        model,
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(
            time_limit=timedelta(seconds=left), relative_gap_tolerance=0.001
        ),
        msg_cb=hear,
    )
    bounds = result.termination.objective_bounds
    choice = None
    if result.has_primal_feasible_solution():
        marks.append(Mark(time.monotonic() - begin, bounds.primal_bound, bounds.dual_bound))
        values = {variable.id: value for variable, value in result.variable_values().items()}
        choice = flows.choice([values[column] for column in range(flows.options)])
    if target is None:
        return Answer(marks, choice)
    least = math.ceil(bounds.dual_bound - 1e-6) if math.isfinite(bounds.dual_bound) else 0
    return Answer([], choice, least_changes=max(0, least))


def _mip_proto(flows: _Flows, target: float | None) -> model_pb2.ModelProto:
    rows: list[tuple[np.ndarray, np.ndarray]] = []
    lower: list[float] = []
    upper: list[float] = []

    def add(columns: np.ndarray, values: np.ndarray, least: float, most: float) -> None:
        rows.append((columns, values))
        lower.append(least)
        upper.append(most)

    start = 0
    for size in flows.sizes:
        add(np.arange(start, start + size), np.ones(size), 1.0, 1.0)
        start += size
    for flow, own, loads, base in flows.placed():
        add(np.append(flow, own), np.append(np.ones(len(flow)), -loads), base, math.inf)
    for flow, places in flows.fitting():
        columns = np.append(flow, flows.peak)
        add(columns, np.append(np.ones(len(flow)), -places), -math.inf, 0.0)
    for own in flows.clashes():
        real = own[own >= 0]
        add(real, np.ones(len(real)), -math.inf, 1.0 - (len(own) - len(real)))
    proto = model_pb2.ModelProto()
    columns = flows.peak + 1
    proto.variables.ids.extend(range(columns))
    proto.variables.lower_bounds.extend([0.0] * columns)
    is_option = np.arange(columns) < flows.options
    upper_bounds = np.where(is_option, 1.0, math.inf)
    upper_bounds[flows.peak] = math.inf if target is None else target
    proto.variables.upper_bounds.extend(upper_bounds.tolist())
    proto.variables.integers.extend(is_option.tolist())
    goal = [flows.peak] if target is None else np.flatnonzero(flows.is_change).tolist()
    proto.objective.linear_coefficients.ids.extend(goal)
    proto.objective.linear_coefficients.values.extend([1.0] * len(goal))
    proto.linear_constraints.ids.extend(range(len(rows)))
    proto.linear_constraints.lower_bounds.extend(lower)
    proto.linear_constraints.upper_bounds.extend(upper)
    matrix = proto.linear_constraint_matrix
    for number, (own, values) in enumerate(rows):
        order = np.argsort(own)
        matrix.row_ids.extend([number] * len(own))
        matrix.column_ids.extend(own[order].tolist())
        matrix.coefficients.extend(values[order].tolist())
    return proto


def cp_sat(instance: Instance, limit: float, seed: int = 1, target: float | None = None) -> Answer:
    """The same model in one piece on CP-SAT, with whole flows in hundredths of a student."""
    begin = time.monotonic()
    flows = _Flows(instance)
    cp = cp_model.CpModel()
    takes = [cp.new_bool_var("") for _ in range(flows.options)]
    most = int(FLOW_UNIT * (flows.loads.sum(axis=0).max() + instance.base.sum(axis=1).max()))
    columns = takes + [cp.new_int_var(0, most, "") for _ in range(flows.pairs * flows.days)]
    # Half a percent more than the wish needs, so that whole flows fit too.
    top = math.ceil(instance.peak(instance.wish) * PEAK_UNIT) + PEAK_UNIT // 200
    if target is not None:
        top = math.floor(target * PEAK_UNIT)
    peak = cp.new_int_var(0, top, "peak")
    offsets = np.cumsum(flows.sizes) - flows.sizes
    for start, size in zip(offsets, flows.sizes, strict=True):
        cp.add_exactly_one(takes[start : start + size])
        for k in range(size):
            cp.add_hint(takes[start + k], k == 0)
    if target is None:
        for flow, amount in _wished_flows(flows, top):
            cp.add_hint(columns[flow], amount)
    cp.add_hint(peak, top)
    total, weighted = cp_model.LinearExpr.sum, cp_model.LinearExpr.weighted_sum
    for flow, own, loads, base in flows.placed():
        asked = weighted([takes[j] for j in own], np.rint(FLOW_UNIT * loads).astype(int).tolist())
        cp.add(total([columns[j] for j in flow]) >= asked + round(FLOW_UNIT * base))
    per_student = PEAK_UNIT // FLOW_UNIT
    for flow, places in flows.fitting():
        cp.add(per_student * total([columns[j] for j in flow]) <= round(places) * peak)
    for clash in flows.clashes():
        real = [takes[j] for j in clash if j >= 0]
        cp.add(total(real) <= 1 - (len(clash) - len(real)))
    changed = total([takes[j] for j in np.flatnonzero(flows.is_change)])
    cp.minimize(peak if target is None else changed)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(1.0, limit - (time.monotonic() - begin))
    watch = _Watch(flows, takes, begin)
    solver.solve(cp, watch)
    if target is not None:
        least = math.ceil(max(0.0, solver.best_objective_bound) - 1e-6)
        return Answer([], watch.choice, least_changes=least)
    bound = max(0.0, solver.best_objective_bound / PEAK_UNIT)
    if watch.marks:
        last = watch.marks[-1]
        watch.marks.append(Mark(time.monotonic() - begin, last.peak, min(bound, last.peak)))
    return Answer(watch.marks, watch.choice)


def _wished_flows(flows: _Flows, top: int) -> Iterator[tuple[int, int]]:
    """A complete first plan for CP-SAT: where everybody goes under the wishes."""
    instance = flows.instance
    kinds, programmes = instance.accredits.shape
    source, sink = kinds + programmes, kinds + programmes + 1
    asked = np.rint(FLOW_UNIT * instance.demand(instance.wish)).astype(np.int64)
    for day in range(flows.days):
        room = np.rint(instance.places[day]).astype(np.int64) * top // (PEAK_UNIT // FLOW_UNIT)
        graph = max_flow.SimpleMaxFlow()
        arcs = [
            graph.add_arc_with_capacity(kinds + p, kind, int(asked[day, p]))
            for kind, p in zip(flows.kinds, flows.programmes, strict=True)
        ]
        for p in range(programmes):
            graph.add_arc_with_capacity(source, kinds + p, int(asked[day, p]))
        for kind in range(kinds):
            graph.add_arc_with_capacity(kind, sink, int(room[kind]))
        graph.solve(source, sink)
        for column, arc in zip(flows.flow(day, flows.kinds >= 0), arcs, strict=True):
            yield int(column), graph.flow(arc)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Measures every plan that CP-SAT finds by its true peak; keeps the last, the best for it."""

    def __init__(self, flows: _Flows, takes: list[cp_model.IntVar], begin: float) -> None:
        super().__init__()
        self.flows, self.takes, self.begin = flows, takes, begin
        self.marks: list[Mark] = []
        self.choice: Choice | None = None

    def on_solution_callback(self) -> None:
        choice = self.flows.choice([self.boolean_value(taken) for taken in self.takes])
        seconds = time.monotonic() - self.begin
        peak = self.flows.instance.peak(choice)
        self.choice = choice
        if not self.marks or peak < self.marks[-1].peak:
            bound = max(0.0, self.best_objective_bound / PEAK_UNIT)
            self.marks.append(Mark(seconds, peak, min(bound, peak)))


def annealing(
    instance: Instance, limit: float, seed: int = 1, target: float | None = None
) -> Answer:
    """Simulated annealing: one group at a time takes any of its options.

    The energy is a high norm of the utilisations of the programme sets seen so far, which
    leans to the peak but still tells two plans of equal peak apart. Every now and then the
    plan is measured exactly and its worst sets are minded from then on. The temperature falls
    evenly, in logarithm, over the time there is.
    """
    if target is not None:
        return Answer([], note="skipped: it only knows the peak")
    begin = time.monotonic()
    random = np.random.default_rng(seed)
    pool = CutPool(instance)
    choice = best_choice = instance.wish.copy()
    best = pool.separate(instance.demand(choice), 0.0)
    marks = [Mark(time.monotonic() - begin, best, 0.0)]
    free = [i for i in instance.free if not _is_bound(instance, i)]
    hot, cold, norm = HOT, COLD, NORM
    energies = _Energies(instance, pool, choice, norm)
    step = 0
    while free and (gone := time.monotonic() - begin) < limit:
        heat = hot * (cold / hot) ** (gone / limit)
        for _ in range(200):
            energies.move(int(random.choice(free)), random, heat)
        step += 1
        if step % 10 == 0:
            known = len(pool)
            peak = pool.separate(instance.demand(energies.choice), best)
            if peak < best:
                best, best_choice = peak, energies.choice.copy()
                marks.append(Mark(time.monotonic() - begin, best, 0.0))
            if len(pool) > known:
                energies = _Energies(instance, pool, energies.choice, norm)
    return Answer(marks, best_choice)


def _is_bound(instance: Instance, task: int) -> bool:
    """Groups with several stage periods stay as they are: only 2% of all."""
    return any(task in pair for pair in instance.orders)


class _Energies:
    """The norm of all utilisations, kept up to date move by move."""

    def __init__(self, instance: Instance, pool: CutPool, choice: np.ndarray, norm: float) -> None:
        self.instance, self.choice, self.norm = instance, choice, norm
        with np.errstate(divide="ignore"):
            self.inverse = np.where(pool.capacity > 0, 1.0 / pool.capacity, 1e3)
        self.rows = [np.flatnonzero(pool.members[:, p]) for p in range(pool.members.shape[1])]
        self.used = pool.loads(instance.demand(choice)) * self.inverse
        self.total = float((self.used**norm).sum())

    def move(self, task_number: int, random: np.random.Generator, heat: float) -> None:
        """Try one other option; take it if it is better, or by chance."""
        task, now = self.instance.tasks[task_number], int(self.choice[task_number])
        option = int(random.integers(len(task.options)))
        shift = task.presence[option] - task.presence[now]
        days = np.flatnonzero(shift)
        if not len(days):
            return
        cells = np.ix_(self.rows[task.programme], days)
        before = self.used[cells]
        after = before + task.weight * shift[days] * self.inverse[cells]
        np.maximum(after, 0.0, out=after)
        total = self.total + float((after**self.norm).sum() - (before**self.norm).sum())
        if total <= 0:
            return
        worse = total ** (1 / self.norm) - self.total ** (1 / self.norm)
        if worse <= 0 or random.random() < math.exp(-worse / heat):
            self.used[cells] = after
            self.total = total
            self.choice[task_number] = option


PEERS = {"mip": mip, "cp-sat": cp_sat, "annealing": annealing, "timefold": timefold}
