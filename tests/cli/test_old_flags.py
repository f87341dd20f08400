"""The old options of rounds and agreements do what the verbs do, and name the new spelling."""

from __future__ import annotations

import argparse
import json

import pytest

from stageplanner.cli import old_flags
from stageplanner.cli.parser import COMMANDS
from stageplanner.cli.run import main
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.project import Project
from tests.builders import SCHOOL
from tests.negotiating import agreed, at, planned

NUMBER = "RVN-2627-001"
LATER = "2999-02-01"
START = ("rounds", "start", "Ronde", "--deadline", "2999-01-01")
SEND = ("rounds", "send", "1")
COUNTERED = ("R1-001", "countered")
LAPSED = ("rounds", "expire", "2999-01-02")
SIGNED = [
    ("agreements", "sign", NUMBER, party, "P. Jansen") for party in (SCHOOL, "Rijk van Nijmegen")
]
STATUSES = [("agreements", "status", NUMBER, status) for status in ("signed", "running")]


def run(capsys, path, command, *arguments):
    """Run a command on a project; the project follows the verb, if there is one."""
    (verbs,) = (known.verbs for known in COMMANDS if known.name == command)
    place = 1 if arguments and arguments[0] in {verb.name for verb in verbs} else 0
    words = [command, *arguments[:place], path, *arguments[place:], "--json"]
    code = main([str(word) for word in words])
    shown = capsys.readouterr()
    return code, json.loads(shown.out), shown.err


#: What was done before, what was typed, what is typed now.
ROUNDS = [
    ([], ["--start", "Ronde", "--deadline", LATER], ["start", "Ronde", "--deadline", LATER]),
    (
        [],
        ["--start", "R", "--deadline", LATER, "--plan", "current", "--periods", "S2"],
        ["start", "R", "--deadline", LATER, "--plan", "current", "--periods", "S2"],
    ),
    (
        [],
        ["--start", "R", "--deadline", LATER, "--leerbedrijven"],
        ["start", "R", "--deadline", LATER, "--leerbedrijven"],
    ),
    ([START], ["--send", "1"], ["send", "1"]),
    ([START], ["--send", "1", "--deadline", LATER], ["send", "1", "--deadline", LATER]),
    ([START], ["--send", "1", "--out", "OUT"], ["send", "1", "--out", "OUT"]),
    ([START, SEND], ["--out", "OUT"], ["write", "--out", "OUT"]),
    ([START, SEND], ["--out", "OUT", "--round", "1"], ["write", "1", "--out", "OUT"]),
    ([START, SEND], ["--expire", "2999-01-02"], ["expire", "2999-01-02"]),
    (
        [START, SEND, LAPSED],
        ["--extend", "1", "--deadline", LATER, "--again", "R1-002"],
        ["extend", "1", "--deadline", LATER, "--again", "R1-002"],
    ),
    ([START, SEND], ["--withdraw", "R1-001", "R1-002"], ["withdraw", "R1-001", "R1-002"]),
    ([START, SEND], ["--plan-again", "1"], ["repair", "1"]),
    (
        [START, SEND],
        ["--plan-again", "1", "--take", "1", "--time-limit", "5"],
        ["repair", "1", "--take", "1", "--time-limit", "5"],
    ),
    ([START, SEND, COUNTERED], ["--counter", "R1-001"], ["counter", "R1-001"]),
    ([START, SEND], ["--close", "1"], ["close", "1"]),
    ([], ["--rule", "code=X", "--rule", f"key.{SCHOOL}=2"], ["rule", "code=X", f"key.{SCHOOL}=2"]),
]
AGREEMENTS = [
    ([("answers", "--set", "R1-002", "agreed")], ["--make", "1"], ["make", "1"]),
    ([], ["--status", NUMBER, "discussed"], ["status", NUMBER, "discussed"]),
    ([], ["--party", NUMBER, SCHOOL, "refused"], ["party", NUMBER, SCHOOL, "refused"]),
    (
        [],
        ["--sign", NUMBER, SCHOOL, "P. Jansen", "--role", "BPV"],
        ["sign", NUMBER, SCHOOL, "P. Jansen", "--role", "BPV"],
    ),
    (
        [*SIGNED, *STATUSES],
        ["--evaluate", NUMBER, "goed", "--realised", "S2=5"],
        ["evaluate", NUMBER, "goed", "--realised", "S2=5"],
    ),
    ([], ["--conditions", NUMBER, "na tien weken"], ["conditions", NUMBER, "na tien weken"]),
    (
        [],
        ["--contact", NUMBER, SCHOOL, "J. Jansen", "--role", "BPV", "--email", "j@roc.nl"],
        ["contact", NUMBER, SCHOOL, "J. Jansen", "--role", "BPV", "--email", "j@roc.nl"],
    ),
    ([], ["--forget", "J. Jansen"], ["forget", "J. Jansen"]),
    (SIGNED, ["--replace", NUMBER], ["replace", NUMBER]),
    ([], ["--shortages", "FILE"], ["shortages", "FILE"]),
    ([], ["--only", "signed", "--year", "2026"], ["list", "--only", "signed", "--year", "2026"]),
    ([], ["--sector", "zorg", "--niveau", "4"], ["list", "--sector", "zorg", "--niveau", "4"]),
]  # fmt: skip
CASES = [
    *(("rounds", *case) for case in ROUNDS),
    *(("agreements", *case) for case in AGREEMENTS),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[3][0]}")
