"""The relaxation against a plain linear programme that knows every option, day and set."""

from itertools import combinations

from hypothesis import HealthCheck, given
from ortools.math_opt.python import mathopt

from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.optimise.instance.cut_pool import CutPool
from stageplanner.optimise.peak.relaxation import bound_of_prices, lowest_bound
from stageplanner.optimise.time_budget import TimeBudget
from tests.properties import examples
from tests.regions import regions


def plain_bound(instance) -> float:
    model = mathopt.Model()
    peak = model.add_variable(lb=0.0)
    shares = [[model.add_variable(lb=0.0) for _ in task.options] for task in instance.tasks]
    for own in shares:
        model.add_linear_constraint(sum(own) == 1.0)
    programmes = range(len(instance.programmes))
    sets = [set(s) for size in programmes for s in combinations(programmes, size + 1)]
    for chosen in sets:
        reach = instance.accredits[:, sorted(chosen)].any(axis=1)
        for day in range(len(instance.grid.days)):
            students = [
                task.weight * task.presence[option, day] * share
                for task, own in zip(instance.tasks, shares, strict=True)
                if task.programme in chosen
                for option, share in enumerate(own)
                if task.presence[option, day] > 0
            ]
            if students:
                places = float(instance.places[day, reach].sum())
                model.add_linear_constraint(sum(students) <= places * peak)
    model.minimize(peak)
    return mathopt.solve(model, mathopt.SolverType.GLOP).objective_value()


@examples(60, *HealthCheck)
@given(regions(most=6))
def test_that_the_bound_is_that_of_the_plain_linear_programme(state):
    for instance in build_instances(state):
        found = lowest_bound(instance, CutPool(instance), TimeBudget(20.0))
        proven = bound_of_prices(instance, found)
        assert abs(proven - plain_bound(instance)) < 1e-6
        assert found.value >= proven - 1e-9
        assert found.value <= instance.peak(instance.wish) + 1e-9
