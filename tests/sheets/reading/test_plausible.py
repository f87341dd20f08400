"""What is possible but unlikely gets a warning with its cell; what is likely gets none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font

from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Outcome, ReadContext
from stageplanner.sheets.reading.rows import coded_table
from stageplanner.sheets.reading.workbook.file_type import Format
from stageplanner.sheets.reading.workbook.load import read_parts
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.workbook_builders import write_xlsx

HEADS = ["Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Startdatum", "Einddatum",
         "Weekdagen", "Vakantieregio"]  # fmt: skip
TODAY = date(2026, 6, 1)


def context() -> ReadContext:
    return ReadContext(holidays=region_holidays(), today=TODAY)


def row(group, start, end, days="ma di", students=20):
    return ["ROC X", 25656, 2, group, students, start, end, days, "midden"]


USUAL = row("usual", "31-08-2026", "29-01-2027")


def found(tmp_path, *rows):
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, USUAL, *rows), context())
    assert len(reading.periods) == len(rows) + 1
    assert all(p.severity is Severity.WARNING for p in reading.problems)
    return {p.code for p in reading.problems}


@pytest.mark.parametrize(
    ("start", "end", "days", "code"),
    [
        ("31-08-2006", "06-11-2006", "ma di", "import_period_year"),
        ("31-08-2036", "06-11-2036", "ma di", "import_period_year"),
        ("31-08-2024", "06-11-2024", "ma di", "import_period_year"),
        ("31-08-2029", "06-11-2029", "ma di", "import_period_year"),
        ("31-08-2026", "06-11-2027", "ma di", "import_long_period"),
        ("01-02-2027", "31-01-2028", "ma di", "import_long_period"),
        ("17-10-2026", "25-10-2026", "ma di", "import_only_holiday"),
        ("21-12-2026", "01-01-2027", "ma di", "import_only_holiday"),
        ("05-09-2026", "06-09-2026", "ma di", "import_no_stage_day"),
        ("07-09-2026", "10-09-2026", "vr", "import_no_stage_day"),
        ("24-04-2027", "02-05-2027", "wo", "import_only_holiday"),
    ],
)
def test_that_unlikely_dates_are_named(tmp_path, start, end, days, code):
    assert found(tmp_path, row("A", start, end, days)) == {code}


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("31-08-2026", "16-07-2027", "ma"),
        ("24-08-2026", "16-07-2027", "ma di wo do vr"),
        ("07-09-2026", "11-09-2026", "vr"),
        ("17-10-2026", "30-10-2026", "ma di"),
        ("01-02-2027", "09-07-2027", "do vr"),
        ("06-09-2027", "28-01-2028", "ma di"),
        ("05-09-2026", "07-09-2026", "ma"),
    ],
)
def test_that_usual_dates_are_left_alone(tmp_path, start, end, days):
    assert found(tmp_path, row("A", start, end, days)) == set()


def test_that_a_title_makes_a_year_before_it_unlikely(tmp_path):
    rows = [HEADS, USUAL, row("A", "01-09-2025", "30-01-2026")]
    path = write_xlsx(tmp_path / "a.xlsx", ["Planning 2026-2027"], *rows)
    problems = read_file(path, context()).problems
    assert [(p.code, p.place.row) for p in problems] == [("import_period_year", 4)]


@pytest.mark.parametrize(
    "groups",
    [
        (("A", 20), ("B", 20), ("A+B", 40)),
        (("A", 20), ("B", 21), ("A en B", 41)),
        (("VIG2A", 11), ("VIG2B", 12), ("VIG2", 23)),
        (("Leerjaar 2", 41), ("A", 20), ("B", 21)),
        (("A", 20), ("B", 21), ("C", 22), ("X", 63)),
        (("A", 20), ("B", 25), ("samen", 45)),
        (("A", 20), ("B", 25), ("Z", 45)),
        (("A", 3), ("B", 4), ("alle groepen", 7)),
    ],
)
def test_that_a_sum_of_groups_is_named_once(tmp_path, groups):
    rows = [row(g, "07-09-2026", "29-01-2027", students=n) for g, n in groups]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, *rows), context())
    (problem,) = reading.problems
    assert problem.code == "import_sum_of_rows"
    biggest = max(range(len(groups)), key=lambda k: groups[k][1])
    assert (problem.place.row, problem.place.column) == (biggest + 2, "E")
    marked = [r.row for r in reading.rows if r.outcome is Outcome.CORRECTED]
    assert marked == [biggest + 2]


@pytest.mark.parametrize(
    "groups",
    [
        (("A", 20), ("B", 20)),
        (("A", 10), ("B", 12), ("C", 22)),
        (("A", 20), ("B", 25), ("C", 20), ("D", 25)),
        (("A", 20), ("B", 0), ("C", 20)),
    ],
)
def test_that_equal_groups_are_no_sum(tmp_path, groups):
    rows = [row(g, "07-09-2026", "29-01-2027", students=n) for g, n in groups]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, *rows), context())
    assert "import_sum_of_rows" not in {p.code for p in reading.problems}


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("19-12-2026", "03-01-2028", "import_long_holiday"),
        ("10-07-2027", "30-09-2027", "import_long_holiday"),
        ("17-10-2016", "25-10-2016", "import_holiday_year"),
        ("10-07-2027", "22-08-2027", None),
        ("19-12-2026", "03-01-2027", None),
    ],
)
def test_that_an_unlikely_holiday_is_named(tmp_path, start, end, code):
    heads = ["Instelling", "Vakantie", "Van", "T/m"]
    title = ["Vakanties 2026-2027"]
    path = write_xlsx(tmp_path / "a.xlsx", title, heads, ["ROC X", "Vakantie", start, end])
    reading = read_file(path, context())
    assert len(reading.holidays) == 1
    assert {p.code for p in reading.problems} == ({code} if code else set())


@pytest.mark.parametrize(
    ("columns", "code"), [(9, "import_struck_row"), (1, "import_struck_cells")]
)
def test_that_struck_through_text_is_named(tmp_path, columns, code):
    path = write_xlsx(tmp_path / "a.xlsx", HEADS, USUAL, row("A", "07-09-2026", "29-01-2027"))
    book = load_workbook(path)
    for column in range(1, columns + 1):
        book.active.cell(3, column).font = Font(strike=True)
    book.save(path)
    (problem,) = read_file(path, context()).problems
    assert (problem.code, problem.place.row) == (code, 3)


def test_that_a_long_list_gets_the_same_warnings(tmp_path, monkeypatch):
    dates = [
        ("31-08-2006", "06-11-2006"),
        ("17-10-2026", "25-10-2026"),
        *[("07-09-2026", "29-01-2027")] * 30,
    ]
    rows = [row(f"G{k}", *dates[k % len(dates)], students=5 + k % 7) for k in range(2_400)]
    path = write_xlsx(tmp_path / "a.xlsx", HEADS, *rows)
    book = load_workbook(path)
    book.active.cell(500, 4).font = Font(strike=True)
    book.save(path)
    quick = read_file(path, context())
    monkeypatch.setattr(coded_table, "LARGE", 10**9)
    assert quick == read_file(path, context())
    codes = {p.code for p in quick.problems}
    assert codes >= {"import_period_year", "import_only_holiday", "import_struck_cells"}


STRUCK_XLS = Path(__file__).parents[2] / "data" / "struck-through.xls"


def test_that_struck_through_text_of_an_xls_is_named():
    """Saved by LibreOffice: row 3 is struck through, and the number of students in row 5."""
    reading = read_file(STRUCK_XLS, context())
    assert len(reading.periods) == 4
    found = [(p.code, p.place.sheet, p.place.row) for p in reading.problems]
    assert found == [("import_struck_row", "Stages", 3), ("import_struck_cells", "Stages", 5)]
    assert reading.problems[1].values["cells"] == ["E5"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_a_damaged_xls_is_refused_or_read(tmp_path_factory, data):
    """The search for struck text never ends an import by itself, and never hangs."""
    content = bytearray(STRUCK_XLS.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "a.xls"
    path.write_bytes(bytes(content[: data.draw(st.integers(600, len(content)))]))
    assert isinstance(read_parts(path, Format.XLS), dict)
