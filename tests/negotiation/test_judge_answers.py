"""Answers in workbooks, whatever people do to them: every cell is used or told."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stageplanner import messages
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.negotiation.judge_answers import decide_answers, preview_answers
from stageplanner.problems import Severity
from stageplanner.project import Project
from tests.builders import SCHOOL, company, period, region, week
from tests.negotiating import DEADLINE, LATE, OTHER, TODAY, at, planned
from tests.negotiation.damaged_answers import (
    ANSWER,
    COUNT,
    DAMAGED,
    DAYS,
    END,
    FORM,
    REMARK,
    START,
    WEEKDAYS,
)


def asked() -> Project:
    """One school is asked to move S1 and S2, another S4; the round was sent."""
    project = planned()
    project.place("S1", at(3))
    project.negotiation.start_round("Eerste ronde", DEADLINE, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    return project


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """The project and the file of its first school: R1-001 (S1) and R1-002 (S2)."""
    project = asked()
    return project, project.negotiation.write_files(1, tmp_path_factory.mktemp("ronde"))


@pytest.fixture
def file(sent, tmp_path) -> Path:
    return Path(shutil.copy(sent[1][0], tmp_path / "antwoord.xlsx"))


@pytest.fixture
def project(sent) -> Project:
    """A project of its own, with the round that was sent."""
    return Project(sent[0].state)


class Sheet:
    """The answer sheet of a file, by headings and rows (2 is the first)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.ws = self.book["Antwoord"]
        self.heads = {cell.value: cell.column for cell in self.ws[1]}

    def put(self, row: int, **cells) -> Sheet:
        for name, value in cells.items():
            self[row, name] = value
        return self

    def __setitem__(self, at, value) -> None:
        row, head = at
        self.ws.cell(row, self.heads[head]).value = value

    def __getitem__(self, at):
        return self.ws.cell(at[0], self.heads[at[1]]).value

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def told(intake, *, least=Severity.WARNING) -> list[str]:
    """The codes that are told; every sentence exists in both languages."""
    order = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    for problem in intake.problems:
        for language in messages.LANGUAGES:
            assert messages.line(problem, language)
    return [p.code for p in intake.problems if order.index(p.severity) >= order.index(least)]


def statuses(project) -> dict[str, str]:
    return {p.id: p.status.value for p in project.negotiation.round(1).proposals}


OPEN = {"R1-001": "sent", "R1-002": "sent", "R1-003": "sent"}


# --- what is written -------------------------------------------------------------------------


def test_that_every_party_gets_its_own_file(sent):
    assert [path.name for path in sent[1]] == [
        f"Voorstel R1 {SCHOOL}.xlsx",
        f"Voorstel R1 {OTHER}.xlsx",
    ]


def test_that_all_but_the_answers_is_protected_and_the_mark_is_hidden(file):
    book = load_workbook(file)
    assert book["StagePlanner"].sheet_state == "veryHidden"
    assert all(ws.protection.sheet for ws in book.worksheets[:-1])
    sheet = Sheet(file)
    unlocked = {cell.column for cell in sheet.ws[2] if not cell.protection.locked}
    heads = (ANSWER, COUNT, FORM, START, END, DAYS, WEEKDAYS, REMARK)
    assert unlocked == {sheet.heads[name] for name in heads}
    letter = sheet.ws.cell(1, sheet.heads["Kenmerk"]).column_letter
    assert sheet.ws.column_dimensions[letter].hidden
    validations = sheet.ws.data_validations.dataValidation
    rules = {area.min_col for rule in validations for area in rule.sqref.ranges}
    assert {sheet.heads[name] for name in (ANSWER, COUNT, FORM, START, END, DAYS)} == rules


# --- answers that are taken ------------------------------------------------------------------


def test_that_answers_are_taken_over_in_one_step(project, file):
    sheet = Sheet(file)
    sheet[2, ANSWER] = "akkoord"
    sheet[4, ANSWER], sheet[4, REMARK] = "afgewezen", "toetsweek"
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake, least=Severity.INFO) == []
    assert intake.files[0].taken == ("R1-001", "R1-002")
    assert (intake.files[0].party, intake.files[0].round) == (SCHOOL, "R1")
    first, second, _ = project.negotiation.round(1).proposals
    assert (first.status, first.answered_on) == (ProposalStatus.AGREED, TODAY)
    assert (second.status, second.remark, second.origin) == (
        ProposalStatus.REFUSED, "toetsweek", "antwoord.xlsx",
    )  # fmt: skip
    (event,) = project.history
    assert (event.verb, event.subject) == ("answers", "antwoord.xlsx")
    assert event.origin.startswith("antwoord.xlsx sha256:")
    project.undo()
    assert statuses(project) == OPEN


