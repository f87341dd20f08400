"""Rounds, answers and agreements on the command line: a whole negotiation without a window."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from stageplanner.cli.run import main
from stageplanner.project import Project
from tests.builders import SCHOOL
from tests.negotiating import OTHER, planned


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "regio.stageplan"
    planned(path).save()
    return path


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out)


def begin(capsys, path):
    """Start a round and send it."""
    assert run(capsys, "rounds", "start", path, "A", "--deadline", "2999-01-01")[0] == 0
    assert run(capsys, "rounds", "send", path, "1")[0] == 0


def answered(file, *rows):
    book = load_workbook(file)
    ws = book["Antwoord"]
    heads = {cell.value: cell.column for cell in ws[1]}
    for row, cells in rows:
        for name, value in cells.items():
            ws.cell(row, heads[name]).value = value
    book.save(file)
    return file


@pytest.mark.parametrize(
    "spelling", [("send", "PROJECT", "1"), ("PROJECT", "--send", "1")], ids=["verb", "old option"]
)
def test_that_a_round_whose_files_cannot_be_written_is_not_sent(capsys, path, tmp_path, spelling):
    run(capsys, "rounds", "start", path, "Eerste ronde", "--deadline", "2999-01-01")
    taken = tmp_path / "geen map"
    taken.write_text("een bestand", "utf-8")
    arguments = [path if word == "PROJECT" else word for word in spelling]
    code, answer = run(capsys, "rounds", *arguments, "--out", taken)
    assert (code, answer["error"]["code"]) == (2, "export_folder_is_file")
    code, answer = run(capsys, "rounds", "list", path)
    assert {p["status"] for p in answer["rounds"][0]["proposals"]} == {"draft"}
    code, answer = run(capsys, "rounds", *arguments, "--out", tmp_path / "map")
    assert {p["status"] for p in answer["rounds"][0]["proposals"]} == {"sent"}
    sheet = load_workbook(answer["files"][0]).worksheets[0]
    assert any("gevraagd op" in str(c.value) for row in sheet.iter_rows() for c in row)


def test_that_a_negotiation_goes_from_round_to_agreement(capsys, path, tmp_path):
    out = tmp_path / "ronde"
    run(capsys, "rounds", "start", path, "Eerste ronde", "--deadline", "2999-01-01")
    code, answer = run(capsys, "rounds", "send", path, "1", "--out", out)
    assert code == 0
    (round_,) = answer["rounds"]
    assert [(p["party"], p["status"]) for p in round_["proposals"]] == [
        (SCHOOL, "sent"),
        (OTHER, "sent"),
    ]
    assert [share["institution"] for share in answer["fairness"]] == [SCHOOL, OTHER]
    first, second = answer["files"]
    answered(first, (2, {"Antwoord": "akkoord"}))
    answered(second, (2, {"Antwoord": "tegenvoorstel", "Tegenvoorstel weekdagen": "di wo do vr"}))
    code, answer = run(capsys, "answers", path, first, second, "--preview")
    assert (code, answer["rounds"][0]["proposals"][0]["status"]) == (0, "sent")
    code, answer = run(capsys, "answers", path, first, second)
    assert code == 0
    assert [file["taken"] for file in answer["files"]] == [["R1-001"], ["R1-002"]]
    code, answer = run(capsys, "rounds", "counter", path, "R1-002")
    assert answer["counter"]["peak_asked"] == answer["counter"]["peak_counter"] == 1.0
    code, answer = run(capsys, "rounds", "repair", path, "1", "--take", "1")
    statuses = [p["status"] for p in answer["rounds"][0]["proposals"]]
    assert (code, statuses) == (0, ["agreed", "agreed"])
    code, answer = run(capsys, "agreements", "make", path, "1")
    assert code == 0
    numbers = [agreement["number"] for agreement in answer["agreements"]]
    assert numbers == ["REGIO-2627-001", "REGIO-2627-002"]
    assert answer["report"]["status"] == [
        {
            "name": "agreed",
            "agreements": 2,
            "students": 12,
            "planned": 0,
            "realised": 0,
            # Both came of one plan: its effect counts once.
            "peak_points": 100.0,
            "shortage_student_days": 96.0,
        }
    ]
    assert [line["name"] for line in answer["report"]["sector"]] == ["Zorg, welzijn en sport"]
    code, answer = run(capsys, "agreements", "sign", path, numbers[0], SCHOOL, " ")
    assert (code, answer["error"]["code"]) == (2, "signature_no_name")
    for party in (SCHOOL, "regio"):
        run(capsys, "agreements", "sign", path, numbers[0], party, "P. Jansen")
    code, answer = run(capsys, "agreements", "status", path, numbers[0], "signed")
    assert [agreement["status"] for agreement in answer["agreements"]] == ["signed", "agreed"]
    assert "Jansen" not in json.dumps(answer)
    code, answer = run(capsys, "agreements", "list", path, "--only", "signed", "--year", "2026")
    assert [agreement["number"] for agreement in answer["agreements"]] == numbers[:1]
    code, answer = run(capsys, "history", path)
    assert [event["verb"] for event in answer["events"]][-4:] == [
        "make_agreements", "sign", "sign", "agreement_status",
    ]  # fmt: skip
    code, answer = run(capsys, "check", path)
    assert (code, answer["problems"]) == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ("rounds", "PROJECT", "--start", "A"),
        ("rounds", "start", "PROJECT", "A", "--deadline", "morgen"),
        ("rounds", "start", "PROJECT", "A", "--deadline", "2020-01-01"),
        ("rounds", "send", "PROJECT", "3"),
        ("rounds", "expire", "PROJECT", "morgen"),
        ("rounds", "withdraw", "PROJECT", "R1-001"),
        ("answers", "PROJECT"),
        ("answers", "PROJECT", "--set", "R1-001", "misschien"),
        ("agreements", "make", "PROJECT", "1"),
        ("agreements", "status", "PROJECT", "X-1", "signed"),
        ("agreements", "status", "PROJECT", "X-1", "klaar"),
    ],
)
def test_that_what_cannot_be_done_is_told_and_nothing_is_written(capsys, path, arguments):
    before = path.read_bytes()
    code, answer = run(capsys, *(path if word == "PROJECT" else word for word in arguments))
    assert code == 2
    assert answer["error"]["message"]
    assert path.read_bytes() == before


def test_that_an_answer_by_telephone_is_written_down(capsys, path):
    begin(capsys, path)
    refusal = ("--set", "R1-001", "refused", "--said", "toetsweek")
    code, answer = run(capsys, "answers", path, *refusal)
    proposal = answer["rounds"][0]["proposals"][0]
    assert (code, proposal["status"], proposal["said"]) == (0, "refused", "toetsweek")


def test_that_a_bad_answer_is_done_with_problems(capsys, path, tmp_path):
    begin(capsys, path)
    _, answer = run(capsys, "rounds", "write", path, "--out", tmp_path / "ronde")
    file = answered(answer["files"][0], (2, {"Antwoord": "misschien"}))
    code, answer = run(capsys, "answers", path, file)
    assert (code, [p["code"] for p in answer["problems"]]) == (1, ["answer_bad_word"])
    code, answer = run(capsys, "answers", path, tmp_path / "weg.xlsx")
    assert (code, answer["files"][0]["refused"]) == (2, True)


def test_that_sentences_are_told_in_both_languages(capsys, path):
    assert main(["rounds", str(path)]) == 0
    assert main(["agreements", str(path), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "nog geen rondes" in shown
    assert "no agreements" in shown


def test_that_a_register_is_kept_without_a_window(capsys, path, tmp_path):
    rules = ("region=Rijk van Nijmegen", "code=RVN", "masks_small=yes")
    more = ("fairness=key", f"key.{SCHOOL}=2", f"contact_capacity.{SCHOOL}=9")
    assert run(capsys, "rounds", "rule", path, *rules, *more)[0] == 0
    begin(capsys, path)
    settled = Project.open(path).state.ground_rules
    assert (settled.code, settled.masks_small, settled.fairness) == ("RVN", True, "key")
    assert (settled.key, settled.contact_capacity) == ({SCHOOL: 2.0}, {SCHOOL: 9})
    run(capsys, "answers", path, "--set", "R1-001", "agreed")
    code, answer = run(capsys, "agreements", "make", path, "1")
    (number,) = [agreement["number"] for agreement in answer["agreements"]]
    assert number.startswith("RVN-")
    contact = (number, SCHOOL, "J. Jansen", "--role", "BPV", "--email", "j@roc.nl")
    assert run(capsys, "agreements", "contact", path, *contact)[0] == 0
    entry = Project.open(path).state.agreements[0].parties[0]
    assert (entry.contact, entry.role, entry.email) == ("J. Jansen", "BPV", "j@roc.nl")
    run(capsys, "agreements", "forget", path, "J. Jansen")
    assert "Jansen" not in repr(Project.open(path).state.agreements)
    for party in (SCHOOL, "regio"):
        run(capsys, "agreements", "sign", path, number, party, "P. Jansen")
    run(capsys, "agreements", "status", path, number, "signed")
    run(capsys, "agreements", "status", path, number, "running")
    code, answer = run(capsys, "agreements", "evaluate", path, number, "goed", "--realised", "S2=5")
    assert (code, answer["agreements"][0]["clauses"][0]["realised"]) == (0, 5)
    code, answer = run(capsys, "agreements", "replace", path, number)
    second = answer["agreements"][1]
    assert (second["replaces"], second["status"]) == (number, "draft")
    text = "evaluatie na tien weken"
    code, answer = run(capsys, "agreements", "conditions", path, second["number"], text)
    assert answer["agreements"][1]["conditions"] == text


@pytest.mark.parametrize(
    "assignment",
    ["fairness=luck", "masks_small=perhaps", "region", "key=2", "key.X=0", "colour=red"],
)
def test_that_a_ground_rule_that_makes_no_sense_is_refused(capsys, path, assignment):
    before = path.read_bytes()
    code, answer = run(capsys, "rounds", "rule", path, assignment)
    assert (code, answer["error"]["code"]) == (2, "bad_argument")
    assert path.read_bytes() == before


def test_that_a_later_deadline_sends_what_lapsed_again(capsys, path):
    begin(capsys, path)
    assert run(capsys, "rounds", "expire", path, "2999-01-02")[0] == 0
    later = ("rounds", "extend", path, "1", "--deadline", "2999-02-01", "--again", "R1-002")
    code, answer = run(capsys, *later)
    (round_,) = answer["rounds"]
    assert (code, round_["deadline"], round_["version"]) == (0, "2999-02-01", 2)
    assert [p["status"] for p in round_["proposals"]] == ["lapsed", "sent"]
    code, answer = run(capsys, *later)
    assert (code, answer["error"]["code"]) == (2, "round_deadline_not_later")


def test_that_a_status_goes_by_the_word_on_screen_and_a_wrong_one_is_told(capsys, path):
    begin(capsys, path)
    code, answer = run(capsys, "answers", path, "--set", "R1-001", "misschien")
    assert code == 2
    assert "akkoord, afgewezen of tegenvoorstel-aannemen" in answer["error"]["message"]
    code, _ = run(capsys, "answers", path, "--set", "R1-001", "akkoord")
    assert code == 0
    _, answer = run(capsys, "agreements", "make", path, "1")
    number = answer["agreements"][0]["number"]
    code, answer = run(capsys, "agreements", "status", path, number, "hm")
    assert code == 2
    assert "in overleg" in answer["error"]["message"]
    code, answer = run(capsys, "agreements", "status", path, number, "in overleg")
    assert (code, answer["agreements"][0]["status"]) == (0, "discussed")
    _, answer = run(capsys, "agreements", "list", path, "--only", "Being discussed")
    assert [a["number"] for a in answer["agreements"]] == [number]
    main(["agreements", str(path)])
    assert f"{SCHOOL}: akkoord" in capsys.readouterr().out


@pytest.mark.parametrize(
    "day", ["2999-12-15", "15-12-2999", "5-1-2999", "5 Jan 2999", "5 jan 2999"]
)
def test_that_a_day_is_taken_as_the_program_writes_it(capsys, path, day):
    assert run(capsys, "rounds", "start", path, "A", "--deadline", day)[0] == 0
    assert main(["rounds", str(path), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    is_fifth = day.startswith("5")
    assert f"answer by {'5 Jan 2999' if is_fifth else '15 Dec 2999'}:" in shown


@pytest.mark.parametrize("day", ["12/15/2999", "31-2-2999", "morgen", ""])
def test_that_what_is_no_day_is_refused_with_how_to_write_it(capsys, path, day):
    assert main(["rounds", "start", str(path), "A", "--deadline", day, "--lang", "en"]) == 2
    assert "2026-12-15 or 15-12-2026" in capsys.readouterr().err
