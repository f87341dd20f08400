"""--map reaches a table of which no heading is known: the row with the mapped headings heads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stageplanner.cli.run import main
from stageplanner.importing.corrections import corrected_mappings
from stageplanner.importing.preview import preview_files
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from tests.sheets.workbook_builders import GOOD, HEADINGS, write_sheets, write_xlsx

CASE = Path(__file__).parents[1] / "data" / "cases" / "import" / "30-map-without-known-headings.csv"
FIELDS = {
    "Classe": "group", "Effectif": "students", "Debut": "start", "Fin": "end", "Jours": "days",
    "Diplome": "programme",
}  # fmt: skip
ROWS = (
    [*FIELDS],
    ["A1", 22, "31-08-2026", "06-11-2026", 4, "25656"],
    ["A2", 21, "31-08-2026", "06-11-2026", 4, "25656"],
)


def mapped(path: Path, fields: dict[str, str]):
    """Read a file as it is, then with the headings mapped."""
    state = Project().state
    confirmed = corrected_mappings(preview_files(state, [path]), fields)
    return preview_files(state, [path], confirmed=confirmed)


def with_column(heading: str):
    """The rows with one more column."""
    return ([*ROWS[0], heading], *([*row, "x"] for row in ROWS[1:]))


def periods(intake) -> list[tuple[object, ...]]:
    return [(p.group, p.students, p.start, p.end) for p in intake.state.periods]


TRUTH = [
    ("A1", 22, date(2026, 8, 31), date(2026, 11, 6)),
    ("A2", 21, date(2026, 8, 31), date(2026, 11, 6)),
]


def test_that_the_case_is_read(tmp_path, capsys):
    project = tmp_path / "p.stageplan"
    given = [part for heading, name in FIELDS.items() for part in ("--map", f"{heading}={name}")]
    assert main(["import", str(project), str(CASE), *given]) == 1  # the institution is guessed
    assert [(p.group, p.students) for p in Project.open(project).state.periods] == [
        ("A1", 22),
        ("A2", 21),
    ]


def test_that_the_mapping_is_remembered(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS)
    project = Project()
    project.adopt_intake(mapped(path, FIELDS))
    later = write_xlsx(tmp_path / "ROC Test later.xlsx", *ROWS, ["A3", 5, *ROWS[1][2:]])
    project.import_files([later])
    assert [p.group for p in project.state.periods][-1] == "A3"


@pytest.mark.parametrize(
    "above",
    [
        [["ROC Test - planning 2026-2027"]],
        [["ROC Test"], [], ["Classe par classe"]],
        [["Klas", "Totaal"], ["A", 43], []],
        [["Graag controleren"], ["Debut van het jaar", "31-08-2026"]],
    ],
)
def test_that_the_row_with_most_of_the_headings_is_chosen(tmp_path, above):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *above, *ROWS)
    assert periods(mapped(path, FIELDS)) == TRUTH


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: f" {text}: "])
def test_that_case_and_signs_of_a_heading_do_not_matter(tmp_path, change):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS)
    assert periods(mapped(path, {change(head): name for head, name in FIELDS.items()})) == TRUTH


@pytest.mark.parametrize("number", range(len(FIELDS)))
def test_that_known_headings_need_no_mapping(tmp_path, number):
    """One heading is unknown, the others are those of the template."""
    heads = ["Groep", "Aantal studenten", "Startdatum", "Einddatum", "Dagen per week", "Crebo"]
    heads[number] = "Onbekend"
    path = write_xlsx(tmp_path / "ROC Test.xlsx", heads, *ROWS[1:])
    assert periods(mapped(path, {"Onbekend": list(FIELDS.values())[number]})) == TRUTH


def test_that_columns_that_are_not_mapped_are_named(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *with_column("Couleur"))
    intake = mapped(path, FIELDS)
    assert periods(intake) == TRUTH
    assert "import_unused_columns" in [p.code for p in intake.files[0].problems]


def test_that_a_sheet_beside_a_known_one_is_reached(tmp_path):
    path = write_sheets(tmp_path / "ROC Test.xlsx", BPV=[HEADINGS, GOOD], Techniek=ROWS)
    intake = mapped(path, FIELDS)
    assert [p.group for p in intake.state.periods] == ["VP2A", "A1", "A2"]
    assert [p.code for p in intake.files[0].problems if p.severity.value != "info"] == []


def test_that_headings_down_a_column_are_reached(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *zip(*ROWS, strict=True))
    assert periods(mapped(path, FIELDS)) == TRUTH


def test_that_holidays_are_reached(tmp_path):
    path = write_xlsx(
        tmp_path / "ROC Test.xlsx",
        ["Nom", "Du", "Au"],
        ["Toussaint", "17-10-2026", "25-10-2026"],
        ["Noel", "19-12-2026", "03-01-2027"],
    )
    intake = mapped(path, {"Nom": "holiday", "Du": "start", "Au": "end"})
    assert [h.name for h in intake.state.holidays] == ["Toussaint", "Noel"]


def test_that_leerbedrijven_are_reached(tmp_path):
    path = write_xlsx(
        tmp_path / "bedrijven.xlsx",
        ["Numero", "Entreprise", "Agree", "Capacite"],
        ["100000001", "Zorg Oost", "25656", 4],
    )
    fields = {"Numero": "id", "Entreprise": "name", "Agree": "accredited", "Capacite": "places"}
    (company,) = mapped(path, fields).state.leerbedrijven
    assert (company.id, company.name) == ("100000001", "Zorg Oost")


def test_that_a_heading_in_no_file_is_an_error(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS)
    with pytest.raises(StagePlannerError) as caught:
        mapped(path, {**FIELDS, "Bestaat niet": "year"})
    assert caught.value.problem.values["heading"] == "Bestaat niet"


def test_that_a_heading_can_be_left_out(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *with_column("Lieu"))
    assert periods(mapped(path, {**FIELDS, "Lieu": ""})) == TRUTH


def test_that_the_window_gets_the_headings_of_a_refused_file(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", ["ROC Test 2026-2027"], *ROWS)
    (report,) = preview_files(Project().state, [path]).files
    assert report.is_refused
    (table,) = report.tables
    assert (table.header_row, [guess.heading for guess in table.columns]) == (2, [*FIELDS])
    assert table.columns[1].samples[0] == "22"


# ---------------------------------------------------------------- without a heading row

LETTERS = dict(zip("ABCDEF", FIELDS.values(), strict=True))


@pytest.mark.parametrize("above", [(), (["Techniek 2026-2027"],), (["Techniek"], [], ["concept"])])
@pytest.mark.parametrize("names", ["ABCDEF", "abcdef", "123456"])
def test_that_columns_without_headings_are_mapped_by_letter_or_number(tmp_path, above, names):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *above, *ROWS[1:])
    assert periods(mapped(path, dict(zip(names, FIELDS.values(), strict=True)))) == TRUTH


def test_that_the_command_line_maps_columns_without_headings(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS[1:])
    project = tmp_path / "p.stageplan"
    given = [part for letter, name in LETTERS.items() for part in ("--map", f"{letter}={name}")]
    assert main(["import", str(project), str(path), *given]) == 1  # the institution is guessed
    found = [(p.group, p.students, p.start, p.end) for p in Project.open(project).state.periods]
    assert found == TRUTH


def test_that_columns_that_are_not_mapped_are_named_without_headings_too(tmp_path):
    rows = [[*row, "kantoor"] for row in ROWS[1:]]
    intake = mapped(write_xlsx(tmp_path / "ROC Test.xlsx", *rows), LETTERS)
    assert periods(intake) == TRUTH
    assert "import_unused_columns" in [p.code for p in intake.files[0].problems]


def test_that_a_file_without_headings_is_offered_by_its_columns(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS[1:])
    (report,) = preview_files(Project().state, [path]).files
    assert report.is_refused
    (table,) = report.tables
    assert (table.header_row, [guess.heading for guess in table.columns]) == (0, [*"ABCDEF"])
    assert table.columns[1].samples == ("22", "21")


def test_that_a_mapping_without_headings_is_remembered_for_the_same_columns_only(tmp_path):
    project = Project()
    project.adopt_intake(mapped(write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS[1:]), LETTERS))
    project.import_files([write_xlsx(tmp_path / "ROC Test b.xlsx", ["A3", 5, *ROWS[1][2:]])])
    assert [p.group for p in project.state.periods][-1] == "A3"
    # The same number of columns in another order is another layout.
    turned = write_xlsx(tmp_path / "ROC Test c.xlsx", *(row[::-1] for row in ROWS[1:]))
    (report,) = preview_files(project.state, [turned], mappings=project.mappings).files
    assert report.is_refused


def test_that_the_columns_of_holidays_without_headings_can_be_mapped(tmp_path):
    path = write_xlsx(
        tmp_path / "ROC Test.xlsx",
        ["17-10-2026", "Toussaint", "25-10-2026"],
        ["19-12-2026", "Noel", "03-01-2027"],
    )
    intake = mapped(path, {"B": "holiday", "A": "start", "C": "end"})
    assert [(h.name, h.start) for h in intake.state.holidays] == [
        ("Toussaint", date(2026, 10, 17)),
        ("Noel", date(2026, 12, 19)),
    ]


def test_that_a_column_without_values_is_no_column(tmp_path):
    path = write_xlsx(tmp_path / "ROC Test.xlsx", *ROWS[1:])
    with pytest.raises(StagePlannerError):
        mapped(path, {**LETTERS, "K": "year"})
