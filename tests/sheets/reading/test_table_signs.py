"""A table is what two signs say: names of holidays, teaching periods, the legend of a matrix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.calendar import Holiday
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.rows.matrix_legend import read_legend
from stageplanner.sheets.reading.tables.holiday_evidence import is_holiday_name, is_period_name
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.values.mark_meaning import Meaning, meaning_of
from stageplanner.sheets.reading.workbook.grid import Sheet
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.workbook_builders import write_sheets, write_xlsx

PERIODS = ("P{}", "Blok {}", "Kwartaal {}", "Semester {}", "Periode {}", "{}",
           "Onderwijsperiode {}", "Term {}", "{}e periode", "Lesperiode {}")  # fmt: skip
HEADS = (
    ("Instelling", "Periode", "Start", "Eind"),
    ("Instelling", "Naam", "Begindatum", "Einddatum"),
    ("Instelling", "Omschrijving", "Van", "T/m"),
)


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("name", PERIODS)
def test_that_teaching_periods_are_no_holidays(tmp_path, heads, name):
    rows = [
        ("ROC Test", name.format(1), "31-08-2026", "06-11-2026"),
        ("ROC Test", name.format(2), "09-11-2026", "29-01-2027"),
    ]
    with pytest.raises(StagePlannerError):
        read_file(write_xlsx(tmp_path / "a.xlsx", heads, *rows))


def test_that_periods_among_holidays_are_refused_one_by_one(tmp_path):
    rows = [
        ("Periode 1", "31-08-2026", "16-10-2026"),
        ("Herfstvakantie", "17-10-2026", "25-10-2026"),
        ("Periode 2", "26-10-2026", "18-12-2026"),
        ("Kerstvakantie", "19-12-2026", "03-01-2027"),
    ]
    path = write_xlsx(
        tmp_path / "a.xlsx", ["ROC Test 2026-2027"], ["Omschrijving", "Van", "T/m"], *rows
    )
    reading = read_file(path)
    assert [h.name for h in reading.holidays] == ["Herfstvakantie", "Kerstvakantie"]
    assert [p.place.row for p in reading.problems] == [3, 5]


def test_that_a_list_of_periods_gives_them_their_weeks(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ["ROC Test 2026-2027"],
        ["Periode", "Van", "T/m"],
        [1, "31-08-2026", "16-10-2026"],
        [2, "26-10-2026", "18-12-2026"],
        [],
        ["Crebo", "Leerjaar", "Groep", "Aantal studenten", "Stageperiode", "Dagen per week"],
        [25656, 2, "A", 20, "P2", 2],
    )
    (period,) = read_file(path).periods
    assert (period.start.isoformat(), period.end.isoformat()) == ("2026-10-26", "2026-12-18")


@pytest.mark.parametrize("name", ["P1", "3", "Blok 2", "eerste semester", "IV", "2e periode", "Q3"])
def test_that_a_name_of_a_period_is_none_of_a_holiday(name):
    assert is_period_name(name)
    assert not is_holiday_name(name)


@pytest.mark.parametrize(
    "name", ["Herfst", "Kerstvakantie", "2e Paasdag", "Studiedag", "Meivakantie", "Hemelvaart",
             "Autumn break", "Roostervrij", "Goede Vrijdag"],
)  # fmt: skip
def test_that_a_name_of_a_holiday_is_none_of_a_period(name):
    assert is_holiday_name(name)
    assert not is_period_name(name)


@pytest.mark.parametrize("weekday", ["woensdag 27 april", "maandag 28 april"])
def test_that_a_weekday_that_does_not_fit_is_named(tmp_path, weekday):
    path = write_xlsx(
        tmp_path / "a.xlsx", ["ROC Test 2026-2027"], ["Vakantie", "Datum"], ["Koningsdag", weekday]
    )
    assert "import_weekday_differs" in {p.code for p in read_file(path).problems}


@pytest.mark.parametrize(
    ("mark", "meaning"),
    [
        *((m, Meaning.PLACEMENT) for m in ("x", "X", "stage", "BPV", "✓", "ja", "●", "praktijk")),
        *((m, Meaning.NONE) for m in ("school", "les", "vrij", "vakantie", "-", "0", "toetsweek",
                                      "theorie", "kerst", "n.v.t.", "nee")),
        *((m, Meaning.OPEN) for m in ("V", "L", "T", "S", "B", "P", "O", "??", "B2")),
    ],
)  # fmt: skip
def test_that_without_a_legend_only_plain_marks_mean_something(mark, meaning):
    assert meaning_of(mark, {}) is meaning


SEASONS = st.sampled_from(["herfst", "kerst", "voorjaars", "zomer", "paas", "pinkster"])
THINGS = st.sampled_from(["markt", "stage", "semester", "programma", "rapport", "blok", "lunch"])


@given(SEASONS, THINGS, st.sampled_from(["", " 2026", " leerjaar 2"]))
def test_that_a_season_in_the_name_of_something_else_is_no_holiday(season, thing, after):
    assert not is_holiday_name(f"{season}{thing}{after}")
    assert not is_holiday_name(f"{season} {thing}{after}".capitalize())


@given(SEASONS, st.sampled_from(["vakantie", "dagen", "weekend", "reces"]),
       st.sampled_from(["", " 2026", " (onder voorbehoud)", " regio noord"]))  # fmt: skip
def test_that_a_season_with_a_word_of_days_is_a_holiday(season, days, after):
    assert is_holiday_name(f"{season}{days}{after}".capitalize())
    for before in ("Laatste lesdag voor de ", "Begin ", "Eerste dag na de "):
        assert not is_holiday_name(f"{before}{season}{days}")


LEGENDS = (
    "Legenda: S = stage, L = les, V = vakantie",
    "S = stage; L = les; V = vakantie",
    "S=stage / L=les / V=vrij",
    "S: stage  L: les  V: vakantie",
    "Legenda  S = stage | L = lesweek | V = vrije dagen",
    "S staat voor stage, L staat voor les, V betekent vakantie",
    "(S = stage, L = les, V = vakantie)",
    "Afkortingen: 'S' = BPV-week, 'L' = school, 'V' = herfst- of kerstvakantie",
)


@pytest.mark.parametrize("line", LEGENDS)
def test_that_a_legend_is_read_in_any_spelling(line):
    table = Table(kind=Kind.PERIODS, top=1, header=1, bottom=2, columns=())
    legend = read_legend(Sheet(name="a", rows=[[line], ["Groep"], ["A"]]), table)
    meanings = [meaning_of(mark, legend) for mark in ("S", "L", "V")]
    assert meanings == [Meaning.PLACEMENT, Meaning.NONE, Meaning.NONE]


FRONT = ["Crebo", "Leerjaar", "Groep", "Aantal studenten"]


def matrix(tmp_path, weeks, *rows, titles=(["ROC Test 2026-2027"],)):
    groups = [[25656, 2, f"G{k}", 20, *row] for k, row in enumerate(rows)]
    path = write_xlsx(tmp_path / "a.xlsx", *titles, [*FRONT, *weeks], *groups)
    return read_file(path, ReadContext(holidays=region_holidays()))


@pytest.mark.parametrize("mark", ["V", "L", "T", "S", "Q"])
def test_that_an_unknown_mark_is_no_placement_and_is_named(tmp_path, mark):
    reading = matrix(tmp_path, [36, 37, 38, 39], [2, mark, 2, 2])
    assert [(p.start.isoformat(), p.end.isoformat()) for p in reading.periods] == [
        ("2026-08-31", "2026-09-04"),
        ("2026-09-14", "2026-09-25"),
    ]
    problem = next(p for p in reading.problems if p.code == "import_matrix_cell")
    assert problem.values["cell"] == ["F3"]


@pytest.mark.parametrize("word", ["vak", "vakantie", "herfst"])
def test_that_a_word_for_a_holiday_does_not_end_a_placement_in_a_holiday(tmp_path, word):
    reading = matrix(tmp_path, [41, 42, 43, 44, 45], [2, 2, word, 2, 2])
    assert len(reading.periods) == 1


@pytest.mark.parametrize("word", ["les", "school", "toets", "vrij"])
def test_that_a_word_for_school_ends_a_placement(tmp_path, word):
    reading = matrix(tmp_path, [36, 37, 38, 39, 40], [2, 2, word, 2, 2])
    assert len(reading.periods) == 2


@pytest.mark.parametrize(
    ("weeks", "count", "code"),
    [
        ([40, 41, 42, 44, 45], 1, None),  # week 43 is a holiday
        ([36, 37, 39, 40], 2, "import_weeks_missing"),
        ([50, 51, 2, 3], 2, "import_weeks_missing"),
        ([6, 7, 9, 10], 1, None),
    ],
)
def test_that_a_week_without_a_heading_is_a_holiday_or_named(tmp_path, weeks, count, code):
    reading = matrix(tmp_path, weeks, [2] * len(weeks))
    assert len(reading.periods) == count
    assert {p.code for p in reading.problems} == ({code} if code else set())


def test_that_without_holidays_a_missing_week_is_taken_for_one_with_a_warning(tmp_path):
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ["ROC Test 2026-2027"],
        [*FRONT, 36, 37, 39, 40],
        [25656, 2, "A", 20, *[2] * 4],
    )
    reading = read_file(path)
    assert len(reading.periods) == 1
    assert {p.code for p in reading.problems} == {"import_weeks_skipped"}


def test_that_holidays_of_the_institution_count(tmp_path):
    from datetime import date

    off = Holiday(
        institution="ROC Test", name="studieweek", start=date(2026, 9, 14), end=date(2026, 9, 20)
    )
    path = write_xlsx(
        tmp_path / "a.xlsx",
        ["ROC Test 2026-2027"],
        [*FRONT, 36, 37, 39, 40],
        [25656, 2, "A", 20, *[2] * 4],
    )
    context = ReadContext(known_institutions=("ROC Test",), holidays=(off,))
    reading = read_file(path, context)
    assert len(reading.periods) == 1
    assert not reading.problems


def test_that_a_legend_on_another_sheet_counts(tmp_path):
    weeks = [36, 37, 38, 39]
    planning = [
        ["ROC Test 2026-2027"],
        [*FRONT, *weeks, "Dagen per week"],
        [25656, 2, "A", 20, "P", "P", "O", "P", 3],
    ]
    legend = [["Code", "Betekenis"], ["P", "Praktijk"], ["O", "Onderwijs op school"]]
    path = write_sheets(tmp_path / "a.xlsx", Planning=planning, Legenda=legend)
    reading = read_file(path)
    assert len(reading.periods) == 2
    assert not reading.problems


@pytest.mark.parametrize("heads", [("P1", "P2"), ("Periode 1", "Periode 2"), ("Blok 1", "Blok 2"),
                                   ("Semester 1", "Semester 2"), ("Q1", "Q2")])  # fmt: skip
def test_that_numbers_under_periods_of_leerbedrijven_are_places(tmp_path, heads):
    columns = ["Leerbedrijf", "Plaats", "Erkend voor", *heads]
    reading = read_file(write_xlsx(tmp_path / "a.xlsx", columns, ["A", "Ede", 25656, 2, 3]))
    assert [c.places for c in reading.leerbedrijven] == [2, 3]
    assumed = [p.place.column for p in reading.problems if p.code == "import_places_assumed"]
    assert assumed == ["D", "E"]
