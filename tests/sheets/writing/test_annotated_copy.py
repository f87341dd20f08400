"""What became of a delivery: every row and problem told, and a marked copy of the workbook."""

from __future__ import annotations

from openpyxl import load_workbook

from stageplanner.messages import line
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Correction, Outcome, ReadContext
from stageplanner.sheets.writing.annotated_copy import write_annotated
from tests.sheets.workbook_builders import GOOD, HEADINGS, with_value, write_xlsx

BAD = (*with_value(4, "veel")[:3], "VP2B", *with_value(4, "veel")[4:])
ODD = (*with_value(4, "ca. 20")[:3], "VP2C", *with_value(4, "ca. 20")[4:])


def delivery(tmp_path, name="a.xlsx"):
    return write_xlsx(tmp_path / name, HEADINGS, GOOD, BAD, ODD, ["Totaal", None, None, None, 68])


def test_that_the_text_names_the_cell_and_the_cure(tmp_path):
    reading = read_file(delivery(tmp_path))
    assert (reading.rows_read, reading.rows_used) == (3, 2)
    text = "\n".join(line(problem, "nl") for problem in reading.problems)
    assert 'cel E3: "veel" is geen getal. Vul een heel getal in' in text
    assert any("cell E3" in line(problem, "en") for problem in reading.problems)


def test_that_every_row_is_accounted_for(tmp_path):
    reading = read_file(delivery(tmp_path))
    assert [row.outcome.value for row in reading.rows] == [
        "title", "used", "refused", "corrected", "total",
    ]  # fmt: skip
    students = reading.tables[0].columns[4]
    assert students.field == "students"
    assert students.confidence > 0.8


def test_that_the_copy_marks_the_cells_and_keeps_the_rest(tmp_path):
    path = delivery(tmp_path)
    before = path.read_bytes()
    copy = load_workbook(write_annotated(read_file(path), tmp_path / "uit" / "kopie.xlsx"))
    sheet = copy["Blad1"]
    assert sheet["E3"].fill.fgColor.rgb.endswith("FF9999")
    assert "geen getal" in sheet["E3"].comment.text
    assert sheet["E2"].comment is None
    assert sheet["D2"].value == "VP2A"
    assert copy.sheetnames[0] == "Opmerkingen import"
    assert path.read_bytes() == before


def test_that_a_csv_comes_back_as_a_workbook_without_formulas(tmp_path):
    path = tmp_path / "a.csv"
    rows = [";".join(HEADINGS), ";".join(str(v) for v in BAD).replace("VP2B", "=1+1")]
    path.write_text("\n".join(rows), encoding="utf-8")
    copy = load_workbook(write_annotated(read_file(path), tmp_path / "kopie.xlsx"))
    assert copy["a"]["D2"].value == "=1+1"
    assert copy["a"]["D2"].data_type == "s"
    assert copy["a"]["E2"].comment is not None


def test_that_a_cell_can_be_put_right_without_touching_the_file(tmp_path):
    path = delivery(tmp_path)
    correction = Correction(sheet="Blad1", row=3, column="E", value="30")
    reading = read_file(path, ReadContext(corrections=(correction,)))
    assert [p.students for p in reading.periods] == [24, 30, 20]
    assert reading.rows[2].outcome is Outcome.CORRECTED


def test_that_a_calendar_gets_a_copy_with_its_other_events_marked(tmp_path):
    path = tmp_path / "Linge College.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261017\nSUMMARY:Herfstvakantie\n"
        "END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261110\nSUMMARY:Open dag\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )
    copy = load_workbook(write_annotated(read_file(path), tmp_path / "kopie.xlsx"))
    assert copy["Linge College"]["D6"].comment is not None
