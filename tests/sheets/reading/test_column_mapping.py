"""Columns are proposed with a confidence, can be corrected, and are remembered."""

from __future__ import annotations

from dataclasses import replace

from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext
from tests.sheets.workbook_builders import GOOD, HEADINGS, write_xlsx


def fields(reading) -> dict[str, str | None]:
    return {guess.heading: guess.field for guess in reading.tables[0].columns}


def test_that_misspelt_headings_are_recognised_with_less_confidence(tmp_path):
    heads = ["Instelling", "Crebo", "Leerjar", "Groep", "Aantal studneten", "Startdatm",
             "Eindatum", "Weekdagn"]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", heads, GOOD))
    assert reading.rows_used == 1
    sure = {g.heading: g.confidence for g in reading.tables[0].columns}
    assert sure["Crebo"] > sure["Aantal studneten"] > 0.5


def test_that_a_user_can_add_a_synonym(tmp_path):
    heads = (*HEADINGS[:4], "koppen", *HEADINGS[5:])
    path = write_xlsx(tmp_path / "a.xlsx", heads, GOOD)
    assert read_file(path).rows_used == 0
    reading = read_file(path, ReadContext(synonyms={"Koppen": "students"}))
    assert [p.students for p in reading.periods] == [24]


def test_that_a_corrected_mapping_is_remembered_for_next_year(tmp_path):
    """Two columns could be the number; a person said which."""
    heads = (*HEADINGS[:4], "Aantal", "Prognose", *HEADINGS[5:])
    path = write_xlsx(tmp_path / "a.xlsx", heads, (*GOOD[:4], 24, 30, *GOOD[5:]))
    guessed = read_file(path)
    table = guessed.tables[0]
    columns = tuple(
        replace(g, field={"Aantal": None, "Prognose": "students"}.get(g.heading, g.field))
        for g in table.columns
    )
    remembered = replace(table, columns=columns).mapping()
    again = (*GOOD[:4], 20, 31, "30-08-2027", "28-01-2028", GOOD[7])
    later = write_xlsx(tmp_path / "b.xlsx", heads, again)
    reading = read_file(later, ReadContext(mappings=(remembered,)))
    assert reading.tables[0].remembered
    assert [p.students for p in reading.periods] == [31]
    assert fields(reading)["Aantal"] is None


def test_that_another_layout_is_not_mistaken_for_the_remembered_one(tmp_path):
    first = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)).tables[0].mapping()
    path = write_xlsx(tmp_path / "b.xlsx", [*HEADINGS, "Locatie"], [*GOOD, "Waalstad"])
    assert not read_file(path, ReadContext(mappings=(first,))).tables[0].remembered


def test_that_the_order_of_columns_is_no_other_layout(tmp_path):
    first = read_file(write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)).tables[0]
    second = read_file(write_xlsx(tmp_path / "b.xlsx", HEADINGS[::-1], GOOD[::-1])).tables[0]
    assert first.signature == second.signature


def test_that_values_decide_what_a_heading_means(tmp_path):
    heads = [*HEADINGS[:7], "Dagen"]
    as_days = read_file(write_xlsx(tmp_path / "a.xlsx", heads, GOOD))
    as_count = read_file(write_xlsx(tmp_path / "b.xlsx", heads, (*GOOD[:7], 4)))
    assert as_days.periods[0].weekdays == (0, 1, 2, 4)
    assert as_count.periods[0].weekdays is None
    assert as_count.periods[0].days_per_week == 4


def test_that_two_institutions_with_one_layout_each_keep_their_own_columns(tmp_path):
    heads = (*HEADINGS[1:4], "Aantal", "Prognose", *HEADINGS[5:])

    def file(name, students, forecast):
        row = (*GOOD[1:4], students, forecast, *GOOD[5:])
        return write_xlsx(tmp_path / f"{name}.xlsx", [f"Planning {name}"], heads, row)

    table = read_file(file("Rijn College", 24, 30)).tables[0]
    mappings = []
    for school, number, other in (
        ("Rijn College", "Aantal", "Prognose"),
        ("Maas College", "Prognose", "Aantal"),
    ):
        decided = {number: "students", other: None}
        columns = tuple(replace(g, field=decided.get(g.heading, g.field)) for g in table.columns)
        mappings.append(replace(replace(table, columns=columns).mapping(), institution=school))
    context = ReadContext(mappings=tuple(mappings))
    for school, students in (("Rijn College", 24), ("Maas College", 30)):
        reading = read_file(file(school, 24, 30), context)
        assert [p.students for p in reading.periods] == [students]


def test_that_a_column_to_fill_in_freely_is_no_friday(tmp_path):
    heads = [*HEADINGS[:7], "Dagen per week", "Vrij in te vullen", "vrij"]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", heads, (*GOOD[:7], 2, "x", "x")))
    assert reading.periods[0].weekdays is None
    assert fields(reading)["Vrij in te vullen"] is fields(reading)["vrij"] is None


def test_that_a_cohort_in_a_title_tells_the_year(tmp_path):
    heads = [h for h in HEADINGS if h != "Leerjaar"]
    row = (*GOOD[:2], *GOOD[3:])
    rows = [["Planning 2026-2027"], ["Cohort 2026"], heads, row, [], ["Cohort 2024"], heads,
            (*row[:2], "VP3", *row[3:])]  # fmt: skip
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", *rows))
    assert [p.year for p in reading.periods] == [1, 3]
    between = [["Planning 2026-2027"], heads, ["Cohort 2025"], row]
    assert [p.year for p in read_file(write_xlsx(tmp_path / "b.xlsx", *between)).periods] == [2]
    whole = [["Planning cohort 2026-2027"], heads, row]
    assert [p.year for p in read_file(write_xlsx(tmp_path / "c.xlsx", *whole)).periods] == [None]
