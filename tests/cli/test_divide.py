"""The commands that ask more of a plan: repair, divide, prices, robust."""

import csv
import json

import pytest

from stageplanner.cli.run import main
from stageplanner.domain.form import Form
from stageplanner.optimise.result import Settings
from stageplanner.planning import find_repairs
from stageplanner.project import Project
from tests.builders import company, period, region

OTHER = "Biesbos College"


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if "--json" in arguments else captured.out, captured.err


def crowd():
    """Three groups of two schools on the same two weeks, places for two of them."""
    schools = {"S1": "Linge College", "S2": "Linge College", "S3": OTHER}
    return [
        period(name, students=6, weeks=2, latest=5, institution=school, allowed_forms=(Form.BLOK,))
        for name, school in schools.items()
    ]


@pytest.fixture
def path(tmp_path):
    """A planned region: one of the three groups is asked to move."""
    file = tmp_path / "regio.stageplan"
    project = Project(region(crowd(), [company("100000001", 8), company("100000002", 4)]))
    project.optimise(Settings(workers=1, time_limit=20))
    project.save(file)
    return file


def moved(path):
    plan = Project.open(path).state.plan
    (name,) = plan.placements
    return name


def test_that_a_refusal_is_repaired_at_the_school_that_refused_first(capsys, path):
    name = moved(path)
    code, answer, _ = run(capsys, "repair", path, "--refuse", name, "--json")
    assert code == 0
    assert [len(repair["touched"]) for repair in answer["repairs"]] == [1, 1]
    others = [len(repair["others"]) for repair in answer["repairs"]]
    assert others == sorted(others)
    assert all(
        repair["reaches_target"] and repair["touched_lower_bound"] == 1
        for repair in answer["repairs"]
    )
    assert all(repair["problems"] == [] for repair in answer["repairs"])
    first = answer["repairs"][0]["touched"][0]
    assert first["from"][0]["start"] != first["to"][0]["start"]
    assert moved(path) == name, "nothing is taken over unasked"


def test_that_a_locked_group_stays_and_a_chosen_repair_becomes_the_plan(capsys, path):
    name = moved(path)
    locked = next(n for n in ("S1", "S2", "S3") if n != name)
    arguments = ("repair", path, "--refuse", name, "--lock", locked, "--adopt", "1", "--json")
    code, answer, _ = run(capsys, *arguments)
    assert (code, answer["adopted"]) == (0, 1)
    (left,) = {"S1", "S2", "S3"} - {name, locked}
    assert [t["period"] for repair in answer["repairs"] for t in repair["touched"]] == [left]
    assert moved(path) == left
    assert run(capsys, "check", path)[0] == 0


def test_that_what_cannot_be_repaired_is_told_with_the_reason(capsys, path):
    code, answer, _ = run(capsys, "repair", path, "--refuse", "S1", "S2", "S3", "--json")
    assert code == 1
    (repair,) = answer["repairs"]
    assert not repair["reaches_target"]
    (problem,) = answer["problems"]
    assert problem["code"] == "repair_impossible"
    assert "18 studenten" in problem["message"]
    assert f"S3 ({OTHER})" in problem["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--refuse", "S9"),
        ("--lock", "S9"),
        ("--refuse", "S1", "--lock", "S1"),
        ("--refuse", "S1", "--adopt", "7"),
        ("--refuse", "S1", "--time-limit", "0"),
    ],
)
def test_that_wrong_answers_are_refused_with_the_cure(capsys, path, arguments):
    before = path.read_bytes()
    code, answer, err = run(capsys, "repair", path, *arguments, "--json")
    assert code == 2
    assert answer["problems"][0]["message"] in err
    assert path.read_bytes() == before


def test_that_a_plan_above_the_target_is_only_brought_back_to_itself():
    """Where no plan reaches the target, a refusal does not ask for what was impossible."""
    state = region(crowd(), [company("1", 5)])
    project = Project(state)
    project.optimise(Settings(workers=1, time_limit=20))
    peak = max(proof.peak for proof in project.state.plan.proofs)
    assert peak > 1
    (repair,) = find_repairs(project.state, locked=frozenset(project.state.plan.placements))
    assert (repair.touched, repair.reaches_target) == ((), True)


