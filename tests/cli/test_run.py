"""The commands: exit codes, JSON keys, bad input; what others build on."""

import argparse
import contextlib
import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from stageplanner.cli import old_flags
from stageplanner.cli.base.numbers import RANGES
from stageplanner.cli.parser import COMMANDS, build_parser
from stageplanner.cli.run import main
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.optimise.test_shortage_curve import overfull

FILES = list(example_files())


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if "--json" in arguments else captured.out, captured.err


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """The example region, to be copied where a test changes it."""
    path = tmp_path_factory.mktemp("imported") / "regio.stageplan"
    assert main(["import", str(path), *FILES]) == 0
    return path


@pytest.fixture(scope="module")
def optimised(imported, tmp_path_factory):
    """The example region with a plan, what the command answered, and what it said meanwhile."""
    path = tmp_path_factory.mktemp("cli") / "regio.stageplan"
    shutil.copy(imported, path)
    out, progress = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(progress):
        assert main(["optimise", str(path), "--json", "--lang", "en"]) == 0
    return path, json.loads(out.getvalue()), progress.getvalue()


@pytest.fixture(scope="module")
def solved(optimised):
    return optimised[0]


def test_that_every_command_is_known_to_the_parser():
    listed = build_parser().format_help()
    assert all(command.name in listed for command in COMMANDS)


def test_that_import_tells_per_file_what_was_used(capsys, tmp_path):
    code, answer, _ = run(capsys, "import", tmp_path / "p.stageplan", *FILES, "--json")
    assert code == 0
    assert [(f["kind"], f["rows_read"], f["rows_used"]) for f in answer["files"]] == [
        ("holidays", 25, 25),
        ("capacity", 764, 764),
        ("periods", 242, 242),
    ]


def test_that_periods_lists_wish_and_plan(capsys, solved):
    _, wish, _ = run(capsys, "periods", solved, "--plan", "wish", "--json")
    _, plan, _ = run(capsys, "periods", solved, "--json")
    keys = (
        *("id", "institution", "programme", "year", "group", "students", "form", "start", "end"),
        *("days_per_week", "weekdays", "fixed", "allowed_forms", "earliest_start", "latest_end"),
        *("splittable", "changed"),
    )
    assert len(wish["periods"]) == len(plan["periods"]) == 242
    assert all(key in row for row in plan["periods"] for key in keys)
    assert not any(row["changed"] for row in wish["periods"])
    assert sum(row["changed"] for row in plan["periods"]) == 16


def test_that_load_gives_components_and_days(capsys, solved):
    code, load, _ = run(capsys, "load", solved, "--plan", "wish", "--json")
    assert code == 0
    care = load["components"][0]
    assert care["peak"] == pytest.approx(1.2597, abs=1e-4)
    assert care["peak_day"] == "2027-02-09"
    assert care["bottleneck"]["programmes"] == ["25958"]
    assert (care["bottleneck"]["students"], care["bottleneck"]["places"]) == (291, 231)
    assert care["year_balance"] == pytest.approx(0.598, abs=0.001)
    worst = max(load["days"], key=lambda day: day["peak"])
    assert worst["peak"] == pytest.approx(1.3846, abs=1e-4)
    assert sum(d["shortage"] for d in load["days"]) == pytest.approx(
        sum(c["shortage_student_days"] for c in load["components"])
    )


def test_that_optimise_answers_with_its_proofs(optimised):
    _, answer, progress = optimised
    care = answer["components"][0]
    assert (care["changes"], care["changes_lower_bound"], care["status"]) == (9, 9, "proven")
    assert care["periods"] == 223
    assert answer["shortage_student_days"] == 72
    assert "fewest changes" in progress


@pytest.mark.slow
def test_that_explain_gives_a_reason_for_every_change(capsys, solved):
    _, answer, _ = run(capsys, "explain", solved, "--json")
    assert len(answer["changes"]) == 16
    assert all(change["reason"] and change["from"] != change["to"] for change in answer["changes"])
    assert all(c["effect"]["peak_without"] > c["effect"]["peak"] for c in answer["changes"])
    assert len(answer["limits"]) == 3
    (stuck,) = (limit for limit in answer["limits"] if limit["clash"])
    assert [clash["rules"] for clash in stuck["clash"]] == [["window"]]
    assert "Biesbos College" in stuck["clash"][0]["message"]
    assert all(limit["proof"]["bound"] > 0 for limit in answer["limits"])
    period = answer["changes"][0]["period"]
    _, only, _ = run(capsys, "explain", solved, "--period", period, "--json")
    assert [c["period"] for c in only["changes"]] == [period]


