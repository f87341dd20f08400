"""Good examples: tried on a stage period within what it may do, and measured."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stageplanner.cli.run import main
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.plan import Plan, with_placements
from stageplanner.domain.planning.good_examples import examples, for_programme
from stageplanner.load.good_examples import example_of, try_example
from stageplanner.load.measures import measure
from stageplanner.messages import codes
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from tests.builders import company, period, region

BOTH = (Form.LINT, Form.BLOK)


def crowded(**fields):
    """Two groups on the same four days, one of which may become a lint."""
    fields_of_first = {"programme": "25656", "students": 8, "weeks": 4, "latest": 30, **fields}
    groups = [
        period("S1", allowed_forms=BOTH, **fields_of_first),
        period("S2", programme="25656", students=8),
    ]
    return region(groups, [company(places=10, accredited=("25656",))])


def test_that_every_example_has_both_languages_and_a_date():
    assert len({one.key for one in examples()}) == len(examples()) >= 6
    for one in examples():
        assert all(one.names[language] and one.about[language] for language in ("nl", "en"))
        assert one.as_of.year >= 2025
    assert {"catalogue_unknown", "catalogue_settled", "told_example"} <= codes()


def test_that_examples_of_the_programme_come_first():
    first = next(for_programme("25696"))
    assert first.key == "lint-na-week-10"


@pytest.mark.parametrize("key", ["lint-2", "lint-ma-di", "lint-wo-do-vr", "twee-helften"])
def test_that_an_example_is_lawful_and_its_effect_is_what_is_measured(key):
    state = crowded(splittable=True)
    found = state.periods[0]
    tried = try_example(state, found, example_of(key))
    plan = with_placements(Plan(), found, tried.placements)
    allowed = state
    if key == "twee-helften":
        rules = replace(state.policy.rules, proposes_splits=True)
        allowed = replace(state, policy=replace(state.policy, rules=rules))
    assert check_plan(allowed, plan) == ()
    before, after = measure(allowed), measure(allowed, plan)
    assert (tried.peak_before, tried.peak_after) == pytest.approx((before.peak, after.peak))
    assert tried.shortage_after == pytest.approx(after.shortage_student_days)
    assert tried.peak_after < tried.peak_before


@pytest.mark.parametrize(
    ("fields", "key", "code"),
    [
        ({"fixed": True}, "lint-2", "catalogue_settled"),
        ({"latest": 3}, "lint-2", "catalogue_not_allowed"),
        ({}, "twee-helften", "catalogue_not_allowed"),
        ({}, "nergens", "catalogue_unknown"),
        # The same rhythm a week later is no example taken over.
        ({"days": "ma di", "weeks": 10}, "lint-2", "catalogue_already"),
    ],
)
def test_that_what_cannot_be_followed_is_refused_with_the_reason(fields, key, code):
    state = crowded(**fields)
    with pytest.raises(StagePlannerError) as error:
        try_example(state, state.periods[0], example_of(key))
    assert error.value.problem.code == code


def test_that_an_example_is_taken_over_in_one_step_and_undone():
    project = Project(crowded())
    tried = project.apply_example("S1", "lint-2")
    assert project.state.plan.placements["S1"] == tried.placements
    assert project.undo_verb == "place"
    project.undo()
    assert project.state.plan is None


def test_that_the_catalogue_is_shown_tried_and_taken_over_from_the_command_line(capsys, tmp_path):
    path = tmp_path / "regio.stageplan"
    Project(crowded()).save(path)

    def run(*arguments):
        code = main(["catalogue", *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    code, answer = run()
    assert (code, len(answer["examples"])) == (0, len(examples()))
    code, answer = run(path, "--period", "S1")
    by_key = {one["key"]: one for one in answer["examples"]}
    assert code == 0 and by_key["lint-2"]["peak_after"] < by_key["lint-2"]["peak_before"]
    assert by_key["twee-helften"]["why_not"] and by_key["lint-2"]["why_not"] is None
    assert len({frozenset(one) for one in answer["examples"]}) == 1  # the same keys always
    code, answer = run(path, "--period", "S1", "--apply", "lint-2")
    assert (code, answer["applied"]) == (0, "lint-2")
    assert Project.open(path).state.plan.placements["S1"][0].option.form is Form.LINT
    code, answer = run(path, "--period", "S9")
    assert code == 2
