"""A later delivery of a file takes nothing out of the region by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stageplanner.cli.run import main
from stageplanner.domain.agreement import AgreementStatus
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.importing.absent import Absence
from stageplanner.importing.preview import preview_files, removing
from stageplanner.problems import Severity
from stageplanner.project import Project
from tests.sheets.workbook_builders import HEADINGS, LEERBEDRIJVEN, write_xlsx

AUTUMN = ("ROC Test", "25655", 2, "VP2A", 24, "31-08-2026", "13-11-2026", "ma di wo vr")
SPRING = ("ROC Test", "25655", 2, "VP2A", 24, "01-02-2027", "16-04-2027", "ma di wo vr")
OTHER = ("ROC Test", "25656", 1, "VIG1", 18, "31-08-2026", "13-11-2026", "di wo do")
CARE = ("100000001", "Zorg Oost", "25655, 25656", 40, "01-08-2026", "31-07-2027")
HOME = ("100000002", "Thuis", "25655", 5, "01-08-2026", "31-07-2027")
GROUP, STUDENTS, START = 3, 4, 5


def delivered(folder: Path, *rows) -> Path:
    return write_xlsx(folder / "ROC Test.xlsx", HEADINGS, *rows)


def spoilt(row, column, text="onbekend"):
    return (*row[:column], text, *row[column + 1 :])


def codes(intake) -> set[str]:
    return {p.code for file in intake.files for p in file.problems}


@pytest.fixture
def project(tmp_path):
    project = Project()
    project.import_files([delivered(tmp_path, AUTUMN, SPRING, OTHER)])
    return project


def agree(project, status=ProposalStatus.AGREED) -> str:
    """Make an agreement on other weekdays for VIG1; return the id of its stage period."""
    period = project.state.periods[-1]
    option = replace(wish_option(period), weekdays=(0, 1, 2))
    project.place(period.id, (Placement(option=option, students=period.students),))
    project.negotiation.set_ground_rules(GroundRules(region="Regio", code="RVN"))
    project.negotiation.start_round("Eerste", date.today() + timedelta(weeks=2))
    project.negotiation.send(1)
    if status is ProposalStatus.AGREED:
        project.negotiation.record_answer("R1-001", status)
        project.register.make_agreements(1)
        assert project.register.agreements[0].status is AgreementStatus.AGREED
    return period.id


@pytest.mark.parametrize("column,text", [(START, "onbekend"), (STUDENTS, "veertig")])
def test_that_a_row_that_cannot_be_read_keeps_what_was_known(project, tmp_path, column, text):
    before = project.state.periods
    bad = spoilt(OTHER, column, text)
    intake = project.import_files([delivered(tmp_path, AUTUMN, SPRING, bad)])
    assert sorted(p.id for p in project.state.periods) == sorted(p.id for p in before)
    assert before[-1] in project.state.periods
    (one,) = intake.absent
    assert (one.absence, one.row.row, one.can_go) == (Absence.UNREAD, 4, False)
    (told,) = [p for p in intake.files[0].problems if p.code == "absent_unread"]
    assert (told.severity, told.place.row) == (Severity.WARNING, 4)


def test_that_a_row_whose_group_cannot_be_read_either_keeps_what_was_known(project, tmp_path):
    """Which row it is cannot be known; that a part was not read can."""
    bad = spoilt(spoilt(OTHER, GROUP, "VIG?"), START)
    intake = project.import_files([delivered(tmp_path, AUTUMN, SPRING, bad)])
    assert len(project.state.periods) == 3
    assert [one.absence for one in intake.absent] == [Absence.UNSURE]
    assert "absent_unsure" in codes(intake)


def test_that_a_file_of_which_nothing_is_read_keeps_all(project, tmp_path):
    rows = [spoilt(row, START) for row in (AUTUMN, SPRING, OTHER)]
    intake = project.import_files([delivered(tmp_path, *rows)])
    assert len(project.state.periods) == 3
    assert [one.absence for one in intake.absent] == [Absence.UNREAD] * 3


def test_that_a_stage_period_is_taken_out_only_when_a_person_says_so(project, tmp_path):
    gone = project.state.periods[-1]
    intake = preview_files(project.state, [delivered(tmp_path, AUTUMN, SPRING)])
    (told,) = [p for p in intake.files[0].problems if p.code == "absent_gone"]
    assert told.severity is Severity.WARNING
    assert gone in intake.state.periods
    (one,) = intake.absent
    taken = removing(intake, [one.key])
    assert gone not in taken.state.periods
    assert [row.fate.value for row in taken.files[0].changes] == ["gone"]
    assert "absent_removed" in codes(taken)
    assert removing(taken, ()).state.periods == intake.state.periods
    project.adopt_intake(taken)
    assert len(project.state.periods) == 2


def test_that_a_row_that_was_not_read_cannot_be_taken_out(project, tmp_path):
    path = delivered(tmp_path, AUTUMN, SPRING, spoilt(OTHER, START))
    intake = preview_files(project.state, [path])
    again = removing(intake, [one.key for one in intake.absent])
    assert len(again.state.periods) == 3


@pytest.mark.parametrize("rows", [(AUTUMN, SPRING), (AUTUMN, SPRING, spoilt(OTHER, STUDENTS, 20))])
def test_that_the_agreement_is_named_of_a_period_that_goes_or_changes(project, tmp_path, rows):
    name = agree(project)
    intake = preview_files(project.state, [delivered(tmp_path, *rows)])
    (told,) = [p for p in intake.files[0].problems if p.code == "delivery_agreed"]
    assert told.severity is Severity.WARNING
    assert (told.place.period, told.values["numbers"]) == (name, ("RVN-2627-001",))
    assert not {"delivery_asked", "proposal_touched"} & codes(intake)


def test_that_the_proposal_is_named_of_a_period_that_goes(project, tmp_path):
    agree(project, ProposalStatus.SENT)
    intake = preview_files(project.state, [delivered(tmp_path, AUTUMN, SPRING)])
    (told,) = [p for p in intake.files[0].problems if p.code == "delivery_asked"]
    assert told.values["numbers"] == ("R1-001",)
    assert "delivery_agreed" not in codes(intake)


def test_that_leerbedrijven_stay_too(tmp_path):
    project = Project()
    path = tmp_path / "Leerbedrijven.xlsx"
    project.import_files([write_xlsx(path, LEERBEDRIJVEN, CARE, HOME)])
    write_xlsx(path, LEERBEDRIJVEN, CARE, spoilt(HOME, 3, "veel"))
    (one,) = project.import_files([path]).absent
    assert (one.id, one.absence) == ("100000002", Absence.UNREAD)
    assert len(project.state.leerbedrijven) == 2
    (one,) = project.import_files([write_xlsx(path, LEERBEDRIJVEN, CARE)]).absent
    assert one.absence is Absence.GONE
    assert len(project.state.leerbedrijven) == 2
    project.import_files([path], removals=[one.key])
    assert len(project.state.leerbedrijven) == 1


ROWS = [
    ("ROC Test", "25655", 2, group, students, start, end, "ma di wo vr")
    for group, students in (("VP2A", 24), ("VP2B", 20))
    for start, end in (("31-08-2026", "13-11-2026"), ("01-02-2027", "16-04-2027"))
]


#: What becomes of a row in a later delivery.
FATES = ["read", "spoilt", "nameless", "gone"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(fates=st.lists(st.sampled_from(FATES), min_size=4, max_size=4))
def test_that_no_delivery_makes_a_region_smaller_by_itself(tmp_path, fates):
    project = Project()
    project.import_files([delivered(tmp_path, *ROWS)])
    before = set(project.state.periods)
    made = {
        "read": lambda row: [row],
        "spoilt": lambda row: [spoilt(row, START)],
        "nameless": lambda row: [spoilt(spoilt(row, START), GROUP, "")],
        "gone": lambda row: [],
    }
    rows = [new for row, fate in zip(ROWS, fates, strict=True) for new in made[fate](row)]
    if not rows:
        return
    intake = project.import_files([delivered(tmp_path, *rows)])
    after = {replace(p, source=None) for p in project.state.periods}
    assert after == {replace(p, source=None) for p in before}
    lost = sum(fate != "read" for fate in fates)
    assert len(intake.absent) == lost
    spoilt_groups = {row[GROUP] for row, fate in zip(ROWS, fates, strict=True) if fate == "spoilt"}
    rest = Absence.UNSURE if "nameless" in fates else Absence.GONE
    for one in intake.absent:
        is_there = one.label.rpartition(", ")[2] in spoilt_groups
        assert one.absence is (Absence.UNREAD if is_there else rest)


# --- the command -------------------------------------------------------------------------------


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_that_the_command_takes_out_what_is_named_only(tmp_path, capsys):
    path = tmp_path / "regio.stageplan"
    run(capsys, "import", path, delivered(tmp_path, AUTUMN, SPRING, OTHER))
    file = delivered(tmp_path, AUTUMN, spoilt(SPRING, START))
    code, answer = run(capsys, "import", path, file)
    assert answer["periods"] == 3
    absent = answer["files"][0]["absent"]
    assert [(one["id"], one["absence"], one["removed"]) for one in absent] == [
        ("S0002", "unread", False),
        ("S0003", "gone", False),
    ]
    code, answer = run(capsys, "import", path, file, "--remove", "S0002")
    assert (code, answer["error"]["code"]) == (2, "bad_argument")
    unsure = delivered(tmp_path, AUTUMN, spoilt(spoilt(SPRING, START), GROUP, ""))
    code, answer = run(capsys, "import", path, unsure, "--remove", "all")
    assert answer["periods"] == 3, "what is not surely gone is named by its id"
    file = delivered(tmp_path, AUTUMN, spoilt(SPRING, START))
    code, answer = run(capsys, "import", path, file, "--remove", "S0003")
    assert answer["periods"] == 2
    assert [row["id"] for row in answer["files"][0]["changes"]["gone"]] == ["S0003"]
    code, answer = run(capsys, "import", path, delivered(tmp_path, AUTUMN), "--remove", "all")
    assert answer["periods"] == 1
