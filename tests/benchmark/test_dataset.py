"""The public data set: read and written without loss, its plans sound, bad ones refused."""

import gzip
import json

import pytest

from stageplanner.benchmark import dataset, schema
from stageplanner.cli import main
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.option import build_options
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.measures import measure
from stageplanner.messages import sentence
from stageplanner.problems import StagePlannerError
from tests.ui.builders import plan_with_one_change, small_state

SMALLEST = dataset.shipped()[0]


def run(capsys, *arguments):
    code = main(["bench", *arguments, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out)


def test_that_an_instance_means_the_same_after_writing_and_reading():
    state = small_state()
    content = json.loads(json.dumps(dataset.write_instance(state, "x")))
    read = dataset.read_instance(content)
    assert dataset.write_instance(read, "x") == content
    plan = plan_with_one_change(state)
    for one, other in ((state, read),):
        assert measure(one, plan).days == measure(other, plan).days
    terms, others = all_terms(state), all_terms(read)
    for period, same in zip(state.periods, read.periods, strict=True):
        options = build_options(period, terms[period.id], calendar_of(state))
        assert options == build_options(same, others[same.id], calendar_of(read))


def test_that_a_plan_is_the_same_after_writing_and_reading():
    plan = plan_with_one_change(small_state())
    content = json.loads(json.dumps(dataset.write_plan(plan, "x")))
    assert dataset.read_plan(content).placements == plan.placements


@pytest.mark.parametrize("name", dataset.shipped()[:2])
def test_that_a_best_plan_is_sound_and_as_good_as_it_says(name):
    instance, best = dataset.load_shipped(name)
    state = dataset.read_instance(instance)
    for question in dataset.QUESTIONS:
        known = best["questions"][question]
        plan = dataset.read_plan(known["plan"])
        assert check_plan(state, plan) == ()
        verdict = dataset.judge(state, plan)
        assert verdict.changes == known["changes"] == sum(p["changes"] for p in known["components"])
        for part in known["components"]:
            peak = verdict.peaks[frozenset(part["programmes"])]
            assert peak == pytest.approx(part["peak"])
            assert peak >= part["lower_bound"] - 1e-9
            assert part["changes"] >= part["changes_lower_bound"]


def test_that_no_name_is_in_the_data_set():
    for name in dataset.shipped():
        instance, _ = dataset.load_shipped(name)
        for period in instance["periods"]:
            assert period["institution"].startswith("Instelling ")


def test_that_the_table_has_a_row_for_every_question_and_component(capsys):
    code, answer = run(capsys, "--instance", SMALLEST)
    assert code == 0
    _, best = dataset.load_shipped(SMALLEST)
    parts = len(best["questions"][dataset.LOWEST]["components"])
    assert len(answer["rows"]) == 2 * parts
    assert all(row["sound"] for row in answer["rows"])
    assert main(["bench", "--instance", SMALLEST, "--lang", "en"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 1 + 2 * parts
    assert table[0].split()[:2] == ["instance", "question"]


def test_that_a_plan_written_by_the_command_is_judged_sound_and_a_worse_one_is_not(
    capsys, tmp_path
):
    code, answer = run(capsys, "--instance", SMALLEST, "--out", str(tmp_path))
    assert code == 0
    assert len(answer["files"]) == 4
    path = tmp_path / f"{SMALLEST}.{dataset.PROPOSAL}.plan.json"
    code, answer = run(capsys, "--plan", str(path))
    assert (code, answer["sound"]) == (0, True)
    content = json.loads(path.read_text("utf-8"))
    moved = next(iter(content["placements"].values()))[0]
    moved["students"] += 1
    path.write_text(json.dumps(content), "utf-8")
    code, answer = run(capsys, "--plan", str(path))
    assert (code, answer["sound"]) == (1, False)
    assert answer["problems"][0]["message"]


def test_that_an_instance_of_ones_own_can_be_judged_too(capsys, tmp_path):
    state = small_state()
    instance = tmp_path / "own.json.gz"
    instance.write_bytes(gzip.compress(json.dumps(dataset.write_instance(state, "own")).encode()))
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(dataset.write_plan(plan_with_one_change(state), "own")))
    code, answer = run(capsys, "--instance", str(instance), "--plan", str(plan))
    assert (code, answer["changes"]) == (0, 1)


@pytest.mark.slow
def test_that_solving_anew_stands_beside_the_best_known(capsys):
    code, answer = run(capsys, "--instance", SMALLEST, "--solve", "--time-limit", "3")
    assert code == 0
    for row in answer["rows"]:
        assert row["found"]["sound"]
        assert row["found"]["peak"] >= row["lower_bound"] - 1e-6


@pytest.mark.parametrize(
    "content,code",
    [
        ("{}", "bench_format"),
        ("[1]", "bench_format"),
        ("no json", "bench_field"),
        ("", "bench_field"),
        ('{"format": "stageplanner-plan-1"}', "shape_missing"),
        ('{"format": "stageplanner-plan-1", "placements": []}', "shape_object"),
        ('{"format": "stageplanner-plan-1", "instance": [1], "placements": {}}', "shape_text"),
        ('{"format": "stageplanner-plan-1", "placements": {"P1": {}}}', "shape_list"),
        (
            '{"format": "stageplanner-plan-1", "placements": {"P1": [{"form": "x"}]}}',
            "shape_missing",
        ),
    ],
)
def test_that_a_file_that_is_no_plan_is_refused_with_the_reason(capsys, tmp_path, content, code):
    path = tmp_path / "plan.json"
    path.write_text(content)
    exit_code, answer = run(capsys, "--instance", SMALLEST, "--plan", str(path))
    assert (exit_code, answer["error"]["code"]) == (2, code)


@pytest.mark.parametrize(
    "field,value,code",
    [
        ("students", "12", "shape_count"),
        ("students", -1, "shape_count"),
        ("students", True, "shape_count"),
        ("students", 1.5, "shape_count"),
        ("form", "bloc", "shape_form"),
        ("form", ["blok"], "shape_form"),
        ("start", "31-08-2026", "shape_day"),
        ("end", 20260831, "shape_day"),
        ("weekdays", "ma xx", "shape_weekdays"),
        ("days_per_week", None, "shape_count"),
    ],
)
def test_that_a_wrong_value_is_told_by_its_place_and_what_belongs_there(field, value, code):
    _, best = dataset.load_shipped(SMALLEST)
    content = best["questions"][dataset.PROPOSAL]["plan"]
    period, entries = next(iter(content["placements"].items()))
    wrong = {**content, "placements": {period: [{**entries[0], field: value}]}}
    with pytest.raises(StagePlannerError) as refused:
        dataset.read_plan(wrong)
    assert refused.value.problem.code == code
    assert refused.value.problem.values["place"] == f"placements.{period}[0].{field}"
    for language in ("nl", "en"):
        assert f"placements.{period}[0].{field}" in sentence(refused.value.problem, language)


def test_that_what_is_written_has_the_shape_that_is_asked():
    """Every field that is written is known, so that a mistyped one is not left out unseen."""
    for name in dataset.shipped()[:2]:
        instance, _ = dataset.load_shipped(name)
        for part, shape in (("periods", schema.PERIOD), ("leerbedrijven", schema.COMPANY)):
            known = {key.removesuffix("?") for key in shape}
            assert {key for entry in instance[part] for key in entry} <= known


def test_that_a_folder_and_a_torn_file_are_told(capsys, tmp_path):
    code, answer = run(capsys, "--plan", str(tmp_path))
    assert (code, answer["error"]["code"]) == (2, "bench_field")
    torn = tmp_path / "torn.json.gz"
    torn.write_bytes(gzip.compress(b"{}" * 1000)[:20] + b"xxxxxxxx")
    code, answer = run(capsys, "--plan", str(torn))
    assert (code, answer["error"]["code"]) == (2, "bench_field")


def test_that_an_unknown_instance_is_told_with_those_there_are(capsys, tmp_path):
    code, answer = run(capsys, "--instance", "none")
    assert code == 2
    assert SMALLEST in answer["error"]["message"]
    code, answer = run(capsys, "--plan", str(tmp_path / "none.json"))
    assert (code, answer["error"]["code"]) == (2, "file_missing")
    with pytest.raises(StagePlannerError):
        dataset.read_instance({"format": dataset.INSTANCE_FORMAT, "periods": [{}]})
