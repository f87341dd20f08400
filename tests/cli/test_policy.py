"""``stageplanner policy``: every rule shown and set, wrong values refused with the cure."""

import json

import pytest

from stageplanner.cli.run import main
from stageplanner.domain.planning.rule_fields import GOAL_FIELDS, RULE_FIELDS
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.project import Project
from tests.builders import SCHOOL, company, period, region


@pytest.fixture
def path(tmp_path):
    wide = {"latest": 20, "students": 12}
    periods = [
        period("S1", start=0, weeks=4, year=1, **wide),
        period("S2", start=0, weeks=4, **wide),
        period("S3", start=0, institution="Biesbos College", **wide),
    ]
    project = Project(region(periods, [company(places=20)]))
    project.save(tmp_path / "regio.stageplan")
    return tmp_path / "regio.stageplan"


def policy(capsys, path, *arguments):
    code = main(["policy", str(path), "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


SETTINGS = {
    "window_weeks": ("4", 4),
    "first_year_lesweek": ("6", 6),
    "allowed_forms": ("lint", ["lint"]),
    "blok_moves_weekdays": ("ja", True),
    "school_days": ("wo vr", "wo vr"),
    "lint_days": ("1 2 3", [1, 2, 3]),
    "blok_days": ("4,5", [4, 5]),
    "days_may_change": ("yes", True),
    "weekday_sets": ("ma di; wo do vr", ["ma di", "wo do vr"]),
    "most_weeks_shift": ("3", 3),
    "scheme_weeks": ("10", 10),
    "split_from_students": ("30", 30),
    "proposes_splits": ("ja", True),
    "gap_weeks": ("2", 2),
    "most_away": ("40", 40),
    "most_contact_moments": ("60", 60),
}


@pytest.mark.parametrize("key", SETTINGS)
def test_that_a_rule_is_set_shown_and_saved(capsys, path, key):
    typed, shown = SETTINGS[key]
    _, answer = policy(capsys, path, "--set", f"{key}={typed}")
    assert answer["rules"][key] == shown
    assert policy(capsys, path)[1]["rules"] == answer["rules"]


def test_that_every_rule_and_goal_is_shown_and_can_be_set(capsys, path):
    _, answer = policy(capsys, path)
    assert list(answer["rules"]) == [field.name for field in RULE_FIELDS]
    assert set(answer["rules"]) == {*SETTINGS, "forbidden"}
    assert set(answer["goals"]) == {field.name for field in GOAL_FIELDS}
    assert answer["served_first"] == [1, 2]
    same = [f"goals.{name}={value}" for name, value in answer["goals"].items()]
    code, after = policy(capsys, path, *(word for setting in same for word in ("--set", setting)))
    assert (code, after["goals"]) == (0, answer["goals"])


def test_that_several_are_set_in_one_step_that_undo_takes_back(capsys, path):
    given = ["target=95%", "served_first=2 1", "load_weights.1=1,5", "goals.changes=1"]
    code, answer = policy(capsys, path, *(word for setting in given for word in ("--set", setting)))
    assert code == 0
    assert (answer["target"], answer["served_first"]) == (0.95, [2, 1])
    assert answer["load_weights"]["1"] == 1.5
    project = Project.open(path)
    assert [event.verb for event in project.history] == ["policy"]
    assert project.state.policy.goals.changes == 1


def test_that_an_institution_gets_rules_of_its_own(capsys, path):
    _, answer = policy(capsys, path, "--institution", SCHOOL, "--set", "window_weeks=2")
    assert (answer["institution"], answer["rules"]["window_weeks"]) == (SCHOOL, 2)
    _, whole = policy(capsys, path)
    assert whole["rules"]["window_weeks"] == 10
    assert whole["institutions"][SCHOOL]["window_weeks"] == 2


def test_that_stretches_are_typed_in_lesweken_or_dates_and_taken_away(capsys, path):
    typed = "P1: 20-22; Toetsweek: 8-2-2027 t/m 12-2-2027, leerjaar 1"
    code, answer = policy(capsys, path, "--set", f"forbidden={typed}")
    assert code == 0
    assert [stretch["name"] for stretch in answer["rules"]["forbidden"]] == ["P1", "Toetsweek"]
    assert Project.open(path).state.policy.rules.forbidden[0] == Forbidden(
        name="P1", first_lesweek=20, last_lesweek=22
    )
    _, answer = policy(capsys, path, "--set", "forbidden=-")
    assert answer["rules"]["forbidden"] == []
    _, answer = policy(capsys, path, "--set", "most_away=12", "--set", "most_away=geen")
    assert answer["rules"]["most_away"] is None


def test_that_wishes_against_a_rule_are_told_and_kept(capsys, path):
    code, answer = policy(
        capsys,
        path,
        *("--set", "forbidden=Start: 7-9-2026 t/m 18-9-2026"),
        *("--set", "most_away=20", "--set", "most_contact_moments=20"),
        *("--set", "school_days=ma"),
    )
    assert code == 1
    problems = {(p["code"], p["severity"]) for p in answer["problems"]}
    assert problems == {
        ("wish_forbidden", "warning"),
        ("wish_away", "warning"),
        ("wish_contacts", "warning"),
        ("wish_school_day", "warning"),
    }
    words = " ".join(problem["message"] for problem in answer["problems"])
    assert "Start" in words and "24" in words and "Biesbos College" in words


def test_that_a_group_wished_closer_than_the_gap_is_told(capsys, tmp_path):
    one = period("S1", start=0, weeks=2, group="A")
    two = period("S2", start=3, weeks=2, group="A")
    project = Project(region([one, two], [company(places=99)]))
    project.set_policy(Policy(rules=Rules(gap_weeks=2)))
    project.save(tmp_path / "regio.stageplan")
    code, answer = policy(capsys, tmp_path / "regio.stageplan")
    assert (code, [p["code"] for p in answer["problems"]]) == (1, ["wish_gap"])


@pytest.mark.parametrize(
    "wish",
    [
        ["--set", "windowweeks=3"],
        ["--set", "window_weeks"],
        ["--set", "window_weeks=veel"],
        ["--set", "window_weeks=99"],
        ["--set", "window_weeks=-"],
        ["--set", "lint_days=6"],
        ["--set", "school_days=maandag"],
        ["--set", "allowed_forms=stage"],
        ["--set", "allowed_forms="],
        ["--set", "proposes_splits=misschien"],
        ["--set", "weekday_sets=ma di; nooit"],
        ["--set", "forbidden=P1 1-10"],
        ["--set", "target=hoog"],
        ["--set", "served_first=7"],
        ["--set", "load_weights.9=1"],
        ["--set", "goals.peak=3"],
        ["--institution", "Nergens"],
        ["--institution", SCHOOL, "--set", "target=0.9"],
    ],
)
def test_that_what_cannot_be_is_refused_with_the_cure_and_nothing_is_set(capsys, path, wish):
    before = path.read_bytes()
    code, answer = policy(capsys, path, *wish)
    assert code == 2
    assert "{" not in answer["error"]["message"] and "." in answer["error"]["message"]
    assert path.read_bytes() == before


def test_that_the_policy_reads_as_lines(capsys, path):
    assert main(["policy", str(path), "--set", "forbidden=P1: 20-22"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "window_weeks = 10" in lines
    assert "forbidden = P1 20 22" in lines
    assert "goals.weigh = nee" in lines
    assert "most_away = -" in lines