def test_that_check_finds_nothing_to_say(capsys, solved):
    code, answer, _ = run(capsys, "check", solved, "--json")
    assert (code, answer["problems"], answer["outdated"]) == (0, [], False)


@pytest.mark.slow
def test_that_an_exported_plan_reads_back_as_the_same_plan(capsys, solved, tmp_path):
    code, answer, _ = run(capsys, "export", solved, "--out", tmp_path / "out", "--json")
    assert code == 0
    again = tmp_path / "again.stageplan"
    holidays, companies, _ = FILES
    code, _, _ = run(capsys, "import", again, holidays, companies, answer["files"][0], "--json")
    assert code == 0
    for which in ("wish", "current"):
        _, before, _ = run(capsys, "periods", solved, "--plan", which, "--json")
        _, after, _ = run(capsys, "periods", again, "--plan", which, "--json")
        drop = ("id",)
        rows = [
            [{k: v for k, v in row.items() if k not in drop} for row in answer["periods"]]
            for answer in (before, after)
        ]
        assert rows[0] == rows[1]


def test_that_a_missing_file_is_told_and_nothing_is_written(capsys, tmp_path):
    path = tmp_path / "p.stageplan"
    code, answer, _ = run(capsys, "import", path, tmp_path / "none.xlsx", "--json")
    assert code == 2
    assert "none.xlsx" in answer["files"][0]["problems"][0]["message"]
    assert not path.exists()


def test_that_one_bad_file_does_not_keep_the_others_out(capsys, tmp_path):
    path = tmp_path / "p.stageplan"
    code, answer, _ = run(capsys, "import", path, tmp_path / "none.xlsx", *FILES, "--json")
    assert code == 1
    assert [f["rows_used"] for f in answer["files"]] == [0, 25, 764, 242]
    assert path.exists()


@pytest.mark.parametrize("command", ["periods", "load", "optimise", "check", "explain"])
def test_that_a_project_that_is_not_there_is_told(capsys, tmp_path, command):
    code, answer, error = run(capsys, command, tmp_path / "none.stageplan", "--json")
    assert code == 2
    assert answer["error"]["code"] == "file_missing"
    assert "none.stageplan" in error


@pytest.mark.parametrize("command", ["check", "explain"])
def test_that_a_project_without_a_plan_is_told(capsys, imported, command):
    code, answer, _ = run(capsys, command, imported, "--json")
    assert (code, answer["error"]["code"]) == (2, "no_plan")


@pytest.mark.parametrize(
    "wish",
    [
        ("--target", "hoog"),
        ("--target", "-1"),
        ("--max-changes", "-3"),
        ("--time-limit", "0"),
        ("--gap", "2"),
    ],
)
def test_that_impossible_wishes_are_refused_with_the_cure(capsys, solved, wish):
    code, answer, _ = run(capsys, "optimise", solved, *wish, "--json")
    assert (code, answer["error"]["code"]) == (2, "bad_argument")


def test_that_both_languages_speak(capsys, solved):
    _, dutch, _ = run(capsys, "check", solved)
    _, english, _ = run(capsys, "check", solved, "--lang", "en")
    assert "regels" in dutch
    assert "rule" in english


def modules_after(script):
    """The modules that a fresh Python has loaded after a script."""
    script += "\nimport sys; print(*sys.modules, file=sys.stderr)"
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return child.stderr.split()


def test_that_plain_commands_import_no_qt(solved):
    script = f"from stageplanner.cli import main; main(['load', {str(solved)!r}])"
    loaded = modules_after(script)
    assert "stageplanner.load.measures" in loaded
    assert [name for name in loaded if name.startswith("PySide6")] == []


def test_that_the_help_needs_none_of_the_rooms():
    loaded = modules_after("from stageplanner.cli.parser import build_parser; build_parser()")
    rooms = ("numpy", "ortools", "openpyxl", "sqlalchemy", "stageplanner.project")
    assert [name for name in loaded if name in rooms or name.startswith("stageplanner.do")] == []


@pytest.fixture(scope="module")
def unreachable(tmp_path_factory):
    path = tmp_path_factory.mktemp("far") / "far.stageplan"
    with contextlib.closing(Project(overfull(), path)) as project:
        project.save(path)
    return path


