"""The order of day and month is that of the whole column."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.date_order import in_date_order
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.values.date_spans import day_of
from stageplanner.sheets.reading.workbook.grid import Sheet
from tests.sheets.workbook_builders import write_xlsx

DAYS = st.integers(0, 300).map(lambda k: date(2026, 8, 24) + timedelta(days=k))


@given(st.lists(DAYS, min_size=1, max_size=12), st.sampled_from(["/", "-", "."]))
def test_that_one_date_decides_for_the_column(days, sign):
    days.append(date(2027, 1, 29))
    rows = [["Start"], *([f"{d.month:02d}{sign}{d.day:02d}{sign}{d.year}"] for d in days)]
    use = ColumnUse(column=0, heading="Start", field=Field.START, confidence=1.0)
    table = Table(kind=Kind.PERIODS, top=0, header=0, bottom=len(rows), columns=(use,))
    sheet, notes = in_date_order(Sheet(name="a", rows=rows), table, (2026,))
    assert [day_of(row[0]) for row in sheet.rows[1:]] == days
    assert [note.code for note, _, _ in notes] == ["import_month_first"]


@given(st.lists(DAYS, min_size=1, max_size=12))
def test_that_dutch_dates_stay_as_they_are(days):
    days.append(date(2027, 1, 29))
    rows = [["Start"], *([f"{d.day:02d}-{d.month:02d}-{d.year}"] for d in days)]
    use = ColumnUse(column=0, heading="Start", field=Field.START, confidence=1.0)
    table = Table(kind=Kind.PERIODS, top=0, header=0, bottom=len(rows), columns=(use,))
    sheet, notes = in_date_order(Sheet(name="a", rows=rows), table, (2026,))
    assert [day_of(row[0]) for row in sheet.rows[1:]] == days
    assert not notes


HEADS = ["Instelling", "Crebo", "Leerjaar", "Groep", "Aantal studenten", "Startdatum", "Einddatum",
         "Dagen per week"]  # fmt: skip


def codes(tmp_path, *dates):
    rows = [["ROC X", 25656, 2, f"G{k}", 20, *pair, 2] for k, pair in enumerate(dates)]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", HEADS, *rows))
    return {p.code for p in reading.problems}, [p.start.isoformat() for p in reading.periods]


def test_that_a_weekday_proves_the_order(tmp_path):
    found = codes(tmp_path, ("Mon 09/07/2026", "Fri 11/06/2026"))
    assert found == ({"import_month_first"}, ["2026-09-07"])


def test_that_both_orders_in_a_table_are_named(tmp_path):
    found, _ = codes(tmp_path, ("09/07/2026", "11/13/2026"), ("25-10-2026", "29-01-2027"))
    assert "import_mixed_dates" in found


@pytest.mark.parametrize("start", ["di 07-09-2026", "wo 7 september 2026", "zondag 7 sept 2026"])
def test_that_a_weekday_that_does_not_fit_is_named(tmp_path, start):
    found, starts = codes(tmp_path, (start, "29-01-2027"))
    assert starts == ["2026-09-07"]
    assert "import_weekday_differs" in found


@pytest.mark.parametrize("start", ["ma 07-09-2026", "maandag 7 september 2026", "7-9-2026"])
def test_that_a_weekday_that_fits_is_fine(tmp_path, start):
    assert codes(tmp_path, (start, "29-01-2027")) == (set(), ["2026-09-07"])


def test_that_dates_a_spreadsheet_may_have_exchanged_are_named(tmp_path):
    found, _ = codes(tmp_path, (date(2026, 1, 9), "01/29/2027"), ("10/26/2026", "02/26/2027"))
    assert found >= {"import_month_first", "import_dates_exchanged"}


def test_that_date_cells_beside_dutch_texts_are_fine(tmp_path):
    found, _ = codes(tmp_path, (date(2026, 9, 7), "29-01-2027"), ("26-10-2026", "26-02-2027"))
    assert found == set()