def test_that_division_gives_every_student_a_place_or_a_name(capsys, path, tmp_path):
    out = tmp_path / "verdeling.csv"
    code, answer, _ = run(capsys, "divide", path, "--out", out, "--json")
    assert code == 0
    assert (answer["placed"], answer["left_over"], answer["unplaced"]) == (18, 0, [])
    assert sum(share["students"] for share in answer["shares"]) == 18
    assert all(c["proven"] for c in answer["components"])
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sum(int(row["Studenten"]) for row in rows) == 18
    assert {row["Leerbedrijf"] for row in rows} == {"Bedrijf 100000001", "Bedrijf 100000002"}


def test_that_students_without_a_place_are_problems(capsys, tmp_path):
    file = tmp_path / "vol.stageplan"
    Project(region([period(students=12, fixed=True)], [company(places=10)])).save(file)
    code, answer, _ = run(capsys, "divide", file, "--json")
    assert code == 1
    assert (answer["placed"], answer["left_over"]) == (10, 2)
    assert [group["students"] for group in answer["unplaced"]] == [2]
    assert answer["problems"][0]["code"] == "divide_full"


def test_that_prices_tell_what_would_help(capsys, tmp_path):
    file = tmp_path / "krap.stageplan"
    tight = [
        period(name, weeks=2, latest=1, allowed_forms=(Form.BLOK,), fixed=name == "A")
        for name in "AB"
    ]
    Project(region(tight, [company()])).save(file)
    code, answer, _ = run(capsys, "prices", file, "--json", "--lang", "en")
    assert code == 0
    window = next(price for price in answer["prices"] if price["kind"] == "window")
    assert (window["periods"], window["bound_before"], window["bound"]) == (["B"], 2.0, 1.0)
    assert (window["changes_before"], window["changes"]) == (None, 1)
    assert "more lesweken" in window["message"]


def test_that_robustness_is_seeded_and_a_plan_with_more_slack_can_be_taken(capsys, tmp_path):
    big = period("L", start=4, weeks=2, students=12, fixed=True, latest=9)
    small = period("S", start=7, weeks=2, students=2, fixed=True, latest=9)
    pair = [period(n, weeks=2, students=8, earliest=0, latest=8) for n in ("A", "B")]
    file = tmp_path / "speling.stageplan"
    project = Project(region([big, small, *pair], [company("1", 20)]))
    project.save(file)
    arguments = ("robust", file, "--samples", "50", "--students", "20", "--json")
    _, first, _ = run(capsys, *arguments)
    _, same, _ = run(capsys, *arguments)
    _, other, _ = run(capsys, *arguments, "--seed", "2")
    assert first == same != other
    assert (first["samples"], first["students"], first["seed"]) == (50, 20, 1)
    assert first["components"][0]["peak"] <= first["components"][0]["worst"]
    code, better, _ = run(capsys, *arguments, "--improve", "--more-changes", "1")
    assert code == 0
    assert better["worst"] < better["before"]["worst"]
    assert better["changes"] <= better["changes_before"] + 1
    assert len(Project.open(file).state.plan.placements) == better["changes"]


@pytest.mark.parametrize(
    "arguments", [("--students", "-1"), ("--samples", "0"), ("--more-changes", "-1")]
)
def test_that_wrong_numbers_are_refused(capsys, path, arguments):
    code, answer, _ = run(capsys, "robust", path, *arguments, "--json")
    assert (code, answer["problems"][0]["code"]) == (2, "bad_argument")


def test_that_a_repair_keeps_what_was_proven_of_the_region(path):
    state = Project.open(path).state
    (before,) = state.plan.proofs
    (name,) = state.plan.placements
    for repair in find_repairs(state, refused=frozenset([name])):
        (proof,) = repair.plan.proofs
        assert (proof.lower_bound, proof.changes) == (before.lower_bound, 1)


def test_that_only_the_institutions_named_are_asked(capsys, path):
    code, answer, _ = run(capsys, "optimise", path, "--institutions", OTHER, "--json")
    assert code == 0
    assert moved(path) == "S3"
    assert [c["changes"] for c in answer["components"]] == [1]
    code, answer, _ = run(capsys, "optimise", path, "--most-weeks", "0", "--json")
    assert [c["changes"] for c in answer["components"]] == [0], "there is nowhere to go"
    assert Project.open(path).state.policy.rules.most_weeks_shift is None, "for one question only"


@pytest.mark.parametrize(
    ("wrong", "error_text"),
    [(("--institutions", "Nergens"), OTHER), (("--most-weeks", "-1"), "--most-weeks")],
)
def test_that_a_slip_in_the_limits_of_a_question_is_told(capsys, path, wrong, error_text):
    before = moved(path)
    code, _, error = run(capsys, "optimise", path, *wrong, "--json")
    assert code == 2
    assert error_text in error
    assert moved(path) == before