def test_that_a_target_out_of_reach_is_told_with_its_knee(capsys, unreachable):
    arguments = (unreachable, "--time-limit", "8", "--json")
    _, curve, _ = run(capsys, "frontier", *arguments)
    (knee,) = [point for point in curve["shortage_points"] if point["knee"]]
    _, answer, _ = run(capsys, "optimise", *arguments)
    (component,) = answer["components"]
    told = component["shortage"]
    assert component["changes"] == knee["changes"] == knee["changes_lower_bound"]
    assert told["share"] == 0.9 <= told["taken"]
    assert told["student_days"] == answer["shortage_student_days"] == knee["shortage_student_days"]
    _, little, _ = run(capsys, "optimise", *arguments, "--tekort-share", "40")
    assert little["components"][0]["changes"] < component["changes"]
    _, everything, _ = run(capsys, "optimise", *arguments, "--tekort-share", "100%")
    assert everything["shortage_student_days"] == told["least_student_days"]
    assert everything["components"][0]["shortage"] is None


@pytest.mark.parametrize("share", ["5", "101", "veel", "-1"])
def test_that_an_impossible_share_is_refused(capsys, unreachable, share):
    code, _, _ = run(capsys, "optimise", unreachable, "--json", f"--tekort-share={share}")
    assert code == 2


@pytest.mark.slow
def test_that_the_frontier_has_no_dominated_point(capsys, solved):
    _, answer, _ = run(capsys, "frontier", solved, "--time-limit", "8", "--json")
    care = [p for p in answer["points"] if len(p["component"]) == 11]
    assert care[0]["changes"] == 0
    for before, after in pairwise(care):
        assert before["changes"] < after["changes"]
        assert before["peak"] > after["peak"]
        assert after["changes_lower_bound"] <= after["changes"]
    assert any(p["changes"] == p["changes_lower_bound"] == 3 and p["peak"] < 1.1 for p in care)


def test_that_history_tells_who_did_what(capsys, solved):
    _, answer, _ = run(capsys, "history", solved, "--json")
    assert [event["verb"] for event in answer["events"]] == ["import"] * 3 + ["optimise"]
    first = answer["events"][0]
    assert all(first[key] for key in ("when", "user", "subject", "after", "origin"))
    digest = hashlib.sha256(Path(FILES[0]).read_bytes()).hexdigest()
    assert first["origin"] == f"Vakanties.xlsx sha256:{digest}"
    _, shown, _ = run(capsys, "history", solved)
    lines = shown.splitlines()
    assert len(lines) == 4
    assert "bestand ingelezen  Vakanties.xlsx  25 vakanties" in lines[0]
    assert "plan van" in lines[3]


def test_that_diff_shows_what_differs(capsys, solved, imported):
    _, answer, _ = run(capsys, "diff", imported, solved, "--json")
    assert (len(answer["plan"]), answer["rows"], answer["equal"]) == (16, [], False)
    _, same, _ = run(capsys, "diff", solved, solved, "--json")
    assert same["equal"]
    _, named, _ = run(capsys, "diff", solved, solved, "--plans", "wish", "current", "--json")
    assert named["plan"] == answer["plan"]
    code, unknown, _ = run(capsys, "diff", solved, solved, "--plans", "wish", "B", "--json")
    assert (code, unknown["error"]["code"]) == (2, "scenario_unknown")


def test_that_a_region_rolls_over_to_the_next_school_year(capsys, solved, tmp_path):
    out = tmp_path / "next.stageplan"
    _, answer, _ = run(capsys, "rollover", solved, "--out", out, "--json")
    assert (answer["school_year"], answer["periods"]) == ("2027-2028", 242)
    code, again, _ = run(capsys, "rollover", solved, "--out", out, "--json")
    assert (code, again["error"]["code"]) == (2, "rollover_exists")
    assert Project.open(out).mappings == Project.open(solved).mappings
    _, events, _ = run(capsys, "history", out, "--json")
    assert [event["verb"] for event in events["events"]][-2:] == ["optimise", "rollover"]


def test_that_a_plan_can_be_the_wish_of_the_next_year(capsys, solved, tmp_path):
    path = tmp_path / "regio 2026-2027.stageplan"
    shutil.copy(solved, path)
    _, answer, _ = run(capsys, "rollover", path, "--from-plan", "--json")
    assert Path(answer["file"]) == tmp_path / "regio 2027-2028.stageplan"
    run(capsys, "rollover", solved, "--out", tmp_path / "wish.stageplan")
    _, difference, _ = run(capsys, "diff", tmp_path / "wish.stageplan", answer["file"], "--json")
    assert len(difference["rows"]) == 16