def test_that_the_same_file_again_changes_nothing(project, file):
    sheet = Sheet(file)
    sheet[2, ANSWER] = "Akkoord "
    sheet[4, ANSWER], sheet[4, REMARK] = "niet akkoord", "toetsweek"
    project.negotiation.import_answers([sheet.save()], TODAY)
    before = project.content
    again = project.negotiation.import_answers([file], LATE)
    assert project.content is before
    assert told(again, least=Severity.INFO) == ["answer_known"] * 2


COUNTERS = {
    "other weeks": ({START: date(2026, 10, 12), END: date(2026, 10, 23)}, (at(5), None)),
    "dates as text": ({START: "12-10-2026", END: "23-10-2026"}, (at(5), None)),
    "other weekdays": ({WEEKDAYS: "di wo do vr"}, (None, (1, 2, 3, 4))),
    "other form": (
        {FORM: "lint", WEEKDAYS: "ma, di", END: date(2026, 10, 23), DAYS: 2},
        (None, (0, 1)),
    ),
}


@pytest.mark.parametrize("name", COUNTERS)
def test_that_a_counter_proposal_is_read(project, file, name):
    cells, (whole, weekdays) = COUNTERS[name]
    sheet = Sheet(file).put(2, **cells)
    sheet[2, ANSWER] = "tegenvoorstel"
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == []
    proposal = project.negotiation.round(1).proposals[0]
    assert proposal.status is ProposalStatus.COUNTERED
    if whole is not None:
        assert proposal.counter == whole
    else:
        (placement,) = proposal.counter
        assert placement.option.weekdays == weekdays
        assert placement.option.form is (Form.LINT if len(weekdays) == 2 else Form.BLOK)


def test_that_a_split_is_proposed_in_the_second_row(project, file):
    sheet = Sheet(file).put(2, **{ANSWER: "tegenvoorstel", COUNT: 4})
    sheet.put(3, **{COUNT: "2", START: date(2026, 10, 12), END: date(2026, 10, 23)})
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == []
    assert project.negotiation.round(1).proposals[0].counter == (*at(3, 4), *at(5, 2))


def test_that_fewer_stage_days_are_taken_and_told(project, file):
    sheet = Sheet(file).put(2, **{ANSWER: "tegenvoorstel", END: date(2026, 10, 2)})
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == ["answer_stage_days"]
    assert statuses(project)["R1-001"] == "countered"


def test_that_a_half_filled_file_is_taken_for_the_half(project, file):
    sheet = Sheet(file).put(4, **{ANSWER: "ja"})
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == []
    assert told(intake, least=Severity.INFO) == ["answer_open"]
    assert intake.files[0].silent == ("R1-001",)
    assert statuses(project) == {**OPEN, "R1-002": "agreed"}


# --- what people do to a file ----------------------------------------------------------------


def filled(file: Path) -> Sheet:
    sheet = Sheet(file).put(2, **{ANSWER: "akkoord"})
    return sheet.put(4, **{ANSWER: "afgewezen", REMARK: "toetsweek"})


TAKEN = {"R1-001": "agreed", "R1-002": "refused", "R1-003": "sent"}


def cells_of(sheet: Sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.ws.iter_rows()]


def rewritten(sheet: Sheet, rows: list[list[object]]) -> Sheet:
    sheet.ws.delete_rows(1, sheet.ws.max_row)
    for row in rows:
        sheet.ws.append(row)
    return sheet


def test_that_sorted_rows_and_moved_columns_make_no_difference(project, file):
    sheet = filled(file)
    head, *rows = cells_of(sheet)
    order = list(reversed(range(len(head))))
    turned = [[row[k] for k in order] for row in (head, *reversed(rows))]
    intake = project.negotiation.import_answers([rewritten(sheet, turned).save()], TODAY)
    assert told(intake) == []
    assert statuses(project) == TAKEN


def test_that_a_renamed_file_and_sheet_make_no_difference(project, file):
    sheet = filled(file)
    sheet.ws.title = "Blad1"
    path = sheet.save().rename(file.with_name("Copy of wat anders (2).xlsx"))
    intake = project.negotiation.import_answers([path], TODAY)
    assert told(intake) == []
    assert statuses(project) == TAKEN


