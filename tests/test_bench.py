"""The public data set: read and written without loss, its plans sound, bad ones refused."""

import gzip
import json

import pytest

from stageplanner import benchdata, cli
from stageplanner.domain.checks import check_plan
from stageplanner.domain.option import build_options
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.measures import measure
from stageplanner.problems import StagePlannerError
from tests.ui.builders import plan_with_one_change, small_state

SMALLEST = benchdata.shipped()[0]


def run(capsys, *arguments):
    code = cli.main(["bench", *arguments, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out)


def test_that_an_instance_means_the_same_after_writing_and_reading():
    state = small_state()
    told = json.loads(json.dumps(benchdata.write_instance(state, "x")))
    read = benchdata.read_instance(told)
    assert benchdata.write_instance(read, "x") == told
    plan = plan_with_one_change(state)
    for one, other in ((state, read),):
        assert measure(one, plan).days == measure(other, plan).days
    terms, others = all_terms(state), all_terms(read)
    for period, same in zip(state.periods, read.periods, strict=True):
        options = build_options(period, terms[period.id], calendar_of(state))
        assert options == build_options(same, others[same.id], calendar_of(read))


def test_that_a_plan_is_the_same_after_writing_and_reading():
    plan = plan_with_one_change(small_state())
    told = json.loads(json.dumps(benchdata.write_plan(plan, "x")))
    assert benchdata.read_plan(told).placements == plan.placements


@pytest.mark.parametrize("name", benchdata.shipped()[:2])
def test_that_a_best_plan_is_sound_and_as_good_as_it_says(name):
    instance, best = benchdata.load_shipped(name)
    state = benchdata.read_instance(instance)
    for question in benchdata.QUESTIONS:
        known = best["questions"][question]
        plan = benchdata.read_plan(known["plan"])
        assert check_plan(state, plan) == ()
        verdict = benchdata.judge(state, plan)
        assert verdict.changes == known["changes"] == sum(p["changes"] for p in known["components"])
        for part in known["components"]:
            peak = verdict.peaks[frozenset(part["programmes"])]
            assert peak == pytest.approx(part["peak"])
            assert peak >= part["lower_bound"] - 1e-9
            assert part["changes"] >= part["changes_lower_bound"]


def test_that_no_name_is_in_the_data_set():
    for name in benchdata.shipped():
        instance, _ = benchdata.load_shipped(name)
        for period in instance["periods"]:
            assert period["institution"].startswith("Instelling ")


def test_that_the_table_has_a_row_for_every_question_and_component(capsys):
    code, answer = run(capsys, "--instance", SMALLEST)
    assert code == 0
    _, best = benchdata.load_shipped(SMALLEST)
    parts = len(best["questions"][benchdata.LOWEST]["components"])
    assert len(answer["rows"]) == 2 * parts
    assert all(row["sound"] for row in answer["rows"])
    assert cli.main(["bench", "--instance", SMALLEST, "--lang", "en"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 1 + 2 * parts
    assert table[0].split()[:2] == ["instance", "question"]


def test_that_a_plan_written_by_the_command_is_judged_sound_and_a_worse_one_is_not(
    capsys, tmp_path
):
    code, answer = run(capsys, "--instance", SMALLEST, "--out", str(tmp_path))
    assert code == 0
    assert len(answer["files"]) == 4
    path = tmp_path / f"{SMALLEST}.{benchdata.PROPOSAL}.plan.json"
    code, answer = run(capsys, "--plan", str(path))
    assert (code, answer["sound"]) == (0, True)
    told = json.loads(path.read_text("utf-8"))
    moved = next(iter(told["placements"].values()))[0]
    moved["students"] += 1
    path.write_text(json.dumps(told), "utf-8")
    code, answer = run(capsys, "--plan", str(path))
    assert (code, answer["sound"]) == (1, False)
    assert answer["problems"][0]["message"]


def test_that_an_instance_of_ones_own_can_be_judged_too(capsys, tmp_path):
    state = small_state()
    instance = tmp_path / "own.json.gz"
    instance.write_bytes(gzip.compress(json.dumps(benchdata.write_instance(state, "own")).encode()))
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(benchdata.write_plan(plan_with_one_change(state), "own")))
    code, answer = run(capsys, "--instance", str(instance), "--plan", str(plan))
    assert (code, answer["changes"]) == (0, 1)


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
        ('{"format": "stageplanner-plan-1"}', "bench_field"),
        ('{"format": "stageplanner-plan-1", "placements": {"P1": [{"form": "x"}]}}', "bench_field"),
    ],
)
def test_that_a_file_that_is_no_plan_is_refused_with_the_reason(capsys, tmp_path, content, code):
    path = tmp_path / "plan.json"
    path.write_text(content)
    exit_code, answer = run(capsys, "--instance", SMALLEST, "--plan", str(path))
    assert (exit_code, answer["error"]["code"]) == (2, code)


def test_that_an_unknown_instance_is_told_with_those_there_are(capsys, tmp_path):
    code, answer = run(capsys, "--instance", "none")
    assert code == 2
    assert SMALLEST in answer["error"]["message"]
    code, answer = run(capsys, "--plan", str(tmp_path / "none.json"))
    assert (code, answer["error"]["code"]) == (2, "file_missing")
    with pytest.raises(StagePlannerError):
        benchdata.read_instance({"format": benchdata.INSTANCE_FORMAT, "periods": [{}]})
