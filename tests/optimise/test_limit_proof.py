"""Why not lower: counted again in plain Python, and never more than any plan can do."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from stageplanner.optimise.explaining.limit_proof import limit_proofs
from stageplanner.optimise.instance.build_instances import build_instances
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import regions


@examples(40, *HealthCheck)
@given(regions(3))
def test_that_no_plan_at_all_is_below_what_was_counted(state):
    proofs = limit_proofs(state)
    for instance in build_instances(state):
        if instance.programmes not in proofs:
            continue
        if np.prod([len(task.options) for task in instance.tasks]) > 1500:
            continue
        every = product(*(range(len(task.options)) for task in instance.tasks))
        lowest = min(instance.peak(np.array(choice, dtype=np.intp)) for choice in every)
        assert proofs[instance.programmes].bound <= lowest + 1e-9


def test_that_the_example_is_held_up_by_what_can_be_counted():
    """The counted bounds are those of the relaxation, before rounding to whole students."""
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    found = {len(names): proof for names, proof in limit_proofs(project.state).items()}
    assert found[11].bound == pytest.approx(0.842531, abs=1e-5)
    single = {names: proof.bound for names, proof in limit_proofs(project.state).items()}
    assert single[("25650",)] == pytest.approx(55 / 49)
    assert single[("25699",)] == pytest.approx(144 / 208)


def test_that_groups_without_a_choice_count_as_they_are():
    state = region([period(students=12, fixed=True)], [company(places=10)])
    ((_, proof),) = limit_proofs(state).items()
    assert proof.bound == pytest.approx(1.2)
    assert proof.stage_days == 12 * proof.days
    assert proof.place_days == 10 * proof.days
