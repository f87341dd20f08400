"""Numbers, days, forms and programmes as people write them."""

from __future__ import annotations

import pytest

from stageplanner.domain.form import Form
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.tables.institution_and_year import (
    known_in,
    same_institution,
    school_year_in,
)
from stageplanner.sheets.reading.values.choices import parse_yes_no
from stageplanner.sheets.reading.values.forms import parse_form
from stageplanner.sheets.reading.values.numbers import (
    parse_count,
    parse_level,
    parse_year,
)
from stageplanner.sheets.reading.values.programmes import find_programme
from stageplanner.sheets.reading.values.rhythm import RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.weekdays import parse_days

KNOWN = ("ROC Waalstroom", "Linge College", "Hanzevaart MBO", "Vakcollege Zorg Oost")


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (24, 24),
        (24.0, 24),
        ("24", 24),
        ("24 ", 24),
        ("24,0", 24),
        ("24 (prognose)", 24),
        ("ca. 20", 20),
        ("± 20", 20),
        ("20 st.", 20),
        ("1.200", 1200),
        ("(prognose) 24", 24),
        ("~ 24", 24),
        ("24 studenten", 24),
        ("twintig", None),
        ("-3", None),
        (-3, None),
        ("veel", None),
        ("24 a.u.b. nog 3", None),
        ("20-25", 25),
        ("12+12", 24),
        ("<5", 4),
        ("2 x 12", 24),
        ("1e5", None),
        (float("nan"), None),
        (True, None),
    ],
)
def test_that_a_count_is_read_or_refused(value, count):
    assert parse_count(value, Field.STUDENTS).value == count


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("ma di", (0, 1)),
        ("ma+di", (0, 1)),
        ("Wo/Do/Vr", (2, 3, 4)),
        ("maandag en dinsdag", (0, 1)),
        ("maandag, dinsdag", (0, 1)),
        ("ma t/m do", (0, 1, 2, 3)),
        ("ma-di", (0, 1)),
        ("ma-wo-vr", (0, 2, 4)),
        ("ma,di,wo", (0, 1, 2)),
        ("MaDiWo", (0, 1, 2)),
        ("Mon & Tue", (0, 1)),
        ("Monday to Thursday", (0, 1, 2, 3)),
        ("alle dagen behalve wo", (0, 1, 3, 4)),
        ("ma. di. do.", (0, 1, 3)),
        ("dinsdagen", (1,)),
        ("hele week", (0, 1, 2, 3, 4)),
        ("MA DI WO VR", (0, 1, 2, 4)),
        ("3 dagen (ma di wo)", (0, 1, 2)),
        ("di t/m vr", (1, 2, 3, 4)),
        ("n.t.b.", None),
        ("maand", None),
        ("dingen", None),
    ],
)
def test_that_weekdays_are_read(value, days):
    assert parse_days(value).weekdays == days


@pytest.mark.parametrize(
    ("value", "count", "hours"),
    [
        (4, 4, None),
        ("4 dgn", 4, None),
        ("4 dagen p/w", 4, None),
        ("4d", 4, None),
        ("4 dpw", 4, None),
        ("vier dagen", 4, None),
        ("4x per week", 4, None),
        ("16 uur p/w", None, 16),
        ("32u", None, 32),
        (16, None, 16),
        ("2 days", 2, None),
        ("2,5 dag", 2.5, None),
        ("0", None, None),
        (-2, None, None),
        ("16 uur", None, 16),
        ("4", 4, None),
    ],
)
def test_that_days_and_hours_a_week_are_read(value, count, hours):
    found = parse_days(value)
    assert (found.count, found.hours) == (count, hours)


@pytest.mark.parametrize(
    ("cells", "days", "weekdays", "codes"),
    [
        (RhythmCells(days=2, weekdays="ma di"), 2, (0, 1), []),
        (RhythmCells(days=3, weekdays="ma di"), 2, (0, 1), ["import_days_differ"]),
        (RhythmCells(days=2, weekdays="ma-do"), 2, (0, 3), []),
        (RhythmCells(days=4, weekdays="ma-do"), 4, (0, 1, 2, 3), []),
        (RhythmCells(hours_per_week=16), 2, None, ["import_days_from_hours"]),
        (RhythmCells(hours_per_week=15, hours_per_day=7.5), 2, None, ["import_days_from_hours"]),
        (RhythmCells(days="2,5"), 3, None, ["import_part_days"]),
        (RhythmCells(form="lint 2 dagen"), 2, None, []),
        (RhythmCells(days=4, form="iets"), 4, None, ["import_bad_form"]),
        (RhythmCells(form="blok"), None, None, ["import_no_days"]),
    ],
)
def test_that_a_rhythm_is_put_together(cells, days, weekdays, codes):
    found = read_rhythm(cells)
    assert [note.code for note in found.notes] == codes
    assert (found.value and found.value.days_per_week) == days
    assert (found.value.weekdays if found.value else None) == weekdays


