"""A question with limits of its own, on the command line: its sentence, JSON and workbook."""

import json

from openpyxl import load_workbook

from stageplanner.cli.run import main
from stageplanner.domain.form import Form
from stageplanner.project import Project
from tests.builders import company, holiday, period, region

OTHER = "Biesbos College"


def asked(capsys, tmp_path, *arguments):
    """The answer of one question about two schools whose groups want the same week."""
    blok = {"weeks": 1, "students": 10, "allowed_forms": (Form.BLOK,), "latest": 4}
    own = [period(f"S{k}", **blok) for k in range(3)]
    own.append(period("B", institution=OTHER, **blok))
    path = tmp_path / "p.stageplan"
    state = region(own, [company(places=10)], [holiday(8, institution="Waal College")])
    project = Project(state)
    project.save(path)
    code = main(["optimise", str(path), "--time-limit", "20", "--workers", "1", *arguments])
    return code, capsys.readouterr().out, path


def test_that_the_json_names_the_limits_and_whose_bound_it_tells(capsys, tmp_path):
    _, out, _ = asked(capsys, tmp_path, "--max-changes", "1", "--json")
    (part,) = json.loads(out)["components"]
    assert (part["status"], part["peak"], part["lower_bound"]) == ("limited", 3.0, 3.0)
    assert part["changes_lower_bound"] == 3
    without = part["within"].pop("lower_bound_without")
    assert part["within"] == {"max_changes": 1, "institutions": None, "most_weeks": None}
    assert without <= 1


def test_that_sentence_and_workbook_say_the_same(capsys, tmp_path):
    _, out, path = asked(capsys, tmp_path, "--institutions", OTHER, "--lang", "nl")
    told = "zolang alleen Biesbos College wordt gevraagd"
    assert told in out and "lager dan 300% kan zo niet (bewezen)" in out
    assert main(["export", str(path), "--out", str(tmp_path / "out"), "--lang", "nl"]) == 0
    cells = [
        str(cell)
        for file in (tmp_path / "out").glob("*.xlsx")
        for sheet in load_workbook(file, read_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert any(told in cell and "lager dan 300% kan zo niet" in cell for cell in cells)
    assert not any("geen enkel plan komt" in cell for cell in cells)


def test_that_a_school_without_stage_periods_is_known_but_not_asked(capsys, tmp_path):
    for name, code in (("Waal College", "institution_unasked"), ("X", "policy_no_institution")):
        _, out, _ = asked(capsys, tmp_path, "--institutions", name, "--json")
        assert json.loads(out)["error"]["code"] == code
