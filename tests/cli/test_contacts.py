"""Contacts per party on the command line: set, listed, removed, and never told to others."""

from __future__ import annotations

import json

import pytest

from stageplanner.cli.run import main
from stageplanner.own_file.view import own_file_view
from stageplanner.project import Project
from stageplanner.support.anonymise import nameless
from tests.negotiating import sent

MAIL = "bpv@rijn.example"


@pytest.fixture
def path(tmp_path, fresh_state_folder):
    project = sent(tmp_path / "regio.stageplan")
    project.save()
    return project.path


def run(capsys, *words):
    code = main([*map(str, words), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_that_a_contact_is_set_listed_changed_and_removed(capsys, path):
    code, _ = run(capsys, "contacts", "set", path, "rijn college", MAIL, "--role", " BPV-  bureau ")
    assert code == 0
    kept = {
        "party": "Rijn College",
        "party_kind": "institution",
        "role": "BPV- bureau",
        "email": MAIL,
    }
    assert run(capsys, "contacts", path) == (0, {"contacts": [kept]})
    run(capsys, "contacts", "set", path, "Rijn College", "stage@rijn.example")
    _, answer = run(capsys, "contacts", "list", path)
    assert answer["contacts"] == [kept | {"role": "", "email": "stage@rijn.example"}]
    assert run(capsys, "contacts", "remove", path, "Rijn College") == (0, {"contacts": []})
    assert not Project.open(path).state.contacts


@pytest.mark.parametrize(
    "typed", ["geen adres", "a@b", "a@b.nl, c@d.nl", "A <a@b.nl>", "a@b.nl\nBcc"]
)
def test_that_what_is_no_single_address_is_refused(capsys, path, typed):
    code, answer = run(capsys, "contacts", "set", path, "Rijn College", typed)
    assert code == 2
    assert answer["error"]["code"] == "contact_no_email"


def test_that_an_address_is_in_no_history_own_file_or_case(capsys, path):
    run(capsys, "contacts", "set", path, "Rijn College", MAIL)
    project = Project.open(path)
    assert MAIL not in repr(project.history)
    assert MAIL not in repr(own_file_view(project.state, "Rijn College"))
    assert MAIL not in repr(nameless(project.state))


def test_that_sending_again_writes_only_who_gets_something_new(capsys, tmp_path, path):
    run(capsys, "contacts", "set", path, "Rijn College", MAIL)
    project = Project.open(path)
    changed = project.negotiation.round(1).proposals[1]
    project.negotiation.change(changed.id, changed.before, "toch")
    project.save()
    sending = ("rounds", "send", path, "1", "--deadline", "2999-01-15")
    code, answer = run(capsys, *sending, "--out", tmp_path / "uit", "--mail")
    names = {f"Voorstel R1 {changed.party.label}{suffix}" for suffix in (".xlsx", ".eml")}
    assert code == 0
    assert {each.name for each in (tmp_path / "uit").iterdir()} == names
    assert len(answer["files"]) == 2
    _, answer = run(capsys, "rounds", "remind", path, "1", "--out", tmp_path / "later")
    written = {each.name for each in (tmp_path / "later").iterdir()}
    waiting = {p["party"] for p in answer["rounds"][0]["proposals"] if p["status"] == "sent"}
    assert written == {f"Herinnering R1 {name}.eml" for name in waiting}