def test_that_an_old_option_gives_the_same_answer_and_says_so(capsys, tmp_path, case):
    command, before, old, new = case
    figures = tmp_path / "tekorten.csv"
    figures.write_text("crebo;niveau;datum;tekort\n25655;4;1-3-2026;12\n", "utf-8")
    places = {"OUT": str(tmp_path / "out"), "FILE": str(figures)}
    results = []
    for name, typed in (("old", old), ("new", new)):
        path = tmp_path / f"{name}.stageplan"
        (planned if command == "rounds" else agreed)(path).save()
        for step in before:
            if step is COUNTERED:
                project = Project.open(path)
                project.negotiation.record_answer("R1-001", ProposalStatus.COUNTERED, counter=at(1))
                project.save()
            else:
                assert run(capsys, path, *step)[0] in (0, 1), step
        results.append(run(capsys, path, command, *(places.get(word, word) for word in typed)))
    (code, answer, error), (new_code, new_answer, new_error) = results
    assert (code, answer) == (new_code, new_answer)
    assert code in (0, 1), answer
    assert f"stageplanner {command} {new[0]} PROJECT" in error
    assert "stageplanner" not in new_error


def test_that_every_old_option_is_tried():
    for add_flags, cases in (
        (old_flags._add_round_flags, ROUNDS),
        (old_flags._add_agreement_flags, AGREEMENTS),
    ):
        parser = argparse.ArgumentParser(add_help=False)
        add_flags(parser)
        typed = {word for _, old, _ in cases for word in old}
        assert {a.option_strings[0] for a in parser._actions} - typed == set()


def test_that_several_old_options_are_one_step(capsys, tmp_path):
    path = tmp_path / "regio.stageplan"
    planned(path).save()
    before = path.read_bytes()
    typed = ("--start", "Ronde", "--deadline", LATER, "--close", "7")
    assert run(capsys, path, "rounds", *typed)[0] == 2
    assert path.read_bytes() == before
    code, answer, error = run(capsys, path, "rounds", *typed[:4], "--send", "1", "--lang", "en")
    assert (code, answer["rounds"][0]["proposals"][0]["status"]) == (0, "sent")
    assert "rounds start PROJECT TITLE --deadline DAY; stageplanner rounds send PROJECT N" in error
    assert "write from now on" in error


@pytest.mark.parametrize("typed", [("rounds",), ("agreements",), ("rounds", "list")])
def test_that_showing_needs_no_verb_and_no_warning(capsys, tmp_path, typed):
    path = tmp_path / "regio.stageplan"
    planned(path).save()
    code, answer, error = run(capsys, path, *typed)
    assert (code, error) == (0, "")
    assert typed[0] in answer


@pytest.mark.parametrize(
    "typed", [["rounds", "strat", "x"], ["rounds", "strat", "--deadline", "x"]]
)
def test_that_a_mistyped_verb_is_answered_with_the_verbs(capsys, typed):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert ended.value.code == 2
    assert "start" in capsys.readouterr().err


def test_that_options_may_stand_before_and_behind_a_verb(capsys, tmp_path):
    path = tmp_path / "regio.stageplan"
    planned(path).save()
    answers = []
    for typed in (
        ["rounds", "--json", "list", path],
        ["rounds", "list", path, "--json"],
        ["rounds", path, "--json", "--lang", "en"],
        ["--lang", "en", "rounds", "--json", path],
    ):
        assert main([str(word) for word in typed]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert all(answer == answers[0] for answer in answers)
