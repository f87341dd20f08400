"""What leaves the computer or stays in a log holds no names: cases for support, log, reports."""

import dataclasses
import json
import logging
import os
import pickle
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from stageplanner.cli import main
from stageplanner.domain.policy import Forbidden, Policy, Rules
from stageplanner.domain.state import fingerprint
from stageplanner.load.measures import measure
from stageplanner.problems import defect_of
from stageplanner.project import Project
from stageplanner.support import log
from stageplanner.support.anonymise import nameless
from stageplanner.support.case import CASE_NAME, save_case
from stageplanner.support.updates import is_safe
from stageplanner.workspace.rescue_copy import KEPT, rescue
from stageplanner.workspace.shipped_data import example_files
from tests.ui.builders import plan_with_one_change, small_state


def strings(thing):
    """Every text in a tree of dataclasses, tuples and mappings."""
    if isinstance(thing, str):
        yield str(thing)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from strings(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from strings(key)
            yield from strings(value)
    elif isinstance(thing, (tuple, list, frozenset, set)):
        for part in thing:
            yield from strings(part)


ALLOWED = re.compile(
    r"(Instelling|Locatie|Groep|Leerbedrijf|Vakantie|Regel|Opleiding) \d+|P\d+|9\d{8}|\d{5}"
    r"|noord|midden|zuid|lint|blok|BOL|BBL|[0-9a-f]{64}|[a-z_]+|"
)


@pytest.fixture(scope="module")
def region():
    project = Project()
    project.import_files([Path(name) for name in example_files()])
    return project.state


def test_that_no_text_of_the_region_stays_but_codes(region):
    bare = nameless(region)
    assert [text for text in strings(bare) if not ALLOWED.fullmatch(text)] == []


def test_that_free_text_in_codes_and_rules_gets_a_number():
    state = small_state()
    secret = Forbidden(name="Vlootweek Den Helder", first_lesweek=1, last_lesweek=2)
    rules = Rules(forbidden=(secret, replace(secret, programme="Koksopleiding Anna")))
    odd = replace(
        state.periods[0],
        programme="Zorg bij Pieter",
        leerweg="derde leerweg van Jan",
        region="regio Kees",
    )
    state = replace(
        state,
        periods=(odd, *state.periods[1:]),
        policy=Policy(rules=rules, institutions={"Rijn College": rules}),
    )
    bare = nameless(state)
    assert [text for text in strings(bare) if not ALLOWED.fullmatch(text)] == []
    assert list(bare.policy.institutions) == [bare.periods[0].institution]


def test_that_the_load_and_the_plan_are_the_same_without_names():
    state = small_state()
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    state = project.state
    bare = nameless(state)
    for plan_of in (None, 1):
        before = measure(state, state.plan if plan_of else None or _wish())
        after = measure(bare, bare.plan if plan_of else None or _wish())
        assert [d.students for d in before.days] == [d.students for d in after.days]
        assert [c.peak for c in before.components] == [c.peak for c in after.components]
    assert bare.plan.fingerprint == fingerprint(bare)
    assert len(bare.plan.placements) == 1


def _wish():
    from stageplanner.domain.plan import WISH_PLAN

    return WISH_PLAN


def test_that_a_case_can_be_opened_and_holds_no_name(tmp_path, region):
    logs = tmp_path / "log"
    logs.mkdir()
    (logs / "stageplanner.log").write_text("start\n")
    target = save_case(region, tmp_path / "case.zip", logs)
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["about.json", CASE_NAME, "log/stageplanner.log"]
        archive.extract(CASE_NAME, tmp_path)
        about = json.loads(archive.read("about.json"))
    project = Project.open(tmp_path / CASE_NAME)
    assert len(project.state.periods) == len(region.periods) == about["periods"]
    assert project.history == ()
    data = (tmp_path / CASE_NAME).read_bytes()
    for period in region.periods:
        assert period.institution.encode() not in data
    for company in region.leerbedrijven:
        assert company.id.encode() not in data


def test_that_the_command_saves_a_case(tmp_path, capsys):
    Project(small_state()).save(tmp_path / "regio.stageplan")
    target = tmp_path / "case.zip"
    assert main(["support", str(tmp_path / "regio.stageplan"), "--out", str(target)]) == 0
    assert zipfile.is_zipfile(target)
    assert main(["support", str(tmp_path / "regio.stageplan"), "--out", "/none/x.zip"]) == 2
    assert not list(tmp_path.glob(".*unfinished"))


@pytest.fixture
def logged(tmp_path):
    path = log.start_log(tmp_path)
    yield path
    log.stop_log()


def _fail(secret):
    raise ValueError(f"cannot read {secret}")


def test_that_a_defect_is_logged_by_its_place_and_not_by_what_it_says(logged):
    try:
        _fail("De Linde, Rijn College")
    except ValueError as error:
        frames = log.frames_of(error)
        log.log_defect(frames)
    content = logged.read_text("utf-8")
    assert "tests/support/test_case.py:" in content
    assert "ValueError" in content
    assert "Linde" not in content
    assert str(Path.home()) not in content


def test_that_a_defect_of_another_process_is_told_the_same_way():
    try:
        _fail("De Linde")
    except ValueError as error:
        sent = pickle.loads(pickle.dumps(defect_of(error)))
        assert log.frames_of(sent) == log.frames_of(error)
    assert "Linde" not in " ".join(log.frames_of(sent))
    assert "Linde" in sent.text


def test_that_the_log_makes_room_for_a_new_one(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 2000)
    log.start_log(tmp_path)
    for i in range(500):
        logging.getLogger("stageplanner").info("line %d of many", i)
    log.stop_log()
    files = sorted(path.name for path in tmp_path.glob("*.log*"))
    assert files == [
        "stageplanner.log",
        *(f"stageplanner.log.{i}" for i in range(1, 4)),
    ]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.glob("*.log*"))