def test_that_a_given_form_wins_over_the_number_of_days():
    found = read_rhythm(RhythmCells(form="lintstage", days=4)).value
    assert found is not None
    assert found.form is Form.LINT


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("lintstage", Form.LINT),
        ("Blok", Form.BLOK),
        ("block placement", Form.BLOK),
        ("B", Form.BLOK),
        ("L", Form.LINT),
        ("lint of blok", None),
        ("n.t.b.", None),
    ],
)
def test_that_a_form_is_read(text, form):
    assert parse_form(text) is form


@pytest.mark.parametrize(
    ("code", "name", "level", "crebo", "note"),
    [
        ("25655", "", None, "25655", None),
        (25655, "", None, "25655", None),
        ("", "Mbo-Verpleegkundige (25655)", None, "25655", None),
        ("25.655", "", None, "25655", None),
        ("crebo 25655 VP", "", None, "25655", None),
        ("23267", "", None, "25655", "import_dossier"),
        ("23312", "", 4, "25779", "import_dossier"),
        ("23312", "", None, "23312", "import_dossier_open"),
        ("25480", "", None, "25480", "import_old_crebo"),
        ("99999", "", None, "99999", "import_unknown_crebo"),
        ("", "VIG", None, "25656", "import_programme_by_name"),
        ("", "Verzorgende IG niveau 3", None, "25656", "import_programme_by_name"),
        ("", "Maatschappelijke zorg", 3, "25780", "import_programme_by_name"),
        ("", "Maatschappelijke zorg", None, None, "import_name_open"),
        ("", "breien", None, None, "import_no_crebo"),
        ("abc", "", None, None, "import_bad_crebo"),
        ("", "", None, None, "import_no_programme"),
    ],
)
def test_that_a_programme_is_found(code, name, level, crebo, note):
    found = find_programme(code, name, level)
    assert (found.value.crebo if found.value else None) == crebo
    assert [n.code for n in found.notes] == ([note] if note else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("VZO planning bpv", "Vakcollege Zorg Oost"),
        ("hanzevaart_bpv_2627", "Hanzevaart MBO"),
        ("Stageritme Linge College", "Linge College"),
        ("planning waalstroom", "ROC Waalstroom"),
        ("bpv planning", None),
    ],
)
def test_that_an_institution_is_known_by_its_names(text, name):
    assert known_in(text, KNOWN) == name


def test_that_an_institution_may_be_misspelt():
    assert same_institution("roc waalstroom", KNOWN) == "ROC Waalstroom"
    assert same_institution("Linge Colege", KNOWN) == "Linge College"
    assert same_institution("VZO", KNOWN) == "Vakcollege Zorg Oost"
    assert same_institution("ROC Elders", KNOWN) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026-2027", 2026),
        ("BPV 26-27", 2026),
        ("bpv_2627", 2026),
        ("2026/27", 2026),
        ("'26/'27", 2026),
        ("schooljaar 2026", 2026),
        ("versie 12-05-2026", None),
        ("wk 36-45", None),
    ],
)
def test_that_a_school_year_is_found(text, year):
    assert school_year_in(text) == year


def test_that_years_levels_and_answers_are_read():
    assert [parse_year(v, 2026) for v in (2, "lj 3", "2e jaar", "2025", "eerste", "x")] == [
        2, 3, 2, 2, 1, None,
    ]  # fmt: skip
    assert [parse_level(v) for v in (4, "niveau 3", "entree", "N2", "x")] == [4, 3, 1, 2, None]
    assert [parse_yes_no(v) for v in ("ja", "Nee", "x", True, "vast", "misschien")] == [
        True, False, True, True, True, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "count", "weekdays", "doubt"),
    [
        ("ma/di of wo/do", 2, None, "import_days_choice"),
        ("2 of 3 dagen", 3, None, "import_days_range"),
        ("3-4 dagen", 4, None, "import_days_range"),
        ("ma om de week", 1, (0,), "import_not_every_week"),
        ("di + do (oneven weken)", 2, (1, 3), "import_not_every_week"),
        ("0,8 fte", 4, None, None),
        ("behalve wo of do", 3, (0, 1, 4), None),
    ],
)
def test_that_what_is_left_open_about_days_is_told(value, count, weekdays, doubt):
    found = read_rhythm(RhythmCells(days=value))
    assert (found.value.days_per_week, found.value.weekdays) == (count, weekdays)
    assert [n.code for n in found.notes] == ([doubt] if doubt else [])


def test_that_a_second_programme_in_a_cell_is_told():
    found = find_programme("", "Verzorgende IG / MZ", None)
    assert found.value.crebo == "25656"
    assert [(n.code, n.values["others"]) for n in found.notes] == [
        ("import_more_programmes", ("25780", "25779"))
    ]
