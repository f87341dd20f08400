"""Published shortage figures, as regions download and retype them."""

from datetime import date

import pytest
from openpyxl import Workbook

from stageplanner import messages
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.reading.shortages import read_shortages


def written(tmp_path, *rows):
    path = tmp_path / "tekort.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def figures(reading):
    return [(f.on, f.programme, f.niveau, f.leerweg, f.number) for f in reading.figures]


def codes_by_cell(reading):
    for problem in reading.problems:
        assert all(messages.line(problem, language) for language in messages.LANGUAGES)
    return [
        (problem.code, f"{problem.place.column or ''}{problem.place.row}")
        for problem in reading.problems
    ]


def test_that_the_day_may_stand_once_above_the_table(tmp_path):
    path = written(
        tmp_path,
        "Stagebarometer SBB;;;;;",
        "Peildatum: 1-9-2026;;;;;",
        "Arbeidsmarktregio;Sectorkamer;Kwalificatie;Niveau;Leerweg;Tekort aan stages;Crebo",
        "Rijk van Nijmegen;Zorg;Mbo-Verpleegkundige;4;BOL;125;25655",
        "Rijk van Nijmegen;Zorg;Verzorgende-IG;niveau 3;bol;1.210;25656",
        "Rijk van Nijmegen;Zorg;Apothekersassistent;4;BBL;<5;25650",
        "Totaal;;;;;1339;",
    )
    reading = read_shortages(path)
    assert figures(reading) == [
        (date(2026, 9, 1), "25655", 4, "BOL", 125),
        (date(2026, 9, 1), "25656", 3, "BOL", 1210),
        (date(2026, 9, 1), "25650", 4, "BBL", 4),
    ]
    assert codes_by_cell(reading) == [("import_number_in_text", "F5"), ("import_masked", "F6")]


def test_that_months_and_a_crebo_within_a_name_are_read(tmp_path):
    path = written(
        tmp_path,
        "Maand,Regio,Opleiding,Niveau,Aantal tekorten (bol),Bron",
        "sept 2026,Nijmegen,Helpende zorg en welzijn (25960),2,12,SBB",
        "2026-10-15,Nijmegen,Helpende zorg en welzijn (25960),2,14,SBB",
    )
    reading = read_shortages(path)
    assert figures(reading) == [
        (date(2026, 9, 1), "25960", 2, "", 12),
        (date(2026, 10, 15), "25960", 2, "", 14),
    ]
    assert codes_by_cell(reading) == [("shortage_month", "A2"), ("shortage_unused_columns", "1")]


def test_that_what_makes_no_sense_or_stands_twice_is_told(tmp_path):
    path = written(
        tmp_path,
        "date,region,sector,programme,niveau,leerweg,number",
        "2026-10-01,Nijmegen,Zorg,25655,4,BOL,40",
        "2026-10-01,Nijmegen,Zorg,25655,4,BOL,45",
        "2026-10-01,Nijmegen,Zorg,25656,3,BOL,-3",
        "2026-10-01,Nijmegen,Zorg,25657,3,BOL,veel",
        "oktober,Nijmegen,Zorg,25658,3,BOL,4",
    )
    reading = read_shortages(path)
    assert [figure[-1] for figure in figures(reading)] == [40]
    assert codes_by_cell(reading) == [
        ("shortage_twice", "G3"),
        ("shortage_bad_number", "G4"),
        ("shortage_bad_number", "G5"),
        ("shortage_bad_on", "A6"),
    ]


def test_that_a_workbook_with_a_date_cell_above_is_read(tmp_path):
    book = Workbook()
    book.active.append(["Stand per", date(2026, 10, 1)])
    book.active.append([])
    book.active.append(["Regio", "Opleiding", "Niveau", "Stagetekort"])
    book.active.append(["Nijmegen", "Entree", 1, 7])
    book.save(tmp_path / "tekort.xlsx")
    assert figures(read_shortages(tmp_path / "tekort.xlsx")) == [
        (date(2026, 10, 1), "Entree", 1, "", 7)
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("Regio;Opleiding;Aantal", "Nijmegen;25655;4"), "shortages_no_date"),
        (("Klas;Docent;Lokaal", "1A;Jansen;12"), "shortages_no_table"),
    ],
)
def test_that_a_file_without_figures_or_day_is_refused(tmp_path, rows, code):
    with pytest.raises(StagePlannerError) as refused:
        read_shortages(written(tmp_path, *rows))
    assert refused.value.problem.code == code