def test_that_what_a_crash_left_stays_and_names_no_folder_of_the_user(tmp_path):
    log.start_log(tmp_path)
    log.stop_log()
    traceback_text = (
        f'Fatal Python error: Aborted\n  File "{Path.home()}/anna/ui/app.py", line 3 in run\n'
    )
    (tmp_path / "fault.txt").write_text(traceback_text)
    log.start_log(tmp_path)
    log.stop_log()
    assert log.crash_reports(tmp_path) == traceback_text.replace(f"{Path.home()}/anna/", "")
    target = save_case(small_state(), tmp_path / "case.zip", tmp_path)
    with zipfile.ZipFile(target) as archive:
        assert b"anna" not in archive.read("log/fault.txt")


def test_that_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").touch()
    assert log.start_log(tmp_path / "file" / "log") is None


def test_that_a_rescue_copy_leaves_the_file_and_keeps_only_a_few(tmp_path, monkeypatch):
    project = Project(small_state())
    project.save(tmp_path / "regio.stageplan")
    before = (tmp_path / "regio.stageplan").read_bytes()
    project.adopt_plan(plan_with_one_change(project.state))
    for old in range(KEPT + 2):
        (tmp_path / "rescue").mkdir(exist_ok=True)
        (tmp_path / "rescue" / f"old {old}.stageplan").touch()
    copy = rescue(project, tmp_path / "rescue")
    if os.name == "posix":
        assert (tmp_path / "rescue").stat().st_mode & 0o077 == 0  # it holds names
    assert Project.open(copy).state.plan == project.state.plan
    assert (tmp_path / "regio.stageplan").read_bytes() == before
    assert not project.is_saved
    assert len(list((tmp_path / "rescue").iterdir())) == KEPT
    (tmp_path / "file").touch()
    assert rescue(project, tmp_path / "file" / "x") is None


@pytest.mark.parametrize(
    "address,safe",
    [
        ("https://example.org/v.json", True),
        ("http://example.org/v.json", False),
        ("http://127.0.0.1:8000/v.json", True),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_that_only_a_safe_address_is_asked(address, safe):
    assert is_safe(address) is safe