def test_that_a_csv_of_the_sheet_is_read(project, file, tmp_path):
    path = tmp_path / "antwoord.csv"
    with path.open("w", newline="", encoding="cp1252") as out:
        writer = csv.writer(out, delimiter=";")
        for row in cells_of(filled(file)):
            shown = [f"{v.day}-{v.month}-{v.year}" if isinstance(v, date) else v for v in row]
            writer.writerow(shown)
    intake = project.negotiation.import_answers([path], TODAY)
    assert told(intake) == []
    assert statuses(project) == TAKEN


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_that_a_file_saved_by_libreoffice_is_read(project, file, tmp_path, kind):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    filled(file).save()
    out = tmp_path / "office"
    command = [
        office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", kind, "--outdir", str(out), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (path,) = out.iterdir()
    intake = project.negotiation.import_answers([path], TODAY)
    assert told(intake) == []
    assert statuses(project) == TAKEN


def test_that_there_are_thirty_damaged_answers_and_as_many_messages():
    assert len(DAMAGED) >= 30
    assert len({code for _, code, _ in DAMAGED.values()}) >= 30


@pytest.mark.parametrize("name", DAMAGED)
def test_that_a_damaged_answer_gives_the_right_message(project, file, name):
    damage, code, cell = DAMAGED[name]
    sheet = Sheet(file)
    damage(sheet)
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == [code]
    (problem,) = [p for p in intake.problems if p.code == code]
    assert problem.place.file == "antwoord.xlsx"
    if cell is not None:
        assert f"{problem.place.column or ''}{problem.place.row or ''}" == cell
    if problem.severity is Severity.ERROR and name != "two answers":
        assert statuses(project) == OPEN


def test_that_rows_and_texts_that_only_moved_on_the_printed_page_are_no_answer(project, file):
    sheet = Sheet(file)
    sheet.book["Voorstel"].insert_rows(4, 3)
    sheet.book["Regio"].insert_cols(1)
    assert told(project.negotiation.import_answers([sheet.save()], TODAY)) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello"])
def test_that_a_file_that_is_no_workbook_is_refused(project, tmp_path, content):
    path = tmp_path / "antwoord.xlsx"
    path.write_bytes(content)
    intake = project.negotiation.import_answers([path, tmp_path / "weg.xlsx"], TODAY)
    assert [file.is_refused for file in intake.files] == [True, True]
    assert len(told(intake)) == 2


def test_that_an_answer_to_the_last_round_is_told(project, file):
    project.negotiation.change("R1-001", at(6))
    project.negotiation.send(1, on=TODAY)
    intake = project.negotiation.import_answers([filled(file).save()], TODAY)
    assert told(intake) == ["answer_old_version"]
    assert statuses(project) == {**OPEN, "R1-002": "refused"}


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (lambda n: n.expire(LATE), "proposal_is_lapsed"),
        (lambda n: n.withdraw("R1-001", "R1-002"), "proposal_is_withdrawn"),
        (lambda n: n.close_round(1, TODAY), "answer_round_closed"),
    ],
)
def test_that_an_answer_that_comes_too_late_is_told(project, file, before, code):
    before(project.negotiation)
    standing = statuses(project)
    intake = project.negotiation.import_answers([filled(file).save()], TODAY)
    assert told(intake) == [code, code]
    assert statuses(project) == standing


def test_that_what_is_agreed_stays_agreed(project, file):
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    sheet = Sheet(file).put(2, **{ANSWER: "nee", REMARK: "toch niet"})
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == ["proposal_is_agreed"]
    assert statuses(project)["R1-001"] == "agreed"


def test_that_rows_of_several_parties_without_a_mark_are_nobodys(project, sent, file):
    sheet, other = filled(file), Sheet(sent[1][1])
    sheet.ws.append([cell.value for cell in other.ws[2]])
    del sheet.book["StagePlanner"]
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == ["answers_of_several_parties"]
    assert statuses(project) == OPEN


# --- what a file may not hold ----------------------------------------------------------------


