"""Regions on a server by the commands: the administrator, two coordinators, an institution."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stageplanner.cli.run import main
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.project import Project
from stageplanner.store.shared.address import read_address
from tests.negotiating import planned


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "regio.stageplan"
    planned(path).save()
    return path


@pytest.fixture
def region(capsys, empty_register, server, file, monkeypatch):
    """A published region, as the administrator types it."""
    monkeypatch.setenv("PGPASSWORD", server.password)
    address = str(replace(empty_register, region="Zorg Utrecht"))
    assert run(capsys, "shared", "create", empty_register)[0] == 0
    assert run(capsys, "shared", "publish", file, address)[0] == 0
    return address


def test_that_a_region_goes_to_the_server_and_back_without_a_difference(
    capsys, region, file, tmp_path
):
    pulled = tmp_path / "opgehaald.stageplan"
    code, answer = run(capsys, "shared", "pull", region, pulled)
    assert (code, answer["version"]) == (0, 1)
    for first, second in ((file, pulled), (file, region), (region, pulled)):
        code, difference = run(capsys, "diff", first, second)
        assert (code, difference["equal"]) == (0, True), difference
    before, after = Project.open(file), Project.open(pulled)
    assert after.state == before.state
    assert after.plans == before.plans
    again = region.replace("Zorg%20Utrecht", "Tweede")
    assert run(capsys, "shared", "publish", pulled, again)[0] == 0
    assert run(capsys, "diff", again, region)[1]["equal"]


def test_that_every_command_takes_a_region_on_a_server_for_a_project(capsys, region, file):
    for command in ("periods", "load", "check", "history", "explain", "rounds", "agreements"):
        at_home, there = run(capsys, command, file), run(capsys, command, region)
        if command != "history":
            assert there == at_home, command
    code, answer = run(capsys, "policy", region, "--set", "target=0.9")
    assert code == 0, answer
    assert Project.open(read_address(region)).state.policy.target == 0.9
    deadline = ("--deadline", "2999-01-01")
    assert run(capsys, "rounds", "start", region, "Eerste ronde", *deadline)[0] == 0
    assert run(capsys, "rounds", "send", region, "1")[0] == 0
    statuses = {p["status"] for p in run(capsys, "rounds", region)[1]["rounds"][0]["proposals"]}
    assert statuses == {"sent"}
    verbs = [event["verb"] for event in run(capsys, "history", region)[1]["events"]]
    assert verbs[-3:] == ["policy", "start_round", "send"]


def test_that_members_are_invited_seen_and_revoked(capsys, region, server, monkeypatch):
    database = read_address(region).database
    anna, roc = f"anna_{database}", f"roc_{database}"
    institution = Project.open(read_address(region)).state.periods[0].institution
    code, invited = run(capsys, "shared", "invite", anna, region, "--role", "coordinator")
    assert code == 0
    assert (
        run(capsys, "shared", "invite", roc, region, "--role", "institution", institution)[0] == 0
    )
    members = run(capsys, "shared", "status", region)[1]["regions"][0]["members"]
    assert {(m["user"], m["role"], m["institution"]) for m in members} == {
        ("beheer", "coordinator", ""),
        (anna, "coordinator", ""),
        (roc, "institution", institution),
    }
    monkeypatch.setenv("PGPASSWORD", invited["password"])
    as_anna = region.replace("beheer", anna)
    assert run(capsys, "policy", as_anna, "--set", "target=0.8")[0] == 0
    code, refused = run(capsys, "shared", "invite", "piet", as_anna, "--role", "reader")
    assert (code, refused["error"]["code"]) == (2, "shared_role")
    monkeypatch.setenv("PGPASSWORD", server.password)
    events = run(capsys, "history", region)[1]["events"]
    assert (events[-1]["user"], events[-1]["verb"]) == (anna, "policy")
    assert run(capsys, "shared", "revoke", anna, region)[0] == 0
    monkeypatch.setenv("PGPASSWORD", invited["password"])
    code, refused = run(capsys, "load", as_anna)
    assert (code, refused["error"]["code"]) == (2, "shared_role")


def test_that_an_institution_sees_its_own_and_answers(capsys, region, server, monkeypatch):
    deadline = ("--deadline", "2999-01-01")
    run(capsys, "rounds", "start", region, "Eerste ronde", *deadline)
    run(capsys, "rounds", "send", region, "1")
    asked = run(capsys, "rounds", region)[1]["rounds"][0]["proposals"]
    institution = asked[0]["party"]
    user = f"school_{read_address(region).database}"
    word = run(capsys, "shared", "invite", user, region, "--role", "institution", institution)[1]
    monkeypatch.setenv("PGPASSWORD", word["password"])
    mine = region.replace("beheer", user)
    periods = run(capsys, "periods", mine)[1]["periods"]
    assert {p["institution"] for p in periods} == {institution}
    proposals = run(capsys, "rounds", mine)[1]["rounds"][0]["proposals"]
    assert {p["party"] for p in proposals} == {institution}
    project = Project.open(read_address(mine))
    assert project.state.is_own_file
    first = project.state.rounds[0].proposals[0]
    project.negotiation.record_answer(first.id, ProposalStatus.REFUSED, "toetsweek")
    project.save()
    project.close()
    code, refused = run(capsys, "policy", mine, "--set", "target=0.9")
    assert (code, refused["error"]["code"]) == (2, "shared_role")
    monkeypatch.setenv("PGPASSWORD", server.password)
    answers = Project.open(read_address(region)).state.rounds[0].proposals
    assert [(a.status.value, a.remark) for a in answers if a.id == first.id] == [
        ("refused", "toetsweek")
    ]
    assert run(capsys, "history", region)[1]["events"][-1]["user"] == user


def test_that_the_country_reads_along(capsys, region, file, tmp_path):
    second = region.replace("Zorg%20Utrecht", "Twente")
    assert run(capsys, "shared", "publish", file, second)[0] == 0
    server = str(replace(read_address(region), region=""))
    out = tmp_path / "overzicht.xlsx"
    code, answer = run(capsys, "shared", "overview", server, "--out", out)
    assert code == 0
    assert [row["region"] for row in answer["rows"]] == ["Twente", "Zorg Utrecht"]
    assert all(row["peak_wish"] > 0 for row in answer["rows"])
    assert out.exists()


WRONG = {
    "postgresql://beheer@127.0.0.1:{port}/register": "shared_no_region_named",
    "postgresql://beheer:geheim@127.0.0.1/register?region=X": "shared_password_in_address",
    "postgresql://127.0.0.1/register?region=X": "shared_bad_address",
    "postgresql://beheer@127.0.0.1:{port}/{database}?region=Y&x=1": "shared_unknown_option",
    "postgresql://beheer@127.0.0.1:{port}/nergens?region=X": "shared_no_database",
    "postgresql://beheer@127.0.0.1:1/{database}?region=X": "shared_unreachable",
    "postgresql://niemand@127.0.0.1:{port}/{database}?region=X": "shared_password",
    "postgresql://beheer@127.0.0.1:{port}/{database}?region=Elders": "shared_no_region",
    "postgresql://beheer@server.invalid/{database}?region=X": "shared_no_host",
}


@pytest.mark.parametrize("address", WRONG)
def test_that_a_wrong_address_is_one_sentence_with_its_cure(capsys, region, server, address):
    database = read_address(region).database
    typed = address.format(port=server.port, database=database)
    code, answer = run(capsys, "load", typed)
    assert (code, answer["error"]["code"]) == (2, WRONG[address])
    assert main(["load", typed]) == 2
    sentence = capsys.readouterr().err
    assert "geheim" not in sentence
    assert "Traceback" not in sentence


def test_that_a_server_of_another_version_is_refused(capsys, region, server, empty_register):
    database = read_address(region).database
    for version, code in (("9999", "shared_newer_schema"), ("0000", "shared_older")):
        with server.connect(database=database) as admin:
            admin.execute("UPDATE stageplanner.schema_version SET version_num = %s", (version,))
        assert run(capsys, "load", region)[1]["error"]["code"] == code
    with server.connect(database=database) as admin:
        admin.execute("DROP SCHEMA stageplanner CASCADE")
    assert run(capsys, "load", region)[1]["error"]["code"] == "shared_no_schema"


def test_that_what_is_there_is_not_made_again(capsys, region, empty_register, file):
    code, answer = run(capsys, "shared", "create", empty_register)
    assert (code, answer["error"]["code"]) == (2, "shared_is_there")
    assert run(capsys, "shared", "upgrade", empty_register)[1]["before"] == "0001"
    code, answer = run(capsys, "shared", "publish", file, region)
    assert (code, answer["error"]["code"]) == (2, "shared_name_taken")
    code, answer = run(capsys, "shared", "revoke", "beheer", region)
    assert (code, answer["error"]["code"]) == (2, "shared_last_coordinator")
    code, answer = run(capsys, "shared", "revoke", "piet", region)
    assert (code, answer["error"]["code"]) == (2, "shared_no_member")
    role = ("--role", "institution", "Hogwarts")
    code, answer = run(capsys, "shared", "invite", "piet", region, *role)
    assert (code, answer["error"]["code"]) == (2, "shared_no_institution")
