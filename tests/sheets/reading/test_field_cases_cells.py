"""Real files of which cells, rows or sheets were passed over, and probes of the same kinds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.problems import Severity, StagePlannerError
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Correction, ReadContext, Reading
from stageplanner.workspace.shipped_data import region_holidays
from tests.sheets.workbook_builders import GOOD, HEADINGS

CASES = Path(__file__).parents[2] / "data" / "cases" / "import"


def read(path: Path) -> Reading:
    return read_file(path, ReadContext(holidays=region_holidays(), today=date(2026, 11, 30)))


def text_file(folder: Path, text: str, name: str = "aanlevering.csv") -> Reading:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def refusal(path: Path):
    with pytest.raises(StagePlannerError) as caught:
        read(path)
    return caught.value.problem


# --- cells and sheets without a heading --------------------------------------------------------


def test_that_a_sheet_left_out_is_named():
    reading = read(CASES / "17-sheet-left-out.xlsx")
    assert (reading.rows_used, reading.rows_read) == (1, 1)
    (problem,) = reading.problems
    assert (problem.code, problem.place.sheet) == ("import_no_header", "Techniek")


def test_that_values_without_a_heading_are_named():
    reading = read(CASES / "23-values-without-heading.csv")
    assert reading.rows_used == 2
    (problem,) = reading.problems
    assert (problem.code, problem.values["cells"]) == ("import_no_heading", "H3:H4")
    assert str(problem.values["text"]).startswith("LET OP: vanaf wk 40")


# --- weeks down --------------------------------------------------------------------------------


def groups(reading: Reading) -> list[tuple[object, ...]]:
    return [(p.group, p.year, f"{p.start:%d-%m}", f"{p.end:%d-%m}") for p in reading.periods]


def test_that_a_row_above_the_groups_gives_their_year():
    reading = read(CASES / "22-row-above-group-columns.csv")
    assert groups(reading) == [
        ("VIG1A", 1, "28-09", "09-10"),
        ("VIG2A", 2, "12-10", "30-10"),
    ]


def test_that_a_holiday_between_weeks_down_is_no_end():
    reading = read(CASES / "32-weeks-down-holiday-rows.csv")
    assert groups(reading) == [
        ("VIG1A", None, "28-09", "16-10"),
        ("VIG2A", None, "26-10", "06-11"),
    ]


def test_that_a_corner_that_heads_the_weeks_also_heads_the_groups():
    reading = read(CASES / "33-weeks-down-corner-week.csv")
    assert [p.group for p in reading.periods] == ["VIG1A", "VIG2A"]
    assert not codes(reading)


def block_plan(corner: str, weeks: str, above: str = "") -> str:
    """Two groups: the first in the first three weeks, the second in the last two."""
    first = [week for week in weeks.split() if week[-1:].isdigit()][:3]
    rows = [
        f"{week.replace('_', ' ')};{'4' if week in first else ''};"
        f"{'4' if week[-1:].isdigit() and week not in first else ''}"
        for week in weeks.split()
    ]
    head = f"{corner};VIG1A;VIG2A\nCrebo;25656;25656\nAantal studenten;24;22\n"
    return f"Linge College - rooster 2026-2027\n{above}{head}" + "\n".join(rows) + "\n"


FREE = (
    "Herfstvakantie", "herfst", "Herbstferien", "vrij", "Lesvrij", "Vakantie", "Toetsweek",
    "Projectweek_school", "-", "Ferien", "autumn_break", "",
)  # fmt: skip


@pytest.mark.parametrize("free", FREE)
def test_that_any_words_may_stand_for_a_missing_week(tmp_path, free):
    weeks = f"40 41 42 {free or '_'} 44 45"
    reading = text_file(tmp_path, block_plan("Groep", weeks))
    assert groups(reading) == [
        ("VIG1A", None, "28-09", "16-10"),
        ("VIG2A", None, "26-10", "06-11"),
    ]


@pytest.mark.parametrize("week", ["wk_{}", "week_{}", "KW{}", "W{}", "2026-W{}"])
def test_that_weeks_down_may_be_written_in_many_ways(tmp_path, week):
    weeks = " ".join(
        [week.format(w) for w in (40, 41, 42)] + ["Ferien"] + [week.format(w) for w in (44, 45)]
    )
    reading = text_file(tmp_path, block_plan("KW", weeks))
    assert groups(reading) == [
        ("VIG1A", None, "28-09", "16-10"),
        ("VIG2A", None, "26-10", "06-11"),
    ]


@pytest.mark.parametrize("corner", ["", "Week", "week", "KW", "Wk", "Weeknr.", "Kalenderwoche"])
def test_that_a_corner_needs_no_heading_for_groups(tmp_path, corner):
    reading = text_file(tmp_path, block_plan(corner, "40 41 42 44 45"))
    assert [p.group for p in reading.periods] == ["VIG1A", "VIG2A"]
    assert not codes(reading)


@pytest.mark.parametrize(
    ("above", "years"),
    [
        (";Leerjaar 1;Leerjaar 2\n", [1, 2]),
        (";leerjaar 2;leerjaar 2\n", [2, 2]),
        (";Lj 1;Lj 2\n", [1, 2]),
        (";1e leerjaar;2e leerjaar\n", [1, 2]),
    ],
)
def test_that_a_row_of_years_above_the_groups_is_used_or_named(tmp_path, above, years):
    reading = text_file(tmp_path, block_plan("Groep", "40 41 42 44 45", above))
    found = [p.year for p in reading.periods]
    assert found == years or "import_cells_not_used" in codes(reading)


def test_that_mondays_between_the_weeks_and_the_groups_are_no_group(tmp_path):
    text = (
        "Linge College - rooster 2026-2027\nWeek;Maandag;VIG1A;VIG2A\nCrebo;;25656;25656\n"
        "Aantal studenten;;24;22\n40;28-09-2026;4;\n41;05-10-2026;4;\n42;12-10-2026;4;\n"
        "Herfstvakantie;19-10-2026;;\n44;26-10-2026;;4\n45;02-11-2026;;4\n"
    )
    reading = text_file(tmp_path, text)
    assert [p.group for p in reading.periods] == ["VIG1A", "VIG2A"]
    assert reading.rows_read == 2


@pytest.mark.parametrize("corner", ["", "Week"])
def test_that_a_corner_of_weeks_across_heads_the_groups(tmp_path, corner):
    text = (
        "Linge College - rooster 2026-2027\n"
        f"{corner};Crebo;Aantal studenten;40;41;42;Herfst;44;45\n"
        "VIG1A;25656;24;4;4;;;;\nVIG2A;25656;22;;;;;4;4\n"
    )
    reading = text_file(tmp_path, text)
    assert [p.group for p in reading.periods] == ["VIG1A", "VIG2A"]


# --- definitions of periods --------------------------------------------------------------------


def test_that_several_periods_are_defined_in_one_cell():
    reading = read(CASES / "36-period-definitions-on-one-line.csv")
    assert [(p.start, p.end) for p in reading.periods] == [
        (date(2026, 8, 24), date(2026, 11, 6)),
        (date(2026, 11, 9), date(2027, 1, 29)),
    ]
    assert not codes(reading)


@pytest.mark.parametrize(
    "line",
    [
        "P1: wk 35 t/m 45, P2: wk 46 t/m 4",
        "P1 = wk 35 t/m 45 / P2 = wk 46 t/m 4",
        "Periode 1 wk 35 t/m 45, Periode 2 wk 46 t/m 4",
        "P1 (wk 35-45) P2 (wk 46-4)",
        "P1: wk 35 t/m 45 - P2: wk 46 t/m 4",
        "P1: wk 35 t/m 45 | P2: wk 46 t/m 4",
        "P1 is wk 35 t/m 45 en P2 is wk 46 t/m 4.",
        "Periodes: P1 loopt wk 35 t/m 45 en P2 loopt wk 46 t/m 4",
        "P1: 24-08-2026 t/m 06-11-2026, P2: 09-11-2026 t/m 29-01-2027",
        "P1: 24 aug t/m 6 nov 2026, P2: 9 nov 2026 t/m 29 jan 2027",
        "P1;wk 35 t/m 45;P2;wk 46 t/m 4",
        "P1: wk 35 t/m 45;P2: wk 46 t/m 4",
        "P1 → wk 35 t/m 45, P2 → wk 46 t/m 4, P3 → wk 5 t/m 15, P4 → wk 16 t/m 26",
        "Onderwijsperiode 1: wk 35 t/m 45, onderwijsperiode 2: wk 46 t/m 4",
    ],
)
def test_that_definitions_may_share_a_line(tmp_path, line):
    text = (
        f"Linge College - planning 2026-2027\n{line}\nOpleiding;Crebo;Leerjaar;Groep;"
        "Aantal studenten;Periode;Dagen per week\nVIG;25656;2;A;20;P1;4\nVIG;25656;2;B;20;P2;4\n"
    )
    reading = text_file(tmp_path, text)
    assert [(p.start, p.end) for p in reading.periods] == [
        (date(2026, 8, 24), date(2026, 11, 6)),
        (date(2026, 11, 9), date(2027, 1, 29)),
    ]
    assert not codes(reading)


# --- holidays without headings, and a calendar -------------------------------------------------


def test_that_holidays_need_no_heading_row():
    reading = read(CASES / "37-holidays-no-heading-row.csv")
    assert [(h.institution, h.name, h.start, h.end) for h in reading.holidays] == [
        ("Vechtdal College", "Herfstvakantie", date(2026, 10, 19), date(2026, 10, 23)),
        ("Vechtdal College", "Kerstvakantie", date(2026, 12, 21), date(2027, 1, 1)),
        ("Vechtdal College", "Zomervakantie", date(2027, 7, 19), date(2027, 8, 27)),
    ]


AUTUMN, WINTER = (date(2026, 10, 17), date(2026, 10, 25)), (date(2026, 12, 19), date(2027, 1, 3))


@pytest.mark.parametrize(
    "text",
    [
        "Herfstvakantie;17-10-2026;25-10-2026\nKerstvakantie;19-12-2026;03-01-2027\n",
        "Herfstvakantie;17-10-2026 t/m 25-10-2026\nKerst;19-12-2026 t/m 03-01-2027\n",
        "17-10-2026 t/m 25-10-2026;Herfstvakantie\n19-12-2026 t/m 03-01-2027;Kerstvakantie\n",
        "17-10-2026;25-10-2026;Herfstvakantie\n19-12-2026;03-01-2027;Kerstvakantie\n",
        "\n\nHerfstvakantie;17 oktober t/m 25 oktober 2026\n"
        "Kerstvakantie;19 december 2026 t/m 3 januari 2027\n",
        ";Herfstvakantie;17-10-2026;25-10-2026\n;Kerstvakantie;19-12-2026;03-01-2027\n",
    ],
)
def test_that_names_and_dates_make_a_list_of_holidays(tmp_path, text):
    reading = text_file(tmp_path, f"Vakanties Linge College 2026-2027\n{text}")
    assert [(h.start, h.end) for h in reading.holidays] == [AUTUMN, WINTER]
    assert {h.institution for h in reading.holidays} == {"Linge College"}


@pytest.mark.parametrize(
    "text",
    [
        "P1;24-08-2026;06-11-2026\nP2;09-11-2026;29-01-2027\n",
        "Toetsweek;24-08-2026;28-08-2026\nOpen dag;09-11-2026;09-11-2026\n",
        "Jan Jansen;24-08-2026;06-11-2026\nPiet Pietersen;09-11-2026;29-01-2027\n",
    ],
)
def test_that_other_names_with_dates_are_no_holidays(tmp_path, text):
    path = tmp_path / "lijst.csv"
    path.write_text(f"Linge College 2026-2027\n{text}")
    assert refusal(path).code == "import_no_header"


def test_that_the_refusal_of_holidays_names_headings_of_holidays(tmp_path):
    path = tmp_path / "vakanties.csv"
    path.write_text("Vakantierooster Linge College\nin oktober;vrij\nin december;ook vrij\n")
    problem = refusal(path)
    assert problem.values["headings"] == ["Instelling", "Vakantie", "Van", "T/m"]
    assert str(problem.values["path"]).endswith("headings.toml")


def test_that_the_refusal_of_leerbedrijven_names_their_headings(tmp_path):
    path = tmp_path / "capaciteit.csv"
    path.write_text("Leerbedrijven regio\nWie;Wat\nZorg Oost;veel\n")
    assert "Plaatsen" in refusal(path).values["headings"]


def event(name: str, *lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, f"SUMMARY:{name}", "END:VEVENT", ""))


def calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"


def test_that_the_holidays_of_a_calendar_are_read(tmp_path):
    path = tmp_path / "Linge College.ics"
    path.write_bytes((CASES / "38-calendar.ics").read_bytes())
    (holiday,) = read(path).holidays
    assert (holiday.institution, holiday.name) == ("Linge College", "Herfstvakantie")
    assert (holiday.start, holiday.end) == (date(2026, 11, 2), date(2026, 11, 8))


def test_that_the_institution_of_a_calendar_is_asked_at_a_cell():
    reading = read(CASES / "38-calendar.ics")
    (question,) = reading.problems
    assert (question.code, question.severity) == ("import_whose_rows", Severity.ERROR)
    assert (question.place.row, question.place.column) == (1, "B")
    assert (reading.rows_read, reading.rows_used) == (1, 0)


@pytest.mark.parametrize("name", ["ROC Test", "Noorderpoort", "De Leijgraaf", "noord", "Zuid"])
@pytest.mark.parametrize("begin", ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
                                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"])  # fmt: skip
def test_that_a_person_gives_the_institution_of_a_calendar(tmp_path, name, begin):
    holidays = (
        event("Herfstvakantie", "DTSTART;VALUE=DATE:20261017", "DTEND;VALUE=DATE:20261026"),
        event("Kerstvakantie", "DTSTART;VALUE=DATE:20261219", "DTEND;VALUE=DATE:20270104"),
    )
    path = tmp_path / "calendar.ics"
    path.write_text(f"{begin}{''.join(holidays)}END:VCALENDAR\r\n", newline="")
    given = Correction(sheet="", row=1, column="B", value=name)
    reading = read_file(path, ReadContext(corrections=(given,)))
    expected = name.casefold() if name.casefold() in VAKANTIEREGIOS else name
    assert [(h.institution, h.name) for h in reading.holidays] == [
        (expected, "Herfstvakantie"), (expected, "Kerstvakantie")
    ]  # fmt: skip
    assert [p.code for p in reading.problems] == ["import_put_right"]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:20261017", "DTEND;VALUE=DATE:20261026"),
        ("DTSTART;VALUE=DATE:20261017", "DURATION:P9D"),
        ("DTSTART:20261017T000000", "DTEND:20261026T000000"),
        ("DTSTART:20261017T080000", "DTEND:20261025T170000"),
    ],
)
def test_that_the_end_of_an_event_is_its_last_day(tmp_path, lines):
    text = calendar(event("Herfstvakantie", *lines))
    (holiday,) = text_file(tmp_path, text, "Linge College.ics").holidays
    assert (holiday.start, holiday.end) == AUTUMN


def test_that_an_event_without_an_end_is_one_day(tmp_path):
    text = calendar(event("Koningsdag", "DTSTART;VALUE=DATE:20270427"))
    (holiday,) = text_file(tmp_path, text, "Linge College.ics").holidays
    assert holiday.start == holiday.end == date(2027, 4, 27)


def test_that_other_events_of_a_calendar_are_listed(tmp_path):
    off = event("Herfstvakantie", "DTSTART;VALUE=DATE:20261017", "DTEND;VALUE=DATE:20261026")
    other = event("Open dag", "DTSTART:20261110T180000Z", "DTEND:20261110T200000Z")
    reading = text_file(tmp_path, calendar(off, other), "Linge College.ics")
    assert [h.name for h in reading.holidays] == ["Herfstvakantie"]
    (problem,) = [p for p in reading.problems if p.code == "import_cells_not_used"]
    assert (problem.place.row, problem.values["text"]) == (8, "Open dag")


def test_that_a_holiday_that_repeats_is_mentioned(tmp_path):
    text = calendar(event("Koningsdag", "DTSTART;VALUE=DATE:20270427", "RRULE:FREQ=YEARLY"))
    assert "import_calendar_repeats" in codes(text_file(tmp_path, text, "Linge College.ics"))


def test_that_a_calendar_without_holidays_is_no_spreadsheet(tmp_path):
    path = tmp_path / "agenda.ics"
    path.write_text(calendar(event("Overleg", "DTSTART:20261110T180000Z")))
    problem = refusal(path)
    assert (problem.code, problem.values["what"]) == ("import_wrong_type", "iCalendar")


# --- far rows ----------------------------------------------------------------------------------


def test_that_an_empty_far_row_is_no_reason_to_refuse():
    assert read(CASES / "31-far-empty-row.xlsx").rows_used == 1


@pytest.mark.parametrize("far", ["C1048000", "XFD3", "XFD1048576"])
def test_that_a_far_cell_that_is_only_coloured_is_no_reason_to_refuse(tmp_path, far):
    book = Workbook()
    for row in (HEADINGS, GOOD):
        book.active.append(list(row))
    book.active[far].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").rows_used == 1


@pytest.mark.parametrize("far", ["B900000", "XFC9"])
def test_that_a_far_value_is_named_by_its_cell(tmp_path, far):
    book = Workbook()
    for row in (HEADINGS, GOOD):
        book.active.append(list(row))
    book.active[far] = "x"
    book.save(tmp_path / "a.xlsx")
    problem = refusal(tmp_path / "a.xlsx")
    assert (problem.code, problem.values["cell"]) == ("import_far_cell", far)


# --- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "values", "expected"),
    [
        ("Klas;Leerjaar", "VIG25-A;2", ("VIG25-A", 2)),
        ("Cohort;Leerjaar", "VIG25-A;2", ("VIG25-A", 2)),
        ("Cohort;Klas", "2025;VIG2A", ("VIG2A", 2)),
        ("Klas;Cohort", "VIG2A;2025", ("VIG2A", 2)),
    ],
)
def test_that_cohort_and_klas_name_the_group(tmp_path, heads, values, expected):
    text = (
        f"Linge College - planning 2026-2027\n{heads};Crebo;Aantal studenten;Periode;"
        f"Dagen per week\n{values};25656;20;wk 36 t/m 45;4\n"
    )
    (period,) = text_file(tmp_path, text).periods
    assert (period.group, period.year) == expected


# --- probes of a second round ------------------------------------------------------------------

_PLAN = "Crebo;25656;25656\nAantal studenten;24;22\n"
_WEEKS = "40;4;\n41;4;\n42;4;\n44;;4\n45;;4\n"


@pytest.mark.parametrize(
    ("head", "weeks", "years"),
    [
        ("Week / klas;VIG1A;VIG2A\n", _WEEKS, [None, None]),
        ("Groepen per week;VIG1A;VIG2A\n", _WEEKS, None),
        (";VIG1A;VIG2A\n;Leerjaar 1;Leerjaar 2\n", _WEEKS, [1, 2]),
        ("Groep;VIG1A;VIG2A\n", _WEEKS.replace("44", "Herfstvakantie (43);;\n44"), [None, None]),
        ("Groep;VIG1A;VIG2A\n", _WEEKS.replace("44", "43 herfst;;\n44"), [None, None]),
        (
            "Groep;VIG1A;VIG2A\n",
            _WEEKS.replace("44", "Herfstvakantie 19 t/m 23 oktober;;\n44"),
            [None, None],
        ),
        (
            "Groep;VIG1A;VIG2A\n",
            "wk 40 (28-9);4;\nwk 41 (5-10);4;\nwk 42 (12-10);4;\n"
            "wk 44 (26-10);;4\nwk 45 (2-11);;4\n",
            [None, None],
        ),
    ],
)
def test_that_more_block_plans_are_read(tmp_path, head, weeks, years):
    text = f"Linge College rooster 2026-2027\n{head}{_PLAN}{weeks}"
    if years is None:
        reading = text_file(tmp_path, text)
        assert [p.group for p in reading.periods] != ["VIG1A", "VIG2A"]
        assert codes(reading)
        return
    found = [(p.group, p.year, p.start, p.end) for p in text_file(tmp_path, text).periods]
    assert found == [
        ("VIG1A", years[0], date(2026, 9, 28), date(2026, 10, 16)),
        ("VIG2A", years[1], date(2026, 10, 26), date(2026, 11, 6)),
    ]


def test_that_a_row_of_towns_above_the_groups_is_listed(tmp_path):
    text = f"Linge College rooster 2026-2027\n;Tiel;Zaltbommel\nGroep;VIG1A;VIG2A\n{_PLAN}{_WEEKS}"
    reading = text_file(tmp_path, text)
    (problem,) = reading.problems
    assert (problem.code, problem.values["cells"]) == ("import_cells_not_used", "B2:C2")


def test_that_years_above_the_columns_of_a_list_are_of_each_column(tmp_path):
    text = (
        "Linge College planning 2026-2027\n;Leerjaar 1;Leerjaar 2\nGroep;VIG1A;VIG2A\n"
        f"{_PLAN}Periode;wk 36 t/m 45;wk 46 t/m 4\nDagen per week;4;4\n"
    )
    assert [(p.group, p.year) for p in text_file(tmp_path, text).periods] == [
        ("VIG1A", 1),
        ("VIG2A", 2),
    ]


def test_that_holidays_without_headings_may_name_their_institution(tmp_path):
    text = (
        "Linge College;Herfstvakantie;17-10-2026;25-10-2026\n"
        "Vechtdal College;Herfstvakantie;10-10-2026;18-10-2026\n"
    )
    found = text_file(tmp_path, text).holidays
    assert [h.institution for h in found] == ["Linge College", "Vechtdal College"]


def test_that_holidays_without_headings_may_name_their_region(tmp_path):
    text = "noord;Herfstvakantie;17-10-2026;25-10-2026\nzuid;Kerst;19-12-2026;03-01-2027\n"
    assert [h.institution for h in text_file(tmp_path, text).holidays] == ["noord", "zuid"]


def test_that_periods_may_be_defined_in_a_grid(tmp_path):
    text = (
        "Linge College planning 2026-2027\nP1;P2\nwk 35 t/m 45;wk 46 t/m 4\n\nOpleiding;Crebo;"
        "Leerjaar;Groep;Aantal studenten;Periode;Dagen per week\nVIG;25656;2;A;20;P1;4\n"
    )
    reading = text_file(tmp_path, text)
    assert reading.periods[0].start == date(2026, 8, 24)
    assert not codes(reading)


def test_that_a_sheet_of_data_without_any_heading_is_named(tmp_path):
    book = Workbook()
    for row in (HEADINGS, GOOD):
        book.active.append(list(row))
    other = book.create_sheet("Techniek")
    for name in ("T1", "T2"):
        other.append([name, 20, "wk 36 t/m 45", 2])
    book.save(tmp_path / "a.xlsx")
    (problem,) = read(tmp_path / "a.xlsx").problems
    assert (problem.code, problem.place.sheet) == ("import_no_header", "Techniek")