def inside(path: Path) -> str:
    """Every text in a workbook, as its bytes hold it."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "\n".join(parts)


def test_that_a_file_holds_nothing_of_another_party(tmp_path):
    from tests.sheets.writing.export_region import ALFA, SECRETS
    from tests.sheets.writing.export_region import planned as planned_region

    state = planned_region()
    own_share = Share(period="betaperiode-1", leerbedrijf="100000001", students=3)
    project = Project(state)
    own = project.negotiation.start_round("A", DEADLINE, shares=[own_share], on=TODAY)
    project.negotiation.send(1, on=TODAY)
    files = dict(
        zip([p.id for p in own.parties], project.negotiation.write_files(1, tmp_path), strict=True)
    )
    for party, path in files.items():
        text = inside(path)
        if party in SECRETS:
            assert SECRETS[party][2] in text
            strangers = [words for name, words in SECRETS.items() if name != party]
        else:
            strangers = [SECRETS[ALFA], SECRETS["=GAMMA()"]]
        for words in strangers:
            assert not [word for word in words if word in text], path.name
    assert len(files) >= 3


def test_that_small_counts_are_hidden_from_a_leerbedrijf_where_the_region_is_headed(tmp_path):
    shares = [
        Share(period="S2", leerbedrijf="100000001", students=3),
        Share(period="S4", leerbedrijf="100000001", students=6),
    ]
    for masks in (False, True):
        project = planned()
        project.negotiation.set_ground_rules(GroundRules(masks_small=masks))
        project.negotiation.start_round("A", DEADLINE, shares=shares, on=TODAY)
        project.negotiation.send(1, on=TODAY)
        files = project.negotiation.write_files(1, tmp_path / str(masks), parties=["100000001"])
        sheet = Sheet(files[0])
        shown = [sheet[row, "Aantal studenten"] for row in (2, 3)]
        assert shown == (["<5", 6] if masks else [3, 6])
        numbers = [
            c.value
            for name in ("Voorstel", "Antwoord")
            for row in load_workbook(files[0])[name].iter_rows()
            for c in row
        ]
        assert (3 in numbers) is not masks
        sheet.put(2, **{ANSWER: "akkoord"}).put(
            3, **{ANSWER: "tegenvoorstel", WEEKDAYS: "di wo do vr"}
        )
        intake = project.negotiation.import_answers([sheet.save()], TODAY)
        assert told(intake) == []
        answers = [p.status.value for p in project.negotiation.round(1).proposals]
        assert answers == ["sent", "agreed", "sent", "countered"]


def test_that_a_split_proposal_is_answered_for_the_whole_group(tmp_path):
    project = planned()
    split = (*at(3, 2), *at(5, 4))
    project.place("S2", split)
    project.negotiation.start_round("A", DEADLINE, periods=["S2"], on=TODAY)
    project.negotiation.send(1, on=TODAY)
    (path,) = project.negotiation.write_files(1, tmp_path)
    sheet = Sheet(path).put(2, **{ANSWER: "tegenvoorstel"})
    sheet.put(3, **{START: week(7), END: date(2026, 11, 6)})
    intake = project.negotiation.import_answers([sheet.save()], TODAY)
    assert told(intake) == []
    assert project.negotiation.round(1).proposals[0].counter == (*at(3, 2), *at(7, 4))


def test_that_a_group_that_is_gone_is_not_written(tmp_path):
    project = asked()
    state = replace(project.state, periods=project.state.periods[1:])
    project.commit_state(state, "import")
    first, _ = project.negotiation.write_files(1, tmp_path)
    assert Sheet(first)[2, "Voorstel"] == "R1-002"
    everything = region([period("S9")], [company()])
    project.commit_state(replace(project.state, periods=everything.periods), "import")
    assert project.negotiation.write_files(1, tmp_path) == ()


def test_that_a_file_of_a_round_is_no_delivery_of_stage_periods(project, sent):
    before = project.content
    intake = project.import_files(sent[1])
    assert project.content is before
    for report in intake.files:
        assert report.is_refused
        assert [problem.code for problem in report.problems] == ["import_round_answers"]


# --- answers that a person decides -----------------------------------------------------------


def test_that_an_unclear_answer_is_decided_in_the_words_of_the_party(project, file):
    sheet = Sheet(file)
    sheet.put(2, **{ANSWER: "ja hoor", REMARK: "fijn"})
    sheet.put(4, **{ANSWER: "liever niet"})
    sheet.save()
    intake = preview_answers(project.state, [file], TODAY)
    (report,) = intake.files
    assert [(u.proposal, u.words, u.remark) for u in report.unclear] == [
        ("R1-001", "ja hoor", "fijn"),
        ("R1-002", "liever niet", ""),
    ]
    assert not report.taken and intake.state == project.state
    decided = decide_answers(intake, {"R1-002": ProposalStatus.REFUSED}, TODAY)
    assert [u.proposal for u in decided.files[0].unclear] == ["R1-001"]
    project.negotiation.adopt_answers(
        decide_answers(decided, {"R1-001": ProposalStatus.AGREED}, TODAY)
    )
    first, second = project.state.rounds[0].proposals[:2]
    assert (first.status, first.remark) == (ProposalStatus.AGREED, "ja hoor; fijn")
    assert (second.status, second.remark) == (ProposalStatus.REFUSED, "liever niet")
    assert first.origin == second.origin == file.name
    event = project.history[-1]
    assert "R1-001" in event.after and "R1-002" in event.after
    project.undo()
    assert project.state.rounds[0].proposals[0].status is ProposalStatus.SENT


@pytest.mark.parametrize(
    "more", [{START: "ooit"}, {COUNT: "twaalf of zo"}], ids=["date", "students"]
)
def test_that_a_row_with_another_bad_cell_is_not_offered_to_decide(project, file, more):
    sheet = Sheet(file)
    sheet.put(2, **{ANSWER: "ja hoor", **more})
    sheet.save()
    (report,) = preview_answers(project.state, [file], TODAY).files
    assert report.unclear == ()