@pytest.mark.parametrize(
    "command",
    [("import", *FILES[:1]), ("optimise",)],
    ids=lambda command: command[0],
)
def test_that_a_file_that_a_window_holds_is_not_changed(capsys, solved, tmp_path, command):
    path = tmp_path / "regio.stageplan"
    shutil.copy(solved, path)
    before = path.read_bytes()
    window = Project.open(path, guarded=True)
    code, answer, error = run(capsys, command[0], path, *command[1:], "--json")
    assert (code, answer["error"]["code"]) == (2, "store_held")
    assert window.history[0].user in error
    assert path.read_bytes() == before
    window.close()
    assert run(capsys, "history", path)[0] == 0


def test_that_a_mistyped_command_is_told_with_the_commands(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["frobnicate"])
    assert ended.value.code == 2
    assert "optimise" in capsys.readouterr().err


def test_that_a_machine_without_a_screen_is_told(capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 2
    assert "scherm" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child process there")
def test_that_ctrl_c_keeps_the_best_plan_so_far(imported, tmp_path):
    path = tmp_path / "p.stageplan"
    shutil.copy(imported, path)
    command = [sys.executable, "-m", "stageplanner.cli", "optimise", str(path), "--json"]
    wishes = ["--target", "lowest", "--gap", "0", "--time-limit", "100"]
    child = subprocess.Popen(
        [*command, *wishes], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for line in child.stderr:
        if "laagste piek, 11" in line:
            break
    for _ in range(2):
        child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    answer = json.loads(out)
    assert answer["stopped"]
    assert answer["components"][0]["peak"] <= answer["components"][0]["wish_peak"]
    assert main(["check", str(path)]) == 0


def test_that_a_reader_that_stops_reading_is_no_defect(imported):
    command = [sys.executable, "-m", "stageplanner.cli", "periods", str(imported), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 2


@pytest.mark.parametrize("arguments", [("--lang", "en", "periods"), ("periods", "--lang", "en")])
def test_that_the_language_may_stand_before_and_behind_the_command(capsys, arguments):
    assert main([*arguments, "nergens.stageplan"]) == 2
    assert "does not exist" in capsys.readouterr().err


def number_actions(parser):
    """Every argument of every command that is a number."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from number_actions(sub)
        elif action.type in (int, float):
            yield action


def test_that_the_range_of_every_number_is_known():
    parsers = [build_parser(), old_flags._parser("en")]
    found = {action.dest for parser in parsers for action in number_actions(parser)}
    assert {"seed", "workers", "samples", "time_limit", "plan_again"} <= found
    assert found - set(RANGES) == set()


@pytest.mark.parametrize(
    ("command", "wish"),
    [
        ("optimise", ("--seed", "-1")),
        ("optimise", ("--seed", "99999999999999")),
        ("optimise", ("--workers", "0")),
        ("optimise", ("--workers", "-2")),
        ("optimise", ("--max-changes", "99999999999999999999")),
        ("optimise", ("--time-limit", "nan")),
        ("optimise", ("--gap", "nan")),
        ("optimise", ("--most-weeks", "-1")),
        ("frontier", ("--seed", "-1")),
        ("frontier", ("--workers", "0")),
        ("frontier", ("--time-limit", "inf")),
        ("robust", ("--seed", "-1")),
        ("robust", ("--samples", "0")),
        ("robust", ("--students", "nan")),
        ("repair", ("--seed", "-1")),
        ("repair", ("--workers", "0")),
        ("repair", ("--target", "-1")),
        ("repair", ("--adopt", "0")),
        ("prices", ("--time-limit", "-1")),
        ("divide", ("--time-limit", "0")),
        ("bench", ("--time-limit", "0")),
    ],
)
def test_that_an_impossible_number_is_a_sentence(capsys, solved, command, wish):
    project = () if command == "bench" else (solved,)
    code, answer, told = run(capsys, command, *project, *wish, "--json", "--lang", "en")
    assert (code, answer["error"]["code"]) == (2, "bad_argument")
    assert told.startswith(wish[0])
    if wish[0] == "--seed":
        assert told.strip().endswith("Give a number from 0 to 2147483647.")
